//! The rows of a table by what must be equal, each list in the table's own order: no row is copied.

use crate::evaluate::columns::{Lanes, Vector, YES};
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

type Known = HashMap<(u32, u64), u32, RandomState>;

/// Lists of rows.
#[derive(Debug)]
pub(crate) struct Groups {
    keys: Keys,
    /// Where each list starts in `rows`, and the end of the last.
    starts: Vec<u32>,
    rows: Vec<u32>,
    /// The rows without a value of what must be equal: they belong to no list.
    keyless: Vec<u32>,
    /// The instant of each of `rows`, once somebody has asked.
    at: OnceLock<Vec<i64>>,
}

/// How the number of a list is found.
#[derive(Debug)]
enum Keys {
    /// Nothing must be equal: one list.
    None,
    /// What the code of the text, or the value, lies above this is the number.
    From(i64),
    /// By key: the number so far and the value to the next number. The last is that of the list.
    Many(Vec<Known>),
}

impl Groups {
    /// The lists of so many rows by these values.
    pub(crate) fn new(keys: &[&Vector<'_>], rows: usize) -> Self {
        let mut of_row = vec![0; if keys.is_empty() { 0 } else { rows }];
        let near = if let [key] = keys { least(key, rows) } else { None };
        let (keys, lists) = match (keys, near) {
            ([], _) => {
                let rows = row(rows);
                return Self {
                    keys: Keys::None,
                    starts: vec![0, rows],
                    rows: (0..rows).collect(),
                    keyless: Vec::new(),
                    at: OnceLock::new(),
                };
            }
            ([key], Some(least)) => (Keys::From(least), placed(key, least, &mut of_row)),
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
        Self { keys, starts: next, rows: sorted, keyless, at: OnceLock::new() }
    }

    /// The number of the list of these values; none if one is missing or nothing has them.
    pub(super) fn list_of(&self, keys: &[&Vector<'_>], i: usize) -> Option<usize> {
        let list = match &self.keys {
            Keys::None => 0,
            Keys::From(least) => u32::try_from(number(keys.first()?, i)?.checked_sub(*least)?).ok()?,
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

    /// The instants of the rows of a table, list by list: looked up once for all who ask.
    pub(super) fn instants(&self, at: &[i64]) -> &[i64] {
        self.at.get_or_init(|| self.rows.iter().map(|row| at[*row as usize]).collect())
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

/// The least value of a key, if its values lie so near to each other that lists can be numbered by them.
fn least(key: &Vector<'_>, rows: usize) -> Option<i64> {
    let values = || (0..rows).filter_map(|i| number(key, i));
    let (least, most) = values().fold((i64::MAX, i64::MIN), |(least, most), n| (least.min(n), most.max(n)));
    if least > most {
        return matches!(key.data, Lanes::Codes(_) | Lanes::Ints(_)).then_some(0);
    }
    (most.abs_diff(least) < 4 * rows as u64 + 1024).then_some(least)
}

/// The number of each row's list, and how many lists that makes.
fn placed(key: &Vector<'_>, least: i64, of_row: &mut [u32]) -> usize {
    let mut lists = 0;
    for (i, list) in of_row.iter_mut().enumerate() {
        *list = match number(key, i).and_then(|n| u32::try_from(n - least).ok()) {
            Some(number) => {
                lists = lists.max(number as usize + 1);
                number
            }
            None => NO_LIST,
        };
    }
    lists
}

/// A value that must be equal, as a number.
fn number(key: &Vector<'_>, i: usize) -> Option<i64> {
    match &key.data {
        Lanes::Ints(v) if key.has(i) => Some(v.get(i)),
        Lanes::Codes(v) if key.has(i) => Some(v.get(i).into()),
        _ => None,
    }
}

/// Numbers the values in the order in which they come, one key after the other.
fn numbered(keys: &[&Vector<'_>], of_row: &mut [u32]) -> (Vec<Known>, usize) {
    let mut maps = Vec::with_capacity(keys.len());
    let mut lists = 0;
    for key in keys {
        let mut map = Known::default();
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
