//! The three documents over one small outcome, made by hand.

mod sample;

use etalon_report::{Names, Place, Report};

fn report<R>(language: &str, tell: impl Fn(&Report<'_>) -> R) -> R {
    let standard = sample::standard();
    let outcome = sample::outcome();
    let place = |_| Place { file: "main.etalon".to_owned(), line: 42 };
    tell(&Report { standard: &standard, outcome: &outcome, names: &Names::default(), place: &place, language })
}

/// Without the colours.
fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('\x1b') {
        out.push_str(&rest[..start]);
        rest = rest[start..].split_once('m').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

#[test]
fn the_summary_fits_a_screen() {
    let text = bare(&report("en", |r| r.summary(100)));
    assert!(text.lines().count() <= 60);
    assert!(text.lines().all(|l| l.chars().count() <= 130), "no line runs far over the edge");
}

#[test]
fn the_summary_speaks_the_languages_of_the_house() {
    for language in etalon_report::LANGUAGES {
        insta::assert_snapshot!(format!("summary_{language}"), bare(&report(language, |r| r.summary(100))));
    }
}

#[test]
fn the_contract_is_as_documented() {
    insta::assert_json_snapshot!(report("en", |r| r.json()));
}

#[test]
fn the_contract_keeps_its_schema() {
    let schema = serde_json::from_str(etalon_report::RUN_SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let json = report("en", |r| r.json());
    let errors: Vec<String> = validator.iter_errors(&json).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn the_page_is_whole_and_escapes_what_people_wrote() {
    let page = report("en", |r| r.html()).expect("the template is fine");
    assert!(page.contains("<!doctype html>"));
    assert!(page.contains("&lt;script&gt;"), "a name from the data is never markup");
    assert!(!page.contains("<script"), "no script at all");
    assert!(!page.contains("http://") && !page.contains("https://"), "nothing is loaded from elsewhere");
    let (head, rest) = page.split_once("<style>").expect("a style");
    let (_, body) = rest.split_once("</style>").expect("its end");
    insta::assert_snapshot!(format!("{head}{body}"));
}
