//! Secrets stay here. A plugin gets a stand-in that nobody can guess; the gate puts the value in its place, in a request to a host that
//! the secret is granted for and nowhere else.

use crate::gate::{Pattern, Target};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A secret that the operator granted.
#[derive(Clone)]
pub struct Secret {
    /// What nobody else may see.
    pub value: String,
    /// Where it may go.
    pub hosts: Vec<Pattern>,
    /// Whether the plugin may see the value itself.
    pub reveal: bool,
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secret").field("hosts", &self.hosts).field("reveal", &self.reveal).finish_non_exhaustive()
    }
}

/// Why a plugin does not get a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretError {
    /// It never said that it needs one of this name.
    Unknown,
    /// The operator did not grant it.
    NotGranted,
}

/// The secrets of one use of a plugin.
#[derive(Debug, Default)]
pub struct Vault {
    asked: BTreeSet<String>,
    granted: BTreeMap<String, (String, Secret)>,
}

impl Vault {
    /// `asked`: the names that the plugin's description says it needs.
    ///
    /// # Errors
    /// The system gives no random bytes.
    pub fn new(
        asked: impl IntoIterator<Item = String>,
        granted: impl IntoIterator<Item = (String, Secret)>,
    ) -> Result<Self, String> {
        let mut vault = Self { asked: asked.into_iter().collect(), granted: BTreeMap::new() };
        for (name, secret) in granted {
            let mut bytes = [0; 16];
            getrandom::fill(&mut bytes).map_err(|error| format!("the system gives no random bytes: {error}"))?;
            let digits: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
            vault.granted.insert(name, (format!("{STAND_IN}{digits}"), secret));
        }
        Ok(vault)
    }

    fn secret(&self, name: &str) -> Result<&(String, Secret), SecretError> {
        match self.granted.get(name) {
            Some(secret) if self.asked.contains(name) => Ok(secret),
            _ if self.asked.contains(name) => Err(SecretError::NotGranted),
            _ => Err(SecretError::Unknown),
        }
    }

    /// What to write where the value is meant.
    ///
    /// # Errors
    /// Says why there is none.
    pub fn placeholder(&self, name: &str) -> Result<String, SecretError> {
        self.secret(name).map(|(stand_in, _)| stand_in.clone())
    }

    /// HMAC-SHA-256 of the data with the secret as its key (RFC 2104).
    ///
    /// # Errors
    /// Says why there is none.
    pub fn hmac(&self, name: &str, data: &[u8]) -> Result<Vec<u8>, SecretError> {
        let (_, secret) = self.secret(name)?;
        // Keys of any length are allowed.
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.value.as_bytes()).map_err(|_| SecretError::NotGranted)?;
        mac.update(data);
        Ok(mac.finalize().into_bytes().to_vec())
    }

    /// The value itself, where that is granted.
    ///
    /// # Errors
    /// Says why not.
    pub fn reveal(&self, name: &str) -> Result<String, SecretError> {
        let (_, secret) = self.secret(name)?;
        if secret.reveal { Ok(secret.value.clone()) } else { Err(SecretError::NotGranted) }
    }

    /// Puts values in the place of stand-ins; none = there was none.
    ///
    /// # Errors
    /// Says which secret may not go there.
    pub(crate) fn fill(&self, text: &str, target: &Target) -> Result<Option<String>, String> {
        if !text.contains(STAND_IN) {
            return Ok(None);
        }
        let mut filled = text.to_owned();
        for (name, (stand_in, secret)) in &self.granted {
            if !text.contains(stand_in.as_str()) {
                continue;
            }
            if !secret.hosts.iter().any(|host| host.names(target)) {
                return Err(format!("the secret `{name}` is not granted for {target}"));
            }
            if !target.tls && !target.is_this_machine() {
                return Err(format!("the secret `{name}` does not go to {target} in the clear: use https"));
            }
            filled = filled.replace(stand_in, &secret.value);
        }
        Ok(Some(filled))
    }

    /// The same for the value of a header, within Basic credentials too.
    pub(crate) fn fill_header(&self, value: &str, target: &Target) -> Result<Option<String>, String> {
        if let Some(("Basic", packed)) = value.split_once(' ')
            && let Ok(bytes) = STANDARD.decode(packed.trim())
            && let Ok(plain) = String::from_utf8(bytes)
            && let Some(filled) = self.fill(&plain, target)?
        {
            return Ok(Some(format!("Basic {}", STANDARD.encode(filled))));
        }
        self.fill(value, target)
    }

    /// The text without any secret: for logs and messages.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let mut clean = text.to_owned();
        for (name, (stand_in, secret)) in &self.granted {
            for hidden in [&secret.value, &STANDARD.encode(&secret.value), stand_in] {
                if !hidden.is_empty() && clean.contains(hidden.as_str()) {
                    clean = clean.replace(hidden.as_str(), &format!("[secret {name}]"));
                }
            }
        }
        clean
    }
}

