//! What the rest of the host asks of a plugin, whatever track of the contract it was built for. One folder a track implements it.

use crate::Budget;
use crate::failure::Failure;
use crate::outgoing::Sent;

/// What a plugin gave, unchecked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub(crate) data: AnswerData,
    /// One bit a row; none = all rows have a value.
    pub(crate) valid: Option<Vec<u8>>,
}

/// The values.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum AnswerData {
    Flags(Vec<u8>),
    Ints(Vec<i64>),
    Numbers(Vec<f64>),
    Texts { codes: Vec<u32>, dict: Vec<String> },
}

/// A call that was made: what it gave, and what it cost in units of work.
pub(crate) struct Asked<T> {
    pub(crate) gave: Result<T, Failure>,
    pub(crate) cost: u64,
}

/// Functions of one row.
pub(crate) trait RowMetric: Send + Sync {
    /// Asks a fresh instance and drops it.
    fn score(&self, budget: Budget, metric: &str, constants: &Sent<'_>, rows: &Sent<'_>) -> Asked<Answer>;
}

/// Values of many rows.
pub(crate) trait Windows: Send + Sync {
    /// A fresh instance that holds the states of all groups.
    fn open(&self, budget: Budget, window: &str, constants: &Sent<'_>) -> Result<Box<dyn States>, Failure>;
}

/// The states of all groups.
pub(crate) trait States: Send {
    fn accumulate(&mut self, budget: Budget, groups: &[u32], rows: &Sent<'_>) -> Result<(), Failure>;
    fn retract(&mut self, budget: Budget, groups: &[u32], rows: &Sent<'_>) -> Result<(), Failure>;
    fn merge(&mut self, budget: Budget, groups: &[u32], saved: &[&[u8]]) -> Result<(), Failure>;
    fn save(&mut self, budget: Budget, groups: &[u32]) -> Result<Vec<Vec<u8>>, Failure>;
    fn finish(&mut self, budget: Budget, groups: &[u32]) -> Result<Answer, Failure>;
    fn close(&mut self, budget: Budget, groups: &[u32]) -> Result<(), Failure>;
}
