//! `etalon explain` as a user meets it: questions about both examples, in words and as JSON.

#![expect(clippy::unwrap_used, reason = "what is not as expected fails the test")]

mod support;

use std::process::Command;
use support::Said;

/// Asks, from the root of the house, so that the paths shown are the same everywhere.
fn ask(words: &[&str]) -> Said {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let output = Command::new(env!("CARGO_BIN_EXE_etalon")).arg("explain").args(words).current_dir(root).output();
    let output = output.unwrap();
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

const PHONE: &str = "examples/phone-centre";
const CITY: &str = "examples/city-desk";

/// Questions, by the name of their snapshot.
const QUESTIONS: [(&str, &[&str]); 33] = [
    ("list", &[PHONE]),
    ("list_et", &[PHONE, "--lang", "et"]),
    ("finding_breached", &[PHONE, "quick_answer", "c03568"]),
    ("finding_breached_et", &[PHONE, "quick_answer", "c03568", "--lang", "et"]),
    ("finding_met", &[PHONE, "quick_answer", "c00001"]),
    ("finding_look", &[PHONE, "solved_at_once", "c03514"]),
    ("finding_look_et", &[PHONE, "solved_at_once", "c03514", "--lang", "et"]),
    ("finding_not", &[PHONE, "quick_answer", "c00001", "--not"]),
    ("finding_one_more", &[PHONE, "answered_by_trained", "c00199"]),
    ("finding_one_more_et", &[PHONE, "answered_by_trained", "c00199", "--lang", "et"]),
    ("finding_of_a_person", &[PHONE, "quick_answer", "a07"]),
    ("form_et", &[PHONE, "qa", "e159", "--lang", "et"]),
    ("item", &[PHONE, "qa.identified", "e159"]),
    ("mitigation", &[PHONE, "untrained", "e044"]),
    ("mitigation_not", &[PHONE, "untrained", "e044", "--not"]),
    ("step", &[PHONE, "conduct.plan", "a17"]),
    ("step_et", &[PHONE, "conduct.plan", "a17", "--lang", "et"]),
    ("step_of_complaints", &[PHONE, "conduct.coaching", "a19"]),
    ("step_not", &[PHONE, "conduct.coaching", "a05", "--not"]),
    ("step_not_et", &[PHONE, "conduct.plan", "a05", "--not", "--lang", "et"]),
    ("recognition", &[PHONE, "star", "a22"]),
    ("recognition_et", &[PHONE, "star", "a22", "--lang", "et"]),
    ("recognition_not", &[PHONE, "star", "a07", "--not"]),
    ("figure", &[PHONE, "csat", "--of", "a07", "--in", "2026-Q1"]),
    ("figure_et", &[PHONE, "service_level", "--in", "2026-02", "--lang", "et"]),
    ("person", &[PHONE, "a17"]),
    ("person_by_name_et", &[PHONE, "Ingrid Rand", "--lang", "et"]),
    ("thing", &[PHONE, "c03568"]),
    ("city_finding", &[CITY, "promise_kept", "R253585"]),
    ("city_finding_et", &[CITY, "promise_kept", "R253585", "--lang", "et"]),
    ("city_step_lv", &[CITY, "queue_review.plan", "housing-pests", "--lang", "lv"]),
    ("city_step_lt", &[CITY, "queue_review.review", "housing-pests", "--lang", "lt"]),
    ("city_figure_lv", &[CITY, "kept_by_queue", "--of", "housing-pests", "--in", "2025-09", "--lang", "lv"]),
];

#[test]
fn questions_are_answered() {
    for (name, words) in QUESTIONS {
        let said = ask(words);
        assert_eq!(said.code, 0, "{name}: {}", said.err);
        assert!(said.out.lines().all(|line| line.chars().count() <= 100), "{name} keeps to the width");
        insta::assert_snapshot!(name, said.out);
    }
}

#[test]
fn the_contract_keeps_its_schema() {
    let schema = serde_json::from_str(etalon_report::EXPLAIN_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (name, words) in QUESTIONS {
        let said = ask(&[words, &["--format", "json"]].concat());
        let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        let errors: Vec<String> = validator.iter_errors(&json).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {}", errors.join("\n"));
    }
    let said = ask(&[PHONE, "conduct.coaching", "a19", "--format", "json"]);
    insta::assert_snapshot!("json", said.out.replace(etalon_core::time::tz_version(), "(tz)"));
}

/// Every example of the list can be copied as it stands.
#[test]
fn what_is_listed_can_be_asked() {
    for path in [PHONE, CITY] {
        let said = ask(&[path, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        let mut asked = 0;
        for section in json["proof"].as_array().unwrap() {
            for line in section["parts"].as_array().unwrap() {
                let words: Vec<&str> =
                    line["data"]["ask"].as_array().unwrap().iter().filter_map(|w| w.as_str()).collect();
                let said = ask(&[&[path], words.as_slice()].concat());
                assert_eq!(said.code, 0, "{words:?}: {}", said.err);
                asked += 1;
            }
        }
        assert!(asked > 8, "{path}: {asked}");
    }
}

#[test]
fn what_is_not_there_is_answered_with_what_is_near() {
    for (words, code, wanted) in [
        (&[PHONE, "quik_answer", "c00001"][..], 1, "did you mean `quick_answer`?"),
        (&[PHONE, "coach", "a17"], 1, "did you mean `coaching`?"),
        (&[PHONE, "quick_answer"], 1, "add its key, such as c00001"),
        (&[PHONE, "quick_answer", "x1"], 1, "no call has the key `x1`"),
        (&[PHONE, "conduct.plan", "nobody"], 1, "no agent is called `nobody`"),
        (&[PHONE, "csat", "--in", "2031-01"], 1, "write a period such as"),
        (&[PHONE, "csat", "--of", "a99"], 1, "has no figure of `a99`"),
        (&[PHONE, "conduct.plan", "a17", "--at", "soon"], 2, "--at:"),
        (&[PHONE, "quick_answer", "c00001", "c00002"], 2, "at most two words"),
        (&["no/such/folder", "quick_answer"], 1, "no/such/folder"),
    ] {
        let said = ask(words);
        assert_eq!(said.code, code, "{words:?}: {}{}", said.out, said.err);
        assert!(said.err.contains(wanted), "{words:?}: {}", said.err);
        assert!(said.out.is_empty(), "{words:?}");
    }
}

#[test]
fn a_word_with_several_meanings_lists_them() {
    let said = ask(&[PHONE, "Anna"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let dir = support::starter("phone-centre");
    let path = dir.path().to_str().unwrap();
    let file = dir.path().join("phone-centre.etalon");
    let text = std::fs::read_to_string(&file).unwrap();
    let more = "\nladder also \"Also\" for agent {\n  counts faults of solved_at_once\n  step coaching { when 9 faults in 30 days  owed by \"Head\" }\n}\n";
    std::fs::write(&file, text + more).unwrap();
    let said = ask(&[path, "coaching", "a1"]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("also.coaching a1"), "{}", said.out);
}
