use super::settle;
use crate::manifest::{Manifest, Use};
use crate::{Mistake, Setting};
use std::path::Path;

fn settings() -> Vec<Setting> {
    serde_json::from_str(
        r#"[{"name": "lexicon", "type": "text", "choices": ["lv", "et"], "default": "lv"},
            {"name": "weight", "type": "number", "range": [0, 1], "default": 0.2},
            {"name": "least", "type": "whole", "range": [1, 100], "default": 5},
            {"name": "strict", "type": "yes/no", "default": false},
            {"name": "since", "type": "date", "default": "2026-01-01"},
            {"name": "from", "type": "instant", "default": "2026-01-01T00:00:00Z"},
            {"name": "pause", "type": "duration", "default": 30}]"#,
    )
    .expect("settings")
}

fn given(lines: &str) -> Use {
    let text = format!("[plugins.tone]\n[plugins.tone.settings]\n{lines}");
    Manifest::parse(Path::new("etalon.toml"), &text).expect("TOML").plugins["tone"].clone()
}

fn told(mistakes: &[Mistake]) -> String {
    mistakes.iter().map(|m| format!("{}: {}\n  {}\n", m.slug, m.what, m.help.as_deref().unwrap_or(""))).collect()
}

#[test]
fn what_the_plugin_gets() {
    let texts = settle("tone", &settings(), &given("weight = 1\nstrict = true\npause = \"2 min\"")).expect("fits");
    let all: Vec<String> = texts.iter().map(|(name, text)| format!("{name}={text}")).collect();
    assert_eq!(
        all.join(" "),
        "from=2026-01-01T00:00:00Z least=5 lexicon=lv pause=120000000 since=2026-01-01 strict=true weight=1"
    );
}

#[test]
fn what_it_cannot_be_set_to() {
    let lines = "lexicon = \"ru\"\nweight = 2\nleast = 1.5\nstrict = \"yes\"\npause = \"soon\"\nlexikon = \"lv\"\nsince = 3\nfrom = 2026-01-01";
    insta::assert_snapshot!(told(&settle("tone", &settings(), &given(lines)).expect_err("all are wrong")));
}

#[test]
fn what_must_be_said() {
    let settings: Vec<Setting> =
        serde_json::from_str(r#"[{"name": "site", "doc": "Whose tickets.", "type": "text"}]"#).expect("a setting");
    insta::assert_snapshot!(told(&settle("desk", &settings, &Use::unsaid("desk")).expect_err("missing")));
    assert_eq!(settle("desk", &[], &given("x = 1")).expect_err("none to set")[0].slug, "unknown-setting");
}
