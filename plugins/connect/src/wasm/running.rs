//! A connector that lives: each call within its memory, its work and its time; after a trap a new life begins.

use super::inside::Inside;
use super::words::trouble;
use super::{Connector, Problem, Refusal, Setup};
use crate::Failure;
use crate::gate::Gate;
use crate::log::{Log, plain};
use crate::scratch::Scratch;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use wasmtime::component::{Component, HasSelf, Linker};
use wasmtime::{Engine, Store, StoreLimits, StoreLimitsBuilder};

/// What may cross the border at once, bytes.
pub(super) const CROSSING: usize = 64 << 20;
/// The longest name, code and text of a plugin that is shown, signs.
const NAME: usize = 64;
const TEXT: usize = 500;
/// The most problems that are shown.
const PROBLEMS: usize = 20;

/// One of the two worlds.
pub(super) trait World: Sized {
    fn make(
        store: &mut Store<Inside>,
        component: &Component,
        linker: &Linker<Inside>,
    ) -> impl Future<Output = wasmtime::Result<Self>>;
}

pub(super) struct Running<W> {
    pub gate: Arc<Gate>,
    connector: Connector,
    setup: Setup,
    linker: Linker<Inside>,
    runtime: Runtime,
    live: Option<(Store<Inside>, W)>,
}

impl<W: World> Running<W> {
    pub fn new(connector: Connector, setup: Setup) -> Result<Self, Refusal> {
        let linker =
            linker(&connector.engine).map_err(|error| Refusal { what: error.to_string(), help: String::new() })?;
        let runtime = runtime().map_err(|what| Refusal { what, help: String::new() })?;
        let granted = &setup.granted;
        let gate = Gate::new(
            granted.hosts.clone(),
            granted.vault.clone(),
            setup.net.clone(),
            setup.resolve.clone(),
            granted.trust.clone(),
        );
        Ok(Self { gate: Arc::new(gate), connector, setup, linker, runtime, live: None })
    }

    /// What it says of itself.
    pub fn description(&self) -> &etalon_contract::Description {
        self.connector.description()
    }

    /// Whether what it held from call to call is still there.
    pub fn lives(&self) -> bool {
        self.live.is_some()
    }

    fn begin(&self) -> Result<Store<Inside>, Failure> {
        let granted = &self.setup.granted;
        let scratch = Scratch::open(granted.scratch, self.setup.scratch.as_deref())
            .map_err(|trouble| Failure::broken("scratch", trouble.to_string()))?;
        let log = Log::new(self.setup.log.clone(), granted.vault.clone(), granted.limits.log);
        let inside = Inside::new(
            limits(granted.limits.memory),
            log,
            scratch,
            Arc::new(self.setup.settings.clone()),
            self.setup.clock.clone(),
            granted.vault.clone(),
            self.gate.clone(),
        );
        let mut store = Store::new(&self.connector.engine, inside);
        store.limiter(|inside| &mut inside.limits);
        store.set_hostcall_fuel(CROSSING);
        store.epoch_deadline_async_yield_and_update(1);
        Ok(store)
    }

    /// A call that carries so many rows. A trap ends this life; the next call begins a new one.
    pub fn call<T>(
        &mut self,
        rows: u32,
        what: impl AsyncFnOnce(&mut Store<Inside>, &W) -> wasmtime::Result<T>,
    ) -> Result<T, Failure> {
        let limits = self.setup.granted.limits.clone();
        let work = limits.work.saturating_add(limits.work_per_row.saturating_mul(u64::from(rows)));
        self.gate.begin();
        let (mut store, world) = match self.live.take() {
            Some((store, world)) => (store, Some(world)),
            None => (self.begin()?, None),
        };
        store.data_mut().log.begin();
        let (component, linker) = (&self.connector.component, &self.linker);
        let answer = within(&self.runtime, limits.time, self.setup.net.waits, async {
            store.set_fuel(work)?;
            store.set_epoch_deadline(1);
            let world = match world {
                Some(world) => world,
                None => W::make(&mut store, component, linker).await?,
            };
            let answer = what(&mut store, &world).await?;
            Ok((answer, world))
        });
        match answer {
            Ok(Ok((answer, world))) => {
                self.live = Some((store, world));
                Ok(answer)
            }
            Ok(Err(error)) => Err(self.told(trouble(&error, work, limits.memory))),
            Err(over) => Err(self.told(Failure::broken("time", over))),
        }
    }

    /// The call ended well: what it wrote into its scratch is kept.
    pub fn keep(&mut self) -> Result<(), Failure> {
        let Some((store, _)) = &mut self.live else { return Ok(()) };
        store.data_mut().scratch.keep().map_err(|trouble| Failure::broken("scratch", trouble.to_string()))
    }

