//! Fields as the operator writes them, a line each: `NAME KIND = PATH`, `NAME KIND? = PATH in UNIT`.

use crate::path::at;
use etalon_plugin::connector::json::Value as Json;
use etalon_plugin::connector::{Failure, Kind, Value, micros};

/// A field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FieldText {
    pub name: String,
    pub kind: Kind,
    pub nullable: bool,
    path: String,
    /// Microseconds of one of what the number counts.
    unit: Option<i64>,
}

/// The fields of a setting.
pub(crate) fn read(text: &str) -> Result<Vec<FieldText>, Failure> {
    let lines = text.split(['\n', ';']).map(str::trim).filter(|line| !line.is_empty());
    let fields = lines.map(field).collect::<Result<Vec<FieldText>, Failure>>()?;
    if fields.is_empty() {
        return Err(Failure::settings("fields", "at least one is due, as `id text = id`"));
    }
    for (n, field) in fields.iter().enumerate() {
        if fields[..n].iter().any(|other| other.name == field.name) {
            return Err(Failure::settings("fields", format!("`{}` is there twice", field.name)));
        }
    }
    Ok(fields)
}

fn field(line: &str) -> Result<FieldText, Failure> {
    let wrong = |what: &str| Failure::settings("fields", format!("`{line}`: {what}"));
    let (head, from) = line.split_once('=').ok_or_else(|| wrong("write it as `id text = path.to.it`"))?;
    let mut words = head.split_whitespace();
    let (Some(name), Some(kind), None) = (words.next(), words.next(), words.next()) else {
        return Err(wrong("before `=` a name and a kind are due, as `id text`"));
    };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(plain) {
        return Err(wrong("a name has small letters, digits and `_`"));
    }
    let nullable = kind.ends_with('?');
    let kind = match kind.trim_end_matches('?') {
        "text" => Kind::Text,
        "whole" => Kind::Whole,
        "number" => Kind::Number,
        "yes/no" => Kind::YesNo,
        "duration" => Kind::Duration,
        "instant" => Kind::Instant,
        "date" => Kind::Date,
        _ => return Err(wrong("the kind is one of text, whole, number, yes/no, duration, instant, date")),
    };
    let (path, unit) = match from.trim().split_once(" in ") {
        Some((path, unit)) => (path.trim(), Some(unit.trim())),
        None => (from.trim(), None),
    };
    let unit = match (kind, unit) {
        (Kind::Duration | Kind::Instant, Some("milliseconds")) => Some(1_000),
        (Kind::Duration | Kind::Instant, Some("seconds")) => Some(1_000_000),
        (Kind::Duration, Some("minutes")) => Some(60_000_000),
        (Kind::Duration, Some("hours")) => Some(3_600_000_000),
        (Kind::Duration, None) => {
            return Err(wrong("say what the number counts: `… in seconds` (or milliseconds, minutes, hours)"));
        }
        (_, None) => None,
        _ => return Err(wrong("`in` says what a duration counts, or an instant since 1970: milliseconds or seconds")),
    };
    Ok(FieldText { name: name.to_owned(), kind, nullable, path: path.to_owned(), unit })
}

impl FieldText {
    /// Its value in a row.
    pub(crate) fn value(&self, row: &Json, number: usize) -> Result<Value, Failure> {
        let found = at(row, &self.path).unwrap_or(&Json::Null);
        let read = match found {
            Json::Null => None,
            found => match self.read(found) {
                Some(value) => Some(value),
                None => {
                    let text = format!("row {number} of the page: `{}` is no {}", self.path, self.kind.word());
                    return Err(Failure::settings("fields", text));
                }
            },
        };
        match read {
            Some(value) => Ok(value),
            None if self.nullable => Ok(Value::None),
            None => {
                let text = format!(
                    "row {number} of the page has no `{}`; if it may be missing, write `{} {}? = …`",
                    self.path,
                    self.name,
                    self.kind.word()
                );
                Err(Failure::settings("fields", text))
            }
        }
    }

    fn read(&self, found: &Json) -> Option<Value> {
        Some(match self.kind {
            Kind::Text => match found {
                Json::String(text) => Value::Text(text.clone()),
                Json::Number(number) => Value::Text(number.to_string()),
                Json::Bool(yes) => Value::Text(yes.to_string()),
                _ => return None,
            },
            Kind::YesNo => Value::YesNo(found.as_bool()?),
            Kind::Whole => Value::Whole(found.as_i64().or_else(|| found.as_str()?.trim().parse().ok())?),
            Kind::Number => Value::Number(number(found)?),
            Kind::Duration => Value::Duration(counted(found, self.unit?)?),
            Kind::Instant => Value::Instant(match self.unit {
                Some(unit) => counted(found, unit)?,
                None => micros(found.as_str()?)?,
            }),
            Kind::Date => {
                Value::Date(micros(&format!("{}T00:00:00Z", found.as_str()?.get(..10)?))?.div_euclid(86_400_000_000))
            }
        })
    }
}

fn number(found: &Json) -> Option<f64> {
    found.as_f64().or_else(|| found.as_str()?.trim().parse().ok()).filter(|number: &f64| number.is_finite())
}

/// So many of a unit, as microseconds: whole numbers exactly, others to the nearest.
fn counted(found: &Json, unit: i64) -> Option<i64> {
    if let Some(whole) = found.as_i64() {
        return whole.checked_mul(unit);
    }
    let micros = (number(found)? * unit as f64).round_ties_even();
    (micros.abs() < 9e18).then_some(micros as i64)
}
