//! `unfit-hours`: no time of day, or no hours at all.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, OpenHours, Span};

/// `25:00`
pub(crate) fn no_such_time(clock: &Name) -> Diagnostic {
    Diagnostic::error("unfit-hours", clock.span, format!("no clock shows `{}`", clock.text))
        .reason("Hours of a day go from 00:00 to 24:00.")
        .help("write hours and minutes, such as `08:00-17:00`; hours over midnight are written `22:00-06:00`")
}

/// `08:00-08:00`
pub(crate) fn no_hours_at_all(hours: &OpenHours) -> Diagnostic {
    let what = format!("from `{}` to `{}` no time passes", hours.from.text, hours.to.text);
    Diagnostic::error("unfit-hours", hours.span, what)
        .reason("It could mean the whole day or nothing of it.")
        .help("write `00:00-24:00` for a whole day; a day that is not open is left out, or `closed`")
}

/// The same in a row of a file.
pub(crate) fn no_hours_in(span: Span, row: &str) -> Diagnostic {
    Diagnostic::error("unfit-hours", span, format!("{row} opens and closes at the same time"))
        .reason("It could mean the whole day or nothing of it.")
        .help("write `00:00` and `24:00` for a whole day; days that are not open belong in a `closed file`")
}
