//! A metric plugin that can be asked.

mod again;
mod slice;
mod window;

pub use window::OpenWindow;

use crate::compile::sha256;
use crate::gate::Gate;
use crate::outgoing::{Prepared, constants};
use crate::track::{RowMetric, Windows};
use crate::v1::{Rows, V1Windows};
use crate::{Frame, Host, Offers, Refusal, imports};
use etalon_contract::{Content, Description, Limits};
use etalon_core::plugin::{Batch, Column, Data, Fault, Kind, Module, Plugin, Scored, Signature, Window};
use etalon_core::value::Value;
use slice::Slice;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use wasmtime::component::Component;

/// A metric plugin, compiled, checked and within its limits.
pub struct Metrics {
    name: String,
    metrics: Vec<Signature>,
    windows: Vec<Signature>,
    limits: Limits,
    /// At most so many calls at once. A window keeps an instance of its own beside these.
    gate: Gate,
    /// None if the plugin has no functions of one row.
    score: Option<Box<dyn RowMetric>>,
    /// None if it has no windows.
    open: Option<Box<dyn Windows>>,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Host {
    /// A plugin that can be asked: `plugin` as the checker knows it, its bytes, what it may take of the machine, and its settings.
    ///
    /// # Errors
    /// Says why it is not loaded.
    pub fn metric(
        &self,
        plugin: &Plugin,
        bytes: &[u8],
        limits: &Limits,
        settings: &BTreeMap<String, String>,
    ) -> Result<Arc<dyn Module>, Refusal> {
        let module: Arc<dyn Module> = self.metrics(plugin, bytes, limits, settings)?;
        Ok(module)
    }

    /// The same, with all that a window can do ([`Metrics::open`]).
    ///
    /// # Errors
    /// Says why it is not loaded.
    pub fn metrics(
        &self,
        plugin: &Plugin,
        bytes: &[u8],
        limits: &Limits,
        settings: &BTreeMap<String, String>,
    ) -> Result<Arc<Metrics>, Refusal> {
        self.bound(plugin, &self.component(bytes)?, limits, settings)
    }

    /// The same of one that is pinned, if it says of itself what is pinned: the checker believed the description in etalon.lock, and its hash holds only
    /// the file.
    ///
    /// # Errors
    /// Says why it is not loaded.
    pub fn as_pinned(
        &self,
        plugin: &Plugin,
        content: &Content,
        description: &Description,
        limits: &Limits,
        settings: &BTreeMap<String, String>,
    ) -> Result<Arc<dyn Module>, Refusal> {
        let hash = content.sha256();
        let component =
            self.hashed(hash, || content.bytes().map_err(|e| Refusal::new(format!("its file cannot be read: {e}"))))?;
        // What a plugin says of itself follows from its content alone: it has no clock and no chance, and nothing is granted while it says so.
        let pinned = serde_json::to_vec(description).map(|text| sha256(&text)).unwrap_or_default();
        if !self.cache().is_some_and(|cache| cache.said(hash, &pinned)) {
            if self.inspected(&component, hash.to_owned())?.description != *description {
                return Err(Refusal::not_as_pinned());
            }
            if let Some(cache) = self.cache() {
                cache.says(hash, &pinned);
            }
        }
        let module: Arc<dyn Module> = self.bound(plugin, &component, limits, settings)?;
        Ok(module)
    }

    fn bound(
        &self,
        plugin: &Plugin,
        component: &Component,
        limits: &Limits,
        settings: &BTreeMap<String, String>,
    ) -> Result<Arc<Metrics>, Refusal> {
        let surface = imports::surface(component, self.engine())?;
        // As a metric it may not reach what it might as a connector.
        imports::allowed(&surface.imports, Offers { source: false, sink: false, ..surface.offers })?;
        let frame = Frame::new(&plugin.name, Arc::new(settings.clone()), limits, self.log());
        let started = self.start(component, &frame, false)?;
        Ok(Arc::new(Metrics {
            name: plugin.name.clone(),
            metrics: plugin.metrics.clone(),
            windows: plugin.windows.clone(),
            limits: limits.clone(),
            gate: Gate::new(limits.instances),
            score: Rows::new(&started, &frame).map(|rows| Box::new(rows) as _),
            open: V1Windows::new(&started, &frame).map(|windows| Box::new(windows) as _),
        }))
    }
}

impl Metrics {
    /// Opens a window.
    ///
    /// # Errors
    /// Says why there is none.
    pub fn open(&self, window: &str, values: &[Value]) -> Result<OpenWindow, Fault> {
        let signature = self.windows.iter().find(|s| s.name == window);
        let (Some(signature), Some(open)) = (signature, &self.open) else {
            return Err(Fault(format!("has no window `{window}`").into()));
        };
        let constants = constants(&signature.parameters, values).ok_or_else(unfit)?;
        OpenWindow::new(open.as_ref(), signature, &constants, &self.limits)
    }

    fn slice(&self, metric: &str, values: &[Value], batch: Batch<'_>) -> Result<Scored, Fault> {
        let signature = self.metrics.iter().find(|s| s.name == metric);
        let (Some(signature), Some(score)) = (signature, &self.score) else {
            return Err(Fault(format!("has no function `{metric}`").into()));
        };
        let constants = constants(&signature.parameters, values).ok_or_else(unfit)?;
        let rows = Prepared::new(&signature.parameters, batch).ok_or_else(unfit)?;
        let _inside = self.gate.enter();
        let slice =
            Slice { score: score.as_ref(), signature, limits: &self.limits, constants: &constants, rows: &rows };
        slice.scored().map_err(|words| Fault(words.into()))
    }
}

/// The caller did not keep to the signature.
fn unfit() -> Fault {
    Fault("was asked for something else than it describes".into())
}

impl Module for Metrics {
    fn score(&self, metric: &str, constants: &[Value], rows: Batch<'_>) -> Scored {
        self.slice(metric, constants, rows).unwrap_or_else(|fault| {
            let kind = self.metrics.iter().find(|s| s.name == metric).map_or(Kind::Number, |s| s.returns.term.kind);
            failed(kind, rows.rows, &fault)
        })
    }

    fn window(&self, window: &str, constants: &[Value]) -> Result<Box<dyn Window>, Fault> {
        Ok(Box::new(self.open(window, constants)?))
    }
}

/// No answer to any row.
fn failed(kind: Kind, rows: usize, fault: &Fault) -> Scored {
    let data = match kind {
        Kind::YesNo => Data::Flags(Cow::Owned(vec![0; rows])),
        Kind::Text => Data::Texts { codes: Cow::Owned(vec![0; rows]), words: Cow::Owned(Vec::new()) },
        _ => Data::Ints(Cow::Owned(vec![0; rows])),
    };
    let valid = Some(Cow::Owned(vec![false; rows]));
    Scored { column: Column { data, valid }, faults: (0..rows as u32).map(|row| (row, fault.clone())).collect() }
}
