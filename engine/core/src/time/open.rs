//! Business time: how much of it lies between two instants, and when so much of it has passed.
//!
//! Laws (semantics, section 2): additive (a..b + b..c = a..c), monotone, nothing on closed time, and
//! `add(a, elapsed(a, b))` is the working instant of b: the first at which as much has passed.

use super::{Calendar, DAY, LocalTime};

/// Nothing is looked for farther from what is kept ready than this: a calendar that does not open for so long never does.
const FARTHEST: i64 = 40 * 366;

/// The open stretches of a calendar on the line of instants, kept ready from one day to another.
#[derive(Debug, Clone)]
pub struct OpenTime {
    calendar: Calendar,
    local: LocalTime,
    /// The dates kept ready.
    dates: std::ops::Range<i64>,
    /// Instants between which the line is known.
    known: (i64, i64),
    starts: Vec<i64>,
    ends: Vec<i64>,
    /// Open microseconds before each stretch; one more at the end for all.
    before: Vec<i64>,
    /// By days of 24 hours since `known.0`: the first stretch that ends after their beginning.
    index: Vec<u32>,
    /// Working days before each date kept ready; one more at the end for all.
    worked: Vec<i64>,
}

impl OpenTime {
    /// Ready from one instant to another, and right everywhere.
    #[must_use]
    pub fn new(calendar: &Calendar, from: i64, to: i64) -> Self {
        let local = LocalTime::new(&calendar.zone, 0, 0);
        let date = |at: i64| local.date(at).unwrap_or_else(|| at.div_euclid(DAY).clamp(-2_900_000, 2_900_000));
        Self::of_dates(calendar, (date(from) - 3)..(date(to.max(from)) + 4))
    }

    /// The same hours in another zone, ready for the same dates.
    #[must_use]
    pub fn in_zone(&self, zone: &jiff::tz::TimeZone) -> Self {
        let calendar =
            Calendar { zone: zone.clone(), week: self.calendar.week.clone(), days: self.calendar.days.clone() };
        Self::of_dates(&calendar, self.dates.clone())
    }

    fn of_dates(calendar: &Calendar, dates: std::ops::Range<i64>) -> Self {
        let local = LocalTime::new(&calendar.zone, dates.start * DAY, dates.end * DAY);
        let mut calendar = calendar.clone();
        // A date that never was (30 December 2011 in Apia) has no hours and is no working day.
        for date in dates.clone().filter(|date| local.start(*date) == local.start(date + 1)) {
            calendar.days.insert(date, Vec::new());
        }
        let line = calendar.stretches(dates.clone());
        // Of the first two days and the last two some hours may belong to neighbours that are not there.
        let known = ((dates.start + 2) * DAY, (dates.end - 2) * DAY);
        let mut before = Vec::with_capacity(line.len() + 1);
        let mut sum = 0;
        for (from, to) in &line {
            before.push(sum);
            sum += to - from;
        }
        before.push(sum);
        let (starts, ends): (Vec<i64>, Vec<i64>) = line.into_iter().unzip();
        let days = usize::try_from((known.1 - known.0) / DAY + 1).unwrap_or(1);
        let mut index = Vec::with_capacity(days);
        let mut next = 0;
        for day in (0..).take(days) {
            while ends.get(next).is_some_and(|end| *end <= known.0 + day * DAY) {
                next += 1;
            }
            index.push(u32::try_from(next).unwrap_or(u32::MAX));
        }
        let mut worked = Vec::with_capacity(index.len() + 4);
        let mut days = 0;
        for date in dates.clone() {
            worked.push(days);
            days += i64::from(calendar.is_working_day(date));
        }
        worked.push(days);
        Self { calendar, local, dates, known, starts, ends, before, index, worked }
    }

    /// The calendar.
    #[must_use]
    pub const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Local time in the zone of the calendar.
    #[must_use]
    pub const fn local(&self) -> &LocalTime {
        &self.local
    }

    /// Working days after one date up to and including another; below zero if that is earlier. None if they lie hundreds
    /// of years apart.
    #[must_use]
    pub fn working_days(&self, from: i64, to: i64) -> Option<i64> {
        let before = |date: i64| {
            let place = date.checked_add(1)?.checked_sub(self.dates.start)?;
            self.worked.get(usize::try_from(place).ok()?).copied()
        };
        if let (Some(from), Some(to)) = (before(from), before(to)) {
            return Some(to - from);
        }
        if to < from {
            return self.working_days(to, from).map(|days| -days);
        }
        let days = to.checked_sub(from).filter(|days| *days < 8 * FARTHEST)?;
        i64::try_from((from + 1..=from + days).filter(|date| self.calendar.is_working_day(*date)).count()).ok()
    }

