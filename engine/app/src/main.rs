//! The `etalon` program.
fn main() {}
