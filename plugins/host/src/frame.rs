//! What surrounds each running instance: how much memory, work and time it has, its settings, and its log.

use crate::engine::{TABLE, TICK};
use crate::v1::bindings::etalon::plugin::{config, log};
use etalon_contract::Limits;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use wasmtime::component::{HasSelf, Linker};
use wasmtime::{ResourceLimiter, Store};

/// The most that a plugin hands to the host at once, bytes: an answer of 8,192 numbers has 64 KiB, of texts up to this.
pub(crate) const HANDED: usize = 16 << 20;
/// How often a call may ask the host for something, and so often again for each row.
const ASKED: u64 = 1_000;
const ASKED_PER_ROW: u64 = 8;
/// Core instances of one plugin: a Python plugin has about ten.
const INSTANCES: usize = 64;

/// One line that a plugin wrote to its log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// Which plugin.
    pub plugin: Arc<str>,
    /// "debug", "info", "warn" or "error"
    pub level: &'static str,
    /// What it says.
    pub text: String,
    /// For search.
    pub fields: Vec<(String, String)>,
}

/// Whoever reads logs.
pub type LogSink = Arc<dyn Fn(LogLine) + Send + Sync>;

/// What a call may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Units of work.
    pub work: u64,
    /// Questions to the host.
    pub asked: u64,
    /// The longest on the wall.
    pub time: Duration,
}

impl Budget {
    /// Of a call that carries so many rows.
    #[must_use]
    pub fn of(limits: &Limits, rows: usize) -> Self {
        let rows = rows as u64;
        Self {
            work: limits.work.saturating_add(limits.work_per_row.saturating_mul(rows)),
            asked: ASKED + ASKED_PER_ROW * rows,
            time: limits.time,
        }
    }
}

/// What surrounds one instance. Every store carries one, whatever else it carries.
#[derive(Clone)]
pub struct Frame {
    plugin: Arc<str>,
    settings: Arc<BTreeMap<String, String>>,
    log: LogSink,
    memory: usize,
    log_bytes: usize,
    /// Bytes of memory and tables it has.
    pub(crate) grown: u64,
    /// Whether it was denied memory.
    pub(crate) denied: bool,
    /// Left of this call.
    asked_left: u64,
    log_left: usize,
    /// How many times it may ask, for the message.
    pub(crate) asked_too_often: bool,
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Frame").field("plugin", &self.plugin).finish_non_exhaustive()
    }
}

impl Frame {
    /// Before the first call.
    #[must_use]
    pub fn new(plugin: &str, settings: Arc<BTreeMap<String, String>>, limits: &Limits, log: LogSink) -> Self {
        Self {
            plugin: plugin.into(),
            settings,
            log,
            memory: usize::try_from(limits.memory).unwrap_or(usize::MAX),
            log_bytes: limits.log as usize,
            grown: 0,
            denied: false,
            asked_left: 0,
            log_left: 0,
            asked_too_often: false,
        }
    }

    /// Sets the store up for its life.
    pub fn set_up<T: Send + 'static>(store: &mut Store<T>, frame: fn(&mut T) -> &mut Self) {
        store.limiter(move |data| frame(data));
        store.set_hostcall_fuel(HANDED);
        store.epoch_deadline_trap();
    }

    /// Gives the store what the next call may take. Without it no call gets anywhere.
    pub fn arm<T: 'static>(store: &mut Store<T>, frame: fn(&mut T) -> &mut Self, budget: Budget) {
        // Work is always counted here (`engine.rs`), so this cannot fail.
        let counted = store.set_fuel(budget.work);
        debug_assert!(counted.is_ok());
        let ticks = budget.time.as_millis() / TICK.as_millis();
        store.set_epoch_deadline(u64::try_from(ticks).unwrap_or(u64::MAX / 2).clamp(1, u64::MAX / 2) + 1);
        let frame = frame(store.data_mut());
        frame.asked_left = budget.asked;
        frame.log_left = frame.log_bytes;
    }

    /// The log and the settings, for any store that carries a frame.
    ///
    /// # Errors
    /// If they are there already.
    pub fn offer<T: 'static>(linker: &mut Linker<T>, frame: fn(&mut T) -> &mut Self) -> wasmtime::Result<()> {
        log::add_to_linker::<T, HasSelf<Self>>(linker, frame)?;
        config::add_to_linker::<T, HasSelf<Self>>(linker, frame)
    }

    /// Bytes of memory that it may have.
    pub(crate) fn memory(&self) -> u64 {
        self.memory as u64
    }

    /// One question to the host.
    fn ask(&mut self) -> wasmtime::Result<()> {
        match self.asked_left.checked_sub(1) {
            Some(left) => {
                self.asked_left = left;
                Ok(())
            }
            None => {
                self.asked_too_often = true;
                Err(wasmtime::Error::msg("asked the host too often"))
            }
        }
    }
}

impl log::Host for Frame {
    /// What does not fit any more is dropped: a log that is too long is no reason to judge nobody.
    fn write(&mut self, level: log::Level, text: String, fields: Vec<(String, String)>) -> wasmtime::Result<()> {
        self.ask()?;
        let length = text.len() + fields.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>();
        // Much text is as dear as many lines.
        self.asked_left = self.asked_left.saturating_sub(length as u64 / 1024);
        if let Some(left) = self.log_left.checked_sub(length + 1) {
            self.log_left = left;
            let level = match level {
                log::Level::Debug => "debug",
                log::Level::Info => "info",
                log::Level::Warn => "warn",
                log::Level::Error => "error",
            };
            (self.log)(LogLine { plugin: Arc::clone(&self.plugin), level, text, fields });
        }
        Ok(())
    }
}

impl config::Host for Frame {
    fn get(&mut self, name: String) -> wasmtime::Result<Option<String>> {
        self.ask()?;
        Ok(self.settings.get(&name).cloned())
    }
}

impl ResourceLimiter for Frame {
    fn memory_growing(&mut self, current: usize, desired: usize, maximum: Option<usize>) -> wasmtime::Result<bool> {
        let grown = self.grown + desired.saturating_sub(current) as u64;
        // All memories of the plugin together.
        let fits = grown <= self.memory as u64;
        self.denied |= !fits;
        let fits = fits && maximum.is_none_or(|maximum| desired <= maximum);
        if fits {
            self.grown = grown;
        }
        Ok(fits)
    }

    fn table_growing(&mut self, current: usize, desired: usize, maximum: Option<usize>) -> wasmtime::Result<bool> {
        let fits = desired <= TABLE && maximum.is_none_or(|maximum| desired <= maximum);
        if fits {
            self.grown += desired.saturating_sub(current) as u64 * 8;
        }
        Ok(fits)
    }

    fn instances(&self) -> usize {
        INSTANCES
    }

    fn tables(&self) -> usize {
        INSTANCES
    }

    fn memories(&self) -> usize {
        INSTANCES
    }
}
