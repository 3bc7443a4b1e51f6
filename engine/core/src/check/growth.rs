//! What a later version may add to the description of the data: fields that may be missing, and where they are read from. Rows before
//! have none of them; everything else was read as it stands, and stays so.

use etalon_grammar::ast::{Clause, ClauseKind, Item, Kind};

/// Kinds whose description may grow.
pub(crate) const fn may_grow(kind: Kind) -> bool {
    matches!(kind, Kind::Event | Kind::Entity | Kind::Source | Kind::Case)
}

/// The first clause by which a description does more than grow: one of the old that the new does not say, or one of the new that
/// is no field that may be missing. None on the inside = something besides the clauses.
pub(crate) fn beyond_growth<'i>(old: &'i Item, new: &'i Item) -> Option<Option<&'i Clause>> {
    if meant(&old.head) != meant(&new.head) {
        return Some(None);
    }
    let is_in =
        |clause: &Clause, item: &Item| item.clauses.iter().any(|other| meant(&other.kind) == meant(&clause.kind));
    let was = |name: &str| old.clauses.iter().any(|c| matches!(&c.kind, ClauseKind::Field(f) if f.name.text == name));
    let is_added = |clause: &Clause| match &clause.kind {
        ClauseKind::Field(field) => field.optional && field.marks.is_empty() && !was(&field.name.text),
        ClauseKind::Take { .. } | ClauseKind::Fact { .. } => true,
        _ => false,
    };
    if let Some(gone) = old.clauses.iter().find(|clause| !is_in(clause, new)) {
        return Some(new.clauses.iter().find(|clause| !is_in(clause, old) && !is_added(clause)).or(Some(gone)));
    }
    new.clauses.iter().find(|clause| !is_in(clause, old) && !is_added(clause)).map(Some)
}

/// What something says, without its place in the text.
fn meant(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    let mut pieces = text.split("Span {");
    let mut meant = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        meant.push_str(piece.split_once('}').map_or("", |(_, rest)| rest));
    }
    meant
}
