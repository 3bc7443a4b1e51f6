//! Clocks, calendars, notices, and when periods close.

use super::{Book, Entry};
use crate::view::{plain, title};

impl Book<'_> {
    pub(super) fn clocks(&self) -> Vec<Entry> {
        let language = self.report.language;
        let of_case = |unit: &etalon_core::standard::Unit| -> Vec<Entry> {
            let one = |clock: &etalon_core::standard::Clock| {
                let name = clock.title.get(language).filter(|t| !t.is_empty() && *t != clock.name);
                Entry {
                    facts: vec![self.say("asked_of", title(&unit.label, language))],
                    guidance: Some(self.speaker().clock(clock)),
                    ..self.entry(name.map_or_else(|| plain(&clock.name), str::to_owned), clock.span)
                }
            };
            unit.clocks.iter().map(one).collect()
        };
        self.standard.units.iter().flat_map(of_case).collect()
    }

    pub(super) fn notices(&self) -> Vec<Entry> {
        let one = |notice: &etalon_core::standard::Notice| Entry {
            guidance: Some(self.speaker().notice(notice)),
            ..self.entry(title(&notice.label, self.report.language), notice.label.span)
        };
        self.standard.notices.iter().map(one).collect()
    }

    /// Zone and days of their own; the hours stand in the words of the standard.
    pub(super) fn calendars(&self) -> Vec<Entry> {
        let entry = |calendar: &etalon_core::standard::NamedCalendar| {
            let mut entry = self.entry(title(&calendar.label, self.report.language), calendar.label.span);
            let count = |closed: bool| calendar.hours.days.values().filter(|hours| hours.is_empty() == closed).count();
            entry.facts.push(calendar.zone_name.clone());
            for (key, days) in [("closed_days", count(true)), ("short_days", count(false))] {
                if days > 0 {
                    entry.facts.push(self.say(key, days));
                }
            }
            entry
        };
        self.standard.calendars.iter().map(entry).collect()
    }

    /// When the figures of a period are closed, and that they stay as they were then.
    pub(super) fn closings(&self) -> Vec<Entry> {
        let one = |closing: &etalon_core::standard::Closing| {
            let (hours, minutes) = (closing.clock / 3_600_000_000, closing.clock / 60_000_000 % 60);
            let clock = format!("{hours:02}:{minutes:02}");
            let day = closing.day.to_string();
            let key = if closing.working { "b_closes_working" } else { "b_closes" };
            let mut said = self.words.say(key, &[("day", &day), ("clock", &clock)]);
            let calendar = closing.calendar.and_then(|calendar| self.standard.calendars.get(calendar.index()));
            if let Some(calendar) = calendar {
                let calendar = title(&calendar.label, self.report.language);
                said += &format!(" {}", self.words.say("b_closes_on", &[("calendar", &calendar)]));
            }
            said += &format!(" {}", self.words.say("b_closed_stays", &[]));
            let period = self.period(&closing.period).unwrap_or_default();
            Entry { guidance: Some(said), ..self.entry(capital(period), closing.span) }
        };
        self.standard.closings.iter().map(one).collect()
    }
}

/// With a capital letter.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
