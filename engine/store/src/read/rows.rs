//! Rows that are read together, and one of them as expressions see it.

use super::cell::Row;
use crate::kinds::Fault;
use std::borrow::Cow;

/// Some rows of raw texts.
pub(crate) trait Rows {
    /// How many.
    fn len(&self) -> usize;
    /// The text in a column of the source; none = nothing there.
    fn text(&self, column: usize, row: usize) -> Result<Option<Cow<'_, str>>, Fault>;
    /// The row's number among the data rows of its file, from 1.
    fn number(&self, row: usize) -> u64;
}

/// One of several rows.
pub(crate) struct RowOf<'a, R> {
    pub rows: &'a R,
    pub row: usize,
}

impl<R: Rows> Row for RowOf<'_, R> {
    fn text(&self, column: usize) -> Result<Option<Cow<'_, str>>, Fault> {
        self.rows.text(column, self.row)
    }

    fn number(&self) -> u64 {
        self.rows.number(self.row)
    }
}

/// A row of which only one cell is known: enough for a field that looks at no other.
pub(crate) struct OneCell<'a>(pub Result<Option<&'a str>, Fault>);

impl Row for OneCell<'_> {
    fn text(&self, _: usize) -> Result<Option<Cow<'_, str>>, Fault> {
        match &self.0 {
            Ok(text) => Ok(text.map(Cow::Borrowed)),
            Err(fault) => Err(fault.clone()),
        }
    }

    fn number(&self) -> u64 {
        0
    }
}
