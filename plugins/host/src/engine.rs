//! The one engine of a process: how code is compiled, how much room there is, and the clock that ends what does not end.

use crate::cache::Cache;
use crate::{LogSink, Refusal};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use wasmtime::component::Component;
use wasmtime::{Config, Enabled, Engine, PoolingAllocationConfig};

/// How often the clock ticks.
pub(crate) const TICK: Duration = Duration::from_millis(10);
/// How many instances of all plugins may live at once, windows included.
const ROOM: u32 = 500;
/// Elements of the tables of one instance.
pub(crate) const TABLE: usize = 100_000;
/// Bytes of memory, and of tables, that one instance wrote and that are kept for the next where the system can say which they are. A slice of 8,192 rows
/// with three columns of numbers is 256 KiB going in and out.
const KEPT_MEMORY: usize = 1 << 20;
const KEPT_TABLES: usize = 32 << 10;
/// Bytes of stack of a call. Deeper = "called itself too deeply".
const STACK: usize = 512 << 10;

/// Compiles plugins and runs them. Cheap to clone.
#[derive(Clone)]
pub struct Host {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    cache: Option<Cache>,
    /// What was compiled lately, by content hash, so that inspecting and then running compiles once.
    lately: Mutex<Vec<(String, Component)>>,
    log: LogSink,
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Host").finish_non_exhaustive()
    }
}

impl Host {
    /// A host; `cache` is the folder for compiled plugins. It is made if it is not there.
    ///
    /// # Errors
    /// Says why the folder cannot be trusted, or why this machine cannot run plugins.
    pub fn new(cache: Option<PathBuf>) -> Result<Self, Refusal> {
        Self::with_log(cache, Arc::new(|_| {}))
    }

    /// The same; `log` is told what plugins write to their log.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn with_log(cache: Option<PathBuf>, log: LogSink) -> Result<Self, Refusal> {
        let engine = engine().map_err(|e| Refusal::new(format!("this machine cannot run plugins: {e}")))?;
        let cache = cache.map(|folder| Cache::open(folder, &engine)).transpose()?;
        tick(&engine)?;
        Ok(Self { inner: Arc::new(Inner { engine, cache, lately: Mutex::default(), log }) })
    }

    /// The engine, for rooms that build on this one. Its epoch ticks each 10 ms, work is counted.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.inner.engine
    }

    /// Where logs go.
    pub(crate) fn log(&self) -> LogSink {
        Arc::clone(&self.inner.log)
    }

    pub(crate) fn cache(&self) -> Option<&Cache> {
        self.inner.cache.as_ref()
    }

    pub(crate) fn lately(&self) -> &Mutex<Vec<(String, Component)>> {
        &self.inner.lately
    }
}

/// How everything is compiled and where it lives. What would answer differently from run to run - threads, relaxed vectors - is off.
fn config() -> Config {
    let mut config = Config::new();
    config.consume_fuel(true);
    config.epoch_interruption(true);
    config.max_wasm_stack(STACK);
    config.wasm_relaxed_simd(false);
    config.wasm_memory64(false);
    // Not for modules with two memories, but for the code that wasmtime itself makes between two modules of one component (Python and
    // JavaScript bring several): without it such a component makes the compiler panic.
    config.wasm_multi_memory(true);
    config.wasm_custom_page_sizes(false);
    config
}

fn engine() -> wasmtime::Result<Engine> {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(ROOM);
    // A component of several modules has an instance for each, and small ones that glue them together.
    pool.total_core_instances(ROOM * 8);
    pool.total_memories(ROOM);
    pool.total_tables(ROOM * 4);
    pool.table_elements(TABLE);
    pool.max_component_instance_size(4 << 20);
    pool.max_core_instance_size(4 << 20);
    // Each instance finds its memory as its plugin describes it, whatever another wrote there. The quick way: the system says which pages were written
    // (Linux since 6.7), and these are put back as they were. The sure way, everywhere else: all of it is given back to the machine, and each page that
    // is written is asked of it anew, which costs more than most calls.
    if PoolingAllocationConfig::is_pagemap_scan_available() {
        pool.pagemap_scan(Enabled::Auto);
        pool.linear_memory_keep_resident(KEPT_MEMORY);
        pool.table_keep_resident(KEPT_TABLES);
    }
    let mut pooled = config();
    pooled.allocation_strategy(pool);
    // The pool sets aside addresses, not memory. Where even these are short (`ulimit -v`) instances are made one by one, slower.
    Engine::new(&pooled).or_else(|_| Engine::new(&config()))
}

fn tick(engine: &Engine) -> Result<(), Refusal> {
    let engine = engine.weak();
    let clock = move || {
        while let Some(engine) = engine.upgrade() {
            engine.increment_epoch();
            drop(engine);
            std::thread::sleep(TICK);
        }
    };
    std::thread::Builder::new()
        .name("plugin clock".to_owned())
        .spawn(clock)
        .map(drop)
        .map_err(|e| Refusal::new(format!("this machine cannot run plugins: no thread for their clock: {e}")))
}
