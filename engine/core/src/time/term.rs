//! When a term ends.

use super::civil::days_in_month;
use super::{LocalTime, OpenTime, civil_from_date, date_from_civil, is_working_day};
use crate::standard::{CalendarTerm, Term};

impl LocalTime {
    /// The instant at which a term that begins with an event ends: something is in time up to and including it.
    /// The day of the event is day 0; terms in days and months end at 24:00 of their last day. None beyond the calendar.
    #[must_use]
    pub fn due(&self, at: i64, term: Term) -> Option<i64> {
        let last = match term {
            // What is counted on a calendar is for its line to say: `OpenTime::due`.
            Term::On(_) => return None,
            Term::Elapsed(micros) => return at.checked_add(micros),
            Term::Days(days) => self.date(at)?.checked_add(days)?,
            Term::WorkingDays(days) => working_day(self.date(at)?, days)?,
            Term::Months(months) => months_after(self.date(at)?, months)?,
        };
        self.start(last.checked_add(1)?)
    }
}

/// Whether a term that ends at `due` is over at an instant. The one law for looks, duties, clocks, appeals and ladders alike: what
/// happens at the very end is in time, and 24:00 of the last day (the first instant of the day after) is such an end. So at `due`
/// itself nothing is decided yet.
#[must_use]
pub const fn is_over(due: i64, at: i64) -> bool {
    at > due
}

impl OpenTime {
    /// The instant at which a term that is counted on this calendar ends: in time is what happens up to and including it.
    /// Days end at 24:00 in the zone of the calendar. None if it never ends.
    #[must_use]
    pub fn due(&self, at: i64, term: CalendarTerm) -> Option<i64> {
        let local = self.local();
        let day = || local.date(at);
        let (last, rolling) = match term {
            CalendarTerm::Business(micros) => return self.add(at, micros),
            CalendarTerm::WorkingDays(days) => (self.calendar().working_day(day()?, days)?, false),
            CalendarTerm::Days { days, rolling } => (day()?.checked_add(days)?, rolling),
            CalendarTerm::Months { months, rolling } => (months_after(day()?, months)?, rolling),
        };
        let last = if rolling { self.calendar().rolled(last)? } else { last };
        local.start(last.checked_add(1)?)
    }
}

/// The same day number so many months later, or the month's end.
fn months_after(date: i64, months: i64) -> Option<i64> {
    let (year, month, day) = civil_from_date(date);
    let month = month.checked_add(months)?;
    (month.abs() <= 12 * 20_000).then(|| date_from_civil(year, month, day.min(days_in_month(year, month))))
}

/// The `n`th working day after a date (0: the date itself).
pub(crate) fn working_day(date: i64, n: i64) -> Option<i64> {
    if !(0..=4_000_000).contains(&n) {
        return None;
    }
    // Whole weeks at once, the rest day by day.
    let mut date = date.checked_add(n / 5 * 7)?;
    let mut left = n % 5;
    if left == 0 && n > 0 {
        // A term of whole weeks from a weekend ends on the Friday before.
        while !is_working_day(date) {
            date -= 1;
        }
    }
    while left > 0 {
        date += 1;
        if is_working_day(date) {
            left -= 1;
        }
    }
    Some(date)
}
