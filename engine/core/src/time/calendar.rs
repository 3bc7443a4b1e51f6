//! Opening hours: which stretches of which local days are open, in the zone of the calendar.

use super::{LocalTime, weekday};
use crate::value::SECOND;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// The longest stretch that begins on one day, microseconds: until the end of the day after.
pub const LATEST: i64 = 48 * 3600 * SECOND;

/// A stretch of a day, as the clock on the wall shows it: microseconds since midnight, from included, to not.
/// A stretch may go on into the day after (`22:00-06:00` is 22 h to 30 h); it belongs to the day on which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours {
    /// 0 to below 24 h.
    pub from: i64,
    /// Above `from`, up to [`LATEST`].
    pub to: i64,
}

/// Weekly hours, and days that differ from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Where its hours are cut.
    pub zone: TimeZone,
    /// Monday first; sorted, without overlap.
    pub week: [Vec<Hours>; 7],
    /// Closed days (no hours) and days with hours of their own, by date.
    pub days: BTreeMap<i64, Vec<Hours>>,
}

impl Calendar {
    /// Always open.
    #[must_use]
    pub fn always(zone: TimeZone) -> Self {
        let day = vec![Hours { from: 0, to: super::DAY }];
        Self { zone, week: std::array::from_fn(|_| day.clone()), days: BTreeMap::new() }
    }

    /// The hours that begin on a date.
    #[must_use]
    pub fn hours(&self, date: i64) -> &[Hours] {
        match self.days.get(&date) {
            Some(hours) => hours,
            None => &self.week[usize::try_from(weekday(date) - 1).unwrap_or(0)],
        }
    }

    /// Whether something begins on a date: a working day of this calendar.
    #[must_use]
    pub fn is_working_day(&self, date: i64) -> bool {
        !self.hours(date).is_empty()
    }

    /// The first working day from a date on; none if there is none within ten years.
    #[must_use]
    pub fn rolled(&self, date: i64) -> Option<i64> {
        (date..date.checked_add(3_660)?).find(|date| self.is_working_day(*date))
    }

    /// The `n`th working day after a date (0: the date itself, whatever it is); none beyond the calendar.
    #[must_use]
    pub fn working_day(&self, date: i64, n: i64) -> Option<i64> {
        if !(0..=4_000_000).contains(&n) {
            return None;
        }
        let (mut date, mut left) = (date, n);
        while left > 0 {
            date = self.rolled(date.checked_add(1)?)?;
            left -= 1;
        }
        Some(date)
    }

    /// The stretches that begin on the dates of a range, on the line of instants: sorted, those that touch or overlap are one.
    pub(super) fn stretches(&self, dates: std::ops::Range<i64>) -> Vec<(i64, i64)> {
        let local = LocalTime::new(&self.zone, 0, 0);
        let at =
            |date: i64, micros: i64| local.instant(date + micros.div_euclid(super::DAY), micros.rem_euclid(super::DAY));
        let mut line: Vec<(i64, i64)> = Vec::new();
        for date in dates {
            for hours in self.hours(date) {
                let (Some(from), Some(to)) = (at(date, hours.from), at(date, hours.to)) else { continue };
                match line.last_mut() {
                    // A night shift may begin before the one of the day before has ended.
                    Some(last) if from <= last.1 => last.1 = last.1.max(to),
                    _ if from < to => line.push((from, to)),
                    _ => {}
                }
            }
        }
        line
    }
}
