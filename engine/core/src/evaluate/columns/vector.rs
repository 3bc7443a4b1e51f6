//! Vectors: the values of one node for a batch of rows.

use crate::standard::Type;
use crate::table::{Column, Data};
use crate::value::{Ratio, Value};

/// Truth as a byte: no.
pub(crate) const NO: u8 = 0;
/// yes
pub(crate) const YES: u8 = 1;
/// cannot be said
pub(crate) const UNKNOWN: u8 = 2;
/// cannot be said yet
pub(crate) const PENDING: u8 = 3;

/// One value a row, or one for all.
#[derive(Debug, Clone)]
pub(crate) enum Lane<'a, T> {
    One(T),
    Part(&'a [T]),
    Own(Vec<T>),
}

impl<T: Copy> Lane<'_, T> {
    #[inline]
    pub(crate) fn get(&self, i: usize) -> T {
        match self {
            Self::One(v) => *v,
            Self::Part(v) => v[i],
            Self::Own(v) => v[i],
        }
    }

    /// The values, if each row has its own.
    pub(crate) fn rows(&self) -> Option<&[T]> {
        match self {
            Self::One(_) => None,
            Self::Part(v) => Some(v),
            Self::Own(v) => Some(v),
        }
    }

    pub(crate) fn into_rows(self, n: usize) -> Vec<T> {
        match self {
            Self::One(v) => vec![v; n],
            Self::Part(v) => v.to_vec(),
            Self::Own(v) => v,
        }
    }

    pub(crate) fn part(&self, start: usize, end: usize) -> Lane<'_, T> {
        match self {
            Self::One(v) => Lane::One(*v),
            Self::Part(v) => Lane::Part(&v[start..end]),
            Self::Own(v) => Lane::Part(&v[start..end]),
        }
    }

    fn at(&self, places: &[u32], from: u32) -> Lane<'static, T>
    where
        T: 'static,
    {
        match self.rows() {
            None => Lane::One(self.get(0)),
            Some(v) => Lane::Own(places.iter().map(|p| v[(p - from) as usize]).collect()),
        }
    }
}

pub(crate) fn map<A: Copy, R>(a: &Lane<'_, A>, mut f: impl FnMut(A) -> R) -> Lane<'static, R> {
    match a {
        Lane::One(a) => Lane::One(f(*a)),
        Lane::Part(a) => Lane::Own(a.iter().map(|a| f(*a)).collect()),
        Lane::Own(a) => Lane::Own(a.iter().map(|a| f(*a)).collect()),
    }
}

pub(crate) fn zip<A: Copy, B: Copy, R>(
    a: &Lane<'_, A>,
    b: &Lane<'_, B>,
    mut f: impl FnMut(A, B) -> R,
) -> Lane<'static, R> {
    match (a.rows(), b.rows()) {
        (Some(a), Some(b)) => Lane::Own(a.iter().zip(b).map(|(a, b)| f(*a, *b)).collect()),
        (Some(a), None) => {
            let b = b.get(0);
            Lane::Own(a.iter().map(|a| f(*a, b)).collect())
        }
        (None, Some(b)) => {
            let a = a.get(0);
            Lane::Own(b.iter().map(|b| f(a, *b)).collect())
        }
        (None, None) => Lane::One(f(a.get(0), b.get(0))),
    }
}

