//! What the checker did not decide, as people and as tools read it.

use crate::messages::{place, span_json, written};
use crate::places::Places;
use etalon_core::{SourceFile, Undecided};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// So much of a condition is shown.
const SHOWN: usize = 60;

/// What it gave up on; with `all`, also what it only takes as it stands. Empty if there is nothing.
pub fn render(files: &[SourceFile], undecided: &[Undecided], all: bool) -> String {
    let mut out = String::new();
    let gave_up: Vec<&Undecided> = undecided.iter().filter(|u| u.limit.gave_up()).collect();
    if !gave_up.is_empty() {
        let _ = writeln!(out, "not decided, neither right nor wrong:");
        gave_up.iter().for_each(|u| line(&mut out, files, u));
    }
    if all {
        let whole: Vec<&Undecided> = undecided.iter().filter(|u| !u.limit.gave_up()).collect();
        if whole.is_empty() {
            let _ = writeln!(out, "no part of a condition was taken as it stands: all of them were worked out");
        } else {
            let _ = writeln!(out, "taken as they stand, while all around them was decided:");
            whole.iter().for_each(|u| line(&mut out, files, u));
        }
    }
    out
}

fn line(out: &mut String, files: &[SourceFile], undecided: &Undecided) {
    let (file, line, column) = place(files, undecided.span);
    let rule = undecided.rule.as_ref().map_or_else(String::new, |rule| format!("{rule}: "));
    let _ = writeln!(out, "  {file}:{line}:{column}  {rule}{}", what(files, undecided));
}

fn what(files: &[SourceFile], undecided: &Undecided) -> String {
    let text = written(files, undecided.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let shown =
        if text.chars().count() > SHOWN { text.chars().take(SHOWN - 2).collect::<String>() + " …" } else { text };
    format!("`{shown}` {}", undecided.limit.meaning())
}

/// The same for tools.
pub fn one_json(files: &[SourceFile], places: &Places<'_>, undecided: &Undecided) -> Value {
    let mut value = span_json(places, undecided.span);
    value["rule"] = json!(undecided.rule);
    value["gave_up"] = json!(undecided.limit.gave_up());
    value["message"] = json!(what(files, undecided));
    value
}
