//! Texts: each different text is worked on once a batch.

use super::arithmetic::fallible;
use super::vector::{map, zip};
use super::{Lane, Lanes, UNKNOWN, Vector, Words};
use crate::standard::{Function, Type};
use regex::Regex;
use sha2::{Digest, Sha256};
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

pub(super) fn matches<'a>(a: &Vector<'_>, pattern: Option<&Regex>, words: &Words<'_>) -> Vector<'a> {
    let (Some(pattern), Lanes::Codes(codes)) = (pattern, &a.data) else {
        return Vector::truth(Lane::One(UNKNOWN));
    };
    let fits = |code| u8::from(words.with(code, |text| pattern.is_match(text)));
    Vector::truth(each(codes, a.valid.as_ref(), UNKNOWN, fits))
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
    let Lanes::Codes(codes) = &first.data else {
        return Vector::missing(ty);
    };
    let valid = first.valid.as_ref();
    let found = match rest.first() {
        None => each(codes, valid, Found::Nothing, |code| apply(function, code, "", words)),
        Some(other) if other.data.is_one() => {
            if n == 0 || !other.has(0) {
                return Vector::missing(ty);
            }
            let other = words.owned(other.code(0));
            if *ty == Type::YesNo {
                return Vector::truth(each(codes, valid, UNKNOWN, |code| apply(function, code, &other, words).truth()));
            }
            each(codes, valid, Found::Nothing, |code| apply(function, code, &other, words))
        }
        Some(other) => {
            let mut memo = HashMap::new();
            let mut found = |i: usize| {
                let (code, by) = (first.code(i), other.code(i));
                *memo.entry((code, by)).or_insert_with(|| apply(function, code, &words.owned(by), words))
            };
            let has = |i: usize| first.has(i) && other.has(i);
            Lane::Own((0..n).map(|i| if has(i) { found(i) } else { Found::Nothing }).collect())
        }
    };
    match ty {
        Type::YesNo => Vector::truth(map(&found, Found::truth)),
        Type::Whole => super::arithmetic::ints(n, |i| match found.get(i) {
            Found::Place(p) => Some(p),
            _ => None,
        }),
        _ => {
            let (codes, valid) = fallible(n, 0, |i| match found.get(i) {
                Found::Text(code) => Some(code),
                _ => None,
            });
            Vector::codes(Lane::Own(codes), valid)
        }
    }
}

/// What each row's text gives, each different text looked at once; `nothing` where there is none.
fn each<T: Copy>(
    codes: &Lane<'_, u32>,
    valid: Option<&Lane<'_, bool>>,
    nothing: T,
    of: impl Fn(u32) -> T,
) -> Lane<'static, T> {
    let mut memo = Memo::new(codes.rows().unwrap_or_default());
    match valid {
        None => map(codes, |code| memo.get(code, &of)),
        Some(valid) => zip(codes, valid, |code, has| if has { memo.get(code, &of) } else { nothing }),
    }
}

/// What is known of texts: by code where codes are small.
enum Memo<T> {
    Dense(Vec<Option<T>>),
    Sparse(HashMap<u32, T>),
}

impl<T: Copy> Memo<T> {
    fn new(codes: &[u32]) -> Self {
        let most = codes.iter().fold(0, |most, code| *code.max(&most)) as usize;
        if most < codes.len().max(64) { Self::Dense(vec![None; most + 1]) } else { Self::Sparse(HashMap::new()) }
    }

    fn get(&mut self, code: u32, of: impl Fn(u32) -> T) -> T {
        match self {
            Self::Dense(known) => match known.get_mut(code as usize) {
                Some(known) => *known.get_or_insert_with(|| of(code)),
                None => of(code),
            },
            Self::Sparse(known) => *known.entry(code).or_insert_with(|| of(code)),
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

impl Found {
    fn truth(self) -> u8 {
        match self {
            Self::Flag(flag) => u8::from(flag),
            _ => UNKNOWN,
        }
    }
}

/// The first eight bytes of the text's SHA-256, as a number with the greatest byte first, modulo [`Function::LOTS`]: who knows the seed can
/// draw anew with any tool, and nobody can choose the outcome.
fn lot(text: &str) -> Found {
    let digest = Sha256::digest(text.as_bytes());
    let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    Found::Place(i64::try_from(number % Function::LOTS).unwrap_or(0))
}

fn apply(function: Function, code: u32, other: &str, words: &Words<'_>) -> Found {
    // A text that is made is kept among the others: meanwhile nobody may look at one.
    let text = words.owned(code);
    let text = text.as_str();
    let place = |n: usize| Found::Place(i64::try_from(n).unwrap_or(i64::MAX));
    match function {
        Function::Lower => Found::Text(words.code(&text.to_lowercase())),
        Function::Upper => Found::Text(words.code(&text.to_uppercase())),
        Function::Trim => Found::Text(words.code(text.trim())),
        Function::Length => place(text.chars().count()),
        Function::Lot => lot(text),
        Function::Position => text.find(other).map_or(Found::Nothing, |at| place(text[..at].chars().count() + 1)),
        Function::Contains => Found::Flag(text.contains(other)),
        Function::StartsWith => Found::Flag(text.starts_with(other)),
        Function::EndsWith => Found::Flag(text.ends_with(other)),
        Function::Before => Found::Text(words.code(text.split_once(other).map_or(text, |s| s.0))),
        Function::After => text.split_once(other).map_or(Found::Nothing, |s| Found::Text(words.code(s.1))),
        _ => Found::Nothing,
    }
}
