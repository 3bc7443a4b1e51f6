//! Standard to plan.
use crate::Standard;

/// The plan.
#[derive(Debug)]
pub struct Plan {}

/// Makes the plan of a standard. It cannot fail: whatever could be wrong with a standard, the checker has said.
#[must_use]
pub fn plan(standard: &Standard) -> Plan {
    let _ = standard;
    Plan {}
}
