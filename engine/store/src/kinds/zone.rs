//! Wall times in a zone: those that do not exist move forward, of the repeated ones the first is meant.

use etalon_core::value::SECOND;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use std::collections::HashMap;

const DAY: i64 = 86_400 * SECOND;

/// A zone that remembers the days it has seen.
#[derive(Debug, Clone)]
pub(crate) struct Zone {
    zone: TimeZone,
    /// By local day: its offset in microseconds; none = it changes on that day.
    days: HashMap<i64, Option<i64>>,
    last: Option<(i64, i64)>,
}

impl Zone {
    pub fn new(zone: TimeZone) -> Self {
        Self {
            zone,
            days: HashMap::new(),
            last: None,
        }
    }

    /// The instant of a wall time: day since 1970-01-01 and microseconds since midnight.
    pub fn instant(&mut self, day: i64, micros: i64) -> Option<i64> {
        if let Some((last, offset)) = self.last
            && last == day
        {
            return Some(day * DAY + micros - offset);
        }
        let zone = &self.zone;
        match *self.days.entry(day).or_insert_with(|| steady(zone, day)) {
            Some(offset) => {
                self.last = Some((day, offset));
                Some(day * DAY + micros - offset)
            }
            None => resolve(zone, day, micros),
        }
    }
}

/// The offset of a day, if it is the same from the first to the last moment.
fn steady(zone: &TimeZone, day: i64) -> Option<i64> {
    let unfolded = |micros| match zone.to_ambiguous_timestamp(civil(day, micros)?).offset() {
        AmbiguousOffset::Unambiguous { offset } => Some(offset),
        _ => None,
    };
    let (first, last) = (unfolded(0)?, unfolded(DAY - 1)?);
    let start = first.to_timestamp(civil(day, 0)?).ok()?;
    let end = last.to_timestamp(civil(day, DAY - 1)?).ok()?;
    let changes = zone.following(start).next().is_some_and(|t| t.timestamp() <= end);
    (first == last && !changes).then(|| micros_of(first))
}

fn resolve(zone: &TimeZone, day: i64, micros: i64) -> Option<i64> {
    // jiff's "compatible" reading is just this: forward out of a gap, the first of two.
    let timestamp = zone.to_ambiguous_timestamp(civil(day, micros)?).compatible().ok()?;
    Some(timestamp.as_microsecond())
}

fn micros_of(offset: Offset) -> i64 {
    i64::from(offset.seconds()) * SECOND
}

fn civil(day: i64, micros: i64) -> Option<DateTime> {
    let extra = micros.div_euclid(DAY);
    let micros = micros.rem_euclid(DAY);
    let epoch = Date::new(1970, 1, 1).ok()?;
    let date = epoch
        .checked_add(jiff::SignedDuration::from_hours(24 * (day + extra)))
        .ok()?;
    let part = |of: i64, modulo: i64| i8::try_from(micros / of % modulo).ok();
    date.at(0, 0, 0, 0)
        .with()
        .hour(part(3600 * SECOND, 24)?)
        .minute(part(60 * SECOND, 60)?)
        .second(part(SECOND, 60)?)
        .subsec_nanosecond(i32::try_from(micros % SECOND * 1000).ok()?)
        .build()
        .ok()
}
