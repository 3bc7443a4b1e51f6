//! A source made ready for reading: expressions bound, fields known, the way its files are written.

use super::cell::{Cell, Row};
use super::convert::Memory;
use super::expr::{Around, Bound, Columns};
use crate::ReadError;
use crate::kinds::quick::POWERS;
use crate::kinds::{Fault, Kind, Slot, Zone};
use crate::nearest::nearest;
use encoding_rs::Encoding;
use etalon_core::Standard;
use etalon_core::standard::{ColumnExpr, Source, SourceId, Ties, Type};
use etalon_core::value::DECIMAL;
use etalon_grammar::ast::Span;

/// One field and how it is made.
#[derive(Debug)]
pub(crate) struct Taken {
    pub kind: Kind,
    pub optional: bool,
    /// A part of the key: even a row that only takes its event back must have it.
    pub key: bool,
    /// The standard says how it is made.
    pub given: bool,
    pub value: Bound,
    /// The column that alone decides the value, if there is one.
    pub only: Option<usize>,
    /// It is that column as it stands.
    pub direct: bool,
    /// The short way to most values.
    pub quick: Quick,
    /// The columns it needs. Of those within one `first_of` it is enough that one is there.
    pub needs: Vec<Need>,
}

/// A short way from a cell to a value. It may decline; what it gives is what the full reader would give.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Quick {
    /// None: what a cell means is remembered.
    No,
    /// The text as it stands.
    Text,
    Whole,
    /// A number; by its places what one step of its last place is worth.
    Steps(Vec<i64>),
    /// An instant in ISO 8601.
    Instant,
}

impl Quick {
    fn of(value: &Bound, ty: &Type, patterns: &[String]) -> Self {
        let steps = |unit: i64| Self::Steps(POWERS.iter().take_while(|p| unit % **p == 0).map(|p| unit / p).collect());
        match (value, ty) {
            (Bound::Column(_), Type::Text | Type::Ref(_)) => Self::Text,
            (Bound::Column(_), Type::Whole) => Self::Whole,
            (Bound::Column(_), Type::Decimal) => steps(DECIMAL),
            (Bound::Column(_), Type::Instant) if patterns.is_empty() => Self::Instant,
            (Bound::Units(of, unit), Type::Duration) if matches!(**of, Bound::Column(_)) => steps(*unit),
            _ => Self::No,
        }
    }
}

/// Columns of which at least one must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Need {
    pub columns: Vec<String>,
    pub span: Option<Span>,
}

/// A source made ready.
#[derive(Debug)]
pub(crate) struct SourcePlan<'s> {
    pub id: SourceId,
    pub source: &'s Source,
    pub unit: &'s str,
    pub columns: Columns,
    pub fields: Vec<Taken>,
    pub rows: Option<Bound>,
    pub retract: Option<Bound>,
    pub ties: Option<Bound>,
    /// What `rows`, `retract` and `ties` need.
    pub other_needs: Vec<(&'static str, Need)>,
    pub delimiter: u8,
    pub encoding: Option<&'static Encoding>,
    pub uses_row: bool,
    /// By byte: a text that begins with it may mean that there is no value.
    pub doubtful: [bool; 256],
}

