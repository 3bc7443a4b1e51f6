//! The engine's columns as they are handed to a plugin.

use etalon_core::plugin::{Batch, Column, Data, Kind, Parameter};
use etalon_core::value::{DECIMAL, Value};
use std::borrow::Cow;
use std::collections::HashMap;

/// Rows to be handed over.
pub(crate) struct Sent<'a> {
    pub(crate) rows: usize,
    pub(crate) columns: Vec<SentColumn<'a>>,
}

/// One column to be handed over.
pub(crate) struct SentColumn<'a> {
    pub(crate) data: SentData<'a>,
    /// One bit a row, least first; none = all rows have a value.
    pub(crate) valid: Option<Vec<u8>>,
}

/// Its values.
pub(crate) enum SentData<'a> {
    Flags(Cow<'a, [u8]>),
    Ints(Cow<'a, [i64]>),
    Numbers(Cow<'a, [f64]>),
    Texts { codes: Vec<u32>, dict: Vec<&'a str> },
}

/// A batch of the engine: numbers turned once, whatever is then picked of it.
pub(crate) struct Prepared<'a> {
    pub(crate) rows: usize,
    columns: Vec<PreparedColumn<'a>>,
}

struct PreparedColumn<'a> {
    data: PreparedData<'a>,
    valid: Option<&'a [bool]>,
}

enum PreparedData<'a> {
    Flags(&'a [u8]),
    Ints(&'a [i64]),
    Numbers(Vec<f64>),
    Texts { codes: &'a [u32], words: &'a [String] },
}

impl<'a> Prepared<'a> {
    /// None if the columns are not those of the parameters.
    pub(crate) fn new(parameters: &[Parameter], batch: Batch<'a>) -> Option<Self> {
        let kinds: Vec<Kind> = parameters.iter().filter(|p| !p.constant).map(|p| p.term.kind).collect();
        if kinds.len() != batch.columns.len() {
            return None;
        }
        let columns = kinds.into_iter().zip(batch.columns).map(|(kind, column)| prepared(kind, column, batch.rows));
        Some(Self { rows: batch.rows, columns: columns.collect::<Option<_>>()? })
    }

    /// Rows that follow each other.
    pub(crate) fn range(&self, from: usize, to: usize) -> Sent<'_> {
        let columns = self.columns.iter().map(|column| {
            let valid = column.valid.map(|valid| &valid[from..to]).filter(|valid| valid.contains(&false));
            let data = match (&column.data, valid) {
                (PreparedData::Flags(v), None) => SentData::Flags(Cow::Borrowed(&v[from..to])),
                (PreparedData::Ints(v), None) => SentData::Ints(Cow::Borrowed(&v[from..to])),
                (PreparedData::Numbers(v), None) => SentData::Numbers(Cow::Borrowed(&v[from..to])),
                (PreparedData::Flags(v), Some(valid)) => SentData::Flags(Cow::Owned(blanked(&v[from..to], valid))),
                (PreparedData::Ints(v), Some(valid)) => SentData::Ints(Cow::Owned(blanked(&v[from..to], valid))),
                (PreparedData::Numbers(v), Some(valid)) => SentData::Numbers(Cow::Owned(blanked(&v[from..to], valid))),
                (PreparedData::Texts { codes, words }, valid) => texts(codes[from..to].iter().copied(), words, valid),
            };
            SentColumn { data, valid: valid.map(bits) }
        });
        Sent { rows: to - from, columns: columns.collect() }
    }

    /// These rows, in this order.
    pub(crate) fn pick(&self, rows: &[usize]) -> Sent<'_> {
        let columns = self.columns.iter().map(|column| {
            let valid: Option<Vec<bool>> = column.valid.map(|valid| rows.iter().map(|row| valid[*row]).collect());
            let valid = valid.filter(|valid| valid.contains(&false));
            let there = valid.as_deref();
            let data = match &column.data {
                PreparedData::Flags(v) => SentData::Flags(Cow::Owned(picked(v, rows, there))),
                PreparedData::Ints(v) => SentData::Ints(Cow::Owned(picked(v, rows, there))),
                PreparedData::Numbers(v) => SentData::Numbers(Cow::Owned(picked(v, rows, there))),
                PreparedData::Texts { codes, words } => texts(rows.iter().map(|row| codes[*row]), words, there),
            };
            SentColumn { data, valid: there.map(bits) }
        });
        Sent { rows: rows.len(), columns: columns.collect() }
    }
}

fn prepared<'a>(kind: Kind, column: &'a Column<'a>, rows: usize) -> Option<PreparedColumn<'a>> {
    let valid = column.valid.as_deref();
    if column.data.len() != rows || valid.is_some_and(|valid| valid.len() != rows) {
        return None;
    }
    let data = match (kind, &column.data) {
        (Kind::YesNo, Data::Flags(v)) => PreparedData::Flags(v),
        (Kind::Number, Data::Ints(v)) => PreparedData::Numbers(v.iter().map(|v| number(*v)).collect()),
        (Kind::Whole | Kind::Duration | Kind::Instant | Kind::Date, Data::Ints(v)) => PreparedData::Ints(v),
        (Kind::Text, Data::Texts { codes, words }) => PreparedData::Texts { codes, words },
        _ => return None,
    };
    Some(PreparedColumn { data, valid })
}

