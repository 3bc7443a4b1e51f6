//! Three-valued truth, with a fourth: unknown until time has passed. It wins over plain unknown, as time may still tell.

use super::bench::Bench;
use super::vector::{map, zip};
use super::{Lane, Lanes, NO, PENDING, UNKNOWN, Vector, YES};
use crate::outcome::Verdict;
use crate::plan::NodeId;

// In the order no, yes, unknown, pending: `no` decides an `and`, `yes` an `or`; else the greater of the two stands. Said
// without a table and without a branch, many rows go through at once.

fn both(a: u8, b: u8) -> u8 {
    if (a == NO) | (b == NO) { NO } else { a.max(b) }
}

fn either(a: u8, b: u8) -> u8 {
    if (a == YES) | (b == YES) { YES } else { a.max(b) }
}

fn opposite(a: u8) -> u8 {
    if a <= YES { YES - a } else { a }
}

pub(super) fn and<'a>(list: &[NodeId], bench: &Bench<'a>) -> Vector<'a> {
    connect(list, bench, both, YES)
}

pub(super) fn or<'a>(list: &[NodeId], bench: &Bench<'a>) -> Vector<'a> {
    connect(list, bench, either, NO)
}

fn connect<'a>(list: &[NodeId], bench: &Bench<'a>, join: impl Fn(u8, u8) -> u8 + Copy, of_none: u8) -> Vector<'a> {
    let parts: Vec<_> = list.iter().map(|id| bench.get(*id)).collect();
    let mut lanes = parts.iter().filter_map(|part| if let Lanes::Truth(lane) = &part.data { Some(lane) } else { None });
    let Some(first) = lanes.next() else {
        return Vector::truth(Lane::One(of_none));
    };
    let mut result = match lanes.next() {
        None => map(first, |t| t),
        Some(second) => zip(first, second, join),
    };
    for lane in lanes {
        match (&mut result, lane.rows()) {
            (Lane::Own(own), Some(rows)) => own.iter_mut().zip(rows).for_each(|(a, b)| *a = join(*a, *b)),
            (result, _) => *result = zip(result, lane, join),
        }
    }
    Vector::truth(result)
}

pub(super) fn not<'a>(a: &Vector<'_>) -> Vector<'a> {
    match &a.data {
        Lanes::Truth(v) => Vector { when: a.when.clone(), ..Vector::truth(map(v, opposite)) },
        _ => Vector::truth(Lane::One(UNKNOWN)),
    }
}

/// What a clock of a case says of its target (0 unknown, 1 met, 2 breached, 3 pending), and when that was decided.
pub(super) fn keeps_target<'a>(answer: &Vector<'_>, at: &Vector<'_>, n: usize) -> Vector<'a> {
    let truth = |i: usize| match (answer.has(i), answer.int(i)) {
        (true, 1) => YES,
        (true, 2) => NO,
        (true, 3) => PENDING,
        _ => UNKNOWN,
    };
    let when = (0..n).map(|i| if at.has(i) { at.int(i) } else { 0 }).collect();
    Vector { when: Some(when), ..Vector::truth(Lane::Own((0..n).map(truth).collect())) }
}

pub(super) fn present<'a>(a: &Vector<'_>, n: usize) -> Vector<'a> {
    match (&a.data, &a.valid) {
        (Lanes::Truth(v), _) => Vector::truth(map(v, |t| u8::from(t <= YES))),
        (_, None) => Vector::truth(Lane::One(YES)),
        (_, Some(valid)) => Vector::truth(Lane::Own((0..n).map(|i| u8::from(valid.get(i))).collect())),
    }
}

pub(super) fn met<'a>(verdicts: &[Verdict]) -> Vector<'a> {
    let truth = verdicts.iter().map(|v| match v {
        Verdict::Met => YES,
        Verdict::Breached => NO,
        Verdict::Pending => PENDING,
        Verdict::NotApplicable | Verdict::NotJudged => UNKNOWN,
    });
    Vector::truth(Lane::Own(truth.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each connective says of two truths: rows left, columns right.
    const AND: [[u8; 4]; 4] = [
        [NO, NO, NO, NO],
        [NO, YES, UNKNOWN, PENDING],
        [NO, UNKNOWN, UNKNOWN, PENDING],
        [NO, PENDING, PENDING, PENDING],
    ];
    const OR: [[u8; 4]; 4] = [
        [NO, YES, UNKNOWN, PENDING],
        [YES, YES, YES, YES],
        [UNKNOWN, YES, UNKNOWN, PENDING],
        [PENDING, YES, PENDING, PENDING],
    ];

    #[test]
    fn connectives_say_what_their_tables_say() {
        for a in NO..=PENDING {
            for b in NO..=PENDING {
                assert_eq!(both(a, b), AND[usize::from(a)][usize::from(b)], "{a} and {b}");
                assert_eq!(either(a, b), OR[usize::from(a)][usize::from(b)], "{a} or {b}");
            }
        }
        assert_eq!([NO, YES, UNKNOWN, PENDING].map(opposite), [YES, NO, UNKNOWN, PENDING]);
    }
}
