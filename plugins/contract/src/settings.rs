//! Settings of a use of a plugin: what is written, what the plugin says they may be, and the texts that it gets.
//!
//! A plugin asks for a setting by name and gets a text: numbers in plain digits, yes and no as `true` and `false`, durations as
//! whole microseconds, everything else as it is written.

use crate::manifest::{Set, Use};
use crate::nearest::{listed, meant};
use crate::{Mistake, Setting, TermText};
use serde_json::Value;
use std::collections::BTreeMap;

/// The texts that the plugin gets.
///
/// # Errors
/// With everything that it cannot be set to, that is missing, or that it does not know.
pub fn settle(name: &str, settings: &[Setting], given: &Use) -> Result<BTreeMap<String, String>, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let known: Vec<&str> = settings.iter().map(|setting| setting.name.as_str()).collect();
    for (word, set) in given.settings.iter().filter(|(word, _)| !known.contains(&word.as_str())) {
        let mistake = Mistake::new("unknown-setting", format!("the plugin `{name}` has no setting `{word}`"));
        let help = meant(word, &known).unwrap_or_else(|| "it has no settings; leave the line out".to_owned());
        mistakes.push(mistake.at(set.span.clone()).help(help));
    }
    let mut texts = BTreeMap::new();
    for setting in settings {
        let set = given.settings.get(&setting.name);
        let value = set.map(|set| &set.value).or(setting.default.as_ref().filter(|value| !value.is_null()));
        let Some(value) = value else {
            mistakes.push(missing(name, setting, given));
            continue;
        };
        match text(&setting.term, value) {
            Ok(text) => {
                texts.insert(setting.name.clone(), text);
            }
            Err(should) => mistakes.push(wrong(name, setting, set, &should)),
        }
    }
    if mistakes.is_empty() { Ok(texts) } else { Err(mistakes) }
}

fn missing(name: &str, setting: &Setting, given: &Use) -> Mistake {
    let what = format!("the plugin `{name}` must be told `{}`", setting.name);
    let help = format!("write below [plugins.{name}.settings]: {} = {}", setting.name, example(&setting.term));
    let mistake = Mistake::new("missing-setting", what).help(help);
    let mistake = if setting.doc.is_empty() { mistake } else { mistake.why(setting.doc.clone()) };
    match &given.span {
        Some(span) => mistake.at(span.clone()),
        None => mistake,
    }
}

fn wrong(name: &str, setting: &Setting, set: Option<&Set>, should: &str) -> Mistake {
    let what = format!("`{}` of the plugin `{name}` should be {should}", setting.name);
    let mistake = Mistake::new("wrong-setting", what);
    match set {
        Some(set) => mistake.at(set.span.clone()).help(format!("write {} = {}", setting.name, example(&setting.term))),
        None => mistake.help("this default of the plugin is wrong: set it, and tell the plugin's author"),
    }
}

fn example(term: &TermText) -> String {
    match (term.kind.as_str(), term.choices.first(), term.range) {
        (_, Some(choice), _) => format!("\"{choice}\""),
        ("yes/no", ..) => "true".to_owned(),
        ("whole" | "number", _, Some((least, _))) => format!("{least}"),
        ("whole" | "number", ..) => "1".to_owned(),
        ("duration", ..) => "\"30 s\"".to_owned(),
        ("date", ..) => "\"2026-03-31\"".to_owned(),
        ("instant", ..) => "\"2026-03-31T18:00:00Z\"".to_owned(),
        _ => "\"…\"".to_owned(),
    }
}

/// The text, or what it should be.
fn text(term: &TermText, value: &Value) -> Result<String, String> {
    let range = |number: f64, of: &str| match term.range {
        Some((least, most)) if number < least || number > most => Err(format!("{of} from {least} to {most}")),
        _ => Ok(()),
    };
    match (term.kind.as_str(), value) {
        ("yes/no", Value::Bool(yes)) => Ok(yes.to_string()),
        ("yes/no", _) => Err("true or false".to_owned()),
        ("whole", Value::Number(number)) if number.is_i64() => {
            range(number.as_f64().unwrap_or(f64::NAN), "a whole number").map(|()| number.to_string())
        }
        ("whole", _) => Err("a whole number".to_owned()),
        ("number", Value::Number(number)) => {
            range(number.as_f64().unwrap_or(f64::NAN), "a number").map(|()| number.to_string())
        }
        ("number", _) => Err("a number".to_owned()),
        ("duration", Value::String(text)) => {
            let micros = duration(text).ok_or("a duration as \"30 s\", \"5 min\", \"2 h\"")?;
            #[expect(clippy::cast_precision_loss, reason = "the range is told in seconds, to be read by people")]
            range(micros as f64 / 1e6, "a duration in seconds").map(|()| micros.to_string())
        }
        ("duration", Value::Number(seconds)) => {
            let seconds = seconds.as_f64().filter(|s| s.is_finite() && s.abs() < 1e12).ok_or("a duration")?;
            #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
            range(seconds, "a duration in seconds").map(|()| ((seconds * 1e6).round() as i64).to_string())
        }
        ("duration", _) => Err("a duration as \"30 s\"".to_owned()),
        ("instant", Value::String(text)) => instant(text).map(|()| text.clone()),
        ("instant", _) => Err(INSTANT.to_owned()),
        ("date", Value::String(text)) => date(text).map(|()| text.clone()),
        ("date", _) => Err(DATE.to_owned()),
        (_, Value::String(text)) if term.choices.is_empty() || term.choices.contains(text) => Ok(text.clone()),
        (_, Value::String(_)) => Err(format!("one of {}", listed(term.choices.iter().map(String::as_str)))),
        _ => Err("a text".to_owned()),
    }
}

const INSTANT: &str = "a moment with its offset, as \"2026-03-31T18:00:00Z\"";
const DATE: &str = "a date, as \"2026-03-31\"";

/// Whether it is a moment of RFC 3339; what it should be, else.
pub(crate) fn instant(text: &str) -> Result<(), String> {
    text.parse::<jiff::Timestamp>().map(|_| ()).map_err(|_| INSTANT.to_owned())
}

/// Whether it is a date of ISO 8601; what it should be, else.
pub(crate) fn date(text: &str) -> Result<(), String> {
    let whole = text.len() == "2026-03-31".len() && text.parse::<jiff::civil::Date>().is_ok();
    if whole { Ok(()) } else { Err(DATE.to_owned()) }
}

/// Microseconds.
fn duration(text: &str) -> Option<i64> {
    const MEASURES: [(&str, i64); 5] =
        [("ms", 1000), ("s", 1_000_000), ("min", 60_000_000), ("h", 3_600_000_000), ("days", 86_400_000_000)];
    let text = text.trim();
    let (number, measure) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let (_, by) = MEASURES.iter().find(|(name, _)| *name == measure.trim())?;
    number.parse::<i64>().ok()?.checked_mul(*by)
}

#[cfg(test)]
mod tests;
