//! Local time of instants, many at a time.

use crate::value::SECOND;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::cell::Cell;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A zone that remembers the offset of the stretch it was last asked for.
#[derive(Debug)]
pub(crate) struct Local<'a> {
    zone: &'a TimeZone,
    /// From (inclusive) and to (exclusive) in microseconds, and the offset in seconds.
    last: Cell<(i64, i64, i64)>,
}

impl<'a> Local<'a> {
    pub(crate) const fn new(zone: &'a TimeZone) -> Self {
        Self { zone, last: Cell::new((0, 0, 0)) }
    }

    /// Local seconds since 1970-01-01T00:00, and the microseconds on top.
    fn wall(&self, instant: i64) -> i64 {
        let (from, to, offset) = self.last.get();
        let offset = if from <= instant && instant < to { offset } else { self.look(instant) };
        instant.div_euclid(SECOND) + offset
    }

    fn look(&self, instant: i64) -> i64 {
        let stamp =
            Timestamp::from_microsecond(instant).unwrap_or(if instant < 0 { Timestamp::MIN } else { Timestamp::MAX });
        let offset = i64::from(self.zone.to_offset(stamp).seconds());
        let from = self.zone.preceding(stamp).next().map_or(i64::MIN, |t| t.timestamp().as_microsecond());
        let to = self.zone.following(stamp).next().map_or(i64::MAX, |t| t.timestamp().as_microsecond());
        // `preceding` leaves out a transition at the instant itself: then nothing is remembered beyond this instant.
        let from = if self.zone.to_offset(Timestamp::from_microsecond(from).unwrap_or(Timestamp::MIN))
            == self.zone.to_offset(stamp)
        {
            from
        } else {
            instant
        };
        self.last.set((from, to, offset));
        offset
    }

    /// Days since 1970-01-01.
    pub(crate) fn date(&self, instant: i64) -> i64 {
        self.wall(instant).div_euclid(DAY)
    }

    /// Minutes since local midnight by the clock on the wall.
    pub(crate) fn minute(&self, instant: i64) -> i64 {
        self.wall(instant).rem_euclid(DAY) / 60
    }

    /// The first instant of a local date.
    pub(crate) fn start(&self, date: i64) -> i64 {
        let Some(day) = civil(date) else {
            return if date < 0 { i64::MIN } else { i64::MAX };
        };
        let found = self.zone.to_ambiguous_zoned(day.at(0, 0, 0, 0)).compatible();
        found.map_or(i64::MAX, |z| z.timestamp().as_microsecond())
    }
}

/// Year, month, day of a date.
pub(crate) fn civil(date: i64) -> Option<jiff::civil::Date> {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().try_days(date).ok()?).ok()
}
