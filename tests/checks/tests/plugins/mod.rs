//! A plugin in plain Rust: what a plugin must be, without WebAssembly. It fails where a comment holds `!`, and notes what it is sent.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use etalon_contract::Description;
use etalon_core::plugin::{Batch, Catalog, Column, Data, Fault, Module, Plugin, Scored, Window};
use etalon_core::value::Value;
use std::borrow::Cow;
use std::sync::{Arc, Mutex};

/// What it offers.
const DESCRIPTION: &str = r#"{
  "schema": "etalon-plugin/1", "name": "fake", "version": "1.2.3",
  "metrics": [
    {"name": "score", "model": "the length of a text",
     "params": [{"name": "text", "type": "text"}, {"name": "bonus", "type": "number", "nullable": true},
                {"name": "base", "type": "whole", "constant": true, "default": 10}],
     "returns": {"type": "number", "range": [-1000, 1000], "nullable": true}},
    {"name": "mood", "params": [{"name": "text", "type": "text"}],
     "returns": {"type": "text", "choices": ["bad", "good"]}},
    {"name": "alike", "params": [{"name": "a", "type": "text"}, {"name": "b", "type": "text"}], "returns": {"type": "yes/no"}}],
  "windows": [
    {"name": "total", "retractable": true,
     "params": [{"name": "value", "type": "duration"}, {"name": "times", "type": "whole", "constant": true}],
     "returns": {"type": "duration"}},
    {"name": "chain", "params": [{"name": "text", "type": "text"}, {"name": "score", "type": "whole", "nullable": true}],
     "returns": {"type": "whole", "nullable": true}}]
}"#;

/// Whether it fails where it is told to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// It never fails.
    Sound,
    /// It fails for texts with a `!`.
    Failing,
}

/// The rows of a call, and how often a plugin was sent just these.
type Sent = Vec<(String, usize)>;

#[derive(Debug)]
pub struct Native {
    health: Health,
    sent: Mutex<Sent>,
}

impl Native {
    /// What went out, in an order of its own: which rows at once, however often and from whichever thread.
    pub fn sent(&self) -> Vec<(String, usize)> {
        let mut sent = self.sent.lock().unwrap().clone();
        sent.sort();
        sent
    }

    fn note(&self, name: &str, batch: &Batch<'_>) {
        assert!(batch.rows > 0 && batch.rows <= 8_192, "{} rows", batch.rows);
        assert!(batch.columns.iter().all(|column| column.data.len() == batch.rows), "columns of one length");
        self.sent.lock().unwrap().push((format!("{name} {:?}", batch.columns), batch.rows));
    }
}

/// The plugin at hand, and its module.
pub fn catalog(health: Health) -> (Catalog, Arc<Native>) {
    let description: Description = serde_json::from_str(DESCRIPTION).unwrap();
    let module = Arc::new(Native { health, sent: Mutex::default() });
    let plugin = description.plugin("fake", "abc").unwrap();
    let plugin = Plugin { module: Some(Arc::clone(&module) as Arc<dyn Module>), ..plugin };
    (Catalog { plugins: vec![plugin.into()] }, module)
}

fn text<'c>(column: &'c Column<'_>, row: usize) -> &'c str {
    assert!(column.valid.is_none(), "a row without what it must have went out");
    let Data::Texts { codes, words } = &column.data else { panic!("a text is due") };
    &words[codes[row] as usize]
}

fn int(column: &Column<'_>, row: usize) -> Option<i64> {
    let Data::Ints(values) = &column.data else { panic!("a number is due") };
    column.valid.as_ref().is_none_or(|valid| valid[row]).then(|| values[row])
}

/// The score, in millionths: ten for each letter and the bonus; none for texts that begin with `?`.
pub fn score(text: &str, bonus: Option<i64>, base: i64) -> Option<i64> {
    let letters = i64::try_from(text.chars().count()).unwrap();
    (!text.starts_with('?')).then(|| base * 1_000_000 + letters * 10_000_000 + bonus.unwrap_or(0))
}

fn constant(constants: &[Value]) -> i64 {
    match constants {
        [Value::Whole(n)] => *n,
        other => panic!("{other:?}"),
    }
}

