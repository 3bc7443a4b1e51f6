//! `unfit-figures`: figures that cannot be made of those figures, or of that ladder.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

const SLUG: &str = "unfit-figures";

/// The figures are instants, dates, texts.
pub(crate) fn figures_without_amount(metric: &Name, word: &str, what: &str) -> Diagnostic {
    Diagnostic::error(SLUG, metric.span, format!("the figures of `{}` are {what}: they have no {word}", metric.text))
        .reason("What is added or put against each other is an amount: a number, a percentage or a duration.")
        .help("name a metric whose figures are amounts")
}

/// The other metric has one figure a period.
pub(crate) fn figures_of_one(metric: &Name, word: &str) -> Diagnostic {
    let what = format!("`{}` has one figure a period, so there is no {word} of them", metric.text);
    Diagnostic::error(SLUG, metric.span, what)
        .reason("It is made for the organization as a whole only.")
        .help(format!("let `{}` be made `per` something, a shop or a team", metric.text))
}

/// The other metric has figures of several kinds of subjects.
pub(crate) fn which_figures(metric: &Name, subjects: &[&str]) -> Diagnostic {
    let list: Vec<String> = subjects.iter().map(|name| format!("`{name}`")).collect();
    let what = format!("`{}` has figures of {}", metric.text, list.join(" and of "));
    let first = subjects.first().copied().unwrap_or("shop");
    Diagnostic::error(SLUG, metric.span, what)
        .reason("Those of different things cannot be taken together.")
        .help(format!("say whose are meant: `figures of {} for {first}`", metric.text))
}

/// A rise needs a period before.
pub(crate) fn rise_of_no_row(span: Span, period: &str) -> Diagnostic {
    Diagnostic::error(SLUG, span, format!("before `{period}` there is no other such period to rise from"))
        .reason("A rise is a figure less that of the period before.")
        .help("choose periods that follow each other: day, week, month, quarter, year")
}

/// Who stands there is counted at the end of a period.
pub(crate) fn standing_at_no_end(span: Span) -> Diagnostic {
    Diagnostic::error(
        SLUG,
        span,
        "who stands on a step is counted when a period ends, and this one has no end of its own",
    )
    .reason("The figure says how it is on the last day of each period, at 24:00.")
    .help("choose periods that follow each other: `each month`")
}

/// The ladder is of others.
pub(crate) fn stands_on_none(entity: &Name, ladder: &str, whose: &str) -> Diagnostic {
    let what = format!("no {} ever stands on `{ladder}`: it is a ladder of {whose}", entity.text);
    Diagnostic::error(SLUG, entity.span, what)
        .reason("Who stands on a ladder is who it is for.")
        .help(format!("count {whose}, or name a ladder `for {}`", entity.text))
}

/// Figures by value belong to the organization only.
pub(crate) fn values_of_nobody(per: &Name, subject: &str) -> Diagnostic {
    let what = format!("no way leads from a {subject} to {}", per.text);
    Diagnostic::error(SLUG, per.span, what)
        .reason(format!(
            "The figures taken are of each {subject}, which is a value and belongs to the organization only."
        ))
        .help("leave `per` out, or write `per organization`")
}

/// `dated` where nothing has an instant of its own.
pub(crate) fn nothing_to_date(span: Span) -> Diagnostic {
    Diagnostic::error(SLUG, span, "`dated` has nothing to date here")
        .reason("What this figure is made of has no instant of its own: figures have their period, and who stands where is asked at its end.")
        .help("take the clause out; `each` says for which periods it is made")
}
