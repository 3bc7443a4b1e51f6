//! From rows of the world back to what sources would have delivered, perhaps with edits.

use super::Closure;
use crate::evaluate::{Options, Sequential, World, given_column, world as build};
use crate::explain::Added;
use crate::standard::{FieldId, SourceId, Standard, Type, UnitId, UnitKind};
use crate::table::{Column, Data, Incoming, Input, Place};
use crate::value::{Texts, Value};
use crate::{Plan, standard::Ties};
use std::collections::BTreeMap;

/// An edit of the rows of a world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::explain) enum Edited {
    /// A field has another value.
    Field(UnitId, u32, FieldId, Value),
    /// A row is not there.
    Absent(UnitId, u32),
    /// There is one more.
    Added(Added),
}

/// The value of a field in a row of a world.
pub(in crate::explain) fn cell(world: &World, unit: UnitId, row: u32, field: FieldId, ty: &Type) -> Value {
    let Some(column) = world.table(unit).columns.get(field.index()) else { return Value::Missing };
    let row = row as usize;
    if !column.has(row) {
        return Value::Missing;
    }
    match (&column.data, ty) {
        (Data::Flags(v), _) => Value::YesNo(v[row]),
        (Data::Ints(v), Type::Decimal) => Value::Decimal(v[row]),
        (Data::Ints(v), Type::Duration) => Value::Duration(v[row]),
        (Data::Ints(v), Type::Instant) => Value::Instant(v[row]),
        (Data::Ints(v), Type::Date) => Value::Date(v[row]),
        (Data::Ints(v), _) => Value::Whole(v[row]),
        (Data::Ratios(v), _) => Value::Ratio(v[row]),
        (Data::Codes(v), Type::OneOf(_)) => Value::OneOf(v[row]),
        (Data::Codes(v), _) => Value::Text(world.texts.get(v[row]).to_owned()),
    }
}

/// The small world of these rows of a world, with these edits.
pub(in crate::explain) fn world(
    standard: &Standard,
    plan: &Plan,
    from: &World,
    closure: &Closure,
    edits: &[Edited],
) -> World {
    let options = Options { as_of: Some(from.as_of), ..Options::default() };
    build(standard, plan, input(standard, from, closure, edits), &options, &Sequential)
}

/// After all rows that there are.
const LAST: u64 = u32::MAX as u64;

/// The values of each row, and its number in its file.
type Delivered = Vec<(Vec<Value>, u64)>;

/// The rows as sources would have delivered them.
fn input(standard: &Standard, from: &World, closure: &Closure, edits: &[Edited]) -> Input {
    let mut rows: BTreeMap<(UnitId, SourceId), Delivered> = BTreeMap::new();
    for (unit, row) in &closure.rows {
        let declared = &standard.units[unit.index()];
        if matches!(declared.kind, UnitKind::Case(_) | UnitKind::Course(_))
            || edits.contains(&Edited::Absent(*unit, *row))
        {
            continue;
        }
        let mut values: Vec<Value> = (0..)
            .map(FieldId)
            .zip(&declared.fields)
            .map(|(id, field)| cell(from, *unit, *row, id, &field.ty))
            .collect();
        for edit in edits {
            if let Edited::Field(u, r, field, value) = edit
                && (u, r) == (unit, row)
            {
                values[field.index()] = value.clone();
            }
        }
        let source = source(standard, from, *unit, *row);
        rows.entry((*unit, source)).or_default().push((values, u64::from(*row) + 1));
    }
    for edit in edits {
        if let Edited::Added(added) = edit {
            let source = (0..).map(SourceId).zip(&standard.sources).find(|(_, s)| s.unit == added.unit);
            let source = source.map_or(SourceId(u16::MAX), |(id, _)| id);
            rows.entry((added.unit, source)).or_default().push((one_more(standard, added), LAST));
        }
    }
    let mut input = Input::default();
    for ((unit, source), rows) in rows {
        input.incoming.push(incoming(standard, unit, source, &rows, &mut input.texts));
    }
    input
}

/// The values of a thing that might have been there; its key is none that data have.
fn one_more(standard: &Standard, added: &Added) -> Vec<Value> {
    let unit = &standard.units[added.unit.index()];
    let value = |id: FieldId| {
        let given = added.values.iter().find(|given| given.field == id);
        match (given, &unit.fields[id.index()].ty) {
            (Some(given), _) => given.value.clone(),
            (None, Type::Text | Type::Ref(_)) if unit.keys.contains(&id) => Value::Text("\u{1}".to_owned()),
            (None, Type::Whole) if unit.keys.contains(&id) => Value::Whole(i64::MIN),
            (None, _) if unit.at == Some(id) => Value::Instant(added.at),
            (None, _) => Value::Missing,
        }
    };
    (0..).map(FieldId).take(unit.fields.len()).map(value).collect()
}

fn source(standard: &Standard, from: &World, unit: UnitId, row: u32) -> SourceId {
    let origin = from.table(unit).origin.get(row as usize).and_then(|o| from.data.get(*o as usize));
    let named =
        |name: &str| (0..).map(SourceId).zip(&standard.sources).find(|(_, s)| s.unit == unit && s.label.name == name);
    origin.and_then(|data| named(&data.source)).map_or(SourceId(u16::MAX), |(id, _)| id)
}

fn incoming(
    standard: &Standard,
    unit: UnitId,
    source: SourceId,
    rows: &[(Vec<Value>, u64)],
    texts: &mut Texts,
) -> Incoming {
    let declared = &standard.units[unit.index()];
    let columns =
        declared.fields.iter().enumerate().map(|(i, field)| given_column(rows, i, &field.ty, texts)).collect();
    // Rows of one instant stay in the order they had.
    let ties = match standard.sources.get(source.index()).map(|s| &s.ties) {
        Some(Ties::By(_)) => {
            let places = rows.iter().map(|(_, place)| i64::try_from(*place).unwrap_or(i64::MAX));
            Some(Column { data: Data::Ints(places.collect()), valid: None })
        }
        _ => None,
    };
    Incoming {
        source,
        unit,
        files: vec![String::new()],
        columns,
        places: rows.iter().map(|(_, row)| Place { file: 0, row: *row }).collect(),
        ties,
        retractions: vec![false; rows.len()],
        read: rows.len() as u64,
        left_out: 0,
        rejected: Vec::new(),
    }
}
