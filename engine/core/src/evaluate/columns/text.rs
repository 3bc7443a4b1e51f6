//! Texts: each different text is worked on once a batch.

use super::arithmetic::fallible;
use super::bench::known;
use super::{Lane, Lanes, UNKNOWN, Vector, Words};
use crate::standard::{Function, Type};
use regex::Regex;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Texts one after the other.
pub(super) fn join<'a>(parts: &[Rc<Vector<'_>>], n: usize, words: &Words<'_>) -> Vector<'a> {
    let mut text = String::new();
    let mut codes = Vec::with_capacity(n);
    let mut valid = Vec::with_capacity(n);
    for i in 0..n {
        let has = parts.iter().all(|p| p.has(i));
        valid.push(has);
        if !has {
            codes.push(0);
            continue;
        }
        text.clear();
        parts.iter().for_each(|p| words.with(p.code(i), |part| text.push_str(part)));
        codes.push(words.code(&text));
    }
    let all = valid.iter().all(|v| *v);
    Vector::codes(Lane::Own(codes), (!all).then_some(Lane::Own(valid)))
}

pub(super) fn matches<'a>(a: &Vector<'_>, pattern: Option<&Regex>, _n: usize, words: &Words<'_>) -> Vector<'a> {
    let (Some(pattern), Lanes::Codes(v)) = (pattern, &a.data) else {
        return Vector::truth(Lane::One(UNKNOWN));
    };
    let mut memo = HashMap::new();
    let valid = |i: usize| a.valid.as_ref().is_none_or(|v| v.get(i));
    let mut fits = |i: usize, code: u32| {
        valid(i) && *memo.entry(code).or_insert_with(|| words.with(code, |t| pattern.is_match(t)))
    };
    let lane = match v.rows() {
        None => Lane::One(u8::from(fits(0, v.get(0)))),
        Some(rows) => Lane::Own(rows.iter().enumerate().map(|(i, c)| u8::from(fits(i, *c))).collect()),
    };
    known(lane, a.valid.as_ref())
}

/// A function of one text, perhaps with a second one.
pub(super) fn function<'a>(
    function: Function,
    parts: &[&Vector<'_>],
    ty: &Type,
    n: usize,
    words: &Words<'_>,
) -> Vector<'a> {
    let [first, rest @ ..] = parts else {
        return Vector::missing(ty);
    };
    let second = |i: usize| rest.first().map_or(0, |p| p.code(i));
    let has = |i: usize| parts.iter().all(|p| p.has(i));
    let rows = if parts.iter().all(|p| p.data.is_one()) { 1 } else { n };
    let memo: RefCell<HashMap<(u32, u32), Found>> = RefCell::default();
    let found = |i: usize| {
        let key = (first.code(i), second(i));
        if let Some(found) = memo.borrow().get(&key) {
            return *found;
        }
        let other = if rest.is_empty() { String::new() } else { words.owned(key.1) };
        let found = apply(function, &words.owned(key.0), &other, words);
        memo.borrow_mut().insert(key, found);
        found
    };
    let found: Vec<Found> = (0..rows).map(|i| if has(i) { found(i) } else { Found::Nothing }).collect();
    let at = |i: usize| found[if rows == 1 { 0 } else { i }];
    match ty {
        Type::YesNo => {
            let truth = (0..n).map(|i| match at(i) {
                Found::Flag(b) => u8::from(b),
                _ => UNKNOWN,
            });
            Vector::truth(Lane::Own(truth.collect()))
        }
        Type::Whole => super::arithmetic::ints(n, |i| match at(i) {
            Found::Place(p) => Some(p),
            _ => None,
        }),
        _ => {
            let (codes, valid) = fallible(n, 0, |i| match at(i) {
                Found::Text(code) => Some(code),
                _ => None,
            });
            Vector::codes(Lane::Own(codes), valid)
        }
    }
}

#[derive(Clone, Copy)]
enum Found {
    Nothing,
    Flag(bool),
    Place(i64),
    Text(u32),
}

fn apply(function: Function, text: &str, other: &str, words: &Words<'_>) -> Found {
    let place = |n: usize| Found::Place(i64::try_from(n).unwrap_or(i64::MAX));
    match function {
        Function::Lower => Found::Text(words.code(&text.to_lowercase())),
        Function::Upper => Found::Text(words.code(&text.to_uppercase())),
        Function::Trim => Found::Text(words.code(text.trim())),
        Function::Length => place(text.chars().count()),
        Function::Position => text.find(other).map_or(Found::Nothing, |at| place(text[..at].chars().count() + 1)),
        Function::Contains => Found::Flag(text.contains(other)),
        Function::StartsWith => Found::Flag(text.starts_with(other)),
        Function::EndsWith => Found::Flag(text.ends_with(other)),
        Function::Before => Found::Text(words.code(text.split_once(other).map_or(text, |s| s.0))),
        Function::After => text.split_once(other).map_or(Found::Nothing, |s| Found::Text(words.code(s.1))),
        _ => Found::Nothing,
    }
}
