//! The course of a clock in words, with a line that shows it.

use super::{Branch, Explain, Mark};
use crate::view::{clock_word, title};
use crate::{Lexicon, Names, show};
use etalon_core::Standard;
use etalon_core::explain::{ClockState, Stretch, Timeline};
use etalon_core::standard::UnitKind;
use serde_json::json;

/// How many signs the line has.
const SIGNS: i64 = 60;

impl Explain<'_> {
    /// The clocks of a case: each a heading, a line, its stretches, and what came of it.
    #[must_use]
    pub fn timelines(&self, lines: &[Timeline]) -> Vec<Branch> {
        lines.iter().filter_map(|line| self.timeline(line)).collect()
    }

    fn timeline(&self, line: &Timeline) -> Option<Branch> {
        let title = line.title.get(self.language).filter(|t| !t.is_empty()).unwrap_or(&line.clock);
        let at = |at: i64| show::instant(self.standard, at);
        let mut parts: Vec<Branch> = drawn(line).map(|drawn| Branch::plain("course", drawn)).into_iter().collect();
        parts.extend(line.stretches.iter().map(|stretch| {
            let mark = if stretch.state == ClockState::Void { Mark::Unknown } else { Mark::Plain };
            let said = stretch_words(self.words(), stretch, at, self.names)
                + &after_words(self.words(), self.standard, self.language, line, stretch);
            Branch::new("stretch", mark, said)
                .with("state", clock_word(stretch.state))
                .with("from", self.json_at(Some(stretch.from)))
                .with("to", self.json_at(Some(stretch.to)))
                .with("counted", json!(stretch.counted.map(seconds)))
                .with("holder", stretch.holder.clone())
                .with("by", self.json_thing(&stretch.by))
        }));
        let mark = match (line.breached, line.stopped) {
            (Some(_), _) => Mark::No,
            (None, Some(_)) => Mark::Yes,
            (None, None) => Mark::Plain,
        };
        let end = Branch::new("clock", mark, course_words(self.words(), line, at, hours))
            .with("clock", line.clock.clone())
            .with("started", self.json_at(line.started))
            .with("stopped", self.json_at(line.stopped))
            .with("target", json!(line.target.map(seconds)))
            .with("counted", json!(line.counted.map(seconds)))
            .with("due", self.json_at(line.due))
            .with("fair_due", self.json_at(line.fair_due))
            .with("breached", self.json_at(line.breached))
            .with("fair_breached", self.json_at(line.fair_breached));
        let end = match &line.zone {
            Some(zone) => end.with("zone", zone.clone()),
            None => end,
        };
        parts.push(end);
        Branch::section(self.say("h_course", &[("clock", title)]), parts)
    }
}

#[expect(clippy::cast_precision_loss, reason = "the texts beside it are exact")]
fn seconds(micros: i64) -> f64 {
    micros as f64 / 1e6
}

/// `█` runs, `▒` runs although a pause was declared, `·` pauses, blank stands; `|` is where the target is reached.
fn drawn(line: &Timeline) -> Option<String> {
    let (first, last) = (line.stretches.first()?.from, line.stretches.last()?.to);
    let wide = i128::from((last - first).max(1));
    let due = line.due.filter(|due| (first..=last).contains(due));
    let due = due.map(|due| (i128::from(due - first) * i128::from(SIGNS) / wide).min(i128::from(SIGNS) - 1));
    let sign = |place: i64| {
        if due == Some(i128::from(place)) {
            return '|';
        }
        let at = first + i64::try_from((i128::from(place) * 2 + 1) * wide / (2 * i128::from(SIGNS))).unwrap_or(0);
        let stretch = line.stretches.iter().find(|s| s.from <= at && at < s.to);
        match stretch.map(|s| s.state) {
            Some(ClockState::Running) => '█',
            Some(ClockState::Void) => '▒',
            Some(ClockState::Paused) => '·',
            Some(ClockState::Stopped) | None => '_',
        }
    };
    Some((0..SIGNS).map(sign).collect())
}

/// One stretch: from when to when, what the clock does, how much counts, whose it is.
pub fn stretch_words(words: Lexicon, stretch: &Stretch, at: impl Fn(i64) -> String, names: &Names) -> String {
    let key = match stretch.state {
        ClockState::Running => "c_running",
        ClockState::Void => "c_void",
        ClockState::Paused => "c_paused",
        ClockState::Stopped => "c_stopped",
    };
    let counted = stretch.counted.map_or_else(|| "–".to_owned(), hours);
    let (from, to) = (at(stretch.from), at(stretch.to));
    let said = words.say(key, &[("from", &from), ("to", &to), ("counted", &counted)]);
    match &stretch.holder {
        Some(key) => format!("{said} · {}", names.person(key)),
        None => said,
    }
}

/// ` · after “A change of a ticket” 17`: which kind of event began a stretch, of a case that has several kinds; else nothing.
pub fn after_words(words: Lexicon, standard: &Standard, language: &str, line: &Timeline, stretch: &Stretch) -> String {
    let case = &standard.units[line.thing.unit.index()];
    if !matches!(&case.kind, UnitKind::Case(members) if members.len() > 1) {
        return String::new();
    }
    let event = title(&standard.units[stretch.by.unit.index()].label, language);
    words.say("c_after", &[("event", &event), ("key", &stretch.by.key)])
}

/// What came of a clock. One that counts in a zone of its data tells its instants in that zone as well.
pub fn course_words(
    words: Lexicon,
    line: &Timeline,
    at: impl Fn(i64) -> String,
    hours: impl Fn(i64) -> String,
) -> String {
    let amount = |micros: Option<i64>| micros.map_or_else(|| "–".to_owned(), &hours);
    let (counted, target) = (amount(line.counted), amount(line.target));
    let gaps = [("counted", &*counted), ("target", &*target)];
    let mut said = words.say("c_counted", &gaps);
    let mut add = |key: &'static str, when: Option<i64>| {
        if let Some(when) = when {
            let there = line.zone.as_deref().and_then(|zone| etalon_core::show::instant_in(zone, when));
            let here = at(when);
            let there = there.filter(|there| !there.starts_with(&here));
            let when = there.map_or_else(|| here.clone(), |there| format!("{here} ({there})"));
            said.push_str(&words.say(key, &[("when", &when)]));
        }
    };
    match line.breached {
        Some(breached) => add("c_breached", Some(breached)),
        None => add("c_due", line.due),
    }
    if line.fair_due != line.due {
        add("c_fair_due", line.fair_due);
    }
    add("c_stopped_at", line.stopped);
    said.push('.');
    said
}

/// Hours and less: 27 hours of opening time are no day and three hours.
pub fn hours(micros: i64) -> String {
    let size = micros.unsigned_abs();
    let (hours, rest) = (size / 3_600_000_000, size % 3_600_000_000);
    let sign = if micros < 0 { "-" } else { "" };
    let rest = i64::try_from(rest).unwrap_or(0);
    match (hours, rest) {
        (0, rest) => format!("{sign}{}", etalon_core::show::duration(rest)),
        (hours, 0) => format!("{sign}{hours} h"),
        (hours, rest) => format!("{sign}{hours} h {}", etalon_core::show::duration(rest)),
    }
}
