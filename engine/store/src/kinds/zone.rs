//! Wall times in a zone: those that do not exist move forward, of the repeated ones the first is meant.

use etalon_core::time::{DAY, LocalTime};
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// A zone that remembers the days it was asked for: the rows of a file speak of few days.
#[derive(Debug, Clone)]
pub(crate) struct Zone {
    local: LocalTime,
    /// The start of a day of 24 hours on which the clock is not changed; none = on other days.
    days: HashMap<i64, Option<i64>>,
    last: Option<(i64, i64)>,
}

impl Zone {
    pub fn new(zone: &TimeZone) -> Self {
        Self { local: LocalTime::new(zone, 0, 0), days: HashMap::new(), last: None }
    }

    /// The instant of a wall time: day since 1970-01-01 and microseconds since midnight.
    pub fn instant(&mut self, day: i64, micros: i64) -> Option<i64> {
        if let Some((last, start)) = self.last
            && last == day
        {
            return Some(start + micros);
        }
        match self.steady_start(day) {
            Some(start) => {
                self.last = Some((day, start));
                Some(start + micros)
            }
            None => self.local.instant(day, micros),
        }
    }

    /// The start of a day of 24 hours on which the clock is not changed.
    pub fn steady_start(&mut self, day: i64) -> Option<i64> {
        let local = &self.local;
        *self.days.entry(day).or_insert_with(|| steady(local, day))
    }
}

/// The start of a day on which all wall times lie as far apart as they seem. Clocks are changed at most once a day: one
/// that is right at both ends is right between them.
fn steady(local: &LocalTime, day: i64) -> Option<i64> {
    let start = local.instant(day, 0)?;
    let right = local.instant(day, DAY - 1)? == start + DAY - 1 && local.start(day + 1)? == start + DAY;
    right.then_some(start)
}
