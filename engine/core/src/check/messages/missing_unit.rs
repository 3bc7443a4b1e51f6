//! `missing-unit`: a bare number where a duration is due.

use crate::Diagnostic;
use crate::value::Ratio;
use etalon_grammar::ast::Span;

/// `beside` is the duration it is compared with, `number` its value if it is a constant.
pub(crate) fn missing_unit(span: Span, text: &str, beside: Option<&str>, number: Option<Ratio>) -> Diagnostic {
    let what = match beside {
        Some(beside) => format!("`{beside}` is a duration, and `{text}` has no unit"),
        None => format!("a duration is needed here, and `{text}` has no unit"),
    };
    let help = match number {
        Some(_) => format!("write `{text} s`, `{text} min`, `{text} h` or `{text} days`{}", larger(text, number)),
        None => "multiply it by a duration: `… * 1 min`".to_owned(),
    };
    Diagnostic::error("missing-unit", span, what)
        .here("of what?")
        .reason("Seconds, minutes and hours would all be possible, and each would judge differently.")
        .help(help)
}

/// A number of seconds that is a round number of minutes or hours.
fn larger(text: &str, number: Option<Ratio>) -> String {
    match number {
        Some(n) if n.den() == 1 && n.num() >= 3_600 && n.num() % 3_600 == 0 => {
            format!(" (`{text} s` are `{} h`)", n.num() / 3_600)
        }
        Some(n) if n.den() == 1 && n.num() >= 60 && n.num() % 60 == 0 => {
            format!(" (`{text} s` are `{} min`)", n.num() / 60)
        }
        _ => String::new(),
    }
}
