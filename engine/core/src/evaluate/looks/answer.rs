//! The answers to those who ask: is there one, how many, which value.

use super::job::{Job, Seen};
use super::pairs::Limit;
use super::question::Asker;
use super::tree::Tree;
use super::{Accumulator, Cell};
use crate::evaluate::columns::Vector;
use crate::evaluate::columns::plugin::Faults;
use crate::plan::{Level, Reach};
use crate::standard::Aggregate;
use crate::time::is_over;

/// One answer for each of those who ask.
pub(super) struct Answers {
    pub(super) given: Given,
    /// Where time decides: when it was decided.
    pub(super) when: Vec<i64>,
    /// For whom a plugin failed, by their place among those who ask, and why.
    pub(super) faults: Faults,
}

/// The answers themselves.
pub(super) enum Given {
    Cells(Vec<Cell>),
    /// Whole numbers, one for each.
    Ints(Vec<i64>),
    /// Truths.
    Truth(Vec<u8>),
}

impl<A: Asker> Job<'_, A> {
    pub(super) fn answers(&self) -> Answers {
        if let Some(window) = &self.question.look.window {
            let (cells, faults) = self.windowed(window);
            return Answers { given: Given::Cells(cells), when: Vec::new(), faults };
        }
        let Some(how) = self.question.look.ask else {
            return self.some();
        };
        let given = if !self.exact() || self.paired() { Given::Cells(self.tested(how)) } else { self.counted(how) };
        let faults = self.failed.take();
        let given = match given {
            Given::Cells(mut cells) => {
                faults.keys().for_each(|i| cells[*i as usize] = Cell::Nothing);
                Given::Cells(cells)
            }
            other => other,
        };
        Answers { given, when: Vec::new(), faults }
    }

    /// Whether what is taken of each row depends on who asks.
    fn paired(&self) -> bool {
        self.question.look.value.is_some_and(|v| self.question.engine.plan.node(v).level == Level::Pair)
    }

    /// Whether there is one.
    fn some(&self) -> Answers {
        let mut first: Vec<Option<usize>> = vec![None; self.asks.len()];
        if self.exact() {
            for (first, seen) in first.iter_mut().zip(&self.seen) {
                *first = seen.places().next();
            }
        } else {
            self.passing(Limit::First(1), |i, place, _| first[i] = Some(place));
        }
        let mut cells = self.each(|i, _| Cell::Flag(first[i].is_some()));
        let mut when = Vec::new();
        if let Reach::Within { .. } = self.question.look.reach {
            let decided = |(i, first): (usize, &Option<usize>)| match first {
                Some(place) => self.at(*place),
                None => self.due(i).unwrap_or_default(),
            };
            when = first.iter().enumerate().map(decided).collect();
        }
        // One that is there is there, whatever could not be told of others.
        let mut faults = self.failed.take();
        faults.retain(|i, _| cells[*i as usize] != Cell::Flag(true));
        for i in faults.keys().filter(|i| cells[**i as usize] != Cell::Waits).copied().collect::<Vec<_>>() {
            cells[i as usize] = Cell::Nothing;
        }
        Answers { given: Given::Cells(cells), when, faults }
    }

    /// The answer for each; nothing without a window, and none yet before its end. One that is there is there at once.
    pub(super) fn each(&self, mut answer: impl FnMut(usize, Seen) -> Cell) -> Vec<Cell> {
        let as_of = self.question.engine.as_of();
        let seen = self.seen.iter().enumerate();
        seen.map(|(i, seen)| match self.due(i) {
            _ if !seen.known => Cell::Nothing,
            Some(due) if !is_over(due, as_of) => match self.question.look.ask {
                None if answer(i, *seen) == Cell::Flag(true) => Cell::Flag(true),
                _ => Cell::Waits,
            },
            _ => answer(i, *seen),
        })
        .collect()
    }

    /// A whole number for each, if there is one for each by now.
    fn ints(&self, answer: impl Fn(Seen) -> i128) -> Given {
        if self.dues.is_empty() && self.seen.iter().all(|seen| seen.known) {
            let ints: Option<Vec<i64>> = self.seen.iter().map(|seen| i64::try_from(answer(*seen)).ok()).collect();
            if let Some(ints) = ints {
                return Given::Ints(ints);
            }
        }
        Given::Cells(self.each(|_, seen| i64::try_from(answer(seen)).map_or(Cell::Nothing, Cell::Int)))
    }

    /// Where everything in a stretch counts.
    fn counted(&self, how: Aggregate) -> Given {
        let value = self.question.value.as_deref();
        let cell = |place: usize| value.map_or(Cell::Nothing, |v| Cell::of(v, self.rows[place] as usize));
        let or_nothing = |place: Option<usize>| place.map_or(Cell::Nothing, cell);
        let cells = match (how, value) {
            (Aggregate::Count, _) => return self.ints(|seen| seen.count() as i128),
            (Aggregate::Sum, Some(value)) if value.is_ints() => return self.sums(value),
            (Aggregate::First, _) => self.each(|_, seen| or_nothing(seen.places().next())),
            (Aggregate::Last, _) => self.each(|_, seen| or_nothing(seen.places().next_back())),
            (Aggregate::Min | Aggregate::Max, Some(_)) => {
                let better = |a: Cell, b: Cell| a.better(b, how == Aggregate::Min);
                let tree = Tree::new((0..self.rows.len()).map(cell), Cell::Nothing, better);
                let best = |low: usize, high: usize| tree.best(low, high).unwrap_or(Cell::Nothing);
                self.each(|_, seen| match (seen.own(), seen.low as usize, seen.high as usize) {
                    (None, low, high) => best(low, high),
                    (Some(own), low, high) => better(best(low, own), best(own + 1, high)),
                })
            }
            _ => {
                let kind = value.map_or(self.question.ty, |_| self.kind());
                self.each(|_, seen| {
                    let mut result = Accumulator::new(how, kind);
                    seen.places().for_each(|place| result.take(cell(place)));
                    result.result(self.question.engine.words)
                })
            }
        };
        Given::Cells(cells)
    }

    /// Sums of integers: what lies before the end, without what lies before the beginning.
    fn sums(&self, value: &Vector<'_>) -> Given {
        let own = |row: u32| if value.has(row as usize) { i128::from(value.int(row as usize)) } else { 0 };
        let mut total = 0;
        let mut sums = Vec::with_capacity(self.rows.len() + 1);
        sums.push(0);
        for row in &self.rows {
            total += own(*row);
            sums.push(total);
        }
        self.ints(|seen| {
            let left_out = seen.own().map_or(0, |place| own(self.rows[place]));
            sums[seen.high as usize] - sums[seen.low as usize] - left_out
        })
    }

    /// Where each row has to be tested with each who asks.
    fn tested(&self, how: Aggregate) -> Vec<Cell> {
        let limit = match (&self.question.look.reach, how) {
            (Reach::AmongLast { count, .. }, _) => Limit::Last(usize::try_from(*count).unwrap_or(0)),
            (_, Aggregate::First) => Limit::First(1),
            (_, Aggregate::Last) => Limit::Last(1),
            _ => Limit::None,
        };
        let mut results = vec![Accumulator::new(how, self.kind()); self.asks.len()];
        if let Limit::Last(_) = limit {
            let mut found: Vec<Vec<Cell>> = vec![Vec::new(); self.asks.len()];
            self.passing(limit, |i, _, cell| found[i].push(cell));
            for (result, found) in results.iter_mut().zip(found) {
                found.into_iter().rev().for_each(|cell| result.take(cell));
            }
        } else {
            self.passing(limit, |i, _, cell| results[i].take(cell));
        }
        let words = self.question.engine.words;
        self.each(|i, _| std::mem::replace(&mut results[i], Accumulator::Count(0)).result(words))
    }

    /// The type of what is taken of each.
    fn kind(&self) -> &crate::standard::Type {
        let plan = self.question.engine.plan;
        self.question.look.value.map_or(self.question.ty, |v| &plan.node(v).ty)
    }
}
