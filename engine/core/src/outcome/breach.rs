//! Breaches: whose they are. What many of them have in common is kept once.

use crate::standard::{MitigationId, Party};
use crate::value::Ratio;

/// Whose a breach is, and what made it so. The shares add to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Employee, company, customer, unknown.
    pub shares: [Ratio; 4],
    /// Every mitigation that matched, the strongest first.
    pub matched: Vec<MitigationId>,
}

impl Cause {
    /// The share of one party.
    #[must_use]
    pub fn share(&self, party: Party) -> Ratio {
        match party {
            Party::Employee => self.shares[0],
            Party::Company => self.shares[1],
            Party::Customer => self.shares[2],
            Party::Unknown => self.shares[3],
        }
    }

    /// The part that is not the company's or the customer's.
    #[must_use]
    pub fn answerable(&self) -> Ratio {
        self.shares[0].plus(self.shares[3]).unwrap_or(Ratio::ONE)
    }
}

/// One breach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breach<'a> {
    /// The row.
    pub row: u32,
    /// The instant it counts at, microseconds: the unit's own, or the end of the time it was given.
    pub at: i64,
    /// Whose it is: index into [`Breaches::causes`].
    pub code: usize,
    /// The same.
    pub cause: &'a Cause,
}

/// The breaches of one criterion, by row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breaches {
    rows: Vec<u32>,
    at: Vec<i64>,
    codes: Vec<u32>,
    causes: Vec<Cause>,
}

impl Breaches {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The different causes, in the order in which the rows first have them.
    #[must_use]
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// How many breaches each of the causes has.
    #[must_use]
    pub fn counts(&self) -> Vec<u64> {
        let mut counts = vec![0; self.causes.len()];
        self.codes.iter().for_each(|code| counts[*code as usize] += 1);
        counts
    }

    /// All, by row.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Breach<'_>> {
        (0..self.len()).map(|i| self.nth(i))
    }

    /// Those of some rows, by row.
    pub fn within(&self, rows: std::ops::Range<usize>) -> impl ExactSizeIterator<Item = Breach<'_>> {
        let place = |row: usize| self.rows.partition_point(|r| (*r as usize) < row);
        (place(rows.start)..place(rows.end)).map(|i| self.nth(i))
    }

    /// That of a row, if it is one.
    #[must_use]
    pub fn find(&self, row: usize) -> Option<Breach<'_>> {
        self.within(row..row + 1).next()
    }

    /// One more; rows come in order.
    pub fn push(&mut self, row: u32, at: i64, cause: &Cause) {
        let known = self.causes.iter().position(|c| c == cause).and_then(|code| u32::try_from(code).ok());
        let code = known.unwrap_or_else(|| self.put(cause.clone()));
        self.rows.push(row);
        self.at.push(at);
        self.codes.push(code);
    }

    /// Puts in the breaches of the rows that follow, their causes being known.
    pub(crate) fn extend(&mut self, rows: &[u32], at: &[i64], codes: impl IntoIterator<Item = u32>) {
        self.rows.extend_from_slice(rows);
        self.at.extend_from_slice(at);
        self.codes.extend(codes);
    }

    /// One more cause; none of those that are known. Its code.
    pub(crate) fn put(&mut self, cause: Cause) -> u32 {
        self.causes.push(cause);
        u32::try_from(self.causes.len() - 1).expect("no more causes than rows, which are numbered in 32 bits")
    }

    fn nth(&self, i: usize) -> Breach<'_> {
        let code = self.codes[i] as usize;
        Breach { row: self.rows[i], at: self.at[i], code, cause: &self.causes[code] }
    }
}
