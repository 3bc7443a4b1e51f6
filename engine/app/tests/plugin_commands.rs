//! `etalon plugin …` as an author and an operator meet it. With the feature `plugins`.
#![cfg(feature = "plugins")]

mod support;

use std::path::Path;
use support::plugin::{Effort, component};
use support::{Said, etalon_at};

/// A folder with an author's component and tests.
fn author(effort: &Effort, tests: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("effort.wasm"), effort.bytes()).expect("a place to write");
    std::fs::create_dir(dir.path().join("tests")).expect("a folder");
    std::fs::write(dir.path().join("tests/effort.toml"), tests).expect("a place to write");
    dir
}

/// Without hashes and sizes: they change with the tools that build.
fn told(said: &Said) -> String {
    let out = format!("exit code {}\n--- out\n{}--- err\n{}", said.code, said.out, said.err);
    let hidden = out.lines().map(|line| match line {
        line if line.starts_with("sha256 ") => "sha256    …".to_owned(),
        line => match line.find(" KiB").and_then(|end| line[..end].rfind(' ').map(|start| (start, end))) {
            Some((start, end)) => format!("{} …{}", &line[..start], &line[end..]),
            None => line.to_owned(),
        },
    });
    hidden.collect::<Vec<_>>().join("\n")
}

fn at(dir: &Path, args: &[&str]) -> Said {
    etalon_at(dir, &[&["plugin"], args].concat())
}

#[test]
fn what_it_is_offers_and_asks_for() {
    let more = r#", "settings": [{"name": "mode", "doc": "How strict.", "type": "text", "choices": ["mild", "strict"], "default": "mild"}]"#;
    let dir = author(&Effort { more, ..Effort::default() }, "");
    insta::assert_snapshot!("inspect", told(&at(dir.path(), &["inspect"])));
    let json: serde_json::Value =
        serde_json::from_str(&at(dir.path(), &["inspect", "--format", "json"]).out).expect("JSON");
    assert_eq!(json["schema"], "etalon-inspect/1");
    assert_eq!(
        (&json["contract"], &json["imports"]),
        (&"0.1.0".into(), &serde_json::json!(["etalon:plugin/types@0.1.0"]))
    );
    assert_eq!(json["description"]["metrics"][0]["name"], "effort");
}

const TESTS: &str = r#"
[[case]]
name = "the longer, the less"
metric = "effort"
rows = [{ waited = 0 }, { waited = "20 s" }, {}, { waited = 0.25 }]
values = [100, 80, "none", 99.8]
"#;

#[test]
fn rows_in_values_out() {
    let dir = author(&Effort::default(), TESTS);
    insta::assert_snapshot!("test", told(&at(dir.path(), &["test"])));
    let wrong = TESTS.replace("80", "81").replace("\"none\"", "0");
    std::fs::write(dir.path().join("tests/effort.toml"), wrong).expect("a place to write");
    insta::assert_snapshot!("test_fails", told(&at(dir.path(), &["test", "effort.wasm"])));
    for (from, to, why) in [
        ("waited = 0 }", "wated = 0 }", "`wated` is no parameter"),
        ("[100, 80,", "[80,", "3 values for 4 rows"),
        ("metric = \"effort\"", "metric = \"efort\"", "no metric `efort`"),
        ("\"20 s\"", "\"soon\"", "should be a duration"),
        ("values =", "value =", "unknown field"),
    ] {
        std::fs::write(dir.path().join("tests/effort.toml"), TESTS.replace(from, to)).expect("a place to write");
        let said = at(dir.path(), &["test"]);
        assert!(said.code == 1 && (said.out.clone() + &said.err).contains(why), "{to}: {}", told(&said));
    }
    std::fs::remove_dir_all(dir.path().join("tests")).expect("it is there");
    let said = at(dir.path(), &["test"]);
    assert!(said.code == 1 && said.err.contains("there are no tests"), "{}", told(&said));
}

#[test]
fn an_answer_must_come_from_its_row_alone() {
    // The last row of a batch has one point less.
    let lying = Effort::default().text().replace(
        "(br $more)))",
        "(br $more)))
    (f64.store (i32.sub (local.get $end) (i32.const 8))
      (f64.sub (f64.load (i32.sub (local.get $end) (i32.const 8))) (f64.convert_i32_u (i32.gt_u (local.get $rows) (i32.const 1)))))",
    );
    let dir = author(&Effort::default(), &TESTS.replace("99.8", "98.8"));
    std::fs::write(dir.path().join("effort.wasm"), component(&lying)).expect("a place to write");
    insta::assert_snapshot!("test_law", told(&at(dir.path(), &["test"])));
}