/// The physical forms. Truth has no validity of its own: unknown and pending are values of it.
#[derive(Debug, Clone)]
pub(crate) enum Lanes<'a> {
    Truth(Lane<'a, u8>),
    Ints(Lane<'a, i64>),
    Codes(Lane<'a, u32>),
    Ratios(Lane<'a, Ratio>),
}

/// The values of one node.
#[derive(Debug, Clone)]
pub(crate) struct Vector<'a> {
    pub(crate) data: Lanes<'a>,
    /// Which rows have a value; none = all. Not used for truth.
    pub(crate) valid: Option<Lane<'a, bool>>,
    /// Which of the rows without a value may still get one when time has passed.
    pub(crate) pending: Option<Vec<bool>>,
    /// The instant that decided the value, where that is not the unit's own.
    pub(crate) when: Option<Vec<i64>>,
}

impl<'a> Vector<'a> {
    pub(crate) const fn new(data: Lanes<'a>, valid: Option<Lane<'a, bool>>) -> Self {
        Self { data, valid, pending: None, when: None }
    }

    pub(crate) const fn truth(lane: Lane<'a, u8>) -> Self {
        Self::new(Lanes::Truth(lane), None)
    }

    pub(crate) const fn ints(lane: Lane<'a, i64>, valid: Option<Lane<'a, bool>>) -> Self {
        Self::new(Lanes::Ints(lane), valid)
    }

    pub(crate) const fn codes(lane: Lane<'a, u32>, valid: Option<Lane<'a, bool>>) -> Self {
        Self::new(Lanes::Codes(lane), valid)
    }

    pub(crate) const fn ratios(lane: Lane<'a, Ratio>, valid: Option<Lane<'a, bool>>) -> Self {
        Self::new(Lanes::Ratios(lane), valid)
    }

    /// No value anywhere.
    pub(crate) fn missing(ty: &Type) -> Self {
        let valid = Some(Lane::One(false));
        match ty {
            Type::YesNo => Self::truth(Lane::One(UNKNOWN)),
            Type::Text | Type::OneOf(_) | Type::Ref(_) => Self::codes(Lane::One(0), valid),
            Type::Exact | Type::Share => Self::ratios(Lane::One(Ratio::ZERO), valid),
            _ => Self::ints(Lane::One(0), valid),
        }
    }

    /// One value everywhere; texts are given as their code.
    pub(crate) fn constant(value: &Value, ty: &Type, code: impl FnOnce(&str) -> u32) -> Self {
        match value {
            Value::Missing => Self::missing(ty),
            Value::YesNo(b) => Self::truth(Lane::One(u8::from(*b))),
            Value::Whole(n) | Value::Decimal(n) | Value::Duration(n) | Value::Instant(n) | Value::Date(n) => {
                Self::ints(Lane::One(*n), None)
            }
            Value::Ratio(r) => Self::ratios(Lane::One(*r), None),
            Value::Text(text) => Self::codes(Lane::One(code(text)), None),
            Value::OneOf(n) => Self::codes(Lane::One(*n), None),
        }
    }

    /// Part of a column of a table.
    pub(crate) fn of_column(column: &'a Column, start: usize, end: usize) -> Self {
        let valid = column.valid.as_deref().map(|v| Lane::Part(&v[start..end]));
        match &column.data {
            Data::Flags(v) => {
                let known = |i: usize| valid.as_ref().is_none_or(|m| m.get(i));
                let flags = v[start..end].iter().enumerate();
                Self::truth(Lane::Own(flags.map(|(i, f)| if known(i) { u8::from(*f) } else { UNKNOWN }).collect()))
            }
            Data::Ints(v) => Self::ints(Lane::Part(&v[start..end]), valid),
            Data::Codes(v) => Self::codes(Lane::Part(&v[start..end]), valid),
            Data::Ratios(v) => Self::ratios(Lane::Part(&v[start..end]), valid),
        }
    }

    /// Some of its rows, side by side.
    pub(crate) fn part(&'a self, start: usize, end: usize) -> Self {
        let data = match &self.data {
            Lanes::Truth(v) => Lanes::Truth(v.part(start, end)),
            Lanes::Ints(v) => Lanes::Ints(v.part(start, end)),
            Lanes::Codes(v) => Lanes::Codes(v.part(start, end)),
            Lanes::Ratios(v) => Lanes::Ratios(v.part(start, end)),
        };
        Self {
            data,
            valid: self.valid.as_ref().map(|v| v.part(start, end)),
            pending: self.pending.as_ref().map(|p| p[start..end].to_vec()),
            when: self.when.as_ref().map(|w| w[start..end].to_vec()),
        }
    }

    /// Its values at these rows, counted from a first one.
    pub(crate) fn at(&self, places: &[u32], from: u32) -> Vector<'static> {
        let data = match &self.data {
            Lanes::Truth(v) => Lanes::Truth(v.at(places, from)),
            Lanes::Ints(v) => Lanes::Ints(v.at(places, from)),
            Lanes::Codes(v) => Lanes::Codes(v.at(places, from)),
            Lanes::Ratios(v) => Lanes::Ratios(v.at(places, from)),
        };
        Vector {
            data,
            valid: self.valid.as_ref().map(|v| v.at(places, from)),
            pending: self.pending.as_ref().map(|p| places.iter().map(|r| p[(r - from) as usize]).collect()),
            when: None,
        }
    }

    #[inline]
    pub(crate) fn has(&self, i: usize) -> bool {
        match &self.data {
            Lanes::Truth(v) => v.get(i) <= YES,
            _ => self.valid.as_ref().is_none_or(|v| v.get(i)),
        }
    }

    /// Whether so many rows from the first on all have a value.
    pub(crate) fn whole(&self, first: usize, n: usize) -> bool {
        fn all<T: Copy>(lane: &Lane<'_, T>, rows: std::ops::Range<usize>, has: impl Fn(T) -> bool) -> bool {
            lane.rows().map_or_else(|| has(lane.get(0)), |values| values[rows].iter().all(|v| has(*v)))
        }
        match (&self.data, &self.valid) {
            (Lanes::Truth(v), _) => all(v, first..first + n, |truth| truth <= YES),
            (_, valid) => valid.as_ref().is_none_or(|v| all(v, first..first + n, |has| has)),
        }
    }

    /// Whether the row has no value yet but may get one.
    #[inline]
    pub(crate) fn waits(&self, i: usize) -> bool {
        match &self.data {
            Lanes::Truth(v) => v.get(i) == PENDING,
            _ => self.pending.as_ref().is_some_and(|p| p[i]),
        }
    }

    /// Whether its values are integers.
    pub(crate) const fn is_ints(&self) -> bool {
        matches!(self.data, Lanes::Ints(_))
    }

    #[inline]
    pub(crate) fn flag(&self, i: usize) -> u8 {
        match &self.data {
            Lanes::Truth(v) => v.get(i),
            _ => UNKNOWN,
        }
    }

    #[inline]
    pub(crate) fn int(&self, i: usize) -> i64 {
        match &self.data {
            Lanes::Ints(v) => v.get(i),
            _ => 0,
        }
    }

    #[inline]
    pub(crate) fn code(&self, i: usize) -> u32 {
        match &self.data {
            Lanes::Codes(v) => v.get(i),
            _ => 0,
        }
    }

    #[inline]
    pub(crate) fn ratio(&self, i: usize) -> Ratio {
        match &self.data {
            Lanes::Ratios(v) => v.get(i),
            _ => Ratio::ZERO,
        }
    }

    /// A whole column of its own.
    pub(crate) fn into_column(self, n: usize) -> Column {
        match self.data {
            Lanes::Truth(v) => {
                let truth = v.into_rows(n);
                let all = truth.iter().all(|t| *t <= YES);
                Column {
                    valid: (!all).then(|| truth.iter().map(|t| *t <= YES).collect()),
                    data: Data::Flags(truth.into_iter().map(|t| t == YES).collect()),
                }
            }
            data => {
                let valid = self.valid.map(|v| v.into_rows(n)).filter(|v| v.iter().any(|has| !has));
                let data = match data {
                    Lanes::Ints(v) => Data::Ints(v.into_rows(n)),
                    Lanes::Codes(v) => Data::Codes(v.into_rows(n)),
                    Lanes::Ratios(v) => Data::Ratios(v.into_rows(n)),
                    Lanes::Truth(_) => Data::Flags(Vec::new()),
                };
                Column { data, valid }
            }
        }
    }

    /// The same, on its own feet.
    pub(crate) fn owned(self, n: usize) -> Vector<'static> {
        let data = match self.data {
            Lanes::Truth(v) => Lanes::Truth(Lane::Own(v.into_rows(n))),
            Lanes::Ints(v) => Lanes::Ints(Lane::Own(v.into_rows(n))),
            Lanes::Codes(v) => Lanes::Codes(Lane::Own(v.into_rows(n))),
            Lanes::Ratios(v) => Lanes::Ratios(Lane::Own(v.into_rows(n))),
        };
        Vector { data, valid: self.valid.map(|v| Lane::Own(v.into_rows(n))), pending: self.pending, when: self.when }
    }
}

