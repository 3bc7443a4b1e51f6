//! `= != < <=` and "one of these": exact, never rounded.

use super::bench::known;
use super::numbers::number;
use super::vector::{both, map, zip};
use super::{Lane, Lanes, UNKNOWN, Vector, Words, YES};
use crate::plan::number as constant_number;
use crate::standard::Type;
use crate::value::{Ratio, Value};
use etalon_grammar::ast::BinaryOp;
use std::cmp::Ordering;

type Typed<'v> = (&'v Vector<'v>, &'v Type);

pub(super) fn compare<'a>(op: BinaryOp, a: Typed<'_>, b: Typed<'_>, n: usize, words: &Words<'_>) -> Vector<'a> {
    let holds = |order: Ordering| {
        u8::from(match op {
            BinaryOp::Equal => order == Ordering::Equal,
            BinaryOp::NotEqual => order != Ordering::Equal,
            BinaryOp::Less => order == Ordering::Less,
            _ => order != Ordering::Greater,
        })
    };
    let valid = both(a.0, b.0);
    match (&a.0.data, &b.0.data) {
        (Lanes::Truth(x), Lanes::Truth(y)) => {
            Vector::truth(zip(x, y, |x, y| if x <= YES && y <= YES { holds(x.cmp(&y)) } else { UNKNOWN }))
        }
        (Lanes::Ints(x), Lanes::Ints(y)) if a.1 == b.1 => {
            let lane = match op {
                BinaryOp::Equal => zip(x, y, |x, y| u8::from(x == y)),
                BinaryOp::NotEqual => zip(x, y, |x, y| u8::from(x != y)),
                BinaryOp::Less => zip(x, y, |x, y| u8::from(x < y)),
                _ => zip(x, y, |x, y| u8::from(x <= y)),
            };
            known(lane, valid.as_ref())
        }
        (Lanes::Codes(x), Lanes::Codes(y)) => {
            let lane = match op {
                BinaryOp::Equal => zip(x, y, |x, y| u8::from(x == y)),
                BinaryOp::NotEqual => zip(x, y, |x, y| u8::from(x != y)),
                _ if matches!(a.1, Type::OneOf(_)) => zip(x, y, |x, y| holds(x.cmp(&y))),
                _ => zip(x, y, |x, y| holds(words.owned(x).cmp(&words.owned(y)))),
            };
            known(lane, valid.as_ref())
        }
        (Lanes::Ratios(x), Lanes::Ratios(y)) => known(zip(x, y, |x, y| holds(x.cmp(&y))), valid.as_ref()),
        (Lanes::Ints(_) | Lanes::Ratios(_), Lanes::Ints(_) | Lanes::Ratios(_)) => {
            let rows = if a.0.data.is_one() && b.0.data.is_one() { 1 } else { n };
            let truth: Vec<u8> = (0..rows)
                .map(|i| {
                    let ((p, q), (r, s)) = (number(a.0, a.1, i), number(b.0, b.1, i));
                    // Both denominators are below 2^63: neither product can overflow.
                    holds((p * s).cmp(&(r * q)))
                })
                .collect();
            let lane = if rows == 1 { Lane::One(truth[0]) } else { Lane::Own(truth) };
            known(lane, valid.as_ref())
        }
        _ => Vector::truth(Lane::One(UNKNOWN)),
    }
}

