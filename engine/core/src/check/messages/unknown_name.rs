//! `unknown-name`: a word that stands for nothing that is declared.

use super::{kind_word, list, nearest, quoted};
use crate::Diagnostic;
use etalon_grammar::ast::{Kind, Name};

/// A word in a condition or a value that stands for nothing.
pub(crate) struct Unknown<'a> {
    /// The word.
    pub name: &'a Name,
    /// What it should belong to; none where only params are known.
    pub unit: Option<&'a str>,
    /// The unit that is judged has such a field, but the word stands inside a look at others.
    pub outer: bool,
    /// A text stands on the other side: quotes may be missing.
    pub text_wanted: bool,
}

/// The name should be one of these kinds; `names` are all that are declared, unless too many were looked through already.
pub(crate) fn unknown_name(kinds: &[Kind], name: &Name, names: Option<&[&str]>) -> Diagnostic {
    let words: Vec<&str> = kinds.iter().filter(|k| !matches!(k, Kind::Steps)).map(|k| kind_word(*k)).collect();
    let what = list(&words, "or");
    let known = names.unwrap_or_default();
    let help = match nearest(&name.text, known.iter().copied()) {
        _ if names.is_none() => ANEW.to_owned(),
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("declare it: the standard has no {what} yet"),
        None => format!("the standard knows {}", few(known)),
    };
    Diagnostic::error("unknown-name", name.span, format!("there is no {what} named `{}`", name.text)).help(help)
}

/// Where so many names are unknown, likely ones are not looked for any more.
const ANEW: &str = "write the name as it stands where it is declared, or declare it";

/// `names` are all words that mean something in this place, unless too many were looked through already.
pub(crate) fn unknown_word(unknown: &Unknown<'_>, names: Option<&[String]>) -> Diagnostic {
    let word = &unknown.name.text;
    let what = match unknown.unit {
        Some(unit) => format!("`{unit}` has no field `{word}`, and nothing else has that name"),
        None => format!("nothing here is named `{word}`"),
    };
    let d = Diagnostic::error("unknown-name", unknown.name.span, what);
    let known = names.unwrap_or_default();
    let near = nearest(word, known.iter().map(String::as_str));
    if unknown.outer {
        return d
            .reason("Inside a look at others a bare word speaks of what is looked at, not of what is judged.")
            .help(format!("write `this.{word}` for the one that is judged"));
    }
    if let Some(reason) = clock(word) {
        return d
            .reason(reason)
            .help("compare with an instant that an event carries, or with a date such as `2026-01-01`");
    }
    if let Some(sign) = near.and_then(|near| look_alike(word, near)) {
        let near = near.unwrap_or_default();
        return d
            .here(format!("looks like `{near}`, but is written with other signs"))
            .reason(format!("The two look alike and are different names: one of them is written with {sign}."))
            .help(format!("type `{near}` anew, or copy it from where it is declared"));
    }
    match near {
        Some(near) => d.here(format!("did you mean `{near}`?")).help(format!("write `{near}`")),
        None if matches!(word.as_str(), "true" | "True" | "TRUE") => d.help("write `yes`"),
        None if matches!(word.as_str(), "false" | "False" | "FALSE") => d.help("write `no`"),
        None if unknown.text_wanted => d.help(format!("if it is the text itself, put it in quotes: `\"{word}\"`")),
        None if names.is_none() => d.help(ANEW),
        None if known.is_empty() => d.help("only numbers, durations and params can stand here"),
        None => d.help(format!("these are known here: {}", few(known))),
    }
}

/// A form was asked for something it does not say.
pub(crate) fn unknown_result(form: &Name, asked: Option<&Name>, known: &str) -> Diagnostic {
    let span = asked.map_or(form.span, |a| a.span);
    let what = match asked {
        Some(asked) => format!("the form `{}` does not say `{}`", form.text, asked.text),
        None => format!("it is not said what of the form `{}` is meant", form.text),
    };
    Diagnostic::error("unknown-name", span, what)
        .help(format!("a form says its {known}: write for example `{}.score`", form.text))
}

/// Names that cannot be told apart by eye: a letter of another alphabet, or an accent that is a sign of its own.
fn look_alike(word: &str, near: &str) -> Option<String> {
    let is_accent = |c: char| ('\u{300}'..='\u{36f}').contains(&c);
    if let Some(accent) = word.chars().chain(near.chars()).find(|c| is_accent(*c)) {
        return Some(format!("a letter and a separate accent (U+{:04X})", u32::from(accent)));
    }
    let same = |(a, b): (char, char)| a == b || latin(a) == latin(b);
    if word.chars().count() != near.chars().count() || !word.chars().zip(near.chars()).all(same) {
        return None;
    }
    let (odd, other) = word.chars().zip(near.chars()).find(|(a, b)| a != b)?;
    let alien = if odd.is_ascii() { other } else { odd };
    Some(format!("the letter `{alien}` (U+{:04X}), which is not the Latin `{}`", u32::from(alien), latin(alien)))
}

/// The Latin letter that a Cyrillic or Greek one looks like.
fn latin(letter: char) -> char {
    const PAIRS: [(&str, &str); 2] = [
        ("аеорсухіјѕһԁԛԝАВЕКМНОРСТХІЈЅ", "aeopcyxijshdqwABEKMHOPCTXIJS"),
        ("οαρυνικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oapuvikABEZHIKMNOPTYX"),
    ];
    let find = |(from, to): &(&str, &str)| from.chars().position(|c| c == letter).and_then(|at| to.chars().nth(at));
    PAIRS.iter().find_map(find).unwrap_or(letter)
}

fn clock(word: &str) -> Option<&'static str> {
    let clocks = ["now", "today", "yesterday", "tomorrow"];
    clocks
        .contains(&word)
        .then_some("A standard reads no clock: the same events must give the same answer on every day.")
}

/// Names in quotes; of many only the first.
pub(super) fn few<S: AsRef<str>>(names: &[S]) -> String {
    const MOST: usize = 12;
    let shown = quoted(&names[..names.len().min(MOST)]);
    if names.len() > MOST {
        format!("{} and {} more", shown.join(", "), names.len() - MOST)
    } else {
        list(&shown, "and")
    }
}
