//! `nothing-happens`: an entity where something that happens is due.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `who` opens the sentence: "A metric counts".
pub(crate) fn nothing_happens(name: &Name, who: &str) -> Diagnostic {
    let what = format!("{who} what happens: an event or a case; `{}` is an entity", name.text);
    Diagnostic::error("nothing-happens", name.span, what)
        .here("this is, it does not happen")
        .reason("An entity has no instant, so it belongs to no day, month or window.")
        .help(format!("name the event or case that is meant, and use `{}` in `per` or in a condition", name.text))
}
