//! `etalon-plugin/1`: what a plugin says of itself, as JSON. It will grow: fields that are not known here are passed over.

use serde::{Deserialize, Serialize};

/// The name of the form.
pub const SCHEMA: &str = "etalon-plugin/1";

/// What a plugin says of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// [`SCHEMA`].
    pub schema: String,
    /// Small letters, digits and `_`, beginning with a letter.
    pub name: String,
    /// `major.minor.patch`
    pub version: String,
    /// One or two sentences.
    #[serde(default)]
    pub doc: String,
    /// What it asks for; the operator grants it or not.
    #[serde(default)]
    pub needs: Needs,
    /// What can be set for a use of it.
    #[serde(default)]
    pub settings: Vec<Setting>,
    /// Functions of one row.
    #[serde(default)]
    pub metrics: Vec<FunctionText>,
    /// Values of many rows.
    #[serde(default)]
    pub windows: Vec<FunctionText>,
    /// What a source delivers.
    #[serde(default)]
    pub streams: Vec<Stream>,
    /// What a sink carries out.
    #[serde(default)]
    pub actions: Vec<Action>,
}

/// What it asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needs {
    /// Hosts with an optional port, `*.` for one or more labels: "*.zendesk.com", "localhost:8080".
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Secrets by name.
    #[serde(default)]
    pub secrets: Vec<NamedSecret>,
    /// Whether it keeps something between polls.
    #[serde(default)]
    pub scratch: bool,
    /// Bytes of memory, if the usual is too little.
    #[serde(default)]
    pub memory: Option<u64>,
}

/// A secret it asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedSecret {
    /// Its name.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub doc: String,
    /// Whether the plugin must see the value itself.
    #[serde(default)]
    pub reveal: bool,
}

/// What can be set for a use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// For people.
    #[serde(default)]
    pub doc: String,
    /// What it may be.
    #[serde(flatten)]
    pub term: TermText,
    /// What it is if not set; none = it must be set.
    #[serde(default)]
    pub default: Option<serde_json::Value>,
}

/// What is said of a value.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TermText {
    /// "yes/no", "whole", "number", "duration", "instant", "date", "text"
    #[serde(rename = "type")]
    pub kind: String,
    /// In what it is measured: "points".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Least and greatest: numbers as they are, durations in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(f64, f64)>,
    /// Of a text: what it may be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
}

/// A function of one row, or a value of many.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FunctionText {
    /// Its name.
    pub name: String,
    /// For people.
    #[serde(default)]
    pub doc: String,
    /// What it takes.
    #[serde(default)]
    pub params: Vec<ParameterText>,
    /// What it gives.
    pub returns: ReturnedText,
    /// The statistical model that its answers rest on, for people; none = plain rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// What to use instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<String>,
    /// Of a window: whether rows can be taken out again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retractable: bool,
    /// Of a window: whether states can be joined.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mergeable: bool,
}

/// What a function takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParameterText {
    /// Its name.
    pub name: String,
    /// For people.
    #[serde(default)]
    pub doc: String,
    /// What it may be.
    #[serde(flatten)]
    pub term: TermText,
    /// What it is where the call leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<serde_json::Value>,
    /// Whether it must be known before any event is read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub constant: bool,
    /// Whether rows without a value are handed over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nullable: bool,
}

/// What a function gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReturnedText {
    /// What it is.
    #[serde(flatten)]
    pub term: TermText,
    /// Of a number: digits after the point, 0 to 6.
    #[serde(default = "two")]
    pub scale: u8,
    /// Whether it may give no value.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nullable: bool,
}

const fn two() -> u8 {
    2
}

/// What a source delivers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stream {
    /// Its name.
    pub name: String,
    /// For people.
    #[serde(default)]
    pub doc: String,
    /// The field that says when it happened.
    #[serde(default)]
    pub time: Option<String>,
    /// The fields that identify a row.
    #[serde(default)]
    pub key: Vec<String>,
    /// Its columns, in order.
    pub fields: Vec<Field>,
}

/// What a sink carries out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// Its name.
    pub name: String,
    /// For people.
    #[serde(default)]
    pub doc: String,
    /// What its body holds.
    #[serde(default)]
    pub fields: Vec<Field>,
}

/// A column of a stream, a field of an action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// For people.
    #[serde(default)]
    pub doc: String,
    /// What it is.
    #[serde(flatten)]
    pub term: TermText,
    /// Whether it may be missing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nullable: bool,
}
