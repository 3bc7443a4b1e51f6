//! What a plugin asks for against what the operator grants.

use crate::manifest::{covers, show_size, within};
use crate::{Grants, Limits, Needs};

/// Something that a plugin asks for and is not granted, in sentences for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What is missing.
    pub what: String,
    /// What to write.
    pub help: String,
    /// Whether it is not run without it. Else it may do without, as its settings say: a service at an address of its own, a sink that
    /// does not sign. What it needs all the same is refused when it reaches for it, and it says so.
    pub stops: bool,
}

/// What it asks for and is not granted.
#[must_use]
pub fn not_granted(name: &str, needs: &Needs, grants: &Grants, limits: &Limits) -> Vec<Missing> {
    let mut all = Vec::new();
    let mut missing = |what: String, help: String, stops: bool| all.push(Missing { what, help, stops });
    let below = format!("below [plugins.{name}] in etalon.toml");
    for host in &needs.hosts {
        if !grants.hosts.iter().any(|granted| covers(granted, host) || within(granted, host)) {
            let example = host.strip_prefix("*.").map_or_else(|| host.clone(), |rest| format!("your-name.{rest}"));
            let example = if example == "*" { "api.example.com".to_owned() } else { example };
            let which = if host == "*" { "a host of your choice".to_owned() } else { format!("the host `{host}`") };
            missing(
                format!("`{name}` asks for {which}, which is not granted"),
                format!("if you want it to reach it, write {below}: hosts = [\"{example}\"]"),
                grants.hosts.is_empty(),
            );
        }
    }
    for secret in &needs.secrets {
        let line = |reveal: &str| {
            let (name, variable) = (&secret.name, secret.name.to_uppercase());
            format!("secrets = {{ {name} = {{ env = \"{variable}\", hosts = [\"…\"]{reveal} }} }}")
        };
        if !grants.secrets.contains_key(&secret.name) {
            let for_what = if secret.doc.is_empty() { String::new() } else { format!(" ({})", secret.doc) };
            missing(
                format!("`{name}` asks for the secret `{}`{for_what}, which is not granted", secret.name),
                format!("if you trust it with that, write {below}: {}", line("")),
                false,
            );
        } else if secret.reveal && !grants.reveal.contains(&secret.name) {
            missing(
                format!("`{name}` asks to see the secret `{}` itself, which is not granted", secret.name),
                format!("if you trust it with that, write {below}: {}", line(", reveal = true")),
                false,
            );
        }
    }
    if needs.scratch && grants.scratch == 0 {
        missing(
            format!("`{name}` asks to keep something between its calls, which is not granted"),
            format!("write {below}: scratch = \"1 MiB\""),
            true,
        );
    }
    if let Some(memory) = needs.memory.filter(|memory| *memory > limits.memory) {
        missing(
            format!("`{name}` asks for {} of memory and may take {}", show_size(memory), show_size(limits.memory)),
            format!("write {below}: memory = \"{}\"", show_size(memory)),
            true,
        );
    }
    all
}

#[cfg(test)]
mod tests {
    use super::not_granted;
    use crate::{Grants, Limits, NamedSecret, Needs};

    #[test]
    fn nothing_is_granted_unless_it_is_said() {
        let needs = Needs {
            hosts: vec!["*.zendesk.com".to_owned(), "*".to_owned()],
            secrets: vec![
                NamedSecret { name: "token".to_owned(), doc: "to sign in".to_owned(), reveal: false },
                NamedSecret { name: "key".to_owned(), doc: String::new(), reveal: true },
            ],
            scratch: true,
            memory: Some(128 << 20),
        };
        let mut grants = Grants::default();
        grants.secrets.insert("key".to_owned(), Vec::new());
        let told = not_granted("desk", &needs, &grants, &Limits::default());
        insta::assert_snapshot!(told.iter().map(|m| format!("{}\n  {}\n", m.what, m.help)).collect::<String>());
        // Both hosts, the place to keep things and the memory; not the secrets: what it does without them is a matter of its settings.
        assert_eq!(told.iter().map(|m| m.stops).collect::<Vec<_>>(), [true, true, false, false, true, true]);
        // A service at an address of its own is reached there; the usual one is told of, and is no reason to stop.
        grants.hosts.push("help.example.com".to_owned());
        let told = not_granted("desk", &needs, &grants, &Limits::default());
        assert_eq!((told[0].what.contains("*.zendesk.com"), told[0].stops), (true, false));
        grants.hosts.push("acme.zendesk.com".to_owned());
        grants.secrets.insert("token".to_owned(), Vec::new());
        grants.reveal.push("key".to_owned());
        grants.scratch = 1;
        let limits = Limits { memory: 128 << 20, ..Limits::default() };
        assert_eq!(not_granted("desk", &needs, &grants, &limits), []);
    }
}
