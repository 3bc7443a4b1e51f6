//! The network: nothing but what was granted is reached, and what comes back is held to a size.

use super::{Case, case};
use crate::server::{Answer, Server};
use etalon_connect::Resolve;
use std::fmt::Write as _;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// Every name leads to these addresses.
struct Leads(&'static [&'static str]);

impl Resolve for Leads {
    fn resolve<'a>(
        &'a self,
        _: &'a str,
        port: u16,
    ) -> Pin<Box<dyn Future<Output = std::io::Result<Vec<SocketAddr>>> + Send + 'a>> {
        let found = self.0.iter().map(|text| SocketAddr::new(text.parse().unwrap(), port)).collect();
        Box::pin(async move { Ok(found) })
    }
}

fn to(trick: &str, hosts: &[&str], url: &str) -> Case {
    Case { hosts: hosts.iter().map(|host| (*host).to_owned()).collect(), url: url.to_owned(), ..case(trick) }
}

#[test]
fn hosts_that_were_not_granted() {
    let server = Server::start(|_, _| Answer::new(200, "secret of the house"));
    let (host, port) = (server.host(), server.port);
    let urls = [
        format!("http://{host}/"),
        format!("http://localhost:{port}/"),
        format!("http://[::1]:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("http://0x7f.1:{port}/"),
        format!("http://api.example.com@{host}/"),
        format!("http://api.example.com.:{port}/"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "unix:///var/run/docker.sock".to_owned(),
        "gopher://api.example.com/".to_owned(),
        "https://api.example.com.evil.example/".to_owned(),
        "https:///".to_owned(),
    ];
    let mut all = String::new();
    for url in &urls {
        let told = to("fetch", &["api.example.com"], url).told();
        writeln!(all, "{url}\n    {told}").unwrap();
    }
    assert!(server.asked().is_empty(), "nobody was asked: {:?}", server.asked());
    insta::assert_snapshot!(all.replace(&port.to_string(), "PORT"));
}

#[test]
fn redirects_lead_nowhere_new() {
    let inner = Server::start(|_, _| Answer::new(200, "secret of the house"));
    let mut all = String::new();
    for location in [
        format!("http://127.0.0.1:{}/", inner.port),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "http://localhost/".to_owned(),
    ] {
        let to_location = location.clone();
        let outer = Server::start(move |_, _| Answer::new(302, "").header("location", &to_location));
        let told = to("follow", &[&outer.host()], &format!("http://{}/", outer.host())).told();
        assert!(!outer.asked().is_empty());
        writeln!(all, "{location}\n    {told}").unwrap();
    }
    assert!(inner.asked().is_empty());
    insta::assert_snapshot!(all.replace(&inner.port.to_string(), "PORT"));
}

#[test]
fn names_that_lead_into_the_house() {
    let server = Server::start(|_, _| Answer::new(200, "secret of the house"));
    let url = format!("http://api.example.com:{}/", server.port);
    let host = format!("api.example.com:{}", server.port);
    let leads: [fn(&mut etalon_connect::Setup); 4] = [
        |setup| setup.resolve = Arc::new(Leads(&["127.0.0.1"])),
        |setup| setup.resolve = Arc::new(Leads(&["10.0.0.7", "192.168.1.1"])),
        |setup| setup.resolve = Arc::new(Leads(&["::1"])),
        |setup| setup.resolve = Arc::new(Leads(&["::ffff:169.254.169.254"])),
    ];
    let mut all = String::new();
    for change in leads {
        let told = Case { change, ..to("fetch", &[&host], &url) }.told();
        writeln!(all, "{told}").unwrap();
    }
    let none = Case { change: |setup| setup.resolve = Arc::new(Leads(&[])), ..to("fetch", &[&host], &url) };
    writeln!(all, "{}", none.told()).unwrap();
    assert!(server.asked().is_empty());
    insta::assert_snapshot!(all.replace(&server.port.to_string(), "PORT"));
}

#[test]
fn answers_and_requests_without_measure() {
    let giant = Server::start(|_, _| Answer::new(200, vec![b'x'; 2 << 20]));
    let flood =
        Server::start(|_, _| (0..500).fold(Answer::new(200, "x"), |answer, n| answer.header(&format!("x-{n}"), "y")));
    let long = Server::start(|_, _| Answer::new(200, "x").header("x-long", &"y".repeat(1 << 20)));
    let slow = Server::start(|_, _| Answer { slow: Duration::from_secs(9), ..Answer::new(200, "x") });
    let honest = Server::start(|_, _| Answer::new(200, "hello"));
    let small: fn(&mut etalon_connect::Setup) = |setup| {
        setup.net.answer = 1 << 20;
        setup.net.sent = 1 << 20;
        // On a busy machine an answer of 2 MiB may take seconds.
        setup.net.whole = Duration::from_secs(20);
    };
    let hurried: fn(&mut etalon_connect::Setup) = |setup| setup.net.whole = Duration::from_secs(1);
    let mut all = String::new();
    for (name, trick, server) in [
        ("an answer of 2 MiB where 1 MiB is held", "fetch", &giant),
        ("500 headers", "fetch", &flood),
        ("a header of 1 MiB", "fetch", &long),
        ("an answer that does not come", "fetch", &slow),
        ("1,000 requests in one call", "many", &honest),
        ("a request with a header of 1 MiB", "heavy-head", &honest),
        ("a request of 32 MiB where 1 MiB goes out", "heavy-body", &honest),
        ("a header that names another host", "other-host-header", &honest),
    ] {
        let case = Case {
            change: if trick == "fetch" && std::ptr::eq(server, &slow) { hurried } else { small },
            work: 1_000_000_000,
            ..to(trick, &[&server.host()], &format!("http://{}/", server.host()))
        };
        // Which of two clocks runs out first is chance.
        let told = case.told().replace("ConnectionReadTimeout", "HttpResponseTimeout");
        writeln!(all, "{name}\n    {told}").unwrap();
    }
    // 100 of "1,000 requests" and the last one.
    assert_eq!(honest.asked().len(), 101);
    assert!(honest.asked().iter().all(|asked| asked.header("host") == Some(honest.host().as_str())));
    insta::assert_snapshot!(all);
}
