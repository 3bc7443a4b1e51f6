//! The rows of a table by what must be equal, each list in the table's own order: no row is copied.

use crate::evaluate::columns::{Lanes, Vector, YES};
use std::collections::HashMap;
use std::ops::Range;

/// Lists of rows.
#[derive(Debug)]
pub(crate) struct Groups {
    keys: Keys,
    /// Where each list starts in `rows`, and the end of the last.
    starts: Vec<u32>,
    rows: Vec<u32>,
    /// The rows without a value of what must be equal: they belong to no list.
    keyless: Vec<u32>,
}

/// How the number of a list is found.
#[derive(Debug)]
enum Keys {
    /// Nothing must be equal: one list.
    None,
    /// The code of the text is the number.
    Code,
    /// By key: the number so far and the value to the next number. The last is that of the list.
    Many(Vec<HashMap<(u32, u64), u32>>),
}

impl Groups {
    /// The lists of so many rows by these values.
    pub(crate) fn new(keys: &[&Vector<'_>], rows: usize) -> Self {
        let mut of_row = vec![0; if keys.is_empty() { 0 } else { rows }];
        let (keys, lists) = match keys {
            [] => {
                let rows = row(rows);
                return Self {
                    keys: Keys::None,
                    starts: vec![0, rows],
                    rows: (0..rows).collect(),
                    keyless: Vec::new(),
                };
            }
            [key] if few_codes(key, rows) => (Keys::Code, coded(key, &mut of_row)),
            _ => {
                let (maps, lists) = numbered(keys, &mut of_row);
                (Keys::Many(maps), lists)
            }
        };
        let mut next = vec![0_u32; lists + 1];
        let mut keyless = Vec::new();
        for (row, list) in (0_u32..).zip(&of_row) {
            match next.get_mut(*list as usize + 1) {
                Some(count) if *list != NO_LIST => *count += 1,
                _ => keyless.push(row),
            }
        }
        let mut total = 0;
        for count in &mut next {
            total += *count;
            *count = total;
        }
        // `next[list]` is where the list's next row goes; in the end it is where the list ends.
        let mut sorted = vec![0; total as usize];
        for (row, list) in (0_u32..).zip(&of_row).filter(|(_, list)| **list != NO_LIST) {
            let place = &mut next[*list as usize];
            sorted[*place as usize] = row;
            *place += 1;
        }
        next.rotate_right(1);
        next[0] = 0;
        Self { keys, starts: next, rows: sorted, keyless }
    }

    /// The number of the list of these values; none if one is missing or nothing has them.
    pub(super) fn list_of(&self, keys: &[&Vector<'_>], i: usize) -> Option<usize> {
        let list = match &self.keys {
            Keys::None => 0,
            Keys::Code => word(keys.first()?, i).and_then(|word| u32::try_from(word).ok())?,
            Keys::Many(maps) => {
                maps.iter().zip(keys).try_fold(0, |number, (map, key)| map.get(&(number, word(key, i)?)).copied())?
            }
        };
        Some(list as usize).filter(|list| *list < self.lists())
    }

    pub(super) fn lists(&self) -> usize {
        self.starts.len() - 1
    }

    /// Where a list lies in [`Groups::rows`].
    pub(super) fn range(&self, list: usize) -> Range<usize> {
        self.starts[list] as usize..self.starts[list + 1] as usize
    }

    /// The rows, list by list.
    pub(super) fn rows(&self) -> &[u32] {
        &self.rows
    }

    pub(super) fn keyless(&self) -> &[u32] {
        &self.keyless
    }
}

/// Stands for no list.
const NO_LIST: u32 = u32::MAX;

fn row(n: usize) -> u32 {
    u32::try_from(n).expect("rows are numbered in 32 bits")
}

/// Whether the codes of a key are few enough to count by code.
fn few_codes(key: &Vector<'_>, rows: usize) -> bool {
    let codes = || (0..rows).filter(|i| key.has(*i)).map(|i| key.code(i) as usize);
    matches!(key.data, Lanes::Codes(_)) && codes().max().unwrap_or(0) < 16 * rows + 1024
}

/// The code of each row, and how many lists that makes.
fn coded(key: &Vector<'_>, of_row: &mut [u32]) -> usize {
    let mut lists = 0;
    for (i, list) in of_row.iter_mut().enumerate() {
        if key.has(i) {
            *list = key.code(i);
            lists = lists.max(*list as usize + 1);
        } else {
            *list = NO_LIST;
        }
    }
    lists
}

/// The number of each list by that of the list so far and the value of one key more.
type Numbers = HashMap<(u32, u64), u32>;

/// Numbers the values in the order in which they come, one key after the other.
fn numbered(keys: &[&Vector<'_>], of_row: &mut [u32]) -> (Vec<Numbers>, usize) {
    let mut maps = Vec::with_capacity(keys.len());
    let mut lists = 0;
    for key in keys {
        let mut map = HashMap::new();
        for (i, list) in of_row.iter_mut().enumerate().filter(|(_, list)| **list != NO_LIST) {
            *list = match word(key, i) {
                Some(word) => {
                    let next = row(map.len());
                    *map.entry((*list, word)).or_insert(next)
                }
                None => NO_LIST,
            };
        }
        lists = map.len();
        maps.push(map);
    }
    (maps, lists)
}

/// A value that must be equal, as a word.
fn word(key: &Vector<'_>, i: usize) -> Option<u64> {
    if !key.has(i) {
        return None;
    }
    match &key.data {
        Lanes::Truth(v) => Some(u64::from(v.get(i) == YES)),
        Lanes::Ints(v) => Some(v.get(i).cast_unsigned()),
        Lanes::Codes(v) => Some(u64::from(v.get(i))),
        Lanes::Ratios(_) => None,
    }
}
