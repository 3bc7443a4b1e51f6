//! A source that runs.

use super::bindings::source::SourcePlugin;
use super::bindings::source::exports::etalon::plugin::source as theirs;
use super::columns::{batch, duration, failure};
use super::inside::Inside;
use super::running::{Running, World};
use super::{Connector, Problem, Refusal, Setup};
use crate::{Failure, Feed, Next, Page};
use etalon_contract::Stream;
use wasmtime::Store;
use wasmtime::component::{Component, Linker, ResourceAny};

impl World for SourcePlugin {
    async fn make(store: &mut Store<Inside>, component: &Component, linker: &Linker<Inside>) -> wasmtime::Result<Self> {
        Self::instantiate_async(store, component, linker).await
    }
}

/// A source that runs.
pub struct Source {
    running: Running<SourcePlugin>,
    reader: Option<ResourceAny>,
}

impl Source {
    pub(super) fn new(connector: Connector, setup: Setup) -> Result<Self, Refusal> {
        Ok(Self { running: Running::new(connector, setup)?, reader: None })
    }

    /// What it says of itself.
    #[must_use]
    pub fn description(&self) -> &etalon_contract::Description {
        self.running.description()
    }

    /// Tries settings and connection, changes nothing.
    ///
    /// # Errors
    /// The plugin itself is at fault.
    pub fn check(&mut self) -> Result<Vec<Problem>, Failure> {
        let problems =
            self.running.call(0, async |store, world| world.etalon_plugin_source().call_check(store).await)?;
        Ok(self.running.problems(problems.into_iter().map(|p| (p.setting, p.text))))
    }

    /// The streams as they are there now, as JSON.
    ///
    /// # Errors
    /// Says why it cannot tell.
    pub fn discover(&mut self) -> Result<String, Failure> {
        let found =
            self.running.call(0, async |store, world| world.etalon_plugin_source().call_discover(store).await)?;
        found.map_err(|theirs| self.running.failed(failure(theirs)))
    }
}

impl Feed for Source {
    fn open(&mut self, stream: &str, cursor: Option<&[u8]>) -> Result<(), Failure> {
        let old = self.reader.take().filter(|_| self.running.lives());
        let opened = self.running.call(0, async |store, world| {
            if let Some(old) = old {
                old.resource_drop_async(&mut *store).await?;
            }
            world.etalon_plugin_source().reader().call_open(store, stream, cursor).await
        })?;
        match opened {
            Ok(reader) => {
                self.reader = Some(reader);
                self.running.keep()
            }
            Err(theirs) => Err(self.running.failed(failure(theirs))),
        }
    }

    fn streams(&mut self) -> Result<Vec<Stream>, Failure> {
        let declared = self.running.description().streams.clone();
        if declared.iter().all(|stream| !stream.fields.is_empty()) {
            return Ok(declared);
        }
        let text = self.discover()?;
        let wrong = |what: &str| Failure::broken("streams", format!("what it says of its streams {what}"));
        let found: Vec<Stream> = serde_json::from_str(&text).map_err(|_| wrong("cannot be read"))?;
        let known = |stream: &Stream| declared.iter().any(|d| d.name == stream.name);
        if !found.iter().all(|stream| known(stream) && sound(stream)) {
            return Err(wrong("is not what it declared, or has fields of no known kind"));
        }
        Ok(found)
    }

    fn poll(&mut self, most: u32) -> Result<Page, Failure> {
        let Some(reader) = self.reader.filter(|_| self.running.lives()) else {
            return Err(Failure::broken("closed", "it was asked for a page of a stream that is not open"));
        };
        let polled = self.running.call(most, async |store, world| {
            world.etalon_plugin_source().reader().call_poll(store, reader, most).await
        })?;
        match polled {
            Ok(page) => {
                self.running.keep()?;
                Ok(self::page(page))
            }
            Err(theirs) => Err(self.running.failed(failure(theirs))),
        }
    }
}

fn sound(stream: &Stream) -> bool {
    let named = |name: &str| crate::files::safe(name).is_ok();
    let field =
        |field: &etalon_contract::Field| named(&field.name) && etalon_contract::kind(&field.term.kind).is_some();
    !stream.fields.is_empty() && stream.fields.iter().all(field)
}

fn page(page: theirs::Page) -> Page {
    let next = match page.next {
        theirs::Next::Now => Next::Now,
        theirs::Next::After(micros) => Next::After(duration(micros)),
        theirs::Next::Ended => Next::Ended,
    };
    Page { batch: batch(page.batch), cursor: page.cursor, next, watermark: page.watermark }
}
