//! `unknown-expectation`: an `expect` that looks at nothing that is there.

use super::nearest;
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `names` are all that could be looked at.
pub(crate) fn unknown_expectation(name: &Name, names: &[String]) -> Diagnostic {
    let what = format!("nothing that a test could look at is named `{}`", name.text);
    let help = match nearest(&name.text, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name what must follow: a criterion, steps or a duty, a form or its item (`qa.greeting`), a clock or a fact of a case, a metric, a step of a ladder or a recognition".to_owned(),
    };
    Diagnostic::error("unknown-expectation", name.span, what).help(help)
}

/// A ladder is not expected, its steps are.
pub(crate) fn expects_a_ladder(name: &Name, steps: &[&str]) -> Diagnostic {
    let step = steps.first().copied().unwrap_or("feedback");
    Diagnostic::error(
        "unknown-expectation",
        name.span,
        format!("`{}` is a ladder: a test looks at one of its steps", name.text),
    )
    .help(format!("write `expect {step} proposed for …`"))
}

/// An item on a scale is neither met nor breached.
pub(crate) fn item_on_a_scale(item: &Name, form: &str) -> Diagnostic {
    let what = format!("`{}` is answered on a scale, so it is neither met nor breached", item.text);
    Diagnostic::error("unknown-expectation", item.span, what)
        .help(format!("look at the whole: `expect {form} score 80 for …`"))
}
