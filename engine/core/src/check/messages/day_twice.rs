//! `day-twice`: two things are said of one day.

use crate::Diagnostic;
use crate::check::calendars::Said;
use etalon_grammar::ast::Span;

/// A day of the week.
pub(crate) fn weekday_twice(day: &str, second: Span, first: Span) -> Diagnostic {
    let d = Diagnostic::error("day-twice", second, format!("the hours of `{day}` are said twice"));
    let d = if second == first { d } else { d.here("said again here").label(first, "first said here") };
    d.reason("Only one of the two can hold, and nobody could tell which.")
        .help("say each day once; several stretches of one day stand in one line: `mon 08:00-12:00, 13:00-17:00`")
}

/// A date.
pub(crate) fn day_twice(date: &str, second: &Said, first: &Said) -> Diagnostic {
    let word = |said: &Said| if said.closed { "closed" } else { "short" };
    let place = |said: &Said| {
        let row = said.row.as_ref().map_or_else(|| "here".to_owned(), |row| format!("by {row}"));
        format!("{} {row}", word(said))
    };
    let what = if second.closed == first.closed {
        format!("{date} is said to be {} twice", word(second))
    } else {
        format!("{date} is said to be closed and to be short")
    };
    let d = Diagnostic::error("day-twice", second.span, what).here(place(second));
    let d = if first.span == second.span && first.row == second.row { d } else { d.label(first.span, place(first)) };
    d.reason("Deadlines that pass this day would depend on which of the two is read last.")
        .help("say each day once, in the text or in a file")
}
