//! The three documents over one small outcome, made by hand.

mod sample;

use etalon_report::{Belonging, Names, Place, Report};

fn report<R>(language: &str, tell: impl Fn(&Report<'_>) -> R) -> R {
    let standard = sample::standard();
    let outcome = sample::outcome();
    let place = |_| Place { file: "main.etalon".to_owned(), line: 42 };
    let written = |_| "criterion quick_answer { … }".to_owned();
    let mut names = Names::default();
    names.call("agent", "anna", "Anna Kask");
    names.call("agent", "mark", "Mark Saar");
    names.belong(
        "agent",
        "anna",
        Belonging { field: "manager".to_owned(), kind: "agent".to_owned(), key: "mark".to_owned() },
    );
    tell(&Report {
        standard: &standard,
        outcome: &outcome,
        names: &names,
        place: &place,
        written: &written,
        language,
        timelines: &[],
    })
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

/// What stands between two texts of the page.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = page.split_once(from).unwrap_or_else(|| panic!("`{from}` is on the page"));
    rest.split_once(to).unwrap_or_else(|| panic!("`{to}` is on the page")).0
}

/// What a reader sees of markup: a line a block, links with where they lead, drawings with what they say.
fn seen(markup: &str) -> String {
    let mut out = String::new();
    for part in markup.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.split([' ', '/']).find(|t| !t.is_empty()).unwrap_or("");
        let end = tag.starts_with('/');
        match name {
            "a" if !end => out.push_str(&format!("[{}]", between(tag, "href=\"", "\""))),
            "svg" | "title" => out.push_str(if end { "" } else { " ~ " }),
            "details" if !end => out.push_str(if tag.contains(" id=") { "\n\n> " } else { "\n> " }),
            "a" | "b" | "span" | "i" | "code" | "small" | "rect" | "circle" | "line" | "polyline" | "polygon"
            | "text" => {
                out.push(' ');
            }
            _ => out.push('\n'),
        }
        out.push_str(text);
    }
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut lines: Vec<String> = lines.filter(|line| !line.is_empty() && line != ">").collect();
    lines.dedup();
    lines.join("\n")
}

#[test]
fn the_page_is_whole_and_escapes_what_people_wrote() {
    let page = report("en", |r| r.html()).expect("the template is fine");
    assert!(page.trim_start().starts_with("<!doctype html>"));
    assert!(page.contains("&lt;script&gt;"), "a name from the data is never markup");
    assert_eq!(page.matches("<script").count(), 1, "the page's own script and no other");
    assert!(!page.contains("http://") && !page.contains("https://"), "nothing is loaded from elsewhere");
    assert!(!page.contains(" src=") && !page.contains("<link"), "nothing is loaded at all");
}

#[test]
fn each_section_reads_well() {
    let page = report("en", |r| r.html()).expect("the template is fine");
    for section in ["summary", "targets", "requirements", "people", "escalations", "recognitions", "data", "handbook"] {
        let text = between(&page, &format!("<section id=\"{section}\""), "</section>");
        insta::assert_snapshot!(format!("page_{section}"), seen(text));
    }
}

#[test]
fn the_page_speaks_the_languages_of_the_house() {
    for language in etalon_report::LANGUAGES {
        let page = report(language, |r| r.html()).expect("the template is fine");
        assert!(page.contains(&format!("<html lang=\"{language}\">")));
        let headings: Vec<&str> = page.split("<h2").skip(1).map(|part| between(part, ">", "</h2>")).collect();
        insta::assert_snapshot!(format!("headings_{language}"), headings.join("\n"));
    }
}

#[test]
fn a_large_report_holds_its_cards_as_text() {
    let (standard, outcome, names) = (sample::crowd::standard(), sample::crowd::outcome(), sample::crowd::names());
    let place = |_| Place::default();
    let written = |_| String::new();
    let report = Report {
        standard: &standard,
        outcome: &outcome,
        names: &names,
        place: &place,
        written: &written,
        language: "en",
        timelines: &[],
    };
    let page = report.html().expect("the template is fine");
    assert!(page.len() < 15_000_000, "{} bytes", page.len());
    let cards = page.matches("<details class=\"card subject\"").count();
    assert_eq!(cards, sample::crowd::PEOPLE + sample::crowd::TEAMS);
    let held = page.matches("<script type=\"text/html\">").count();
    assert!(held > cards, "every card, and what each person owes, is held");
    assert_eq!(page.matches("</script>").count(), held + 2, "nothing ends a held card early");
}