    fn knows(&self, at: i64) -> bool {
        self.known.0 <= at && at < self.known.1
    }

    /// The first stretch that ends after an instant that is known.
    fn stretch(&self, at: i64) -> usize {
        let day = usize::try_from((at - self.known.0) / DAY).unwrap_or(0);
        let mut i = self.index[day] as usize;
        while self.ends.get(i).is_some_and(|end| *end <= at) {
            i += 1;
        }
        i
    }

    /// The stretch of [`Self::stretch`], and the open microseconds up to an instant that is known.
    fn passed(&self, at: i64) -> (usize, i64) {
        let i = self.stretch(at);
        let inside = self.starts.get(i).map_or(0, |start| (at - start).max(0));
        (i, self.before[i] + inside)
    }

    /// A line that knows an instant as well; none far outside the calendar.
    fn farther(&self, at: i64) -> Option<Self> {
        let (from, to) = (self.known.0.min(at), self.known.1.max(at));
        let years = (to - from) / DAY;
        (years < 8 * FARTHEST).then(|| Self::new(&self.calendar, from, to))
    }

    /// Whether it is open at an instant.
    #[must_use]
    pub fn is_open(&self, at: i64) -> bool {
        if !self.knows(at) {
            return self.farther(at).is_some_and(|line| line.knows(at) && line.is_open(at));
        }
        self.starts.get(self.stretch(at)).is_some_and(|start| *start <= at)
    }

    /// The first open instant from an instant on; none if there is none within forty years.
    #[must_use]
    pub fn opens(&self, at: i64) -> Option<i64> {
        if !self.knows(at) {
            return self.farther(at).filter(|line| line.knows(at))?.opens(at);
        }
        match self.starts.get(self.stretch(at)) {
            Some(start) => Some(at.max(*start)),
            None => self.longer()?.opens(at),
        }
    }

    /// Open microseconds from a to b; below zero if b is before a. None far outside the calendar.
    #[must_use]
    pub fn elapsed(&self, a: i64, b: i64) -> Option<i64> {
        if self.knows(a) && self.knows(b) {
            return Some(self.passed(b).1 - self.passed(a).1);
        }
        let line = self.farther(a.min(b))?.farther(a.max(b))?;
        (line.knows(a) && line.knows(b)).then(|| line.passed(b).1 - line.passed(a).1)
    }

    /// The first instant from `a` on at which so many open microseconds have passed. None if it never comes (within forty years).
    #[must_use]
    pub fn add(&self, a: i64, micros: i64) -> Option<i64> {
        if micros <= 0 {
            return (micros == 0).then_some(a);
        }
        if !self.knows(a) {
            return self.farther(a).filter(|line| line.knows(a))?.add(a, micros);
        }
        let (mut i, passed) = self.passed(a);
        let goal = passed.checked_add(micros)?;
        if *self.before.last()? < goal {
            return self.longer()?.add(a, micros);
        }
        // Mostly it is reached in this stretch or in one of the next.
        let near = (i + 8).min(self.starts.len());
        while i < near && self.before[i + 1] < goal {
            i += 1;
        }
        if self.before[i + 1] < goal {
            i += self.before[i + 1..].partition_point(|before| *before < goal);
        }
        Some(self.starts[i] + (goal - self.before[i]))
    }

    /// The same line, reaching twice as far into the future; none once it is long enough for anything.
    fn longer(&self) -> Option<Self> {
        // Without weekly hours nothing opens after the last day that has hours of its own.
        let weekly = self.calendar.week.iter().any(|day| !day.is_empty());
        if !weekly && self.calendar.days.keys().next_back().is_none_or(|last| *last < self.dates.end) {
            return None;
        }
        let length = self.dates.end - self.dates.start;
        let more = length.max(400);
        (length < FARTHEST && self.dates.end < 2_900_000)
            .then(|| Self::of_dates(&self.calendar, self.dates.start..self.dates.end + more))
    }
}
