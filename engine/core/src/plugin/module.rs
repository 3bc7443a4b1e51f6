//! The door: columns out, answers back.

use super::{Batch, Column};
use crate::value::Value;
use std::fmt::Debug;
use std::sync::Arc;

/// Why a plugin gave no answer, in words for the one who reads the finding: "took more than 50 ms", "trapped: unreachable".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(pub Arc<str>);

/// A plugin that can be asked. Its answers depend on nothing but what it is asked: not on calls before, threads or batches.
pub trait Module: Debug + Send + Sync {
    /// One value a row. `metric` and `constants` are as in the signature; the rows have a value for each parameter that is not nullable.
    /// The implementor has checked that the answer has the form of the signature: as many rows, the kind, the range, the choices.
    fn score(&self, metric: &str, constants: &[Value], rows: Batch<'_>) -> Scored;

    /// A window: the states of all groups, empty.
    ///
    /// # Errors
    /// Says why there is none.
    fn window(&self, window: &str, constants: &[Value]) -> Result<Box<dyn Window>, Fault>;
}

/// The answers to a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// One value a row.
    pub column: Column<'static>,
    /// The rows for which the plugin failed, and why, by row. They have no value.
    pub faults: Vec<(u32, Fault)>,
}

/// The states of many groups, numbered from 0. A group that nothing was said of is empty.
/// After a fault nothing more is to be expected of any group.
pub trait Window: Debug + Send {
    /// Takes in rows; `groups` says for each to which group it belongs. Rows of a group come in the order of time.
    ///
    /// # Errors
    /// Says why not.
    fn accumulate(&mut self, groups: &[u32], rows: Batch<'_>) -> Result<(), Fault>;

    /// Takes rows out that were taken in before, the oldest first. Only of a window that is retractable.
    ///
    /// # Errors
    /// Says why not.
    fn retract(&mut self, groups: &[u32], rows: Batch<'_>) -> Result<(), Fault>;

    /// The values of these groups now; the states stay.
    ///
    /// # Errors
    /// Says why there are none.
    fn finish(&mut self, groups: &[u32]) -> Result<Column<'static>, Fault>;
}
