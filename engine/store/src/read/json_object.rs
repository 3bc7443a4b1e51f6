//! One JSON object: only the values that are asked for, numbers digit by digit as they are written.

use super::json::Seen;
use super::text_rows::Span;
use crate::kinds::Fault;
use serde::Deserializer as _;
use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;

/// Which keys lead to columns: `customer.id` is the key of that name, or `id` in the object at `customer`.
#[derive(Debug)]
pub(crate) struct Paths {
    by_name: HashMap<String, (Option<usize>, bool)>,
    columns: usize,
}

impl Paths {
    pub fn new(names: &[String]) -> Self {
        let mut by_name: HashMap<String, (Option<usize>, bool)> = HashMap::new();
        for (column, name) in names.iter().enumerate() {
            by_name.entry(name.clone()).or_default().0 = Some(column);
            for (dot, _) in name.match_indices('.') {
                by_name.entry(name[..dot].to_owned()).or_default().1 = true;
            }
        }
        Self { by_name, columns: names.len() }
    }

    /// The column of a key at the top, perhaps none; the outer none = it leads deeper.
    pub fn column(&self, name: &str) -> Option<Option<usize>> {
        match self.by_name.get(name) {
            None => Some(None),
            Some((column, false)) => Some(*column),
            Some((_, true)) => None,
        }
    }
}

/// Adds the cells of one object, by column, with their places in the text that the object is a part of; an error says why
/// it is no such object.
pub(crate) fn object(
    raw: &[u8],
    whole: &[u8],
    paths: &Paths,
    seen: &mut Seen,
    cells: &mut Vec<Span>,
) -> Result<(), String> {
    let before = cells.len();
    cells.resize(before + paths.columns, Span::ABSENT);
    let mut from = serde_json::Deserializer::from_slice(raw);
    let walk = Walk { prefix: String::new(), paths, cells: &mut cells[before..], whole, seen };
    let result = from.deserialize_map(walk).and_then(|()| from.end());
    match result {
        Ok(()) => {
            seen.objects += 1;
            Ok(())
        }
        Err(error) => {
            cells.truncate(before);
            Err(reason(&error, raw))
        }
    }
}

fn reason(error: &serde_json::Error, raw: &[u8]) -> String {
    let text = error.to_string();
    if let Some(twice) = text.strip_prefix("twice: ") {
        let key = twice.split(" at line").next().unwrap_or(twice);
        return format!("the key `{key}` stands twice in one object; nobody can say which is meant");
    }
    if std::str::from_utf8(raw).is_err() {
        return "some of the letters cannot be read; if the file is not in UTF-8, say `encoding \"…\"` in the source"
            .to_owned();
    }
    if error.is_eof() {
        return "the object ends in the middle".to_owned();
    }
    if raw.trim_ascii().starts_with(b"{") {
        "this is not one whole JSON object".to_owned()
    } else {
        "a JSON object `{ … }` is due".to_owned()
    }
}

struct Walk<'w> {
    prefix: String,
    paths: &'w Paths,
    cells: &'w mut [Span],
    whole: &'w [u8],
    seen: &'w mut Seen,
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Key<'de>>()? {
            let name = if self.prefix.is_empty() { key.0 } else { Cow::Owned(format!("{}{}", self.prefix, key.0)) };
            self.seen.note(&name);
            let Some((column, deeper)) = self.paths.by_name.get(name.as_ref()) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let raw = map.next_value::<&'de RawValue>()?.get();
            if *deeper && raw.starts_with('{') {
                let prefix = format!("{name}.");
                let (cells, seen) = (&mut *self.cells, &mut *self.seen);
                let walk = Walk { prefix, paths: self.paths, cells, whole: self.whole, seen };
                serde_json::Deserializer::from_str(raw).deserialize_map(walk).map_err(A::Error::custom)?;
                if column.is_none() {
                    continue;
                }
            }
            if let Some(column) = column {
                if self.cells[*column] != Span::ABSENT {
                    return Err(A::Error::custom(format!("twice: {name}")));
                }
                self.seen.columns[*column] = true;
                self.cells[*column] = leaf(raw, self.whole);
            }
        }
        Ok(())
    }
}

/// The text of a value: that of a string, the digits of a number, `true`, `false`; null is nothing.
fn leaf(raw: &str, whole: &[u8]) -> Span {
    match raw.as_bytes().first() {
        Some(b'n') | None => Span::ABSENT,
        Some(b'"') if !raw.contains('\\') => Span::within(&raw[1..raw.len() - 1], whole, false),
        Some(b'"' | b'{' | b'[') => Span::within(raw, whole, true),
        Some(_) => Span::within(raw, whole, false),
    }
}

/// A value that is no plain text: one with escaped signs, or no single value.
pub(crate) fn decode(raw: &[u8]) -> Result<Option<Cow<'_, str>>, Fault> {
    let fault = |slug, reason| Err(Fault::new(slug, reason, &String::from_utf8_lossy(raw)));
    if raw.first() != Some(&b'"') {
        return fault(
            "not-a-value",
            "a list or an object stands where one value is due; name what is in it, such as `column \"customer.id\"`",
        );
    }
    match serde_json::from_slice::<String>(raw) {
        Ok(text) => Ok(Some(Cow::Owned(text))),
        Err(_) => fault("not-text", "the text holds a sign that does not exist (a broken `\\u` escape)"),
    }
}

/// A key, borrowed where it can be.
struct Key<'a>(Cow<'a, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        from.deserialize_str(Text)
    }
}
