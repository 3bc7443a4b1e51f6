//! Which rows are one event, and which revision of it counts.
//!
//! The same content again is a duplicate. A higher revision corrects. A row that takes back takes out every revision up to
//! its own (all, if it has none). Different content under one revision is a conflict: none of it counts, and no lower
//! revision takes its place. Nothing depends on the order of the rows.

use crate::evaluate::columns::Vector;
use crate::outcome::SourceData;
use crate::table::{Column, Data, Incoming};
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many conflicts are named, and places of each.
const NAMED: usize = 5;

/// A row that came in: which source of the unit, which row of it. Ordered as the sources are, then as their rows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Origin {
    pub(super) source: u16,
    pub(super) row: u32,
}

/// What is counted of each row; the numbers of a source add up to what it delivered.
#[derive(Debug, Default, Clone)]
pub(super) struct Counts {
    pub(super) accepted: u64,
    pub(super) duplicate: u64,
    pub(super) conflict: u64,
    pub(super) corrected: u64,
    pub(super) retracted: u64,
    pub(super) conflicts: Vec<Vec<Origin>>,
}

impl Counts {
    pub(super) fn add_to(
        self,
        data: &mut SourceData,
        key: impl Fn(Origin) -> String,
        place: impl Fn(Origin) -> (String, u64),
    ) {
        data.accepted += self.accepted;
        data.duplicate += self.duplicate;
        data.conflict += self.conflict;
        data.corrected += self.corrected;
        data.retracted += self.retracted;
        let mut conflicts = self.conflicts;
        conflicts.sort();
        data.conflicts = conflicts
            .into_iter()
            .take(NAMED)
            .map(|rows| (key(rows[0]), rows.into_iter().take(NAMED).map(&place).collect()))
            .collect();
    }
}

/// All rows of one unit.
pub(super) struct Rows<'a> {
    pub(super) sources: &'a [&'a Incoming],
    /// The column of revisions, by source.
    pub(super) revisions: Vec<Option<Vector<'a>>>,
}

impl Rows<'_> {
    fn takes_back(&self, origin: Origin) -> bool {
        self.sources[origin.source as usize].retractions.get(origin.row as usize).copied().unwrap_or(false)
    }

    fn revision(&self, origin: Origin) -> Option<i64> {
        let column = self.revisions[origin.source as usize].as_ref()?;
        column.has(origin.row as usize).then(|| column.int(origin.row as usize))
    }

    fn same(&self, a: Origin, b: Origin) -> bool {
        let columns = |o: Origin| &self.sources[o.source as usize].columns;
        columns(a).iter().zip(columns(b)).all(|(x, y)| same(x, a.row as usize, y, b.row as usize))
    }

    fn hash(&self, origin: Origin) -> u64 {
        let mut hasher = DefaultHasher::new();
        for column in &self.sources[origin.source as usize].columns {
            let row = origin.row as usize;
            if !column.has(row) {
                0_u8.hash(&mut hasher);
                continue;
            }
            match &column.data {
                Data::Flags(v) => v[row].hash(&mut hasher),
                Data::Ints(v) => v[row].hash(&mut hasher),
                Data::Codes(v) => v[row].hash(&mut hasher),
                Data::Ratios(v) => v[row].hash(&mut hasher),
            }
        }
        hasher.finish()
    }

    /// The row of one event that counts, if any does. `rows` are all rows of it, in order; `counts` is by source.
    pub(super) fn settle(&self, rows: &[Origin], counts: &mut [Counts]) -> Option<Origin> {
        if let [only] = rows
            && !self.takes_back(*only)
        {
            counts[only.source as usize].accepted += 1;
            return Some(*only);
        }
        let mut different: HashMap<(Option<i64>, bool, u64), Vec<Origin>> = HashMap::new();
        let mut revisions: BTreeMap<Option<i64>, Vec<Origin>> = BTreeMap::new();
        // Up to which revision everything is taken back: nothing, a revision, or all.
        let mut taken_back: Option<Option<i64>> = None;
        for row in rows {
            let (revision, back) = (self.revision(*row), self.takes_back(*row));
            let alike = different.entry((revision, back, self.hash(*row))).or_default();
            if alike.iter().any(|known| self.same(*known, *row)) {
                counts[row.source as usize].duplicate += 1;
                continue;
            }
            alike.push(*row);
            if !back {
                revisions.entry(revision).or_default().push(*row);
                continue;
            }
            let count = &mut counts[row.source as usize];
            count.accepted += 1;
            count.retracted += 1;
            taken_back = Some(match (taken_back, revision) {
                (Some(None), _) | (_, None) => None,
                (Some(Some(before)), Some(now)) => Some(before.max(now)),
                (None, now) => now,
            });
        }
        let gone = |revision: Option<i64>| match taken_back {
            None => false,
            Some(None) => true,
            Some(limit) => revision <= limit,
        };
        let last = revisions.keys().next_back().copied().filter(|r| !gone(*r));
        let mut winner = None;
        for (revision, rows) in revisions {
            match rows[..] {
                [row] => {
                    let count = &mut counts[row.source as usize];
                    count.accepted += 1;
                    if gone(revision) {
                        count.retracted += 1;
                    } else if last == Some(revision) {
                        winner = Some(row);
                    } else {
                        count.corrected += 1;
                    }
                }
                _ => {
                    for row in &rows {
                        counts[row.source as usize].conflict += 1;
                    }
                    let mut named: Vec<u16> = rows.iter().map(|r| r.source).collect();
                    named.dedup();
                    for source in named {
                        counts[source as usize].conflicts.push(rows.clone());
                    }
                }
            }
        }
        winner
    }
}

fn same(a: &Column, i: usize, b: &Column, j: usize) -> bool {
    match (a.has(i), b.has(j)) {
        (true, true) => match (&a.data, &b.data) {
            (Data::Flags(a), Data::Flags(b)) => a[i] == b[j],
            (Data::Ints(a), Data::Ints(b)) => a[i] == b[j],
            (Data::Codes(a), Data::Codes(b)) => a[i] == b[j],
            (Data::Ratios(a), Data::Ratios(b)) => a[i] == b[j],
            _ => false,
        },
        (a, b) => a == b,
    }
}
