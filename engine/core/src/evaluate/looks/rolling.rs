//! Rolling windows, `sum(x of … over 7 days to this)`: where those who ask are the rows looked at, whoever comes into the
//! window is added and whoever falls out is taken off again.

use super::groups::Groups;
use super::job::Piece;
use super::question::{Asker, Question};
use crate::evaluate::columns::YES;
use crate::plan::Reach;
use crate::standard::Aggregate;

/// How a window moves on.
#[derive(Debug, Clone, Copy)]
enum Moves {
    /// What happened no longer ago than so many microseconds.
    Time(i64),
    /// The last so many.
    Count(usize),
}

/// A look whose windows roll.
pub(super) struct Rolling<'q, A> {
    question: &'q Question<'q, A>,
    moves: Moves,
    /// The row that asks counts as well.
    including: bool,
}

/// The rows of one list, as they count.
#[derive(Debug, Default)]
struct Taken {
    /// Whether the row counts.
    passes: Vec<bool>,
    /// What it adds.
    values: Vec<i64>,
}

impl<'q, A: Asker> Rolling<'q, A> {
    /// None if the look is of another kind.
    pub(super) fn new(question: &'q Question<'q, A>, asking: &Groups) -> Option<Self> {
        let (moves, including) = match question.look.reach {
            Reach::Over { micros, including, .. } => (Moves::Time(micros), including),
            Reach::AmongLast { count, including } => (Moves::Count(usize::try_from(count).unwrap_or(0)), including),
            _ => return None,
        };
        let counts = match question.look.ask {
            Some(Aggregate::Count) => true,
            Some(Aggregate::Sum) => question.value.as_ref().is_some_and(|value| value.is_ints()),
            _ => false,
        };
        let alone = question.look.rest.is_none() && std::ptr::eq(asking, question.others);
        (counts && alone && question.instants(asking).is_some()).then_some(Self { question, moves, including })
    }

    /// The answers to a piece of those who ask; none if one of them is too large.
    pub(super) fn answers(&self, asking: &Groups, piece: &Piece) -> Option<Vec<i64>> {
        let instants = self.question.instants(asking)?;
        let mut answers = Vec::with_capacity(piece.asks.len());
        let mut taken = Taken::default();
        for list in piece.lists.clone() {
            let range = asking.range(list);
            let asks = range.start.max(piece.asks.start)..range.end.min(piece.asks.end);
            if asks.is_empty() {
                continue;
            }
            self.take(&asking.rows()[range.clone()], &mut taken);
            let places = asks.start - range.start..asks.end - range.start;
            let at = &instants[range];
            let told = match self.moves {
                Moves::Time(micros) => self.over(micros, at, &taken, places, &mut answers),
                Moves::Count(count) => self.among_last(count, &taken, places, &mut answers),
            };
            told?;
        }
        Some(answers)
    }

    /// What the rows of a list add.
    fn take(&self, rows: &[u32], taken: &mut Taken) {
        let Question { only, value, .. } = self.question;
        taken.passes.clear();
        taken.values.clear();
        match only {
            Some(only) => taken.passes.extend(rows.iter().map(|row| only.flag(*row as usize) == YES)),
            None => taken.passes.resize(rows.len(), true),
        }
        match value.as_deref().filter(|_| self.question.look.ask == Some(Aggregate::Sum)) {
            Some(value) => taken.values.extend(rows.iter().zip(&taken.passes).map(|(row, passes)| {
                let row = *row as usize;
                if *passes && value.has(row) { value.int(row) } else { 0 }
            })),
            None => taken.values.extend(taken.passes.iter().map(|passes| i64::from(*passes))),
        }
    }

    /// Whatever happened in (t - d, t], at the very same instant too.
    fn over(
        &self,
        micros: i64,
        at: &[i64],
        taken: &Taken,
        places: std::ops::Range<usize>,
        answers: &mut Vec<i64>,
    ) -> Option<()> {
        let (mut low, mut high, mut sum) = (0, 0, 0_i128);
        for place in places {
            let from = at[place].saturating_sub(micros);
            while high < at.len() && at[high] <= at[place] {
                sum += i128::from(taken.values[high]);
                high += 1;
            }
            while low < high && at[low] <= from {
                sum -= i128::from(taken.values[low]);
                low += 1;
            }
            let own = low <= place && !self.including;
            let left_out = if own { i128::from(taken.values[place]) } else { 0 };
            answers.push(i64::try_from(sum - left_out).ok()?);
        }
        Some(())
    }

    /// The last so many that count, in order.
    fn among_last(
        &self,
        count: usize,
        taken: &Taken,
        places: std::ops::Range<usize>,
        answers: &mut Vec<i64>,
    ) -> Option<()> {
        let (mut low, mut high, mut held, mut sum) = (0, 0, 0_usize, 0_i128);
        for place in places {
            let end = place + usize::from(self.including);
            while high < end {
                sum += i128::from(taken.values[high]);
                held += usize::from(taken.passes[high]);
                high += 1;
            }
            while held > count {
                sum -= i128::from(taken.values[low]);
                held -= usize::from(taken.passes[low]);
                low += 1;
            }
            answers.push(i64::try_from(sum).ok()?);
        }
        Some(())
    }
}
