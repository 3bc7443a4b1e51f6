//! `closed-throughout`: a calendar that is closed all the time that it is in force.

use super::reason::{Rules, Space};
use crate::Diagnostic;
use crate::check::openings::{force, opens};
use crate::show;

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let standard = space.standard;
    for calendar in &standard.calendars {
        let (Some(from), until) = force(standard, calendar) else { continue };
        if opens(&calendar.hours, (from, until)) {
            continue;
        }
        let name = crate::standard::plain(&calendar.label.name).into_owned();
        let (span, why) = match until {
            None => (
                format!("from {} on", show::date(from)),
                "It opens only on days that are named, and all of them lie before: what is counted on it is never due.",
            ),
            Some(until) => (
                format!("from {} until the next version begins on {}", show::date(from), show::date(until)),
                "Nothing that begins while it is in force counts a minute before the next version.",
            ),
        };
        out.push(
            Diagnostic::warning("closed-throughout", calendar.label.span, format!("`{name}` is closed all the time"))
                .here(format!("it does not open {span}"))
                .reason(why)
                .help("see whether its closed days, or the years in its dates, are meant so"),
        );
    }
}
