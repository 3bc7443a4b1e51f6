//! What a plugin may do to whoever loads it and what it may not, in plain words.

use etalon_contract::Description;

/// Reads it off what the file imports: what is not imported cannot be reached, whatever the plugin says of itself. What it asks for is
/// what the operator has to grant before it may.
pub(super) fn may(imports: &[String], description: &Description) -> (Vec<String>, Vec<String>) {
    let needs = &description.needs;
    let (brings, takes) = (!description.streams.is_empty(), !description.actions.is_empty());
    let connects = brings || takes;
    let has = |names: &[&str]| imports.iter().any(|import| names.iter().any(|name| import.starts_with(name)));
    let (mut may, mut not) = (Vec::new(), Vec::new());
    if brings {
        may.push("bring events in".to_owned());
    }
    if takes {
        may.push("take out the decisions that you hand it".to_owned());
    }
    if !connects {
        may.push("work out values from what a standard hands it".to_owned());
    }
    let network = has(&["wasi:http/"]);
    if network {
        let hosts = match needs.hosts.as_slice() {
            [] => "no host by name, only those that you grant".to_owned(),
            hosts if hosts.iter().any(|host| host == "*") => "whatever host you grant".to_owned(),
            hosts => format!("{}, if you grant it", hosts.join(", ")),
        };
        may.push(format!("speak to {hosts} (`hosts` in etalon.toml), and tell there all that it was handed"));
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
    use etalon_contract::Description;
    use serde_json::{Value, json};

    fn told(imports: &[&str], more: &Value) -> String {
        let imports: Vec<String> = imports.iter().map(|import| (*import).to_owned()).collect();
        let mut described = json!({ "schema": "etalon-plugin/1", "name": "x", "version": "1.0.0", "doc": "" });
        for (key, value) in more.as_object().into_iter().flatten() {
            described[key] = value.clone();
        }
        let description: Description = serde_json::from_value(described).expect("a description");
        let (may, not) = may(&imports, &description);
        format!("may\n{}\nmay not\n{}", may.join("\n"), not.join("\n"))
    }

    const ACTION: &str = r#"[{ "name": "tell", "doc": "", "fields": [] }]"#;
    const NEVER: &str = "see files, the environment, other programs or other plugins";
    const LIMITS: &str = "take more memory, work or time than etalon.toml says, nor hurt another rule by failing";

    #[test]
    fn a_metric_that_imports_nothing() {
        assert_eq!(
            told(&[], &json!({})),
            format!(
                "may\nwork out values from what a standard hands it\nmay not\nreach the network: what it is handed does not leave\n\
                 {NEVER}\nknow the time or draw lots: the same rows give the same answers, on any day and machine\n{LIMITS}"
            )
        );
    }

    #[test]
    fn a_sink_with_everything() {
        let imports = [
            "etalon:plugin/log@0.1.0",
            "etalon:plugin/config@0.1.0",
            "etalon:plugin/clock@0.1.0",
            "wasi:http/types@0.2.12",
        ];
        let actions: Value = serde_json::from_str(ACTION).expect("JSON");
        let needs = json!({
            "hosts": ["*.example.com", "api.example.org"], "scratch": true,
            "secrets": [{ "name": "token" }, { "name": "seal", "reveal": true }],
        });
        let said = told(&imports, &json!({ "actions": actions, "needs": needs }));
        assert_eq!(
            said,
            format!(
                "may\ntake out the decisions that you hand it\n\
                 speak to *.example.com, api.example.org, if you grant it (`hosts` in etalon.toml), and tell there all that it was handed\n\
                 use the secret `token` on the way to hosts that you grant it for, without seeing it (`secrets` in etalon.toml)\n\
                 see the secret `seal` itself, if you grant that (`reveal = true` in `secrets` in etalon.toml)\n\
                 keep a little for itself from one time to the next, as much as you grant (`scratch` in etalon.toml)\n\
                 write lines to the log, read the settings that you make for it\nask what time it is\nmay not\n\
                 reach another host, nor an address in your own network that you did not name\n{NEVER}\n{LIMITS}"
            )
        );
        for (hosts, words) in
            [(json!(["*"]), "speak to whatever host you grant ("), (json!([]), "speak to no host by name, only those")]
        {
            let said = told(&imports, &json!({ "actions": actions, "needs": { "hosts": hosts } }));
            assert!(said.contains(words), "{said}");
        }
    }
}
