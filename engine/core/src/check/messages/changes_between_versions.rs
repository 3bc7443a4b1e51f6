//! `changes-between-versions`: something is named where only what is the same in all versions can stand.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `number`: the version that says it anew; `why`: what is needed in this place.
pub(crate) fn changes_between_versions(name: &Name, number: &str, why: &str) -> Diagnostic {
    changes(name, number).reason(why).help(format!(
        "write here what holds now, and let version {number} say anew, with `override`, what this stands in; or name something that holds in all versions"
    ))
}

/// In a case: nothing says which version it goes by.
pub(crate) fn changes_within_a_case(name: &Name, number: &str) -> Diagnostic {
    changes(name, number)
        .reason("A case goes by the version in force at its instant, and here that is not known.")
        .help("give the case a fact for its instant, which does not need this itself: `fact opened = first at` and `at opened`")
}

fn changes(name: &Name, number: &str) -> Diagnostic {
    let what = format!("`{}` changes with version {number}, and cannot be named here", name.text);
    Diagnostic::error("changes-between-versions", name.span, what)
}
