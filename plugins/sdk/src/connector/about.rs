//! What a connector says of itself: `etalon-plugin/1`.

use serde_json::{Map, Value, json};

/// What a connector is, needs and offers.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// Hosts that it asks for: "*.zendesk.com"; `*` = whatever the operator grants.
    pub hosts: &'static [&'static str],
    /// Secrets by name, and what each is for.
    pub secrets: &'static [(&'static str, &'static str)],
    /// Secrets whose value it must see itself.
    pub reveal: &'static [&'static str],
    /// Whether it remembers something between polls.
    pub scratch: bool,
    /// What can be set.
    pub settings: &'static [Setting],
    /// What a source delivers.
    pub streams: &'static [Stream],
    /// What a sink carries out.
    pub actions: &'static [ActionKind],
}

impl About {
    /// Nothing.
    pub const NONE: Self =
        Self { hosts: &[], secrets: &[], reveal: &[], scratch: false, settings: &[], streams: &[], actions: &[] };
}

/// What can be set for a use of it.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// For people.
    pub doc: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// What it is if not set, as JSON; none = it must be set.
    pub default: Option<&'static str>,
    /// Of a text: what it may be.
    pub choices: &'static [&'static str],
}

impl Setting {
    /// A text that must be set.
    #[must_use]
    pub const fn text(name: &'static str, doc: &'static str) -> Self {
        Self { name, doc, kind: Kind::Text, default: None, choices: &[] }
    }

    /// It need not be set; the default is written as JSON: `"\"lv\""`, `"50"`.
    #[must_use]
    pub const fn or(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }

    /// It is of another kind.
    #[must_use]
    pub const fn of(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// It is one of these.
    #[must_use]
    pub const fn one_of(self, choices: &'static [&'static str]) -> Self {
        Self { choices, ..self }
    }
}

/// Kinds of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// yes or no
    YesNo,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A length of time.
    Duration,
    /// A moment.
    Instant,
    /// A day.
    Date,
    /// A text.
    Text,
}

impl Kind {
    /// As the contract calls it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::YesNo => "yes/no",
            Self::Whole => "whole",
            Self::Number => "number",
            Self::Duration => "duration",
            Self::Instant => "instant",
            Self::Date => "date",
            Self::Text => "text",
        }
    }
}

/// What a source delivers.
#[derive(Debug, Clone, Copy)]
pub struct Stream {
    /// Its name.
    pub name: &'static str,
    /// For people.
    pub doc: &'static str,
    /// The field that says when it happened.
    pub time: Option<&'static str>,
    /// The fields that identify a row.
    pub key: &'static [&'static str],
    /// Its columns, in order; none = only known once it is set ([`super::Source::discover`]).
    pub fields: &'static [Field],
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// For people.
    pub doc: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Whether it may be missing.
    pub nullable: bool,
}

impl Field {
    /// One that every row has.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, doc: "", kind, nullable: false }
    }

    /// It may be missing.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// What it is, for people.
    #[must_use]
    pub const fn doc(self, doc: &'static str) -> Self {
        Self { doc, ..self }
    }
}

/// What a sink carries out.
#[derive(Debug, Clone, Copy)]
pub struct ActionKind {
    /// Its name.
    pub name: &'static str,
    /// For people.
    pub doc: &'static str,
    /// What its body holds; none = all that is known of a decision.
    pub fields: &'static [Field],
}

/// The description as JSON. Name, version and doc are those of the crate.
#[must_use]
pub fn describe(about: &About, name: &str, version: &str, doc: &str) -> String {
    let secrets = about
        .secrets
        .iter()
        .map(|(name, doc)| json!({ "name": name, "doc": doc, "reveal": about.reveal.contains(name) }));
    let settings = about.settings.iter().map(|setting| {
        let mut object = Map::new();
        object.insert("name".into(), setting.name.into());
        object.insert("doc".into(), setting.doc.into());
        object.insert("type".into(), setting.kind.word().into());
        if !setting.choices.is_empty() {
            object.insert("choices".into(), setting.choices.into());
        }
        if let Some(default) = setting.default {
            object.insert("default".into(), serde_json::from_str(default).unwrap_or(Value::Null));
        }
        Value::Object(object)
    });
    let streams = about.streams.iter().map(stream);
    let actions = about.actions.iter().map(|action| {
        json!({ "name": action.name, "doc": action.doc, "fields": action.fields.iter().map(field).collect::<Value>() })
    });
    json!({
        "schema": "etalon-plugin/1",
        "name": name.replace('-', "_"),
        "version": version,
        "doc": doc,
        "needs": { "hosts": about.hosts, "secrets": secrets.collect::<Value>(), "scratch": about.scratch },
        "settings": settings.collect::<Value>(),
        "streams": streams.collect::<Value>(),
        "actions": actions.collect::<Value>(),
    })
    .to_string()
}

/// A stream as JSON.
pub(super) fn stream(stream: &Stream) -> Value {
    json!({
        "name": stream.name, "doc": stream.doc, "time": stream.time, "key": stream.key,
        "fields": stream.fields.iter().map(field).collect::<Value>(),
    })
}

fn field(field: &Field) -> Value {
    json!({ "name": field.name, "doc": field.doc, "type": field.kind.word(), "nullable": field.nullable })
}
