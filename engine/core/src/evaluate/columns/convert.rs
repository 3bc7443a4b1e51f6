//! The same value in another type.

use super::arithmetic::{fallible, ints};
use super::numbers::{as_int, as_ratio, number};
use super::vector::map;
use super::{Lane, Lanes, Vector, Words, YES};
use crate::standard::Type;
use crate::value::{DECIMAL, Ratio, SECOND};

pub(super) fn convert<'a>(a: &Vector<'_>, from: &Type, to: &Type, n: usize, words: &Words<'_>) -> Vector<'a> {
    match to {
        Type::Text => texts(a, from, n, words),
        Type::Exact | Type::Share => {
            let (values, valid) =
                fallible(n, Ratio::ZERO, |i| if a.has(i) { as_ratio(number(a, from, i)) } else { None });
            Vector::ratios(Lane::Own(values), valid)
        }
        _ => ints(n, |i| if a.has(i) { as_int(number(a, from, i), to) } else { None }),
    }
}

fn texts<'a>(a: &Vector<'_>, from: &Type, n: usize, words: &Words<'_>) -> Vector<'a> {
    if let (Type::OneOf(list), Lanes::Codes(v)) = (from, &a.data) {
        let codes: Vec<u32> = list.iter().map(|t| words.code(t)).collect();
        let lane = map(v, |c| codes.get(c as usize).copied().unwrap_or_default());
        return Vector::codes(lane, a.valid.as_ref().map(|v| map(v, |v| v)));
    }
    let (values, valid) = fallible(n, 0, |i| if a.has(i) { Some(words.code(&shown(a, from, i, words))) } else { None });
    Vector::codes(Lane::Own(values), valid)
}

/// A value as the language writes it.
pub(crate) fn shown(a: &Vector<'_>, ty: &Type, i: usize, words: &Words<'_>) -> String {
    match ty {
        Type::YesNo => (if a.flag(i) == YES { "yes" } else { "no" }).to_owned(),
        Type::Text | Type::Ref(_) => words.owned(a.code(i)),
        Type::OneOf(list) => list.get(a.code(i) as usize).cloned().unwrap_or_default(),
        Type::Whole => a.int(i).to_string(),
        Type::Decimal => decimal(a.int(i)),
        Type::Duration => format!("{} s", decimal(a.int(i))),
        Type::Exact | Type::Share => a.ratio(i).to_string(),
        Type::Date => date(a.int(i)),
        Type::Instant => jiff::Timestamp::from_microsecond(a.int(i)).map_or_else(|_| String::new(), |t| t.to_string()),
    }
}

/// A number of millionths, without zeros at the end.
pub(crate) fn decimal(millionths: i64) -> String {
    debug_assert_eq!(DECIMAL, SECOND);
    let sign = if millionths < 0 { "-" } else { "" };
    let size = millionths.unsigned_abs();
    let (whole, part) = (size / 1_000_000, size % 1_000_000);
    let text = format!("{sign}{whole}.{part:06}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A date as people write it in files: `2026-03-02`.
pub(crate) fn date(days: i64) -> String {
    super::local::civil(days).map_or_else(String::new, |d| d.to_string())
}
