//! Every word of the language that people go by stands in the handbook, in all four languages.

use super::{Entry, Handbook, handbook};
use crate::words::LANGUAGES;
use crate::{Lexicon, Names, Place, Report};
use etalon_core::evaluate::{Options, Sequential, evaluate};
use etalon_core::table::Input;
use etalon_core::{SourceFile, Span};

/// What a standard says of time, duties, fairness and figures, each word at least once.
const FIRST: &str = include_str!("words.etalon");

/// A second version; how people go on who stand on its ladder is put in place of `GO_ON`.
const SECOND: &str = "
standard desk { version 2 from 2026-07-01 }

override criterion right \"The answer is right and kind\" {
  for     visit
  require correct and not upset
  credit  seller
  employee controls it
}

override ladder conduct \"Conduct\" for engineer {
  GO_ON
  counts faults of right
  step talk { when 2 faults in 30 days  owed by lead within 2 working days }
}
";

/// Sentences, and facts with a title of their own, by the word of the language that they stand for.
const SENTENCES: &[(&str, &[&str])] = &[
    ("clock", &["b_on", "b_always", "b_starts", "b_stops", "b_target", "b_holder"]),
    ("pauses, resumes", &["b_pauses", "b_pauses_if", "b_until", "b_resumes"]),
    ("reopens, restarts", &["b_reopens", "b_reopens_within", "b_goes_on", "b_anew", "b_restarts"]),
    ("with", &["b_event_comes", "b_event_or", "b_event"]),
    ("fair", &["b_fair"]),
    ("warn", &["b_warn", "b_warn_all", "b_warn_more", "b_warn_opening", "b_warn_if"]),
    ("steps", &["b_complete", "b_in_time"]),
    ("duty", &["b_duty_warn"]),
    ("notice", &["b_notice"]),
    ("spares", &["b_spares"]),
    ("appeal", &["b_appeal_within", "b_rounds"]),
    ("forgive", &["b_forgive", "b_settled"]),
    ("grade", &["grade_else", "grade_takes_carried"]),
    ("provisional, hide", &["provisional_under", "hidden_under"]),
    ("at least, proven", &["b_least", "b_proven"]),
    ("closes", &["b_closes_working", "b_closes", "b_closes_on", "b_closed_stays"]),
    ("version", &["in_force_from", "in_force_until"]),
];

/// Words of the table that stand before a fact.
const WORDS: &[(&str, &[&str])] = &[
    ("calendar", &["closed_days", "short_days"]),
    ("duty", &["owed_by", "term", "arises_with"]),
    ("steps", &["optional"]),
    ("mitigation", &["owes", "covers", "cause"]),
    ("criterion", &["employee_controls", "asked_of"]),
    ("form", &["points", "critical"]),
];

#[test]
fn every_word_reaches_the_handbook_in_every_language() {
    for (go_on, sentence) in [("adopt", "ladder_adopt"), ("close", "ladder_close"), ("", "ladder_pinned")] {
        for language in LANGUAGES {
            let text = told(language, go_on);
            let words = Lexicon::of(language);
            for (word, keys) in SENTENCES.iter().chain(&[("ladder", &[sentence][..])]) {
                for key in *keys {
                    let pieces = words.pieces(key);
                    let is_told = text.iter().any(|line| pieces.iter().all(|piece| line.contains(piece.trim())));
                    assert!(is_told, "`{word}` does not reach the handbook ({language}, {key}):\n{}", text.join("\n"));
                }
            }
            for (word, keys) in WORDS {
                for key in *keys {
                    let is_told = text.iter().any(|line| line.contains(words.get(key)));
                    assert!(is_told, "`{word}` does not reach the handbook ({language}, {key}):\n{}", text.join("\n"));
                }
            }
        }
    }
}

#[test]
fn the_handbook_of_every_word() {
    let each = LANGUAGES.map(|language| format!("== {language}\n{}", told(language, "adopt").join("\n")));
    insta::assert_snapshot!(each.join("\n\n"));
}

/// All that the handbook says, line by line.
fn told(language: &str, go_on: &str) -> Vec<String> {
    let second = SECOND.replace("  GO_ON\n", &if go_on.is_empty() { String::new() } else { format!("  {go_on}\n") });
    let file = |path: &str, text: &str| SourceFile { path: path.to_owned(), text: text.to_owned(), layer: 0 };
    let files = [file("one.etalon", FIRST), file("two.etalon", &second)];
    let checked = etalon_core::check(&files, &[]);
    let standard = checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let plan = etalon_core::plan::plan(&standard);
    let run = evaluate(&standard, &plan, Input::default(), &Options::default(), &Sequential);
    let names = Names::of(&standard, &run.world);
    let place = |_: Span| Place { file: "one.etalon".to_owned(), line: 1 };
    let written = |span: Span| {
        let file = &files[span.file as usize].text;
        file[span.start as usize..span.end as usize].to_owned()
    };
    let report = Report {
        standard: &standard,
        outcome: &run.outcome,
        names: &names,
        place: &place,
        written: &written,
        language,
        timelines: &[],
    };
    lines(&handbook(&report, Lexicon::of(language)))
}

fn lines(book: &Handbook) -> Vec<String> {
    let mut out = Vec::new();
    for chapter in &book.chapters {
        out.push(format!("# {}", chapter.title));
        out.extend(chapter.rules.iter().flat_map(of));
    }
    for form in &book.forms {
        out.push(format!("# {}", form.title));
        out.extend(form.facts.iter().chain(&form.bands).cloned());
        for (title, weight, entries) in &form.sections {
            out.push(format!("{title} {weight}").trim().to_owned());
            out.extend(entries.iter().flat_map(of));
        }
    }
    for ladder in &book.ladders {
        out.push(format!("# {}", ladder.title));
        out.extend(ladder.facts.iter().chain(&ladder.spared).cloned());
        out.extend(ladder.steps.iter().flat_map(of));
    }
    let rest = [&book.moved, &book.goals, &book.clocks, &book.notices, &book.closings, &book.calendars, &book.honours];
    out.push("#".to_owned());
    out.extend(rest.into_iter().flatten().flat_map(of));
    out
}

fn of(entry: &Entry) -> Vec<String> {
    let facts = entry.facts.iter().cloned();
    std::iter::once(format!("- {}", entry.title)).chain(facts).chain(entry.guidance.clone()).collect()
}
