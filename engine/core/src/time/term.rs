//! When a term ends.

use super::civil::days_in_month;
use super::{LocalTime, civil_from_date, date_from_civil, is_working_day};
use crate::standard::Term;

impl LocalTime {
    /// The instant at which a term that begins with an event ends: something is in time up to and including it.
    /// The day of the event is day 0; terms in days and months end at 24:00 of their last day. None beyond the calendar.
    #[must_use]
    pub fn due(&self, at: i64, term: Term) -> Option<i64> {
        let last = match term {
            Term::Elapsed(micros) => return at.checked_add(micros),
            Term::Days(days) => self.date(at)?.checked_add(days)?,
            Term::WorkingDays(days) => working_day(self.date(at)?, days)?,
            Term::Months(months) => {
                let (year, month, day) = civil_from_date(self.date(at)?);
                let month = month.checked_add(months)?;
                if month.abs() > 12 * 20_000 {
                    return None;
                }
                date_from_civil(year, month, day.min(days_in_month(year, month)))
            }
        };
        self.start(last.checked_add(1)?)
    }

    /// The same, and whether something at that very instant would be too late: 24:00 of the last day is the first
    /// instant of the day after.
    #[must_use]
    pub fn is_over(&self, since: i64, term: Term, at: i64) -> bool {
        match (self.due(since, term), term) {
            (None, _) => false,
            (Some(due), Term::Elapsed(_)) => at > due,
            (Some(due), _) => at >= due,
        }
    }
}

/// The `n`th working day after a date (0: the date itself).
fn working_day(date: i64, n: i64) -> Option<i64> {
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
