//! `unknown-class`: a word that is no class of critical breaches, or no party that a cause can lie with.

use super::nearest;
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `critical X`
pub(crate) fn unknown_class(name: &Name) -> Diagnostic {
    let d = Diagnostic::error("unknown-class", name.span, format!("a breach cannot be critical for `{}`", name.text));
    match nearest(&name.text, ["customer", "business", "compliance"]) {
        Some(near) => d.here(format!("did you mean `{near}`?")).help(format!("write `critical {near}`")),
        None => d.help("write `critical customer`, `critical business` or `critical compliance`"),
    }
}

/// `cause X`
pub(crate) fn cause_elsewhere(name: &Name) -> Diagnostic {
    let d =
        Diagnostic::error("unknown-class", name.span, format!("a mitigation cannot move the cause to `{}`", name.text))
            .reason("A mitigation takes a breach, or a part of it, away from the employee.");
    match nearest(&name.text, ["company", "customer"]) {
        Some(near) => d.here(format!("did you mean `{near}`?")).help(format!("write `cause {near}`")),
        None => d.help("write `cause company` or `cause customer`, perhaps with a share: `cause company 1/2`"),
    }
}

/// `faults of (…) caused by X`
pub(crate) fn caused_by_nobody(name: &Name) -> Diagnostic {
    const PARTIES: [&str; 5] = ["employee", "company", "customer", "unknown", "anyone"];
    let d = Diagnostic::error("unknown-class", name.span, format!("no breach is caused by `{}`", name.text)).reason(
        "A breach is the employee's, the company's or the customer's, wholly or in part, or nobody knows whose.",
    );
    match nearest(&name.text, PARTIES) {
        Some(near) => d.here(format!("did you mean `{near}`?")).help(format!("write `caused by {near}`")),
        None => d.help("write `caused by company`, `customer`, `employee`, `unknown`, or `caused by anyone` for all"),
    }
}
