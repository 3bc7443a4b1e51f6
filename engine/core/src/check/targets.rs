//! Bounds on figures.

use super::amounts::{count, ratio};
use super::context::Context;
use super::figures::{each_words, formula_word, per_words};
use super::messages;
use crate::standard::{Formula, Metric, Period, Target};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{self, Name, Span};

/// Whether the metric's `per` and `each` are sound: then what is not in them is an error.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whole {
    /// For whom.
    pub per: bool,
    /// Over which periods.
    pub each: bool,
}

/// Of whose figures, and of which periods, a clause of a metric speaks; none = all.
pub(super) struct Speaks {
    pub period: Option<Period>,
    /// Index into the metric's `per`.
    pub per: Option<usize>,
    /// Whether all that is named is measured.
    pub sound: bool,
}

/// `agent month`, as targets and grades say it.
pub(super) fn speaks(
    ctx: &mut Context,
    metric: &Metric,
    subject: Option<&Name>,
    period: Option<&ast::Period>,
    whole: Whole,
) -> Speaks {
    let name = &metric.label.name;
    let mut found = Speaks { period: None, per: None, sound: true };
    if let Some(one) = period {
        found.period = ctx.period(one);
        found.sound &= found.period.is_some();
        if whole.each && found.period.as_ref().is_some_and(|period| !metric.each.contains(period)) {
            ctx.report(messages::period_not_measured(one.span, name, &each_words(metric)));
            found.sound = false;
        }
    }
    if let Some(subject) = subject {
        found.per = metric.per.iter().position(|per| per.name == subject.text);
        if whole.per && found.per.is_none() {
            ctx.report(messages::not_measured_for(subject.span, &subject.text, name, &per_words(metric)));
            found.sound = false;
        }
    }
    found
}

/// `target agent month >= 80% at least 30 proven`
pub(crate) fn target(
    ctx: &mut Context,
    metric: &Metric,
    written: &ast::Target,
    span: Span,
    whole: Whole,
) -> Option<Target> {
    let Speaks { period, per, mut sound } =
        speaks(ctx, metric, written.subject.as_ref(), written.period.as_ref(), whole);
    let bound = bound(ctx, metric, &written.bound);
    let least = written.least.as_ref().map_or(Some(1), |e| count(ctx, e, "a minimum sample"));
    if written.proven && !matches!(metric.formula, Formula::Share(_) | Formula::Mean(_)) {
        ctx.report(messages::nothing_to_prove(span, formula_word(&metric.formula)));
        sound = false;
    }
    let target = Target { period, per, op: written.op.0, bound: bound?, least: least?, proven: written.proven, span };
    sound.then_some(target)
}

/// A bound of the type of the metric's value.
pub(crate) fn bound(ctx: &mut Context, metric: &Metric, e: &ast::Expr) -> Option<Value> {
    let ty = metric.formula.value_type();
    let value = ctx.constant(e, &ty)?;
    // A ratio may be more than one.
    let is_part = matches!(metric.formula, Formula::Share(_));
    let outside = is_part && ratio(&value).is_some_and(|r| r < Ratio::ZERO || r > Ratio::ONE);
    if outside {
        ctx.report(messages::bound_outside(e.span, &metric.label.name));
        return None;
    }
    Some(value)
}
