//! The key of every row that came in, and the rows that have none.

use super::table::row;
use crate::evaluate::columns::{Vector, Words, shown};
use crate::outcome::SourceData;
use crate::standard::{Type, Unit};
use crate::table::{Incoming, Rejected};
use crate::value::Texts;

/// The keys of one source's rows, and which of its rows can be used.
pub(super) struct Keyed {
    pub(super) keys: Vec<u32>,
    /// Rows with a key and, where there must be one, an instant; in the order of the source.
    pub(super) usable: Vec<u32>,
}

pub(super) fn keyed(unit: &Unit, incoming: &Incoming, texts: &mut Texts, data: &mut SourceData) -> Keyed {
    let n = incoming.places.len();
    let columns: Vec<(Vector<'_>, &Type)> = unit
        .keys
        .iter()
        .filter_map(|f| Some((Vector::of_column(incoming.columns.get(f.index())?, 0, n), &unit.fields[f.index()].ty)))
        .collect();
    let at = unit.at.and_then(|f| incoming.columns.get(f.index()));
    let mut usable = Vec::with_capacity(n);
    let (mut keyless, mut timeless) = (Vec::new(), Vec::new());
    for i in 0..n {
        if !columns.iter().all(|(c, _)| c.has(i)) {
            keyless.push(i);
        } else if at.is_some_and(|at| !at.has(i)) {
            timeless.push(i);
        } else {
            usable.push(row(i));
        }
    }
    let keys = match &columns[..] {
        [(column, Type::Text | Type::Ref(_))] => (0..n).map(|i| column.code(i)).collect(),
        _ => joined(&columns, n, texts),
    };
    reject(data, incoming, "no-key", "the key is missing: without it nobody can tell which event this is", &keyless);
    reject(data, incoming, "no-instant", "the instant is missing: without it nobody can tell when this was", &timeless);
    Keyed { keys, usable }
}

fn joined(columns: &[(Vector<'_>, &Type)], n: usize, texts: &mut Texts) -> Vec<u32> {
    let parts: Vec<String> = {
        let words = Words::new(texts);
        let key = |i: usize| {
            let parts: Vec<String> =
                columns.iter().filter(|(c, _)| c.has(i)).map(|(c, ty)| shown(c, ty, i, &words)).collect();
            parts.join("/")
        };
        (0..n).map(key).collect()
    };
    parts.iter().map(|text| texts.code(text)).collect()
}

fn reject(data: &mut SourceData, incoming: &Incoming, slug: &'static str, reason: &str, rows: &[usize]) {
    if rows.is_empty() {
        return;
    }
    data.rejected += rows.len() as u64;
    let first = rows.iter().take(5).map(|i| {
        let place = incoming.places.get(*i);
        (incoming.files.get(place.file as usize).cloned().unwrap_or_default(), place.row, String::new())
    });
    data.reasons.push(Rejected { slug, reason: reason.to_owned(), count: rows.len() as u64, first: first.collect() });
}