impl<'s> SourcePlan<'s> {
    pub fn new(standard: &'s Standard, id: SourceId) -> Result<Self, Box<ReadError>> {
        let source = &standard.sources[id.index()];
        let unit = &standard.units[source.unit.index()];
        let name = &source.label.name;
        let mut columns = Columns::default();
        let mut bind = |expr: &ColumnExpr, span: Span| {
            Bound::new(expr, &mut columns).map_err(|why| ReadError::new("unusable-pattern", name, why).at(span))
        };
        let mut fields = Vec::new();
        for (index, field) in unit.fields.iter().enumerate() {
            let take = source.takes.iter().find(|t| t.field.index() == index);
            let own = ColumnExpr::Column(field.name.clone(), field.span);
            let (expr, given, span) = take.map_or((&own, false, field.span), |t| (&t.value, t.given, t.span));
            let value = bind(expr, span)?;
            fields.push(Taken {
                only: value.only_column(),
                direct: matches!(value, Bound::Column(_)),
                quick: Quick::of(&value, &field.ty, &source.times),
                kind: Kind::new(field),
                optional: field.optional,
                key: unit.keys.iter().any(|k| k.index() == index),
                given,
                value,
                needs: needs_of(expr),
            });
        }
        let span = source.label.name_span;
        let rows = source.rows.as_ref().map(|e| bind(e, span)).transpose()?;
        let retract = source.retract.as_ref().map(|e| bind(e, span)).transpose()?;
        let ties_expr = match &source.ties {
            Ties::By(expr) => Some(expr),
            Ties::Key | Ties::Row => None,
        };
        let ties = ties_expr.map(|e| bind(e, span)).transpose()?;
        let clauses =
            [("rows where", source.rows.as_ref()), ("retract where", source.retract.as_ref()), ("ties by", ties_expr)];
        let mut other_needs = Vec::new();
        for (clause, expr) in clauses {
            other_needs.extend(expr.into_iter().flat_map(needs_of).map(|need| (clause, need)));
        }
        let uses_row = fields.iter().any(|f| f.value.uses_row())
            || [&rows, &retract, &ties].iter().any(|e| e.as_ref().is_some_and(Bound::uses_row));
        Ok(Self {
            id,
            source,
            unit: &unit.label.name,
            columns,
            fields,
            rows,
            retract,
            ties,
            other_needs,
            delimiter: delimiter_of(source)?,
            encoding: encoding_of(source)?,
            uses_row,
            doubtful: doubtful(&source.missing),
        })
    }

    pub fn name(&self) -> &'s str {
        &self.source.label.name
    }

    pub fn error(&self, slug: &'static str, message: impl Into<String>) -> Box<ReadError> {
        ReadError::new(slug, self.name(), message).at(self.source.label.name_span)
    }

    /// The zone of the source's times, ready to be asked.
    pub fn zone(&self) -> Option<Zone> {
        let has_instant = self.fields.iter().any(|f| f.kind.ty == Type::Instant);
        self.source.zone.as_ref().filter(|_| has_instant).map(Zone::new)
    }

    /// The same without short ways.
    pub fn slowly(mut self) -> Self {
        self.fields.iter_mut().for_each(|field| field.only = None);
        self
    }

    /// By column whether these fields need it, or the choice of the rows does.
    pub fn columns_of(&self, wanted: impl Fn(usize) -> bool) -> Vec<bool> {
        let fields = self.fields.iter().enumerate().filter(|(index, _)| wanted(*index)).map(|(_, field)| &field.value);
        let mut columns = Vec::new();
        for value in fields.chain(&self.rows).chain(&self.retract).chain(&self.ties) {
            value.add_columns(&mut columns);
        }
        (0..self.columns.names.len()).map(|column| columns.contains(&column)).collect()
    }

    /// What the reading of a field remembers, before the first row.
    pub fn memory(&self) -> Memory {
        Memory { zone: self.zone(), ..Memory::default() }
    }

    /// The value, if the field may be missing where it is; a row that takes its event back needs no more than its key.
    pub fn needed<'r>(&self, field: usize, takes_back: bool, slot: Slot<'r>) -> Result<Slot<'r>, Fault> {
        let field = &self.fields[field];
        if slot != Slot::Missing || field.optional || (takes_back && !field.key) {
            return Ok(slot);
        }
        Err(Fault::new(
            "missing-value",
            format!(
                "the value is missing and every {} must have one; where it may be missing, declare it with `?`",
                self.unit
            ),
            "",
        ))
    }

    /// The value of one field for one row.
    pub fn value<'r, R: Row>(
        &'r self,
        field: usize,
        row: &'r R,
        around: &Around<'r>,
        zone: Option<&mut Zone>,
    ) -> Result<Slot<'r>, Fault> {
        let field = &self.fields[field];
        let kind = &field.kind;
        match field.value.of(row, around)? {
            Cell::Missing => Ok(Slot::Missing),
            Cell::Text(text) if text.is_empty() => Ok(Slot::Missing),
            Cell::Text(text) => kind.read(text, &self.source.times, zone),
            Cell::YesNo(yes) if kind.ty == Type::YesNo => Ok(Slot::Flag(yes)),
            Cell::Micros(micros, text) if kind.ty == Type::Duration => kind.within(Slot::Int(micros), &text),
            Cell::Share(ratio, text) if kind.ty == Type::Share => {
                if ratio < etalon_core::value::Ratio::ZERO || ratio > etalon_core::value::Ratio::ONE {
                    return Err(Fault::new("out-of-range", "a share lies between 0% and 100%", &text));
                }
                kind.within(Slot::Ratio(ratio), &text)
            }
            other => {
                let text = other.into_text()?.unwrap_or_default();
                kind.read(text, &self.source.times, zone)
            }
        }
    }

    /// The names of the fields, for messages.
    pub fn field_names(&self) -> Vec<String> {
        self.fields.iter().map(|f| f.kind.name.clone()).collect()
    }
}

