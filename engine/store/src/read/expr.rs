//! Column expressions: bound to numbered columns once, computed row by row.

use super::cell::{Cell, Row};
use crate::kinds::{Fault, Number, clock, in_units, percent, plain, shown};
use etalon_core::standard::ColumnExpr;
use etalon_grammar::ast::BinaryOp;
use regex::Regex;
use std::borrow::Cow;
use std::cmp::Ordering;

/// The columns a source speaks of, each once.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    pub names: Vec<String>,
}

impl Columns {
    fn number(&mut self, name: &str) -> usize {
        self.names.iter().position(|n| n == name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        })
    }
}

/// A column expression with its columns numbered and its patterns ready.
#[derive(Debug)]
pub(crate) enum Bound {
    Column(usize),
    Text(String),
    Row,
    File,
    Missing,
    Join(Vec<Bound>),
    Trim(Box<Bound>),
    Lower(Box<Bound>),
    Upper(Box<Bound>),
    Before(Box<Bound>, String),
    After(Box<Bound>, String),
    Units(Box<Bound>, i64),
    Clock(Box<Bound>),
    Percent(Box<Bound>),
    Number(Box<Bound>),
    FirstOf(Vec<Bound>),
    By(Box<Bound>, Vec<(Vec<String>, Bound)>, Option<Box<Bound>>),
    If(Box<Bound>, Box<Bound>, Box<Bound>),
    Compare(BinaryOp, Box<Bound>, Box<Bound>),
    And(Vec<Bound>),
    Or(Vec<Bound>),
    Not(Box<Bound>),
    IsMissing(Box<Bound>),
    Matches(Box<Bound>, Regex),
}

/// What expressions need besides the row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around<'a> {
    /// The file's name without folders.
    pub file: &'a str,
    /// The tokens that mean missing.
    pub missing: &'a [String],
}

impl Bound {
    /// Numbers the columns; an unusable pattern is given back as its error.
    pub fn new(expr: &ColumnExpr, columns: &mut Columns) -> Result<Self, String> {
        let mut one = |e: &ColumnExpr| Self::new(e, columns).map(Box::new);
        Ok(match expr {
            ColumnExpr::Column(name, _) => Self::Column(columns.number(name)),
            ColumnExpr::Text(text) => Self::Text(text.clone()),
            ColumnExpr::Row => Self::Row,
            ColumnExpr::File => Self::File,
            ColumnExpr::Missing => Self::Missing,
            ColumnExpr::Join(parts) => Self::Join(Self::all(parts, columns)?),
            ColumnExpr::Trim(e) => Self::Trim(one(e)?),
            ColumnExpr::Lower(e) => Self::Lower(one(e)?),
            ColumnExpr::Upper(e) => Self::Upper(one(e)?),
            ColumnExpr::Before(e, mark) => Self::Before(one(e)?, mark.clone()),
            ColumnExpr::After(e, mark) => Self::After(one(e)?, mark.clone()),
            ColumnExpr::Units(e, micros) => Self::Units(one(e)?, *micros),
            ColumnExpr::Clock(e) => Self::Clock(one(e)?),
            ColumnExpr::Percent(e) => Self::Percent(one(e)?),
            ColumnExpr::Number(e) => Self::Number(one(e)?),
            ColumnExpr::FirstOf(parts) => Self::FirstOf(Self::all(parts, columns)?),
            ColumnExpr::By(of, rows, otherwise) => {
                let of = one(of)?;
                let otherwise = otherwise.as_deref().map(&mut one).transpose()?;
                let rows = rows
                    .iter()
                    .map(|(keys, value)| Ok((keys.clone(), Self::new(value, columns)?)))
                    .collect::<Result<_, String>>()?;
                Self::By(of, rows, otherwise)
            }
            ColumnExpr::If(c, a, b) => Self::If(one(c)?, one(a)?, one(b)?),
            ColumnExpr::Compare(op, a, b) => Self::Compare(*op, one(a)?, one(b)?),
            ColumnExpr::And(parts) => Self::And(Self::all(parts, columns)?),
            ColumnExpr::Or(parts) => Self::Or(Self::all(parts, columns)?),
            ColumnExpr::Not(e) => Self::Not(one(e)?),
            ColumnExpr::IsMissing(e) => Self::IsMissing(one(e)?),
            ColumnExpr::Matches(e, pattern) => {
                let pattern =
                    Regex::new(pattern).map_err(|error| format!("the pattern `{pattern}` cannot be used: {error}"))?;
                Self::Matches(one(e)?, pattern)
            }
        })
    }

    fn all(parts: &[ColumnExpr], columns: &mut Columns) -> Result<Vec<Self>, String> {
        parts.iter().map(|e| Self::new(e, columns)).collect()
    }

