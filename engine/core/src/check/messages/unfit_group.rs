//! `unfit-group`: a figure per value of something of which hardly two are alike.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `ty` says what the value is.
pub(crate) fn unfit_group(name: &Name, ty: &str, instant: bool) -> Diagnostic {
    let help = if instant {
        "for a figure per day, week or month write `each day`, `each week` or `each month`".to_owned()
    } else {
        format!("make groups of it: `per length = if {} > … then \"long\" else \"short\"`", name.text)
    };
    Diagnostic::error(
        "unfit-group",
        name.span,
        format!("`{}` is {ty}: nearly every value would be a group of its own", name.text),
    )
    .reason("A figure over one single case says nothing.")
    .help(help)
}
