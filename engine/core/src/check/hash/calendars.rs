//! Calendars, as they are meant.

use super::Writer;
use crate::standard::{Binds, CalendarId, NamedCalendar};
use crate::time::Hours;

impl Writer<'_> {
    /// A calendar that something counts on.
    pub(super) fn calendar(&mut self, id: CalendarId) {
        if let Some(at) = self.known.at {
            let id = self.standard.calendar_at(id, at);
            if let Some(calendar) = self.standard.calendars.get(id.index()) {
                self.node("calendar", |w| w.hours(calendar));
            }
            return;
        }
        if let Some(calendar) = self.standard.calendars.get(id.index()) {
            self.node("calendar", |w| w.hours(calendar));
            for (from, later) in &calendar.later {
                self.node("later", |w| {
                    w.number(*from);
                    w.calendar(*later);
                });
            }
        }
    }

    /// When a rule binds, where a version of the standard brings, changes or drops it.
    pub(super) fn binds(&mut self, binds: Binds) {
        for (word, date) in [("from", binds.from), ("until", binds.until)] {
            if let Some(date) = date {
                self.node(word, |w| w.number(date));
            }
        }
    }

    /// When it is open.
    pub(super) fn hours(&mut self, calendar: &NamedCalendar) {
        self.quoted(calendar.hours.zone.iana_name().unwrap_or(&calendar.zone_name));
        for day in &calendar.hours.week {
            self.node("day", |w| w.stretches(day));
        }
        for (date, hours) in &calendar.hours.days {
            self.node("on", |w| {
                w.number(*date);
                w.stretches(hours);
            });
        }
    }

    fn stretches(&mut self, hours: &[Hours]) {
        for Hours { from, to } in hours {
            self.number(*from);
            self.number(*to);
        }
    }
}
