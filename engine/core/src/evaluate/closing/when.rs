//! When a period closes.

use crate::Standard;
use crate::standard::{Closing, Period};
use crate::time::{DAY, LocalTime, name_of, next_start, working_day};

/// A period that is closed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Due {
    /// The instant at which it closes, microseconds: what is recorded at that very instant still counts.
    pub closes: i64,
    /// First instant and the first one after it, microseconds.
    pub span: (i64, i64),
    /// `2026-03`
    pub name: String,
}

/// The period whose first date is `start`. None beyond the calendar.
pub(super) fn due(standard: &Standard, closing: &Closing, local: &LocalTime, start: i64) -> Option<Due> {
    let next = next_start(&closing.period, start)?;
    let last = next - 1;
    let day = match (closing.working, closing.calendar) {
        (false, _) => last.checked_add(closing.day)?,
        (true, None) => working_day(last, closing.day)?,
        // As the period itself, its closing goes by the version in force on its first day.
        (true, Some(id)) => {
            let id = standard.calendar_at(id, local.start(start)?);
            standard.calendars.get(id.index())?.hours.working_day(last, closing.day)?
        }
    };
    let closes = local.instant(day + closing.clock.div_euclid(DAY), closing.clock.rem_euclid(DAY))?;
    let span = (local.start(start)?, local.start(next)?);
    Some(Due { closes, span, name: name_of(&closing.period, start) })
}

/// Which of its clauses says of a standard when the shortest periods close.
pub(super) fn shortest(standard: &Standard) -> Option<&Period> {
    let days = |period: &Period| next_start(period, 0).unwrap_or(i64::MAX);
    standard.closings.iter().map(|closing| &closing.period).min_by_key(|period| days(period))
}
