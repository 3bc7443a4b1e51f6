//! Which rows have the key of an earlier one.

use super::delivered::Delivered;
use super::keys::Keyed;
use super::table::NOWHERE;
use crate::standard::Unit;
use crate::table::{Column, Data};
use crate::value::Texts;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

/// For each row with the key of an earlier one: the first row with it, and the row.
pub(super) fn repeated(unit: &Unit, delivered: &Delivered, keyed: &Keyed, texts: &Texts) -> Vec<(u32, u32)> {
    let codes = keyed.keys.codes(&delivered.columns);
    // Entities are told apart by their key and by when a row begins to hold.
    let begins = delivered.column(unit.valid.0);
    match (codes, begins) {
        (Some(codes), None) => {
            let mut firsts = vec![NOWHERE; texts.len()];
            found(delivered, keyed, |row| {
                let first = &mut firsts[codes[row as usize] as usize];
                if *first == NOWHERE {
                    *first = row;
                }
                *first
            })
        }
        (codes, begins) => {
            if let ([key], None, None) = (&unit.keys[..], codes, begins)
                && let Some(Column { data: Data::Ints(values), valid: None }) = delivered.column(Some(*key))
                && let Some(least) = near(values)
            {
                let mut firsts = vec![NOWHERE; 8 * values.len()];
                return found(delivered, keyed, |row| {
                    let place = usize::try_from(values[row as usize].abs_diff(least)).expect("they lie near");
                    let first = &mut firsts[place];
                    if *first == NOWHERE {
                        *first = row;
                    }
                    *first
                });
            }
            let columns = match codes {
                Some(_) => Vec::new(),
                None => unit.keys.iter().filter_map(|f| delivered.column(Some(*f))).collect(),
            };
            let mut seen = Seen::new(codes, columns.into_iter().chain(begins).collect(), delivered.rows());
            found(delivered, keyed, |row| seen.first(row))
        }
    }
}

/// The least of values that lie so near to each other that a place for each is no waste.
fn near(values: &[i64]) -> Option<i64> {
    let (least, most) = (*values.iter().min()?, *values.iter().max()?);
    (most.abs_diff(least) < 8 * values.len() as u64).then_some(least)
}

fn found(delivered: &Delivered, keyed: &Keyed, mut first: impl FnMut(u32) -> u32) -> Vec<(u32, u32)> {
    let mut again = Vec::new();
    let mut look = |row: u32| {
        let first = first(row);
        if first != row {
            again.push((first, row));
        }
    };
    match &keyed.usable {
        Some(rows) => rows.iter().copied().for_each(&mut look),
        None => (0..super::table::row(delivered.rows())).for_each(&mut look),
    }
    again
}

/// The first row with each key: open addressing, at most half full.
struct Seen<'s> {
    codes: Option<&'s [u32]>,
    columns: Vec<&'s Column>,
    slots: Vec<u32>,
    /// Nobody can write data that all lie in one place.
    seed: u64,
}

impl<'s> Seen<'s> {
    fn new(codes: Option<&'s [u32]>, columns: Vec<&'s Column>, rows: usize) -> Self {
        let slots = vec![NOWHERE; (2 * rows).next_power_of_two()];
        Self { codes, columns, slots, seed: RandomState::new().hash_one(0_u64) | 1 }
    }

    /// The first row with the key of this one; this one itself if there was none.
    fn first(&mut self, row: u32) -> u32 {
        let mask = self.slots.len() - 1;
        let mut slot = usize::try_from(self.hash(row as usize) & mask as u64).expect("no larger than the mask");
        loop {
            match self.slots[slot] {
                NOWHERE => {
                    self.slots[slot] = row;
                    return row;
                }
                known if self.same(known as usize, row as usize) => return known,
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn hash(&self, row: usize) -> u64 {
        let mut hash = Fold { seed: self.seed, state: self.seed };
        if let Some(codes) = self.codes {
            codes[row].hash(&mut hash);
        }
        for column in &self.columns {
            hash_of(column, row, &mut hash);
        }
        hash.finish()
    }

    fn same(&self, a: usize, b: usize) -> bool {
        self.codes.is_none_or(|codes| codes[a] == codes[b]) && self.columns.iter().all(|c| same(c, a, b))
    }
}

/// Multiplies words to 128 bits and folds the halves together.
struct Fold {
    seed: u64,
    state: u64,
}

impl Hasher for Fold {
    fn finish(&self) -> u64 {
        self.state
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn write_i64(&mut self, word: i64) {
        self.write_u64(word.cast_unsigned());
    }

    fn write_u64(&mut self, word: u64) {
        let product = u128::from(self.state ^ word) * u128::from(0x9e37_79b9_7f4a_7c15 ^ self.seed.rotate_left(32) | 1);
        self.state = (product as u64) ^ ((product >> 64) as u64) ^ self.seed;
    }
}

/// Adds the value of a row, or that it has none.
pub(super) fn hash_of(column: &Column, row: usize, hash: &mut impl Hasher) {
    if !column.has(row) {
        0_u8.hash(hash);
        return;
    }
    match &column.data {
        Data::Flags(v) => v[row].hash(hash),
        Data::Ints(v) => v[row].hash(hash),
        Data::Codes(v) => v[row].hash(hash),
        Data::Ratios(v) => v[row].hash(hash),
    }
}

/// Whether two rows have the same value, or both none.
pub(super) fn same(column: &Column, a: usize, b: usize) -> bool {
    match (column.has(a), column.has(b)) {
        (true, true) => match &column.data {
            Data::Flags(v) => v[a] == v[b],
            Data::Ints(v) => v[a] == v[b],
            Data::Codes(v) => v[a] == v[b],
            Data::Ratios(v) => v[a] == v[b],
        },
        (a, b) => a == b,
    }
}
