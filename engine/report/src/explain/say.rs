//! What all proofs share: how things, values and instants are written.

use super::Branch;
use crate::view::{plain, title};
use crate::{Lexicon, Names, Sentences, show};
use etalon_core::Outcome;
use etalon_core::explain::{Quote, Thing};
use etalon_core::outcome::Evidence;
use etalon_core::show as core;
use etalon_core::standard::{CriterionId, MitigationId, Standard, Type, Words};
use etalon_core::value::{Ratio, Value};
use serde_json::{Value as Json, json};

/// So many keys are named in a line, unless all are asked for: the first and the last.
const KEYS: (usize, usize) = (4, 2);

/// So many lines of the standard are shown of one declaration, unless all are asked for.
const LINES: usize = 9;

/// Puts proofs into words.
#[derive(Clone, Copy)]
pub struct Explain<'a> {
    /// The standard.
    pub standard: &'a Standard,
    /// What its run says.
    pub outcome: &'a Outcome,
    /// What people are called.
    pub names: &'a Names,
    /// The language.
    pub language: &'a str,
    /// Whether every key is listed, however many there are.
    pub all: bool,
}

impl Explain<'_> {
    pub(super) fn words(&self) -> Lexicon {
        Lexicon::of(self.language)
    }

    pub(super) fn say(&self, key: &'static str, gaps: &[(&str, &str)]) -> String {
        self.words().say(key, gaps)
    }

    pub(super) fn sentences(&self) -> Sentences<'_> {
        Sentences::new(self.standard, self.names, self.language)
    }

    /// `call c17 (2026-03-02 09:00)`
    pub(super) fn thing(&self, thing: &Thing) -> String {
        let name = self.thing_short(thing);
        match thing.at {
            Some(at) => format!("{name} ({})", show::instant(self.standard, at)),
            None => name,
        }
    }

    /// `call c17`; people by their names.
    pub(super) fn thing_short(&self, thing: &Thing) -> String {
        format!("{} {}", plain(&thing.kind), self.names.subject(&thing.kind, &thing.key))
    }

    /// The event without its day, where that stands beside it.
    pub(super) fn event_short(&self, evidence: &Evidence) -> String {
        if evidence.unit == evidence.rule && self.standard.metrics.iter().any(|m| m.label.name == evidence.unit) {
            return self.event(evidence);
        }
        format!("{} {}", plain(&evidence.unit), evidence.key)
    }

    pub(super) fn event(&self, evidence: &Evidence) -> String {
        self.sentences().event(evidence)
    }

    pub(super) fn who(&self, kind: &str, key: &str) -> String {
        match kind {
            "organization" => self.say("the_organization", &[]).to_lowercase(),
            _ => self.names.subject(kind, key),
        }
    }

    /// Keys of many things: all of them, or the first and the last few.
    pub(super) fn keys(&self, things: &[Thing]) -> String {
        let names: Vec<&str> = things.iter().map(|t| t.key.as_str()).collect();
        let (first, last) = KEYS;
        if self.all || names.len() <= first + last + 1 {
            return names.join(", ");
        }
        let hidden = names.len() - first - last;
        let shown = self.say("keys_more", &[("first", &names[..first].join(", ")), ("n", &hidden.to_string())]);
        format!("{shown}: {}", names[names.len() - last..].join(", "))
    }

    /// A value as people read it, in words of the language.
    pub(super) fn value(&self, value: &Value, ty: &Type) -> String {
        match (value, ty) {
            (Value::Missing, _) => self.say("is_missing", &[]),
            (Value::YesNo(yes), _) => self.words().get(if *yes { "yes" } else { "no" }).to_owned(),
            (Value::Duration(n), _) => precise(*n),
            (Value::Text(key), Type::Ref(unit)) => {
                self.names.subject(&self.standard.units[unit.index()].label.name, key)
            }
            (Value::Text(text), _) => format!("“{text}”"),
            (Value::Instant(at), _) => instant(self.standard, *at),
            (value, ty) => show::bound(self.standard, value, ty),
        }
    }

    pub(super) fn title(&self, words: &Words, name: &str) -> String {
        let title = words.get(self.language).filter(|t| !t.is_empty() && *t != name);
        title.map_or_else(|| plain(name), str::to_owned)
    }

    pub(super) fn criterion(&self, id: CriterionId) -> String {
        let criterion = &self.standard.criteria[id.index()];
        if let etalon_core::standard::Requirement::Item(form, item) = criterion.require {
            let form = &self.standard.forms[form.index()];
            let item = &form.items[item];
            return format!("{}: {}", title(&form.label, self.language), self.title(&item.title, &item.name));
        }
        title(&criterion.label, self.language)
    }

    pub(super) fn mitigation(&self, id: MitigationId) -> String {
        title(&self.standard.mitigations[id.index()].label, self.language)
    }

    /// The title of the rule an evidence names.
    pub(super) fn rule(&self, name: &str) -> String {
        let criteria = (0_u16..).zip(&self.standard.criteria).find(|(_, c)| c.label.name == name);
        if let Some((id, _)) = criteria {
            return self.criterion(CriterionId(id));
        }
        let metric = self.standard.metrics.iter().find(|m| m.label.name == name);
        let unit = self.standard.units.iter().find(|u| u.label.name == name);
        let label = metric.map(|m| &m.label).or(unit.map(|u| &u.label));
        label.map_or_else(|| plain(name), |label| title(label, self.language))
    }

    /// The section that ends every proof: the words of the standard and where they stand.
    pub(super) fn quoted(&self, quotes: &[&Quote]) -> Option<Branch> {
        let mut parts = Vec::new();
        for quote in quotes {
            let place = format!("{}:{}", quote.file, quote.line);
            let mut text = quote.text.clone();
            let lines: Vec<&str> = quote.text.lines().collect();
            if lines.len() > LINES && !self.all {
                // The last line, the closing brace, says how far the declaration itself stands in.
                let last = lines[lines.len() - 1];
                let indent = &last[..last.len() - last.trim_start().len()];
                text = format!("{}\n{indent}…", lines[..LINES - 1].join("\n"));
            }
            parts.push(
                Branch::plain("quote", text)
                    .with("file", quote.file.clone())
                    .with("line", quote.line)
                    .under(vec![Branch::plain("note", place)]),
            );
        }
        Branch::section(self.say("h_standard", &[]), parts)
    }

    pub(super) fn at(&self, at: i64) -> String {
        show::instant(self.standard, at)
    }

    pub(super) fn json_at(&self, at: Option<i64>) -> Json {
        at.map_or(Json::Null, |at| Json::String(show::rfc3339(self.standard, at)))
    }

    pub(super) fn json_thing(&self, thing: &Thing) -> Json {
        json!({ "unit": thing.kind, "key": thing.key, "at": self.json_at(thing.at) })
    }

    /// A value for programs: numbers exact as text, durations in seconds.
    pub(super) fn json_value(&self, value: &Value, ty: &Type) -> Json {
        match (value, ty) {
            (Value::Missing, _) => Json::Null,
            (Value::YesNo(yes), _) => Json::Bool(*yes),
            (Value::Text(text), _) => Json::String(text.clone()),
            (Value::OneOf(_), _) => Json::String(show::value(self.standard, value, ty)),
            (Value::Date(_), _) => Json::String(show::value(self.standard, value, ty)),
            (value, ty) => {
                crate::json::exact::amount(self.standard, value, ty, None).exact.map_or(Json::Null, Json::String)
            }
        }
    }
}

