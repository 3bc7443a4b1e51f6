//! `unknown-item`: an item that its form does not have, or that is not a rule by itself.

use super::{list, nearest, quoted};
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `names` are the form's items; none = it is not a form.
pub(crate) fn no_such_item(item: &Name, form: &str, names: &[String]) -> Diagnostic {
    if names.is_empty() {
        return Diagnostic::error("unknown-item", item.span, format!("`{form}` is a criterion: it has no items"))
            .help(format!("write `{form}` alone"));
    }
    let d = Diagnostic::error("unknown-item", item.span, format!("the form `{form}` has no item `{}`", item.text));
    match nearest(&item.text, names.iter().map(String::as_str)) {
        Some(near) => d.here(format!("did you mean `{near}`?")).help(format!("write `{form}.{near}`")),
        None => d.help(format!("it has {}", list(&quoted(names), "and"))),
    }
}

/// An item on a scale is no rule by itself.
pub(crate) fn scale_is_no_rule(item: &Name, form: &str) -> Diagnostic {
    Diagnostic::error(
        "unknown-item",
        item.span,
        format!("`{form}.{}` is answered on a scale: it is neither met nor breached by itself", item.text),
    )
    .help(format!("name the whole form, `{form}`, or an item that is answered with yes or no"))
}
