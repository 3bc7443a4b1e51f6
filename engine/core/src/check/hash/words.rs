//! The whole standard: every name, every rule's hash, every word for people.

use super::digest;
use crate::Standard;
use crate::standard::{Closing, Label, Words};
use std::fmt::Write as _;

/// The hash of the whole. The consultant's own tests do not change what a standard means.
pub(super) fn whole(standard: &Standard) -> String {
    let mut lines = Vec::new();
    for x in &standard.params {
        lines.push(line("param", &x.label, &[]));
    }
    for x in &standard.calendars {
        lines.push(line("calendar", &x.label, &[]));
    }
    for x in &standard.units {
        let fields: Vec<_> = x.fields.iter().filter_map(|f| Some((f.name.as_str(), f.meaning.as_deref()?))).collect();
        let mut text = line("unit", &x.label, &[]);
        let mut fields = fields;
        fields.sort_unstable();
        let _ = write!(text, " {fields:?}");
        lines.push(text);
    }
    for x in &standard.sources {
        lines.push(line("source", &x.label, &[]));
    }
    for x in &standard.defines {
        lines.push(line("define", &x.label, &[]));
    }
    for x in &standard.principles {
        lines.push(line("principle", &x.label, &[&x.meaning]));
    }
    for x in &standard.criteria {
        lines.push(line("criterion", &x.label, &[&x.guidance]));
    }
    for x in &standard.forms {
        // Sections and items are shown in their order.
        let sections = x.sections.iter().map(|s| &s.title);
        let items = x.items.iter().flat_map(|i| [&i.title, &i.guidance]);
        lines.push(line("form", &x.label, &sections.chain(items).collect::<Vec<_>>()));
    }
    for x in &standard.mitigations {
        lines.push(line("mitigation", &x.label, &[]));
    }
    for x in &standard.duties {
        lines.push(line("duty", &x.label, &[&x.guidance]));
    }
    for x in &standard.metrics {
        lines.push(line("metric", &x.label, &[]));
    }
    for x in &standard.notices {
        lines.push(line("notice", &x.label, &[]));
    }
    for x in &standard.ladders {
        let steps = x.steps.iter().flat_map(|s| [&s.title, &s.guidance]);
        lines.push(line("ladder", &x.label, &steps.collect::<Vec<_>>()));
    }
    for x in &standard.recognitions {
        lines.push(line("recognition", &x.label, &[]));
    }
    lines.sort();
    let mut text = String::new();
    let _ = writeln!(text, "standard {:?} {}", standard.name, words(&standard.title));
    let _ = writeln!(text, "version {:?} from {:?}", standard.version, standard.from);
    let _ =
        writeln!(text, "zone {:?} languages {:?} owner {:?}", standard.zone_name, standard.languages, standard.owner);
    for (number, day) in &standard.versions {
        let _ = writeln!(text, "binds {number:?} from {day}");
    }
    let mut closings: Vec<String> = standard.closings.iter().map(|closing| closes(standard, closing)).collect();
    closings.sort();
    closings.iter().for_each(|closing| text.push_str(closing));
    for line in lines {
        let _ = writeln!(text, "{line}");
    }
    digest(&text)
}

/// When figures close; the calendar by its name, its hours are in a line of their own.
fn closes(standard: &Standard, closing: &Closing) -> String {
    let on = closing.calendar.and_then(|id| standard.calendars.get(id.index())).map(|c| c.label.name.as_str());
    let Closing { period, clock, day, working, .. } = closing;
    format!("closes {period:?} at {clock} on {day} working {working} on {on:?}\n")
}

fn line(kind: &str, label: &Label, more: &[&Words]) -> String {
    let mut text = format!("{kind} {:?} was {:?} {} {}", label.name, label.was, label.hash, words(&label.title));
    for one in more {
        let _ = write!(text, " {}", words(one));
    }
    text
}

fn words(words: &Words) -> String {
    let mut list: Vec<_> = words.0.iter().collect();
    list.sort();
    format!("{list:?}")
}