/// With seconds where there are any: two instants that differ must look different.
pub(super) fn instant(standard: &Standard, at: i64) -> String {
    let text = show::rfc3339(standard, at);
    let (Some(minute), Some(rest)) = (text.get(..16), text.get(16..)) else { return text };
    let seconds = rest.get(..3).filter(|s| *s != ":00").unwrap_or_default();
    let places = rest.get(3..10).filter(|p| p.starts_with('.')).map(|p| p.trim_end_matches('0')).unwrap_or_default();
    let seconds = if places.is_empty() { seconds } else { rest.get(..3).unwrap_or_default() };
    format!("{}{seconds}{places}", minute.replacen('T', " ", 1))
}

/// A length of time, without anything rounded away.
pub(super) fn precise(micros: i64) -> String {
    let shown = core::duration(micros);
    // What is shown is rounded to tenths of a second below a minute, to seconds below a day, to minutes above.
    let grain = match micros.unsigned_abs() {
        0..60_000_000 => 100_000,
        60_000_000..86_400_000_000 => 1_000_000,
        _ => 60_000_000,
    };
    if micros % grain == 0 {
        return shown;
    }
    let seconds = Ratio::new(i128::from(micros), 1_000_000).unwrap_or(Ratio::ZERO);
    let text = core::decimal(seconds, 6);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if micros.abs() < 60_000_000 { format!("{text} s") } else { format!("{shown} ({text} s)") }
}
