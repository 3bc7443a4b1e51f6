//! Over TLS: a host is believed whose certificate comes from an authority that everybody trusts or that the operator named, and no other.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up shall fail")]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use etalon_connect::{Gate, Net, Pattern, SystemResolve, Trust, Vault};
use http_body_util::{BodyExt as _, Full};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::guest;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};

type Authority = CertifiedIssuer<'static, KeyPair>;

/// An authority that nobody knows.
fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// As a file of an authority looks.
fn pem(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}

/// A server with a certificate of that authority for that name.
struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(authority: &Authority, name: &str, change: fn(&mut CertificateParams)) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        change(&mut params);
        let certificate = params.signed_by(&key, authority).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
            )
            .unwrap();
        let (config, asked) = (Arc::new(config), Arc::new(Mutex::new(Vec::new())));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let log = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut stream = StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream);
                let mut text = Vec::new();
                let mut byte = [0];
                // To the end of the head; whoever breaks off before has asked for nothing.
                while !text.ends_with(b"\r\n\r\n") && stream.read_exact(&mut byte).is_ok() {
                    text.push(byte[0]);
                }
                if text.ends_with(b"\r\n\r\n") {
                    log.lock().unwrap().push(String::from_utf8_lossy(&text).into_owned());
                    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello");
                    let _ = stream.flush();
                }
            }
        });
        Self { port, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// What the gate answers, and what it tells the operator.
fn ask(port: u16, trust: Trust) -> Result<String, String> {
    let net = Net { connect: Duration::from_secs(5), whole: Duration::from_secs(5), ..Net::default() };
    let hosts = vec![Pattern::parse(&format!("localhost:{port}")).unwrap()];
    let gate = Gate::new(hosts, Arc::new(Vault::default()), net, Arc::new(SystemResolve), trust);
    let body = Full::new(bytes::Bytes::new()).map_err(|never| match never {}).boxed_unsync();
    let request = http::Request::builder().uri(format!("https://localhost:{port}/x")).body(body).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let answer = runtime.block_on(async {
        let answer = gate.send(request, None).await?;
        let body = answer.into_body().collect().await?.to_bytes();
        Ok::<_, wasmtime_wasi_http::Error>(String::from_utf8_lossy(&body).into_owned())
    });
    answer.map_err(|error| {
        assert!(matches!(error, wasmtime_wasi_http::Error::TlsCertificateError), "{error:?}");
        gate.refused().join(" | ").replace(&port.to_string(), "PORT")
    })
}

fn trusting(authority: &Authority) -> Trust {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ca.pem"), pem(authority.der())).unwrap();
    Trust::with(folder.path(), &[Path::new("ca.pem")]).unwrap()
}

#[test]
fn an_authority_that_nobody_knows_is_refused_and_one_that_was_named_is_believed() {
    let authority = authority();
    let server = Server::start(&authority, "localhost", |_| {});
    let refused = "https://localhost:PORT: its certificate comes from nobody who is trusted here; if it comes from your own authority, \
        name the file with that authority's certificate in `authorities` of etalon.toml";
    assert_eq!(ask(server.port, Trust::default()).unwrap_err(), refused);
    // Both have the name that rcgen gives: it is the signature that tells them apart.
    assert_eq!(
        ask(server.port, trusting(&self::authority())).unwrap_err(),
        "https://localhost:PORT: its certificate is not from the authority that it names; whoever answers there may be somebody else"
    );
    assert!(server.asked().is_empty(), "not a word was said to it");
    assert_eq!(ask(server.port, trusting(&authority)).unwrap(), "hello");
}

#[test]
fn a_certificate_for_another_host_or_of_another_time_is_refused() {
    let authority = authority();
    let told = |name: &str, change: fn(&mut CertificateParams)| {
        let server = Server::start(&authority, name, change);
        let told = ask(server.port, trusting(&authority)).unwrap_err();
        assert!(server.asked().is_empty());
        told
    };
    assert_eq!(told("crm.example.com", |_| {}), "https://localhost:PORT: its certificate is for another host");
    assert_eq!(
        told("localhost", |params| {
            params.not_before = date_time_ymd(2001, 1, 1);
            params.not_after = date_time_ymd(2002, 1, 1);
        }),
        "https://localhost:PORT: its certificate has run out"
    );
    assert_eq!(
        told("localhost", |params| params.not_before = date_time_ymd(4000, 1, 1)),
        "https://localhost:PORT: its certificate is not valid yet; look at this machine's clock"
    );
}

#[test]
fn a_host_that_does_not_speak_tls_is_said_so() {
    let server = support::server::Server::start(|_, _| support::server::Answer::new(200, "plain"));
    let told = ask(server.port, Trust::default()).unwrap_err();
    assert!(told.starts_with("https://localhost:PORT: no secure connection came about: "), "{told}");
}

#[test]
fn files_that_hold_no_authority() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("empty.pem", "");
    write("key.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    write("cut.pem", &pem(authority().der())[..200]);
    write("other.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    let mut all = String::new();
    for name in ["missing.pem", "empty.pem", "key.pem", "cut.pem", "other.pem"] {
        let trouble = Trust::with(folder.path(), &[Path::new(name)]).unwrap_err();
        all.push_str(&format!("{trouble}\n").replace(&format!("{}/", folder.path().display()), ""));
    }
    insta::assert_snapshot!(all);
}

/// From `etalon.toml` to the guest: the secret goes to the host that is believed, and to no other.
#[test]
fn a_connector_reaches_a_host_whose_authority_etalon_toml_names() {
    let authority = authority();
    let server = Server::start(&authority, "localhost", |_| {});
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("token"), "s3cr3t").unwrap();
    fs::write(folder.path().join("ca.pem"), pem(authority.der())).unwrap();
    let host = format!("localhost:{}", server.port);
    let connector = guest::load("hostile-source");
    let problem = |authorities: &str| {
        let manifest = format!(
            "[plugins.hostile_source]\nhosts = [\"{host}\"]\n{authorities}secrets = {{ token = {{ file = \"token\", hosts = [\"{host}\"] }} }}\n\
             settings = {{ trick = \"carry-secret\", url = \"https://{host}/\" }}\n"
        );
        let (setup, _) = guest::setup(folder.path(), connector.description(), &manifest);
        connector.source(setup).unwrap().check().unwrap().into_iter().map(|problem| problem.text).collect::<Vec<_>>()
    };
    let [error, why] = problem("").try_into().unwrap();
    assert_eq!(error, "ErrorCode::TlsCertificateError");
    assert!(
        why.starts_with("refused at the gate: https://localhost:") && why.contains("nobody who is trusted"),
        "{why}"
    );
    assert!(server.asked().is_empty());
    assert_eq!(problem("authorities = [\"ca.pem\"]\n"), ["200, 1 headers, 5 bytes"]);
    assert!(server.asked()[0].contains("authorization: Bearer s3cr3t\r\n"), "{:?}", server.asked());
}