/// `plugins/build` makes it: a mean whose states forget their sum when they are joined.
#[test]
fn what_was_saved_and_joined_must_be_as_if_it_had_never_been_cut() {
    let component = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/guests/forgetful.wasm");
    assert!(component.is_file(), "{} is missing: run plugins/build", component.display());
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::copy(component, dir.path().join("forgetful.wasm")).expect("a place to write");
    std::fs::create_dir(dir.path().join("tests")).expect("a folder");
    let test = "[[case]]\nname = \"a mean\"\nwindow = \"mean\"\nrows = [ { n = 1 }, { n = 2 } ]\nvalues = [ 1.5 ]\n";
    std::fs::write(dir.path().join("tests/mean.toml"), test).expect("a place to write");
    insta::assert_snapshot!("test_joined", told(&at(dir.path(), &["test"])));
}

#[test]
fn which_version_is_due() {
    let dir = author(&Effort::default(), "");
    std::fs::write(dir.path().join("last.wasm.old"), Effort::default().bytes()).expect("a place to write");
    let last = dir.path().join("released");
    std::fs::create_dir(&last).expect("a folder");
    std::fs::write(last.join("effort.wasm"), Effort::default().bytes()).expect("a place to write");
    insta::assert_snapshot!("check", told(&at(dir.path(), &["check", "--last", "released/effort.wasm"])));
    let more = r#", "settings": [{"name": "mode", "type": "text"}]"#;
    let next = Effort { version: "1.1.0", more, ..Effort::default() };
    std::fs::write(dir.path().join("effort.wasm"), next.bytes()).expect("a place to write");
    insta::assert_snapshot!("check_version", told(&at(dir.path(), &["check", "--last", "released/effort.wasm"])));
    assert_eq!(at(dir.path(), &["check"]).code, 0, "without a last release there is nothing to compare with");
}

#[test]
fn a_table_in_and_a_table_out() {
    let dir = author(&Effort { on_13: "unreachable", ..Effort::default() }, "");
    let csv = "id,waited\na,5\nb,\nc,2 min\n";
    std::fs::write(dir.path().join("calls.csv"), csv).expect("a place to write");
    let said = at(dir.path(), &["run", "effort.wasm", "--rows", "calls.csv"]);
    assert_eq!((said.code, said.out.as_str()), (0, "id,waited,effort\na,5,95\nb,,\nc,2 min,-20\n"), "{}", said.err);
    std::fs::write(dir.path().join("calls.csv"), format!("{csv}d,13\n")).expect("a place to write");
    insta::assert_snapshot!(
        "run_failed",
        told(&at(dir.path(), &["run", "effort.wasm", "effort", "--rows", "calls.csv"]))
    );
    for (args, why) in [
        (&["effort.wasm"][..], "none are named"),
        (&["effort.wasm", "ease", "--rows", "calls.csv"], "no metric or window `ease`"),
        (&["effort.wasm", "--rows", "calls.csv", "--constant", "x=1"], "no constant"),
        (&["ease", "--rows", "calls.csv"], "there is no plugin `ease`"),
    ] {
        let said = at(dir.path(), &[&["run"], args].concat());
        assert!(said.code == 2 && said.err.contains(why), "{args:?}: {}", told(&said));
    }
}

#[test]
fn a_new_plugin_in_each_language() {
    let dir = tempfile::tempdir().expect("a folder");
    let sdk = concat!(env!("CARGO_MANIFEST_DIR"), "/../../plugins/sdk");
    let kinds = |kind: &'static str| ["rust", "c", "js", "python"].map(|lang| (lang, kind));
    let metrics = [
        ("rust", "metric"),
        ("c", "metric"),
        ("js", "metric"),
        ("python", "metric"),
        ("rust", "window"),
        ("python", "window"),
    ];
    for (lang, kind) in metrics.into_iter().chain(kinds("source")).chain(kinds("sink")) {
        let name = format!("first_{lang}_{kind}");
        let said = at(dir.path(), &["new", &name, "--lang", lang, "--kind", kind, "--sdk", sdk]);
        assert_eq!(said.code, 0, "{}", told(&said));
        let mut files = Vec::new();
        walk(&dir.path().join(&name), &mut files);
        assert!(files.iter().any(|file| file.ends_with("README.md")), "{files:?}");
        for file in files {
            assert!(file.extension().is_none_or(|ending| ending != "tmpl"), "{}", file.display());
            let text = std::fs::read_to_string(&file).expect("a text");
            assert!(
                !text.contains("{{name}}") && !text.contains("{{Name}}") && !text.contains("{{sdk}}"),
                "{}",
                file.display()
            );
        }
    }
    let said = at(dir.path(), &["new", "first_rust_metric", "--sdk", sdk]);
    assert!(said.code == 2 && said.err.contains("holds something already"), "{}", told(&said));
    insta::assert_snapshot!("new_wrong_name", told(&at(dir.path(), &["new", "First-Reply"])));
    insta::assert_snapshot!(
        "new_no_template",
        told(&at(dir.path(), &["new", "tone", "--lang", "c", "--kind", "window"]))
    );
    insta::assert_snapshot!("new_no_sdk", told(&at(dir.path(), &["new", "tone", "--sdk", "nowhere"])));
    insta::assert_snapshot!("build_nothing", told(&at(dir.path(), &["build"])));
}

fn walk(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for path in std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()) {
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}
