//! `argument-type`: a plugin's function takes a thing of another kind.

use crate::Diagnostic;
use crate::plugin::{Kind, Parameter};
use crate::standard::Type;
use etalon_grammar::ast::{PluginCall, Span};

/// How plugins call units of time, and how the language does.
const UNITS: [(&str, &str); 4] = [("second", "s"), ("minute", "min"), ("hour", "h"), ("day", "day")];

/// `given`: its text, its type in words, its type, and whether it is a fixed number.
pub(crate) fn argument_type(
    call: &PluginCall,
    parameter: &Parameter,
    span: Span,
    (text, is, ty, fixed): (&str, &str, &Type, bool),
) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    let wanted = super::kind_words(&parameter.term);
    let what = format!("`{full}` takes {wanted} as `{}`, and `{text}` is {is}", parameter.name);
    let d = Diagnostic::error("argument-type", span, what);
    let unit = parameter.term.unit.as_deref();
    match (parameter.term.kind, ty) {
        (Kind::Number, Type::Duration) => {
            match unit.and_then(|unit| UNITS.iter().find(|(word, _)| unit.starts_with(word))) {
                Some((_, unit)) => d.help(format!("write `{text} / 1 {unit}`: a duration by a duration is a number")),
                None => d.help(format!("say in which unit: `{text} / 1 s` and `{text} / 1 min` are numbers")),
            }
        }
        (Kind::Whole, Type::Duration) => {
            d.help("a duration is never a whole number of anything by itself; use a field that counts")
        }
        (Kind::Duration, ty) if ty.is_number() && fixed => {
            d.help(format!("write its unit: `{text} s` or `{text} min`"))
        }
        (Kind::Duration, ty) if ty.is_number() => d.help(format!("multiply it by its unit: `{text} * 1 s`")),
        (Kind::Duration, Type::Instant) => d.help(format!("take two instants from each other: `{text} - opened`")),
        (Kind::Date, Type::Instant) => d.help(format!("write `date({text})`")),
        (Kind::Number, Type::Share) => d.help(format!("write `{text} * 100` if per cent are wanted, or `{text} * 1`")),
        (Kind::Number | Kind::Whole, Type::YesNo) => d.help(format!("write `if {text} then 1 else 0`")),
        (Kind::Whole, ty) if ty.is_number() => d.help("write a whole number, or use a field that counts"),
        (Kind::Text, ty) if ty.is_number() => d.help("use a text field, or write the number in quotes"),
        (Kind::YesNo, _) => d.help("write `yes`, `no` or a condition"),
        _ => d.help(format!("use something that is {wanted}")),
    }
}
