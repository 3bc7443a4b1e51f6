//! `decisions.jsonl`, as `etalon run --out` writes it, becomes actions: one a decision, with the decision's own id as its key.

use super::Action;
use crate::files::FileTrouble;
use etalon_contract::Action as Declared;
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

/// The longest line, bytes.
const LINE: usize = 16 << 20;

/// What a file of decisions holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// In the order of the file.
    pub actions: Vec<Action>,
    /// Decisions that were held already, by their events: nothing is to be sent.
    pub held: u64,
}

/// Reads the decisions as actions of that kind.
///
/// # Errors
/// Says which line cannot be used and why. Nothing is sent of a file with such a line.
pub fn read_decisions(path: &Path, kind: &Declared) -> Result<Read, FileTrouble> {
    let file = File::open(path).map_err(|error| {
        let help = "it is written by `etalon run --out FOLDER`";
        FileTrouble::new(format!("cannot read `{}`: {error}", path.display()), help)
    })?;
    let mut read = Read { actions: Vec::new(), held: 0 };
    for (n, line) in BufReader::new(file).lines().enumerate() {
        let wrong = |what: String| FileTrouble::new(format!("line {} of `{}`: {what}", n + 1, path.display()), "");
        let line = line.map_err(|error| wrong(error.to_string()))?;
        if line.trim().is_empty() {
            continue;
        }
        if line.len() > LINE {
            return Err(wrong(format!("it is longer than {LINE} bytes")));
        }
        let Ok(Value::Object(decision)) = serde_json::from_str::<Value>(&line) else {
            return Err(wrong("it is not a JSON object".to_owned()));
        };
        if decision.get("held").is_some_and(|held| !held.is_null()) {
            read.held += 1;
        } else {
            read.actions.push(action(&decision, kind).map_err(wrong)?);
        }
    }
    Ok(read)
}

fn action(decision: &Map<String, Value>, kind: &Declared) -> Result<Action, String> {
    let text = |field: &str| match decision.get(field).and_then(Value::as_str) {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(format!("it has no `{field}`; a decision of `etalon run --out` has one")),
    };
    let at: Timestamp = text("at")?.parse().map_err(|_| "its `at` is not an instant".to_owned())?;
    let mut body = Map::new();
    if kind.fields.is_empty() {
        body = decision.clone();
    }
    for field in &kind.fields {
        match decision.get(&field.name) {
            Some(value) if !value.is_null() => _ = body.insert(field.name.clone(), value.clone()),
            _ if field.nullable => _ = body.insert(field.name.clone(), Value::Null),
            _ => return Err(format!("it has no `{}`, and the action `{}` needs it", field.name, kind.name)),
        }
    }
    Ok(Action {
        key: text("id")?,
        kind: kind.name.clone(),
        subject: text("subject")?,
        at: at.as_microsecond(),
        body: Value::Object(body).to_string(),
        attempt: 1,
    })
}
