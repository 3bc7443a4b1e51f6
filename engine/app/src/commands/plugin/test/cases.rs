//! `tests/*.toml`: rows in, values out. `plugins/templates/TESTS.md` says what may stand there.

use crate::plugins::values::{of_toml, rounded};
use etalon_core::plugin::{Parameter, Plugin, Signature};
use etalon_core::value::Value;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A file, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    #[serde(default)]
    pub settings: toml::Table,
    #[serde(default, rename = "case")]
    pub cases: Vec<Written>,
}

/// A case, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    pub name: Option<String>,
    metric: Option<String>,
    window: Option<String>,
    #[serde(default)]
    constants: BTreeMap<String, toml::Value>,
    groups: Option<Vec<u32>>,
    rows: Vec<BTreeMap<String, toml::Value>>,
    values: Option<Vec<toml::Value>>,
    fault: Option<String>,
}

/// A case that can be tried.
pub struct Case<'p> {
    pub signature: &'p Signature,
    /// Whether it is a window.
    pub window: bool,
    /// One for each parameter that is a constant.
    pub constants: Vec<Value>,
    /// The parameters that are none.
    pub parameters: Vec<&'p Parameter>,
    /// One value for each of `parameters`, in the rows that reach the plugin.
    pub rows: Vec<Vec<Value>>,
    /// Of all rows of the case: which of `rows` it is; none = a value is missing, and the answer with it.
    pub places: Vec<Option<usize>>,
    /// The group of each of `rows`; of a window.
    pub groups: Vec<u32>,
    pub expects: Expects,
}

/// What is expected.
pub enum Expects {
    /// One value for each row, or for each group.
    Values(Vec<Value>),
    /// The call is refused with this code.
    Fault(String),
}

/// Groups of a case: nobody counts further by hand.
const GROUPS: u32 = 10_000;

impl Written {
    /// What it means for this plugin.
    pub fn read<'p>(&self, plugin: &'p Plugin) -> Result<Case<'p>, String> {
        let (name, window) = match (&self.metric, &self.window) {
            (Some(name), None) => (name, false),
            (None, Some(name)) => (name, true),
            _ => return Err("a case has exactly one of `metric` and `window`".to_owned()),
        };
        let functions = if window { &plugin.windows } else { &plugin.metrics };
        let kind = if window { "window" } else { "metric" };
        let signature = functions.iter().find(|function| function.name == *name).ok_or_else(|| {
            let names: Vec<&str> = functions.iter().map(|function| function.name.as_str()).collect();
            format!(
                "the plugin has no {kind} `{name}`; it has {}",
                if names.is_empty() { "none".to_owned() } else { names.join(", ") }
            )
        })?;
        let constants = self.constants(signature)?;
        let parameters: Vec<&Parameter> = signature.parameters.iter().filter(|p| !p.constant).collect();
        let groups = self.groups(window)?;
        let mut case = Case {
            signature,
            window,
            constants,
            parameters,
            rows: Vec::new(),
            places: Vec::new(),
            groups: Vec::new(),
            expects: self.expects(signature, window, &groups)?,
        };
        for (number, row) in self.rows.iter().enumerate() {
            let row = row_of(row, &case.parameters).map_err(|wrong| format!("row {}: {wrong}", number + 1))?;
            let whole = row.iter().zip(&case.parameters).all(|(value, p)| p.nullable || *value != Value::Missing);
            case.places.push(whole.then_some(case.rows.len()));
            if whole {
                case.rows.push(row);
                case.groups.push(groups[number]);
            }
        }
        Ok(case)
    }

    fn constants(&self, signature: &Signature) -> Result<Vec<Value>, String> {
        let known: Vec<&Parameter> = signature.parameters.iter().filter(|p| p.constant).collect();
        if let Some(name) = self.constants.keys().find(|name| !known.iter().any(|p| p.name == **name)) {
            return Err(format!("`{name}` is no constant of `{}`", signature.name));
        }
        let value = |p: &&Parameter| match (self.constants.get(&p.name), &p.default) {
            (Some(value), _) => {
                of_toml(value, p.term.kind).map_err(|wrong| format!("the constant `{}` {wrong}", p.name))
            }
            (None, Some(default)) => Ok(default.clone()),
            (None, None) => Err(format!("the constant `{}` must be given", p.name)),
        };
        known.iter().map(value).collect()
    }

    fn groups(&self, window: bool) -> Result<Vec<u32>, String> {
        match &self.groups {
            Some(_) if !window => Err("a metric has no `groups`".to_owned()),
            Some(groups) if groups.len() != self.rows.len() => {
                Err(format!("there are {} groups for {} rows; each row has one", groups.len(), self.rows.len()))
            }
            Some(groups) if groups.iter().any(|group| *group >= GROUPS) => {
                Err(format!("there are at most {GROUPS} groups"))
            }
            Some(groups) => Ok(groups.clone()),
            None => Ok(vec![0; self.rows.len()]),
        }
    }

    fn expects(&self, signature: &Signature, window: bool, groups: &[u32]) -> Result<Expects, String> {
        let values = match (&self.values, &self.fault) {
            (Some(values), None) => values,
            (None, Some(code)) => return Ok(Expects::Fault(code.clone())),
            _ => return Err("a case has exactly one of `values` and `fault`".to_owned()),
        };
        let least = if window { groups.iter().max().map_or(0, |group| *group as usize + 1) } else { self.rows.len() };
        if values.len() < least || values.len() > least && (!window || values.len() > least + 1) {
            let each = if window { "groups" } else { "rows" };
            return Err(format!("there are {} values for {least} {each}", values.len()));
        }
        let returns = &signature.returns;
        let read = |(number, value): (usize, &toml::Value)| match value.as_str() {
            Some("none") => Ok(Value::Missing),
            _ => of_toml(value, returns.term.kind)
                .map(|value| rounded(value, returns.scale))
                .map_err(|wrong| format!("value {} {wrong}", number + 1)),
        };
        values.iter().enumerate().map(read).collect::<Result<_, _>>().map(Expects::Values)
    }
}

fn row_of(row: &BTreeMap<String, toml::Value>, parameters: &[&Parameter]) -> Result<Vec<Value>, String> {
    if let Some(name) = row.keys().find(|name| !parameters.iter().any(|p| p.name == **name)) {
        let names: Vec<&str> = parameters.iter().map(|p| p.name.as_str()).collect();
        return Err(format!("`{name}` is no parameter that differs by row; those are {}", names.join(", ")));
    }
    let value = |p: &&Parameter| match row.get(&p.name) {
        Some(value) => of_toml(value, p.term.kind).map_err(|wrong| format!("`{}` {wrong}", p.name)),
        None => Ok(p.default.clone().unwrap_or(Value::Missing)),
    };
    parameters.iter().map(value).collect()
}
