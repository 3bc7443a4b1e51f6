//! `wrong-member`: a fact of a case does not say of which of its events, or names one that does not belong to it.

use super::{list, quoted};
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// Several kinds of events, and none named.
pub(crate) fn which_event(word: &Name, case: &str, events: &[String]) -> Diagnostic {
    let what = format!(
        "`{case}` is made of {}: it is not said of which this is the `{}`",
        list(&quoted(events), "and"),
        word.text
    );
    Diagnostic::error("wrong-member", word.span, what).help(format!(
        "say it: `{} … of {}`",
        word.text,
        events.first().map_or("", String::as_str)
    ))
}

/// An event that is not in the case.
pub(crate) fn not_in_the_case(of: &Name, case: &str, events: &[String]) -> Diagnostic {
    Diagnostic::error("wrong-member", of.span, format!("`{case}` is not made of `{}`", of.text)).help(format!(
        "it is made of {}; add `{} by …` to it, or name one of those",
        list(&quoted(events), "and"),
        of.text
    ))
}

/// The same event twice.
pub(crate) fn member_twice(event: &Name, case: &str) -> Diagnostic {
    Diagnostic::error("wrong-member", event.span, format!("`{case}` names `{}` twice", event.text))
        .help("take one of them out")
}

/// `first` of what?
pub(crate) fn fact_of_nothing(word: &Name) -> Diagnostic {
    Diagnostic::error("wrong-member", word.span, format!("`{}` of what?", word.text))
        .help(format!("name a field: `{} at`", word.text))
}
