//! The input of a run that knows no more than was recorded by an instant: what it would leave out is not handed to it, so that it costs
//! what it knows.

use crate::Standard;
use crate::standard::FieldId;
use crate::table::{Column, Data, Incoming, Input};

/// The rows that were recorded by an instant: where a row does not say so, that happened by then; of entities all that do not say it.
pub(super) fn by(standard: &Standard, input: &Input, known: i64) -> Input {
    let incoming = input.incoming.iter().map(|incoming| {
        let unit = &standard.units[incoming.unit.index()];
        let instants = |field: Option<FieldId>| {
            let column = incoming.columns.get(field?.index())?;
            match &column.data {
                Data::Ints(values) => Some((column, values)),
                _ => None,
            }
        };
        let (recorded, at) = (instants(unit.recorded), instants(unit.at));
        let instant = |from: Option<(&Column, &Vec<i64>)>, row: usize| {
            let (column, values) = from?;
            if column.has(row) { values.get(row).copied() } else { None }
        };
        let is_known = |row: &usize| instant(recorded, *row).or_else(|| instant(at, *row)).is_none_or(|at| at <= known);
        let rows: Vec<usize> = (0..incoming.places.len()).filter(is_known).collect();
        if rows.len() == incoming.places.len() { incoming.clone() } else { picked(incoming, &rows) }
    });
    Input { texts: input.texts.clone(), incoming: incoming.collect() }
}

fn picked(incoming: &Incoming, rows: &[usize]) -> Incoming {
    Incoming {
        source: incoming.source,
        unit: incoming.unit,
        files: incoming.files.clone(),
        columns: incoming.columns.iter().map(|column| column.picked(rows)).collect(),
        places: rows.iter().map(|row| incoming.places.get(*row)).collect(),
        ties: incoming.ties.as_ref().map(|ties| ties.picked(rows)),
        retractions: rows.iter().filter_map(|row| incoming.retractions.get(*row).copied()).collect(),
        read: incoming.read,
        left_out: incoming.left_out,
        rejected: incoming.rejected.clone(),
    }
}
