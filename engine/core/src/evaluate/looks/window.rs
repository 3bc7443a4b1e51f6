//! From when to when: the stretch of a list that one row looks at.

use super::cursor::Cursor;
use super::question::{Asker, Question};
use crate::evaluate::columns::Local;
use crate::plan::Reach;
use std::cell::RefCell;
use std::collections::HashMap;

/// The stretch of a list that a row looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) low: usize,
    pub(super) high: usize,
    /// The place of the asking row itself must be left out.
    pub(super) leave: bool,
    /// Until when the answer is open.
    pub(super) due: Option<i64>,
}

/// A list of rows in the order of their table, with their instants.
#[derive(Clone, Copy)]
pub(super) struct List<'l> {
    pub(super) rows: &'l [u32],
    pub(super) at: &'l [i64],
}

/// Walks along a list with those who ask.
#[derive(Default)]
pub(super) struct Window {
    low: Cursor,
    high: Cursor,
    own: Cursor,
}

impl Window {
    /// Where the row that asks stands in the list, or would stand, and whether it is there.
    #[inline]
    pub(super) fn own(&mut self, list: List<'_>, row: usize) -> (usize, bool) {
        let place = self.own.seek(list.rows.len(), |i| (list.rows[i] as usize) < row);
        (place, list.rows.get(place).is_some_and(|r| *r as usize == row))
    }

    /// What one who asks at an instant looks at, given the own place; none if a duration that it needs is missing.
    #[inline]
    pub(super) fn stretch<A: Asker>(
        &mut self,
        question: &Question<'_, A>,
        days: &Days<'_>,
        (ask, t): (usize, i64),
        list: List<'_>,
        (own, there): (usize, bool),
    ) -> Option<Stretch> {
        let n = list.rows.len();
        let of = |low: usize, high: usize, leave: bool, due: Option<i64>| {
            Some(Stretch { low, high: high.max(low), leave, due })
        };
        if question.timeless {
            return of(0, n, true, None);
        }
        let since = |cursor: &mut Cursor, t: i64| cursor.seek(n, |i| list.at[i] < t);
        let after = |cursor: &mut Cursor, t: i64| cursor.seek(n, |i| list.at[i] <= t);
        let own_order = !question.is_from_elsewhere() && question.same;
        // Up to t: of the own kind in order, of others by instant; from another instant, `before` leaves that instant out.
        let until = |cursor: &mut Cursor, including: bool| {
            if own_order {
                own + usize::from(including && there)
            } else if question.is_from_elsewhere() && !including {
                since(cursor, t)
            } else {
                after(cursor, t)
            }
        };
        // A stretch of time is a matter of instants: what happened at the very same instant lies inside (t - d, t].
        let closed = |cursor: &mut Cursor, including: bool| {
            if question.is_from_elsewhere() && !including { since(cursor, t) } else { after(cursor, t) }
        };
        let behind_own = own + usize::from(there);
        match &question.look.reach {
            Reach::Ever => of(0, n, true, None),
            Reach::Before => of(0, until(&mut self.high, false), true, None),
            Reach::After if question.same => of(behind_own, n, true, None),
            Reach::After => of(after(&mut self.low, t), n, true, None),
            Reach::Over { micros, including, .. } => {
                let low = after(&mut self.low, t.saturating_sub(*micros));
                of(low, closed(&mut self.high, *including), !including, None)
            }
            Reach::OverDays { days: count, including, .. } => {
                let low = since(&mut self.low, days.first(t, *count));
                of(low, closed(&mut self.high, *including), !including, None)
            }
            Reach::AmongLast { count, including } => {
                let high = until(&mut self.high, *including);
                // With further conditions the last that pass are found later.
                let all = question.look.rest.is_some();
                let count = usize::try_from(*count).unwrap_or(0);
                of(if all { 0 } else { high.saturating_sub(count) }, high, !including, None)
            }
            Reach::Within { .. } => {
                let due = t.saturating_add(question.duration(ask)?);
                let low = if own_order { behind_own } else { since(&mut self.low, t) };
                of(low, after(&mut self.high, due), true, Some(due))
            }
        }
    }
}

/// The starts of local days, each looked up once.
pub(super) struct Days<'d> {
    local: Local<'d>,
    starts: RefCell<HashMap<i64, i64>>,
}

impl<'d> Days<'d> {
    pub(super) fn new<A>(question: &Question<'d, A>) -> Self {
        Self { local: Local::new(&question.engine.standard.zone), starts: RefCell::default() }
    }

    /// The start of the first of so many local dates up to that of an instant.
    fn first(&self, t: i64, count: i64) -> i64 {
        let date = self.local.date(t).saturating_sub(count - 1);
        *self.starts.borrow_mut().entry(date).or_insert_with(|| self.local.start(date))
    }
}
