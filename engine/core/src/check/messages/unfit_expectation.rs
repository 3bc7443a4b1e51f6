//! `unfit-expectation`: a part of an `expect` that cannot be said of what it looks at.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// `word` is the part's keyword, `kind` what is looked at: "a criterion".
pub(crate) fn unfit_expectation(span: Span, word: &str, name: &str, kind: &str) -> Diagnostic {
    let help = match kind {
        "a criterion" => "expect quick_answer breached for \"c1\" cause company 1/2 by long_queue",
        "a form" => "expect qa score 78.5 band good verdict passed for \"e1\"",
        "a metric" => "expect service_level of team \"north\" in 2026-03 = 80% met n 50",
        "a recognition" => "expect star for \"anna\" at 2026-03-31",
        _ => "expect coaching proposed for \"anna\" at 2026-03-20 due 2026-03-27",
    };
    Diagnostic::error("unfit-expectation", span, format!("`{name}` is {kind}: `{word}` cannot be said of it"))
        .help(format!("say it like this: `{help}`"))
}

/// A grade expected of a metric that has none.
pub(crate) fn no_grade_to_give(span: Span, metric: &str, declared: Span) -> Diagnostic {
    Diagnostic::error("unfit-expectation", span, format!("`{metric}` has no grade, so its figures are worth nothing"))
        .label(declared, "declared here, without a grade")
        .help("expect its value (`= 80%`), or give it a grade: `grade month { < 90%: 10%  else: 0% }`")
}

/// A verdict expected of a metric without a target.
pub(crate) fn no_target_to_meet(outcome: &Name, metric: &str, declared: Span) -> Diagnostic {
    let what = format!("`{metric}` has no target, so it is never `{}`", outcome.text);
    Diagnostic::error("unfit-expectation", outcome.span, what)
        .label(declared, "declared here, without a target")
        .help("expect its value (`= 80%`) or its sample (`n 50`), or give it a target")
}

/// `closed` without a period.
pub(crate) fn which_period_closed(span: Span, metric: &str) -> Diagnostic {
    Diagnostic::error("unfit-expectation", span, "periods close one by one: which one is meant is not said")
        .help(format!("say which: `expect {metric} in 2026-02 closed = 80%`"))
}

/// `closed` of a period that never closes.
pub(crate) fn nothing_closes(span: Span, each: &str) -> Diagnostic {
    let period = if each.is_empty() { "month" } else { each };
    Diagnostic::error("unfit-expectation", span, format!("nothing says when the figures of a {period} close"))
        .help(format!("say it in the standard: `closes {period} at 12:00 on working day 5`"))
}
