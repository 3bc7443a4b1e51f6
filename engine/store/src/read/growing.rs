//! A column that grows row by row.

use super::fates::Fates;
use crate::kinds::Slot;
use etalon_core::standard::Type;
use etalon_core::table::Data;
use etalon_core::value::{Ratio, Texts};

/// A column that grows.
#[derive(Debug)]
pub(crate) struct Growing {
    pub data: Data,
    /// None until the first row without a value.
    pub valid: Option<Vec<bool>>,
    /// What the codes of a column of texts stand for: texts of its own, so that codes do not depend on other columns.
    pub texts: Option<Texts>,
}

impl Growing {
    pub fn new(ty: &Type, rows: usize) -> Self {
        let data = match ty {
            Type::YesNo => Data::Flags(Vec::with_capacity(rows)),
            Type::Whole | Type::Decimal | Type::Duration | Type::Instant | Type::Date => {
                Data::Ints(Vec::with_capacity(rows))
            }
            Type::Share | Type::Exact => Data::Ratios(Vec::with_capacity(rows)),
            Type::Text | Type::OneOf(_) | Type::Ref(_) => Data::Codes(Vec::with_capacity(rows)),
        };
        let texts = matches!(ty, Type::Text | Type::Ref(_)).then(Texts::default);
        Self { data, valid: None, texts }
    }

    pub fn len(&self) -> usize {
        self.data.len()
    }

    /// Adds one value.
    pub fn push(&mut self, slot: &Slot<'_>) {
        let row = self.len();
        match (&mut self.data, slot) {
            (Data::Flags(v), Slot::Flag(flag)) => v.push(*flag),
            (Data::Ints(v), Slot::Int(int)) => v.push(*int),
            (Data::Codes(v), Slot::Index(index)) => v.push(*index),
            (Data::Codes(v), Slot::Text(text)) => v.push(self.texts.as_mut().map_or(0, |t| t.code(text))),
            (Data::Ratios(v), Slot::Ratio(ratio)) => v.push(*ratio),
            (Data::Flags(v), _) => v.push(false),
            (Data::Ints(v), _) => v.push(0),
            (Data::Codes(v), _) => v.push(0),
            (Data::Ratios(v), _) => v.push(Ratio::ZERO),
        }
        if matches!(slot, Slot::Missing) {
            self.mark(row, &[0]);
        } else if let Some(valid) = &mut self.valid {
            valid.push(true);
        }
    }

    /// Marks rows that were added since `from`: these (counted from there) have no value, the others have one.
    pub fn mark(&mut self, from: usize, gaps: &[u32]) {
        if gaps.is_empty() && self.valid.is_none() {
            return;
        }
        let rows = self.len();
        let valid = self.valid.get_or_insert_with(|| Vec::with_capacity(rows));
        valid.resize(rows, true);
        for gap in gaps {
            valid[from + *gap as usize] = false;
        }
    }

    /// Makes room for so many rows.
    pub fn reserve(&mut self, rows: usize) {
        match &mut self.data {
            Data::Flags(v) => v.reserve(rows),
            Data::Ints(v) => v.reserve(rows),
            Data::Codes(v) => v.reserve(rows),
            Data::Ratios(v) => v.reserve(rows),
        }
    }

    /// Forgets the rows from this one on.
    pub fn truncate(&mut self, rows: usize) {
        match &mut self.data {
            Data::Flags(v) => v.truncate(rows),
            Data::Ints(v) => v.truncate(rows),
            Data::Codes(v) => v.truncate(rows),
            Data::Ratios(v) => v.truncate(rows),
        }
        if let Some(valid) = &mut self.valid {
            valid.truncate(rows);
        }
    }

    /// Joins a later piece.
    pub fn append(&mut self, later: Self) {
        let (rows, more) = (self.len(), later.len());
        if self.valid.is_some() || later.valid.is_some() {
            let valid = self.valid.get_or_insert_with(|| vec![true; rows]);
            match later.valid {
                Some(later) => valid.extend(later),
                None => valid.resize(rows + more, true),
            }
        }
        match (&mut self.data, later.data) {
            (Data::Flags(a), Data::Flags(b)) => a.extend(b),
            (Data::Ints(a), Data::Ints(b)) => a.extend(b),
            (Data::Ratios(a), Data::Ratios(b)) => a.extend(b),
            (Data::Codes(a), Data::Codes(b)) => a.extend(b),
            // Pieces of one source have columns of the same kinds.
            _ => {}
        }
        if let (Some(texts), Some(later)) = (&mut self.texts, &later.texts) {
            let codes = texts.take_in(later);
            self.recode(rows, &codes);
        }
    }

    /// Gives the rows from this one on other codes, by the codes that they have.
    pub fn recode(&mut self, from: usize, codes: &[u32]) {
        let Data::Codes(values) = &mut self.data else { return };
        match &self.valid {
            None => values[from..].iter_mut().for_each(|code| *code = codes[*code as usize]),
            // Rows without a value have no code of a text either.
            Some(valid) => {
                let rows = values[from..].iter_mut().zip(&valid[from..]);
                rows.filter(|(_, has)| **has).for_each(|(code, _)| *code = codes[*code as usize]);
            }
        }
    }

    /// Takes out the rows since `from` that are not kept.
    pub fn keep(&mut self, from: usize, fates: &Fates) {
        match &mut self.data {
            Data::Flags(v) => kept(v, from, fates),
            Data::Ints(v) => kept(v, from, fates),
            Data::Codes(v) => kept(v, from, fates),
            Data::Ratios(v) => kept(v, from, fates),
        }
        if let Some(valid) = &mut self.valid {
            kept(valid, from, fates);
        }
    }
}

/// Takes out the rows since `from` that are not kept.
pub(crate) fn kept<T: Copy>(values: &mut Vec<T>, from: usize, fates: &Fates) {
    let mut to = from;
    for at in from..values.len() {
        if fates.kept(at - from) {
            values[to] = values[at];
            to += 1;
        }
    }
    values.truncate(to);
}