fn doubtful(missing: &[String]) -> [bool; 256] {
    let mut doubtful = [true; 256];
    for byte in b'!'..=b'~' {
        doubtful[usize::from(byte)] = missing.iter().any(|token| token.trim_start().as_bytes().first() == Some(&byte));
    }
    doubtful
}

fn delimiter_of(source: &Source) -> Result<u8, Box<ReadError>> {
    let Some(delimiter) = source.delimiter else {
        return Ok(b',');
    };
    match u8::try_from(delimiter) {
        Ok(byte) if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => Ok(byte),
        _ => Err(ReadError::new(
            "unusable-delimiter",
            &source.label.name,
            format!("`{}` cannot stand between values", delimiter.escape_default()),
        )
        .at(source.label.name_span)
        .help("write `delimiter \";\"`, `\",\"`, `\"|\"` or `\"\\t\"`")),
    }
}

fn encoding_of(source: &Source) -> Result<Option<&'static Encoding>, Box<ReadError>> {
    let Some(label) = &source.encoding else { return Ok(None) };
    if let Some(encoding) = Encoding::for_label(label.trim().as_bytes()) {
        return Ok((encoding != encoding_rs::UTF_8).then_some(encoding));
    }
    let known = [
        "utf-8",
        "utf-16",
        "windows-1252",
        "windows-1257",
        "windows-1251",
        "windows-1250",
        "iso-8859-1",
        "iso-8859-13",
        "iso-8859-15",
    ];
    let near = nearest(label, known).map_or_else(String::new, |n| format!("did you mean `{n}`? "));
    Err(ReadError::new("unknown-encoding", &source.label.name, format!("the encoding `{label}` is not known"))
        .at(source.label.name_span)
        .reason("without it letters such as õ and ž would be read wrongly")
        .help(format!("{near}often it is `utf-8`, `windows-1252` (Western), `windows-1257` (Baltic) or `utf-16`")))
}

/// The columns an expression needs.
fn needs_of(expr: &ColumnExpr) -> Vec<Need> {
    let mut needs = Vec::new();
    collect(expr, &mut needs);
    needs
}

fn collect(expr: &ColumnExpr, needs: &mut Vec<Need>) {
    match expr {
        ColumnExpr::Column(name, span) => needs.push(Need { columns: vec![name.clone()], span: Some(*span) }),
        ColumnExpr::Text(_) | ColumnExpr::Row | ColumnExpr::File | ColumnExpr::Missing => {}
        ColumnExpr::Join(parts) | ColumnExpr::And(parts) | ColumnExpr::Or(parts) => {
            parts.iter().for_each(|e| collect(e, needs))
        }
        // Files of several years often name a column differently: one of the names is enough.
        ColumnExpr::FirstOf(parts) => {
            let mut inner = Vec::new();
            parts.iter().for_each(|e| collect(e, &mut inner));
            let span = inner.first().and_then(|n| n.span);
            let columns: Vec<String> = inner.into_iter().flat_map(|n| n.columns).collect();
            if !columns.is_empty() {
                needs.push(Need { columns, span });
            }
        }
        ColumnExpr::Trim(e)
        | ColumnExpr::Lower(e)
        | ColumnExpr::Upper(e)
        | ColumnExpr::Before(e, _)
        | ColumnExpr::After(e, _)
        | ColumnExpr::Units(e, _)
        | ColumnExpr::Clock(e)
        | ColumnExpr::Percent(e)
        | ColumnExpr::Number(e)
        | ColumnExpr::Not(e)
        | ColumnExpr::IsMissing(e)
        | ColumnExpr::Matches(e, _) => collect(e, needs),
        ColumnExpr::By(of, rows, otherwise) => {
            collect(of, needs);
            rows.iter().for_each(|(_, e)| collect(e, needs));
            otherwise.iter().for_each(|e| collect(e, needs));
        }
        ColumnExpr::If(a, b, c) => [a, b, c].into_iter().for_each(|e| collect(e, needs)),
        ColumnExpr::Compare(_, a, b) => [a, b].into_iter().for_each(|e| collect(e, needs)),
    }
}
