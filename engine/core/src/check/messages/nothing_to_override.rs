//! `nothing-to-override`: what is to be replaced or dropped is not there.

use super::{kind_word, nearest};
use crate::Diagnostic;
use etalon_grammar::ast::Item;

/// `other`: something else of that name in the used standard; `names`: what could be replaced.
pub(crate) fn nothing_to_override(item: &Item, other: Option<&Item>, names: &[&str]) -> Diagnostic {
    nothing_there(item, other, names, "no standard that is used has one")
}

/// The same in a later version of a standard.
pub(crate) fn nothing_before(item: &Item, names: &[&str]) -> Diagnostic {
    nothing_there(item, None, names, "no version before has one")
}

fn nothing_there(item: &Item, other: Option<&Item>, names: &[&str], why: &str) -> Diagnostic {
    let (word, name) = (kind_word(item.kind), &item.name.text);
    let verb = if item.drops.is_some() { "drop" } else { "override" };
    let d = Diagnostic::error(
        "nothing-to-override",
        item.name.span,
        format!("there is no {word} `{name}` to {verb}: {why}"),
    );
    if let Some(other) = other {
        return d.label(other.name.span, format!("`{name}` is a {} there", kind_word(other.kind)));
    }
    match nearest(name, names.iter().copied()) {
        Some(near) => d.help(format!("did you mean `{near}`?")),
        None if item.drops.is_some() => d.help("take this line out"),
        None => {
            d.help(format!("write `{word} {name}` without `override`; or name the standard that has it: `use \"…\"`"))
        }
    }
}
