//! The two voices of the program: results on standard output, everything else on standard error. Colours are taken off
//! where nobody looks at a terminal or `NO_COLOR` is set.

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

/// Sources that cannot be read, with the place in the standard that asks for them.
pub fn read_errors(files: &[etalon_core::SourceFile], errors: &[etalon_store::ReadError]) {
    for error in errors {
        let mut text = error.to_string();
        if let Some(span) = error.span {
            let (file, line, column) = crate::messages::place(files, span);
            text.push_str(&format!("\n  says: {file}:{line}:{column}"));
        }
        message(&format!("{text}\n"));
    }
}