    /// The plugin told a failure: what the call wrote into its scratch is let go.
    pub fn failed(&mut self, failure: Failure) -> Failure {
        if let Some((store, _)) = &mut self.live {
            store.data_mut().scratch.let_go();
        }
        self.told(failure)
    }

    /// What comes from the plugin as it may be shown and written down: without secrets, on one line, at most so many signs.
    pub fn shown(&self, text: &str, most: usize) -> String {
        plain(&self.setup.granted.vault.redact(text)).trim().chars().take(most).collect()
    }

    /// The same of several lines.
    pub fn shown_lines(&self, text: &str, most: usize) -> String {
        let clean = self.setup.granted.vault.redact(text);
        let lines: Vec<String> = clean.lines().map(plain).collect();
        lines.join("\n").chars().take(most).collect()
    }

    /// What `check` found, as it may be shown, and what the gate refused.
    pub fn problems(&self, problems: impl Iterator<Item = (String, String)>) -> Vec<Problem> {
        let one = |(setting, text): (String, String)| Problem {
            setting: self.shown(&setting, NAME),
            text: self.shown(&text, TEXT),
        };
        let gate = self.gate.refused().into_iter();
        let gate = gate.map(|why| (String::new(), format!("refused at the gate: {why}")));
        problems.take(PROBLEMS).chain(gate).map(one).collect()
    }

    /// A failure as it may be shown: without secrets, on one line, with what the gate refused.
    pub fn told(&self, mut failure: Failure) -> Failure {
        failure.code = self.shown(&failure.code, NAME);
        failure.text = self.shown(&failure.text, TEXT);
        for refused in self.gate.refused() {
            let refused = plain(&self.setup.granted.vault.redact(&refused));
            failure.text = format!(
                "{}{}refused at the gate: {refused}",
                failure.text,
                if failure.text.is_empty() { "" } else { "; " }
            );
        }
        failure
    }
}

/// The call may work so long, and wait for others so long on top; else in words what was too long. Whatever happens while it is polled is work: its own
/// code, and the host's answers to it, which come at once and cost no fuel. The host's clock makes it hand over each 10 ms, so that this is seen.
fn within<T>(runtime: &Runtime, work: Duration, waits: Duration, what: impl Future<Output = T>) -> Result<T, String> {
    let all = work + waits;
    let mut what = std::pin::pin!(what);
    let mut worked = Duration::ZERO;
    let worker = std::future::poll_fn(|context| {
        let began = Instant::now();
        let came = what.as_mut().poll(context);
        worked += began.elapsed();
        match came {
            Poll::Ready(answer) => Poll::Ready(Ok(answer)),
            Poll::Pending if worked > work => {
                Poll::Ready(Err(format!("it worked longer than {} s", work.as_secs_f64())))
            }
            Poll::Pending => Poll::Pending,
        }
    });
    // The clock of a timeout starts where the runtime is known.
    let came = runtime.block_on(async { tokio::time::timeout(all, worker).await });
    came.unwrap_or_else(|_| Err(format!("it took longer than {} s", all.as_secs_f64())))
}

fn limits(memory: u64) -> StoreLimits {
    StoreLimitsBuilder::new()
        .memory_size(usize::try_from(memory).unwrap_or(usize::MAX))
        .table_elements(100_000)
        .instances(64)
        .memories(16)
        .tables(64)
        .trap_on_grow_failure(true)
        .build()
}

fn runtime() -> Result<Runtime, String> {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("this machine cannot run connectors: {error}"))
}

fn linker(engine: &Engine) -> wasmtime::Result<Linker<Inside>> {
    use super::bindings::shared as ours;
    let mut linker = Linker::new(engine);
    wasmtime_wasi_http::p2::add_to_linker_async(&mut linker)?;
    ours::log::add_to_linker::<_, HasSelf<Inside>>(&mut linker, |inside| inside)?;
    ours::config::add_to_linker::<_, HasSelf<Inside>>(&mut linker, |inside| inside)?;
    ours::clock::add_to_linker::<_, HasSelf<Inside>>(&mut linker, |inside| inside)?;
    ours::secrets::add_to_linker::<_, HasSelf<Inside>>(&mut linker, |inside| inside)?;
    ours::scratch::add_to_linker::<_, HasSelf<Inside>>(&mut linker, |inside| inside)?;
    ours::types::add_to_linker::<_, HasSelf<Inside>>(&mut linker, |inside| inside)?;
    ours::connector_types::add_to_linker::<_, HasSelf<Inside>>(&mut linker, |inside| inside)?;
    Ok(linker)
}
