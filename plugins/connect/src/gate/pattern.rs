//! Hosts as the operator grants them, and targets as requests name them, both read as browsers read them: upper case, IDNA, octal and
//! hexadecimal addresses and a trailing dot make no difference.

use std::fmt;
use std::net::IpAddr;
use url::Host;

/// Where a request wants to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The host, in its one form.
    pub host: Host<String>,
    /// The port, said or not.
    pub port: u16,
    /// Whether it goes over TLS.
    pub tls: bool,
}

/// A granted host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    host: Whom,
    /// None = 443 over TLS and nothing else.
    port: Option<u16>,
    /// The one address that it has, whatever a name server says.
    pinned: Option<IpAddr>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Whom {
    Exactly(Host<String>),
    /// One or more labels in front of this.
    Below(String),
}

impl Pattern {
    /// `api.example.com`, `*.zendesk.com`, `localhost:8080`, `[::1]:8080`; `crm.corp=10.0.0.5` and `crm.corp:8443=10.0.0.5` for a host
    /// in one's own network: private addresses are reached only where the grant says them.
    ///
    /// # Errors
    /// Says what is wrong with it and what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = |why: &str| format!("`{text}` cannot be granted: {why}");
        let (name, pinned) = match text.split_once('=') {
            Some((name, address)) => {
                let address = address.trim_matches(['[', ']']).parse::<IpAddr>();
                (name, Some(address.map_err(|_| wrong("behind `=` one address is due, as in `crm.corp=10.0.0.5`"))?))
            }
            None => (text, None),
        };
        if name.contains(['/', '@', '?', '#', ' ']) {
            return Err(wrong(
                "a host is due, with a port if it is not 443, as in `api.example.com` or `localhost:8080`",
            ));
        }
        let (name, port) = port(name).map_err(|()| wrong("its port is no number from 1 to 65535"))?;
        let host = if let Some(below) = name.strip_prefix("*.") {
            let Ok(Host::Domain(domain)) = read(below) else {
                return Err(wrong("behind `*.` a name is due, as in `*.zendesk.com`"));
            };
            if domain.contains('*') {
                return Err(wrong("`*` stands only in front, for one or more parts, as in `*.zendesk.com`"));
            }
            if !domain.contains('.') {
                return Err(wrong("`*.` needs a name of at least two parts behind it, as in `*.zendesk.com`"));
            }
            if pinned.is_some() {
                return Err(wrong("many hosts cannot have one address"));
            }
            Whom::Below(domain)
        } else if name.contains('*') {
            return Err(wrong("`*` stands only in front, for one or more parts, as in `*.zendesk.com`"));
        } else {
            Whom::Exactly(read(name).map_err(|()| wrong("it is no name of a host"))?)
        };
        Ok(Self { host, port, pinned })
    }

    /// Whether it names that target.
    #[must_use]
    pub fn names(&self, target: &Target) -> bool {
        let port = match self.port {
            Some(port) => port == target.port,
            None => target.tls && target.port == 443,
        };
        let host = match (&self.host, &target.host) {
            (Whom::Exactly(granted), asked) => granted == asked,
            (Whom::Below(domain), Host::Domain(asked)) => {
                asked.strip_suffix(domain.as_str()).is_some_and(|front| front.len() > 1 && front.ends_with('.'))
            }
            (Whom::Below(_), _) => false,
        };
        port && host
    }

    /// The address that the operator wrote down for it.
    #[must_use]
    pub fn pinned(&self) -> Option<IpAddr> {
        self.pinned.or(match &self.host {
            Whom::Exactly(Host::Ipv4(v4)) => Some(IpAddr::V4(*v4)),
            Whom::Exactly(Host::Ipv6(v6)) => Some(IpAddr::V6(*v6)),
            _ => None,
        })
    }

    /// Whether it says `localhost`.
    #[must_use]
    pub fn is_localhost(&self) -> bool {
        self.host == Whom::Exactly(Host::Domain("localhost".to_owned()))
    }
}

impl Target {
    /// Reads where a request wants to go.
    ///
    /// # Errors
    /// Says what is not allowed about it.
    pub fn of(uri: &http::Uri) -> Result<Self, String> {
        let tls = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            other => return Err(format!("only http and https are known, not `{}`", other.unwrap_or_default())),
        };
        let authority = uri.authority().ok_or("the request names no host")?.as_str();
        if authority.contains('@') {
            return Err("a request may not carry a name and password in its address".to_owned());
        }
        let (name, port) = port(authority).map_err(|()| "its port is no number from 1 to 65535".to_owned())?;
        let host = read(name).map_err(|()| "what it names is no host".to_owned())?;
        Ok(Self { host, port: port.unwrap_or(if tls { 443 } else { 80 }), tls })
    }

    /// Whether it never leaves this machine.
    #[must_use]
    pub fn is_this_machine(&self) -> bool {
        match &self.host {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(v4) => v4.is_loopback(),
            Host::Ipv6(v6) => v6.is_loopback(),
        }
    }

    /// As it stands in the `Host` header: without the port where it is the usual one.
    #[must_use]
    pub fn authority(&self) -> String {
        let usual = if self.tls { 443 } else { 80 };
        if self.port == usual { self.host.to_string() } else { format!("{}:{}", self.host, self.port) }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.tls { "https" } else { "http" }, self.authority())
    }
}

fn port(text: &str) -> Result<(&str, Option<u16>), ()> {
    let Some((name, port)) = text.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')) else {
        return Ok((text, None));
    };
    if port.is_empty() || port.len() > 5 || !port.bytes().all(|b| b.is_ascii_digit()) {
        return Err(());
    }
    match port.parse() {
        Ok(0) | Err(_) => Err(()),
        Ok(port) => Ok((name, Some(port))),
    }
}

fn read(name: &str) -> Result<Host<String>, ()> {
    let host = Host::parse(name.strip_suffix('.').unwrap_or(name)).map_err(|_| ())?;
    match &host {
        Host::Domain(domain) if domain.is_empty() || domain.ends_with('.') || domain.contains("..") => Err(()),
        // An IPv4 address in IPv6 clothes is the IPv4 address.
        Host::Ipv6(v6) => Ok(v6.to_ipv4_mapped().map_or(host, Host::Ipv4)),
        _ => Ok(host),
    }
}
