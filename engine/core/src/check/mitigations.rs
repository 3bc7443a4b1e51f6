//! What moves a cause away from the employee.

use super::context::Context;
use super::covered::covered;
use super::criteria::judged;
use super::layers::{LayeredItem, of};
use super::messages;
use super::owes::{self, Opened};
use super::single::{needed, single};
use super::typing::others::both;
use crate::standard::{CriterionId, Mitigation, Part, Party, Type, UnitId};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{ClauseKind, Expr, Item, Kind, Name};

/// What moves a cause away from the employee.
///
/// Duties that arise with mitigations are covered by those alone that name them: others cover all that is judged by itself.
pub(crate) fn mitigations(ctx: &mut Context, items: &[LayeredItem], opened: &[Opened]) {
    let opened = opened.iter().filter(|o| !o.by.is_empty());
    let opened: Vec<CriterionId> = opened.map(|o| ctx.standard.duties[o.duty].criterion).collect();
    for item in of(items, Kind::Mitigation) {
        let index = ctx.standard.mitigations.len();
        if let Some(found) = mitigation(ctx, item, &opened) {
            ctx.standard.mitigations.extend(found);
            ctx.declare(Kind::Mitigation, &item.name.text, index);
        }
    }
}

/// One for each kind of thing that it looks at: `for visit, queue`.
fn mitigation(ctx: &mut Context, item: &Item, opened: &[CriterionId]) -> Option<Vec<Mitigation>> {
    let why = ("Nobody could say whose circumstances it looks at.", "for call where waited > 180 s");
    let judges = needed(ctx, item, "for", why, looked_at);
    let why = ("Nobody could say whose the cause is then.", "cause company 1/2");
    let cause = needed(ctx, item, "cause", why, |c| {
        if let ClauseKind::Cause { party, share } = c { Some((party, share)) } else { None }
    });
    let when = single(ctx, item, "when", |c| if let ClauseKind::When(e) = c { Some(e) } else { None });
    let covers = single(ctx, item, "covers", |c| if let ClauseKind::Covers(names) = c { Some(names) } else { None });
    owes::owed(ctx, item);
    let cause = cause.map(|((party, share), _)| (party_of(ctx, party), share_of(ctx, share.as_ref())));
    let ((names, e), _) = judges?;
    let kinds: Vec<Option<UnitId>> = names.iter().map(|name| ctx.unit_quietly(name)).collect();
    let mut sound = true;
    let mut found = Vec::new();
    for (index, name) in names.iter().enumerate() {
        if kinds[index].is_some() && kinds[..index].contains(&kinds[index]) {
            ctx.report(messages::listed_twice(name, "kind of thing"));
            sound = false;
            continue;
        }
        let of_kind = covers.map(|(covered, _)| covered_of(ctx, &kinds, index, covered));
        if of_kind.as_ref().is_some_and(|covered| covered.is_empty()) {
            ctx.report(messages::covers_nothing_of(item, name));
            sound = false;
            continue;
        }
        let parts = Parts { name, filter: e, when: when.map(|(e, _)| e), covers: of_kind };
        match of_one_kind(ctx, item, &parts, opened) {
            Some(one) => found.push(one),
            None => sound = false,
        }
    }
    let (party, share) = cause?;
    let (party, share) = (party?, share?);
    let label = ctx.label(item);
    let whole = |OfOneKind { unit, when, covers, parts }| Mitigation {
        label: label.clone(),
        unit,
        when,
        covers,
        parts,
        party,
        share,
    };
    sound.then(|| found.into_iter().map(whole).collect())
}

/// The kinds of things that a mitigation looks at, and which of them.
pub(crate) fn looked_at(clause: &ClauseKind) -> Option<(&[Name], Option<&Expr>)> {
    match clause {
        ClauseKind::For { unit, filter } => Some((std::slice::from_ref(unit), filter.as_ref())),
        ClauseKind::ForSeveral { units, filter } => Some((units, filter.as_ref())),
        _ => None,
    }
}

/// What is said of things of one kind.
struct Parts<'a> {
    name: &'a Name,
    filter: Option<&'a Expr>,
    when: Option<&'a Expr>,
    covers: Option<Vec<Vec<Name>>>,
}

/// The same, checked.
struct OfOneKind {
    unit: UnitId,
    when: Option<crate::standard::Expr>,
    covers: Vec<CriterionId>,
    parts: Vec<Part>,
}

fn of_one_kind(ctx: &mut Context, item: &Item, said: &Parts<'_>, opened: &[CriterionId]) -> Option<OfOneKind> {
    let judged = judged(ctx, said.name, said.filter);
    let unit = judged.as_ref().map(|(unit, _)| *unit).or_else(|| ctx.unit_quietly(said.name))?;
    let when = said.when.map(|e| ctx.condition(unit, e));
    let covers = match &said.covers {
        Some(names) => covered(ctx, unit, names),
        None => Some((all(ctx, unit).into_iter().filter(|id| !opened.contains(id)).collect(), Vec::new())),
    };
    let (unit, filter) = judged?;
    let when = match (filter, when) {
        (_, Some(None)) => return None,
        (Some(f), Some(Some(w))) => Some(both(f, w)),
        (f, w) => f.or(w.flatten()),
    };
    let when = ctx.and_in_force(Kind::Mitigation, item, unit, when);
    let (covers, parts) = covers?;
    Some(OfOneKind { unit, when, covers, parts })
}

/// Which of the rules that are covered are for that kind; what is for none of them is told with the first.
fn covered_of(ctx: &Context, kinds: &[Option<UnitId>], index: usize, covered: &[Vec<Name>]) -> Vec<Vec<Name>> {
    let of = |path: &&Vec<Name>| {
        let unit = path.first().and_then(|name| ctx.unit_of_rule(&name.text));
        let place = unit.and_then(|unit| kinds.iter().position(|kind| *kind == Some(unit)));
        place.unwrap_or(0) == index
    };
    covered.iter().filter(of).cloned().collect()
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
    /// What a criterion, a form, steps or a duty of that name judges.
    fn unit_of_rule(&self, name: &str) -> Option<UnitId> {
        let criterion = self.outline.criteria.get(name).map(|(id, unit)| {
            // What a duty arises from may be known only now that it is checked.
            unit.or_else(|| self.standard.criteria.get(id.index()).map(|criterion| criterion.unit))
        });
        let form = || self.outline.forms.get(name).map(|form| form.unit);
        let steps = || self.outline.steps.get(name).map(|steps| steps.unit);
        criterion.or_else(form).or_else(steps).flatten()
    }

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
