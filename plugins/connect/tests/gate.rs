//! Nothing passes the gate that was not granted, whatever a request calls it; nothing of a secret comes out.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up shall fail")]

mod support;

use etalon_connect::{Gate, Net, Pattern, Resolve, Secret, SystemResolve, Trust, Vault};
use http_body_util::{BodyExt as _, Full};
use std::collections::BTreeMap;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::server::{Answer, Server};
use wasmtime_wasi_http::{Error, WasiBody};

/// Names and the addresses that are told for them, the first first.
#[derive(Default)]
struct Names {
    told: BTreeMap<String, Vec<Vec<SocketAddr>>>,
    times: AtomicUsize,
    asked: Mutex<Vec<String>>,
}

impl Resolve for Names {
    fn resolve<'a>(
        &'a self,
        host: &'a str,
        port: u16,
    ) -> Pin<Box<dyn Future<Output = std::io::Result<Vec<SocketAddr>>> + Send + 'a>> {
        Box::pin(async move {
            self.asked.lock().unwrap().push(host.to_owned());
            let time = self.times.fetch_add(1, Ordering::Relaxed);
            let answers = self.told.get(host).ok_or(std::io::ErrorKind::NotFound)?;
            let mut found = answers[time.min(answers.len() - 1)].clone();
            for address in &mut found {
                address.set_port(port);
            }
            Ok(found)
        })
    }
}

fn names(list: &[(&str, &[&[&str]])]) -> Names {
    let address = |text: &&str| SocketAddr::new(text.parse().unwrap(), 0);
    let told = list.iter().map(|(name, times)| {
        ((*name).to_owned(), times.iter().map(|found| found.iter().map(address).collect()).collect())
    });
    Names { told: told.collect(), ..Names::default() }
}

fn vault(secrets: &[(&str, &str, &[&str])]) -> Arc<Vault> {
    let secret = |value: &str, hosts: &[&str]| Secret {
        value: value.to_owned(),
        hosts: hosts.iter().map(|h| Pattern::parse(h).unwrap()).collect(),
        reveal: false,
    };
    let asked = secrets.iter().map(|(name, ..)| (*name).to_owned());
    Arc::new(
        Vault::new(asked, secrets.iter().map(|(name, value, hosts)| ((*name).to_owned(), secret(value, hosts))))
            .unwrap(),
    )
}

fn gate(hosts: &[&str], vault: &Arc<Vault>, resolve: impl Resolve + 'static) -> Gate {
    let net = Net {
        connect: Duration::from_secs(2),
        whole: Duration::from_secs(2),
        answer: 1000,
        sent: 1000,
        held: 1500,
        requests: 5,
        waits: Duration::from_secs(2),
    };
    Gate::new(
        hosts.iter().map(|h| Pattern::parse(h).unwrap()).collect(),
        vault.clone(),
        net,
        Arc::new(resolve),
        Trust::default(),
    )
}

fn request(method: &str, uri: &str, headers: &[(&str, &str)], body: &str) -> http::Request<WasiBody> {
    let mut request = http::Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = Full::new(bytes::Bytes::from(body.to_owned())).map_err(|never| match never {}).boxed_unsync();
    request.body(body).unwrap()
}

fn send(gate: &Gate, request: http::Request<WasiBody>) -> Result<(u16, String), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let answer = gate.send(request, None).await?;
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await?.to_bytes();
        Ok((status, String::from_utf8_lossy(&body).into_owned()))
    })
}

fn get(gate: &Gate, uri: &str) -> Result<(u16, String), Error> {
    gate.begin();
    send(gate, request("GET", uri, &[], ""))
}

fn hello() -> Server {
    Server::start(|asked, _| Answer::new(200, format!("hello {}", asked.path)))
}

