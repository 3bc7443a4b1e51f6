//! `days-on-a-calendar`: the target of a clock in days, where the days of its calendar are shorter than 24 hours.

use super::never_due::targets;
use super::reason::{Rules, Space};
use crate::Diagnostic;
use crate::check::openings::forms;
use crate::standard::NamedCalendar;
use crate::time::DAY;
use crate::value::SECOND;

const HOUR: i64 = 3600 * SECOND;

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let standard = space.standard;
    for clock in standard.units.iter().flat_map(|unit| &unit.clocks).filter(|clock| clock.on.is_some()) {
        let short = clock
            .calendars
            .iter()
            .flat_map(|id| forms(standard, *id))
            .find_map(|calendar| Some((calendar, usual(calendar)?)));
        let Some((calendar, usual)) = short else { continue };
        let mut found = Vec::new();
        targets(standard, &clock.target, &mut found);
        for (span, target) in found {
            let text = space.files.get(span.file as usize);
            let text = text.and_then(|file| file.text.get(span.start as usize..span.end as usize)).unwrap_or_default();
            let Some(days) = in_days(text).filter(|_| target >= DAY) else { continue };
            let (hours, opening) = (target / HOUR, target / usual + i64::from(target % usual > 0));
            let name = crate::standard::plain(&calendar.label.name);
            let message = format!("on `{name}`, `{text}` are {hours} hours of opening: some {opening} days");
            let meant = days.saturating_mul(usual);
            out.push(
                Diagnostic::warning("days-on-a-calendar", span, message)
                    .reason("A clock counts the hours that its calendar is open, and a day of its target has 24 of them.")
                    .help(format!(
                        "say it in hours: `{}` are {days} days of this calendar; or count on one that is open on whole days (`mon..fri 00:00-24:00`)",
                        hours_of(meant)
                    )),
            );
        }
    }
}

/// How long a calendar is open on one of the days of its week, if that is not all day.
fn usual(calendar: &NamedCalendar) -> Option<i64> {
    let days = calendar.hours.week.iter().filter(|hours| !hours.is_empty());
    let open: Vec<i64> = days.map(|hours| hours.iter().map(|hours| hours.to - hours.from).sum()).collect();
    let all: i64 = open.iter().sum();
    let usual = all / i64::try_from(open.len()).ok().filter(|days| *days > 0)?;
    (usual > 0 && usual < DAY).then_some(usual)
}

/// How many days a text says: `20 days`, `2 weeks`.
fn in_days(text: &str) -> Option<i64> {
    let (number, unit) = text.split_once(' ')?;
    let number: i64 = number.replace('_', "").parse().ok()?;
    match unit.trim() {
        "day" | "days" => Some(number),
        "week" | "weeks" => number.checked_mul(7),
        _ => None,
    }
}

/// As it is written: `170 h`, `37 h 30 min` cannot be, so `2250 min`.
fn hours_of(micros: i64) -> String {
    match micros % HOUR {
        0 => format!("{} h", micros / HOUR),
        _ => format!("{} min", micros / (60 * SECOND)),
    }
}
