//! The rows of a table by what must be equal, each list in the table's own order.

use crate::Plan;
use crate::evaluate::World;
use crate::evaluate::columns::{Lanes, Shared, Vector, YES};
use crate::plan::Look;
use crate::standard::Aggregate;
use std::collections::HashMap;

/// Lists of rows.
#[derive(Debug)]
pub(crate) struct Index {
    groups: Groups,
    /// Where each list starts, and the end of the last.
    starts: Vec<u32>,
    rows: Vec<u32>,
}

#[derive(Debug)]
enum Groups {
    /// Nothing must be equal: one list.
    All,
    One(HashMap<u64, u32>),
    Many(HashMap<Box<[u64]>, u32>),
}

impl Index {
    pub(crate) fn new(plan: &Plan, world: &World, shared: &Shared, look: &Look) -> Self {
        let table = world.table(look.unit);
        let missing: Vec<Vector<'_>> = look.equal.iter().map(|e| Vector::missing(&plan.node(e.0).ty)).collect();
        let keys: Vec<&Vector<'_>> = look
            .equal
            .iter()
            .zip(&missing)
            .map(|(e, none)| shared.whole[e.0.index()].as_ref().unwrap_or(none))
            .collect();
        let only = look.only.map(|id| &shared.whole[id.index()]);
        let admitted = |row: usize| match only {
            None => true,
            Some(Some(vector)) => vector.flag(row) == YES,
            // A condition without any row: a constant that is not yes.
            Some(None) => {
                look.only.is_none_or(|id| plan.node(id).op == crate::plan::Op::Const(crate::value::Value::YesNo(true)))
            }
        };
        let mut groups = match keys.len() {
            0 => Groups::All,
            1 => Groups::One(HashMap::new()),
            _ => Groups::Many(HashMap::new()),
        };
        let mut of_row = Vec::with_capacity(table.rows);
        let mut sizes: Vec<u32> = if keys.is_empty() { vec![0] } else { Vec::new() };
        let mut words = vec![0_u64; keys.len()];
        for row in 0..table.rows {
            if !admitted(row) || !words_of(&keys, row, &mut words) {
                of_row.push(u32::MAX);
                continue;
            }
            let next = u32::try_from(sizes.len()).expect("rows are numbered in 32 bits");
            let group = match &mut groups {
                Groups::All => 0,
                Groups::One(map) => *map.entry(words[0]).or_insert(next),
                Groups::Many(map) => match map.get(words.as_slice()) {
                    Some(group) => *group,
                    None => *map.entry(words.clone().into_boxed_slice()).or_insert(next),
                },
            };
            if group as usize == sizes.len() {
                sizes.push(0);
            }
            sizes[group as usize] += 1;
            of_row.push(group);
        }
        let mut starts = Vec::with_capacity(sizes.len() + 1);
        let mut total = 0;
        for size in &sizes {
            starts.push(total);
            total += size;
        }
        starts.push(total);
        let mut next = starts.clone();
        let mut rows = vec![0; total as usize];
        for (row, group) in (0_u32..).zip(of_row) {
            if group != u32::MAX {
                rows[next[group as usize] as usize] = row;
                next[group as usize] += 1;
            }
        }
        Self { groups, starts, rows }
    }

    /// Where the list of these values starts and ends in [`Index::rows`].
    pub(crate) fn list(&self, keys: &[&Vector<'_>], i: usize, words: &mut Vec<u64>) -> (usize, usize) {
        words.resize(keys.len(), 0);
        if !words_of(keys, i, words) {
            return (0, 0);
        }
        let group = match &self.groups {
            Groups::All => Some(0),
            Groups::One(map) => map.get(&words[0]).copied(),
            Groups::Many(map) => map.get(words.as_slice()).copied(),
        };
        group.map_or((0, 0), |g| (self.starts[g as usize] as usize, self.starts[g as usize + 1] as usize))
    }

    pub(crate) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Sums up to each row of the lists, where all that is asked is a sum of integers.
    pub(crate) fn sums(&self, shared: &Shared, look: &Look) -> Option<Vec<i128>> {
        if look.ask != Some(Aggregate::Sum) || look.rest.is_some() {
            return None;
        }
        let vector = shared.whole[look.value?.index()].as_ref()?;
        let Lanes::Ints(_) = vector.data else { return None };
        let mut total = 0;
        let mut sums = Vec::with_capacity(self.rows.len() + 1);
        sums.push(0);
        for row in &self.rows {
            if vector.has(*row as usize) {
                total += i128::from(vector.int(*row as usize));
            }
            sums.push(total);
        }
        Some(sums)
    }
}

/// The values that must be equal, as words; no if one is missing.
fn words_of(keys: &[&Vector<'_>], i: usize, words: &mut [u64]) -> bool {
    for (key, word) in keys.iter().zip(words) {
        if !key.has(i) {
            return false;
        }
        *word = match &key.data {
            Lanes::Truth(v) => u64::from(v.get(i)),
            Lanes::Ints(v) => v.get(i).cast_unsigned(),
            Lanes::Codes(v) => u64::from(v.get(i)),
            Lanes::Ratios(_) => return false,
        };
    }
    true
}
