//! A table of `etalon.toml`, asked key by key; what is not as it should be is said with its place.

use super::Set;
use crate::Mistake;
use crate::nearest::{listed, nearest};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::ops::{Range, RangeInclusive};
use toml::de::{DeTable, DeValue};

/// A table, and the way to it: "plugins.tone".
pub(super) struct Table<'t> {
    path: String,
    table: &'t DeTable<'t>,
    span: Range<usize>,
}

impl<'t> Table<'t> {
    pub(super) fn new(path: &str, table: &'t DeTable<'t>, span: Range<usize>) -> Self {
        Self { path: path.to_owned(), table, span }
    }

    /// Its keys, in the order of the alphabet.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.table.keys().map(|key| key.get_ref().to_string()).collect();
        names.sort();
        names
    }

    /// Where a key is written.
    pub(super) fn place(&self, name: &str) -> Range<usize> {
        self.table.get_key_value(name).map_or_else(|| self.span.clone(), |(key, _)| key.span())
    }

    /// Every other key is a mistake.
    pub(super) fn only(&self, known: &[&str], mistakes: &mut Vec<Mistake>) {
        for key in self.table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let name: &str = key.get_ref();
            let of = if self.path.is_empty() { "etalon.toml".to_owned() } else { format!("[{}]", self.path) };
            let help = match nearest(name, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("{of} may hold {}", listed(known.iter().copied())),
            };
            let what = format!("`{name}` means nothing in {of}");
            let why = "what is misspelt would silently not count";
            mistakes.push(Mistake::new("unknown-key", what).at(key.span()).why(why).help(help));
        }
    }

    /// A table under a key.
    pub(super) fn table(&self, name: &str, mistakes: &mut Vec<Mistake>) -> Option<Table<'t>> {
        let value = self.table.get(name)?;
        let path = if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) };
        if let DeValue::Table(table) = value.get_ref() {
            return Some(Table { path, table, span: value.span() });
        }
        mistakes.push(wrong(name, value, "a table", &format!("write [{path}] and its keys below")));
        None
    }

    /// Whether there is a text under a key.
    pub(super) fn holds_text(&self, name: &str) -> bool {
        self.table.get(name).is_some_and(|value| matches!(value.get_ref(), DeValue::String(_)))
    }

    /// A text under a key.
    pub(super) fn text(&self, name: &str, mistakes: &mut Vec<Mistake>) -> Option<String> {
        let value = self.table.get(name)?;
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => return Some(text.to_string()),
            DeValue::String(_) => mistakes.push(
                Mistake::new("wrong-value", format!("`{name}` is empty"))
                    .at(value.span())
                    .help("write it, or leave the line out"),
            ),
            _ => mistakes.push(wrong(name, value, "a text", &format!("write {name} = \"…\""))),
        }
        None
    }

    /// Texts under a key, with their places.
    pub(super) fn texts(&self, name: &str, mistakes: &mut Vec<Mistake>) -> Vec<(String, Range<usize>)> {
        let Some(value) = self.table.get(name) else { return Vec::new() };
        let help = format!("write {name} = [\"…\", \"…\"]");
        let DeValue::Array(list) = value.get_ref() else {
            mistakes.push(wrong(name, value, "a list of texts", &help));
            return Vec::new();
        };
        let mut texts = Vec::new();
        for one in list.iter() {
            match one.get_ref() {
                DeValue::String(text) => texts.push((text.to_string(), one.span())),
                _ => mistakes.push(wrong(name, one, "a list of texts", &help)),
            }
        }
        texts
    }

    /// Yes or no under a key.
    pub(super) fn yes_no(&self, name: &str, mistakes: &mut Vec<Mistake>) -> Option<bool> {
        let value = self.table.get(name)?;
        if let DeValue::Boolean(yes) = value.get_ref() {
            return Some(*yes);
        }
        mistakes.push(wrong(name, value, "true or false", &format!("write {name} = true")));
        None
    }

    /// A whole number under a key.
    pub(super) fn whole(&self, name: &str, range: RangeInclusive<u64>, mistakes: &mut Vec<Mistake>) -> Option<u64> {
        let value = self.table.get(name)?;
        let number = match value.get_ref() {
            DeValue::Integer(text) => u64::from_str_radix(text.as_str(), text.radix()).ok(),
            _ => None,
        };
        if let Some(number) = number.filter(|number| range.contains(number)) {
            return Some(number);
        }
        let what = format!("a whole number from {} to {}", range.start(), range.end());
        mistakes.push(wrong(name, value, &what, &format!("write {name} = {}", range.start())));
        None
    }

    /// A text with a measure under a key.
    pub(super) fn measured<T: PartialOrd + Debug>(
        &self,
        name: &str,
        read: impl Fn(&str) -> Option<T>,
        example: &str,
        range: RangeInclusive<T>,
        mistakes: &mut Vec<Mistake>,
    ) -> Option<T> {
        let value = self.table.get(name)?;
        let read = match value.get_ref() {
            DeValue::String(text) => read(text),
            _ => None,
        };
        match read {
            Some(amount) if range.contains(&amount) => return Some(amount),
            Some(amount) => {
                let which = if amount < *range.start() { "too little" } else { "too much" };
                let what = format!("`{name}` is {which}");
                mistakes
                    .push(Mistake::new("wrong-value", what).at(value.span()).help(format!("write {name} = {example}")));
            }
            None => mistakes.push(wrong(name, value, "a text with its measure", &format!("write {name} = {example}"))),
        }
        None
    }

    /// Everything in it, if it is texts, numbers, yes and no.
    pub(super) fn plain(&self, mistakes: &mut Vec<Mistake>) -> BTreeMap<String, Set> {
        let mut all = BTreeMap::new();
        for (key, value) in self.table {
            let name: &str = key.get_ref();
            let plain = match value.get_ref() {
                DeValue::String(text) => Some(serde_json::Value::from(text.to_string())),
                DeValue::Boolean(yes) => Some(serde_json::Value::from(*yes)),
                DeValue::Integer(text) => i64::from_str_radix(text.as_str(), text.radix()).ok().map(Into::into),
                DeValue::Float(text) => text
                    .as_str()
                    .parse::<f64>()
                    .ok()
                    .and_then(serde_json::Number::from_f64)
                    .map(serde_json::Value::Number),
                DeValue::Datetime(at) => Some(serde_json::Value::from(at.to_string())),
                DeValue::Array(_) | DeValue::Table(_) => None,
            };
            match plain {
                Some(value_) => {
                    all.insert(name.to_owned(), Set { value: value_, span: value.span() });
                }
                None => mistakes.push(wrong(
                    name,
                    value,
                    "a text, a number, true or false",
                    &format!("write {name} = \"…\""),
                )),
            }
        }
        all
    }
}

fn wrong(name: &str, value: &toml::Spanned<DeValue<'_>>, should: &str, help: &str) -> Mistake {
    Mistake::new("wrong-value", format!("`{name}` should be {should}")).at(value.span()).help(help)
}
