//! Hosts that a connector may reach: "api.example.com", "localhost:8080", "*.zendesk.com", and in one's own network
//! "crm.corp=10.0.0.5".

use super::keys::Table;
use crate::Mistake;
use std::ops::Range;

/// The hosts under the key `hosts`.
pub(super) fn hosts(table: &Table<'_>, mistakes: &mut Vec<Mistake>) -> Vec<String> {
    let mut hosts = Vec::new();
    for (text, span) in table.texts("hosts", mistakes) {
        match wrong(&text) {
            None => hosts.push(text),
            Some(help) => mistakes.push(not_a_host(&text, span, help)),
        }
    }
    hosts
}

fn not_a_host(text: &str, span: Range<usize>, help: &'static str) -> Mistake {
    Mistake::new("wrong-host", format!("`{text}` is no host"))
        .at(span)
        .why("only what is named here may be reached, to the letter")
        .help(help)
}

/// What to write instead, if this is no host.
fn wrong(text: &str) -> Option<&'static str> {
    if text.contains("://") || text.contains('/') {
        return Some("write the host alone, without http:// and without a path: api.example.com");
    }
    if text.contains('@') {
        return Some("write the host alone; who asks is a matter of secrets");
    }
    if text == "*" || text == "*." {
        return Some("name each host, or all under a name: *.example.com");
    }
    let (text, address) = pinned(text);
    if address.is_some_and(|address| text.starts_with('*') || address.parse::<std::net::IpAddr>().is_err()) {
        return Some("after `=` stands the address of a host in your own network: crm.corp=10.0.0.5");
    }
    let (name, port) = split(text);
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Some("write the port as a number after the host: localhost:8080");
    }
    if name.starts_with('[') && name.ends_with(']') {
        let inner = &name[1..name.len() - 1];
        return inner.parse::<std::net::Ipv6Addr>().err().map(|_| "write an IPv6 address as [2001:db8::1]");
    }
    let name = name.strip_prefix("*.").unwrap_or(name);
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    if name.is_empty() || !name.split('.').all(label) {
        return Some("write small Latin letters, digits, `-` and `.`; `*.` may stand at the beginning");
    }
    None
}

/// A host, and the address that it is known to have: "crm.corp=10.0.0.5".
fn pinned(text: &str) -> (&str, Option<&str>) {
    text.split_once('=').map_or((text, None), |(name, address)| (name, Some(address)))
}

/// Host and port.
fn split(text: &str) -> (&str, Option<&str>) {
    let (text, _) = pinned(text);
    match text.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') && (!name.contains(':') || name.ends_with(']')) => {
            (name, Some(port))
        }
        _ => (text, None),
    }
}

/// Whether what is granted reaches all that is asked for.
#[must_use]
pub fn covers(granted: &str, asked: &str) -> bool {
    pinned(granted).0 == asked || {
        let ((granted, port), (asked, asked_port)) = (split(granted), split(asked));
        port == asked_port
            && granted
                .strip_prefix('*')
                .is_some_and(|end| asked.strip_prefix('*').unwrap_or(asked).ends_with(end) && asked.len() > end.len())
    }
}

/// Whether what is granted is a part of what is asked for: "acme.zendesk.com" of "*.zendesk.com". `*` asks for whatever is granted.
#[must_use]
pub fn within(granted: &str, asked: &str) -> bool {
    asked == "*" || covers(asked, granted) || split(asked).1.is_none() && covers(asked, split(granted).0)
}

#[cfg(test)]
mod tests {
    use super::{covers, within, wrong};

    #[test]
    fn what_is_a_host() {
        for right in [
            "api.example.com",
            "localhost:8080",
            "*.zendesk.com",
            "127.0.0.1:9",
            "[::1]:80",
            "[2001:db8::1]",
            "x",
            "crm.corp:8443=10.0.0.5",
        ] {
            assert_eq!(wrong(right), None, "{right}");
        }
        for bad in [
            "https://a.b",
            "a.b/c",
            "u@a.b",
            "*",
            "*.",
            "a..b",
            "A.b",
            "a.*.b",
            "a:http",
            "[x]",
            "",
            "a.b.",
            "õ.ee",
            "::1",
            "crm.corp=",
            "crm.corp=intranet",
            "*.corp=10.0.0.5",
        ] {
            assert!(wrong(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn what_reaches_what() {
        assert!(covers("*.zendesk.com", "acme.zendesk.com") && covers("a.b", "a.b"));
        assert!(
            !covers("*.zendesk.com", "zendesk.com") && !covers("a.b", "a.b:80") && !covers("*.b.com", "x.evilb.com")
        );
        assert!(within("acme.zendesk.com", "*.zendesk.com") && within("acme.zendesk.com:8443", "*.zendesk.com"));
        assert!(within("acme.zendesk.com=10.0.0.5", "*.zendesk.com") && within("crm.corp=10.0.0.5", "crm.corp"));
        assert!(within("anything.at.all:80", "*") && !within("other.com", "*.zendesk.com"));
    }
}
