//! `unknown-function`: no function has that name.

use super::{list, nearest, quoted};
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `names` are all there are.
pub(crate) fn unknown_function(name: &Name, names: &[&str]) -> Diagnostic {
    let d = Diagnostic::error("unknown-function", name.span, format!("there is no function named `{}`", name.text));
    let other = match name.text.as_str() {
        "average" | "avg" | "mean" => Some("a mean is a figure: write it in a `metric` (`mean waited of call`)"),
        "len" | "size" => Some("write `length(…)`"),
        "substring" | "substr" | "left" | "right" | "mid" => Some("write `before(…, \"…\")` or `after(…, \"…\")`"),
        "coalesce" | "ifnull" | "nvl" | "isnull" | "default" => Some("write `first_of(…, …)`"),
        "now" | "today" => Some("a standard reads no clock: compare with an instant that an event carries"),
        "lowercase" | "to_lower" | "lcase" => Some("write `lower(…)`"),
        "uppercase" | "to_upper" | "ucase" => Some("write `upper(…)`"),
        "strip" => Some("write `trim(…)`"),
        "index" | "find" | "instr" | "pos" => Some("write `position(…, \"…\")`"),
        "like" | "regex" | "match" => Some("write `x matches \"pattern\"`"),
        "round" | "floor" | "ceil" => Some("nothing is rounded in a standard: compare the exact value"),
        _ => None,
    };
    match (other, nearest(&name.text, names.iter().copied())) {
        (Some(other), _) => d.help(other),
        (None, Some(near)) => d.here(format!("did you mean `{near}`?")).help(format!("write `{near}(…)`")),
        (None, None) => d.help(format!("there are {}", list(&quoted(names), "and"))),
    }
}
