//! Columns: clauses of one kind in one block stand under one another.

use super::atom::{Atom, AtomKind};
use crate::words::clauses_of;

/// Where the clause's second column ends, if it has one: `fact opened | = first at`, `target month | >= 80%`.
pub(super) fn second(block: &str, atoms: &[Atom]) -> Option<usize> {
    let word = atoms.first()?.text.as_str();
    match (block, word) {
        ("event" | "entity", _) => third_of_field(atoms),
        ("case", "fact") | ("source", "field") => atoms.iter().position(|atom| atom.is("=")),
        ("metric", "target") => {
            let sign =
                |atom: &Atom| atom.kind == AtomKind::Sign && matches!(atom.text.as_str(), ">=" | "<=" | ">" | "<");
            atoms.iter().position(sign).filter(|index| *index > 1)
        }
        ("section" | "form", "item") | ("steps" | "stage", "step") => (atoms.len() > 2).then_some(2),
        _ => None,
    }
}

/// Where the marks of a field start: `id text | key`.
fn third_of_field(atoms: &[Atom]) -> Option<usize> {
    let mut index = 2;
    while atoms.get(index).is_some_and(|atom| atom.glued || atom.is("?") || atom.is("|") || atoms[index - 1].is("|")) {
        index += 1;
    }
    (index < atoms.len()).then_some(index)
}

/// How many atoms open a clause: the days of the week stand in one column with the words of the other clauses.
pub(super) fn opening(block: &str, atoms: &[Atom]) -> usize {
    let days = block == "calendar"
        && atoms.first().is_some_and(|first| !matches!(first.text.as_str(), "zone" | "closed" | "short"));
    let hours = atoms.iter().position(|atom| atom.kind == AtomKind::Number);
    if days { hours.filter(|hours| *hours > 0).unwrap_or(1) } else { 1 }
}

/// Whether the words that open the clauses of a block are padded to one width.
pub(super) fn padded(block: &str, word: &str) -> bool {
    match block {
        "standard" | "principle" | "mitigation" | "duty" | "notice" | "recognition" | "event" | "entity"
        | "calendar" | "clock" => true,
        // A plugin's window begins with the plugin's name, which belongs to what follows.
        "metric" => clauses_of(block).contains(&word),
        "source" => word != "field",
        "criterion" => word != "employee",
        _ => false,
    }
}
