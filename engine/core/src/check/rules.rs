//! What criteria, forms and mitigations have in common: weights, classes, whose a unit is.

use super::context::Context;
use super::messages;
use super::principles::texts;
use super::single::single;
use crate::standard::{Critical, Expr, ExprKind, Leaf, PrincipleId, Type, UnitId, UnitKind, Words};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{self, ClauseKind, Item, Name, Span};

/// What every rule says of itself beside what it requires.
pub(crate) struct Serves {
    /// Which principle it serves.
    pub principle: Option<PrincipleId>,
    /// Its weight in that.
    pub weight: Ratio,
    /// Whom a breach hurts.
    pub critical: Option<Critical>,
    /// How to do better.
    pub guidance: Words,
}

/// `principle`, `weight`, `critical`, `guidance`
pub(crate) fn serves(ctx: &mut Context, item: &Item) -> Serves {
    let class = single(ctx, item, "critical", |c| if let ClauseKind::Critical(name) = c { Some(name) } else { None });
    Serves {
        critical: class.and_then(|(name, _)| critical(ctx, name)),
        principle: principle(ctx, item),
        weight: weight(ctx, item),
        guidance: texts(ctx, item, |c| if let ClauseKind::Guidance(t) = c { Some(t) } else { None }),
    }
}

/// `weight 3`: one, if it is not said.
pub(crate) fn weight(ctx: &mut Context, item: &Item) -> Ratio {
    let written = single(ctx, item, "weight", |c| if let ClauseKind::Weight(e) = c { Some(e) } else { None });
    written.and_then(|(e, _)| above_zero(ctx, e, "a weight")).unwrap_or(Ratio::ONE)
}

/// A number (or a share) above zero.
pub(crate) fn above_zero(ctx: &mut Context, e: &ast::Expr, what: &str) -> Option<Ratio> {
    let typed = ctx.value(None, e, None)?;
    let ratio = match ctx.fold(&typed) {
        Some(value) if typed.ty.is_number() || typed.ty == Type::Share => super::amounts::ratio(&value),
        _ => None,
    };
    let Some(ratio) = ratio else {
        let d = messages::wrong_type(e.span, &ctx.spoken(e), &ctx.type_words(&typed.ty), what, &Type::Whole);
        ctx.report(d);
        return None;
    };
    if ratio <= Ratio::ZERO {
        let d = messages::too_small(e.span, &ctx.spoken(e), "above zero");
        ctx.report(d);
        return None;
    }
    Some(ratio)
}

/// A plain number: of a scale, of a band.
pub(crate) fn number(ctx: &mut Context, e: &ast::Expr) -> Option<Ratio> {
    match ctx.constant(e, &Type::Exact)? {
        Value::Ratio(r) => Some(r),
        _ => None,
    }
}

/// `critical customer`
pub(crate) fn critical(ctx: &mut Context, name: &Name) -> Option<Critical> {
    match name.text.as_str() {
        "customer" => Some(Critical::Customer),
        "business" => Some(Critical::Business),
        "compliance" => Some(Critical::Compliance),
        _ => {
            ctx.report(messages::unknown_class(name));
            None
        }
    }
}

/// `principle responsiveness`, said once.
pub(crate) fn principle(ctx: &mut Context, item: &Item) -> Option<PrincipleId> {
    let written =
        single(ctx, item, "principle", |c| if let ClauseKind::Principle(name) = c { Some(name) } else { None });
    written.and_then(|(name, _)| ctx.principle(name))
}

/// Whether the employee controls it.
pub(crate) fn employee_controls(item: &Item) -> bool {
    item.clauses.iter().any(|c| matches!(c.kind, ClauseKind::EmployeeControls))
}

