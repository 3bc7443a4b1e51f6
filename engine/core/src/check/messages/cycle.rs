//! `cycle`: something needs itself.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// The chain from the first to the one that needs the first again, each with its place; `at` is where the circle closes.
pub(crate) fn cycle(chain: &[(String, Span)], at: Span) -> Diagnostic {
    let names: Vec<&str> = chain.iter().map(|(n, _)| n.as_str()).collect();
    let first = names.first().copied().unwrap_or("this");
    let what = if names.len() < 2 {
        format!("{first} needs itself")
    } else {
        format!("{first} needs itself: {} → {first}", names.join(" → "))
    };
    let mut d = Diagnostic::error("cycle", at, what).here(format!("needs {first} again"));
    for (name, span) in chain {
        d = d.label(*span, format!("{name} stands here"));
    }
    d.reason("Neither could ever be worked out: each waits for the other.")
        .help("let one of them say what it means without the other")
}
