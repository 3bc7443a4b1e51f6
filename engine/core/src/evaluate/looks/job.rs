//! Some of those who ask, and for each of them the stretch of a list that it looks at.

use super::bounds::{Shape, shape};
use super::cursor::Cursor;
use super::groups::Groups;
use super::question::{Asker, Question};
use super::window::{Days, List, Window};
use crate::evaluate::columns::YES;
use crate::evaluate::columns::plugin::Faults;
use crate::plan::Reach;
use std::cell::RefCell;
use std::ops::Range;

/// About how many ask at once.
const ASKS: usize = 16_384;

/// Those who ask, cut into parts: lists that belong together, or some rows of a long one.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) lists: Range<usize>,
    /// The places of those who ask, in the rows of their groups.
    pub(super) asks: Range<usize>,
}

/// All pieces of those who ask.
pub(super) fn pieces(asking: &Groups) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut first = 0;
    for list in 0..asking.lists() {
        let (start, range) = (asking.range(first).start, asking.range(list));
        if range.end - start < ASKS && list + 1 < asking.lists() {
            continue;
        }
        // Whoever asks about a long list has to walk along all of it: then many ask at once.
        let step = ASKS.max(range.len() / 4);
        let long = first == list && range.len() > step;
        let cuts = (start..range.end).step_by(if long { step } else { range.end.max(1) });
        pieces.extend(cuts.map(|from| Piece {
            lists: first..list + 1,
            asks: from..if long { (from + step).min(range.end) } else { range.end },
        }));
        first = list + 1;
    }
    pieces
}

/// What one who asks looks at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) low: u32,
    pub(super) high: u32,
    /// The place of the asking row itself, if it lies inside and must be left out; else [`Seen::NONE`].
    own: u32,
    /// Whether it is known from when to when to look.
    pub(super) known: bool,
}

impl Seen {
    const NONE: u32 = u32::MAX;
    const UNKNOWN: Self = Self { low: 0, high: 0, own: Self::NONE, known: false };

    pub(super) fn own(self) -> Option<usize> {
        (self.own != Self::NONE).then_some(self.own as usize)
    }

    pub(super) fn count(self) -> usize {
        (self.high - self.low) as usize - usize::from(self.own != Self::NONE)
    }

    /// The places, the own one left out.
    pub(super) fn places(self) -> impl DoubleEndedIterator<Item = usize> {
        (self.low..self.high).filter(move |p| *p != self.own).map(|p| p as usize)
    }
}

/// Some of those who ask, with the rows that they look at.
pub(super) struct Job<'j, A> {
    pub(super) question: &'j Question<'j, A>,
    /// Rows of the table that asks, or places of the batch.
    pub(super) asks: &'j [u32],
    /// Rows of the table looked at, list after list.
    pub(super) rows: Vec<u32>,
    at: Vec<i64>,
    /// By comparison: the value at each place, turned.
    pub(super) values: Vec<Vec<i64>>,
    /// By comparison: whether it still has to be tested.
    pub(super) open: Vec<bool>,
    /// By who asks.
    pub(super) seen: Vec<Seen>,
    /// By who asks, where the answer can be open: until when.
    pub(super) dues: Vec<i64>,
    /// For whom a plugin failed while pairs were tested, and why.
    pub(super) failed: RefCell<Faults>,
}

impl<'j, A: Asker> Job<'j, A> {
    /// What the rows of a piece look at.
    pub(super) fn new(question: &'j Question<'j, A>, asking: &'j Groups, piece: &Piece) -> Self {
        let mut job = Self::empty(question, &asking.rows()[piece.asks.clone()]);
        let keys = question.keys();
        let keys: Vec<&_> = keys.iter().map(|k| &**k).collect();
        let days = Days::new(question);
        let alike = std::ptr::eq(asking, question.others);
        for list in piece.lists.clone() {
            let range = asking.range(list);
            let range = range.start.max(piece.asks.start)..range.end.min(piece.asks.end);
            if range.is_empty() {
                continue;
            }
            let asks = &asking.rows()[range.clone()];
            let other = if alike { Some(list) } else { question.others.list_of(&keys, asks[0] as usize) };
            job.look(asks, question.instants(asking).map(|at| &at[range]), other, &days);
        }
        job.among_last();
        job
    }

    /// What rows with one key look at; a key that nothing has leads to no list.
    pub(super) fn of(question: &'j Question<'j, A>, asks: &'j [u32], list: Option<usize>) -> Self {
        let mut job = Self::empty(question, asks);
        job.look(asks, None, list, &Days::new(question));
        job.among_last();
        job
    }

    fn empty(question: &'j Question<'j, A>, asks: &'j [u32]) -> Self {
        Self {
            question,
            asks,
            rows: Vec::new(),
            at: Vec::new(),
            values: vec![Vec::new(); question.comparisons.len()],
            open: vec![false; question.comparisons.len()],
            seen: Vec::with_capacity(asks.len()),
            dues: Vec::new(),
            failed: RefCell::default(),
        }
    }

    /// Whether whatever lies in a stretch counts.
    pub(super) fn exact(&self) -> bool {
        self.question.rest.is_empty() && !self.open.contains(&true)
    }

    /// The rows that the first of those who ask looks at; none if it is not known from when to when.
    pub(super) fn first(&self) -> Option<Vec<u32>> {
        let seen = self.seen.first().filter(|seen| seen.known)?;
        Some(seen.places().map(|place| self.rows[place]).collect())
    }

    pub(super) fn due(&self, i: usize) -> Option<i64> {
        self.dues.get(i).copied().filter(|_| self.seen[i].known)
    }

