//! `unfit-closing`: a period that never closes, or a day that is none after it.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// `closes all …`, `closes last 30 days …`
pub(crate) fn never_closes(span: Span, sliding: bool) -> Diagnostic {
    let reason = match sliding {
        true => "It slides on with every day, so that it is never over.",
        false => "It is all that ever happened, and so it is never over.",
    };
    Diagnostic::error("unfit-closing", span, "such a period never closes")
        .reason(reason)
        .help("write `day`, `week`, `month`, `quarter` or `year`: `closes month at 12:00 on working day 5`")
}

/// `on working day 500`
pub(crate) fn closes_too_late(span: Span, day: i64, latest: i64) -> Diagnostic {
    Diagnostic::error("unfit-closing", span, format!("day {day} is too long after the period"))
        .reason(format!("Figures close at the latest on day {latest}."))
        .help("count the days from the end of the period: `closes month at 12:00 on working day 5`")
}

/// `on day 5 on office`
pub(crate) fn counts_no_working_days(on: &Name) -> Diagnostic {
    let calendar = &on.text;
    Diagnostic::error(
        "unfit-closing",
        on.span,
        format!("all days are counted here, so `{calendar}` has nothing to say"),
    )
    .reason("A calendar tells which days are working days; without the word `working` every day is counted.")
    .help(format!("write `on working day 5 on {calendar}`, or leave out `on {calendar}`"))
}
