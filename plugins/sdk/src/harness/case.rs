//! A file of cases, read and held against what the plugin says of itself.

use super::cell::Cell;
use crate::describe::{Facts, Function, Parameter};
use std::collections::BTreeMap;
use toml::{Table, Value};

/// A file of cases.
pub(super) struct File {
    pub(super) settings: BTreeMap<String, String>,
    pub(super) cases: Vec<Case>,
}

/// A case: rows in, values out.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) function: &'static Function,
    /// One for each constant, in order.
    pub(super) constants: Vec<Cell>,
    /// One cell for each parameter that is no constant.
    pub(super) rows: Vec<Vec<Cell>>,
    /// Of a window: the group of each row.
    pub(super) groups: Vec<u32>,
    pub(super) expected: Expected,
}

/// What must come out.
pub(super) enum Expected {
    Values(Vec<Cell>),
    Fault(String),
}

impl File {
    pub(super) fn read(text: &str, facts: &Facts) -> Result<Self, String> {
        let table: Table = text.parse().map_err(|e: toml::de::Error| e.to_string())?;
        known(&table, &["settings", "case"])?;
        let settings = settings(table.get("settings"), facts)?;
        let cases = match table.get("case") {
            Some(Value::Array(cases)) => cases,
            _ => return Err("there is no [[case]]".into()),
        };
        let cases = cases.iter().enumerate().map(|(at, case)| {
            let name = case.get("name").and_then(Value::as_str).map_or_else(|| format!("case {}", at + 1), Into::into);
            match case {
                Value::Table(case) => read(name.clone(), case, facts).map_err(|why| format!("{name}: {why}")),
                _ => Err(format!("{name}: is written [[case]]")),
            }
        });
        Ok(Self { settings, cases: cases.collect::<Result<_, _>>()? })
    }
}

fn known(table: &Table, keys: &[&str]) -> Result<(), String> {
    match table.keys().find(|key| !keys.contains(&key.as_str())) {
        Some(key) => Err(format!("there is no `{key}`; there are {}", keys.join(", "))),
        None => Ok(()),
    }
}

/// What the file sets, and the defaults of the rest.
fn settings(said: Option<&Value>, facts: &Facts) -> Result<BTreeMap<String, String>, String> {
    let none = Table::new();
    let said = match said {
        None => &none,
        Some(Value::Table(table)) => table,
        Some(_) => return Err("settings are a table: [settings]".into()),
    };
    known(said, &facts.settings.iter().map(|s| s.name).collect::<Vec<_>>())?;
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), Into::into);
    let mut all = BTreeMap::new();
    for setting in facts.settings {
        let default = setting.default.and_then(literal);
        match (said.get(setting.name), default) {
            (Some(value), _) => all.insert(setting.name.to_string(), plain(value)),
            (None, Some(value)) => all.insert(setting.name.to_string(), plain(&value)),
            (None, None) => None,
        };
    }
    Ok(all)
}

/// A JSON literal; they are TOML values too.
fn literal(json: &str) -> Option<Value> {
    format!("value = {json}").parse::<Table>().ok()?.remove("value")
}

fn read(name: String, case: &Table, facts: &Facts) -> Result<Case, String> {
    known(case, &["name", "metric", "window", "constants", "rows", "groups", "values", "fault"])?;
    let function = function(case, facts)?;
    let (constants, params): (Vec<&Parameter>, Vec<&Parameter>) = function.params.iter().partition(|p| p.constant);
    let rows = list(case, "rows")?
        .iter()
        .enumerate()
        .map(|(at, row)| row_of(row, &params).map_err(|why| format!("row {}: {why}", at + 1)));
    let rows: Vec<Vec<Cell>> = rows.collect::<Result<_, _>>()?;
    let groups = groups(case, function, rows.len())?;
    let expected = match (case.get("values"), case.get("fault")) {
        (Some(_), None) => {
            let values = list(case, "values")?;
            let read = |value| Cell::expected(value, &function.returns.term, function.returns.scale);
            Expected::Values(values.iter().map(read).collect::<Result<_, _>>()?)
        }
        (None, Some(Value::String(code))) => Expected::Fault(code.clone()),
        _ => return Err("it has either `values = […]` or `fault = \"…\"`".into()),
    };
    Ok(Case { name, function, constants: constants_of(case.get("constants"), &constants)?, rows, groups, expected })
}

fn function(case: &Table, facts: &Facts) -> Result<&'static Function, String> {
    let (name, window) = match (case.get("metric"), case.get("window")) {
        (Some(Value::String(name)), None) => (name, false),
        (None, Some(Value::String(name))) => (name, true),
        _ => return Err("it has either `metric = \"…\"` or `window = \"…\"`".into()),
    };
    let found = facts.functions.iter().find(|f| f.name == name && f.window == window);
    found.copied().ok_or_else(|| {
        let all: Vec<&str> = facts.functions.iter().filter(|f| f.window == window).map(|f| f.name).collect();
        format!("there is no {} `{name}`; there are {}", if window { "window" } else { "metric" }, all.join(", "))
    })
}

fn list<'a>(case: &'a Table, key: &str) -> Result<&'a [Value], String> {
    case.get(key).and_then(Value::as_array).map(Vec::as_slice).ok_or_else(|| format!("`{key}` is a list"))
}

fn row_of(row: &Value, params: &[&Parameter]) -> Result<Vec<Cell>, String> {
    let row = row.as_table().ok_or("a row is a table: { wait = 30 }")?;
    known(row, &params.iter().map(|p| p.name).collect::<Vec<_>>())?;
    params.iter().map(|p| row.get(p.name).map_or(Ok(Cell::None), |value| Cell::read(value, p.term.kind))).collect()
}

fn constants_of(said: Option<&Value>, params: &[&Parameter]) -> Result<Vec<Cell>, String> {
    let none = Table::new();
    let said = match said {
        None => &none,
        Some(Value::Table(table)) => table,
        Some(_) => return Err("constants are a table: { language = \"lv\" }".into()),
    };
    known(said, &params.iter().map(|p| p.name).collect::<Vec<_>>())?;
    let read = |param: &&Parameter| match (said.get(param.name), param.default.and_then(literal)) {
        (Some(value), _) => Cell::read(value, param.term.kind),
        (None, Some(value)) => Cell::read(&value, param.term.kind),
        (None, None) => Err(format!("the constant `{}` must be said: it has no default", param.name)),
    };
    params.iter().map(read).collect()
}

fn groups(case: &Table, function: &Function, rows: usize) -> Result<Vec<u32>, String> {
    if !case.contains_key("groups") {
        return Ok(vec![0; rows]);
    }
    if !function.window {
        return Err("only windows have `groups`".into());
    }
    let groups: Option<Vec<u32>> =
        list(case, "groups")?.iter().map(|g| g.as_integer().and_then(|n| u32::try_from(n).ok())).collect();
    let groups = groups.ok_or("groups are whole numbers from 0")?;
    if groups.len() == rows { Ok(groups) } else { Err(format!("there are {} groups for {rows} rows", groups.len())) }
}
