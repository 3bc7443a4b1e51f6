//! `wrong-arguments`: a function is given too few or too many things.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// `example` shows how it is written.
pub(crate) fn wrong_count(name: &Name, needs: usize, given: usize, example: &str, span: Span) -> Diagnostic {
    let things = |n: usize| {
        if n == 1 { "one thing".to_owned() } else { format!("{n} things") }
    };
    let given = if given == 0 { "nothing".to_owned() } else { things(given) };
    let what = format!("`{}` needs {} in its brackets and is given {given}", name.text, things(needs));
    Diagnostic::error("wrong-arguments", span, what).help(format!("write for example `{example}`"))
}
