//! A request by way of `wasi:http`: sent, waited for, read to its end.

use super::{Method, Request, Response};
use crate::connector::bindings::source::wasi::http::outgoing_handler::handle;
use crate::connector::bindings::source::wasi::http::types::{
    self, ErrorCode, Fields, OutgoingBody, OutgoingRequest, Scheme,
};
use crate::connector::bindings::source::wasi::io::streams::StreamError;
use crate::connector::failure::{Failure, FailureKind, UNANSWERED};

/// What a stream takes at once.
const CHUNK: usize = 4096;
/// What is read at once.
const READ: u64 = 1 << 16;

pub(super) fn send(request: &Request) -> Result<Response, Failure> {
    let (scheme, authority, path) = parts(&request.url)?;
    let mut headers: Vec<(String, Vec<u8>)> =
        request.headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.clone().into_bytes())).collect();
    if !request.body.is_empty() {
        headers.push(("content-length".to_owned(), request.body.len().to_string().into_bytes()));
    }
    let wrong = |what: &str| Failure::new(FailureKind::Never, "request", format!("the request cannot be made: {what}"));
    let headers = Fields::from_list(&headers).map_err(|_| wrong("a header has signs that it must not have"))?;
    let outgoing = OutgoingRequest::new(headers);
    let method = match request.method {
        Method::Get => types::Method::Get,
        Method::Post => types::Method::Post,
        Method::Put => types::Method::Put,
        Method::Patch => types::Method::Patch,
        Method::Delete => types::Method::Delete,
    };
    outgoing.set_method(&method).map_err(|()| wrong("its method"))?;
    outgoing.set_scheme(Some(&scheme)).map_err(|()| wrong("its scheme"))?;
    outgoing.set_authority(Some(authority)).map_err(|()| wrong("its host"))?;
    outgoing.set_path_with_query(Some(path)).map_err(|()| wrong("its path"))?;
    let body = outgoing.body().map_err(|()| wrong("its body"))?;
    let future = handle(outgoing, None).map_err(|code| failed(&code))?;
    write(body, &request.body)?;
    future.subscribe().block();
    let answer = future.get().and_then(Result::ok).ok_or_else(|| wrong("its answer was taken twice"))?;
    read(&answer.map_err(|code| failed(&code))?)
}

fn parts(url: &str) -> Result<(Scheme, &str, &str), Failure> {
    let (scheme, rest) = if let Some(rest) = url.strip_prefix("https://") {
        (Scheme::Https, rest)
    } else if let Some(rest) = url.strip_prefix("http://") {
        (Scheme::Http, rest)
    } else {
        return Err(Failure::new(FailureKind::Settings, "url", "an address begins with https://"));
    };
    let rest = rest.split('#').next().unwrap_or_default();
    let at = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(at);
    Ok((scheme, authority, if path.is_empty() { "/" } else { path }))
}

fn write(body: OutgoingBody, bytes: &[u8]) -> Result<(), Failure> {
    let lost = || Failure::again(UNANSWERED, "the connection broke while the request was sent");
    if let Ok(stream) = body.write() {
        for chunk in bytes.chunks(CHUNK) {
            // The request may have been refused already: then its answer says why.
            if stream.blocking_write_and_flush(chunk).is_err() {
                break;
            }
        }
    }
    match OutgoingBody::finish(body, None) {
        Ok(()) | Err(ErrorCode::HttpRequestDenied | ErrorCode::DestinationIpProhibited) => Ok(()),
        // An unfinished body is seen in the answer; only where none is due is it said here.
        Err(ErrorCode::HttpRequestBodySize(_)) => {
            Err(Failure::new(FailureKind::Never, "request", "the request is too large"))
        }
        Err(_) => Err(lost()),
    }
}

fn read(answer: &types::IncomingResponse) -> Result<Response, Failure> {
    let headers = answer.headers().entries().into_iter();
    let headers = headers.map(|(name, value)| (name, String::from_utf8_lossy(&value).into_owned())).collect();
    let mut response = Response { status: answer.status(), headers, body: Vec::new() };
    let cut = || Failure::again(UNANSWERED, "the answer broke off");
    let body = answer.consume().map_err(|()| cut())?;
    let stream = body.stream().map_err(|()| cut())?;
    loop {
        match stream.blocking_read(READ) {
            Ok(bytes) => response.body.extend_from_slice(&bytes),
            Err(StreamError::Closed) => return Ok(response),
            Err(StreamError::LastOperationFailed(_)) => return Err(cut()),
        }
    }
}

/// What follows from what the host says.
fn failed(code: &ErrorCode) -> Failure {
    match code {
        ErrorCode::HttpRequestDenied | ErrorCode::DestinationIpProhibited => {
            Failure::new(FailureKind::Settings, "not-granted", "the request may not go there")
        }
        ErrorCode::DnsError(_) | ErrorCode::DnsTimeout => {
            Failure::again("name", "the host's name is not known, or nobody tells it")
        }
        ErrorCode::ConnectionRefused | ErrorCode::ConnectionTimeout | ErrorCode::DestinationUnavailable => {
            Failure::again("connection", "the host does not take the connection")
        }
        ErrorCode::TlsProtocolError | ErrorCode::TlsCertificateError | ErrorCode::TlsAlertReceived(_) => {
            Failure::new(FailureKind::Settings, "tls", "the host cannot show that it is who it says it is")
        }
        ErrorCode::HttpRequestBodySize(_) => Failure::new(FailureKind::Never, "request", "the request is too large"),
        ErrorCode::HttpResponseBodySize(_) => {
            Failure::new(FailureKind::Settings, "answer-size", "the answer is too large: ask for fewer rows")
        }
        _ => Failure::again(UNANSWERED, "no whole answer came"),
    }
}