#[test]
fn what_is_granted_passes_and_what_is_not_does_not() {
    let server = hello();
    let port = server.port;
    let none = vault(&[]);
    let gate = gate(&[&server.host()], &none, SystemResolve);
    assert_eq!(get(&gate, &format!("http://127.0.0.1:{port}/a?b=c")).unwrap(), (200, "hello /a?b=c".to_owned()));
    // The same host, however it is written.
    for same in ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "[::ffff:127.0.0.1]"] {
        assert_eq!(get(&gate, &format!("http://{same}:{port}/")).unwrap().0, 200, "{same}");
    }
    let before = server.asked().len();
    for other in [
        format!("http://127.0.0.2:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://[::1]:{port}/"),
        "http://127.0.0.1:1/".to_owned(),
        "http://127.0.0.1/".to_owned(),
        format!("http://127.0.0.1:{port}@evil.example.com/"),
        format!("http://evil.example.com:{port}/"),
        format!("http://127.0.0.1.evil.example.com:{port}/"),
    ] {
        let answer = get(&gate, &other);
        assert!(matches!(answer, Err(Error::HttpRequestDenied)), "{other}: {answer:?}");
        assert_eq!(gate.refused().len(), 1, "{other}: the operator is told why");
    }
    assert_eq!(server.asked().len(), before);
}

#[test]
fn a_name_and_password_in_the_address_and_strange_schemes_and_methods_are_refused() {
    let server = hello();
    let gate = gate(&[&server.host()], &vault(&[]), SystemResolve);
    let port = server.port;
    assert!(matches!(get(&gate, &format!("http://me:secret@127.0.0.1:{port}/")), Err(Error::HttpRequestDenied)));
    assert!(!gate.refused()[0].contains("secret"), "{:?}", gate.refused());
    for scheme in ["ftp", "file", "ws", "gopher"] {
        assert!(
            matches!(get(&gate, &format!("{scheme}://127.0.0.1:{port}/")), Err(Error::HttpRequestDenied)),
            "{scheme}"
        );
    }
    gate.begin();
    let trace = send(&gate, request("TRACE", &format!("http://127.0.0.1:{port}/"), &[], ""));
    assert!(matches!(trace, Err(Error::HttpRequestDenied)));
    assert!(server.asked().is_empty());
}

#[test]
fn the_host_header_says_where_the_request_really_goes() {
    let server = hello();
    let gate = gate(&[&server.host()], &vault(&[]), SystemResolve);
    gate.begin();
    let uri = format!("http://127.0.0.1:{}/", server.port);
    send(&gate, request("GET", &uri, &[("host", "internal.example.com")], "")).unwrap();
    assert_eq!(server.asked()[0].header("host"), Some(server.host().as_str()));
    assert_eq!(server.asked()[0].headers.iter().filter(|(n, _)| n == "host").count(), 1);
}

#[test]
fn names_that_lead_to_this_machine_or_the_own_network_are_refused() {
    for inside in [
        "127.0.0.1",
        "10.0.0.7",
        "169.254.169.254",
        "192.168.1.1",
        "::1",
        "fd00::1",
        "fe80::1",
        "0.0.0.0",
        "::ffff:127.0.0.1",
    ] {
        let gate =
            gate(&["*.example.com", "api.example.com:8080"], &vault(&[]), names(&[("api.example.com", &[&[inside]])]));
        for uri in ["https://api.example.com/", "http://api.example.com:8080/"] {
            let answer = get(&gate, uri);
            assert!(matches!(answer, Err(Error::DestinationIpProhibited)), "{inside}: {answer:?}");
            assert!(gate.refused()[0].contains("no public address"), "{:?}", gate.refused());
        }
    }
}

#[test]
fn localhost_leads_to_this_machine_and_nowhere_else() {
    let server = hello();
    let host = format!("localhost:{}", server.port);
    let uri = format!("http://{host}/");
    assert_eq!(get(&gate(&[&host], &vault(&[]), names(&[("localhost", &[&["127.0.0.1"]])])), &uri).unwrap().0, 200);
    let stray = gate(&[&host], &vault(&[]), names(&[("localhost", &[&["10.0.0.1"]])]));
    assert!(matches!(get(&stray, &uri), Err(Error::DestinationIpProhibited)));
}

