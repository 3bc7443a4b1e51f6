//! `once per agent while open`: what is not owed again while an earlier one stands in the way.

use super::{Lane, Lanes, NO, UNKNOWN, Vector, YES};
use std::collections::BTreeMap;

/// Over a whole table, whose rows are in order. `parts`: whether it would be owed, what it is owed once for, the instant, until when
/// (inclusive; missing = for ever) and before when (missing = never) an earlier one is in the way. One that is not owed is in
/// nobody's way, nor is one of which that is not known.
pub(super) fn once<'a>(parts: &[&Vector<'_>], rows: usize) -> Vector<'a> {
    let [arises, per, at, until, before] = parts else { return Vector::truth(Lane::One(UNKNOWN)) };
    // By what it is owed once for: until when, and before when.
    let mut open: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    let is_coded = matches!(per.data, Lanes::Codes(_));
    let owed = (0..rows).map(|i| {
        let would = arises.flag(i);
        if would != YES {
            return would;
        }
        if !per.has(i) || !at.has(i) {
            return UNKNOWN;
        }
        let (key, now) = (if is_coded { i64::from(per.code(i)) } else { per.int(i) }, at.int(i));
        if open.get(&key).is_some_and(|(until, before)| now <= *until && now < *before) {
            return NO;
        }
        let end = |part: &Vector<'_>| if part.has(i) { part.int(i) } else { i64::MAX };
        open.insert(key, (end(until), end(before)));
        YES
    });
    Vector::truth(Lane::Own(owed.collect()))
}
