//! What all sources of one unit delivered: their columns in one, source after source.

use crate::Standard;
use crate::evaluate::columns::{Vector, concat};
use crate::standard::{FieldId, UnitId};
use crate::table::{Column, Data, Incoming};

/// The rows of one unit before anything was sorted out.
pub(super) struct Delivered {
    pub(super) unit: UnitId,
    /// One column a field.
    pub(super) columns: Vec<Column>,
    /// The sources; their columns are in `columns`.
    pub(super) sources: Vec<Incoming>,
    /// The place of each source in [`super::World::data`].
    pub(super) data: Vec<u16>,
    /// Where the rows of each source start, and the end of the last.
    starts: Vec<usize>,
}

impl Delivered {
    /// By unit. The columns are moved where there is one source.
    pub(super) fn by_unit(standard: &Standard, incoming: Vec<Incoming>) -> Vec<Self> {
        let mut sources: Vec<Vec<(u16, Incoming)>> = standard.units.iter().map(|_| Vec::new()).collect();
        for (place, source) in (0..).zip(incoming) {
            if let Some(of_unit) = sources.get_mut(source.unit.index()) {
                of_unit.push((place, source));
            }
        }
        (0..).map(UnitId).zip(sources).map(|(unit, sources)| Self::new(standard, unit, sources)).collect()
    }

    fn new(standard: &Standard, unit: UnitId, sources: Vec<(u16, Incoming)>) -> Self {
        let (data, mut sources): (Vec<u16>, Vec<Incoming>) = sources.into_iter().unzip();
        let mut starts = vec![0];
        starts.extend(sources.iter().scan(0, |rows, source| {
            *rows += source.places.len();
            Some(*rows)
        }));
        let fields = standard.units[unit.index()].fields.iter().enumerate();
        let columns = fields.map(|(f, field)| {
            let mut parts: Vec<Column> = sources
                .iter_mut()
                .map(|source| match source.columns.get_mut(f) {
                    Some(column) => std::mem::replace(column, Column { data: Data::Flags(Vec::new()), valid: None }),
                    None => Vector::missing(&field.ty).into_column(source.places.len()),
                })
                .collect();
            if parts.len() == 1 { parts.remove(0) } else { concat(parts, &field.ty) }
        });
        Self { unit, columns: columns.collect(), data, starts, sources }
    }

    pub(super) fn rows(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Which source a row is of, and which of its rows it is.
    pub(super) fn origin(&self, row: u32) -> (usize, usize) {
        let row = row as usize;
        let source = if self.starts.len() == 2 { 0 } else { self.starts.partition_point(|s| *s <= row) - 1 };
        (source, row - self.starts[source])
    }

    /// Whether the row takes its event back.
    pub(super) fn takes_back(&self, row: u32) -> bool {
        let (source, row) = self.origin(row);
        self.sources[source].retractions.get(row).copied().unwrap_or(false)
    }

    /// Whether any row does.
    pub(super) fn takes_anything_back(&self) -> bool {
        self.sources.iter().any(|source| source.retractions.contains(&true))
    }

    pub(super) fn column(&self, field: Option<FieldId>) -> Option<&Column> {
        self.columns.get(field?.index())
    }

    /// The instants in the field that says when something happened.
    pub(super) fn instants(&self, field: Option<FieldId>) -> Option<&[i64]> {
        match &self.column(field)?.data {
            Data::Ints(v) => Some(v),
            _ => None,
        }
    }

    /// Where a row was read: file and line.
    pub(super) fn spot(&self, row: u32) -> (String, u64) {
        let (source, row) = self.origin(row);
        let source = &self.sources[source];
        let place = source.places.get(row);
        (source.files.get(place.file as usize).cloned().unwrap_or_default(), place.row)
    }
}