/// How every stand-in begins.
const STAND_IN: &str = "etalon-secret-";

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(hosts: &[&str], reveal: bool) -> Vault {
        let hosts = hosts.iter().map(|h| Pattern::parse(h).unwrap()).collect();
        let secret = Secret { value: "s3cr3t".to_owned(), hosts, reveal };
        Vault::new(
            ["token".to_owned(), "other".to_owned()],
            [("token".to_owned(), secret.clone()), ("extra".to_owned(), secret)],
        )
        .unwrap()
    }

    fn target(uri: &str) -> Target {
        Target::of(&uri.parse().unwrap()).unwrap()
    }

    #[test]
    fn what_was_not_asked_for_or_not_granted_is_not_given() {
        let vault = vault(&["api.example.com"], false);
        assert_eq!(vault.placeholder("other"), Err(SecretError::NotGranted));
        assert_eq!(
            vault.placeholder("extra"),
            Err(SecretError::Unknown),
            "granted, but the plugin never said that it needs it"
        );
        assert_eq!(vault.placeholder("nothing"), Err(SecretError::Unknown));
        assert_eq!(vault.hmac("other", b"x"), Err(SecretError::NotGranted));
        assert_eq!(vault.reveal("token"), Err(SecretError::NotGranted), "reveal is a grant of its own");
        assert_eq!(self::vault(&[], true).reveal("token").as_deref(), Ok("s3cr3t"));
    }

    #[test]
    fn a_stand_in_is_not_the_value_and_differs_from_run_to_run() {
        let one = vault(&[], false).placeholder("token").unwrap();
        assert!(!one.contains("s3cr3t"));
        assert_ne!(one, vault(&[], false).placeholder("token").unwrap());
    }

    #[test]
    fn the_value_goes_to_the_granted_host_and_nowhere_else() {
        let vault = vault(&["api.example.com", "plain.example.com:80", "127.0.0.1:9"], false);
        let stand_in = vault.placeholder("token").unwrap();
        let bearer = format!("Bearer {stand_in}");
        let fill = |uri: &str| vault.fill_header(&bearer, &target(uri));
        assert_eq!(fill("https://api.example.com/x").unwrap().as_deref(), Some("Bearer s3cr3t"));
        assert_eq!(fill("http://127.0.0.1:9/x").unwrap().as_deref(), Some("Bearer s3cr3t"));
        for wrong in ["https://evil.example.com/", "https://api.example.com:444/", "http://plain.example.com/"] {
            let refused = fill(wrong).unwrap_err();
            assert!(refused.contains("`token`") && !refused.contains("s3cr3t"), "{refused}");
        }
        assert_eq!(vault.fill_header("Bearer x", &target("https://evil.example.com/")), Ok(None));
    }

    #[test]
    fn basic_credentials_are_filled_within() {
        let vault = vault(&["api.example.com"], false);
        let packed = STANDARD.encode(format!("me@example.com/token:{}", vault.placeholder("token").unwrap()));
        let filled =
            vault.fill_header(&format!("Basic {packed}"), &target("https://api.example.com/")).unwrap().unwrap();
        assert_eq!(STANDARD.decode(filled.strip_prefix("Basic ").unwrap()).unwrap(), b"me@example.com/token:s3cr3t");
        assert!(vault.fill_header(&format!("Basic {packed}"), &target("https://evil.example.com/")).is_err());
    }

    #[test]
    fn signatures_are_those_of_rfc_4231() {
        let secret = Secret { value: "Jefe".to_owned(), hosts: vec![], reveal: false };
        let vault = Vault::new(["k".to_owned()], [("k".to_owned(), secret)]).unwrap();
        let signed = vault.hmac("k", b"what do ya want for nothing?").unwrap();
        let digits: String = signed.iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(digits, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn nothing_that_is_shown_holds_a_secret() {
        let vault = vault(&["api.example.com"], true);
        let text = format!("got s3cr3t and {} and {}", STANDARD.encode("s3cr3t"), vault.placeholder("token").unwrap());
        let clean = vault.redact(&text);
        assert!(
            !clean.contains("s3cr3t") && !clean.contains(&STANDARD.encode("s3cr3t")) && !clean.contains(STAND_IN),
            "{clean}"
        );
        assert!(!format!("{:?}", vault.granted["token"].1).contains("s3cr3t"));
    }
}
