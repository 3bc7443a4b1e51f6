//! Three-valued truth, with a fourth: unknown until time has passed. It wins over plain unknown, as time may still tell.

use super::bench::Bench;
use super::vector::{map, zip};
use super::{Lane, Lanes, NO, PENDING, UNKNOWN, Vector, YES};
use crate::outcome::Verdict;
use crate::plan::NodeId;

/// Rows: left; columns: right; in the order no, yes, unknown, pending.
const AND: [u8; 16] = [
    NO, NO, NO, NO, //
    NO, YES, UNKNOWN, PENDING, //
    NO, UNKNOWN, UNKNOWN, PENDING, //
    NO, PENDING, PENDING, PENDING,
];
const OR: [u8; 16] = [
    NO, YES, UNKNOWN, PENDING, //
    YES, YES, YES, YES, //
    UNKNOWN, YES, UNKNOWN, PENDING, //
    PENDING, YES, PENDING, PENDING,
];
const NOT: [u8; 4] = [YES, NO, UNKNOWN, PENDING];

pub(super) fn and<'a>(list: &[NodeId], bench: &Bench<'a>) -> Vector<'a> {
    connect(list, bench, &AND, YES)
}

pub(super) fn or<'a>(list: &[NodeId], bench: &Bench<'a>) -> Vector<'a> {
    connect(list, bench, &OR, NO)
}

fn connect<'a>(list: &[NodeId], bench: &Bench<'a>, table: &[u8; 16], start: u8) -> Vector<'a> {
    let mut result: Lane<'a, u8> = Lane::One(start);
    for id in list {
        let part = bench.get(*id);
        let Lanes::Truth(part) = &part.data else { continue };
        match (&mut result, part.rows()) {
            (Lane::Own(own), Some(part)) => {
                for (a, b) in own.iter_mut().zip(part) {
                    *a = table[usize::from((*a << 2 | *b) & 15)];
                }
            }
            (result, _) => *result = zip(result, part, |a, b| table[usize::from((a << 2 | b) & 15)]),
        }
    }
    Vector::truth(result)
}

pub(super) fn not<'a>(a: &Vector<'_>) -> Vector<'a> {
    match &a.data {
        Lanes::Truth(v) => Vector { when: a.when.clone(), ..Vector::truth(map(v, |t| NOT[usize::from(t & 3)])) },
        _ => Vector::truth(Lane::One(UNKNOWN)),
    }
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
