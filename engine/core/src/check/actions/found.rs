//! The steps of a case: which of its events they are. What is found of them are facts that nobody wrote; their names are no words of
//! the language, so nobody can mistake them for his own.

use super::lower;
use crate::check::context::Context;
use crate::check::messages;
use crate::check::outline::small;
use crate::check::typing::Place;
use crate::check::typing::others::both;
use crate::standard::{Aggregate, Expr, ExprKind, Fact, Field, FieldId, Leaf, Type, UnitId, UnitKind};
use etalon_grammar::ast::{Action, ActionEvents, BinaryOp, Item, Span};

/// Which events of a case are a step.
pub(super) struct Events {
    /// Index into the case's members.
    member: usize,
    /// Over the case (scope 0) and the event (scope 1); none = all.
    when: Option<Expr>,
}

/// What is found of the steps of a case.
pub(super) struct Found {
    /// By step: the place of its first event in the case, from 1; missing if there is none.
    pub place: Vec<Expr>,
    /// By step: when that was.
    pub at: Vec<Expr>,
    /// By step: how many there are.
    pub times: Vec<Expr>,
    /// How many events are no step.
    pub extra: Expr,
    /// Yes; missing where an event of the case may be a step or not. None = that cannot be.
    pub clear: Option<Expr>,
    /// The fields of the case that are found.
    pub fields: std::ops::Range<usize>,
}

/// Which events a step is; what is wrong is reported.
pub(super) fn events(ctx: &mut Context, case: UnitId, action: &Action) -> Option<Events> {
    let UnitKind::Case(members) = ctx.standard.units[case.index()].kind.clone() else { return None };
    let Some(ActionEvents { of, when, .. }) = &action.events else {
        if !ctx.partly_read(action.span) {
            let several = members.len() > 1;
            let example = members.first().map(|m| ctx.unit_name(m.event)).unwrap_or_default();
            let example = if several { format!("of {example} when …") } else { "when …".to_owned() };
            let d = messages::step_without_events(&action.name, &ctx.unit_name(case), &example);
            ctx.report(d);
        }
        return None;
    };
    let names = |ctx: &Context| members.iter().map(|m| ctx.unit_name(m.event)).collect::<Vec<_>>();
    let (member, condition) = match of {
        None if members.len() == 1 => (0, None),
        None => {
            if !ctx.outline.partial.contains(&case) {
                let d = messages::which_event(&action.name, &ctx.unit_name(case), &names(ctx));
                ctx.report(d);
            }
            return None;
        }
        Some(of) => {
            let (event, condition) = ctx.unit_or_define(of)?;
            let Some(member) = members.iter().position(|m| m.event == event) else {
                if !ctx.outline.partial.contains(&case) {
                    let d = messages::not_in_the_case(of, &ctx.unit_name(case), &names(ctx));
                    ctx.report(d);
                }
                return None;
            };
            (member, condition.map(|c| ctx.one_further_in(c)))
        }
    };
    let place = Place { frames: vec![case, members[member].event], fact: true };
    let when = match when {
        Some(when) => Some(ctx.condition_over(&place, when)?),
        None => None,
    };
    let when = match (condition, when) {
        (Some(c), Some(w)) => Some(both(c, w)),
        (c, w) => c.or(w),
    };
    Some(Events { member, when })
}

/// Puts the facts into the case.
pub(super) fn found(ctx: &mut Context, case: UnitId, item: &Item, steps: &[(&Action, Events)]) -> Option<Found> {
    let UnitKind::Case(members) = ctx.standard.units[case.index()].kind.clone() else { return None };
    let (name, span) = (&item.name.text, item.name.span);
    let first = ctx.standard.units[case.index()].fields.len();
    let mut found = Found {
        place: Vec::new(),
        at: Vec::new(),
        times: Vec::new(),
        extra: lower::whole(0, span),
        clear: None,
        fields: first..first,
    };
    for (action, events) in steps {
        let (of, span, member) = (format!("{name}.{}", action.name.text), action.span, events.member);
        let at = ctx.standard.units[members[member].event.index()].at?;
        let position = ExprKind::Field { scope: 1, path: Vec::new(), leaf: Leaf::Position };
        let position = Expr { kind: position, ty: Type::Whole, optional: false, span };
        let at = lower::field(1, at, Type::Instant, false, span);
        let mut put = |what: &str, how, value: Option<Expr>| {
            let ty = value.as_ref().map_or(Type::Whole, |value| value.ty.clone());
            let filter = events.when.clone();
            let fact = Fact::Aggregate { how, member, value, filter };
            push(ctx, case, format!("{of}.{what}"), (ty, how == Aggregate::First), fact, span)
        };
        found.place.push(put("place", Aggregate::First, Some(position)));
        found.at.push(put("at", Aggregate::First, Some(at)));
        found.times.push(put("times", Aggregate::Count, None));
    }
    let (mut extra, mut unclear) = (Vec::new(), Vec::new());
    for (index, member) in members.iter().enumerate() {
        let own = || steps.iter().map(|(_, events)| events).filter(|events| events.member == index);
        if own().any(|events| events.when.is_none()) {
            continue;
        }
        let conditions: Vec<Expr> = own().filter_map(|events| events.when.clone()).collect();
        let some = lower::one_of(conditions, span);
        let count = |ctx: &mut Context, what: &str, filter: Expr| {
            let what = format!("{name} ({what}: {})", ctx.unit_name(member.event));
            let fact = Fact::Aggregate { how: Aggregate::Count, member: index, value: None, filter: Some(filter) };
            push(ctx, case, what, (Type::Whole, false), fact, span)
        };
        if some.optional {
            unclear.push(count(ctx, "perhaps a step", lower::present(&some, false, span)));
        }
        extra.push(count(ctx, "no step", lower::not(some)));
    }
    found.extra = lower::sum(extra, span);
    if !unclear.is_empty() {
        let none = lower::compare(BinaryOp::Equal, &lower::sum(unclear, span), &lower::whole(0, span), span);
        let clear = Fact::Plain(lower::only_if(Some(&none), lower::yes(span)));
        let what = format!("{name} (which step an event is)");
        found.clear = Some(push(ctx, case, what, (Type::YesNo, true), clear, span));
    }
    found.fields.end = ctx.standard.units[case.index()].fields.len();
    Some(found)
}

fn push(ctx: &mut Context, case: UnitId, name: String, (ty, optional): (Type, bool), fact: Fact, span: Span) -> Expr {
    let fields = &mut ctx.standard.units[case.index()].fields;
    let id = FieldId(small(fields.len()));
    fields.push(Field { name, ty: ty.clone(), optional, bounds: None, meaning: None, fact: Some(fact), span });
    lower::field(0, id, ty, optional, span)
}
