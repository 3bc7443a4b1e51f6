//! `overlapping-hours`: the same time of a day is said to be open twice.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// Two stretches of one day.
pub(crate) fn overlapping_hours(second: Span, first: Span) -> Diagnostic {
    Diagnostic::error("overlapping-hours", second, "these hours overlap with others of the same day")
        .here("a part of this time is open already")
        .label(first, "by these hours")
        .reason("One of the two is hardly meant; time that is said twice is counted once.")
        .help("write stretches that follow each other, such as `08:00-12:00, 13:00-17:00`")
}

/// A night that goes on into the hours of the day after.
pub(crate) fn overlapping_days(day: &str, span: Span, next: &str, next_span: Span) -> Diagnostic {
    let what = format!("the night from `{day}` goes on into the hours of `{next}`");
    let d = Diagnostic::error("overlapping-hours", span, what).here(format!("what opens on {day} lasts too long"));
    let d = if next_span == span { d } else { d.label(next_span, format!("{next} opens before")) };
    d.reason("Hours after midnight belong to the day on which they begin; nobody could tell to which day these belong.")
        .help("end the night when the next day opens")
}
