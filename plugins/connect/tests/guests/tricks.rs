//! Tricks that a source and a sink have in common. Each does its worst and, if it is let live, goes on as if nothing had been.

use etalon_plugin::connector::bindings::source::etalon::plugin::connector_types::{Failure, FailureKind};
use etalon_plugin::connector::bindings::source::etalon::plugin::{clock, config, log, scratch, secrets};
use etalon_plugin::connector::bindings::source::wasi::clocks::monotonic_clock;
use etalon_plugin::connector::bindings::source::wasi::http::outgoing_handler::handle;
use etalon_plugin::connector::bindings::source::wasi::http::types::{
    Fields, IncomingResponse, OutgoingBody, OutgoingRequest, Scheme,
};
use std::hint::black_box;

/// The setting of that name.
pub fn setting(name: &str) -> String {
    config::get(name).unwrap_or_default()
}

/// A failure of that kind, with these words.
pub fn failure(kind: FailureKind, text: impl Into<String>) -> Failure {
    Failure { kind, after: None, code: "trick".to_owned(), text: text.into() }
}

fn deep(n: u64) -> u64 {
    let room = black_box([n; 64]);
    if n == u64::MAX { 0 } else { deep(n + 1) + room[(n % 64) as usize] }
}

/// Does what the setting `trick` says, if it is one of these; what it learned.
pub fn play(trick: &str) -> Result<String, Failure> {
    match trick {
        "loop" => loop {
            black_box(());
        },
        "recursion" => return Ok(deep(1).to_string()),
        "panic" => panic!("on purpose"),
        "memory" => {
            let mut all: Vec<Vec<u8>> = Vec::new();
            loop {
                all.push(black_box(vec![1; 1 << 20]));
            }
        }
        "sleep" => monotonic_clock::subscribe_duration(3_600_000_000_000).block(),
        "ask-for-ever" => loop {
            black_box(clock::now());
        },
        "store-for-ever" => loop {
            let _ = black_box(scratch::put("again", &[7; 4_096]));
            let _ = black_box(scratch::get("again"));
        },
        "hold-on" => {
            let all: Vec<Fields> = (0..100_000).map(|_| Fields::new()).collect();
            return Ok(all.len().to_string());
        }
        "scratch-flood" => {
            let full = (0..10_000).find(|n| scratch::put(&format!("key {n}"), &[7; 1_000]).is_err());
            let long = scratch::put(&"k".repeat(257), b"").is_err();
            let large = scratch::put("large", &vec![0; (64 << 10) + 1]).is_err();
            return Ok(format!("full after {full:?}, long {long}, large {large}"));
        }
        "scratch-then-panic" => {
            let _ = scratch::put("half", b"done");
            panic!("on purpose");
        }
        "scratch-read" => return Ok(format!("{:?}", scratch::get("half").map(|kept| kept.is_some()).ok())),
        "log-flood" => {
            for n in 0..20_000 {
                log::write(log::Level::Info, &format!("line {n} {}", "x".repeat(80)), &[]);
            }
        }
        "log-secret" => {
            let value = secrets::reveal("token").unwrap_or_default();
            let stand_in = secrets::placeholder("token").unwrap_or_default();
            let fields = [(format!("key {value}"), format!("{stand_in}!"))];
            log::write(log::Level::Warn, &format!("\x1b[2Jthe token is {value}, packed czNjcjN0\nand more"), &fields);
        }
        "tell-secret" => {
            let value = secrets::reveal("token").unwrap_or_default();
            return Err(Failure {
                code: format!("c-{value}"),
                ..failure(FailureKind::Settings, format!("\x1b[31mtried {value}\r\nand {}", "long ".repeat(10_000)))
            });
        }
        "ask-secrets" => {
            let told = |name: &str| format!("{:?}", secrets::placeholder(name).map(|_| "given"));
            let revealed = format!("{:?}", secrets::reveal("token").map(|_| "given"));
            return Ok(format!("{} {} {} {revealed}", told("token"), told("other"), told("nothing")));
        }
        "fetch" => return fetched(&setting("url"), &[]),
        "carry-secret" => {
            let stand_in = secrets::placeholder("token").unwrap_or_default();
            return fetched(&setting("url"), &[("authorization", &format!("Bearer {stand_in}"))]);
        }
        "carry-secret-in-path" => {
            let stand_in = secrets::placeholder("token").unwrap_or_default();
            return fetched(&format!("{}?leak={stand_in}", setting("url")), &[]);
        }
        "other-host-header" => return fetched(&setting("url"), &[("x-forwarded-host", "evil.example.com")]),
        "follow" => {
            let answer = get(&setting("url"), &[])?;
            let to = answer.headers().get("location").into_iter().next().unwrap_or_default();
            return fetched(&String::from_utf8_lossy(&to), &[]);
        }
        "many" => {
            let good = (0..1_000).take_while(|_| get(&setting("url"), &[]).is_ok()).count();
            return Ok(format!("{good} requests"));
        }
        "heavy-head" => {
            let long = "x".repeat(1 << 20);
            return fetched(&setting("url"), &[("x-heavy", &long)]);
        }
        "heavy-body" => return post(&setting("url"), 32 << 20),
        _ => {}
    }
    Ok(String::new())
}

