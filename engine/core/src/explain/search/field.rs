//! Edits of one field, in the steps in which its values are told.

use super::moves::Move;
use super::{Goal, Search, as_type, numeric};
use crate::explain::{Edit, Thing, stage};
use crate::standard::{FieldId, Type, UnitId, UnitKind};
use crate::table::Data;
use crate::value::{DECIMAL, Ratio, SECOND, Value};

/// How many values of a column say in which steps it is told, and which values there are.
const SAMPLE: usize = 10_000;
/// How many other texts are tried.
const TEXTS: usize = 6;
/// A day in microseconds: dates are counted in them.
const DAY: i64 = 86_400 * SECOND;

impl Search<'_> {
    /// Edits of a field that reach a goal.
    pub(super) fn field(&self, thing: &Thing, name: &str, goal: &Goal) -> Vec<Move> {
        let Some((field, ty)) = self.editable(thing, name) else { return Vec::new() };
        let from = stage::cell(&self.scene.ask.run.world, thing.unit, thing.row, field, &ty);
        let targets = match goal {
            Goal::Number { bound, above, strict } => {
                self.stepped(thing.unit, field, &ty, *bound, *above, *strict).into_iter().collect()
            }
            Goal::Is(value) => as_type(value, &ty).into_iter().collect(),
            Goal::Not(values) => self.alternatives(thing.unit, field, &ty, &from, values),
            Goal::Present => self.alternatives(thing.unit, field, &ty, &Value::Missing, &[]),
            Goal::Missing if self.declared(thing.unit, field).optional => vec![Value::Missing],
            Goal::Missing => Vec::new(),
        };
        targets.into_iter().filter_map(|to| self.edit(thing, field, &ty, &from, to)).collect()
    }

    /// Edits to other values that the field might have.
    pub(super) fn other_values(&self, thing: &Thing, name: &str) -> Vec<Move> {
        let Some((field, ty)) = self.editable(thing, name) else { return Vec::new() };
        let from = stage::cell(&self.scene.ask.run.world, thing.unit, thing.row, field, &ty);
        self.field(thing, name, &Goal::Not(vec![from]))
    }

    /// Values that one more event might have in a field, so that what is made of it comes nearer to a goal.
    pub(super) fn other_event_values(
        &self,
        unit: UnitId,
        name: &str,
        goal: &Goal,
        now: &Value,
    ) -> Vec<crate::explain::Given> {
        let fields = &self.scene.ask.standard.units[unit.index()].fields;
        let Some(index) = fields.iter().position(|field| field.name == name) else { return Vec::new() };
        let Ok(index_of) = u16::try_from(index) else { return Vec::new() };
        let (field, ty) = (FieldId(index_of), &fields[index].ty);
        // Rows refer to others by their keys.
        let as_text = if matches!(ty, Type::Ref(_)) { &Type::Text } else { ty };
        let mut values = match goal {
            Goal::Is(value) => as_type(value, ty).into_iter().collect(),
            Goal::Number { bound, above, strict } => {
                self.stepped(unit, field, ty, *bound, *above, *strict).into_iter().collect()
            }
            _ => Vec::new(),
        };
        values.extend(self.alternatives(unit, field, as_text, now, &[]));
        let given = |value| crate::explain::Given { field, name: name.to_owned(), value, ty: ty.clone() };
        values.into_iter().map(given).collect()
    }

    fn declared(&self, unit: UnitId, field: FieldId) -> &crate::standard::Field {
        &self.scene.ask.standard.units[unit.index()].fields[field.index()]
    }

    /// A field whose value does not say what the thing is.
    fn editable(&self, thing: &Thing, name: &str) -> Option<(FieldId, Type)> {
        let unit = &self.scene.ask.standard.units[thing.unit.index()];
        let index = unit.fields.iter().position(|f| f.name == name)?;
        let field = FieldId(u16::try_from(index).ok()?);
        let ty = unit.fields[index].ty.clone();
        let fixed = unit.keys.contains(&field)
            || unit.rev == Some(field)
            || unit.valid.0 == Some(field)
            || unit.valid.1 == Some(field)
            || unit.fields[index].fact.is_some()
            || matches!(unit.kind, UnitKind::Case(_) | UnitKind::Course(_))
            || matches!(ty, Type::Ref(_))
            || self.scene.closure.keys.contains(&(thing.unit, field))
            || (self.scene.closure.fixed && matches!(ty, Type::Instant | Type::Date));
        (!fixed).then_some((field, ty))
    }

    fn edit(&self, thing: &Thing, field: FieldId, ty: &Type, from: &Value, to: Value) -> Option<Move> {
        let unit = &self.scene.ask.standard.units[thing.unit.index()];
        let declared = &unit.fields[field.index()];
        let outside = declared.bounds.as_ref().is_some_and(|(least, greatest)| {
            let within = |n: Ratio| numeric(least).is_none_or(|l| n >= l) && numeric(greatest).is_none_or(|g| n <= g);
            numeric(&to).is_some_and(|n| !within(n))
        });
        let negative = matches!((&to, from), (Value::Duration(n), _) if *n < 0);
        // What lies ahead already, as the end of a shift that has begun, may lie ahead elsewhere.
        let as_of = self.scene.ask.run.world.as_of;
        let lies_ahead = |value: &Value| matches!(value, Value::Instant(at) if *at > as_of);
        let ahead = lies_ahead(&to) && !lies_ahead(from);
        if to == *from || outside || negative || ahead {
            return None;
        }
        let (a, b) = (numeric(from), numeric(&to));
        let difference = a.zip(b).and_then(|(a, b)| b.minus(a));
        let size = match (difference, a) {
            (Some(d), Some(a)) => {
                let whole = if matches!(ty, Type::Instant | Type::Date) { Ratio::whole(DAY) } else { a };
                let whole = magnitude(whole).max(1);
                magnitude(d).saturating_mul(1000) / whole
            }
            _ => 1000,
        };
        let own = self.thing.unit == thing.unit && self.thing.row == thing.row;
        let class = match (&unit.kind, ty) {
            (UnitKind::Entity, _) => 3,
            _ if unit.at == Some(field) && own => 2,
            (_, Type::Text) => 2,
            (_, Type::OneOf(_)) => 1,
            _ => 0,
        };
        let edit = Edit::Field {
            thing: thing.clone(),
            field,
            name: declared.name.clone(),
            from: from.clone(),
            to,
            ty: ty.clone(),
            difference: difference.and_then(|d| amount(d, ty)),
        };
        Some(Move::of(edit, class, size))
    }

    /// The value nearest to a bound that lies on the right side of it.
    fn stepped(
        &self,
        unit: UnitId,
        field: FieldId,
        ty: &Type,
        bound: Ratio,
        above: bool,
        strict: bool,
    ) -> Option<Value> {
        let step = self.step(unit, field, ty)?;
        let steps = bound.over(step)?;
        let (num, den) = (i128::from(steps.num()), i128::from(steps.den()));
        let (floor, exact) = (num.div_euclid(den), num.rem_euclid(den) == 0);
        let n = match (above, strict && exact) {
            (true, false) => {
                if exact {
                    floor
                } else {
                    floor + 1
                }
            }
            (true, true) => floor + 1,
            (false, false) => floor,
            (false, true) => floor - 1,
        };
        let value = step.times(Ratio::new(n, 1)?)?;
        amount_of(value, ty)
    }

    /// The finest step in which the values of a field are told.
    fn step(&self, unit: UnitId, field: FieldId, ty: &Type) -> Option<Ratio> {
        let sizes: &[i64] = match ty {
            Type::Duration | Type::Instant => &[60 * SECOND, SECOND, 1000, 1],
            Type::Decimal => &[DECIMAL, DECIMAL / 10, DECIMAL / 100, DECIMAL / 1000, DECIMAL / 10_000, 1],
            Type::Whole => return Some(Ratio::ONE),
            Type::Date => return Some(Ratio::whole(DAY)),
            Type::Share | Type::Exact => return Ratio::new(1, 10_000),
            _ => return None,
        };
        let column = self.scene.ask.run.world.table(unit).columns.get(field.index())?;
        let Data::Ints(values) = &column.data else { return None };
        let told = |size: i64| (0..values.len().min(SAMPLE)).all(|r| !column.has(r) || values[r] % size == 0);
        let size = sizes.iter().copied().find(|size| told(*size)).unwrap_or(1);
        if *ty == Type::Decimal { Ratio::new(i128::from(size), i128::from(DECIMAL)) } else { Some(Ratio::whole(size)) }
    }

    /// When something that is missing might have been: with the thing itself, and with each of the thing's other instants.
    fn instants(&self, unit: UnitId, missing: FieldId) -> Vec<i64> {
        let ask = self.scene.ask;
        let own = self.thing.unit == unit;
        let fields = (0..).map(FieldId).zip(&ask.standard.units[unit.index()].fields);
        let others = fields.filter(|(id, field)| own && *id != missing && field.ty == Type::Instant);
        let others =
            others.filter_map(|(id, field)| match stage::cell(&ask.run.world, unit, self.thing.row, id, &field.ty) {
                Value::Instant(at) if at <= ask.run.world.as_of => Some(at),
                _ => None,
            });
        let mut all: Vec<i64> = self.thing.at.into_iter().chain(others).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Other values that a field might have.
    fn alternatives(&self, unit: UnitId, field: FieldId, ty: &Type, from: &Value, not: &[Value]) -> Vec<Value> {
        let not: Vec<Value> = not.iter().filter_map(|v| as_type(v, ty)).collect();
        let all: Vec<Value> = match ty {
            Type::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
            Type::OneOf(names) => (0..).take(names.len()).map(Value::OneOf).collect(),
            Type::Text => {
                let mut found: Vec<Value> = Vec::new();
                let world = &self.scene.ask.run.world;
                for row in (0..).take(world.table(unit).rows.min(SAMPLE)) {
                    let value = stage::cell(world, unit, row, field, ty);
                    if value != Value::Missing && !not.contains(&value) && !found.contains(&value) {
                        found.push(value);
                    }
                    if found.len() == TEXTS {
                        break;
                    }
                }
                found
            }
            Type::Instant if *from == Value::Missing => {
                self.instants(unit, field).into_iter().map(Value::Instant).collect()
            }
            _ => {
                let near = not.first().unwrap_or(from);
                let bound = numeric(near).unwrap_or(Ratio::ZERO);
                let strict = !not.is_empty();
                let sides = [true, false].map(|above| self.stepped(unit, field, ty, bound, above, strict));
                sides.into_iter().flatten().collect()
            }
        };
        all.into_iter().filter(|v| !not.contains(v) && v != from).collect()
    }
}

/// An amount of microseconds, days or ones as a difference of values of a type.
fn amount(difference: Ratio, ty: &Type) -> Option<Value> {
    match ty {
        Type::Instant | Type::Duration => amount_of(difference, &Type::Duration),
        Type::Date => Some(Value::Whole(difference.over(Ratio::whole(DAY))?.num())),
        _ => amount_of(difference, ty),
    }
}

/// An amount as a value of a type; none if it is no such value.
pub(super) fn amount_of(amount: Ratio, ty: &Type) -> Option<Value> {
    let whole = |r: Ratio| (r.den() == 1).then(|| r.num());
    match ty {
        Type::Whole => whole(amount).map(Value::Whole),
        Type::Duration => whole(amount).map(Value::Duration),
        Type::Instant => whole(amount).map(Value::Instant),
        Type::Date => whole(amount.over(Ratio::whole(DAY))?).map(Value::Date),
        Type::Decimal => whole(amount.times(Ratio::whole(DECIMAL))?).map(Value::Decimal),
        Type::Share | Type::Exact => Some(Value::Ratio(amount)),
        _ => None,
    }
}

/// In thousandths.
fn magnitude(r: Ratio) -> i128 {
    (i128::from(r.num()).abs() * 1000) / i128::from(r.den())
}