    /// The instant of a row that was found.
    pub(super) fn at(&self, place: usize) -> i64 {
        self.at.get(place).copied().unwrap_or_default()
    }

    /// Puts in the rows of a list that may count.
    fn gather(&mut self, list: usize) {
        let question = self.question;
        let range = question.others.range(list);
        let rows = &question.others.rows()[range.clone()];
        let at = if question.timeless { &[][..] } else { &question.others.instants(&question.table.at)[range] };
        let only = question.only.as_ref();
        let start = self.rows.len();
        if only.is_none() && question.comparisons.is_empty() {
            self.rows.extend_from_slice(rows);
            self.at.extend_from_slice(at);
            return;
        }
        let compared = |row: usize| question.comparisons.iter().all(|(_, other, _)| other.has(row));
        let counts = |row: usize| only.is_none_or(|only| only.flag(row) == YES) && compared(row);
        for (i, row) in rows.iter().enumerate() {
            if counts(*row as usize) {
                self.rows.push(*row);
                self.at.extend(at.get(i));
            }
        }
        let rows = &self.rows[start..];
        for ((comparison, other, _), values) in question.comparisons.iter().zip(&mut self.values) {
            values.extend(rows.iter().map(|row| comparison.side.turned(other.int(*row as usize))));
        }
    }

    /// Finds what rows with one key look at; `instants`: theirs, if they are known.
    fn look(&mut self, asks: &[u32], instants: Option<&[i64]>, list: Option<usize>, days: &Days<'_>) {
        let question = self.question;
        let start = self.rows.len();
        if let Some(list) = list {
            self.gather(list);
        }
        let mut shapes: Vec<Shape> = self.values.iter().map(|v| shape(&v[start..])).collect();
        let sort = question.in_any_order() && !shapes.is_empty() && shapes.iter().all(|s| *s == Shape::Loose);
        let in_order = if sort { self.rows[start..].to_vec() } else { Vec::new() };
        let moved = if sort { self.sort(start) } else { Vec::new() };
        if sort {
            shapes = self.values.iter().map(|v| shape(&v[start..])).collect();
        }
        for (open, shape) in self.open.iter_mut().zip(&shapes) {
            *open |= *shape == Shape::Loose;
        }
        let mut window = Window::default();
        let mut cursors = vec![Cursor::default(); shapes.len()];
        let rows = if sort { &in_order } else { &self.rows[start..] };
        let list = List { rows, at: self.at.get(start..).unwrap_or_default() };
        let within = matches!(question.look.reach, Reach::Within { .. });
        let offset = place(start);
        for (i, ask) in asks.iter().enumerate() {
            let ask = *ask as usize;
            let own = if question.same { window.own(list, question.row(ask)) } else { (0, false) };
            let instant = instants.map_or_else(|| question.instant(ask), |at| Some(at[i]));
            let stretch = instant.and_then(|t| window.stretch(question, days, (ask, t), list, own));
            let Some(stretch) = stretch else {
                self.seen.push(Seen::UNKNOWN);
                if within {
                    self.dues.push(0);
                }
                continue;
            };
            let (mut low, mut high) = (stretch.low, stretch.high);
            for (b, (comparison, _, asking)) in question.comparisons.iter().enumerate() {
                if !asking.has(ask) {
                    high = low;
                    break;
                }
                let limit = comparison.side.turned(asking.int(ask));
                let values = &self.values[b][start..];
                let passes = |i: usize| comparison.side.passes(values[i], limit);
                match shapes[b] {
                    Shape::Rising => high = high.min(cursors[b].seek(values.len(), passes)),
                    Shape::Falling => low = low.max(cursors[b].seek(values.len(), |i| !passes(i))),
                    Shape::Loose => {}
                }
            }
            let high = high.max(low);
            let own = match own {
                (own, true) if stretch.leave => Some(moved.get(own).map_or(own, |to| *to as usize)),
                _ => None,
            };
            self.seen.push(Seen {
                low: offset + place(low),
                high: offset + place(high),
                own: own.filter(|own| low <= *own && *own < high).map_or(Seen::NONE, |own| offset + place(own)),
                known: true,
            });
            if within && let Some(due) = stretch.due {
                self.dues.push(due);
            }
        }
    }

    /// Sorts a list by the first comparison; says where each row went.
    fn sort(&mut self, start: usize) -> Vec<u32> {
        let first = &self.values[0][start..];
        let mut order: Vec<u32> = (0..place(first.len())).collect();
        order.sort_by_key(|i| first[*i as usize]);
        fn pick<T: Copy>(list: &mut [T], order: &[u32]) {
            let picked: Vec<T> = order.iter().map(|i| list[*i as usize]).collect();
            list.copy_from_slice(&picked);
        }
        pick(&mut self.rows[start..], &order);
        if let Some(at) = self.at.get_mut(start..) {
            pick(at, &order);
        }
        for values in &mut self.values {
            pick(&mut values[start..], &order);
        }
        let mut moved = vec![0; order.len()];
        for (to, from) in (0..).zip(&order) {
            moved[*from as usize] = to;
        }
        moved
    }

    /// Of a stretch in which everything counts, the last so many.
    fn among_last(&mut self) {
        if let Reach::AmongLast { count, .. } = self.question.look.reach
            && self.question.look.rest.is_some()
            && self.exact()
        {
            let count = u32::try_from(count).unwrap_or(if count < 0 { 0 } else { u32::MAX });
            for seen in &mut self.seen {
                seen.low = seen.low.max(seen.high.saturating_sub(count));
            }
        }
    }
}

fn place(n: usize) -> u32 {
    u32::try_from(n).expect("rows are numbered in 32 bits")
}