/// Whose a unit is: for each kind of entity that it leads to, the way. `credit` decides for its own kind and for what
/// that leads to (not where it is worked out, such as `last(agent of leg where …)`); the others are found by kind, the nearest first.
pub(crate) fn subjects(ctx: &mut Context, item: &Item, unit: UnitId, at: Span) -> Vec<(UnitId, Expr)> {
    let mut subjects: Vec<(UnitId, Expr)> = Vec::new();
    // What somebody who had to be worked out belongs to is not known: a team found by another way might be another's.
    let mut beyond: Vec<UnitId> = Vec::new();
    let credit = single(ctx, item, "credit", |c| if let ClauseKind::Credit(e) = c { Some(e) } else { None });
    if let Some((e, _)) = credit
        && let Some((entity, path)) = credited(ctx, unit, e)
    {
        subjects = along(ctx, entity, &path);
        if !matches!(path.kind, ExprKind::Field { .. }) {
            let led = ctx.all_nearest(entity).into_keys();
            beyond = led.filter(|further| *further != entity).collect();
        }
    }
    for (entity, ways) in ctx.all_nearest(unit) {
        let known = subjects.iter().any(|(known, _)| *known == entity) || beyond.contains(&entity);
        if !is_entity(ctx, entity) || known {
            continue;
        }
        if let [way] = ways.as_slice() {
            let path = ctx.key_along(unit, way, at);
            subjects.push((entity, path));
        } else if ctx.standard.units[entity.index()].person && credit.is_none() {
            ctx.outline.ambiguous.entry((unit, entity)).or_default().push(at);
        }
    }
    subjects.sort_by_key(|(entity, _)| *entity);
    subjects
}

/// An entity that a path leads to, and the entities that it leads to in turn.
pub(crate) fn along(ctx: &Context, entity: UnitId, path: &Expr) -> Vec<(UnitId, Expr)> {
    let mut subjects = vec![(entity, path.clone())];
    if !matches!(path.kind, ExprKind::Field { .. }) {
        return subjects;
    }
    for (further, ways) in ctx.all_nearest(entity) {
        if further != entity && is_entity(ctx, further) && ways.len() == 1 {
            subjects.push((further, extended(ctx, path, entity, &ways[0])));
        }
    }
    subjects
}

/// Tells once for each kind of event what all its rules leave open.
pub(crate) fn ambiguities(ctx: &mut Context) {
    for ((unit, entity), spans) in std::mem::take(&mut ctx.outline.ambiguous) {
        let ways = ctx.nearest_paths(unit, entity);
        let words = ctx.path_words(unit, &ways);
        let Some((first, rest)) = spans.split_first() else {
            continue;
        };
        let mut d = messages::ambiguous_subject(*first, &ctx.unit_name(unit), &ctx.unit_name(entity), &words);
        for span in rest.iter().take(5) {
            d = d.label(*span, "nor here");
        }
        ctx.report(d);
    }
}

fn is_entity(ctx: &Context, unit: UnitId) -> bool {
    matches!(ctx.standard.units[unit.index()].kind, UnitKind::Entity)
}

fn credited(ctx: &mut Context, unit: UnitId, e: &ast::Expr) -> Option<(UnitId, Expr)> {
    let path = ctx.value(Some(unit), e, None)?;
    match path.ty {
        Type::Ref(entity) if is_entity(ctx, entity) => Some((entity, path)),
        _ => {
            let d = messages::credit_to_nobody(e.span, &ctx.spoken(e), &ctx.type_words(&path.ty));
            ctx.report(d);
            None
        }
    }
}

/// A path to an entity, and on from there.
fn extended(ctx: &Context, path: &Expr, entity: UnitId, way: &[crate::standard::FieldId]) -> Expr {
    let mut longer = path.clone();
    let further = ctx.key_along(entity, way, path.span);
    if let (ExprKind::Field { path: steps, leaf, .. }, ExprKind::Field { path: on, leaf: end, .. }) =
        (&mut longer.kind, further.kind)
    {
        if let Leaf::Field(last) = *leaf {
            steps.push(last);
        }
        steps.extend(on);
        *leaf = end;
    }
    longer.ty = further.ty;
    longer.optional |= further.optional;
    longer
}
