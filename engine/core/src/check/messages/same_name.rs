//! `same-name`: two declarations have one name.

use super::kind_word;
use crate::Diagnostic;
use etalon_grammar::ast::{Item, Kind};

/// The second and the first.
pub(crate) fn same_name(second: &Item, first: &Item) -> Diagnostic {
    if second.kind == Kind::Standard {
        return two_standards(second, first);
    }
    let (this, that) = (kind_word(second.kind), kind_word(first.kind));
    let what = if second.kind == first.kind {
        format!("there are two declarations of {this} `{}`", second.name.text)
    } else {
        format!("a {that} is already named `{}`", second.name.text)
    };
    Diagnostic::error("same-name", second.name.span, what)
        .here("named again here")
        .label(first.name.span, "first named here")
        .reason(match second.kind {
            Kind::Param => "Wherever the name stands, nobody could tell which of the two values is meant.",
            _ => "A rule is known by its name: findings, causes and decisions of the two could not be told apart.",
        })
        .help("give one of them another name, or take one out")
}

/// One folder says twice what it is.
fn two_standards(second: &Item, first: &Item) -> Diagnostic {
    let (this, that) = (&second.name.text, &first.name.text);
    let what = if this == that {
        format!("the standard `{this}` opens twice")
    } else {
        format!("`{this}` and `{that}` cannot both be the standard")
    };
    Diagnostic::error("same-name", second.name.span, what)
        .here("opens again here")
        .label(first.name.span, "opens here")
        .reason(
            "All files of a folder are one standard. Its versions are told apart by the dates from which they bind.",
        )
        .help(if this == that {
            "for another version give each its date: `version 2 from 2026-07-01`; else take one `standard … { … }` out"
        } else {
            "put each into a folder of its own, or take one `standard … { … }` out"
        })
}

/// Two fields, facts or items of one name.
pub(crate) fn same_field(
    what: &str,
    name: &etalon_grammar::ast::Name,
    first: etalon_grammar::ast::Span,
    of: &str,
) -> Diagnostic {
    Diagnostic::error("same-name", name.span, format!("`{of}` has two {what} named `{}`", name.text))
        .here("named again here")
        .label(first, "first named here")
        .help("give one of them another name, or take one out")
}

/// One value twice in a list.
pub(crate) fn same_value(value: &etalon_grammar::ast::Name, first: etalon_grammar::ast::Span) -> Diagnostic {
    Diagnostic::error("same-name", value.span, format!("the list has `{}` twice", value.text))
        .here("again here")
        .label(first, "first here")
        .help("take one of them out")
}
