//! `unknown-purpose`: a figure is kept for something that nobody knows the rules of.

use super::nearest;
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `known`: what a figure may be kept for.
pub(crate) fn unknown_purpose(name: &Name, known: &[&str]) -> Diagnostic {
    let d = Diagnostic::error("unknown-purpose", name.span, format!("there is no purpose `{}`", name.text)).reason(
        "`learning` keeps a figure out of ladders, `contract` reads what the customer saw and is held against nobody, `pay` asks for enough cases.",
    );
    match nearest(&name.text, known.iter().copied()) {
        Some(near) => d.help(format!("did you mean `{near}`?")),
        None => d.help("write `learning`, `contract` or `pay`; or leave it out: then anything may be done with it"),
    }
}
