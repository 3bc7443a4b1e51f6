//! `which-kind`: a field that several kinds of event of a case have, each in its own way.

use super::{list, quoted};
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `events`: the kinds of event that have it; `example`: how to say of which it is.
pub(crate) fn which_kind(name: &Name, events: &[String], example: &str) -> Diagnostic {
    let field = &name.text;
    Diagnostic::error("which-kind", name.span, format!("it is not said of which kind of event `{field}` is"))
        .here("this is not the same in all of them")
        .reason(format!(
            "{} each have a `{field}`, and these do not hold the same kind of value.",
            list(&quoted(events), "and")
        ))
        .help(format!("say it: `{example}`"))
}
