//! The key of every row that came in, and the rows that have none.

use super::delivered::Delivered;
use super::table::pick;
use crate::Plan;
use crate::evaluate::columns::{Vector, Words, shown};
use crate::outcome::SourceData;
use crate::plan::{Level, Op};
use crate::standard::{FieldId, Leaf, Standard, Type, UnitId, UnitKind};
use crate::table::{Column, Data, Rejected};
use crate::value::Texts;
use std::cmp::Ordering;

/// The keys of a table's rows as texts.
#[derive(Debug, Clone)]
pub(crate) enum Keys {
    /// The codes in the column of that field.
    Field(FieldId),
    /// Codes.
    Codes(Vec<u32>),
    /// Nothing refers to these rows: their keys are written only when somebody wants to read one.
    Unwritten(Unwritten),
}

/// Keys that are written when somebody reads them.
#[derive(Debug, Clone)]
pub(crate) struct Unwritten {
    /// The fields that make a key, with their types.
    fields: Vec<(FieldId, Type)>,
}

impl Unwritten {
    /// The key of a row.
    pub(crate) fn text(&self, columns: &[Column], row: usize, texts: &Texts) -> String {
        written(&self.fields, columns, row, texts)
    }
}

/// The keys of all rows of one unit, and which of the rows can be used.
pub(super) struct Keyed {
    pub(super) keys: Keys,
    /// Rows with a key and, where there must be one, an instant; none = all.
    pub(super) usable: Option<Vec<u32>>,
}

pub(super) fn keyed(
    standard: &Standard,
    plan: &Plan,
    delivered: &Delivered,
    texts: &mut Texts,
    data: &mut [SourceData],
) -> Keyed {
    let unit = &standard.units[delivered.unit.index()];
    let columns: Vec<&Column> = unit.keys.iter().filter_map(|f| delivered.column(Some(*f))).collect();
    let at = delivered.column(unit.at);
    let mut usable = None;
    if columns.iter().copied().chain(at).any(|c| c.valid.is_some()) {
        let n = delivered.rows();
        let mut rows = Vec::with_capacity(n);
        let (mut keyless, mut timeless) = (Vec::new(), Vec::new());
        for i in 0..n {
            let row = super::table::row(i);
            if !columns.iter().all(|c| c.has(i)) {
                keyless.push(row);
            } else if at.is_some_and(|at| !at.has(i)) {
                timeless.push(row);
            } else {
                rows.push(row);
            }
        }
        let no_key = "the key is missing: without it nobody can tell which event this is";
        reject(data, delivered, "no-key", no_key, &keyless);
        let no_instant = "the instant is missing: without it nobody can tell when this was";
        reject(data, delivered, "no-instant", no_instant, &timeless);
        usable = (rows.len() < n).then_some(rows);
    }
    let fields = || unit.keys.iter().map(|f| (*f, unit.fields[f.index()].ty.clone())).collect::<Vec<_>>();
    let keys = match unit.keys[..] {
        [key] if textual(&unit.fields[key.index()].ty) => Keys::Field(key),
        _ if unread(standard, plan, delivered.unit) => Keys::Unwritten(Unwritten { fields: fields() }),
        _ => {
            let fields = fields();
            let code = |row| {
                let text = written(&fields, &delivered.columns, row, texts);
                texts.code(&text)
            };
            Keys::Codes((0..delivered.rows()).map(code).collect())
        }
    };
    Keyed { keys, usable }
}

const fn textual(ty: &Type) -> bool {
    matches!(ty, Type::Text | Type::Ref(_))
}

/// Whether no rule reads the key of this unit as a text, and equal texts of keys mean equal values.
fn unread(standard: &Standard, plan: &Plan, unit: UnitId) -> bool {
    let declared = &standard.units[unit.index()];
    let texts = declared.keys.iter().filter(|key| match &declared.fields[key.index()].ty {
        Type::OneOf(_) => true,
        ty => textual(ty),
    });
    let referred = standard.units.iter().any(|u| u.fields.iter().any(|f| f.ty == Type::Ref(unit)));
    let read = plan.nodes.iter().any(|node| {
        node.level == Level::Row(unit) && matches!(&node.op, Op::Field(path, Leaf::Key) if path.is_empty())
    });
    matches!(declared.kind, UnitKind::Event) && texts.count() <= 1 && !referred && !read
}