#[test]
fn an_address_in_the_own_network_is_reached_where_the_operator_wrote_it_down() {
    let server = hello();
    let host = format!("crm.corp:{}", server.port);
    let liar = names(&[("crm.corp", &[&["10.9.9.9"]])]);
    let gate = gate(&[&format!("{host}=127.0.0.1")], &vault(&[]), liar);
    assert_eq!(get(&gate, &format!("http://{host}/")).unwrap().0, 200, "no name server is asked");
    assert_eq!(server.asked()[0].header("host"), Some(host.as_str()));
}

#[test]
fn a_name_is_looked_up_once_and_a_second_answer_changes_nothing() {
    // Whoever looked twice would be told of this machine the second time.
    let names = Arc::new(names(&[("api.example.com", &[&["192.0.2.1", "10.0.0.1"], &["127.0.0.1"]])]));
    struct Shared(Arc<Names>);
    impl Resolve for Shared {
        fn resolve<'a>(
            &'a self,
            host: &'a str,
            port: u16,
        ) -> Pin<Box<dyn Future<Output = std::io::Result<Vec<SocketAddr>>> + Send + 'a>> {
            self.0.resolve(host, port)
        }
    }
    let gate = gate(&["api.example.com:80"], &vault(&[]), Shared(names.clone()));
    assert!(matches!(get(&gate, "http://api.example.com:80/"), Err(Error::DestinationIpProhibited)));
    assert_eq!(*names.asked.lock().unwrap(), ["api.example.com"]);
}

#[test]
fn a_redirect_is_not_followed_and_following_it_is_a_new_request() {
    let other = hello();
    let to = format!("http://127.0.0.1:{}/stolen", other.port);
    let server = Server::start(move |_, _| Answer::new(302, "").header("location", &to));
    let gate = gate(&[&server.host()], &vault(&[]), SystemResolve);
    assert_eq!(get(&gate, &format!("http://{}/", server.host())).unwrap().0, 302);
    assert!(matches!(get(&gate, &format!("http://127.0.0.1:{}/stolen", other.port)), Err(Error::HttpRequestDenied)));
    assert!(other.asked().is_empty());
}

#[test]
fn a_secret_goes_to_its_host_alone() {
    let (mine, other) = (hello(), hello());
    let vault = vault(&[("token", "s3cr3t", &[&mine.host()])]);
    let gate = gate(&[&mine.host(), &other.host()], &vault, SystemResolve);
    let stand_in = vault.placeholder("token").unwrap();
    let bearer = format!("Bearer {stand_in}");
    gate.begin();
    send(
        &gate,
        request("POST", &format!("http://{}/hook/{stand_in}", mine.host()), &[("authorization", &bearer)], &stand_in),
    )
    .unwrap();
    let asked = &mine.asked()[0];
    assert_eq!(asked.header("authorization"), Some("Bearer s3cr3t"));
    assert_eq!(asked.path, "/hook/s3cr3t");
    assert_eq!(asked.text(), stand_in, "bodies are sent as they are");
    for wrong in [
        request("GET", &format!("http://{}/", other.host()), &[("authorization", &bearer)], ""),
        request("GET", &format!("http://{}/{stand_in}", other.host()), &[], ""),
        request("GET", &format!("http://{}/?q={stand_in}", other.host()), &[], ""),
        request("GET", &format!("http://{}/", other.host()), &[("x-note", &bearer)], ""),
    ] {
        gate.begin();
        assert!(matches!(send(&gate, wrong), Err(Error::HttpRequestDenied)));
        assert!(gate.refused()[0].contains("`token`") && !gate.refused()[0].contains("s3cr3t"));
    }
    assert!(other.asked().is_empty());
}

