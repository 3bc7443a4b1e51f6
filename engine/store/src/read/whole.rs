//! The files of one source put together, in their order.

use super::growing::Growing;
use super::part::Part;
use super::source_plan::SourcePlan;
use etalon_core::evaluate::Pool;
use etalon_core::table::{Column, Incoming};
use etalon_core::value::Texts;
use std::sync::{Mutex, PoisonError};

/// Joins the files of a source; each is given with its number.
pub(crate) fn joined(
    plan: &SourcePlan<'_>,
    files: Vec<String>,
    mut parts: Vec<(u32, Part)>,
    texts: &mut Texts,
    pool: &impl Pool,
) -> Incoming {
    let mut whole = match parts.first() {
        // Mostly there is one file, and nothing to be joined.
        Some((0, _)) => parts.remove(0).1,
        _ => Part::new(plan, 0),
    };
    whole.append_of(parts, pool);
    let Part { mut columns, ties, places, mut retractions, read, left_out, rejects, .. } = whole;
    if !retractions.is_empty() {
        retractions.resize(places.len(), false);
    }
    let with_ties = ties.is_some();
    columns.extend(ties);
    // One column after the other, so that codes do not depend on how the files were cut.
    let codes: Vec<Option<Vec<u32>>> =
        columns.iter_mut().map(|column| column.texts.take().map(|own| texts.take_in(&own))).collect();
    let jobs: Vec<Mutex<&mut Growing>> = columns.iter_mut().map(Mutex::new).collect();
    pool.map(jobs.len(), |job| {
        if let Some(codes) = &codes[job] {
            jobs[job].lock().unwrap_or_else(PoisonError::into_inner).recode(0, codes);
        }
    });
    let mut columns: Vec<Column> = columns.into_iter().map(|c| Column { data: c.data, valid: c.valid }).collect();
    Incoming {
        source: plan.id,
        unit: plan.source.unit,
        files,
        ties: if with_ties { columns.pop() } else { None },
        columns,
        places,
        retractions,
        read,
        left_out,
        rejected: rejects.finish(&plan.field_names()),
    }
}
