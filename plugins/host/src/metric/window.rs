//! A window that is open.

use super::unfit;
use crate::Budget;
use crate::answer::Gathered;
use crate::failure::Failure;
use crate::outgoing::{Prepared, Sent};
use crate::track::{States, Windows};
use etalon_contract::Limits;
use etalon_core::plugin::{Batch, Column, Fault, Signature, Window};
use std::fmt;
use std::sync::Arc;

/// The states of all groups of one window, in an instance of their own. After a fault nothing more is to be had: what the
/// plugin had in mind is lost.
pub struct OpenWindow {
    states: Box<dyn States>,
    signature: Arc<Signature>,
    limits: Limits,
    broken: Option<Fault>,
}

impl fmt::Debug for OpenWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenWindow").field("window", &self.signature.name).finish_non_exhaustive()
    }
}

impl OpenWindow {
    pub(super) fn new(
        windows: &dyn Windows,
        signature: &Signature,
        constants: &Sent<'_>,
        limits: &Limits,
    ) -> Result<Self, Fault> {
        let states = windows.open(Budget::of(limits, 0), &signature.name, constants).map_err(|e| fault(&e))?;
        Ok(Self { states, signature: Arc::new(signature.clone()), limits: limits.clone(), broken: None })
    }

    /// Joins saved states into these groups.
    ///
    /// # Errors
    /// Says why not.
    pub fn merge(&mut self, groups: &[u32], saved: &[Vec<u8>]) -> Result<(), Fault> {
        let saved: Vec<&[u8]> = saved.iter().map(Vec::as_slice).collect();
        self.ask(groups.len(), |states, budget| states.merge(budget, groups, &saved))
    }

    /// The states of these groups, to go on from later.
    ///
    /// # Errors
    /// Says why there are none.
    pub fn save(&mut self, groups: &[u32]) -> Result<Vec<Vec<u8>>, Fault> {
        let saved = self.ask(groups.len(), |states, budget| states.save(budget, groups))?;
        if saved.len() == groups.len() {
            return Ok(saved);
        }
        Err(self.break_off(&Failure::Form(format!("saved {} states of {} groups", saved.len(), groups.len()))))
    }

    /// Forgets these groups; their numbers may be used anew.
    ///
    /// # Errors
    /// Says why not.
    pub fn close(&mut self, groups: &[u32]) -> Result<(), Fault> {
        self.ask(groups.len(), |states, budget| states.close(budget, groups))
    }

    fn ask<T>(
        &mut self,
        rows: usize,
        call: impl FnOnce(&mut dyn States, Budget) -> Result<T, Failure>,
    ) -> Result<T, Fault> {
        if let Some(fault) = &self.broken {
            return Err(fault.clone());
        }
        let gave = call(self.states.as_mut(), Budget::of(&self.limits, rows));
        gave.map_err(|failure| self.break_off(&failure))
    }

    fn break_off(&mut self, failure: &Failure) -> Fault {
        self.broken.insert(fault(failure)).clone()
    }

    fn rows(
        &mut self,
        groups: &[u32],
        batch: Batch<'_>,
        call: impl FnOnce(&mut dyn States, Budget, &Sent<'_>) -> Result<(), Failure>,
    ) -> Result<(), Fault> {
        let signature = Arc::clone(&self.signature);
        let rows = Prepared::new(&signature.parameters, batch).filter(|rows| rows.rows == groups.len());
        let rows = rows.ok_or_else(unfit)?;
        if rows.rows == 0 {
            return self.broken.clone().map_or(Ok(()), Err);
        }
        self.ask(rows.rows, |states, budget| call(states, budget, &rows.range(0, rows.rows)))
    }
}

fn fault(failure: &Failure) -> Fault {
    Fault(failure.words().into())
}

impl Window for OpenWindow {
    fn accumulate(&mut self, groups: &[u32], rows: Batch<'_>) -> Result<(), Fault> {
        self.rows(groups, rows, |states, budget, rows| states.accumulate(budget, groups, rows))
    }

    fn retract(&mut self, groups: &[u32], rows: Batch<'_>) -> Result<(), Fault> {
        self.rows(groups, rows, |states, budget, rows| states.retract(budget, groups, rows))
    }

    fn finish(&mut self, groups: &[u32]) -> Result<Column<'static>, Fault> {
        let answer = self.ask(groups.len(), |states, budget| states.finish(budget, groups))?;
        let mut gathered = Gathered::new(&self.signature.returns, self.limits.text, groups.len());
        let took = gathered.take(0, groups.len(), answer);
        let scored = gathered.scored();
        match (took, scored.faults.into_iter().next()) {
            (Ok(()), None) => Ok(scored.column),
            (Ok(()), Some((_, fault))) => Err(self.broken.insert(fault).clone()),
            (Err(failure), _) => Err(self.break_off(&failure)),
        }
    }
}