#[test]
fn a_secret_that_would_break_out_of_its_header_does_not_go() {
    let server = hello();
    let vault = vault(&[("token", "a\r\nx-evil: 1", &[&server.host()])]);
    let gate = gate(&[&server.host()], &vault, SystemResolve);
    gate.begin();
    let stand_in = vault.placeholder("token").unwrap();
    let sent = send(&gate, request("GET", &format!("http://{}/", server.host()), &[("x-token", &stand_in)], ""));
    assert!(matches!(sent, Err(Error::HttpRequestDenied)));
    assert!(server.asked().is_empty());
}

#[test]
fn sizes_times_and_numbers_are_held() {
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/big" => Answer::new(200, vec![b'x'; 1001]),
        "/cut" => Answer { cut: 5, ..Answer::new(200, "a body that ends early") },
        "/slow" => Answer { slow: Duration::from_secs(5), ..Answer::new(200, "late") },
        "/silent" => Answer { silent: true, ..Answer::new(200, "") },
        _ => Answer::new(200, vec![b'x'; 900]),
    });
    let gate = gate(&[&server.host()], &vault(&[]), SystemResolve);
    let uri = |path: &str| format!("http://{}{path}", server.host());
    assert!(matches!(get(&gate, &uri("/big")), Err(Error::HttpResponseBodySize(Some(1000)))));
    assert!(matches!(get(&gate, &uri("/cut")), Err(Error::HttpResponseIncomplete)));
    assert!(matches!(get(&gate, &uri("/slow")), Err(Error::ConnectionReadTimeout | Error::HttpResponseTimeout)));
    assert!(matches!(get(&gate, &uri("/silent")), Err(Error::ConnectionTerminated)));
    gate.begin();
    let long = "x".repeat(1001);
    assert!(matches!(send(&gate, request("POST", &uri("/"), &[], &long)), Err(Error::HttpRequestBodySize(_))));

    // What is held of answers at once; what was read and let go counts no more.
    for _ in 0..3 {
        gate.begin();
        assert_eq!(send(&gate, request("GET", &uri("/"), &[], "")).unwrap().0, 200);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let held = gate.send(request("GET", &uri("/"), &[], ""), None).await.unwrap();
        let second = gate.send(request("GET", &uri("/"), &[], ""), None).await;
        assert!(matches!(second, Err(Error::HttpResponseBodySize(Some(1500)))));
        drop(held);
        assert!(gate.send(request("GET", &uri("/"), &[], ""), None).await.is_ok());
    });

    gate.begin();
    let answers: Vec<bool> = (0..7).map(|_| send(&gate, request("GET", &uri("/"), &[], "")).is_ok()).collect();
    assert_eq!(answers, [true, true, true, true, true, false, false], "five requests a call");
}

#[test]
fn grants_that_say_nothing_sound_are_refused() {
    for wrong in [
        "",
        "*",
        "*.com",
        "*.*.example.com",
        "api.*.com",
        "https://api.example.com",
        "a b",
        "x:0",
        "x:70000",
        "x:http",
        "me@x.com",
        "*.example.com=10.0.0.1",
        "x=y",
        "*.127.0.0.1",
    ] {
        assert!(Pattern::parse(wrong).is_err(), "{wrong}");
    }
    let matches = |pattern: &str, uri: &str| {
        Pattern::parse(pattern).unwrap().names(&etalon_connect::Target::of(&uri.parse().unwrap()).unwrap())
    };
    assert!(matches("*.Zendesk.com", "https://acme.zendesk.COM./x"));
    assert!(matches("õpe.ee", "https://xn--pe-bka.ee/"));
    assert!(matches("api.example.com", "https://api.example.com:443/"));
    for (pattern, uri) in [
        ("*.zendesk.com", "https://zendesk.com/"),
        ("*.zendesk.com", "https://evilzendesk.com/"),
        ("*.zendesk.com", "https://acme.zendesk.com.evil.com/"),
        ("api.example.com", "http://api.example.com/"),
        ("api.example.com", "https://api.example.com:8443/"),
        ("api.example.com", "https://xapi.example.com/"),
    ] {
        assert!(!matches(pattern, uri), "{pattern} does not name {uri}");
    }
}
