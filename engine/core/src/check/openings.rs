//! How much a calendar can ever give: what `closed-throughout` and `never-due` rest on.

use crate::Standard;
use crate::standard::{CalendarId, NamedCalendar};
use crate::time::{Calendar, DAY};
use crate::value::SECOND;

/// From which local date to before which a form of a calendar is in force; none = open.
pub(in crate::check) type Force = (Option<i64>, Option<i64>);

/// When a form of a calendar is in force. The first one is from the date of the standard, if that has one.
pub(in crate::check) fn force(standard: &Standard, calendar: &NamedCalendar) -> Force {
    let binds = calendar.label.binds;
    let oldest = standard.versions.first().map(|(_, day)| *day).or(standard.from);
    (binds.from.or(oldest), binds.until)
}

/// A calendar in all versions of the standard, itself among them.
pub(in crate::check) fn forms(standard: &Standard, id: CalendarId) -> impl Iterator<Item = &NamedCalendar> {
    let first = standard.calendars.get(id.index());
    let later = first.into_iter().flat_map(|calendar| &calendar.later);
    first.into_iter().chain(later.filter_map(|(_, id)| standard.calendars.get(id.index())))
}

/// What a calendar without weekly hours gives from a local date on.
pub(in crate::check) struct Given {
    /// At most so many open microseconds.
    pub open: i64,
    /// So many days on which it opens.
    pub days: i64,
    /// The last of them; none if there is none.
    pub last: Option<i64>,
}

/// All that a calendar ever gives from a date on; none where it opens week after week.
pub(in crate::check) fn given(calendar: &Calendar, from: Option<i64>) -> Option<Given> {
    if calendar.week.iter().any(|hours| !hours.is_empty()) {
        return None;
    }
    let (mut open, mut days, mut last) = (0_i64, 0, None);
    for (date, hours) in calendar.days.iter().filter(|(_, hours)| !hours.is_empty()) {
        // Of the night before the first day some hours may lie on it.
        let begins = from.map_or(i64::MIN, |from| (from - *date).clamp(-1, 4) * DAY);
        let stretches = hours.iter().map(|stretch| (stretch.to - stretch.from.max(begins)).max(0));
        let sum: i64 = stretches.sum();
        open = open.saturating_add(sum);
        if from.is_none_or(|from| *date >= from) {
            days += 1;
            last = Some(*date);
        }
    }
    // Where clocks are put back a stretch is longer than the clock on the wall says.
    let longer = if open > 0 { 3 * 3600 * SECOND * (1 + days / 100) } else { 0 };
    Some(Given { open: open.saturating_add(longer), days, last })
}

/// Whether a calendar opens at all from one date to before another.
pub(in crate::check) fn opens(calendar: &Calendar, (from, until): (i64, Option<i64>)) -> bool {
    match until {
        None => given(calendar, Some(from)).is_none_or(|given| given.open > 0),
        Some(until) => {
            let night = calendar.hours(from - 1).iter().any(|stretch| stretch.to > DAY);
            night || (from..until).any(|date| calendar.is_working_day(date))
        }
    }
}
