//! `wrong-define`: a define that speaks of no kind of event is used as if it did.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `for X` where X is a define over nothing.
pub(crate) fn define_without_unit(name: &Name) -> Diagnostic {
    Diagnostic::error("wrong-define", name.span, format!("`{}` does not say what it speaks of", name.text))
        .help(format!("declare it for an event: `define {} for call = …`", name.text))
}

/// `define x for y` where y is a define.
pub(crate) fn define_for_define(name: &Name) -> Diagnostic {
    Diagnostic::error(
        "wrong-define",
        name.span,
        format!("a define speaks of an event, an entity or a case, and `{}` is a define itself", name.text),
    )
    .help(format!("name the event here and use `{0}` in the condition: `= {0} and …`", name.text))
}
