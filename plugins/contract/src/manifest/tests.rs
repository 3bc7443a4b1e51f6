use super::{Manifest, Origin};
use crate::Mistake;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn parse(text: &str) -> Result<Manifest, Vec<Mistake>> {
    Manifest::parse(Path::new("etalon.toml"), text)
}

/// Each mistake with the line and the words it points at.
fn told(text: &str) -> String {
    let mut out = String::new();
    for mistake in parse(text).expect_err("a mistake") {
        let place = mistake.span.clone().map_or_else(String::new, |span| {
            format!(" line {} `{}`", text[..span.start].matches('\n').count() + 1, text[span].trim())
        });
        let _ = writeln!(out, "{}{place}: {}", mistake.slug, mistake.what);
        for (word, said) in [("why", &mistake.why), ("help", &mistake.help)] {
            if let Some(said) = said {
                let _ = writeln!(out, "  {word}: {said}");
            }
        }
    }
    out
}

#[test]
fn everything_that_can_be_said() {
    let text = r#"
[plugins.tone]

[plugins.desk]
file = "connectors/desk.wasm"
hosts = ["*.zendesk.com", "localhost:8080"]
authorities = ["corp-ca.pem"]
memory = "128 MiB"
time = "2 s"
work = 1_000_000
instances = 4
scratch = "1 MiB"
[plugins.desk.secrets]
token = { env = "DESK_TOKEN", hosts = ["acme.zendesk.com"] }
key = { file = "key.txt", reveal = true }
[plugins.desk.settings]
since = 2026-01-01
group = "lv"
pages = 3
weight = 0.25
live = false
"#;
    let manifest = parse(text).expect("all of it can be meant");
    let tone = &manifest.plugins["tone"];
    assert_eq!((tone.file.as_path(), &tone.limits), (Path::new("plugins/tone.wasm"), &crate::Limits::default()));
    let desk = &manifest.plugins["desk"];
    assert_eq!(desk.file, PathBuf::from("connectors/desk.wasm"));
    assert_eq!((desk.limits.memory, desk.limits.time, desk.scratch), (128 << 20, Duration::from_secs(2), 1 << 20));
    assert_eq!(desk.authorities, [PathBuf::from("corp-ca.pem")]);
    assert_eq!((desk.limits.work, desk.limits.instances), (1_000_000, 4));
    assert_eq!(desk.secrets["token"].from, Origin::Env("DESK_TOKEN".to_owned()));
    assert_eq!(desk.secrets["key"].from, Origin::File(PathBuf::from("key.txt")));
    let grants = desk.grants();
    assert_eq!(
        (grants.reveal, grants.secrets["key"].len(), grants.secrets["token"].len()),
        (vec!["key".to_owned()], 0, 1)
    );
    let set: Vec<String> = desk.settings.iter().map(|(name, set)| format!("{name}={}", set.value)).collect();
    assert_eq!(set.join(" "), r#"group="lv" live=false pages=3 since="2026-01-01" weight=0.25"#);
}

#[test]
fn nothing_said_is_no_mistake() {
    assert!(parse("").expect("empty").plugins.is_empty());
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(Manifest::read(folder.path()).expect("none").text, None);
}

#[test]
fn every_mistake_with_its_place() {
    insta::assert_snapshot!(told(
        r#"
name = "desk"
[plugins.Tone]
[plugins.tone]
fil = "tone.wasm"
hosts = "api.example.com"
memory = 64
time = "2 weeks"
instances = 0
[plugins.desk]
file = ""
hosts = ["https://api.example.com/v1", "API.example.com", "*", 7]
memory = "1 GB"
scratch = "1 TB"
time = "1 min"
work = -5
[plugins.desk.secrets]
token = "hunter2"
key = { env = "KEY", file = "key.txt" }
pin = { hosts = ["a.b"], revealed = true }
[plugins.desk.settings]
groups = ["a"]
[plugins.other]
settings = 3
"#
    ));
}

#[test]
fn what_is_no_toml() {
    insta::assert_snapshot!(told("[plugins.tone\nfile = tone.wasm\n"));
}

#[test]
fn no_text_makes_it_panic() {
    let text = "[plugins.a]\nhosts = [\"ä.b\", '[::1]:x']\nmemory = \"ü\"\nsettings = { x = 1e400, y = 99999999999999999999 }\n";
    for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
        let _ = parse(&text[..end]);
    }
}
