//! The deeper half of the checker: what a finished standard says that nobody can have meant.
//!
//! One file a lint, named by its slug. All work on the typed [`Standard`] only; `reason` decides what can hold at all.
//! Where it gives up, nothing is said.

use super::SourceFile;
use crate::{Diagnostic, Standard};

/// Everything the lints have to say about a standard without errors.
pub(crate) fn run(standard: &Standard, files: &[SourceFile]) -> Vec<Diagnostic> {
    let _ = (standard, files);
    Vec::new()
}
