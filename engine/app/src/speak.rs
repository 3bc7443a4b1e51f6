//! The two voices of the program: results on standard output, everything else on standard error. Colours are taken off
//! where nobody looks at a terminal or `NO_COLOR` is set.

use crate::{load, messages};
use etalon_core::{Diagnostic, SourceFile};
use std::io::Write as _;

/// A result, as it is (it ends its own lines).
///
/// A closed pipe (`etalon run . | head`) is no failure: the rest is not wanted.
pub fn result(text: &str) {
    let mut out = anstream::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// A message, as one or more whole lines.
pub fn message(text: &str) {
    let mut out = anstream::stderr().lock();
    let line_end = if text.ends_with('\n') { "" } else { "\n" };
    let _ = write!(out, "{text}{line_end}").and_then(|()| out.flush());
}

/// What went wrong outside the standard's text: one line with `error:` before it, help below.
pub fn trouble(what: &str, help: Option<&str>) {
    message(&format!("\x1b[1;31merror\x1b[0m\x1b[1m: {what}\x1b[0m"));
    if let Some(help) = help {
        message(&format!("  \x1b[1;36mhelp\x1b[0m: {help}"));
    }
}

/// Files of a standard that cannot be loaded.
pub fn load_errors(errors: &[etalon_store::LoadError]) {
    for error in errors {
        message(&format!("{}\n", heading(&error.to_string())));
    }
}

/// `error[slug]: …` in bold on its first line.
fn heading(text: &str) -> String {
    let (first, rest) = text.split_once('\n').map_or((text, String::new()), |(a, b)| (a, format!("\n{b}")));
    match first.split_once(": ") {
        Some((slug, what)) => format!("\x1b[1;31m{slug}\x1b[0m\x1b[1m: {what}\x1b[0m{rest}"),
        None => text.to_owned(),
    }
}

/// Sources that cannot be read, with the place in the standard that asks for them.
pub fn read_errors(files: &[SourceFile], errors: &[etalon_store::ReadError]) {
    for error in errors {
        let Some(span) = error.span else {
            message(&format!("{}\n", heading(&error.to_string())));
            continue;
        };
        let file = error.file.as_ref().map_or_else(String::new, |file| match error.row {
            Some(row) => format!("reads {file}:{row}"),
            None => format!("reads {file}"),
        });
        let told = format!("source `{}`: {}", error.source, error.message);
        let mut diagnostic = Diagnostic::error(error.slug, span, told).here(file).maybe_help(error.help.clone());
        diagnostic.reason.clone_from(&error.reason);
        message(&format!("{}\n", messages::render_one(files, &diagnostic, load::width())));
    }
}
