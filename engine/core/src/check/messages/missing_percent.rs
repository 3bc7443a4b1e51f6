//! `missing-percent`: a bare number where a share is due.

use crate::Diagnostic;
use crate::value::Ratio;
use etalon_grammar::ast::Span;

/// `beside` is the share it is compared with, `number` its value if it is a constant.
pub(crate) fn not_a_share(span: Span, text: &str, beside: Option<&str>, number: Option<Ratio>) -> Diagnostic {
    let what = match beside {
        Some(beside) => format!("`{beside}` is a share, and `{text}` is a plain number"),
        None => format!("a share is needed here, and `{text}` is a plain number"),
    };
    let percent = number.filter(|n| *n > Ratio::ZERO && *n <= Ratio::whole(100));
    let help = match percent {
        Some(_) => format!("write `{text}%`"),
        None => "write a share from `0%` to `100%`, or a fraction such as `1/2`".to_owned(),
    };
    Diagnostic::error("missing-percent", span, what).reason("A share lies between 0% and 100%.").help(help)
}