/// Both have a value.
pub(crate) fn both(a: &Vector<'_>, b: &Vector<'_>) -> Option<Lane<'static, bool>> {
    match (&a.valid, &b.valid) {
        (None, None) => None,
        (Some(v), None) | (None, Some(v)) => Some(map(v, |v| v)),
        (Some(a), Some(b)) => Some(zip(a, b, |a, b| a && b)),
    }
}

/// Puts the parts of a column together.
pub(crate) fn concat(parts: Vec<Column>, ty: &Type) -> Column {
    let rows: usize = parts.iter().map(|p| p.data.len()).sum();
    let valid = parts.iter().any(|p| p.valid.is_some()).then(|| {
        let mut all = Vec::with_capacity(rows);
        for part in &parts {
            match &part.valid {
                Some(v) => all.extend_from_slice(v),
                None => all.resize(all.len() + part.data.len(), true),
            }
        }
        all
    });
    let mut parts = parts.into_iter();
    let mut data = parts.next().map_or_else(|| empty(ty), |p| p.data);
    for part in parts {
        match (&mut data, part.data) {
            (Data::Flags(a), Data::Flags(b)) => a.extend(b),
            (Data::Ints(a), Data::Ints(b)) => a.extend(b),
            (Data::Codes(a), Data::Codes(b)) => a.extend(b),
            (Data::Ratios(a), Data::Ratios(b)) => a.extend(b),
            _ => {}
        }
    }
    Column { data, valid }
}

