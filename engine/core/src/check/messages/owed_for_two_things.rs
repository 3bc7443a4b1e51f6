//! `owed-for-two-things`: mitigations that look at different things owe one duty.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `duty`, and two mitigations with what each looks at.
pub(crate) fn owed_for_two_things(duty: &Name, first: (&Name, &str), second: (&Name, &str)) -> Diagnostic {
    let what = format!("`{}` would arise from `{}` and from `{}`", duty.text, first.1, second.1);
    Diagnostic::error("owed-for-two-things", second.0.span, what)
        .here(format!("looks at `{}`", second.1))
        .label(first.0.span, format!("looks at `{}`", first.1))
        .label(duty.span, "the duty")
        .reason("What is owed, and by when, is counted from one kind of thing.")
        .help("make two duties of it, one for each kind of thing")
}
