//! `clock-on-no-calendar`: something else where a clock needs a calendar.

use super::list;
use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// What was written instead, and the calendars that there are.
pub(crate) fn clock_on_no_calendar(span: Span, written: &str, calendars: &[String]) -> Diagnostic {
    let d = Diagnostic::error(
        "clock-on-no-calendar",
        span,
        format!("a clock counts on a calendar, and `{written}` is none"),
    );
    let d = d.reason("Without `on` a clock counts all the time that passes, day and night.");
    match calendars {
        [] => d.help("declare one, such as `calendar office { mon..fri 08:00-17:00 }`, and write `on office`"),
        _ => d.help(format!(
            "name {} here; a table or an `if` may choose: `on by region {{ \"north\": office_north  otherwise: office }}`",
            list(calendars, "or")
        )),
    }
}
