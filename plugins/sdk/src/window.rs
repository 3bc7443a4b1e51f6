//! A value over many rows.

use crate::bindings::etalon::plugin::types::{Batch, Column, Fault};
use crate::groups::Groups;
use crate::refuse::fault;
use crate::{Refuse, State};

/// What `#[window]` makes of an author's `impl`.
pub trait Window: State + Sized + 'static {
    /// States can be joined.
    const MERGEABLE: bool;

    /// An empty state.
    ///
    /// # Errors
    /// The constants were refused.
    fn fresh(constants: &[Column]) -> Result<Self, Fault>;

    /// Takes in rows.
    ///
    /// # Errors
    /// The row that was refused, and why.
    fn accumulate(all: &mut Groups<Self>, groups: &[u32], args: &Batch) -> Result<(), Fault>;

    /// Takes rows out that were taken in before.
    ///
    /// # Errors
    /// The row that was refused, and why; or rows cannot be taken out.
    fn retract(all: &mut Groups<Self>, groups: &[u32], args: &Batch) -> Result<(), Fault> {
        let _ = (all, groups, args);
        Err(fault("SDK-RETRACT", "rows cannot be taken out of this window".into()))
    }

    /// Joins another state into this one.
    fn join(&mut self, other: Self) {
        let _ = other;
    }

    /// The values of these groups.
    ///
    /// # Errors
    /// The value was refused, and why.
    fn finish(all: &mut Groups<Self>, groups: &[u32]) -> Result<Column, Fault>;
}

/// What `add` and `remove` may give: nothing, or a refusal.
#[diagnostic::on_unimplemented(
    message = "`add` and `remove` give nothing, or `Result<(), Refuse>`",
    label = "not `{Self}`"
)]
pub trait Took {
    /// The refusal, if any.
    ///
    /// # Errors
    /// The row was refused.
    fn took(self) -> Result<(), Refuse>;
}

impl Took for () {
    #[inline]
    fn took(self) -> Result<(), Refuse> {
        Ok(())
    }
}

impl Took for Result<(), Refuse> {
    #[inline]
    fn took(self) -> Self {
        self
    }
}
