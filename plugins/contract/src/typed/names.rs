//! Names, texts for people, and how many there may be.

use std::collections::BTreeSet;

/// The longest name, in characters.
pub(super) const NAME: usize = 200;
/// The longest text for people, in characters.
const PROSE: usize = 2_000;

/// Small letters, digits and `_`, beginning with a letter.
pub(super) fn name(name: &str, what: &str, wrong: &mut Vec<String>) {
    if name.len() > NAME {
        wrong.push(format!("{what} is longer than {NAME} characters: `{}`", short(name)));
        return;
    }
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
    if !begins || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        wrong.push(format!(
            "{what} is `{}`: it must consist of small letters a–z, digits and `_`, and begin with a letter",
            short(name)
        ));
    }
}

/// A text for people: not too long, and nothing in it that moves a cursor.
pub(super) fn prose(text: &str, whose: &str, wrong: &mut Vec<String>) {
    if text.chars().count() > PROSE {
        wrong.push(format!("the text of {whose} is longer than {PROSE} characters"));
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        wrong.push(format!("the text of {whose} holds a control character"));
    }
}

/// Not more than there may be.
pub(super) fn at_most(count: usize, most: usize, what: &str, whose: &str, wrong: &mut Vec<String>) {
    if count > most {
        wrong.push(format!("{whose} has {count} {what}; at most {most} are allowed"));
    }
}

/// No name twice; says each only once.
pub(super) fn unique<'a>(names: impl Iterator<Item = &'a str>, what: &str, wrong: &mut Vec<String>) {
    let (mut seen, mut said) = (BTreeSet::new(), BTreeSet::new());
    for name in names {
        if !seen.insert(name) && said.insert(name) {
            wrong.push(format!("{what} `{}`", short(name)));
        }
    }
}

/// The beginning of a text that may be of any length and hold anything.
pub(super) fn short(text: &str) -> String {
    let shown: String = text.chars().take(40).map(|c| if c.is_control() { '·' } else { c }).collect();
    if shown.len() < text.len() { format!("{shown}…") } else { shown }
}
