//! How long a term is, in words.

use crate::Lexicon;
use crate::view::title;
use etalon_core::Standard;
use etalon_core::show::duration;
use etalon_core::standard::{CalendarTerm, Term};

/// `2 working days (Office hours)`
pub fn term(standard: &Standard, words: Lexicon, language: &str, term: Term) -> String {
    let on = match term {
        Term::Elapsed(micros) => return duration(micros),
        Term::Days(n) => return days(words, n),
        Term::WorkingDays(n) => return words.many("working_day", n),
        Term::Months(n) => return words.many("month", n),
        Term::On(on) => on,
    };
    let (length, rolling) = match on.term {
        CalendarTerm::Business(micros) => (format!("{} {}", duration(micros), words.get("of_opening_hours")), false),
        CalendarTerm::WorkingDays(n) => (words.many("working_day", n), false),
        CalendarTerm::Days { days: n, rolling } => (days(words, n), rolling),
        CalendarTerm::Months { months, rolling } => (words.many("month", months), rolling),
    };
    let calendar = standard.calendars.get(on.calendar.index()).map(|c| title(&c.label, language)).unwrap_or_default();
    let rolling = if rolling { format!(", {}", words.get("rolling")) } else { String::new() };
    format!("{length} ({calendar}{rolling})")
}

/// `3 days`, `the same day`
fn days(words: Lexicon, n: i64) -> String {
    if n == 0 { words.get("same_day").to_owned() } else { words.many("day", n) }
}
