//! Moves: sets of edits that might make the outcome another one, and which of them comes first.

use crate::explain::Edit;

/// How many moves are followed up at each part of a rule.
pub(super) const FOLLOWED: usize = 32;

/// A set of edits that might do.
#[derive(Debug, Clone, Default)]
pub(super) struct Move {
    pub(super) edits: Vec<Edit>,
    /// How little somebody who serves customers can do about it: 0 = amounts, times and answers, 1 = kinds and steps, 2 = texts
    /// and the instant of the thing itself, 3 = what does not happen but is. More if the rule then speaks of another thing.
    pub(super) class: u8,
    /// By how much, in thousandths of what there is.
    pub(super) size: i128,
}

impl Move {
    pub(super) fn of(edit: Edit, class: u8, size: i128) -> Self {
        Self { edits: vec![edit], class, size }
    }

    /// Both; none if they contradict one another.
    pub(super) fn and(&self, other: &Self) -> Option<Self> {
        let mut both = self.clone();
        for edit in &other.edits {
            if both.edits.contains(edit) {
                continue;
            }
            if both.edits.iter().any(|e| e.touches(edit)) {
                return None;
            }
            both.edits.push(edit.clone());
        }
        both.class = both.class.max(other.class);
        both.size = both.size.saturating_add(other.size);
        Some(both)
    }
}

impl Edit {
    /// Whether both change the same.
    fn touches(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Field { thing: a, field: f, .. }, Self::Field { thing: b, field: g, .. }) => {
                (a.unit, a.row, f) == (b.unit, b.row, g)
            }
            (Self::Absent(a), Self::Absent(b) | Self::Field { thing: b, .. })
            | (Self::Field { thing: a, .. }, Self::Absent(b)) => (a.unit, a.row) == (b.unit, b.row),
            (Self::Added(_), _) | (_, Self::Added(_)) => false,
        }
    }
}

/// Added to the class of changes that only make the rule speak of something else.
pub(super) const ELSEWHERE: u8 = 4;

/// What mends the thing comes before what makes the rule speak of another; then the fewest edits, then what can be done something about,
/// then the smallest; the order of the text breaks ties.
pub(super) fn ranked(mut moves: Vec<Move>) -> Vec<Move> {
    moves.sort_by_key(|m| (m.class >= ELSEWHERE, m.edits.len(), m.class, m.size));
    let mut seen: Vec<Vec<Edit>> = Vec::new();
    moves.retain(|m| {
        let new = !seen.contains(&m.edits);
        if new {
            seen.push(m.edits.clone());
        }
        new
    });
    moves
}

/// Every choice of one move from each of these.
pub(super) fn all_of(lists: impl IntoIterator<Item = Vec<Move>>) -> Vec<Move> {
    let mut all = vec![Move::default()];
    for list in lists {
        all = ranked(all.iter().flat_map(|a| list.iter().filter_map(|b| a.and(b))).collect());
        all.truncate(FOLLOWED);
    }
    all
}
