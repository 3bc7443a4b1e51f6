//! The steps of a unit: what is written becomes conditions over the unit, and a criterion for the whole.
//!
//! Each result that a rule may read (`sale.greeting`, `sale.exact` …) is a define made here; it is resolved when first asked for, as
//! other defines are.

mod found;
pub(crate) mod lower;
mod order;
mod resolve;
mod written;

pub(crate) use order::way;
pub(crate) use resolve::resolve;
pub(crate) use written::results;

use super::context::Context;
use super::layers::{LayeredItem, of};
use super::rules::{Serves, employee_controls, serves, subjects};
use crate::standard::{Action, Criterion, Define, Expr, Extra, Ordered, Requirement, Stage, Steps, UnitId};
use etalon_grammar::ast::{Item, Kind};

/// What the steps of one declaration are, resolved.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    /// Which units; none = all.
    pub filter: Option<Expr>,
    /// Whether all is as it must be.
    pub met: Expr,
    pub stages: Vec<Stage>,
    pub steps: Vec<Action>,
    pub pairs: Vec<Ordered>,
    pub extra: Option<Extra>,
    pub complete: Option<Expr>,
    pub found: std::ops::Range<usize>,
}

/// The criteria of all steps, and their results as defines, after those of the text.
pub(crate) fn actions(ctx: &mut Context, items: &[LayeredItem]) {
    for item in of(items, Kind::Steps) {
        let Some(slot) = ctx.outline.steps.get(&item.name.text).cloned() else { continue };
        resolve(ctx, slot.item);
        results_as_defines(ctx, item, slot.defines.clone());
        let Serves { principle, weight, critical, guidance } = serves(ctx, item);
        let subjects = slot.unit.map(|unit| subjects(ctx, item, unit, item.name.span)).unwrap_or_default();
        let made = ctx.outline.steps.get(&item.name.text).and_then(|slot| slot.made.clone());
        let unit = slot.unit.unwrap_or(UnitId(0));
        let (require, filter) = match &made {
            Some(made) => (made.met.clone(), made.filter.clone()),
            None => (lower::yes(item.span), None),
        };
        let label = ctx.label(item);
        ctx.standard.criteria.push(Criterion {
            label: label.clone(),
            principle,
            unit,
            filter,
            require: Requirement::Condition(require),
            weight,
            critical,
            employee_controls: employee_controls(item),
            subjects,
            guidance,
            require_span: item.span,
        });
        let sound = made.is_some();
        let made = made.map_or_else(|| nothing(item), |made| *made);
        let index = ctx.standard.steps.len();
        ctx.standard.steps.push(Steps {
            label,
            unit,
            criterion: slot.criterion,
            stages: made.stages,
            steps: made.steps,
            pairs: made.pairs,
            extra: made.extra,
            complete: made.complete,
            found: made.found,
        });
        if sound {
            ctx.declare(Kind::Steps, &item.name.text, index);
        }
    }
}

fn results_as_defines(ctx: &mut Context, item: &Item, defines: std::ops::Range<usize>) {
    for index in defines {
        let slot = &ctx.outline.defines[index];
        let super::context::State::Done(Some(value)) = &slot.state else { continue };
        let (unit, value, name) = (slot.unit, value.clone(), slot.name.clone());
        let mut label = ctx.label(item);
        label.title.0 = vec![(String::new(), name.clone())];
        label.name = name;
        label.was = None;
        label.span = value.span;
        label.name_span = value.span;
        ctx.standard.defines.push(Define { label, unit, value });
    }
}

fn nothing(item: &Item) -> Made {
    let met = lower::yes(item.span);
    Made {
        filter: None,
        met,
        stages: Vec::new(),
        steps: Vec::new(),
        pairs: Vec::new(),
        extra: None,
        complete: None,
        found: 0..0,
    }
}
