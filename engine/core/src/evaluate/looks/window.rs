//! From when to when: the stretch of a list that one row looks at.

use crate::evaluate::columns::{Bench, Vector};
use crate::evaluate::world::Table;
use crate::plan::{Look, Reach};
use std::rc::Rc;

/// The stretch of the index that a row looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) low: usize,
    pub(super) high: usize,
    /// The place of the asking row itself, if it lies inside and must be left out.
    pub(super) own: Option<usize>,
    /// Until when the answer is open.
    pub(super) due: Option<i64>,
}

impl Stretch {
    pub(super) fn count(&self) -> usize {
        self.high - self.low - usize::from(self.own.is_some())
    }

    /// The places, the own one left out.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        let own = self.own;
        (self.low..self.high).filter(move |p| Some(*p) != own)
    }
}

/// What the windows of a batch need.
pub(super) struct Windows<'w> {
    look: &'w Look,
    other: &'w Table,
    rows: &'w [u32],
    same: bool,
    duration: Option<Rc<Vector<'w>>>,
    of: Option<Rc<Vector<'w>>>,
}

impl<'w> Windows<'w> {
    pub(super) fn new(bench: &Bench<'w>, look: &'w Look, rows: &'w [u32]) -> Self {
        let (duration, of) = match &look.reach {
            Reach::Within { duration, of } => (Some(*duration), *of),
            Reach::Over { of, .. } | Reach::OverDays { of, .. } => (None, *of),
            _ => (None, None),
        };
        Self {
            look,
            other: bench.engine.world.table(look.unit),
            rows,
            same: look.by == look.unit,
            duration: duration.map(|d| bench.get(d)),
            of: of.map(|of| bench.get(of)),
        }
    }

    /// The stretch of a list; none if an instant or duration that it needs is missing.
    pub(super) fn stretch(&self, bench: &Bench<'_>, i: usize, start: usize, end: usize) -> Option<Stretch> {
        let own = bench.row(self.look.asking, i);
        let asking = bench.engine.world.table(self.look.by);
        let own_at = asking.at.get(own).copied().unwrap_or(bench.engine.world.as_of);
        let t = match &self.of {
            Some(of) if !of.has(i) => return None,
            Some(of) => of.int(i),
            None => own_at,
        };
        let list = &self.rows[start..end];
        let all = (0, list.len());
        if self.other.at.is_empty() {
            // Entities are at no instant: there is no window over them.
            return Some(self.placed(list, start, all, own, true, None));
        }
        let at = |row: u32| self.other.at[row as usize];
        let since = |t: i64| list.partition_point(|r| at(*r) < t);
        let after = |t: i64| list.partition_point(|r| at(*r) <= t);
        let below =
            |including: bool| list.partition_point(|r| (*r as usize) < own || (including && *r as usize == own));
        // Up to t: of the own kind in order, of others by instant; from another instant, `before` leaves that instant out.
        let until = |including: bool| match (&self.of, self.same) {
            (Some(_), _) if including => after(t),
            (Some(_), _) => since(t),
            (None, true) => below(including),
            (None, false) => after(t),
        };
        // A stretch of time is a matter of instants: what happened at the very same instant lies inside (t - d, t].
        let closed = |including: bool| {
            if self.of.is_some() && !including { since(t) } else { after(t) }
        };
        let (range, leave, due) = match &self.look.reach {
            Reach::Ever => (all, true, None),
            Reach::Before => ((0, until(false)), true, None),
            Reach::After if self.same => ((below(true), list.len()), true, None),
            Reach::After => ((after(t), list.len()), true, None),
            Reach::Over { micros, including, .. } => {
                ((after(t.saturating_sub(*micros)), closed(*including)), !including, None)
            }
            Reach::OverDays { days, including, .. } => {
                let first = bench.local.start(bench.local.date(t).saturating_sub(days - 1));
                ((since(first), closed(*including)), !including, None)
            }
            Reach::AmongLast { count, including } => {
                let high = until(*including);
                let count = usize::try_from(*count).unwrap_or(0);
                // With further conditions the last that pass are found later.
                let low = if self.look.rest.is_some() { 0 } else { high.saturating_sub(count) };
                ((low, high), !including, None)
            }
            Reach::Within { .. } => {
                let duration = self.duration.as_ref()?;
                if !duration.has(i) {
                    return None;
                }
                let due = t.saturating_add(duration.int(i));
                let low = if self.of.is_none() && self.same { below(true) } else { since(t) };
                ((low, after(due)), true, Some(due))
            }
        };
        Some(self.placed(list, start, range, own, leave, due))
    }

    fn placed(
        &self,
        list: &[u32],
        start: usize,
        range: (usize, usize),
        own: usize,
        leave: bool,
        due: Option<i64>,
    ) -> Stretch {
        let (low, high) = (range.0, range.1.max(range.0));
        let found = u32::try_from(own).ok().and_then(|own| list[low..high].binary_search(&own).ok());
        Stretch {
            low: start + low,
            high: start + high,
            own: found.filter(|_| leave && self.same).map(|place| start + low + place),
            due,
        }
    }
}
