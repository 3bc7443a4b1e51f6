//! Standard to plan.
/// The plan.
#[derive(Debug)]
pub struct Plan;
