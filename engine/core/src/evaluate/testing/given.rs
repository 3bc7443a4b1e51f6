//! What is given, as the columns that a source would have delivered.

use crate::standard::{SourceId, Standard, Test, Type, Unit, UnitId};
use crate::table::{Column, Data, Incoming, Input, Place};
use crate::value::{DECIMAL, Ratio, Texts, Value};
use std::collections::{BTreeMap, BTreeSet};

/// One row: the values by field, and where it stands in the test.
pub(crate) type Row = (Vec<Value>, u64);

/// What a test gives, as input.
#[must_use]
pub fn given(standard: &Standard, test: &Test) -> Input {
    let mut rows: BTreeMap<UnitId, Vec<Row>> = BTreeMap::new();
    let mut place = 0;
    for given in &test.given {
        for number in 1..=given.count {
            place += 1;
            let values = given.values.iter().map(|value| numbered(value, given.count, number)).collect();
            rows.entry(given.unit).or_default().push((values, place));
        }
    }
    let mut input = Input::default();
    for (unit, mut rows) in rows {
        let declared = &standard.units[unit.index()];
        keys(declared, &mut rows);
        input.incoming.push(incoming(standard, unit, declared, &rows, &mut input.texts));
    }
    input
}

/// `a#` becomes `a1`, `a2` … where there are many.
fn numbered(value: &Value, count: i64, number: i64) -> Value {
    match value {
        Value::Text(text) if count > 1 && text.contains('#') => Value::Text(text.replace('#', &number.to_string())),
        _ => value.clone(),
    }
}

/// Keys that are left out number themselves: `c1`, `c2` … for calls.
fn keys(unit: &Unit, rows: &mut [Row]) {
    let letter: String = unit.label.name.chars().take(1).collect();
    for key in &unit.keys {
        if unit.at == Some(*key) {
            continue;
        }
        let taken: BTreeSet<Vec<u8>> = rows.iter().filter_map(|(values, _)| key_text(&values[key.index()])).collect();
        let mut next = 0_i64;
        for (values, _) in rows.iter_mut().filter(|(values, _)| values[key.index()] == Value::Missing) {
            let value = loop {
                next += 1;
                let value = match unit.fields[key.index()].ty {
                    Type::Text | Type::Ref(_) => Value::Text(format!("{letter}{next}")),
                    Type::Whole => Value::Whole(next),
                    _ => break Value::Missing,
                };
                if key_text(&value).is_none_or(|text| !taken.contains(&text)) {
                    break value;
                }
            };
            values[key.index()] = value;
        }
    }
}

fn key_text(value: &Value) -> Option<Vec<u8>> {
    match value {
        Value::Text(text) => Some(text.as_bytes().to_vec()),
        Value::Whole(n) => Some(n.to_string().into_bytes()),
        _ => None,
    }
}

fn incoming(standard: &Standard, unit: UnitId, declared: &Unit, rows: &[Row], texts: &mut Texts) -> Incoming {
    let source = standard.sources.iter().position(|s| s.unit == unit).and_then(|i| u16::try_from(i).ok());
    let columns =
        declared.fields.iter().enumerate().map(|(index, field)| column(rows, index, &field.ty, texts)).collect();
    Incoming {
        // Units without a source are given by the test alone.
        source: SourceId(source.unwrap_or(u16::MAX)),
        unit,
        files: vec!["test".to_owned()],
        columns,
        places: rows.iter().map(|(_, row)| Place { file: 0, row: *row }).collect(),
        ties: None,
        retractions: vec![false; rows.len()],
        read: rows.len() as u64,
        left_out: 0,
        rejected: Vec::new(),
    }
}

/// The column of a field for some rows.
pub(crate) fn column(rows: &[Row], index: usize, ty: &Type, texts: &mut Texts) -> Column {
    let values = rows.iter().map(|(values, _)| values.get(index).unwrap_or(&Value::Missing));
    let mut valid = Vec::with_capacity(rows.len());
    // Notes whether there is a value, and takes a default where there is none.
    let mut take = |valid_value: bool| valid.push(valid_value);
    let data = match ty {
        Type::YesNo => Data::Flags(values.map(|v| kept(flag(v), false, &mut take)).collect()),
        Type::Whole | Type::Decimal | Type::Duration | Type::Instant | Type::Date => {
            Data::Ints(values.map(|v| kept(int(v, ty), 0, &mut take)).collect())
        }
        Type::Exact | Type::Share => Data::Ratios(values.map(|v| kept(ratio(v), Ratio::ZERO, &mut take)).collect()),
        Type::Text | Type::Ref(_) => {
            let code = |v: &Value| match v {
                Value::Text(text) => Some(texts.code(text)),
                Value::Whole(n) => Some(texts.code(&n.to_string())),
                _ => None,
            };
            let codes: Vec<Option<u32>> = values.map(code).collect();
            Data::Codes(codes.into_iter().map(|code| kept(code, 0, &mut take)).collect())
        }
        Type::OneOf(_) => Data::Codes(values.map(|v| kept(choice(v), 0, &mut take)).collect()),
    };
    if let (Data::Codes(_), true, Type::Text | Type::Ref(_)) = (&data, texts.is_empty(), ty) {
        // Slots without a value hold code 0, which must be some text's.
        texts.code("");
    }
    let valid = if valid.iter().all(|v| *v) { None } else { Some(valid) };
    Column { data, valid }
}

fn kept<T>(value: Option<T>, default: T, take: &mut impl FnMut(bool)) -> T {
    take(value.is_some());
    value.unwrap_or(default)
}

const fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::YesNo(yes) => Some(*yes),
        _ => None,
    }
}

fn int(value: &Value, ty: &Type) -> Option<i64> {
    match (value, ty) {
        (Value::Whole(n), Type::Decimal) => n.checked_mul(DECIMAL),
        (Value::Ratio(r), Type::Decimal) => {
            let scaled = r.times(Ratio::whole(DECIMAL))?;
            (scaled.den() == 1).then_some(scaled.num())
        }
        (Value::Ratio(r), Type::Whole) => (r.den() == 1).then_some(r.num()),
        (Value::Decimal(n), Type::Whole) => (n % DECIMAL == 0).then_some(n / DECIMAL),
        (Value::Whole(n) | Value::Decimal(n) | Value::Duration(n) | Value::Instant(n) | Value::Date(n), _) => Some(*n),
        _ => None,
    }
}

fn ratio(value: &Value) -> Option<Ratio> {
    match value {
        Value::Ratio(r) => Some(*r),
        Value::Whole(n) => Some(Ratio::whole(*n)),
        Value::Decimal(n) => Ratio::new(i128::from(*n), i128::from(DECIMAL)),
        _ => None,
    }
}

const fn choice(value: &Value) -> Option<u32> {
    match value {
        Value::OneOf(index) => Some(*index),
        _ => None,
    }
}
