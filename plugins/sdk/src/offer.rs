//! What `#[metric]` and `#[window]` make of an author's code, for [`crate::plugin!`].

use crate::bindings::etalon::plugin::types::{Batch, Column, Fault};
use crate::describe::Function;
use crate::groups::Grouped;
use crate::refuse::fault;
use crate::values::Argument;

/// A metric or a window.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a metric nor a window",
    note = "write #[metric] over the function, or #[window] over the `impl` of the type"
)]
pub trait Offer {
    /// What it takes and gives.
    const FUNCTION: Function;

    /// A value a row. Only of a metric.
    ///
    /// # Errors
    /// The row that was refused, and why.
    fn score(args: &Batch, constants: &[Column]) -> Result<Column, Fault> {
        let _ = (args, constants);
        Err(fault("SDK-NAME", format!("`{}` is a window, not a metric", Self::FUNCTION.name)))
    }

    /// The states of all groups, empty. Only of a window.
    ///
    /// # Errors
    /// The constants were refused, and why.
    fn open(constants: &[Column]) -> Result<Box<dyn Grouped>, Fault> {
        let _ = constants;
        Err(fault("SDK-NAME", format!("`{}` is a metric, not a window", Self::FUNCTION.name)))
    }
}

/// That there are as many columns as parameters.
///
/// # Errors
/// There are not.
pub fn shape(columns: &[Column], count: usize) -> Result<(), Fault> {
    if columns.len() == count {
        Ok(())
    } else {
        Err(fault("SDK-FORM", format!("{} columns came for {count} parameters", columns.len())))
    }
}

/// The value of a constant: the only row of its column.
///
/// # Errors
/// Another kind, or no row.
pub fn one<'a, T: Argument<'a>>(column: &'a Column) -> Result<T, Fault> {
    Ok(T::get(&T::reader(column, 1)?, 0))
}