/// A key as a text, its fields joined with `/`.
pub(crate) fn written(fields: &[(FieldId, Type)], columns: &[Column], row: usize, texts: &Texts) -> String {
    if let [(field, Type::Whole)] = fields
        && let Some(Column { data: Data::Ints(numbers), valid: None }) = columns.get(field.index())
    {
        return numbers[row].to_string();
    }
    let words = Words::new(texts);
    let parts = fields.iter().filter_map(|(field, ty)| {
        let column = columns.get(field.index()).filter(|c| c.has(row))?;
        Some(shown(&Vector::of_column(column, row, row + 1), ty, 0, &words))
    });
    parts.collect::<Vec<_>>().join("/")
}

impl Keys {
    /// The codes of the texts, if they were written.
    pub(crate) fn codes<'k>(&'k self, columns: &'k [Column]) -> Option<&'k [u32]> {
        match self {
            Self::Field(field) => match &columns.get(field.index())?.data {
                Data::Codes(codes) => Some(codes),
                _ => None,
            },
            Self::Codes(codes) => Some(codes),
            Self::Unwritten(_) => None,
        }
    }

    /// The text of the key of a row.
    pub(super) fn text(&self, columns: &[Column], row: u32, texts: &Texts) -> String {
        match self {
            Self::Unwritten(unwritten) => unwritten.text(columns, row as usize, texts),
            keys => keys.codes(columns).map_or_else(String::new, |codes| texts.get(codes[row as usize]).to_owned()),
        }
    }

    /// Of two rows, which key comes first.
    pub(super) fn compare(&self, columns: &[Column], (a, b): (u32, u32), texts: &Texts) -> Ordering {
        match self.codes(columns) {
            Some(codes) => texts.get(codes[a as usize]).cmp(texts.get(codes[b as usize])),
            None => self
                .begin(columns, (a, b), texts)
                .unwrap_or_else(|| self.text(columns, a, texts).cmp(&self.text(columns, b, texts))),
        }
    }

    /// What the texts of the first field tell, if neither begins with the other.
    fn begin(&self, columns: &[Column], (a, b): (u32, u32), texts: &Texts) -> Option<Ordering> {
        let Self::Unwritten(Unwritten { fields }) = self else { return None };
        let (field, _) = fields.first().filter(|(_, ty)| textual(ty))?;
        let Some(Column { data: Data::Codes(codes), valid: None }) = columns.get(field.index()) else { return None };
        let (a, b) = (texts.get(codes[a as usize]).as_bytes(), texts.get(codes[b as usize]).as_bytes());
        a.iter().zip(b).map(|(a, b)| a.cmp(b)).find(|order| order.is_ne())
    }

    /// The keys of these rows.
    pub(super) fn picked(self, rows: &[u32]) -> Self {
        match self {
            Self::Codes(codes) => Self::Codes(pick(&codes, rows)),
            keys => keys,
        }
    }
}

fn reject(data: &mut [SourceData], delivered: &Delivered, slug: &'static str, reason: &str, rows: &[u32]) {
    for rows in rows.chunk_by(|a, b| delivered.origin(*a).0 == delivered.origin(*b).0) {
        let data = &mut data[usize::from(delivered.data[delivered.origin(rows[0]).0])];
        data.rejected += rows.len() as u64;
        let first = rows.iter().take(5).map(|row| {
            let (file, line) = delivered.spot(*row);
            (file, line, String::new())
        });
        let (reason, count) = (reason.to_owned(), rows.len() as u64);
        data.reasons.push(Rejected { slug, reason, count, first: first.collect() });
    }
}
