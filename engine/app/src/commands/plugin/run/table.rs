//! A metric over the rows of a CSV file.

use crate::commands::Ended;
use crate::plugins::values::{columns, of_text, show, values};
use crate::speak;
use etalon_core::plugin::{Batch, Module, Parameter, Plugin, Signature};
use etalon_core::value::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// As many rows cross at once as when a standard is run.
const BATCH: usize = 8192;

/// What is asked.
pub struct Asked<'a> {
    pub plugin: &'a Plugin,
    pub function: Option<&'a str>,
    pub constants: &'a [(String, String)],
    pub group: Option<&'a str>,
}

fn wrong(what: &str, help: Option<&str>) -> Ended {
    speak::trouble(what, help);
    Ended::WrongUsage
}

/// Rows that reach the plugin, and those that do not for they lack a value.
struct Rows {
    texts: Vec<csv::StringRecord>,
    head: csv::StringRecord,
    cells: Vec<Vec<Value>>,
    /// Of all rows: which of `cells` it is.
    places: Vec<Option<usize>>,
}

impl Asked<'_> {
    pub fn answer(&self, module: &dyn Module, file: &Path) -> Result<Ended, Ended> {
        let (signature, window) = self.signature()?;
        let constants = self.constants(signature)?;
        let parameters: Vec<&Parameter> = signature.parameters.iter().filter(|p| !p.constant).collect();
        let rows = self.read(file, &parameters)?;
        if window {
            self.window(module, signature, &constants, &parameters, &rows)
        } else if self.group.is_some() {
            Err(wrong("--group: a metric has a value for each row; groups are a matter of windows", None))
        } else {
            score(module, signature, &constants, &parameters, &rows)
        }
    }

    fn signature(&self) -> Result<(&Signature, bool), Ended> {
        let all =
            || self.plugin.metrics.iter().map(|f| (f, false)).chain(self.plugin.windows.iter().map(|f| (f, true)));
        let names: Vec<&str> = all().map(|(function, _)| function.name.as_str()).collect();
        let found = match self.function {
            Some(name) => all().find(|(function, _)| function.name == name),
            None if names.len() == 1 => all().next(),
            None => None,
        };
        found.ok_or_else(|| {
            let what = match self.function {
                Some(name) => format!("`{}` has no metric or window `{name}`", self.plugin.name),
                None => format!("`{}` has several metrics or windows; say which", self.plugin.name),
            };
            wrong(&what, Some(&format!("there is {}", names.join(", "))))
        })
    }

    fn constants(&self, signature: &Signature) -> Result<Vec<Value>, Ended> {
        let known: Vec<&Parameter> = signature.parameters.iter().filter(|p| p.constant).collect();
        if let Some((name, _)) = self.constants.iter().find(|(name, _)| !known.iter().any(|p| p.name == *name)) {
            return Err(wrong(&format!("--constant {name}: `{}` has no constant of that name", signature.name), None));
        }
        let value = |p: &&Parameter| match (self.constants.iter().find(|(name, _)| *name == p.name), &p.default) {
            (Some((name, text)), _) => of_text(text, p.term.kind)
                .and_then(|value| allowed(value, p))
                .map_err(|error| wrong(&format!("--constant {name}: {error}"), None)),
            (None, Some(default)) => Ok(default.clone()),
            (None, None) => {
                let help = format!("--constant {}=…", p.name);
                Err(wrong(&format!("the constant `{}` of `{}` must be given", p.name, signature.name), Some(&help)))
            }
        };
        known.iter().map(value).collect()
    }

    fn read(&self, file: &Path, parameters: &[&Parameter]) -> Result<Rows, Ended> {
        let shown = file.display();
        let unread = |error: csv::Error| {
            speak::trouble(&format!("{shown} cannot be read: {error}"), Some("rows come as CSV with a head, in UTF-8"));
            Ended::SaidNo
        };
        let mut reader = csv::Reader::from_path(file).map_err(unread)?;
        let head = reader.headers().map_err(unread)?.clone();
        let column = |name: &str| head.iter().position(|column| column == name);
        let missing: Vec<&str> = parameters
            .iter()
            .filter(|p| p.default.is_none() && column(&p.name).is_none())
            .map(|p| p.name.as_str())
            .collect();
        if !missing.is_empty() {
            let what = format!("{shown} has no column {}", missing.join(", "));
            return Err(wrong(&what, Some("call the columns of the file as the parameters")));
        }
        let mut rows = Rows { texts: Vec::new(), head: head.clone(), cells: Vec::new(), places: Vec::new() };
        for record in reader.records() {
            let record = record.map_err(unread)?;
            let line = record.position().map_or(0, csv::Position::line);
            let mut row = Vec::with_capacity(parameters.len());
            for p in parameters {
                let text = column(&p.name).and_then(|at| record.get(at)).unwrap_or_default();
                row.push(match (text, &p.default) {
                    ("", Some(default)) => default.clone(),
                    ("", None) => Value::Missing,
                    (text, _) => of_text(text, p.term.kind).and_then(|value| allowed(value, p)).map_err(|error| {
                        speak::trouble(&format!("{shown}:{line}: `{}`: {error}", p.name), None);
                        Ended::SaidNo
                    })?,
                });
            }
            let whole = row.iter().zip(parameters).all(|(value, p)| p.nullable || *value != Value::Missing);
            rows.places.push(whole.then_some(rows.cells.len()));
            rows.cells.extend(whole.then_some(row));
            rows.texts.push(record);
        }
        Ok(rows)
    }

    fn window(
        &self,
        module: &dyn Module,
        signature: &Signature,
        constants: &[Value],
        parameters: &[&Parameter],
        rows: &Rows,
    ) -> Result<Ended, Ended> {
        let at = self.group.map(|name| {
            rows.head
                .iter()
                .position(|column| column == name)
                .ok_or_else(|| wrong(&format!("--group {name}: there is no such column"), None))
        });
        let at = at.transpose()?;
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut names = Vec::new();
        let mut groups = Vec::new();
        for (text, place) in rows.texts.iter().zip(&rows.places) {
            let name = at.and_then(|at| text.get(at)).unwrap_or("all").to_owned();
            let number = *numbers.entry(name.clone()).or_insert_with(|| {
                names.push(name);
                u32::try_from(names.len() - 1).unwrap_or(u32::MAX)
            });
            groups.extend(place.map(|_| number));
        }
        let told = module.window(&signature.name, constants).and_then(|mut window| {
            for (rows, groups) in rows.cells.chunks(BATCH).zip(groups.chunks(BATCH)) {
                window.accumulate(groups, Batch { rows: rows.len(), columns: &columns(parameters, rows) })?;
            }
            window.finish(&(0..).take(names.len()).collect::<Vec<u32>>())
        });
        let told = told.map_err(|fault| {
            speak::trouble(&format!("`{}` failed: {}", signature.name, fault.0), None);
            Ended::SaidNo
        })?;
        let mut out = csv::Writer::from_writer(Vec::new());
        let _ = out.write_record([self.group.unwrap_or("group"), &signature.name]);
        for (name, value) in names.iter().zip(values(&told, signature.returns.term.kind)) {
            let _ = out.write_record([name.as_str(), &text(&value)]);
        }
        speak::result(&String::from_utf8_lossy(&out.into_inner().unwrap_or_default()));
        Ok(Ended::Fine)
    }
}