fn parts(url: &str) -> (Scheme, String, String) {
    let (scheme, rest) = url.split_once(':').unwrap_or(("https", url));
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let at = rest.find('/').unwrap_or(rest.len());
    let scheme = match scheme {
        "http" => Scheme::Http,
        "https" => Scheme::Https,
        other => Scheme::Other(other.to_owned()),
    };
    (scheme, rest[..at].to_owned(), if at < rest.len() { rest[at..].to_owned() } else { "/".to_owned() })
}

fn request(url: &str, headers: &[(&str, &str)]) -> Result<OutgoingRequest, Failure> {
    let (scheme, authority, path) = parts(url);
    let wrong = |what: &str| failure(FailureKind::Settings, format!("no such request: {what}"));
    let headers: Vec<(String, Vec<u8>)> =
        headers.iter().map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec())).collect();
    let headers = Fields::from_list(&headers).map_err(|error| wrong(&format!("headers: {error:?}")))?;
    let request = OutgoingRequest::new(headers);
    request.set_scheme(Some(&scheme)).map_err(|()| wrong("scheme"))?;
    request.set_authority(Some(&authority)).map_err(|()| wrong("authority"))?;
    request.set_path_with_query(Some(&path)).map_err(|()| wrong("path"))?;
    Ok(request)
}

fn get(url: &str, headers: &[(&str, &str)]) -> Result<IncomingResponse, Failure> {
    let request = request(url, headers)?;
    let body = request.body().map_err(|()| failure(FailureKind::Settings, "no body"))?;
    let _ = OutgoingBody::finish(body, None);
    sent(request)
}

fn sent(request: OutgoingRequest) -> Result<IncomingResponse, Failure> {
    let told = |what: String| failure(FailureKind::Settings, what);
    let future = handle(request, None).map_err(|code| told(format!("{code:?}")))?;
    future.subscribe().block();
    let answer = future.get().and_then(Result::ok).ok_or_else(|| told("taken twice".to_owned()))?;
    answer.map_err(|code| told(format!("{code:?}")))
}

fn fetched(url: &str, headers: &[(&str, &str)]) -> Result<String, Failure> {
    let answer = get(url, headers)?;
    let status = answer.status();
    let entries = answer.headers().entries().len();
    let mut bytes = 0;
    if let Ok(body) = answer.consume()
        && let Ok(stream) = body.stream()
    {
        while let Ok(more) = stream.blocking_read(1 << 16) {
            bytes += more.len();
        }
    }
    Ok(format!("{status}, {entries} headers, {bytes} bytes"))
}

fn post(url: &str, bytes: usize) -> Result<String, Failure> {
    let request = request(url, &[])?;
    let _ = request.set_method(&etalon_plugin::connector::bindings::source::wasi::http::types::Method::Post);
    let body = request.body().map_err(|()| failure(FailureKind::Settings, "no body"))?;
    let future = handle(request, None).map_err(|code| failure(FailureKind::Settings, format!("{code:?}")))?;
    let mut wrote = 0;
    if let Ok(stream) = body.write() {
        while wrote < bytes && stream.blocking_write_and_flush(&[7; 4096]).is_ok() {
            wrote += 4096;
        }
    }
    let _ = OutgoingBody::finish(body, None);
    future.subscribe().block();
    match future.get().and_then(Result::ok) {
        Some(Ok(answer)) => Ok(format!("{} after {wrote} bytes", answer.status())),
        Some(Err(code)) => Err(failure(FailureKind::Settings, format!("{code:?}"))),
        None => Err(failure(FailureKind::Settings, "taken twice")),
    }
}
