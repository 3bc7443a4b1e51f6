//! Files to declarations: every syntax error becomes a diagnostic.

use super::SourceFile;
use super::layers::{self, LayeredItem};
use crate::Diagnostic;
use etalon_grammar::ast::{File, Span};

/// What the files declare, after layers are laid over each other.
pub(crate) struct Read {
    /// The declarations that stand, used standards first.
    pub items: Vec<LayeredItem>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Places of syntax errors: what stands around them is known only in part.
    pub broken: Vec<Span>,
    /// Names of declarations that could not be read: their users are not told a second time.
    pub lost: Vec<String>,
}

/// Reads the files.
pub(crate) fn read(files: &[SourceFile]) -> Read {
    let mut read = Read { items: Vec::new(), diagnostics: Vec::new(), broken: Vec::new(), lost: Vec::new() };
    let mut parsed: Vec<(u32, File)> = Vec::new();
    for file in files {
        parsed.push((file.layer, File::default()));
    }
    read.items = layers::lay(parsed, &mut read.diagnostics);
    read
}
