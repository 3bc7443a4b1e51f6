//! An answer in the form of the engine.

use crate::evaluate::columns::{Lane, UNKNOWN, Vector, Words};
use crate::plugin::{Column, Data};
use crate::standard::Type;

/// The answers, at those of `n` places that were asked (none = all of them); none if they are not of the kind that was promised.
pub(super) fn received(
    words: &Words<'_>,
    column: Column<'static>,
    kept: Option<&[usize]>,
    n: usize,
    ty: &Type,
) -> Option<Vector<'static>> {
    let valid = valid(&column, n, kept);
    let has = |place: usize| valid.as_ref().is_none_or(|v| v[place]);
    Some(match (column.data, ty) {
        (Data::Flags(flags), Type::YesNo) => {
            let mut truth = placed(flags.into_owned(), kept, n);
            truth.iter_mut().enumerate().for_each(|(i, v)| *v = if has(i) { u8::from(*v != 0) } else { UNKNOWN });
            Vector::truth(Lane::Own(truth))
        }
        (Data::Ints(ints), Type::Whole | Type::Decimal | Type::Duration | Type::Instant | Type::Date) => {
            Vector::ints(Lane::Own(placed(ints.into_owned(), kept, n)), valid.map(Lane::Own))
        }
        (Data::Texts { codes, words: made }, Type::Text | Type::OneOf(_)) => {
            let code = |word: &String| match ty {
                Type::OneOf(list) => list.iter().position(|l| l == word).and_then(|p| u32::try_from(p).ok()),
                _ => Some(words.code(word)),
            };
            let known: Vec<Option<u32>> = made.iter().map(code).collect();
            let mut values = placed(codes.into_owned(), kept, n);
            for (place, value) in values.iter_mut().enumerate() {
                *value = if has(place) { (*known.get(*value as usize)?)? } else { 0 };
            }
            Vector::codes(Lane::Own(values), valid.map(Lane::Own))
        }
        _ => return None,
    })
}

/// Which places have an answer; none = all.
fn valid(column: &Column<'_>, n: usize, kept: Option<&[usize]>) -> Option<Vec<bool>> {
    let given = column.valid.as_deref();
    let has = |row: usize| given.is_none_or(|v| v.get(row).copied().unwrap_or(false));
    let whole = kept.is_none() && given.is_none_or(|v| v.len() >= n && !v.contains(&false));
    (!whole).then(|| {
        let mut valid = vec![false; n];
        match kept {
            None => valid.iter_mut().enumerate().for_each(|(i, v)| *v = has(i)),
            Some(kept) => kept.iter().enumerate().for_each(|(row, place)| valid[*place] = has(row)),
        }
        valid
    })
}

/// Each value at its place.
fn placed<T: Copy + Default>(values: Vec<T>, kept: Option<&[usize]>, n: usize) -> Vec<T> {
    let Some(kept) = kept else { return values };
    let mut placed = vec![T::default(); n];
    kept.iter().zip(values).for_each(|(place, value)| placed[*place] = value);
    placed
}
