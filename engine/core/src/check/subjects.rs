//! Whose something is: the ways from what happened to the people, teams and things it belongs to.

use super::context::Context;
use super::messages;
use crate::standard::{Expr, ExprKind, FieldId, Leaf, SubjectKind, Type, UnitId, UnitKind};
use etalon_grammar::ast::{Kind, Name, Span};

/// The key of the unit itself.
pub(crate) fn own_key(unit: UnitId, span: Span) -> Expr {
    let kind = ExprKind::Field { scope: 0, path: Vec::new(), leaf: Leaf::Key };
    Expr { kind, ty: Type::Ref(unit), optional: false, span }
}

/// The way from a unit to the nearest unit of another kind, if there is one. Two equally near ones are an error.
pub(crate) fn way(ctx: &mut Context, from: UnitId, to: UnitId, at: Span) -> Result<Option<Expr>, ()> {
    if from == to {
        return Ok(Some(own_key(to, at)));
    }
    let before = ctx.diagnostics.len();
    match ctx.path_to(from, to, at) {
        Some(path) => Ok(Some(path)),
        None if ctx.diagnostics.len() > before => Err(()),
        None => Ok(None),
    }
}

/// The same where there must be one: else `no-way-to` says that `what` cannot be told.
pub(crate) fn way_to(ctx: &mut Context, from: UnitId, to: UnitId, at: Span, what: &str) -> Option<Expr> {
    match way(ctx, from, to, at) {
        Ok(Some(path)) => Some(path),
        Ok(None) => {
            no_way(ctx, from, to, at, what);
            None
        }
        Err(()) => None,
    }
}

/// The field of a unit that bears the name of the entity that it refers to (`agent agent`): of several that refer to it, the one that
/// is meant where no word can say which.
pub(crate) fn own_name(ctx: &Context, from: UnitId, to: UnitId, at: Span) -> Option<Expr> {
    let fields = &ctx.standard.units[from.index()].fields;
    let wanted = name(ctx, to);
    let index = fields.iter().position(|field| field.name == wanted && field.ty == Type::Ref(to))?;
    let path = [FieldId(u16::try_from(index).ok()?)];
    Some(ctx.key_along(from, &path, at))
}

/// Says that nothing leads there: unless a field that might have led there could not be read, which is told already.
pub(crate) fn no_way(ctx: &mut Context, from: UnitId, to: UnitId, at: Span, what: &str) {
    if ctx.outline.partial.is_empty() && ctx.outline.lost_fields.is_empty() {
        let problem = messages::no_way_to(at, name(ctx, from), name(ctx, to), what);
        ctx.report(problem);
    }
}

/// The name of a unit.
pub(crate) fn name(ctx: &Context, unit: UnitId) -> &str {
    &ctx.standard.units[unit.index()].label.name
}

/// Whether a unit is something that happens: an event or a case.
pub(crate) fn happens(ctx: &Context, unit: UnitId) -> bool {
    !matches!(ctx.standard.units[unit.index()].kind, UnitKind::Entity)
}

/// What is looked at: an event or a case, or a define of one with its condition. An entity is reported.
pub(crate) fn happening(ctx: &mut Context, word: &Name, whose: &str) -> Option<(UnitId, Option<Expr>)> {
    let (unit, condition) = ctx.unit_or_define(word)?;
    if happens(ctx, unit) {
        return Some((unit, condition));
    }
    ctx.report(messages::not_an_event(word, whose));
    None
}

/// `for agent`, `for organization`: none = the organization. The outer none = not known.
#[expect(clippy::option_option, reason = "unknown, organization and an entity are three things")]
pub(crate) fn of_rule(ctx: &mut Context, rule: &str, word: &Name) -> Option<Option<UnitId>> {
    if word.text == "organization" && !ctx.is_declared(Kind::Entity, "organization") {
        return Some(None);
    }
    let unit = match ctx.peek(Kind::Entity, &word.text) {
        Some(id) => UnitId(id),
        None if ctx.is_declared(Kind::Entity, &word.text) => return None,
        None => {
            let other = ctx.peek(Kind::Event, &word.text).or_else(|| ctx.peek(Kind::Case, &word.text));
            let names = ctx.names_of(&[Kind::Entity]);
            let problem = messages::not_an_entity(rule, word, other.is_some(), &names);
            ctx.report(problem);
            return None;
        }
    };
    Some(Some(unit))
}

/// The index of that subject in a list of subjects (`none` = the organization).
pub(crate) fn position<'a>(subject: Option<UnitId>, mut list: impl Iterator<Item = &'a SubjectKind>) -> Option<usize> {
    list.position(|kind| match (kind, subject) {
        (SubjectKind::Organization, None) => true,
        (SubjectKind::Entity(unit, _), Some(wanted)) => *unit == wanted,
        _ => false,
    })
}
