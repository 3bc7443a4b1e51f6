//! A sink that runs.

use super::bindings::sink::SinkPlugin;
use super::bindings::sink::exports::etalon::plugin::sink as theirs;
use super::columns::failure;
use super::inside::Inside;
use super::running::{Running, World};
use super::{Connector, Problem, Refusal, Setup};
use crate::{Action, Failure, Outcome, Outlet};
use wasmtime::Store;
use wasmtime::component::{Component, Linker};

/// The longest name that the other side may give an action, signs.
const THERE: usize = 200;
/// The longest preview, signs.
const PREVIEW: usize = 64 << 10;

impl World for SinkPlugin {
    async fn make(store: &mut Store<Inside>, component: &Component, linker: &Linker<Inside>) -> wasmtime::Result<Self> {
        Self::instantiate_async(store, component, linker).await
    }
}

/// A sink that runs.
pub struct Sink {
    running: Running<SinkPlugin>,
}

impl Sink {
    pub(super) fn new(connector: Connector, setup: Setup) -> Result<Self, Refusal> {
        Ok(Self { running: Running::new(connector, setup)? })
    }

    /// Tries settings and connection, changes nothing.
    ///
    /// # Errors
    /// The plugin itself is at fault.
    pub fn check(&mut self) -> Result<Vec<Problem>, Failure> {
        let problems = self.running.call(0, async |store, world| world.etalon_plugin_sink().call_check(store).await)?;
        Ok(self.running.problems(problems.into_iter().map(|p| (p.setting, p.text))))
    }
}

impl Outlet for Sink {
    fn preview(&mut self, action: &Action) -> Result<String, Failure> {
        let action = one(action);
        let shown =
            self.running.call(1, async |store, world| world.etalon_plugin_sink().call_preview(store, &action).await)?;
        match shown {
            Ok(text) => Ok(self.running.shown_lines(&text, PREVIEW)),
            Err(theirs) => Err(self.running.failed(failure(theirs))),
        }
    }

    fn deliver(&mut self, actions: &[Action]) -> Result<Vec<Outcome>, Failure> {
        let given: Vec<theirs::Action> = actions.iter().map(one).collect();
        let rows = u32::try_from(given.len()).unwrap_or(u32::MAX);
        let came = self
            .running
            .call(rows, async |store, world| world.etalon_plugin_sink().call_deliver(store, &given).await)?;
        self.running.keep()?;
        let outcome = |outcome| match outcome {
            theirs::Outcome::Done(name) => Outcome::Done(self.running.shown(&name, THERE)),
            theirs::Outcome::Duplicate(name) => Outcome::Duplicate(self.running.shown(&name, THERE)),
            theirs::Outcome::Failed(theirs) => Outcome::Failed(self.running.told(failure(theirs))),
        };
        Ok(came.into_iter().map(outcome).collect())
    }
}

fn one(action: &Action) -> theirs::Action {
    theirs::Action {
        key: action.key.clone(),
        kind: action.kind.clone(),
        subject: action.subject.clone(),
        at: action.at,
        body: action.body.clone(),
        attempt: action.attempt,
    }
}
