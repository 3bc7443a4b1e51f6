//! Asks a plugin what a case asks, in any order and any cut.

use super::cases::Case;
use crate::plugins::values::{columns, values};
use etalon_core::plugin::{Batch, Column, Fault, Module, Window};
use etalon_core::value::Value;
use etalon_host::{Metrics, OpenWindow};
use std::ops::Range;

/// What became of a call.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// One value for each row, or for each group.
    Values(Vec<Value>),
    /// It failed, and why.
    Fault(String),
}

impl Case<'_> {
    /// The answer to the whole.
    pub fn ask(&self, module: &dyn Module, groups: usize) -> Answer {
        if self.window {
            return self.window(module, std::slice::from_ref(&(0..self.rows.len())), groups);
        }
        match self.score(module, &self.rows) {
            Ok(scored) => {
                let place = |place: &Option<usize>| place.map_or(Value::Missing, |row| scored[row].clone());
                Answer::Values(self.places.iter().map(place).collect())
            }
            Err(fault) => Answer::Fault(fault.0.to_string()),
        }
    }

    /// The values of these rows; the fault of the first that failed.
    pub fn score(&self, module: &dyn Module, rows: &[Vec<Value>]) -> Result<Vec<Value>, Fault> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let columns = columns(&self.parameters, rows);
        let scored = module.score(&self.signature.name, &self.constants, Batch { rows: rows.len(), columns: &columns });
        match scored.faults.into_iter().next() {
            Some((_, fault)) => Err(fault),
            None => Ok(values(&scored.column, self.signature.returns.term.kind)),
        }
    }

    /// The values of so many groups after these cuts of the rows.
    pub fn window(&self, module: &dyn Module, cuts: &[Range<usize>], groups: usize) -> Answer {
        self.steps(module, groups, |window| cuts.iter().try_for_each(|cut| self.take(window, cut.clone(), false)))
    }

    /// The values after the rows `kept` alone, where those before them were taken in and out again, one group at a time if asked.
    pub fn slid(&self, module: &dyn Module, out: usize, groups: usize) -> Answer {
        self.steps(module, groups, |window| {
            self.take(window, 0..self.rows.len(), false)?;
            self.take(window, 0..out, true)
        })
    }

    /// The values, asked for twice; a fault if the second differ.
    pub fn twice(&self, module: &dyn Module, groups: usize) -> Answer {
        let all: Vec<u32> = (0..).take(groups).collect();
        self.steps(module, groups, |window| {
            self.take(window, 0..self.rows.len(), false)?;
            window.finish(&all).map(|_| ())
        })
    }

    /// The values where the state after the first rows was saved, and a fresh window took it up and the other rows.
    pub fn resumed(&self, module: &Metrics, at: usize, groups: usize) -> Answer {
        let all: Vec<u32> = (0..).take(groups).collect();
        let saved = module.open(&self.signature.name, &self.constants).and_then(|mut window| {
            self.take(&mut window, 0..at, false)?;
            window.save(&all)
        });
        self.merged(module, &all, |window| {
            window.merge(&all, &saved?)?;
            self.take(window, at..self.rows.len(), false)
        })
    }

    /// The values where the first rows and the others were taken by two windows, and the later one's state joined to the earlier one's.
    pub fn joined(&self, module: &Metrics, at: usize, groups: usize) -> Answer {
        let all: Vec<u32> = (0..).take(groups).collect();
        let later = module.open(&self.signature.name, &self.constants).and_then(|mut window| {
            self.take(&mut window, at..self.rows.len(), false)?;
            window.save(&all)
        });
        self.merged(module, &all, |window| {
            self.take(window, 0..at, false)?;
            window.merge(&all, &later?)
        })
    }

    fn merged(
        &self,
        module: &Metrics,
        all: &[u32],
        steps: impl FnOnce(&mut OpenWindow) -> Result<(), Fault>,
    ) -> Answer {
        let told = module.open(&self.signature.name, &self.constants).and_then(|mut window| {
            steps(&mut window)?;
            window.finish(all)
        });
        self.told(told)
    }

    fn take(&self, window: &mut dyn Window, rows: Range<usize>, out: bool) -> Result<(), Fault> {
        if rows.is_empty() {
            return Ok(());
        }
        let columns = columns(&self.parameters, &self.rows[rows.clone()]);
        let batch = Batch { rows: rows.len(), columns: &columns };
        if out { window.retract(&self.groups[rows], batch) } else { window.accumulate(&self.groups[rows], batch) }
    }

    fn steps(
        &self,
        module: &dyn Module,
        groups: usize,
        steps: impl FnOnce(&mut dyn Window) -> Result<(), Fault>,
    ) -> Answer {
        let all: Vec<u32> = (0..).take(groups).collect();
        let told = module.window(&self.signature.name, &self.constants).and_then(|mut window| {
            steps(window.as_mut())?;
            window.finish(&all)
        });
        self.told(told)
    }

    fn told(&self, told: Result<Column<'static>, Fault>) -> Answer {
        match told {
            Ok(column) => Answer::Values(values(&column, self.signature.returns.term.kind)),
            Err(fault) => Answer::Fault(fault.0.to_string()),
        }
    }
}
