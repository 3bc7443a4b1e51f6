//! What a clock counts on: a calendar, or simply the time that passes.

use crate::evaluate::columns::KNOWN;
use crate::time::OpenTime;
use jiff::tz::TimeZone;

/// A calendar, or all the time there is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Line<'a> {
    /// 24 hours a day, every day.
    Elapsed,
    /// The open time of a calendar.
    On(&'a OpenTime),
}

impl Line<'_> {
    /// The zone in which its hours are cut; the time that passes has none.
    pub(crate) fn zone(self) -> Option<TimeZone> {
        match self {
            Self::Elapsed => None,
            Self::On(line) => Some(line.calendar().zone.clone()),
        }
    }

    /// Microseconds counted between two instants, the earlier first. None where instants are a slip of the pen.
    pub(crate) fn elapsed(self, from: i64, to: i64) -> Option<i64> {
        if !(KNOWN.contains(&from) && KNOWN.contains(&to)) {
            return None;
        }
        match self {
            Self::Elapsed => to.checked_sub(from),
            Self::On(line) => line.elapsed(from, to),
        }
    }

    /// The first instant at which so much has been counted. None if it never comes.
    pub(crate) fn add(self, from: i64, micros: i64) -> Option<i64> {
        if !KNOWN.contains(&from) || micros < 0 {
            return None;
        }
        match self {
            Self::Elapsed => from.checked_add(micros),
            Self::On(line) => line.add(from, micros),
        }
    }

    /// The first open instant from an instant on.
    pub(crate) fn opens(self, at: i64) -> Option<i64> {
        match self {
            Self::Elapsed => Some(at),
            Self::On(line) => line.opens(at),
        }
    }
}