    /// The expressions in it.
    fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Column(_) | Self::Text(_) | Self::Row | Self::File | Self::Missing => Vec::new(),
            Self::Join(p) | Self::FirstOf(p) | Self::And(p) | Self::Or(p) => p.iter().collect(),
            Self::Trim(e)
            | Self::Lower(e)
            | Self::Upper(e)
            | Self::Before(e, _)
            | Self::After(e, _)
            | Self::Units(e, _)
            | Self::Clock(e)
            | Self::Percent(e)
            | Self::Number(e)
            | Self::Not(e)
            | Self::IsMissing(e)
            | Self::Matches(e, _) => vec![e],
            Self::By(of, rows, otherwise) => {
                let rows = rows.iter().map(|(_, e)| e);
                std::iter::once(&**of).chain(rows).chain(otherwise.as_deref()).collect()
            }
            Self::If(a, b, c) => vec![a, b, c],
            Self::Compare(_, a, b) => vec![a, b],
        }
    }

    /// Whether it needs the row's number.
    pub fn uses_row(&self) -> bool {
        matches!(self, Self::Row) || self.parts().into_iter().any(Self::uses_row)
    }

    /// The column it needs, if it needs one and nothing else of the row.
    pub fn only_column(&self) -> Option<usize> {
        let mut columns = Vec::new();
        self.add_columns(&mut columns);
        columns.dedup();
        match columns[..] {
            [column] if !self.uses_row() => Some(column),
            _ => None,
        }
    }

    /// The columns it needs, as often as they are named.
    pub fn add_columns(&self, columns: &mut Vec<usize>) {
        if let Self::Column(column) = self {
            columns.push(*column);
        }
        self.parts().into_iter().for_each(|part| part.add_columns(columns));
    }

    /// The value for one row.
    pub fn of<'r, R: Row>(&'r self, row: &'r R, around: &Around<'r>) -> Result<Cell<'r>, Fault> {
        Ok(match self {
            Self::Column(column) => match row.text(*column)? {
                Some(text) if !means_missing(&text, around.missing) => Cell::Text(text),
                _ => Cell::Missing,
            },
            Self::Text(text) => Cell::Text(Cow::Borrowed(text)),
            Self::Row => Cell::Text(Cow::Owned(row.number().to_string())),
            Self::File => Cell::Text(Cow::Borrowed(around.file)),
            Self::Missing => Cell::Missing,
            Self::Join(parts) => {
                let mut joined = String::new();
                for part in parts {
                    match part.of(row, around)?.into_text()? {
                        Some(text) => joined.push_str(&text),
                        None => return Ok(Cell::Missing),
                    }
                }
                Cell::Text(Cow::Owned(joined))
            }
            Self::Trim(e) => text(e, row, around, |t| match t {
                Cow::Borrowed(t) => Some(Cow::Borrowed(t.trim())),
                Cow::Owned(t) => Some(Cow::Owned(t.trim().to_owned())),
            })?,
            Self::Lower(e) => {
                text(e, row, around, |t| Some(if is_lower(&t) { t } else { Cow::Owned(t.to_lowercase()) }))?
            }
            Self::Upper(e) => text(e, row, around, |t| Some(Cow::Owned(t.to_uppercase())))?,
            Self::Before(e, mark) => text(e, row, around, |t| {
                Some(match t {
                    Cow::Borrowed(t) => Cow::Borrowed(t.split_once(mark.as_str()).map_or(t, |(before, _)| before)),
                    Cow::Owned(t) => {
                        Cow::Owned(t.split_once(mark.as_str()).map_or(t.as_str(), |(before, _)| before).to_owned())
                    }
                })
            })?,
            Self::After(e, mark) => text(e, row, around, |t| match t {
                Cow::Borrowed(t) => t.split_once(mark.as_str()).map(|(_, after)| Cow::Borrowed(after)),
                Cow::Owned(t) => t.split_once(mark.as_str()).map(|(_, after)| Cow::Owned(after.to_owned())),
            })?,
            Self::Units(e, micros) => match e.of(row, around)?.into_text()? {
                Some(text) => Cell::Micros(in_units(&text, *micros)?, text),
                None => Cell::Missing,
            },
            Self::Clock(e) => match e.of(row, around)?.into_text()? {
                Some(text) => Cell::Micros(clock(&text)?, text),
                None => Cell::Missing,
            },
            Self::Percent(e) => match e.of(row, around)?.into_text()? {
                Some(text) => Cell::Share(percent(&text)?, text),
                None => Cell::Missing,
            },
            Self::Number(e) => match e.of(row, around)?.into_text()? {
                Some(text) => Cell::Text(Cow::Owned(plain(&text)?)),
                None => Cell::Missing,
            },
            Self::FirstOf(parts) => {
                for part in parts {
                    match part.of(row, around)? {
                        Cell::Missing => {}
                        Cell::Text(text) if text.is_empty() => {}
                        found => return Ok(found),
                    }
                }
                Cell::Missing
            }
            Self::By(of, rows, otherwise) => {
                let key = of.of(row, around)?.into_text()?;
                let found = key.as_ref().and_then(|key| rows.iter().find(|(keys, _)| keys.iter().any(|k| k == key)));
                match (found, otherwise, key) {
                    (Some((_, value)), _, _) => value.of(row, around)?,
                    (None, Some(otherwise), _) => otherwise.of(row, around)?,
                    (None, None, None) => Cell::Missing,
                    (None, None, Some(key)) => {
                        return Err(Fault::new(
                            "unknown-value",
                            format!(
                                "the table `by … {{ … }}` of the source has no line for `{}`; add one, or an `otherwise:`",
                                shown(&key)
                            ),
                            &key,
                        ));
                    }
                }
            }
            Self::If(condition, a, b) => match condition.of(row, around)?.into_yes_no() {
                Some(true) => a.of(row, around)?,
                Some(false) => b.of(row, around)?,
                None => Cell::Missing,
            },
            Self::Compare(op, a, b) => {
                let (a, b) = (a.of(row, around)?.into_text()?, b.of(row, around)?.into_text()?);
                match (a, b) {
                    (Some(a), Some(b)) => Cell::YesNo(holds(*op, compare(&a, &b))),
                    _ => Cell::Missing,
                }
            }
            Self::And(parts) => all_of(parts, row, around, false)?,
            Self::Or(parts) => all_of(parts, row, around, true)?,
            Self::Not(e) => e.of(row, around)?.into_yes_no().map_or(Cell::Missing, |yes| Cell::YesNo(!yes)),
            Self::IsMissing(e) => match e.of(row, around)? {
                Cell::Missing => Cell::YesNo(true),
                Cell::Text(text) => Cell::YesNo(text.is_empty()),
                _ => Cell::YesNo(false),
            },
            Self::Matches(e, pattern) => match e.of(row, around)?.into_text()? {
                Some(text) => Cell::YesNo(pattern.is_match(&text)),
                None => Cell::Missing,
            },
        })
    }
}

