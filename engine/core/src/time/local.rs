//! Between instants and local dates.

use super::{DAY, civil_from_date};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// No more days are kept ready than this (about two hundred years).
const MOST_DAYS: i64 = 73_000;
/// Nothing is asked of the zone farther from 1970 than this (years -6057 and 9997).
const FARTHEST: i64 = 2_932_000 * DAY;

/// The local time of one zone, with the starts of the days of a stretch kept ready.
#[derive(Debug, Clone)]
pub struct LocalTime {
    zone: TimeZone,
    first: i64,
    /// `starts[i]` = the start of the day `first + i`; never falls.
    starts: Vec<i64>,
}

impl LocalTime {
    /// Local time that is fast from one instant to another, and right everywhere.
    #[must_use]
    pub fn new(zone: &TimeZone, from: i64, to: i64) -> Self {
        let mut local = Self { zone: zone.clone(), first: 0, starts: Vec::new() };
        let last = to.clamp(-FARTHEST, FARTHEST).div_euclid(DAY) + 3;
        let first = (from.clamp(-FARTHEST, FARTHEST).div_euclid(DAY) - 3).max(last - MOST_DAYS);
        let starts: Option<Vec<i64>> = (first..=last).map(|date| local.look_up(date)).collect();
        local.first = first;
        local.starts = starts.unwrap_or_default();
        local
    }

    /// The zone.
    #[must_use]
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The start of a local day: 00:00, or, where clocks jump over it, the first instant after; of two the first.
    /// None far outside the calendar (before the year -6057 or after 9997).
    #[must_use]
    pub fn start(&self, date: i64) -> Option<i64> {
        let ready = date.checked_sub(self.first).and_then(|i| usize::try_from(i).ok()).and_then(|i| self.starts.get(i));
        ready.copied().or_else(|| self.look_up(date))
    }

    /// The local date of an instant: the last day that has started. None far outside the calendar.
    #[must_use]
    pub fn date(&self, at: i64) -> Option<i64> {
        let last = self.starts.len().checked_sub(1);
        if let Some(last) = last
            && self.starts[0] <= at
            && at < self.starts[last]
        {
            let guess = (at - self.starts[0]) / DAY;
            let mut index = usize::try_from(guess).unwrap_or(0).min(last - 1);
            while self.starts[index] > at {
                index -= 1;
            }
            while self.starts[index + 1] <= at {
                index += 1;
            }
            return Some(self.first + i64::try_from(index).ok()?);
        }
        if !(-FARTHEST..=FARTHEST).contains(&at) {
            return None;
        }
        let mut date = at.div_euclid(DAY) + 2;
        while self.look_up(date)? > at {
            date -= 1;
        }
        Some(date)
    }

    /// The local date of an instant, and the microseconds that the clock on the wall shows since midnight.
    #[must_use]
    pub fn wall(&self, at: i64) -> Option<(i64, i64)> {
        if !(-FARTHEST..=FARTHEST).contains(&at) {
            return None;
        }
        let offset = self.zone.to_offset(Timestamp::from_microsecond(at).ok()?);
        let shown = at + i64::from(offset.seconds()) * crate::value::SECOND;
        Some((shown.div_euclid(DAY), shown.rem_euclid(DAY)))
    }

    /// The instant at which a clock on the wall shows that date and time; a time that does not exist moves forward, of a
    /// repeated one it is the first.
    #[must_use]
    pub fn instant(&self, date: i64, micros_of_day: i64) -> Option<i64> {
        let day = civil_date(date)?;
        let seconds = micros_of_day.div_euclid(crate::value::SECOND);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let nanos = i32::try_from(micros_of_day.rem_euclid(crate::value::SECOND) * 1000).ok()?;
        let (hour, minute) = (i8::try_from(hour).ok()?, i8::try_from(minute).ok()?);
        let time = jiff::civil::Time::new(hour, minute, i8::try_from(second).ok()?, nanos).ok()?;
        let found = self.zone.to_ambiguous_timestamp(DateTime::from_parts(day, time)).compatible().ok()?;
        Some(found.as_microsecond())
    }

    /// How far the clock on the wall is ahead of UTC, in seconds.
    #[must_use]
    pub fn offset(&self, at: i64) -> Option<i64> {
        Some(i64::from(self.zone.to_offset(Timestamp::from_microsecond(at).ok()?).seconds()))
    }

    /// Whether the clock on the wall shows that time twice on that date.
    #[must_use]
    pub fn is_shown_twice(&self, date: i64, micros_of_day: i64) -> bool {
        let Some(first) = self.instant(date, micros_of_day) else { return false };
        let shown = |at: i64| self.wall(at) == Some((date, micros_of_day));
        // Clocks are set back by an hour, in few places by another stretch.
        let Some(day) = civil_date(date) else { return false };
        let (seconds, zone) = (micros_of_day.div_euclid(crate::value::SECOND), &self.zone);
        let (hour, minute) = (i8::try_from(seconds / 3600), i8::try_from(seconds / 60 % 60));
        let (Ok(hour), Ok(minute)) = (hour, minute) else { return false };
        let Ok(time) = jiff::civil::Time::new(hour, minute, 0, 0) else { return false };
        let both = zone.to_ambiguous_timestamp(DateTime::from_parts(day, time));
        let (Ok(earlier), Ok(later)) = (both.earlier(), both.later()) else { return false };
        earlier != later && shown(first) && shown(later.as_microsecond())
    }

    fn look_up(&self, date: i64) -> Option<i64> {
        self.instant(date, 0)
    }
}

fn civil_date(date: i64) -> Option<jiff::civil::Date> {
    if date.abs() > FARTHEST / DAY {
        return None;
    }
    let (year, month, day) = civil_from_date(date);
    jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