/// Whether a value is one of these.
pub(super) fn within<'a>(a: &Vector<'_>, ty: &Type, values: &[Value], n: usize, words: &Words<'_>) -> Vector<'a> {
    match &a.data {
        Lanes::Truth(v) => {
            let list: Vec<u8> = values.iter().filter_map(matches_flag).collect();
            Vector::truth(map(v, |t| if t <= YES { u8::from(list.contains(&t)) } else { t }))
        }
        Lanes::Codes(v) => {
            let mut list: Vec<u32> = values.iter().filter_map(|v| code(v, ty, words)).collect();
            list.sort_unstable();
            known(map(v, |c| u8::from(list.binary_search(&c).is_ok())), a.valid.as_ref())
        }
        Lanes::Ints(_) | Lanes::Ratios(_) => {
            let rows = if a.data.is_one() { 1 } else { n };
            let keys: Vec<Key> = values.iter().filter_map(|v| Key::of(v, ty)).collect();
            let truth: Vec<u8> = (0..rows).map(|i| u8::from(keys.contains(&Key::at(a, ty, i)))).collect();
            let lane = if rows == 1 { Lane::One(truth[0]) } else { Lane::Own(truth) };
            known(lane, a.valid.as_ref())
        }
    }
}

fn matches_flag(value: &Value) -> Option<u8> {
    match value {
        Value::YesNo(b) => Some(u8::from(*b)),
        _ => None,
    }
}

fn code(value: &Value, ty: &Type, words: &Words<'_>) -> Option<u32> {
    match (value, ty) {
        (Value::OneOf(n), _) => Some(*n),
        (Value::Text(text), Type::OneOf(list)) => {
            list.iter().position(|v| v == text).and_then(|i| u32::try_from(i).ok())
        }
        (Value::Text(text), _) => Some(words.code(text)),
        _ => None,
    }
}

/// A value by which rows can be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Time(i64),
    Number(Ratio),
}

impl Key {
    fn of(value: &Value, ty: &Type) -> Option<Self> {
        match (value, ty) {
            (Value::Instant(n) | Value::Date(n), _) => Some(Self::Time(*n)),
            _ => constant_number(value).map(Self::Number),
        }
    }

    fn at(vector: &Vector<'_>, ty: &Type, i: usize) -> Self {
        let (num, den) = number(vector, ty, i);
        match (ty, Ratio::new(num, den)) {
            (Type::Instant | Type::Date, _) | (_, None) => Self::Time(vector.int(i)),
            (_, Some(ratio)) => Self::Number(ratio),
        }
    }
}

/// For each row the place of the first list that has its value; none where it has no value or no list has it.
pub(super) fn which(
    a: &Vector<'_>,
    ty: &Type,
    lists: &[(Vec<Value>, crate::plan::NodeId)],
    n: usize,
    words: &Words<'_>,
) -> Vec<Option<usize>> {
    if let Lanes::Codes(codes) = &a.data {
        let all = lists.iter().enumerate().flat_map(|(place, (values, _))| values.iter().map(move |v| (place, v)));
        let all: Vec<(u32, usize)> = all.filter_map(|(place, v)| Some((code(v, ty, words)?, place))).collect();
        let most = all.iter().map(|(code, _)| *code as usize).max().unwrap_or(0);
        // The first list that names a value has it.
        let first = |code: u32| all.iter().find(|(known, _)| *known == code).map(|(_, place)| *place);
        let small: Vec<Option<usize>> = if most < 4096 { (0..=most as u32).map(first).collect() } else { Vec::new() };
        let of = |code: u32| if most < 4096 { small.get(code as usize).copied().flatten() } else { first(code) };
        return (0..n).map(|i| if a.has(i) { of(codes.get(i)) } else { None }).collect();
    }
    let mut found = vec![None; n];
    for (place, (values, _)) in lists.iter().enumerate() {
        let truth = within(a, ty, values, n, words);
        for (i, found) in found.iter_mut().enumerate() {
            if found.is_none() && truth.flag(i) == YES {
                *found = Some(place);
            }
        }
    }
    found
}

impl Lanes<'_> {
    /// Whether there is one value for all rows.
    pub(super) fn is_one(&self) -> bool {
        match self {
            Self::Truth(v) => v.rows().is_none(),
            Self::Ints(v) => v.rows().is_none(),
            Self::Codes(v) => v.rows().is_none(),
            Self::Ratios(v) => v.rows().is_none(),
        }
    }
}
