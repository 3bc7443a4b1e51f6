//! What moves a cause away from the employee.

use super::context::Context;
use super::covered::covered;
use super::criteria::judged;
use super::layers::{LayeredItem, of};
use super::messages;
use super::owes::{self, Opened};
use super::single::{needed, single};
use super::typing::others::both;
use crate::standard::{CriterionId, Mitigation, Party, Type, UnitId};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{ClauseKind, Expr, Item, Kind, Name};

/// What moves a cause away from the employee.
///
/// Duties that arise with mitigations are covered by those alone that name them: others cover all that is judged by itself.
pub(crate) fn mitigations(ctx: &mut Context, items: &[LayeredItem], opened: &[Opened]) {
    let opened = opened.iter().filter(|o| !o.by.is_empty());
    let opened: Vec<CriterionId> = opened.map(|o| ctx.standard.duties[o.duty].criterion).collect();
    for item in of(items, Kind::Mitigation) {
        if let Some(mitigation) = mitigation(ctx, item, &opened) {
            let index = ctx.standard.mitigations.len();
            ctx.standard.mitigations.push(mitigation);
            ctx.declare(Kind::Mitigation, &item.name.text, index);
        }
    }
}

fn mitigation(ctx: &mut Context, item: &Item, opened: &[CriterionId]) -> Option<Mitigation> {
    let why = ("Nobody could say whose circumstances it looks at.", "for call where waited > 180 s");
    let judges = needed(ctx, item, "for", why, |c| {
        if let ClauseKind::For { unit, filter } = c { Some((unit, filter)) } else { None }
    });
    let why = ("Nobody could say whose the cause is then.", "cause company 1/2");
    let cause = needed(ctx, item, "cause", why, |c| {
        if let ClauseKind::Cause { party, share } = c { Some((party, share)) } else { None }
    });
    let when = single(ctx, item, "when", |c| if let ClauseKind::When(e) = c { Some(e) } else { None });
    let covers = single(ctx, item, "covers", |c| if let ClauseKind::Covers(names) = c { Some(names) } else { None });
    owes::owed(ctx, item);
    let cause = cause.map(|((party, share), _)| (party_of(ctx, party), share_of(ctx, share.as_ref())));
    let ((name, e), _) = judges?;
    let judged = judged(ctx, name, e.as_ref());
    let unit = judged.as_ref().map(|(unit, _)| *unit).or_else(|| ctx.unit_quietly(name))?;
    let when = when.map(|(e, _)| ctx.condition(unit, e));
    let covers = match covers {
        Some((names, _)) => covered(ctx, unit, names),
        None => Some((all(ctx, unit).into_iter().filter(|id| !opened.contains(id)).collect(), Vec::new())),
    };
    let (unit, filter) = judged?;
    let when = match (filter, when) {
        (_, Some(None)) => return None,
        (Some(f), Some(Some(w))) => Some(both(f, w)),
        (f, w) => f.or(w.flatten()),
    };
    let when = ctx.and_in_force(Kind::Mitigation, item, unit, when);
    let (party, share) = cause?;
    let (covers, parts) = covers?;
    Some(Mitigation { label: ctx.label(item), unit, when, covers, parts, party: party?, share: share? })
}

fn party_of(ctx: &mut Context, name: &Name) -> Option<Party> {
    match name.text.as_str() {
        "company" => Some(Party::Company),
        "customer" => Some(Party::Customer),
        _ => {
            ctx.report(messages::cause_elsewhere(name));
            None
        }
    }
}

/// How much of the cause: all, if it is not said.
fn share_of(ctx: &mut Context, share: Option<&Expr>) -> Option<Ratio> {
    let Some(e) = share else { return Some(Ratio::ONE) };
    let typed = ctx.value(None, e, None)?;
    // `cause company 1` says the whole as plainly as 100%.
    if ctx.fold(&typed) == Some(Value::Whole(1)) {
        return Some(Ratio::ONE);
    }
    let Value::Ratio(share) = ctx.constant(e, &Type::Share)? else {
        return None;
    };
    if share <= Ratio::ZERO || share > Ratio::ONE {
        let d = messages::unfit_share(e.span, &ctx.spoken(e));
        ctx.report(d);
        return None;
    }
    Some(share)
}

/// Every criterion for that unit.
fn all(ctx: &Context, unit: UnitId) -> Vec<CriterionId> {
    (0_u16..).zip(&ctx.standard.criteria).filter(|(_, c)| c.unit == unit).map(|(index, _)| CriterionId(index)).collect()
}

impl Context {
    /// The criteria that a name stands for: a criterion; a form (its own and its items'); one item of a form; in all versions.
    pub(crate) fn judged_by(&mut self, path: &[Name]) -> Option<Vec<CriterionId>> {
        let (first, rest) = path.split_first()?;
        let Some(variants) = self.rule_variants(&first.text) else {
            return self.judged_by_one(path);
        };
        let mut all = Vec::new();
        for (index, variant) in variants.into_iter().enumerate() {
            let mut path = path.to_vec();
            path[0].text = variant.name;
            // An item may be new, or gone: then the other versions have it.
            let has = |ctx: &Self, name: &Name| {
                let form = ctx.peek(Kind::Form, &path[0].text).and_then(|id| ctx.standard.forms.get(usize::from(id)));
                form.is_none_or(|form| form.items.iter().any(|item| item.name == name.text))
            };
            if index > 0 && rest.first().is_some_and(|item| !has(self, item)) {
                continue;
            }
            all.extend(self.judged_by_one(&path)?);
        }
        Some(all)
    }

    fn judged_by_one(&mut self, path: &[Name]) -> Option<Vec<CriterionId>> {
        let (first, rest) = path.split_first()?;
        let (kind, id) = self.find(&[Kind::Criterion, Kind::Form, Kind::Steps], first)?;
        if kind != Kind::Form {
            if let Some(extra) = rest.first() {
                self.report(messages::no_such_item(extra, &first.text, &[]));
                return None;
            }
            let of_steps = || self.standard.steps.get(usize::from(id)).map(|steps| vec![steps.criterion]);
            return if kind == Kind::Steps { of_steps() } else { Some(vec![CriterionId(id)]) };
        }
        let form = self.standard.forms.get(usize::from(id))?;
        let Some(item) = rest.first() else {
            return Some(
                std::iter::once(form.criterion).chain(form.items.iter().filter_map(|i| i.criterion)).collect(),
            );
        };
        if let Some(found) = form.items.iter().find(|i| i.name == item.text) {
            if let Some(criterion) = found.criterion {
                return Some(vec![criterion]);
            }
            self.report(messages::scale_is_no_rule(item, &first.text));
            return None;
        }
        let names: Vec<String> = form.items.iter().map(|i| i.name.clone()).collect();
        let d = messages::no_such_item(item, &first.text, &names);
        self.report(d);
        None
    }
}
