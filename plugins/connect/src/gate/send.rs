//! A request to an address that was checked, and its answer.

use super::{Net, Target};
use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::http1;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::{IpAddr, ServerName};
use wasmtime_wasi_http::io::TokioIo;
use wasmtime_wasi_http::{Error, RequestOptions};

/// What a name server says.
pub type Found<'a> = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send + 'a>>;

/// Looks names up.
pub trait Resolve: Send + Sync {
    /// The addresses of a host.
    fn resolve<'a>(&'a self, host: &'a str, port: u16) -> Found<'a>;
}

/// As the system does it.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolve;

impl Resolve for SystemResolve {
    fn resolve<'a>(&'a self, host: &'a str, port: u16) -> Found<'a> {
        Box::pin(async move { Ok(tokio::net::lookup_host((host, port)).await?.collect()) })
    }
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Why a request went wrong, and what is to be told to the operator of it.
pub(super) type Wrong = (Error, Option<String>);

/// One request on a connection of its own. The request's address is the path alone.
pub(super) async fn exchange(
    target: &Target,
    addresses: &[SocketAddr],
    request: http::Request<Full<Bytes>>,
    net: &Net,
    tls: &Arc<ClientConfig>,
    options: Option<RequestOptions>,
) -> Result<http::Response<Incoming>, Wrong> {
    let options = options.unwrap_or_default();
    let connect = options.connect_timeout.map_or(net.connect, |wanted| wanted.min(net.connect));
    let first = options.first_byte_timeout.map_or(net.whole, |wanted| wanted.min(net.whole));
    let stream = tokio::time::timeout(connect, open(target, addresses, tls))
        .await
        .map_err(|_| (Error::ConnectionTimeout, None))??;
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|error| (Error::Hyper(error), None))?;
    tokio::spawn(async move {
        // What goes wrong on the connection comes to light in the answer.
        let _ = connection.await;
    });
    let answer = tokio::time::timeout(first, sender.send_request(request)).await;
    answer.map_err(|_| (Error::ConnectionReadTimeout, None))?.map_err(|error| {
        if error.is_incomplete_message() || error.is_closed() {
            (Error::ConnectionTerminated, None)
        } else {
            (Error::Hyper(error), None)
        }
    })
}

async fn open(target: &Target, addresses: &[SocketAddr], tls: &Arc<ClientConfig>) -> Result<Box<dyn Stream>, Wrong> {
    let mut last = None;
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) if !target.tls => return Ok(Box::new(stream)),
            Ok(stream) => {
                let name = match &target.host {
                    url::Host::Domain(name) => {
                        ServerName::try_from(name.clone()).map_err(|_| (Error::HttpRequestUriInvalid, None))?
                    }
                    url::Host::Ipv4(v4) => ServerName::IpAddress(IpAddr::V4((*v4).into())),
                    url::Host::Ipv6(v6) => ServerName::IpAddress(IpAddr::V6((*v6).into())),
                };
                let stream = TlsConnector::from(tls.clone()).connect(name, stream).await.map_err(|error| {
                    (Error::TlsCertificateError, Some(format!("{target}: {}", super::tls::why(&error))))
                })?;
                return Ok(Box::new(stream));
            }
            Err(error) => last = Some(error),
        }
    }
    Err((last.map_or(Error::DestinationUnavailable, Error::Connect), None))
}
