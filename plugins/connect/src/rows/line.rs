//! Rows as lines of JSON, in the forms that a `source` of a standard reads without being told: instants as `2026-03-02T09:00:00Z`,
//! durations as `90 s`, dates as `2026-03-02`, yes/no as `true`. What has no value is `null`.

use super::{Batch, Data};
use etalon_contract::Stream;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};

/// One line a row, each with its newline, as bytes. The batch has the form of the stream ([`super::fit()`] said so).
#[must_use]
pub fn lines(stream: &Stream, batch: &Batch) -> Vec<u8> {
    let mut text = Vec::new();
    for row in 0..batch.rows as usize {
        let mut object = Map::new();
        for (field, column) in stream.fields.iter().zip(&batch.columns) {
            let value = if column.has(row) { value(&field.term.kind, &column.data, row) } else { Value::Null };
            object.insert(field.name.clone(), value);
        }
        text.extend_from_slice(Value::Object(object).to_string().as_bytes());
        text.push(b'\n');
    }
    text
}

fn value(kind: &str, data: &Data, row: usize) -> Value {
    match data {
        Data::Booleans(v) => Value::Bool(v[row] == 1),
        Data::Ints(v) => match kind {
            "instant" => Timestamp::from_microsecond(v[row]).map_or(Value::Null, |at| Value::String(at.to_string())),
            "duration" => Value::String(duration(v[row])),
            "date" => date(v[row]).map_or(Value::Null, |day| Value::String(day.to_string())),
            _ => Value::from(v[row]),
        },
        Data::Numbers(v) => serde_json::Number::from_f64(v[row]).map_or(Value::Null, Value::Number),
        Data::Texts { codes, words } => {
            words.get(codes[row] as usize).map_or(Value::Null, |w| Value::String(w.clone()))
        }
    }
}

fn date(days: i64) -> Option<Date> {
    let first = Date::constant(1970, 1, 1);
    first.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn duration(micros: i64) -> String {
    let size = micros.unsigned_abs();
    let sign = if micros < 0 { "-" } else { "" };
    let places = format!("{:06}", size % 1_000_000);
    match places.trim_end_matches('0') {
        "" => format!("{sign}{} s", size / 1_000_000),
        places => format!("{sign}{}.{places} s", size / 1_000_000),
    }
}
