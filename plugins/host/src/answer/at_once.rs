//! All answers of a piece in one go: each is looked at, but only to see that there is nothing to say of any of them.

use super::Gathered;
use crate::number::Rounding;
use crate::track::{Answer, AnswerData};
use etalon_core::plugin::{Kind, Term};

/// Of instants and dates: the years 1 to 9999, as the language has them.
const DAYS: std::ops::RangeInclusive<i64> = -719_162..=2_932_896;
const DAY: i64 = 86_400_000_000;

impl Gathered<'_> {
    /// Takes all answers in one go, if there is nothing to say of any of them: what nearly always is so. False = nothing was taken.
    pub(super) fn all(&mut self, from: usize, to: usize, answer: &Answer) -> bool {
        let valid = &mut self.valid[from..to];
        match &answer.valid {
            None => valid.fill(true),
            Some(bits) => {
                valid.iter_mut().enumerate().for_each(|(i, there)| *there = bits[i / 8] >> (i % 8) & 1 == 1);
            }
        }
        let mut good = self.returns.nullable || answer.valid.is_none() || !valid.contains(&false);
        let (least, greatest) = bounds(&self.returns.term);
        let fits = |value: i64| (least <= value) & (value <= greatest);
        match &answer.data {
            AnswerData::Numbers(values) => {
                let rounding = Rounding::new(self.returns.scale);
                for ((slot, number), there) in self.ints[from..to].iter_mut().zip(values).zip(&*valid) {
                    let value = rounding.millionths(*number);
                    good &= !there | value.is_some_and(fits);
                    *slot = if *there { value.unwrap_or(0) } else { 0 };
                }
            }
            AnswerData::Ints(values) => {
                for ((slot, value), there) in self.ints[from..to].iter_mut().zip(values).zip(&*valid) {
                    good &= !there | fits(*value);
                    *slot = if *there { *value } else { 0 };
                }
            }
            AnswerData::Flags(values) => {
                for ((slot, value), there) in self.flags[from..to].iter_mut().zip(values).zip(&*valid) {
                    good &= !there | (*value <= 1);
                    *slot = if *there { *value } else { 0 };
                }
            }
            AnswerData::Texts { .. } => good = false,
        }
        if !good {
            self.valid[from..to].fill(false);
            // As it was: only one of them has slots.
            if let Some(slots) = self.ints.get_mut(from..to) {
                slots.fill(0);
            }
            if let Some(slots) = self.flags.get_mut(from..to) {
                slots.fill(0);
            }
        }
        good
    }
}

/// The least and the greatest value that there can be.
pub(super) fn possible(kind: Kind) -> (i64, i64) {
    match kind {
        Kind::Date => (*DAYS.start(), *DAYS.end()),
        Kind::Instant => (*DAYS.start() * DAY, (*DAYS.end() + 1) * DAY - 1),
        _ => (i64::MIN, i64::MAX),
    }
}

/// The least and the greatest value that keep the promise.
fn bounds(term: &Term) -> (i64, i64) {
    let (least, greatest) = possible(term.kind);
    term.range.map_or((least, greatest), |(from, to)| (least.max(from), greatest.min(to)))
}
