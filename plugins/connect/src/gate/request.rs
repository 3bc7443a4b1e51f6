//! What goes out and what comes back: secrets put in, sizes held.

use super::Target;
use crate::secrets::Vault;
use bytes::Bytes;
use http::header::{HOST, HeaderValue};
use http::request::Parts;
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use wasmtime_wasi_http::{Error, WasiBody};

/// Puts secrets in and says the host that is really meant.
pub(super) fn fill(head: &mut Parts, target: &Target, vault: &Vault) -> Result<(), String> {
    for value in head.headers.values_mut() {
        let Ok(text) = value.to_str() else { continue };
        if let Some(filled) = vault.fill_header(text, target)? {
            let mut secret =
                HeaderValue::from_str(&filled).map_err(|_| "a secret has signs that cannot stand in a header")?;
            secret.set_sensitive(true);
            *value = secret;
        }
    }
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    let filled = vault.fill(path, target)?;
    let path = filled.as_deref().unwrap_or(path);
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    head.uri = path.parse().map_err(|_| "a secret has signs that cannot stand in an address")?;
    let host = HeaderValue::from_str(&target.authority()).map_err(|_| "what it names is no host")?;
    head.headers.insert(HOST, host);
    Ok(())
}

/// What is sent, as a whole.
pub(super) async fn whole(body: WasiBody, most: usize) -> Result<Full<Bytes>, Error> {
    match Limited::new(body, most).collect().await {
        Ok(body) => Ok(Full::new(body.to_bytes())),
        Err(error) if error.is::<LengthLimitError>() => Err(Error::HttpRequestBodySize(Some(most as u64))),
        Err(error) => match error.downcast::<Error>() {
            Ok(error) => Err(*error),
            Err(_) => Err(Error::HttpProtocolError),
        },
    }
}

/// How many bytes of answers are held at once.
#[derive(Debug)]
pub struct Room {
    most: usize,
    used: AtomicUsize,
}

impl Room {
    pub(super) fn new(most: usize) -> Self {
        Self { most, used: AtomicUsize::new(0) }
    }

    fn take(self: &Arc<Self>, bytes: usize) -> Option<Taken> {
        let used = self.used.fetch_add(bytes, Ordering::Relaxed);
        let taken = Taken { room: self.clone(), bytes };
        (used + bytes <= self.most).then_some(taken)
    }
}

struct Taken {
    room: Arc<Room>,
    bytes: usize,
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.room.used.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// An answer that is held, and gives its room back when it is dropped.
pub(super) struct Counted {
    body: Full<Bytes>,
    _taken: Taken,
}

impl Counted {
    pub async fn collect(body: hyper::body::Incoming, most: usize, room: &Arc<Room>) -> Result<WasiBody, Error> {
        let bytes = match Limited::new(body, most).collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) if error.is::<LengthLimitError>() => return Err(Error::HttpResponseBodySize(Some(most as u64))),
            Err(_) => return Err(Error::HttpResponseIncomplete),
        };
        let taken = room.take(bytes.len()).ok_or(Error::HttpResponseBodySize(Some(room.most as u64)))?;
        Ok(Self { body: Full::new(bytes), _taken: taken }.boxed_unsync())
    }
}

impl http_body::Body for Counted {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Error>>> {
        Pin::new(&mut self.body).poll_frame(cx).map(|frame| frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}