/// `and` (deciding = no) and `or` (deciding = yes), with a third answer where something is missing.
fn all_of<'r, R: Row>(parts: &'r [Bound], row: &'r R, around: &Around<'r>, deciding: bool) -> Result<Cell<'r>, Fault> {
    let mut unknown = false;
    for part in parts {
        match part.of(row, around)?.into_yes_no() {
            Some(yes) if yes == deciding => return Ok(Cell::YesNo(deciding)),
            Some(_) => {}
            None => unknown = true,
        }
    }
    Ok(if unknown { Cell::Missing } else { Cell::YesNo(!deciding) })
}

fn text<'r, R: Row>(
    of: &'r Bound,
    row: &'r R,
    around: &Around<'r>,
    change: impl FnOnce(Cow<'r, str>) -> Option<Cow<'r, str>>,
) -> Result<Cell<'r>, Fault> {
    Ok(of.of(row, around)?.into_text()?.and_then(change).map_or(Cell::Missing, Cell::Text))
}

/// `""` always does, and so do blanks alone; a token with blanks around it is still that token.
fn means_missing(text: &str, tokens: &[String]) -> bool {
    let plain = |b: Option<&u8>| b.is_some_and(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    let trimmed = if plain(bytes.first()) && plain(bytes.last()) { text } else { text.trim() };
    trimmed.is_empty() || tokens.iter().any(|t| t == trimmed || t == text)
}

fn is_lower(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase())
}

/// As numbers if both are, else as texts.
fn compare(a: &str, b: &str) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    match (Number::parse(a), Number::parse(b)) {
        (Ok(a), Ok(b)) => compare_numbers(a, b),
        _ => a.cmp(b),
    }
}

fn compare_numbers(a: Number, b: Number) -> Ordering {
    let places = a.places.max(b.places);
    let scaled = |n: Number| 10_i128.checked_pow(places - n.places).and_then(|p| n.digits.checked_mul(p));
    match (scaled(a), scaled(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        // One of them is too large to be brought to the places of the other: the one with more digits before the point decides.
        _ => (a.digits.signum(), whole_part(a)).cmp(&(b.digits.signum(), whole_part(b))),
    }
}

fn whole_part(n: Number) -> i128 {
    10_i128.checked_pow(n.places).map_or(0, |p| n.digits / p)
}

fn holds(op: BinaryOp, order: Ordering) -> bool {
    match op {
        BinaryOp::Equal => order.is_eq(),
        BinaryOp::NotEqual => order.is_ne(),
        BinaryOp::Less => order.is_lt(),
        BinaryOp::LessEqual => order.is_le(),
        BinaryOp::Greater => order.is_gt(),
        BinaryOp::GreaterEqual => order.is_ge(),
        _ => false,
    }
}
