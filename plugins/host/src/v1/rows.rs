//! Functions of one row, track 1.

use super::bindings::etalon::plugin::types::Batch;
use super::bindings::exports::etalon::plugin::row_metrics::GuestIndices;
use super::columns::{given, refused, taken};
use crate::failure::{Failure, told};
use crate::outgoing::Sent;
use crate::track::{Answer, Asked, RowMetric};
use crate::{Budget, Frame};
use wasmtime::Store;
use wasmtime::component::InstancePre;

/// Asks a fresh instance each time.
pub(crate) struct Rows {
    pre: InstancePre<Frame>,
    exports: GuestIndices,
    frame: Frame,
}

impl Rows {
    /// None if the plugin has no such functions.
    pub(crate) fn new(pre: &InstancePre<Frame>, frame: &Frame) -> Option<Self> {
        let exports = GuestIndices::new(pre).ok()?;
        Some(Self { pre: pre.clone(), exports, frame: frame.clone() })
    }

    fn call(
        &self,
        store: &mut Store<Frame>,
        metric: &str,
        constants: &Sent<'_>,
        rows: &Sent<'_>,
    ) -> wasmtime::Result<Result<Answer, Failure>> {
        let instance = self.pre.instantiate(&mut *store)?;
        let guest = self.exports.load(&mut *store, &instance)?;
        let columns = taken(rows);
        let batch = Batch { rows: u32::try_from(rows.rows)?, columns: &columns };
        let gave = guest.call_score(store, metric, batch, &taken(constants))?;
        Ok(gave.map(given).map_err(|fault| refused(&fault)))
    }
}

impl RowMetric for Rows {
    fn score(&self, budget: Budget, metric: &str, constants: &Sent<'_>, rows: &Sent<'_>) -> Asked<Answer> {
        let mut store = super::store(self.pre.engine(), &self.frame);
        Frame::arm(&mut store, |frame| frame, budget);
        let gave = self
            .call(&mut store, metric, constants, rows)
            .unwrap_or_else(|error| Err(told(&error, store.data(), budget)));
        let worked = budget.work - store.get_fuel().unwrap_or(0).min(budget.work);
        // Memory that was made and thrown away is work for the machine, though none of the plugin's.
        Asked { gave, cost: worked + store.data().grown / 4 }
    }
}