/// A column without rows.
fn empty(ty: &Type) -> Data {
    match ty {
        Type::YesNo => Data::Flags(Vec::new()),
        Type::Text | Type::OneOf(_) | Type::Ref(_) => Data::Codes(Vec::new()),
        Type::Exact | Type::Share => Data::Ratios(Vec::new()),
        _ => Data::Ints(Vec::new()),
    }
}

impl Vector<'static> {
    /// Vectors one after the other.
    pub(crate) fn joined(parts: Vec<Self>, ty: &Type) -> Self {
        let mut sizes = Vec::with_capacity(parts.len());
        let mut waits = false;
        for part in &parts {
            sizes.push(match &part.data {
                Lanes::Truth(v) => v.rows().map_or(0, <[u8]>::len),
                Lanes::Ints(v) => v.rows().map_or(0, <[i64]>::len),
                Lanes::Codes(v) => v.rows().map_or(0, <[u32]>::len),
                Lanes::Ratios(v) => v.rows().map_or(0, <[Ratio]>::len),
            });
            waits |= part.pending.is_some();
        }
        let pending = waits.then(|| {
            let lists = parts.iter().zip(&sizes);
            lists.flat_map(|(p, n)| p.pending.clone().unwrap_or_else(|| vec![false; *n])).collect()
        });
        let timed = parts.iter().any(|p| p.when.is_some());
        let when = timed.then(|| {
            let lists = parts.iter().zip(&sizes);
            lists.flat_map(|(p, n)| p.when.clone().unwrap_or_else(|| vec![0; *n])).collect()
        });
        if *ty == Type::YesNo {
            let truth = parts.into_iter().flat_map(|p| match p.data {
                Lanes::Truth(v) => v.into_rows(0),
                _ => Vec::new(),
            });
            return Self { when, ..Self::truth(Lane::Own(truth.collect())) };
        }
        let columns = parts.into_iter().zip(&sizes).map(|(p, n)| p.into_column(*n)).collect();
        let column = concat(columns, ty);
        let valid = column.valid.map(Lane::Own);
        let data = match column.data {
            Data::Ints(v) => Lanes::Ints(Lane::Own(v)),
            Data::Codes(v) => Lanes::Codes(Lane::Own(v)),
            Data::Ratios(v) => Lanes::Ratios(Lane::Own(v)),
            Data::Flags(_) => return Self::missing(ty),
        };
        Self { data, valid, pending, when: None }
    }
}
