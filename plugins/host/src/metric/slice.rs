//! One slice of rows: asked at once, and if that fails in smaller and smaller pieces, until the rows to blame are found.

use crate::Budget;
use crate::answer::Gathered;
use crate::failure::Failure;
use crate::outgoing::{Prepared, Sent};
use crate::track::{Answer, Asked, RowMetric};
use etalon_contract::Limits;
use etalon_core::plugin::{Scored, Signature};

/// A call gets no more work than so many rows are worth, however many it carries: so a plugin that does not end is found out in a second,
/// not in ten. If a whole slice fails, pieces of this size are tried next, and these get all that their rows are worth.
const WORTH: usize = 512;
/// Failing costs: all failing calls of a slice together get the work of so many such pieces. Rows that were not tried by then are not.
const FAILING: u64 = 6;
/// What a call costs beside its own work: making an instance and dropping it.
const CALL: u64 = 100_000;

/// One question to a plugin about rows of one slice.
pub(super) struct Slice<'a> {
    pub(super) score: &'a dyn RowMetric,
    pub(super) signature: &'a Signature,
    pub(super) limits: &'a Limits,
    pub(super) constants: &'a Sent<'a>,
    pub(super) rows: &'a Prepared<'a>,
}

impl Slice<'_> {
    /// The answers, or why none of them can be believed.
    pub(super) fn scored(&self) -> Result<Scored, String> {
        let rows = self.rows.rows;
        let mut gathered = self.gathered(rows);
        let mut left = self.budget(WORTH).work.saturating_mul(FAILING);
        // The next piece is the last.
        let mut pieces = if rows == 0 { Vec::new() } else { vec![(0, rows)] };
        let mut last = String::new();
        while let Some((from, to)) = pieces.pop() {
            if left == 0 {
                gathered.fault(from, to, &format!("was not tried: too much of what lies near it failed ({last})"));
                continue;
            }
            let asked = self.ask(&self.rows.range(from, to));
            let failure = match asked.gave.and_then(|answer| gathered.take(from, to, answer)) {
                Ok(()) => continue,
                Err(failure) => failure,
            };
            left = left.saturating_sub(asked.cost.saturating_add(CALL));
            failure.words().clone_into(&mut last);
            match failure {
                Failure::Form(words) => return Err(words),
                // The net: which row it was is not worth more of the same.
                Failure::TooLong(words) => {
                    gathered.fault(from, to, &words);
                    pieces.drain(..).for_each(|(from, to)| gathered.fault(from, to, &words));
                }
                Failure::Refused(_, Some(row)) if row as usize >= to - from => {
                    return Err(format!("blamed row {row} of {}", to - from));
                }
                Failure::Refused(words, Some(row)) => {
                    let row = from + row as usize;
                    gathered.fault(row, row + 1, &words);
                    pieces.extend([(row + 1, to), (from, row)].into_iter().filter(|(from, to)| from < to));
                }
                Failure::Stopped(words) | Failure::Refused(words, None) if to - from == 1 => {
                    gathered.fault(from, to, &words);
                }
                Failure::Stopped(_) | Failure::Refused(_, None) => {
                    let size = if to - from > WORTH { WORTH } else { (to - from).div_ceil(2) };
                    let smaller: Vec<_> =
                        (from..to).step_by(size).map(|start| (start, (start + size).min(to))).collect();
                    pieces.extend(smaller.into_iter().rev());
                }
            }
        }
        self.again(&gathered)?;
        Ok(gathered.scored())
    }

    pub(super) fn gathered(&self, rows: usize) -> Gathered<'_> {
        Gathered::new(&self.signature.returns, self.limits.text, rows)
    }

    fn ask(&self, rows: &Sent<'_>) -> Asked<Answer> {
        self.score.score(self.budget(rows.rows), &self.signature.name, self.constants, rows)
    }

    pub(super) fn budget(&self, rows: usize) -> Budget {
        Budget { work: Budget::of(self.limits, rows.min(WORTH)).work, ..Budget::of(self.limits, rows) }
    }
}

#[cfg(test)]
mod tests;
