//! One more thing that a look would find: what its words ask for, at the last instant that counts.

use super::look::Window;
use super::{FactSketch, Frame, LookSketch, Prover, Sketch};
use crate::explain::search::{as_seen, as_type};
use crate::explain::{Added, Given};
use crate::standard::{Aggregate, ExprKind, FieldId, Leaf, Scope, UnitKind};
use crate::value::{SECOND, Value};
use etalon_grammar::ast::BinaryOp;

/// The shape of it, as far as it is known.
struct Shape<'s> {
    scope: Scope,
    rows: &'s [u32],
    added: Added,
}

impl Prover<'_> {
    /// None if the words ask for more than values of its own fields.
    pub(super) fn one_more(&self, look: &LookSketch<'_>, rows: &[u32], window: Window) -> Option<Added> {
        let (others, world) = (look.others, self.lens.world());
        let unit = &self.ask.standard.units[others.unit.index()];
        let UnitKind::Event = unit.kind else { return None };
        let now = world.as_of;
        let last = window.to.map(|to| if window.before_to { to - SECOND } else { to });
        let first = window.from.map(|from| if window.after_from { from + SECOND } else { from });
        let at = last.map_or(first.unwrap_or(now), |last| last.min(now));
        if first.is_some_and(|first| first > at) {
            return None;
        }
        let kind = unit.label.name.clone();
        let added = Added { unit: others.unit, kind, at, or_earlier: last.is_some(), values: Vec::new() };
        let scope = others.scope;
        let mut shape = Shape { scope, rows: &rows[..usize::from(scope).min(rows.len())], added };
        look.filter.as_ref().is_none_or(|filter| self.asks(filter, true, &mut shape)).then_some(shape.added)
    }

    /// One more event of a case, at the instant of its last; none if the words ask for more than values of its own fields.
    pub(super) fn one_more_of_case(
        &self,
        sketch: &FactSketch<'_>,
        (how, member): (Aggregate, usize),
        case: u32,
    ) -> Option<(Added, Option<String>)> {
        let (standard, world) = (self.ask.standard, self.lens.world());
        let UnitKind::Case(members) = &standard.units[sketch.case.index()].kind else { return None };
        let member = members.get(member)?;
        let event = &standard.units[member.event.index()];
        let ExprKind::Field { path, leaf: Leaf::Field(by), .. } = &member.by.kind else { return None };
        if !path.is_empty() || event.keys.contains(by) {
            return None;
        }
        // The scopes of a fact: the case, the event, and those that fields are kept from.
        let (rows, scope) = ([case], 1);
        let at = self.last_of_case(sketch, case)?;
        let added =
            Added { unit: member.event, kind: event.label.name.clone(), at, or_earlier: false, values: Vec::new() };
        let mut shape = Shape { scope, rows: &rows, added };
        let key = Value::Text(world.key(sketch.case, case as usize).into_owned());
        let field = &event.fields[by.index()];
        let value = as_type(&key, &field.ty)?;
        shape.added.values.push(Given { field: *by, name: field.name.clone(), value, ty: field.ty.clone() });
        if !sketch.filter.as_ref().is_none_or(|filter| self.asks(filter, true, &mut shape)) {
            return None;
        }
        let mut taken = None;
        if let Some(value) = &sketch.value {
            match how {
                Aggregate::Any | Aggregate::Every => {
                    if !self.asks(value, how == Aggregate::Any, &mut shape) {
                        return None;
                    }
                }
                _ => {
                    let field = own_field(value, scope)?;
                    taken = Some(event.fields[field.index()].name.clone());
                }
            }
        }
        Some((shape.added, taken))
    }

    /// Takes in what a condition asks for; whether that can be said.
    fn asks(&self, sketch: &Sketch<'_>, yes: bool, shape: &mut Shape<'_>) -> bool {
        match &sketch.expr.kind {
            ExprKind::And(_) if yes => sketch.parts.iter().all(|part| self.asks(part, true, shape)),
            ExprKind::Define(..) => self.asks(&sketch.parts[0], yes, shape),
            ExprKind::Not(_) => self.asks(&sketch.parts[0], !yes, shape),
            ExprKind::Field { .. } => self.is(sketch, &Value::YesNo(yes), shape),
            ExprKind::In(_, values, not) if *not != yes => {
                values.first().is_some_and(|value| self.is(&sketch.parts[0], value, shape))
            }
            ExprKind::Compare(BinaryOp::Equal | BinaryOp::LessEqual | BinaryOp::GreaterEqual, ..) if yes => {
                let (a, b) = (&sketch.parts[0], &sketch.parts[1]);
                [(a, b), (b, a)].into_iter().any(|(own, other)| {
                    own_field(own, shape.scope).is_some()
                        && other.asked.on >> shape.scope == 0
                        && self.is(own, &as_seen(&self.saw(other, Frame::of(shape.rows))), shape)
                })
            }
            _ => false,
        }
    }

    /// Its own field has this value, unless it must have another.
    fn is(&self, sketch: &Sketch<'_>, value: &Value, shape: &mut Shape<'_>) -> bool {
        let unit = &self.ask.standard.units[shape.added.unit.index()];
        let Some(id) = own_field(sketch, shape.scope) else { return false };
        let field = &unit.fields[id.index()];
        if unit.keys.contains(&id) || unit.at == Some(id) {
            return false;
        }
        let Some(value) = as_type(value, &field.ty) else { return false };
        if let Some(given) = shape.added.values.iter().find(|given| given.field == id) {
            return given.value == value;
        }
        let (name, ty) = (field.name.clone(), field.ty.clone());
        shape.added.values.push(Given { field: id, name, value, ty });
        true
    }
}

/// A field of the thing looked at itself.
fn own_field(sketch: &Sketch<'_>, of: Scope) -> Option<FieldId> {
    match &sketch.expr.kind {
        ExprKind::Field { scope, path, leaf: Leaf::Field(field) } if *scope == of && path.is_empty() => Some(*field),
        _ => None,
    }
}
