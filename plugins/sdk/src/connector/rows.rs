//! Rows, typed by their stream, on their way into columns.

use super::about::{Field, Kind, Stream};
use super::failure::Failure;
use serde_json::Value as Json;

/// A page of a stream.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its rows; fewer than asked for, or none, is fine.
    pub rows: Rows,
    /// Where the next page starts: opaque, small, good after a restart and for a newer version.
    pub cursor: Vec<u8>,
    /// When to ask for it.
    pub next: Next,
    /// No older event will come; microseconds since 1970.
    pub watermark: Option<i64>,
}

/// When to ask for the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// There is more.
    Now,
    /// That is all for now; something new may come after so many seconds.
    After(u32),
    /// Nothing more will ever come.
    Ended,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// There is none.
    None,
    /// yes or no
    YesNo(bool),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Microseconds.
    Duration(i64),
    /// Microseconds since 1970-01-01T00:00:00Z.
    Instant(i64),
    /// Days since 1970-01-01.
    Date(i64),
    /// A text.
    Text(String),
}

impl Value {
    /// The text of a JSON text or number; nothing of anything else.
    #[must_use]
    pub fn text(json: &Json) -> Self {
        match json {
            Json::String(text) => Self::Text(text.clone()),
            Json::Number(number) => Self::Text(number.to_string()),
            _ => Self::None,
        }
    }

    /// A whole number.
    #[must_use]
    pub fn whole(json: &Json) -> Self {
        json.as_i64().map_or(Self::None, Self::Whole)
    }

    /// A duration of so many minutes, as JSON says.
    #[must_use]
    pub fn minutes(json: &Json) -> Self {
        json.as_i64().and_then(|minutes| minutes.checked_mul(60_000_000)).map_or(Self::None, Self::Duration)
    }

    fn kind(&self) -> Option<Kind> {
        Some(match self {
            Self::None => return None,
            Self::YesNo(_) => Kind::YesNo,
            Self::Whole(_) => Kind::Whole,
            Self::Number(_) => Kind::Number,
            Self::Duration(_) => Kind::Duration,
            Self::Instant(_) => Kind::Instant,
            Self::Date(_) => Kind::Date,
            Self::Text(_) => Kind::Text,
        })
    }
}

/// A moment as RFC 3339 writes it (`2026-03-02T09:00:00Z`); JSON null is no value.
///
/// # Errors
/// It is something else.
pub fn instant(json: &Json) -> Result<Value, Failure> {
    match json {
        Json::Null => Ok(Value::None),
        Json::String(text) => {
            micros(text).map(Value::Instant).ok_or_else(|| Failure::odd(format!("`{text}` is no moment")))
        }
        _ => Err(Failure::odd("a moment is due, as 2026-03-02T09:00:00Z")),
    }
}

/// Microseconds since 1970 of a moment as RFC 3339 writes it.
#[must_use]
pub fn micros(text: &str) -> Option<i64> {
    text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_microsecond)
}

/// Rows of a stream.
#[derive(Debug, Clone)]
pub struct Rows {
    fields: Vec<(String, Kind, bool)>,
    rows: Vec<Vec<Value>>,
}

impl Rows {
    /// None yet.
    #[must_use]
    pub fn of(stream: &Stream) -> Self {
        Self::with(stream.fields.iter().map(|field: &Field| (field.name.to_owned(), field.kind, field.nullable)))
    }

    /// None yet, of fields that are only known once the plugin is set: name, kind, whether it may be missing.
    #[must_use]
    pub fn with(fields: impl IntoIterator<Item = (String, Kind, bool)>) -> Self {
        Self { fields: fields.into_iter().collect(), rows: Vec::new() }
    }

    /// One more, in the order of the fields.
    ///
    /// # Errors
    /// A value is of another kind than its field, or is missing where it must not be.
    pub fn add(&mut self, row: impl IntoIterator<Item = Value>) -> Result<(), Failure> {
        let row: Vec<Value> = row.into_iter().collect();
        let wrong = |what: String| Err(Failure::odd(format!("row {} of the page: {what}", self.rows.len() + 1)));
        if row.len() != self.fields.len() {
            return wrong(format!("{} values for {} fields", row.len(), self.fields.len()));
        }
        for (value, (name, kind, nullable)) in row.iter().zip(&self.fields) {
            match value.kind() {
                None if !nullable => return wrong(format!("`{name}` is missing")),
                Some(given) if given != *kind => {
                    return wrong(format!("`{name}` is {} and not {}", given.word(), kind.word()));
                }
                _ => {}
            }
        }
        self.rows.push(row);
        Ok(())
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// As they are, for tests.
    #[must_use]
    pub fn values(&self) -> &[Vec<Value>] {
        &self.rows
    }
}

/// Columns, as they cross the border.
#[cfg(target_arch = "wasm32")]
pub(super) mod columns {
    use super::{Kind, Rows, Value};
    use crate::connector::bindings::source::etalon::plugin::types::{Batch, Column, Data, TextData};
    use std::collections::HashMap;

    impl Rows {
        pub(in crate::connector) fn batch(self) -> Batch {
            let rows = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
            let mut columns: Vec<Vec<Value>> =
                self.fields.iter().map(|_| Vec::with_capacity(self.rows.len())).collect();
            for row in self.rows {
                for (column, value) in columns.iter_mut().zip(row) {
                    column.push(value);
                }
            }
            let columns = self.fields.iter().zip(columns).map(|((_, kind, _), values)| column(*kind, values)).collect();
            Batch { rows, columns }
        }
    }

    fn column(kind: Kind, values: Vec<Value>) -> Column {
        let mut valid = vec![0u8; values.len().div_ceil(8)];
        for (row, _) in values.iter().enumerate().filter(|(_, value)| **value != Value::None) {
            valid[row / 8] |= 1 << (row % 8);
        }
        let data = match kind {
            Kind::YesNo => Data::Booleans(values.into_iter().map(|v| u8::from(v == Value::YesNo(true))).collect()),
            Kind::Number => {
                Data::Numbers(values.into_iter().map(|v| if let Value::Number(n) = v { n } else { 0.0 }).collect())
            }
            Kind::Text => Data::Texts(texts(values)),
            _ => Data::Ints(values.into_iter().map(int).collect()),
        };
        Column { data, valid: Some(valid) }
    }

    fn int(value: Value) -> i64 {
        match value {
            Value::Whole(n) | Value::Duration(n) | Value::Instant(n) | Value::Date(n) => n,
            _ => 0,
        }
    }

    fn texts(values: Vec<Value>) -> TextData {
        let mut known: HashMap<String, u32> = HashMap::new();
        let mut dict = Vec::new();
        let codes = values.into_iter().map(|value| {
            let Value::Text(text) = value else { return 0 };
            *known.entry(text).or_insert_with_key(|text| {
                dict.push(text.clone());
                u32::try_from(dict.len() - 1).unwrap_or(0)
            })
        });
        TextData { codes: codes.collect(), dict }
    }
}
