//! Requests and answers, as a whole; the contract's streams and polls are hidden in here.

#[cfg(target_arch = "wasm32")]
mod live;

use super::failure::{Failure, FailureKind};
use super::host::now;
use serde_json::Value as Json;
use std::fmt::Write as _;
use std::time::UNIX_EPOCH;

/// What is asked of the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// To read.
    Get,
    /// To make.
    Post,
    /// To put in the place of another.
    Put,
    /// To change.
    Patch,
    /// To take away.
    Delete,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What is asked.
    pub method: Method,
    /// Where: `https://host/path?query`.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What is sent along.
    pub body: Vec<u8>,
}

impl Request {
    fn new(method: Method, url: &str) -> Self {
        Self { method, url: url.to_owned(), headers: Vec::new(), body: Vec::new() }
    }

    /// To read.
    #[must_use]
    pub fn get(url: &str) -> Self {
        Self::new(Method::Get, url)
    }

    /// To make.
    #[must_use]
    pub fn post(url: &str) -> Self {
        Self::new(Method::Post, url)
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With `Authorization: Bearer`; the token is a stand-in ([`super::placeholder`]).
    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// With `Authorization: Basic`; the password is a stand-in, which the host finds within.
    #[must_use]
    pub fn basic(self, name: &str, password: &str) -> Self {
        self.header("authorization", &format!("Basic {}", base64(format!("{name}:{password}").as_bytes())))
    }

    /// With JSON.
    #[must_use]
    pub fn json(self, json: &Json) -> Self {
        let mut request = self.header("content-type", "application/json");
        request.body = json.to_string().into_bytes();
        request
    }

    /// With a body.
    #[must_use]
    pub fn body(mut self, body: Vec<u8>) -> Self {
        self.body = body;
        self
    }

    /// Sends it and waits for the whole answer. Redirects are not followed.
    ///
    /// # Errors
    /// There was no answer; see [`Failure::may_have_arrived`].
    pub fn send(&self) -> Result<Response, Failure> {
        #[cfg(target_arch = "wasm32")]
        return live::send(self);
        #[cfg(not(target_arch = "wasm32"))]
        return super::fake::send(self);
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// 200, 404, …
    pub status: u16,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// As a whole.
    pub body: Vec<u8>,
}

impl Response {
    /// One with a body, for tests.
    #[must_use]
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into() }
    }

    /// With a header, for tests.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// It is none.
    pub fn json(&self) -> Result<Json, Failure> {
        serde_json::from_slice(&self.body).map_err(|_| Failure::odd("the answer is not JSON"))
    }

    /// It, if it is a good one.
    ///
    /// # Errors
    /// What follows from its status: 401, 403 = denied; 408, 425, 429 and 5xx = again, not before `Retry-After`; a redirect = a wrong
    /// setting; other 4xx = never.
    pub fn good(self) -> Result<Self, Failure> {
        let kind = match self.status {
            200..=299 => return Ok(self),
            300..=399 => FailureKind::Settings,
            401 | 403 => FailureKind::Denied,
            408 | 425 | 429 | 500.. => FailureKind::Again,
            _ => FailureKind::Never,
        };
        let text = match kind {
            FailureKind::Settings => {
                format!("the other side says {}: it is elsewhere; write that address", self.status)
            }
            FailureKind::Denied => format!("the other side says {}: the credentials were refused", self.status),
            _ => format!("the other side says {}", self.status),
        };
        Err(Failure { after: self.retry_after(), ..Failure::new(kind, format!("http-{}", self.status), text) })
    }

    /// Seconds that `Retry-After` asks for, said as seconds or as a date (RFC 9110).
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        let text = self.header("retry-after")?.trim();
        if let Ok(seconds) = text.parse() {
            return Some(seconds);
        }
        let then = httpdate::parse_http_date(text).ok()?.duration_since(UNIX_EPOCH).ok()?;
        let seconds = i64::try_from(then.as_secs()).ok()? - now().div_euclid(1_000_000);
        Some(u32::try_from(seconds.max(0)).unwrap_or(u32::MAX))
    }
}

/// A text as it may stand in a query.
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let all = chunk.iter().fold(0u32, |all, byte| all << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let sign = SIGNS[(all >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= chunk.len() { char::from(sign) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Response, base64, encoded};
    use crate::connector::{FailureKind, fake};

    #[test]
    fn base64_is_that_of_rfc_4648() {
        let packed: Vec<String> =
            ["", "f", "fo", "foo", "foob", "fooba", "foobar"].iter().map(|t| base64(t.as_bytes())).collect();
        assert_eq!(packed, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }

    #[test]
    fn what_stands_in_a_query_cannot_break_out_of_it() {
        assert_eq!(encoded("a b&c=ä/-._~%"), "a%20b%26c%3D%C3%A4%2F-._~%25");
    }

    #[test]
    fn what_follows_from_a_status() {
        let kind = |status| Response::new(status, "").good().err().map(|failure| failure.kind);
        assert_eq!(kind(204), None);
        for (status, due) in [
            (301, FailureKind::Settings),
            (401, FailureKind::Denied),
            (403, FailureKind::Denied),
            (404, FailureKind::Never),
            (422, FailureKind::Never),
            (408, FailureKind::Again),
            (429, FailureKind::Again),
            (500, FailureKind::Again),
            (503, FailureKind::Again),
        ] {
            assert_eq!(kind(status), Some(due), "{status}");
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        fake::time(784_111_777_000_000); // 1994-11-06T08:49:37Z
        let after = |text: &str| Response::new(429, "").with("Retry-After", text).good().err().and_then(|f| f.after);
        assert_eq!(after("93"), Some(93));
        assert_eq!(after("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60));
        assert_eq!(after("Sun, 06 Nov 1994 08:40:37 GMT"), Some(0));
        assert_eq!(after("soon"), None);
    }
}
