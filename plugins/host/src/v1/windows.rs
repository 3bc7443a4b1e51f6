//! Values of many rows, track 1.

use super::bindings::etalon::plugin::types::{Batch, Fault};
use super::bindings::exports::etalon::plugin::windows::{Guest, GuestIndices};
use super::columns::{given, refused, taken};
use crate::failure::{Failure, told};
use crate::outgoing::Sent;
use crate::track::{Answer, States, Windows};
use crate::{Budget, Frame};
use wasmtime::Store;
use wasmtime::component::{InstancePre, ResourceAny};

/// Opens windows, each in an instance of its own.
pub(crate) struct V1Windows {
    pre: InstancePre<Frame>,
    exports: GuestIndices,
    frame: Frame,
}

impl V1Windows {
    /// None if the plugin has none.
    pub(crate) fn new(pre: &InstancePre<Frame>, frame: &Frame) -> Option<Self> {
        let exports = GuestIndices::new(pre).ok()?;
        Some(Self { pre: pre.clone(), exports, frame: frame.clone() })
    }
}

impl Windows for V1Windows {
    fn open(&self, budget: Budget, window: &str, constants: &Sent<'_>) -> Result<Box<dyn States>, Failure> {
        let mut store = super::store(self.pre.engine(), &self.frame);
        Frame::arm(&mut store, |frame| frame, budget);
        let opened = self.pre.instantiate(&mut store).and_then(|instance| {
            let guest = self.exports.load(&mut store, &instance)?;
            let states = guest.states().call_open(&mut store, window, &taken(constants))?;
            Ok((guest, states))
        });
        match opened {
            Ok((guest, Ok(states))) => Ok(Box::new(Open { store, guest, states })),
            Ok((_, Err(fault))) => Err(refused(&fault)),
            Err(error) => Err(told(&error, store.data(), budget)),
        }
    }
}

/// One window in its instance, which goes when this goes.
struct Open {
    store: Store<Frame>,
    guest: Guest,
    states: ResourceAny,
}

impl Open {
    fn ask<T>(
        &mut self,
        budget: Budget,
        call: impl FnOnce(&mut Store<Frame>, &Guest, ResourceAny) -> wasmtime::Result<Result<T, Fault>>,
    ) -> Result<T, Failure> {
        Frame::arm(&mut self.store, |frame| frame, budget);
        match call(&mut self.store, &self.guest, self.states) {
            Ok(gave) => gave.map_err(|fault| refused(&fault)),
            Err(error) => Err(told(&error, self.store.data(), budget)),
        }
    }
}

fn batch<'a>(rows: &Sent<'_>, columns: &'a [super::bindings::etalon::plugin::types::ColumnParam<'a>]) -> Batch<'a> {
    Batch { rows: rows.rows as u32, columns }
}

impl States for Open {
    fn accumulate(&mut self, budget: Budget, groups: &[u32], rows: &Sent<'_>) -> Result<(), Failure> {
        let columns = taken(rows);
        self.ask(budget, |store, guest, states| {
            guest.states().call_accumulate(store, states, groups, batch(rows, &columns))
        })
    }

    fn retract(&mut self, budget: Budget, groups: &[u32], rows: &Sent<'_>) -> Result<(), Failure> {
        let columns = taken(rows);
        self.ask(budget, |store, guest, states| {
            guest.states().call_retract(store, states, groups, batch(rows, &columns))
        })
    }

    fn merge(&mut self, budget: Budget, groups: &[u32], saved: &[&[u8]]) -> Result<(), Failure> {
        self.ask(budget, |store, guest, states| guest.states().call_merge(store, states, groups, saved))
    }

    fn save(&mut self, budget: Budget, groups: &[u32]) -> Result<Vec<Vec<u8>>, Failure> {
        self.ask(budget, |store, guest, states| guest.states().call_save(store, states, groups))
    }

    fn finish(&mut self, budget: Budget, groups: &[u32]) -> Result<Answer, Failure> {
        self.ask(budget, |store, guest, states| guest.states().call_finish(store, states, groups)).map(given)
    }

    fn close(&mut self, budget: Budget, groups: &[u32]) -> Result<(), Failure> {
        self.ask(budget, |store, guest, states| guest.states().call_close(store, states, groups).map(Ok))
    }
}
