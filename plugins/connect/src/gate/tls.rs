//! Whose certificates count: those that everybody trusts, and those that the operator named.

use crate::files::FileTrouble;
use std::io;
use std::path::Path;
use std::sync::Arc;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::{CertificateError, ClientConfig, Error, RootCertStore};

/// Whose certificates count.
#[derive(Debug, Clone)]
pub struct Trust(pub(super) Arc<ClientConfig>);

impl Default for Trust {
    /// Those that everybody trusts (Mozilla's list).
    fn default() -> Self {
        Self(config(RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.into() }))
    }
}

impl Trust {
    /// Those that everybody trusts, and the ones in these files (PEM), in this folder.
    ///
    /// # Errors
    /// Says which file cannot be read, or holds no certificate.
    pub fn with<P: AsRef<Path>>(folder: &Path, files: &[P]) -> Result<Self, FileTrouble> {
        if files.is_empty() {
            return Ok(Self::default());
        }
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.into() };
        for file in files {
            let path = folder.join(file);
            let text = std::fs::read(&path)
                .map_err(|error| FileTrouble::io("read the certificates of an authority from", &path, &error))?;
            let none = |what: &str| {
                FileTrouble::new(
                    format!("`{}` {what}", path.display()),
                    "it is a text that begins with -----BEGIN CERTIFICATE-----: the certificate of the authority, not of the host",
                )
            };
            let found: Vec<CertificateDer<'_>> =
                CertificateDer::pem_slice_iter(&text).collect::<Result<_, _>>().map_err(|_| none("is damaged"))?;
            if found.is_empty() {
                return Err(none("holds no certificate"));
            }
            for certificate in found {
                roots.add(certificate).map_err(|_| none("holds a certificate that is none"))?;
            }
        }
        Ok(Self(config(roots)))
    }
}

fn config(roots: RootCertStore) -> Arc<ClientConfig> {
    let provider = Arc::new(ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Arc::new(versions.expect("ring speaks TLS 1.2 and 1.3").with_root_certificates(roots).with_no_client_auth())
}

/// Why no trust came about, in words for the operator.
pub(super) fn why(error: &io::Error) -> String {
    let cause = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
    match cause {
        Some(Error::InvalidCertificate(CertificateError::UnknownIssuer)) => {
            "its certificate comes from nobody who is trusted here; if it comes from your own authority, name the file with that \
             authority's certificate in `authorities` of etalon.toml"
                .to_owned()
        }
        Some(Error::InvalidCertificate(CertificateError::BadSignature)) => {
            "its certificate is not from the authority that it names; whoever answers there may be somebody else".to_owned()
        }
        Some(Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        )) => "its certificate is for another host".to_owned(),
        Some(Error::InvalidCertificate(CertificateError::Expired | CertificateError::ExpiredContext { .. })) => {
            "its certificate has run out".to_owned()
        }
        Some(Error::InvalidCertificate(
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. },
        )) => "its certificate is not valid yet; look at this machine's clock".to_owned(),
        _ => format!("no secure connection came about: {}", crate::log::plain(&error.to_string())),
    }
}
