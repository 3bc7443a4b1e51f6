//! `no-order`: greater or less is asked of what has no order.

use super::list;
use crate::Diagnostic;
use crate::standard::Type;
use etalon_grammar::ast::Span;

/// `is` in words.
pub(crate) fn no_order(span: Span, text: &str, is: &str, ty: &Type) -> Diagnostic {
    let d =
        Diagnostic::error("no-order", span, format!("`{text}` is {is}: it is equal or not, but never greater or less"));
    match ty {
        Type::OneOf(values) if values.len() >= 2 => {
            let some: Vec<&str> = values.iter().take(2).map(String::as_str).collect();
            d.help(format!("name the values that are meant: `{text} in ({})`", list(&some, ",").replace(" ,", ",")))
        }
        Type::Text | Type::Ref(_) => {
            d.help("use `=` or `!=`; if it holds a number, declare it as `whole` or `decimal`")
        }
        _ => d.help("use `=` or `!=`"),
    }
}
