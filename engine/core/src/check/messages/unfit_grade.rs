//! `unfit-grade`: what a figure is worth cannot be told so.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

const SLUG: &str = "unfit-grade";
const EXAMPLE: &str = "write for example `grade month { < 90%: 10%  < 95%: 5%  else: 0% }`";

/// No `else`.
pub(crate) fn grade_without_else(span: Span) -> Diagnostic {
    Diagnostic::error(SLUG, span, "the grade does not say what holds where no bound does")
        .reason("A figure that keeps to none of the bounds would be worth nothing that anybody could name.")
        .help(EXAMPLE)
}

/// `>=` and `<` in one table.
pub(crate) fn grade_both_ways(span: Span) -> Diagnostic {
    Diagnostic::error(SLUG, span, "the bounds of this grade go both ways")
        .reason("The first bound that holds counts; bounds that go one way only are read without a second thought.")
        .help("let all ask for at least (`>=`, the highest first), or all for less (`<`, the lowest first)")
}

/// An arm that an earlier one takes all from.
pub(crate) fn grade_never_reached(span: Span) -> Diagnostic {
    Diagnostic::error(SLUG, span, "this bound is never reached: the one before it takes all that keeps to it")
        .reason("The first bound that holds counts.")
        .help("with `>=` write the highest bound first, with `<` the lowest")
}

/// Two grades of one figure.
pub(crate) fn graded_twice(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(SLUG, span, "a figure would have two grades")
        .label(first, "graded here already")
        .reason("Nobody could tell which of them is paid.")
        .help("let each grade name its own period and subjects: `grade organization month …`, `grade team quarter …`")
}

/// A person's grade without the purpose, or with one case.
pub(crate) fn grade_of_person(span: Span, person: &str, pay: bool) -> Diagnostic {
    let what = if pay {
        format!("the grade of one {person} hangs on a single case")
    } else {
        format!("what a figure is worth to one {person} is pay, and the metric does not say so")
    };
    Diagnostic::error(SLUG, span, what)
        .reason("Pay must rest on enough cases, and on figures that are kept for pay.")
        .help(
            "write `purpose pay` in the metric, and how many cases the grade takes: `grade quarter at least 20 { … }`",
        )
}

/// `carry to` a period that does not hold the shorter one.
pub(crate) fn carried_nowhere(span: Span, period: Option<&str>, longer: &str) -> Diagnostic {
    let what = match period {
        Some(period) => format!("a {period} is no part of a {longer}"),
        None => format!("it is not said which periods are carried to the {longer}"),
    };
    Diagnostic::error(SLUG, span, what)
        .reason("Periods of too few cases are taken together in a longer one that holds each of them whole.")
        .help("write for example `grade month at least 20 carry to quarter { … }`")
}

/// `carry to` without a minimum sample.
pub(crate) fn carried_without_least(span: Span) -> Diagnostic {
    Diagnostic::error(SLUG, span, "nothing would ever be carried: every case is enough")
        .reason("Periods of fewer cases than the grade takes are carried.")
        .help("say how many it takes: `at least 20`")
}

/// `carry to` of what cannot be taken together.
pub(crate) fn carried_apart(span: Span) -> Diagnostic {
    Diagnostic::error(SLUG, span, "figures of this kind cannot be taken together over several periods")
        .reason(
            "Cases of several months can be counted together; figures of figures, steps and a plugin's windows cannot.",
        )
        .help("take `carry to` out")
}
