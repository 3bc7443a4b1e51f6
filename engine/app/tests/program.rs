//! The program as a user meets it: what it prints, where, and how it ends.

mod support;

use support::{etalon, starter};

#[test]
fn help_says_how_to_start_and_what_the_exit_codes_mean() {
    let said = etalon(["--help"]);
    assert_eq!(said.code, 0);
    for word in ["new", "check", "fmt", "plan", "run", "explain", "test", "Exit codes:", "etalon new my-standard"] {
        assert!(said.out.contains(word), "{word} is missing in\n{}", said.out);
    }
    for command in ["new", "check", "fmt", "plan", "run", "explain", "test"] {
        let said = etalon([command, "--help"]);
        assert!(said.out.contains("Examples:"), "{command} --help shows an example");
    }
}

#[test]
fn wrong_usage_ends_with_two() {
    assert_eq!(etalon(["frobnicate"]).code, 2);
    assert_eq!(etalon(["run", "--format", "xml"]).code, 2);
    assert_eq!(etalon(["run", "--set", "quick"]).code, 2);
    let dir = starter("phone-centre");
    let path = dir.path().to_str().expect("a name in UTF-8");
    for wrong in [["--as-of", "yesterday"], ["--lang", "tlh"], ["--source", "nothing=x.csv"], ["--threads", "0"]] {
        let said = etalon(["run", path, wrong[0], wrong[1]]);
        assert_eq!(said.code, 2, "{wrong:?}: {}", said.err);
        assert!(said.out.is_empty(), "a refused run has no result");
        assert!(!said.err.is_empty(), "and says why");
    }
}

