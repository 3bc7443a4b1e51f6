use super::*;
use etalon_core::value::Value;
use serde_json::{Value as Json, json};

/// A sound description, for the tests to spoil.
fn tone() -> Json {
    json!({
        "schema": "etalon-plugin/1", "name": "tone", "version": "0.3.1", "doc": "How people write to each other.",
        "settings": [{"name": "lexicon", "type": "text", "choices": ["lv", "et"], "default": "lv"}],
        "metrics": [{"name": "politeness", "doc": "0 to 100.",
            "params": [
                {"name": "message", "type": "text"},
                {"name": "waited", "type": "duration", "range": [0, 3600], "default": 1.5},
                {"name": "language", "type": "text", "choices": ["lv", "et"], "default": "lv", "constant": true}],
            "returns": {"type": "number", "unit": "points", "range": [0, 100], "scale": 1, "nullable": true},
            "model": "counts of 300 words"}],
        "windows": [{"name": "level", "retractable": true,
            "params": [{"name": "value", "type": "number"}], "returns": {"type": "number"}}]
    })
}

/// What is said of a description in which the value at `path` is another.
fn said(path: &str, other: Json) -> Vec<String> {
    let mut json = tone();
    if let Some(place) = json.pointer_mut(path) {
        *place = other;
    } else {
        let (parent, key) = path.rsplit_once('/').unwrap();
        json.pointer_mut(parent).unwrap().as_object_mut().unwrap().insert(key.into(), other);
    }
    let description: Description = serde_json::from_value(json).unwrap();
    description.plugin("tone", "00").err().unwrap_or_default()
}

#[test]
fn a_sound_description_is_taken_whole() {
    let description: Description = serde_json::from_value(tone()).unwrap();
    let plugin = description.plugin("kindness", "abc").unwrap();
    assert_eq!((plugin.name.as_str(), plugin.hash.as_str(), plugin.version.as_str()), ("kindness", "abc", "0.3.1"));
    let politeness = &plugin.metrics[0];
    assert_eq!(politeness.parameters[1].default, Some(Value::Duration(1_500_000)));
    assert_eq!(politeness.parameters[1].term.range, Some((0, 3_600_000_000)));
    assert_eq!(politeness.parameters[2].default, Some(Value::Text("lv".into())));
    assert_eq!(politeness.returns.term.range, Some((0, 100_000_000)));
    assert_eq!((politeness.returns.scale, politeness.returns.nullable), (1, true));
    assert_eq!(politeness.model, Some(Model("counts of 300 words".into())));
    assert!(plugin.windows[0].retractable && !plugin.windows[0].mergeable);
}

#[test]
fn whatever_is_wrong_is_said() {
    let many = |what: Json, count: usize| Json::Array(vec![what; count]);
    let function = json!({"name": "f", "params": [{"name": "a", "type": "text"}], "returns": {"type": "whole"}});
    let cases = [
        said("/schema", json!("etalon-plugin/2")),
        said("/name", json!("Tone")),
        said("/name", json!("")),
        said("/name", json!("t".repeat(201))),
        said("/version", json!("0.3")),
        said("/version", json!("1.0.0-beta")),
        said("/doc", json!("d".repeat(2_001))),
        said("/doc", json!("\u{1b}[2J")),
        said("/settings/0/default", json!("lt")),
        said("/settings/0/type", json!("word")),
        said("/metrics/0/name", json!("level")),
        said("/metrics", many(function, 65)),
        said("/metrics/0/params", json!([])),
        said("/metrics/0/params/0/type", json!("string")),
        said("/metrics/0/params/0/constant", json!(true)),
        said("/metrics/0/params/2/default", json!("en")),
        said("/metrics/0/params/2/default", json!(7)),
        said("/metrics/0/params/2/nullable", json!(true)),
        said("/metrics/0/params/2/choices", json!(["lv", "lv"])),
        said("/metrics/0/params/1/default", json!(4_000)),
        said("/metrics/0/params/1/choices", json!(["a"])),
        said("/metrics/0/params/1/unit", json!("s")),
        said("/metrics/0/params/2/name", json!("message")),
        said("/metrics/0/returns/range", json!([5, 1])),
        said("/metrics/0/returns/range", json!([0, 1e300])),
        said("/metrics/0/returns/scale", json!(7)),
        said("/windows/0/returns/type", json!("text")),
        said(
            "/streams",
            json!([{"name": "tickets", "key": ["id"], "time": "at", "fields": [{"name": "x", "type": "text"}]}]),
        ),
        said("/streams", json!([{"name": "tickets", "key": ["id"], "fields": []}])),
        said(
            "/actions",
            json!([{"name": "tell", "fields": [{"name": "to", "type": "text"}, {"name": "to", "type": "text"}]}]),
        ),
    ];
    let shown: Vec<String> =
        cases.iter().map(|all| if all.is_empty() { "nothing".into() } else { all.join("\n  ") }).collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn what_offers_nothing_is_no_plugin() {
    let mut json = tone();
    json["metrics"] = json!([]);
    json["windows"] = json!([]);
    let description: Description = serde_json::from_value(json).unwrap();
    assert_eq!(
        description.plugin("tone", "00").unwrap_err(),
        ["it offers nothing: no metric, no window, no stream, no action"]
    );
}

#[test]
fn a_long_list_of_one_name_is_said_once() {
    let settings = vec![json!({"name": "a", "type": "text"}); 65];
    let said = said("/settings", json!(settings));
    assert_eq!(said.len(), 2, "{said:?}");
}

#[test]
fn a_setting_may_be_a_moment_when_it_is_not_set() {
    let with =
        |kind: &str, default: &str| said("/settings/0", json!({"name": "since", "type": kind, "default": default}));
    assert_eq!(with("instant", "2020-01-01T00:00:00Z"), Vec::<String>::new());
    assert_eq!(with("date", "2020-01-01"), Vec::<String>::new());
    let wrong = "what the setting `since` is when it is not set: must be";
    assert_eq!(
        with("instant", "2020-01-01"),
        [format!("{wrong} a moment with its offset, as \"2026-03-31T18:00:00Z\"")]
    );
    assert_eq!(with("date", "2020-02-30"), [format!("{wrong} a date, as \"2026-03-31\"")]);
}
