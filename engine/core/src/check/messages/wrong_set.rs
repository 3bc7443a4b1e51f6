//! `wrong-set`: a value from the command line that a param cannot take.

use super::{list, nearest, quoted};
use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// No param has that name.
pub(crate) fn unknown_param(name: &str, names: &[&str]) -> Diagnostic {
    let d = Diagnostic::error(
        "wrong-set",
        Span::default(),
        format!("`--set {name}=…` names a param that the standard does not have"),
    );
    match nearest(name, names.iter().copied()) {
        Some(near) => d.help(format!("did you mean `{near}`?")),
        None if names.is_empty() => d.help("the standard has no params"),
        None => d.help(format!("it has {}", list(&quoted(names), "and"))),
    }
}

/// A value that cannot be read.
pub(crate) fn unreadable_set(span: Span, name: &str, text: &str) -> Diagnostic {
    Diagnostic::error("wrong-set", span, format!("`--set {name}={text}`: the value cannot be read")).help(format!(
        "write it as in the standard, for example `--set {name}=20s`, `--set \"{name}=20 s\"` or `--set {name}=80%`"
    ))
}

/// A value of another kind.
pub(crate) fn unfit_set(span: Span, name: &str, text: &str, is: &str) -> Diagnostic {
    Diagnostic::error("wrong-set", span, format!("`--set {name}={text}`: the param is {is}, and this is not"))
        .help("write the value with the same unit as in the standard")
}
