//! The one gate through which every request of a connector goes. What the operator did not grant does not pass; nothing is said of it to
//! the plugin but that it was refused, and to the operator why.

mod address;
mod pattern;
mod request;
mod send;
mod tls;

pub use pattern::{Pattern, Target};
pub use request::Room;
pub use send::{Resolve, SystemResolve};
pub use tls::Trust;

use crate::secrets::Vault;
use request::Counted;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody};

/// How much may go through.
#[derive(Debug, Clone)]
pub struct Net {
    /// Until a connection stands, TLS included.
    pub connect: Duration,
    /// A request as a whole, its answer included.
    pub whole: Duration,
    /// Bytes of what is sent.
    pub sent: usize,
    /// Bytes of an answer.
    pub answer: usize,
    /// Bytes of answers that are held at once.
    pub held: usize,
    /// Requests of one call of the plugin.
    pub requests: u32,
    /// How long a call of the plugin may wait for others, on top of its own time.
    pub waits: Duration,
}

impl Default for Net {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(60),
            sent: 4 << 20,
            answer: 16 << 20,
            held: 48 << 20,
            requests: 100,
            waits: Duration::from_secs(120),
        }
    }
}

/// The gate of one use of a plugin.
pub struct Gate {
    hosts: Vec<Pattern>,
    vault: Arc<Vault>,
    net: Net,
    resolve: Arc<dyn Resolve>,
    trust: Trust,
    room: Arc<Room>,
    requests: AtomicU32,
    refused: Mutex<Vec<String>>,
}

impl Gate {
    /// A gate that lets through to these hosts.
    #[must_use]
    pub fn new(hosts: Vec<Pattern>, vault: Arc<Vault>, net: Net, resolve: Arc<dyn Resolve>, trust: Trust) -> Self {
        let room = Arc::new(Room::new(net.held));
        Self { hosts, vault, net, resolve, trust, room, requests: AtomicU32::new(0), refused: Mutex::new(Vec::new()) }
    }

    /// A new call of the plugin begins: its requests are counted anew.
    pub fn begin(&self) {
        self.requests.store(0, Ordering::Relaxed);
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// What was refused since the call began, in words for the operator.
    #[must_use]
    pub fn refused(&self) -> Vec<String> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn refuse(&self, why: String) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        if refused.len() < 8 && !refused.contains(&why) {
            refused.push(why);
        }
    }

    /// Sends a request, if it may go. Redirects are not followed: whoever follows one makes a new request, which comes here again.
    ///
    /// # Errors
    /// `HttpRequestDenied` or `DestinationIpProhibited` where it may not go ([`Gate::refused`] says why), else what went wrong.
    pub async fn send(
        &self,
        request: http::Request<WasiBody>,
        options: Option<RequestOptions>,
    ) -> Result<http::Response<WasiBody>, Error> {
        match tokio::time::timeout(self.net.whole, self.pass(request, options)).await {
            Ok(answer) => answer,
            Err(_) => Err(Error::HttpResponseTimeout),
        }
    }

    async fn pass(
        &self,
        request: http::Request<WasiBody>,
        options: Option<RequestOptions>,
    ) -> Result<http::Response<WasiBody>, Error> {
        let denied = |why: String| {
            self.refuse(why);
            Error::HttpRequestDenied
        };
        if self.requests.fetch_add(1, Ordering::Relaxed) >= self.net.requests {
            return Err(denied(format!("more than {} requests in one call", self.net.requests)));
        }
        let target = Target::of(request.uri()).map_err(denied)?;
        if matches!(*request.method(), http::Method::CONNECT | http::Method::TRACE) {
            return Err(denied(format!("{} {target}: this method is not for plugins", request.method())));
        }
        let named: Vec<&Pattern> = self.hosts.iter().filter(|host| host.names(&target)).collect();
        if named.is_empty() {
            let write = match target.authority() {
                plain if target.tls => plain,
                _ => format!("{}:{}", target.host, target.port),
            };
            return Err(denied(format!(
                "{target} is not granted; if it shall be, write \"{write}\" in `hosts` of etalon.toml"
            )));
        }
        let (mut head, body) = request.into_parts();
        request::fill(&mut head, &target, &self.vault).map_err(denied)?;
        let body = request::whole(body, self.net.sent).await?;
        let addresses = self.addresses(&target, &named).await?;
        let request = http::Request::from_parts(head, body);
        let answer = send::exchange(&target, &addresses, request, &self.net, &self.trust.0, options).await;
        let (head, body) = answer
            .map_err(|(error, told)| {
                told.into_iter().for_each(|why| self.refuse(why));
                error
            })?
            .into_parts();
        let body = Counted::collect(body, self.net.answer, &self.room).await?;
        Ok(http::Response::from_parts(head, body))
    }

    /// The addresses to connect to: looked up once, checked, and no others afterwards.
    async fn addresses(&self, target: &Target, named: &[&Pattern]) -> Result<Vec<SocketAddr>, Error> {
        if let Some(pinned) = named.iter().find_map(|host| host.pinned()) {
            return Ok(vec![SocketAddr::new(pinned, target.port)]);
        }
        let localhost = named.iter().any(|host| host.is_localhost());
        let found = match &target.host {
            url::Host::Ipv4(v4) => vec![SocketAddr::new(IpAddr::V4(*v4), target.port)],
            url::Host::Ipv6(v6) => vec![SocketAddr::new(IpAddr::V6(*v6), target.port)],
            url::Host::Domain(name) => {
                let looked = tokio::time::timeout(self.net.connect, self.resolve.resolve(name, target.port)).await;
                let found = looked.map_err(|_| Error::DnsTimeout)?;
                found.map_err(|_| Error::DnsError { rcode: Some("no such name".to_owned()), info_code: None })?
            }
        };
        if found.is_empty() {
            return Err(Error::DnsError { rcode: Some("no address".to_owned()), info_code: None });
        }
        let may = |address: &SocketAddr| address::public(address.ip()) || (localhost && address.ip().is_loopback());
        let (good, bad): (Vec<SocketAddr>, Vec<SocketAddr>) = found.into_iter().partition(may);
        if let (true, Some(bad)) = (good.is_empty(), bad.first()) {
            self.refuse(format!(
                "{target} leads to {}, which is no public address; for a host in your own network write \"{}={}\" in `hosts` of etalon.toml",
                bad.ip(),
                if target.tls && target.port == 443 { target.host.to_string() } else { format!("{}:{}", target.host, target.port) },
                bad.ip()
            ));
            return Err(Error::DestinationIpProhibited);
        }
        Ok(good)
    }
}
