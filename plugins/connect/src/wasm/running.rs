//! A connector that lives: each call within its memory, its work and its time; after a trap a new life begins.

use super::inside::Inside;
use super::words::trouble;
use super::{Connector, Refusal, Setup};
use crate::Failure;
use crate::gate::Gate;
use crate::log::{Log, plain};
use crate::scratch::Scratch;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use wasmtime::component::{Component, HasSelf, Linker};
use wasmtime::{Engine, Store, StoreLimits, StoreLimitsBuilder};

/// What a description may take: work, time, bytes.
const DESCRIBE: (u64, Duration, usize) = (10_000_000, Duration::from_secs(5), 256 << 10);
/// How long a call may wait for others, on top of its own time.
const WAITS: Duration = Duration::from_secs(120);
/// What may cross the border at once, bytes.
const CROSSING: usize = 64 << 20;

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
        let gate = Gate::new(granted.hosts.clone(), granted.vault.clone(), setup.net.clone(), setup.resolve.clone());
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
        let time = limits.time + WAITS;
        let answer = within(&self.runtime, time, async {
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
            Some(Ok((answer, world))) => {
                self.live = Some((store, world));
                Ok(answer)
            }
            Some(Err(error)) => Err(self.told(trouble(&error, work, limits.memory))),
            None => Err(self.told(Failure::broken("time", format!("it took longer than {} s", time.as_secs())))),
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

    /// A failure as it may be shown: without secrets, on one line, with what the gate refused.
    pub fn told(&self, mut failure: Failure) -> Failure {
        let clean = |text: &str, most: usize| -> String {
            plain(&self.setup.granted.vault.redact(text)).trim().chars().take(most).collect()
        };
        failure.code = clean(&failure.code, 64);
        failure.text = clean(&failure.text, 500);
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

/// None = it took longer.
fn within<T>(runtime: &Runtime, time: Duration, what: impl Future<Output = T>) -> Option<T> {
    // The clock of a timeout starts where the runtime is known.
    runtime.block_on(async { tokio::time::timeout(time, what).await.ok() })
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

/// Asks a component what it is. Whatever it imports traps.
pub(super) fn meta(engine: &Engine, component: &Component) -> Result<String, Failure> {
    let (work, time, most) = DESCRIBE;
    let memory = 64 << 20;
    let mut store = Store::new(engine, limits(memory));
    store.limiter(|limits| limits);
    store.set_hostcall_fuel(most);
    store.epoch_deadline_async_yield_and_update(1);
    let runtime = runtime().map_err(|what| Failure::broken("machine", what))?;
    let asked = within(&runtime, time, async {
        store.set_fuel(work)?;
        store.set_epoch_deadline(1);
        let mut linker = Linker::new(engine);
        linker.define_unknown_imports_as_traps(component)?;
        let instance = linker.instantiate_async(&mut store, component).await?;
        let meta = component.get_export_index(None, "etalon:plugin/meta@0.1.0");
        let describe = meta.and_then(|meta| component.get_export_index(Some(&meta), "describe"));
        let describe = describe.ok_or_else(|| wasmtime::Error::msg("`meta` has no function `describe`"))?;
        let describe = instance.get_typed_func::<(), (String,)>(&mut store, describe)?;
        let (text,) = describe.call_async(&mut store, ()).await?;
        Ok::<String, wasmtime::Error>(text)
    });
    match asked {
        Some(Ok(text)) if text.len() > most => {
            Err(Failure::broken("describe", format!("its description is longer than {most} bytes")))
        }
        Some(answer) => answer.map_err(|error| trouble(&error, work, memory)),
        None => Err(Failure::broken("time", "it took longer than 5 s")),
    }
}
