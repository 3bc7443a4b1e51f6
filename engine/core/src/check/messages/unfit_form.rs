//! `unfit-form`: a form that could not make a score.

use super::{list, nearest, quoted};
use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// `by X`
pub(crate) fn unknown_manner(name: &Name) -> Diagnostic {
    Diagnostic::error("unfit-form", name.span, format!("a form cannot be scored by `{}`", name.text))
        .help("write `by sections` (each section has a weight) or `by points` (every point counts alike)")
}

/// An item outside sections in a form by sections.
pub(crate) fn item_without_section(name: &Name) -> Diagnostic {
    Diagnostic::error(
        "unfit-form",
        name.span,
        format!("the item `{}` stands in no section, and the form is scored by sections", name.text),
    )
    .reason("It would have points and no weight: it could not count.")
    .help("put it into a `section … weight … { }`, or score the form `by points`")
}

/// A section without a weight.
pub(crate) fn section_without_weight(name: &Name) -> Diagnostic {
    Diagnostic::error(
        "unfit-form",
        name.span,
        format!("the section `{}` has no weight, and the form is scored by sections", name.text),
    )
    .help(format!("write `section {} weight 30 {{ … }}`, or score the form `by points`", name.text))
}

/// A band in the middle without its least score.
pub(crate) fn band_without_edge(name: &Name) -> Diagnostic {
    Diagnostic::error("unfit-form", name.span, format!("the band `{}` does not say from which score on", name.text))
        .reason("Only the last band takes what is left.")
        .help(format!("write `{} >= 75`", name.text))
}

/// A critical item on a scale.
pub(crate) fn critical_on_a_scale(name: &Name) -> Diagnostic {
    Diagnostic::error("unfit-form", name.span, format!("the item `{}` is critical and answered on a scale", name.text))
        .reason("A critical item fails the whole when it is answered with no; a scale has no no.")
        .help("take `critical` away, or ask with yes or no: `from listens >= 2`")
}

/// An item that nobody answers.
pub(crate) fn item_without_answer(item: &Name, unit: &str, names: &[String]) -> Diagnostic {
    let what = format!("nothing says how the item `{}` was answered: `{unit}` has no field of that name", item.text);
    let d = Diagnostic::error("unfit-form", item.span, what);
    match nearest(&item.text, names.iter().map(String::as_str)) {
        Some(near) => {
            d.here(format!("did you mean `{near}`?")).help(format!("name the item `{near}`, or add `from {near}`"))
        }
        None => d.help(format!(
            "add `from …` with one of {}, or a field `{}` to `{unit}`",
            list(&quoted(&names[..names.len().min(8)]), "or"),
            item.text
        )),
    }
}

/// An answer of another kind.
pub(crate) fn unfit_answer(span: Span, text: &str, is: &str, wanted: &str) -> Diagnostic {
    Diagnostic::error("unfit-form", span, format!("`{text}` is {is}; the item needs {wanted}"))
        .help("for a number say the scale, `scale 1..5`; for anything else a condition: `from topic = \"x\"`")
}

/// A field that may leave its item's scale.
pub(crate) fn scale_too_narrow(span: Span, text: &str, field: &str, scale: &str) -> Diagnostic {
    Diagnostic::error("unfit-form", span, format!("`{text}` is {field}, and the item's scale is {scale}"))
        .reason("An answer outside the scale would give less than nothing or more than everything.")
        .help(format!("write `scale {field}`"))
}
