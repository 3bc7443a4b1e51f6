//! Calendars: when it is open, and terms that are counted on them.

use super::{CalendarId, Label};
use crate::time::Calendar;

/// `calendar office "Office hours" { … }`
#[derive(Debug, Clone)]
pub struct NamedCalendar {
    /// Name, title, place.
    pub label: Label,
    /// The name of its zone.
    pub zone_name: String,
    /// Its hours.
    pub hours: Calendar,
    /// What later versions of the standard say instead, in order: from which instant on (what begins then is counted on it), and
    /// the calendar.
    pub later: Vec<(i64, CalendarId)>,
}

/// A length of time that is counted on a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CalendarTerm {
    /// Open microseconds.
    Business(i64),
    /// Working days: the day itself is day 0, the term ends at 24:00 of the last.
    WorkingDays(i64),
    /// Calendar days in the zone of the calendar.
    Days {
        /// How many.
        days: i64,
        /// The end moves to the next working day.
        rolling: bool,
    },
    /// Calendar months in the zone of the calendar: the same day number or the month's end.
    Months {
        /// How many.
        months: i64,
        /// The end moves to the next working day.
        rolling: bool,
    },
}

/// `within 2 working days on office`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OnCalendar {
    /// Which calendar.
    pub calendar: CalendarId,
    /// How long.
    pub term: CalendarTerm,
}