fn score(
    module: &dyn Module,
    signature: &Signature,
    constants: &[Value],
    parameters: &[&Parameter],
    rows: &Rows,
) -> Result<Ended, Ended> {
    let mut answers = Vec::with_capacity(rows.cells.len());
    let mut faults: BTreeMap<usize, String> = BTreeMap::new();
    for cells in rows.cells.chunks(BATCH) {
        let columns = columns(parameters, cells);
        let scored = module.score(&signature.name, constants, Batch { rows: cells.len(), columns: &columns });
        faults
            .extend(scored.faults.into_iter().map(|(row, fault)| (answers.len() + row as usize, fault.0.to_string())));
        answers.extend(values(&scored.column, signature.returns.term.kind));
    }
    let mut out = csv::Writer::from_writer(Vec::new());
    let mut head: Vec<&str> = rows.head.iter().chain([signature.name.as_str()]).collect();
    if !faults.is_empty() {
        head.push("failed");
    }
    let _ = out.write_record(&head);
    for (record, place) in rows.texts.iter().zip(&rows.places) {
        let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
        cells.push(place.map_or_else(String::new, |row| text(&answers[row])));
        if !faults.is_empty() {
            cells.push(place.and_then(|row| faults.get(&row).cloned()).unwrap_or_default());
        }
        let _ = out.write_record(&cells);
    }
    speak::result(&String::from_utf8_lossy(&out.into_inner().unwrap_or_default()));
    if faults.is_empty() {
        return Ok(Ended::Fine);
    }
    speak::trouble(&format!("`{}` failed on {} of {} rows", signature.name, faults.len(), rows.texts.len()), None);
    Ok(Ended::SaidNo)
}

/// In a table no value is an empty cell, and a duration is in seconds.
fn text(value: &Value) -> String {
    match value {
        Value::Missing => String::new(),
        Value::Duration(_) => show(value).trim_end_matches(" s").to_owned(),
        other => show(other),
    }
}

/// As the checker would ask of a constant.
fn allowed(value: Value, parameter: &Parameter) -> Result<Value, String> {
    let term = &parameter.term;
    match (&value, term.range) {
        (Value::Text(text), _) if !term.choices.is_empty() && !term.choices.contains(text) => {
            Err(format!("`{text}` is none of {}", term.choices.join(", ")))
        }
        (Value::Whole(n) | Value::Decimal(n) | Value::Duration(n), Some((least, most))) if *n < least || *n > most => {
            Err("lies outside the range".to_owned())
        }
        _ => Ok(value),
    }
}
