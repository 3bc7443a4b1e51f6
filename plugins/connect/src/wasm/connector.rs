//! Loading: compiled, looked at from outside, asked what it is.

use super::imports::{Kinds, kinds};
use super::running::meta;
use super::{Refusal, Setup, Sink, Source};
use etalon_contract::{Description, SCHEMA};
use std::sync::Arc;
use std::time::Duration;
use wasmtime::component::Component;
use wasmtime::{Config, Engine};

/// How often a plugin that runs looks whether its time is over.
const TICK: Duration = Duration::from_millis(10);

/// Loads connectors. Cheap to clone.
#[derive(Clone)]
pub struct Connectors {
    engine: Engine,
}

/// A connector that was loaded. Cheap to clone.
#[derive(Clone)]
pub struct Connector {
    pub(super) engine: Engine,
    pub(super) component: Component,
    kinds: Kinds,
    description: Arc<Description>,
}

impl Connectors {
    /// Makes ready.
    ///
    /// # Errors
    /// This machine cannot run WebAssembly.
    pub fn new() -> Result<Self, Refusal> {
        let mut config = Config::new();
        config.wasm_component_model(true).consume_fuel(true).epoch_interruption(true).max_wasm_stack(1 << 20);
        let refused = |error: wasmtime::Error| Refusal {
            what: format!("this machine cannot run plugins: {error}"),
            help: String::new(),
        };
        let engine = Engine::new(&config).map_err(refused)?;
        let weak = engine.weak();
        std::thread::spawn(move || {
            while let Some(engine) = weak.upgrade() {
                engine.increment_epoch();
                drop(engine);
                std::thread::sleep(TICK);
            }
        });
        Ok(Self { engine })
    }

    /// Compiles a component, looks at what it imports and exports, and asks it what it is, with nothing granted.
    ///
    /// # Errors
    /// Says why it is no connector that can be run here.
    pub fn load(&self, bytes: &[u8]) -> Result<Connector, Refusal> {
        if bytes.starts_with(b"\0asm\x01\0\0\0") {
            return Err(Refusal {
                what: "it is a core module, not a component".to_owned(),
                help: "build it with `etalon plugin build`".to_owned(),
            });
        }
        if !bytes.starts_with(b"\0asm") {
            return Err(Refusal {
                what: "it is no WebAssembly".to_owned(),
                help: "the file of a plugin is a component, as `etalon plugin build` makes it".to_owned(),
            });
        }
        let component = Component::from_binary(&self.engine, bytes).map_err(|error| Refusal {
            what: format!("it is damaged or no component: {}", super::words::first(&error)),
            help: "get the file again, or build it anew".to_owned(),
        })?;
        let kinds = kinds(&self.engine, &component)?;
        let text = meta(&self.engine, &component).map_err(|failure| Refusal {
            what: format!("it does not say what it is: {}", failure.text),
            help: "`describe` must answer at once, with nothing granted".to_owned(),
        })?;
        let description = read(&text)?;
        Ok(Connector { engine: self.engine.clone(), component, kinds, description: Arc::new(description) })
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

fn read(text: &str) -> Result<Description, Refusal> {
    let wrong = |what: String| Refusal { what, help: "this is a mistake of the plugin: tell its author".to_owned() };
    let description: Description = serde_json::from_str(text).map_err(|error| {
        wrong(format!("what it says of itself cannot be read: {}", crate::log::plain(&error.to_string())))
    })?;
    if description.schema != SCHEMA {
        return Err(wrong(format!("what it says of itself is not in the form `{SCHEMA}`")));
    }
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
    Ok(description)
}
