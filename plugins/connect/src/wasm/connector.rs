//! Loading: compiled, looked at from outside, asked what it is.

use super::{Refusal, Setup, Sink, Source};
use etalon_contract::Description;
use etalon_host::Host;
use std::sync::Arc;
use wasmtime::Engine;
use wasmtime::component::Component;

/// Loads connectors. Cheap to clone.
#[derive(Clone)]
pub struct Connectors {
    host: Host,
}

/// A connector that was loaded. Cheap to clone.
#[derive(Clone)]
pub struct Connector {
    pub(super) engine: Engine,
    pub(super) component: Component,
    kinds: Kinds,
    description: Arc<Description>,
}

/// What a connector can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kinds {
    /// It brings events in.
    pub source: bool,
    /// It carries actions out.
    pub sink: bool,
    /// The version of the contract that it was built for.
    pub contract: String,
}

impl Connectors {
    /// Makes ready. What is compiled is kept for this process alone.
    ///
    /// # Errors
    /// This machine cannot run WebAssembly.
    pub fn new() -> Result<Self, Refusal> {
        Ok(Self::on(Host::new(None)?))
    }

    /// On a host that is there, with its folder for what is compiled.
    #[must_use]
    pub fn on(host: Host) -> Self {
        Self { host }
    }

    /// Compiles a component, looks at what it imports and exports, and asks it what it is, with nothing granted.
    ///
    /// # Errors
    /// Says why it is no connector that can be run here.
    pub fn load(&self, bytes: &[u8]) -> Result<Connector, Refusal> {
        let (inspected, component) = self.host.inspect_code(bytes)?;
        let kinds =
            Kinds { source: inspected.offers.source, sink: inspected.offers.sink, contract: inspected.contract };
        if !kinds.source && !kinds.sink {
            return Err(Refusal {
                what: format!(
                    "the plugin `{}` is no connector: it answers questions about rows",
                    inspected.description.name
                ),
                help: "a connector exports `etalon:plugin/source` or `etalon:plugin/sink`".to_owned(),
            });
        }
        fit_for_files(&inspected.description)?;
        Ok(Connector {
            engine: self.host.engine().clone(),
            component,
            kinds,
            description: Arc::new(inspected.description),
        })
    }
}

impl Connector {
    /// What it can do.
    #[must_use]
    pub fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// What it says of itself.
    #[must_use]
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// It as a source.
    ///
    /// # Errors
    /// It is none.
    pub fn source(&self, setup: Setup) -> Result<Source, Refusal> {
        if self.kinds.source { Source::new(self.clone(), setup) } else { Err(self.is_no("source")) }
    }

    /// It as a sink.
    ///
    /// # Errors
    /// It is none.
    pub fn sink(&self, setup: Setup) -> Result<Sink, Refusal> {
        if self.kinds.sink { Sink::new(self.clone(), setup) } else { Err(self.is_no("sink")) }
    }

    fn is_no(&self, kind: &str) -> Refusal {
        let other = if self.kinds.source { "it brings events in" } else { "it carries actions out" };
        Refusal { what: format!("the plugin `{}` is no {kind}: {other}", self.description.name), help: String::new() }
    }
}

/// Names of streams, actions and fields become names of files and of JSON; kinds must be known.
fn fit_for_files(description: &Description) -> Result<(), Refusal> {
    let wrong = |what: String| Refusal { what, help: "this is a mistake of the plugin: tell its author".to_owned() };
    let named = |name: &str| crate::files::safe(name).map(|_| ()).map_err(|trouble| wrong(trouble.to_string()));
    named(&description.name)?;
    let streams = description.streams.iter().map(|stream| (&stream.name, &stream.fields));
    let actions = description.actions.iter().map(|action| (&action.name, &action.fields));
    for (name, fields) in streams.chain(actions) {
        named(name)?;
        for field in fields {
            named(&field.name)?;
            if etalon_contract::kind(&field.term.kind).is_none() {
                return Err(wrong(format!("the field `{}` of `{name}` is of no known kind", field.name)));
            }
        }
    }
    Ok(())
}