#[test]
fn a_standard_that_is_not_there_is_said_so() {
    let said = etalon(["check", "no-such-folder"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("no-such-folder"), "{}", said.err);
}

#[test]
fn every_starter_checks_tests_and_runs() {
    for name in ["phone-centre", "city-desk"] {
        let dir = starter(name);
        let path = dir.path().to_str().expect("a name in UTF-8");
        let said = etalon(["check", path]);
        assert_eq!((said.code, said.out.as_str()), (0, "no mistakes found\n"), "{name}: {}", said.err);
        let said = etalon(["test", path]);
        assert_eq!(said.code, 0, "{name}: {}{}", said.out, said.err);
        let said = etalon(["fmt", "--check", path]);
        assert_eq!(said.code, 0, "{name} has the one layout: {}", said.out);
        let said = etalon(["plan", path]);
        assert_eq!(said.code, 0, "{name}: {}", said.err);
        let said = etalon(["run", path]);
        assert_eq!(said.code, 0, "{name}: {}", said.err);
        insta::with_settings!({ snapshot_suffix => name }, { insta::assert_snapshot!("run", said.out) });
        assert!(said.out.lines().count() <= 60, "{name} fits two screens");
    }
}

#[test]
fn new_overwrites_nothing() {
    let dir = starter("phone-centre");
    let said = etalon(["new", dir.path().to_str().expect("a name in UTF-8")]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("holds something already"), "{}", said.err);
}

#[test]
fn mistakes_are_shown_to_people_and_to_tools() {
    let dir = starter("phone-centre");
    let file = dir.path().join("phone-centre.etalon");
    let text = std::fs::read_to_string(&file).expect("the starter").replace("waited <= quick", "waitd <= quick");
    std::fs::write(&file, text).expect("a place to write");
    let path = dir.path().to_str().expect("a name in UTF-8");
    let said = etalon(["check", path]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("error[unknown-name]"), "{}", said.out);
    let said = etalon(["check", path, "--format", "json"]);
    assert_eq!(said.code, 1);
    let json: serde_json::Value = serde_json::from_str(&said.out).expect("JSON on standard output");
    assert_eq!(json["schema"], "etalon-check/1");
    let first = &json["diagnostics"][0];
    assert_eq!((first["slug"].as_str(), first["severity"].as_str()), (Some("unknown-name"), Some("error")));
    assert!(first["line"].as_u64() > Some(1) && first["file"].as_str().is_some_and(|f| f.ends_with(".etalon")));
    assert_eq!(etalon(["run", path]).code, 1);
    assert_eq!(etalon(["test", path]).code, 1);
}

#[test]
fn the_contract_keeps_its_schema_on_real_runs() {
    let schema = serde_json::from_str(etalon_report::RUN_SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    for name in ["phone-centre", "city-desk"] {
        let dir = starter(name);
        let said = etalon(["run", dir.path().to_str().expect("a name in UTF-8"), "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&said.out).expect("JSON on standard output");
        let errors: Vec<String> = validator.iter_errors(&json).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {}", errors.join("\n"));
        assert!(!json["metrics"].as_array().expect("a list").is_empty());
        for source in json["data"].as_array().expect("a list") {
            let n = |key: &str| source[key].as_u64().expect("a count");
            assert!(n("read") > 0);
            assert_eq!(n("read"), n("accepted") + n("duplicate") + n("conflict") + n("rejected") + n("left_out"));
        }
    }
}

#[test]
fn the_result_does_not_depend_on_threads_and_batches() {
    let dir = starter("phone-centre");
    let path = dir.path().to_str().expect("a name in UTF-8");
    let one = etalon(["run", path, "--format", "json", "--threads", "1"]);
    for other in [["--threads", "3"], ["--batch", "1"], ["--batch", "7"]] {
        let said = etalon(["run", path, "--format", "json", other[0], other[1]]);
        assert!(said.out == one.out, "{other:?} changes the result");
    }
}

#[test]
fn a_param_can_be_set_and_a_missed_target_can_fail_the_run() {
    let dir = starter("phone-centre");
    let path = dir.path().to_str().expect("a name in UTF-8");
    let strict = etalon(["run", path, "--set", "quick=5s", "--fail-on", "missed"]);
    assert_eq!(strict.code, 1, "{}", strict.err);
    assert!(strict.err.contains("--fail-on: "), "{}", strict.err);
    assert!(!strict.out.is_empty(), "the result is told all the same");
    assert_eq!(etalon(["run", path, "--set", "quick=5s"]).code, 0);
    let unknown = etalon(["run", path, "--set", "quik=5s"]);
    assert_eq!(unknown.code, 2, "{}", unknown.err);
    assert!(unknown.err.contains("quick"), "the nearest name is suggested: {}", unknown.err);
}

#[test]
fn out_writes_every_file_and_html_a_page() {
    let dir = starter("phone-centre");
    let path = dir.path().to_str().expect("a name in UTF-8");
    let out = tempfile::tempdir().expect("a folder");
    let results = out.path().join("results");
    let page = out.path().join("page.html");
    let said =
        etalon(["run", path, "--out", results.to_str().expect("a name"), "--html", page.to_str().expect("a name")]);
    assert_eq!(said.code, 0, "{}", said.err);
    for file in ["scorecards.csv", "findings.jsonl", "decisions.jsonl", "data-quality.json", "report.html", "run.json"]
    {
        assert!(results.join(file).is_file(), "{file} is missing");
    }
    let page = std::fs::read_to_string(page).expect("the page");
    assert!(page.starts_with("<!doctype html>") && page.contains("My phone centre"));
    assert!(!page.contains("http"), "nothing is loaded from elsewhere");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let dir = starter("phone-centre");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_etalon"))
        .args(["run", "--format", "json"])
        .arg(dir.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program");
    drop(child.stdout.take());
    let said = child.wait_with_output().expect("its end");
    assert!(!String::from_utf8_lossy(&said.stderr).contains("panicked"));
}

#[test]
fn the_check_shows_what_rules_and_items_really_weigh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/phone-centre");
    let said = etalon(["check", path, "--weights"]);
    assert_eq!(said.code, 0, "{}", said.err);
    insta::assert_snapshot!("weights", said.out);
    let said = etalon(["check", path, "--weights", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said.out).expect("JSON on standard output");
    let items = json["weights"]["forms"][0]["items"].as_array().expect("a list");
    assert!(items.iter().all(|item| item["least"].is_string() && item["most"].is_string()));
    assert!(etalon(["check", path, "--format", "json"]).out.find("\"weights\"").is_none());
}

#[test]
fn the_check_lists_what_it_takes_as_it_stands() {
    let dir = starter("phone-centre");
    let path = dir.path().to_str().expect("a name in UTF-8");
    let quiet = etalon(["check", path]).out;
    assert!(!quiet.contains("not decided") && !quiet.contains("as they stand"), "{quiet}");
    let said = etalon(["check", path, "--limits"]);
    assert!(said.code == 0 && said.out.contains("taken as they stand"), "{}", said.out);
}
