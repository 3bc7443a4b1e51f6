//! `wrong-way`: a path that ends elsewhere than at the subject that it is for.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `name` is the entity, `ty` what the path leads to.
pub(crate) fn wrong_way(span: Span, name: &str, ty: &str) -> Diagnostic {
    Diagnostic::error("wrong-way", span, format!("this does not lead to {} `{name}`", super::article(name)))
        .here(format!("this is {ty}"))
        .reason(format!("`{name} = …` says which `{name}` the figure belongs to."))
        .help(format!("name a field that refers to `{name}`, or give the figure another name, such as `my_{name} = …`"))
}
