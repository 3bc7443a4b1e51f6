//! The parts of one source put together, in the order of its files and their rows.

use super::growing::Growing;
use super::part::Part;
use super::rejects::Rejects;
use super::source_plan::SourcePlan;
use etalon_core::evaluate::Pool;
use etalon_core::standard::Type;
use etalon_core::table::{Column, Data, Incoming, Places};
use etalon_core::value::Texts;
use std::sync::{Mutex, PoisonError};

/// The pieces of one column, each with what its codes are called in the whole.
type Pieces = Vec<(Growing, Vec<u32>)>;

/// Joins all parts of a source; each is given with the number of its file.
pub(crate) fn joined(
    plan: &SourcePlan<'_>,
    files: Vec<String>,
    parts: Vec<(u32, Part)>,
    texts: &mut Texts,
    pool: &impl Pool,
) -> Incoming {
    let mut columns: Vec<Pieces> = plan.fields.iter().map(|_| Vec::with_capacity(parts.len())).collect();
    let mut ties = plan.ties.as_ref().map(|_| Pieces::new());
    let mut places = Places::default();
    let mut retractions = Vec::new();
    let (mut read, mut left_out) = (0, 0);
    let mut rejects = Rejects::default();
    for (file, part) in parts {
        if !part.retractions.is_empty() || !retractions.is_empty() {
            retractions.resize(places.len(), false);
            retractions.extend(part.retractions);
        }
        places.append(&part.places, file);
        for (pieces, column) in columns.iter_mut().zip(part.columns) {
            pieces.push((column, Vec::new()));
        }
        if let (Some(pieces), Some(column)) = (&mut ties, part.ties) {
            pieces.push((column, Vec::new()));
        }
        read += part.read;
        left_out += part.left_out;
        rejects.append(part.rejects);
    }
    if !retractions.is_empty() {
        retractions.resize(places.len(), false);
    }
    // Column by column, so that codes do not depend on how the files were cut.
    for (column, codes) in columns.iter_mut().chain(&mut ties).flatten() {
        if let Some(own) = column.texts.take() {
            *codes = texts.take_in(&own);
        }
    }
    let with_ties = ties.is_some();
    let jobs: Vec<Mutex<Pieces>> = columns.into_iter().chain(ties).map(Mutex::new).collect();
    let mut joined = pool.map(jobs.len(), |job| {
        // Each job is done once; its pieces are freed as they are taken over.
        let pieces = std::mem::take(&mut *jobs[job].lock().unwrap_or_else(PoisonError::into_inner));
        one(pieces, plan.fields.get(job).map_or(&Type::Text, |f| &f.kind.ty), places.len())
    });
    Incoming {
        source: plan.id,
        unit: plan.source.unit,
        files,
        ties: if with_ties { joined.pop() } else { None },
        columns: joined,
        places,
        retractions,
        read,
        left_out,
        rejected: rejects.finish(&plan.field_names()),
    }
}

fn one(pieces: Pieces, ty: &Type, rows: usize) -> Column {
    let mut whole = Growing::new(ty, rows);
    for (later, codes) in pieces {
        append(&mut whole, later, &codes);
    }
    Column { data: whole.data, valid: whole.valid }
}

/// Joins a later piece; `codes` says what its texts are called in the whole (empty = its codes are no texts).
fn append(whole: &mut Growing, later: Growing, codes: &[u32]) {
    let (rows, more) = (whole.len(), later.len());
    if whole.valid.is_some() || later.valid.is_some() {
        let valid = whole.valid.get_or_insert_with(|| vec![true; rows]);
        match later.valid {
            Some(later) => valid.extend(later),
            None => valid.resize(rows + more, true),
        }
    }
    match (&mut whole.data, later.data) {
        (Data::Flags(a), Data::Flags(b)) => a.extend(b),
        (Data::Ints(a), Data::Ints(b)) => a.extend(b),
        (Data::Ratios(a), Data::Ratios(b)) => a.extend(b),
        (Data::Codes(a), Data::Codes(b)) if codes.is_empty() => a.extend(b),
        (Data::Codes(a), Data::Codes(b)) => {
            a.extend(b.iter().map(|code| codes[*code as usize]));
            // Rows without a value have no code of a text either.
            if let Some(valid) = &whole.valid {
                let rows = a[rows..].iter_mut().zip(&valid[rows..]);
                rows.filter(|(_, has)| !**has).for_each(|(code, _)| *code = 0);
            }
        }
        // Pieces of one source have columns of the same kinds.
        _ => {}
    }
}
