//! Time: durations, instants, dates.

const SECOND: i64 = 1_000_000;

/// A length of time, to the microsecond.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(i64);

impl Duration {
    /// So many microseconds.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// So many seconds, to the nearest microsecond; what is no number or too long becomes the nearest that there is (NaN: zero).
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a cast from f64 saturates")]
    pub fn from_seconds(seconds: f64) -> Self {
        Self((seconds * SECOND as f64).round_ties_even() as i64)
    }

    /// Microseconds.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Seconds; exact up to 2^53 microseconds, 285 years.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "said in the doc")]
    pub fn seconds(self) -> f64 {
        self.0 as f64 / SECOND as f64
    }
}

/// A moment, to the microsecond.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// So many microseconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// How long after the other; negative if before.
    #[must_use]
    pub const fn since(self, other: Self) -> Duration {
        Duration(self.0.saturating_sub(other.0))
    }
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i64);

impl Date {
    /// So many days after 1970-01-01.
    #[must_use]
    pub const fn from_days(days: i64) -> Self {
        Self(days)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn days(self) -> i64 {
        self.0
    }
}
