//! Which rows are one event, and which revision of it counts.
//!
//! The same content again is a duplicate. A higher revision corrects. A row that takes back takes out every revision up to
//! its own (all, if it has none). Different content under one revision is a conflict: none of it counts, and no lower
//! revision takes its place. Where rows say when they were recorded,
//! that is no part of the content. Nothing depends on the order of the rows.

use super::delivered::Delivered;
use super::keys::Keyed;
use super::known::Records;
use super::repeated::{hash_of, repeated, same};
use crate::outcome::SourceData;
use crate::standard::Unit;
use crate::table::{Column, Data};
use crate::value::Texts;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hasher};

/// How many conflicts are named, and places of each.
const NAMED: usize = 5;

/// What is counted of each row; the numbers of a source add up to what it delivered.
#[derive(Debug, Default, Clone)]
pub(super) struct Counts {
    pub(super) accepted: u64,
    pub(super) duplicate: u64,
    pub(super) conflict: u64,
    pub(super) corrected: u64,
    pub(super) retracted: u64,
    pub(super) conflicts: Vec<Vec<u32>>,
}

impl Counts {
    pub(super) fn add_to(
        self,
        data: &mut SourceData,
        key: impl Fn(u32) -> String,
        place: impl Fn(u32) -> (String, u64),
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

/// The rows that count.
pub(super) struct Settled {
    /// None = all that were delivered.
    pub(super) rows: Option<Vec<u32>>,
    /// By source.
    pub(super) counts: Vec<Counts>,
}

/// Settles which rows count. Most keys come once: only the others are looked at more closely.
pub(super) fn settle(unit: &Unit, delivered: &Delivered, keyed: &Keyed, texts: &Texts) -> Settled {
    let mut counts = vec![Counts::default(); delivered.sources.len()];
    let mut again = repeated(unit, delivered, keyed, texts);
    if again.is_empty() && !delivered.takes_anything_back() {
        match &keyed.usable {
            Some(rows) => rows.iter().for_each(|row| counts[delivered.origin(*row).0].accepted += 1),
            None => {
                for (count, source) in counts.iter_mut().zip(&delivered.sources) {
                    count.accepted = source.places.len() as u64;
                }
            }
        }
        return Settled { rows: keyed.usable.clone(), counts };
    }
    let rows = Rows::new(unit, delivered);
    let all = 0..super::table::row(delivered.rows());
    let usable: Vec<u32> = keyed.usable.clone().unwrap_or_else(|| all.collect());
    let mut alone = vec![true; delivered.rows()];
    for row in again.iter().flat_map(|(first, row)| [first, row]) {
        alone[*row as usize] = false;
    }
    let mut kept = Vec::with_capacity(usable.len());
    for row in usable.iter().copied().filter(|row| alone[*row as usize]) {
        if delivered.takes_back(row) {
            kept.extend(rows.settle(&[row], &mut counts));
        } else {
            counts[delivered.origin(row).0].accepted += 1;
            kept.push(row);
        }
    }
    again.sort_unstable();
    for same in again.chunk_by(|a, b| a.0 == b.0) {
        let group: Vec<u32> = std::iter::once(same[0].0).chain(same.iter().map(|pair| pair.1)).collect();
        kept.extend(rows.settle(&group, &mut counts));
    }
    Settled { rows: Some(kept), counts }
}

/// All rows of one unit.
struct Rows<'a> {
    delivered: &'a Delivered,
    /// The column of revisions.
    revision: Option<&'a Column>,
    /// What makes two rows different. When a row was recorded does not: the same content recorded again is a duplicate.
    content: Vec<&'a Column>,
    /// If rows say it: of the same content the row counts that was recorded first.
    records: Option<Records<'a>>,
}

impl<'a> Rows<'a> {
    fn new(unit: &Unit, delivered: &'a Delivered) -> Self {
        let content = delivered.columns.iter().enumerate();
        let content = content.filter(|(field, _)| unit.recorded.is_none_or(|id| id.index() != *field));
        Self {
            delivered,
            revision: delivered.column(unit.rev),
            content: content.map(|(_, column)| column).collect(),
            records: unit.recorded.map(|_| Records::new(unit, delivered)),
        }
    }

    fn revision(&self, row: u32) -> Option<i64> {
        let column = self.revision.filter(|c| c.has(row as usize))?;
        match &column.data {
            Data::Ints(v) => v.get(row as usize).copied(),
            _ => None,
        }
    }

    fn same(&self, a: u32, b: u32) -> bool {
        self.content.iter().all(|column| same(column, a as usize, b as usize))
    }

    fn hash(&self, row: u32) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.content.iter().for_each(|column| hash_of(column, row as usize, &mut hasher));
        hasher.finish()
    }

    /// The row of one event that counts, if any does. `rows` are all rows of it, in order; `counts` is by source.
    fn settle(&self, rows: &[u32], counts: &mut [Counts]) -> Option<u32> {
        let in_time: Vec<u32>;
        let rows = match &self.records {
            None => rows,
            Some(records) => {
                let mut sorted = rows.to_vec();
                sorted.sort_by_key(|row| (records.when(*row as usize), !records.says(*row as usize)));
                in_time = sorted;
                &in_time
            }
        };
        let source = |row: u32| self.delivered.origin(row).0;
        let back = |row: u32| self.delivered.takes_back(row);
        if let [first, more @ ..] = rows
            && rows.iter().all(|row| !back(*row))
            && more.iter().all(|row| self.same(*first, *row))
        {
            counts[source(*first)].accepted += 1;
            more.iter().for_each(|row| counts[source(*row)].duplicate += 1);
            return Some(*first);
        }
        let mut different: HashMap<(Option<i64>, bool, u64), Vec<u32>> = HashMap::new();
        let mut revisions: BTreeMap<Option<i64>, Vec<u32>> = BTreeMap::new();
        // Up to which revision everything is taken back: nothing, a revision, or all.
        let mut taken_back: Option<Option<i64>> = None;
        for row in rows {
            let (revision, back) = (self.revision(*row), back(*row));
            let alike = different.entry((revision, back, self.hash(*row))).or_default();
            if alike.iter().any(|known| self.same(*known, *row)) {
                counts[source(*row)].duplicate += 1;
                continue;
            }
            alike.push(*row);
            if !back {
                revisions.entry(revision).or_default().push(*row);
                continue;
            }
            let count = &mut counts[source(*row)];
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
                    let count = &mut counts[source(row)];
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
                        counts[source(*row)].conflict += 1;
                    }
                    let mut named: Vec<usize> = rows.iter().map(|row| source(*row)).collect();
                    named.dedup();
                    for source in named {
                        counts[source].conflicts.push(rows.clone());
                    }
                }
            }
        }
        winner
    }
}
