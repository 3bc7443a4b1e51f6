//! The deeper half of the checker: what a finished standard says that nobody can have meant.
//!
//! One file a lint, named by its slug. All work on the typed [`Standard`] only; `reason` decides what can hold at all.
//! Where it gives up, nothing is said.

mod reason;

use super::SourceFile;
use crate::{Diagnostic, Standard};

/// Everything the lints have to say about a standard without errors.
pub(crate) fn run(standard: &Standard, files: &[SourceFile]) -> Vec<Diagnostic> {
    let mut space = reason::Space::new(standard, files);
    let rules = reason::Rules::of(&mut space);
    let _ = rules;
    Vec::new()
}