impl Module for Native {
    fn score(&self, metric: &str, constants: &[Value], rows: Batch<'_>) -> Scored {
        self.note(metric, &rows);
        let failing = |row: &usize| self.health == Health::Failing && text(&rows.columns[0], *row).contains('!');
        let why: Arc<str> = Arc::from("asked for more than 64 MiB of memory");
        let faults =
            (0..rows.rows).filter(failing).map(|row| (u32::try_from(row).unwrap(), Fault(Arc::clone(&why)))).collect();
        let all = 0..rows.rows;
        let column = match metric {
            "score" => {
                let base = constant(constants);
                let of = |row| score(text(&rows.columns[0], row), int(&rows.columns[1], row), base);
                let values: Vec<Option<i64>> = all.map(of).collect();
                Column {
                    data: Data::Ints(values.iter().map(|v| v.unwrap_or(77)).collect()),
                    valid: Some(Cow::Owned(values.iter().map(Option::is_some).collect())),
                }
            }
            "mood" => {
                let codes = all.map(|row| u32::from(text(&rows.columns[0], row).len().is_multiple_of(2))).collect();
                let words = vec!["good".to_owned(), "bad".to_owned()].into();
                Column { data: Data::Texts { codes, words }, valid: None }
            }
            "alike" => {
                let same = |row| u8::from(text(&rows.columns[0], row).len() == text(&rows.columns[1], row).len());
                Column { data: Data::Flags(all.map(same).collect()), valid: None }
            }
            other => panic!("there is no `{other}`"),
        };
        Scored { column, faults }
    }

    fn window(&self, window: &str, constants: &[Value]) -> Result<Box<dyn Window>, Fault> {
        Ok(match window {
            "total" => Box::new(Total { times: constant(constants), sums: Vec::new() }),
            "chain" => Box::new(Chain { health: self.health, states: Vec::new() }),
            other => panic!("there is no `{other}`"),
        })
    }
}

/// A sum that can let go.
#[derive(Debug)]
struct Total {
    times: i64,
    sums: Vec<i64>,
}

fn at<T: Clone + Default>(list: &mut Vec<T>, group: u32) -> &mut T {
    let group = group as usize;
    if list.len() <= group {
        list.resize(group + 1, T::default());
    }
    &mut list[group]
}

impl Total {
    fn add(&mut self, groups: &[u32], rows: &Batch<'_>, sign: i64) {
        assert!(rows.rows == groups.len() && rows.rows <= 8_192);
        for (row, group) in groups.iter().enumerate() {
            *at(&mut self.sums, *group) += sign * int(&rows.columns[0], row).unwrap();
        }
    }
}

impl Window for Total {
    fn accumulate(&mut self, groups: &[u32], rows: Batch<'_>) -> Result<(), Fault> {
        self.add(groups, &rows, 1);
        Ok(())
    }

    fn retract(&mut self, groups: &[u32], rows: Batch<'_>) -> Result<(), Fault> {
        self.add(groups, &rows, -1);
        Ok(())
    }

    fn finish(&mut self, groups: &[u32]) -> Result<Column<'static>, Fault> {
        let values = groups.iter().map(|group| *at(&mut self.sums, *group) * self.times).collect();
        Ok(Column { data: Data::Ints(values), valid: None })
    }
}

/// A value that depends on every row and on their order. It cannot let go.
#[derive(Debug)]
struct Chain {
    health: Health,
    states: Vec<Option<i64>>,
}

/// The next value of the chain.
pub fn link(before: Option<i64>, text: &str, score: Option<i64>) -> i64 {
    let letters = i64::try_from(text.len()).unwrap();
    (before.unwrap_or(1) * 31 + letters * 7 + score.unwrap_or(5)) % 10_007
}

impl Window for Chain {
    fn accumulate(&mut self, groups: &[u32], rows: Batch<'_>) -> Result<(), Fault> {
        for (row, group) in groups.iter().enumerate() {
            let text = text(&rows.columns[0], row);
            if self.health == Health::Failing && text.contains('!') {
                return Err(Fault(Arc::from("stopped itself: unreachable")));
            }
            let state = at(&mut self.states, *group);
            *state = Some(link(*state, text, int(&rows.columns[1], row)));
        }
        Ok(())
    }

    fn retract(&mut self, _: &[u32], _: Batch<'_>) -> Result<(), Fault> {
        panic!("nothing is taken out of a window that cannot let go")
    }

    fn finish(&mut self, groups: &[u32]) -> Result<Column<'static>, Fault> {
        let values: Vec<Option<i64>> = groups.iter().map(|group| *at(&mut self.states, *group)).collect();
        Ok(Column {
            data: Data::Ints(values.iter().map(|v| v.unwrap_or(0)).collect()),
            valid: Some(Cow::Owned(values.iter().map(Option::is_some).collect())),
        })
    }
}