/// The double next to so many millionths.
fn number(millionths: i64) -> f64 {
    millionths as f64 / DECIMAL as f64
}

/// What lies where no value is must not be seen.
fn blanked<T: Copy + Default>(values: &[T], valid: &[bool]) -> Vec<T> {
    values.iter().zip(valid).map(|(value, there)| if *there { *value } else { T::default() }).collect()
}

fn picked<T: Copy + Default>(values: &[T], rows: &[usize], valid: Option<&[bool]>) -> Vec<T> {
    let picked: Vec<T> = rows.iter().map(|row| values[*row]).collect();
    valid.map_or_else(|| picked.clone(), |valid| blanked(&picked, valid))
}

/// One bit a row, least first.
fn bits(valid: &[bool]) -> Vec<u8> {
    let byte = |eight: &[bool]| eight.iter().enumerate().fold(0, |byte, (i, there)| byte | (u8::from(*there) << i));
    valid.chunks(8).map(byte).collect()
}

/// Only the words that these rows use, in the order in which they come: nothing else of the engine's shows.
fn texts<'a>(codes: impl ExactSizeIterator<Item = u32>, words: &'a [String], valid: Option<&[bool]>) -> SentData<'a> {
    let mut dict = Vec::new();
    let mut known = Known::new(words.len(), codes.len());
    let codes = codes
        .enumerate()
        .map(|(row, code)| {
            if valid.is_some_and(|valid| !valid[row]) {
                return 0;
            }
            *known.of(code).get_or_insert_with(|| {
                dict.push(words.get(code as usize).map_or("", String::as_str));
                dict.len() as u32 - 1
            })
        })
        .collect();
    SentData::Texts { codes, dict }
}

/// The new codes by the old.
enum Known {
    Few(Vec<Option<u32>>),
    Many(HashMap<u32, Option<u32>>),
}

impl Known {
    fn new(words: usize, rows: usize) -> Self {
        if words <= rows.saturating_mul(8) { Self::Few(vec![None; words + 1]) } else { Self::Many(HashMap::new()) }
    }

    fn of(&mut self, code: u32) -> &mut Option<u32> {
        match self {
            Self::Few(known) => {
                let last = known.len() - 1;
                &mut known[(code as usize).min(last)]
            }
            Self::Many(known) => known.entry(code).or_default(),
        }
    }
}

/// Constants: columns of one row, in the order of the parameters that are constants. None if they are not those.
pub(crate) fn constants<'a>(parameters: &[Parameter], values: &'a [Value]) -> Option<Sent<'a>> {
    let kinds: Vec<Kind> = parameters.iter().filter(|p| p.constant).map(|p| p.term.kind).collect();
    if kinds.len() != values.len() {
        return None;
    }
    let columns = kinds.into_iter().zip(values).map(|(kind, value)| constant(kind, value)).collect::<Option<_>>()?;
    Some(Sent { rows: 1, columns })
}

fn constant(kind: Kind, value: &Value) -> Option<SentColumn<'_>> {
    let one = |data| Some(SentColumn { data, valid: None });
    let int = |v: i64| one(SentData::Ints(Cow::Owned(vec![v])));
    let real = |v: f64| one(SentData::Numbers(Cow::Owned(vec![v])));
    match (kind, value) {
        (_, Value::Missing) => {
            let data = match kind {
                Kind::YesNo => SentData::Flags(Cow::Owned(vec![0])),
                Kind::Number => SentData::Numbers(Cow::Owned(vec![0.0])),
                Kind::Text => SentData::Texts { codes: vec![0], dict: Vec::new() },
                _ => SentData::Ints(Cow::Owned(vec![0])),
            };
            Some(SentColumn { data, valid: Some(vec![0]) })
        }
        (Kind::YesNo, Value::YesNo(yes)) => one(SentData::Flags(Cow::Owned(vec![u8::from(*yes)]))),
        (Kind::Number, Value::Decimal(v)) => real(number(*v)),
        (Kind::Number, Value::Whole(v)) => real(*v as f64),
        (Kind::Number, Value::Ratio(v)) => real(v.num() as f64 / v.den() as f64),
        (Kind::Whole, Value::Whole(v))
        | (Kind::Duration, Value::Duration(v))
        | (Kind::Instant, Value::Instant(v))
        | (Kind::Date, Value::Date(v)) => int(*v),
        (Kind::Text, Value::Text(text)) => one(SentData::Texts { codes: vec![0], dict: vec![text] }),
        _ => None,
    }
}
