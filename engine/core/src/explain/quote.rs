//! Places in the standard, and things in the data.

use super::Ask;
use crate::standard::UnitId;
use etalon_grammar::ast::Span;

/// Words of the standard and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words, as written.
    pub text: String,
    /// The file, as the run names it.
    pub file: String,
    /// The line on which they begin, from 1.
    pub line: usize,
    /// The bytes.
    pub span: Span,
}

/// One row of the data: an event, a case or an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// What kind.
    pub unit: UnitId,
    /// Its name in the standard: `call`.
    pub kind: String,
    /// Its key.
    pub key: String,
    /// Its instant, microseconds; none for entities.
    pub at: Option<i64>,
    /// Its row in its table.
    pub row: u32,
}

impl Ask<'_> {
    /// The words at a place of the standard.
    #[must_use]
    pub fn quote(&self, span: Span) -> Quote {
        let file = self.files.get(span.file as usize);
        let text = file.map_or("", |f| f.text.as_str());
        let (start, end) = (span.start as usize, span.end as usize);
        let before = text.get(..start).unwrap_or_default();
        Quote {
            text: text.get(start..end).unwrap_or_default().to_owned(),
            file: file.map(|f| f.path.clone()).unwrap_or_default(),
            line: before.matches('\n').count() + 1,
            span,
        }
    }

    /// A row of the run's data.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn thing(&self, unit: UnitId, row: u32) -> Thing {
        let world = &self.run.world;
        Thing {
            unit,
            kind: self.standard.units[unit.index()].label.name.clone(),
            key: world.key(unit, row as usize).into_owned(),
            at: world.table(unit).at.get(row as usize).copied(),
            row,
        }
    }
}
