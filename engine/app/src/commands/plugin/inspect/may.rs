//! What a plugin may do to whoever loads it and what it may not, in plain words.

use etalon_contract::Needs;

/// Reads it off what the file imports: what is not imported cannot be reached, whatever the plugin says of itself. What it asks for is
/// what the operator has to grant before it may.
pub(super) fn may(imports: &[String], needs: &Needs, connects: bool) -> (Vec<String>, Vec<String>) {
    let has = |names: &[&str]| imports.iter().any(|import| names.iter().any(|name| import.starts_with(name)));
    let (mut may, mut not) = (Vec::new(), Vec::new());
    may.push(match connects {
        false => "work out values from what a standard hands it".to_owned(),
        true => "bring events in, or take out the decisions that you hand it".to_owned(),
    });
    let network = has(&["wasi:http/"]);
    if network {
        let hosts = match needs.hosts.as_slice() {
            [] => "the hosts that you name".to_owned(),
            hosts => hosts.join(", "),
        };
        may.push(format!("send what it was handed to {hosts}, as far as you grant it (`hosts` in etalon.toml)"));
    }
    for secret in &needs.secrets {
        let (name, grant) = (&secret.name, "`secrets` in etalon.toml");
        may.push(match secret.reveal {
            false => format!(
                "use the secret `{name}` on the way to hosts that you grant it for, without seeing it ({grant})"
            ),
            true => format!("see the secret `{name}` itself, if you grant that (`reveal = true` in {grant})"),
        });
    }
    if needs.scratch || has(&["etalon:plugin/scratch@"]) {
        may.push(
            "keep a little for itself from one time to the next, as much as you grant (`scratch` in etalon.toml)"
                .to_owned(),
        );
    }
    let log = has(&["etalon:plugin/log@"]).then_some("write lines to the log");
    let settings = has(&["etalon:plugin/config@"]).then_some("read the settings that you make for it");
    let little: Vec<&str> = log.into_iter().chain(settings).collect();
    if !little.is_empty() {
        may.push(little.join(", "));
    }
    let clock = has(&["etalon:plugin/clock@", "wasi:clocks/"]);
    if clock {
        may.push("ask what time it is".to_owned());
    }
    match network {
        true => not.push("reach another host, nor an address in your own network that you did not name".to_owned()),
        false => not.push("reach the network: what it is handed does not leave".to_owned()),
    }
    not.push("see files, the environment, other programs or other plugins".to_owned());
    match (clock, connects) {
        (false, false) => not
            .push("know the time or draw lots: the same rows give the same answers, on any day and machine".to_owned()),
        (false, true) => not.push("know the time".to_owned()),
        (true, _) => {}
    }
    not.push("take more memory, work or time than etalon.toml says, nor hurt another rule by failing".to_owned());
    (may, not)
}

#[cfg(test)]
mod tests {
    use super::may;
    use etalon_contract::{NamedSecret, Needs};

    fn told(imports: &[&str], needs: &Needs, connects: bool) -> String {
        let imports: Vec<String> = imports.iter().map(|import| (*import).to_owned()).collect();
        let (may, not) = may(&imports, needs, connects);
        format!("may\n{}\nmay not\n{}", may.join("\n"), not.join("\n"))
    }

    #[test]
    fn in_plain_words() {
        let secret = |name: &str, reveal| NamedSecret { name: name.to_owned(), doc: String::new(), reveal };
        let needs = Needs {
            hosts: vec!["*.example.com".to_owned(), "api.example.org".to_owned()],
            secrets: vec![secret("token", false), secret("seal", true)],
            scratch: true,
            memory: None,
        };
        let reaching = [
            "etalon:plugin/log@0.1.0",
            "etalon:plugin/config@0.1.0",
            "etalon:plugin/clock@0.1.0",
            "wasi:http/types@0.2.12",
        ];
        insta::assert_snapshot!(format!(
            "a metric that imports nothing\n{}\n\na connector with everything\n{}\n\na connector that names no host\n{}\n",
            told(&[], &Needs::default(), false),
            told(&reaching, &needs, true),
            told(&["wasi:http/outgoing-handler@0.2.12"], &Needs::default(), true),
        ));
    }
}
