//! x
/// Runs.
pub fn test<P: crate::made::Plugin>(_folder: &str) {}
