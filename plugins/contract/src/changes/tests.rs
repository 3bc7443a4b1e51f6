use super::{Weight, changes, version_due};
use crate::Description;
use serde_json::{Value, json};

fn before() -> Value {
    json!({
        "schema": "etalon-plugin/1", "name": "tone", "version": "1.2.3",
        "settings": [{"name": "lexicon", "type": "text", "choices": ["lv", "et"], "default": "lv"}],
        "needs": {"hosts": ["a.b"], "secrets": [{"name": "token"}]},
        "metrics": [
            {"name": "politeness",
             "params": [{"name": "message", "type": "text"},
                        {"name": "language", "type": "text", "choices": ["lv", "et"], "default": "lv", "constant": true}],
             "returns": {"type": "number", "unit": "points", "range": [0, 100], "nullable": true}},
            {"name": "length", "params": [{"name": "message", "type": "text"}], "returns": {"type": "whole"}}],
        "windows": [{"name": "level", "params": [{"name": "value", "type": "number"}], "returns": {"type": "number"},
                     "retractable": true}],
        "streams": [{"name": "tickets", "fields": [{"name": "id", "type": "text"}, {"name": "note", "type": "text", "nullable": true}]}],
        "actions": [{"name": "tell", "fields": [{"name": "text", "type": "text"}]}]
    })
}

/// What is told of a description in which something was changed.
fn told(change: impl FnOnce(&mut Value)) -> String {
    let mut now = before();
    change(&mut now);
    let read = |json: Value| serde_json::from_value::<Description>(json).expect("a description");
    let sign = |weight| if weight == Weight::Large { "large" } else { "small" };
    let all = changes(&read(before()), &read(now));
    all.iter().map(|change| format!("{}: {}\n", sign(change.weight), change.what)).collect()
}

#[test]
fn the_same_is_no_change() {
    assert_eq!(told(|json| json["metrics"][0]["doc"] = "Other words.".into()), "");
}

#[test]
fn who_takes_more_or_promises_more_changes_little() {
    insta::assert_snapshot!(told(|json| {
        json["settings"][0]["choices"] = json!(["lv", "et", "lt"]);
        json["needs"] = json!({});
        json["metrics"][0]["params"][1]["choices"] = json!(["lv", "et", "lt"]);
        json["metrics"][0]["params"]
            .as_array_mut()
            .expect("a list")
            .push(json!({"name": "strict", "type": "yes/no", "default": false}));
        json["metrics"][0]["returns"]["range"] = json!([10, 90]);
        json["metrics"][0]["returns"]["nullable"] = false.into();
        json["metrics"][1]["deprecated"] = "use `politeness`".into();
        json["metrics"]
            .as_array_mut()
            .expect("a list")
            .push(json!({"name": "warmth", "params": [], "returns": {"type": "number"}}));
        json["windows"][0]["mergeable"] = true.into();
        json["streams"][0]["fields"].as_array_mut().expect("a list").push(json!({"name": "tag", "type": "text"}));
        json["actions"][0]["fields"]
            .as_array_mut()
            .expect("a list")
            .push(json!({"name": "to", "type": "text", "nullable": true}));
    }));
}

#[test]
fn everything_else_changes_much() {
    insta::assert_snapshot!(told(|json| {
        json["settings"][0]["default"] = "et".into();
        json["settings"].as_array_mut().expect("a list").push(json!({"name": "site", "type": "text"}));
        json["needs"]["hosts"] = json!(["a.b", "c.d"]);
        json["needs"]["secrets"] = json!([{"name": "token", "reveal": true}, {"name": "key"}]);
        json["metrics"][0]["params"][1]["default"] = "et".into();
        json["metrics"][0]["params"][1]["choices"] = json!(["lv"]);
        json["metrics"][0]["returns"] = json!({"type": "number", "unit": "percent", "scale": 0, "nullable": true});
        json["metrics"][1]["params"] = json!([{"name": "words", "type": "text"}]);
        json["metrics"][1]["model"] = "a network".into();
        json["windows"][0]["retractable"] = false.into();
        json["windows"][0]["params"][0]["type"] = "duration".into();
        json["streams"][0]["fields"] = json!([{"name": "id", "type": "text", "nullable": true}]);
        json["actions"][0]["fields"] = json!([{"name": "text", "type": "text"}, {"name": "to", "type": "text"}]);
    }));
    assert_eq!(told(|json| json["windows"] = json!([])), "large: the window `level` is gone\n");
}

#[test]
fn which_version_is_due() {
    let of = |weight| vec![super::Change { weight, what: String::new() }];
    let (small, large) = (of(Weight::Small), of(Weight::Large));
    assert_eq!(version_due("1.2.3", "1.2.4", &small).as_deref(), Some("1.3.0"));
    assert_eq!(version_due("1.2.3", "1.3.0", &small), None);
    assert_eq!(version_due("1.2.3", "1.3.0", &large).as_deref(), Some("2.0.0"));
    assert_eq!(version_due("0.3.1", "0.3.2", &small), None);
    assert_eq!(version_due("0.3.1", "0.3.2", &large).as_deref(), Some("0.4.0"));
    assert_eq!(version_due("0.0.1", "0.0.1", &large).as_deref(), Some("0.0.2"));
    assert_eq!(version_due("1.2.3", "1.2.3", &[]), None);
    assert_eq!(version_due("1.2.3", "1.2.2", &[]).as_deref(), Some("1.2.4"));
}
