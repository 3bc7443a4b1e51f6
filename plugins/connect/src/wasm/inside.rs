//! What the host gives a connector: a log, its settings, the clock, secrets by stand-ins, a little scratch, and the gate.

use super::bindings::shared;
use crate::gate::Gate;
use crate::log::{Level, Log};
use crate::scratch::{Scratch, ScratchError};
use crate::secrets::{SecretError, Vault};
use crate::wait::Wait;
use std::collections::BTreeMap;
use std::sync::Arc;
use wasmtime::StoreLimits;
use wasmtime::component::ResourceTable;
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpCtx, WasiHttpCtxView, WasiHttpHooks, WasiHttpView};

/// How many things of ours it may hold at once: requests, answers, streams, waits.
pub(super) const HELD: usize = 10_000;

/// The store's data.
pub(crate) struct Inside {
    pub limits: StoreLimits,
    pub log: Log,
    pub scratch: Scratch,
    settings: Arc<BTreeMap<String, String>>,
    clock: Arc<dyn Wait>,
    vault: Arc<Vault>,
    table: ResourceTable,
    wasi: WasiCtx,
    http: WasiHttpCtx,
    hooks: Hooks,
}

impl Inside {
    pub fn new(
        limits: StoreLimits,
        log: Log,
        scratch: Scratch,
        settings: Arc<BTreeMap<String, String>>,
        clock: Arc<dyn Wait>,
        vault: Arc<Vault>,
        gate: Arc<Gate>,
    ) -> Self {
        let mut table = ResourceTable::new();
        table.set_max_capacity(HELD);
        // Nothing is given to it: no environment, no arguments, no files, no sockets.
        let wasi = WasiCtx::builder().allow_tcp(false).allow_udp(false).allow_ip_name_lookup(false).build();
        Self { limits, log, scratch, settings, clock, vault, table, wasi, http: WasiHttpCtx::new(), hooks: Hooks(gate) }
    }
}

struct Hooks(Arc<Gate>);

type Answered = Result<(http::Response<WasiBody>, Box<dyn Future<Output = Result<(), Error>> + Send>), Error>;

impl WasiHttpHooks for Hooks {
    // The gate writes the host that is really meant.
    fn set_host_header(&mut self) -> bool {
        false
    }

    fn send_request(
        &mut self,
        request: http::Request<WasiBody>,
        options: Option<RequestOptions>,
        _: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<dyn Future<Output = Answered> + Send> {
        let gate = self.0.clone();
        Box::new(async move {
            let answer = gate.send(request, options).await?;
            Ok((answer, Box::new(async { Ok(()) }) as Box<dyn Future<Output = Result<(), Error>> + Send>))
        })
    }
}

impl WasiView for Inside {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}

impl WasiHttpView for Inside {
    fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView { hooks: &mut self.hooks, table: &mut self.table, ctx: &mut self.http }
    }
}

impl shared::log::Host for Inside {
    fn write(
        &mut self,
        level: shared::log::Level,
        text: String,
        fields: Vec<(String, String)>,
    ) -> wasmtime::Result<()> {
        let level = match level {
            shared::log::Level::Debug => Level::Debug,
            shared::log::Level::Info => Level::Info,
            shared::log::Level::Warn => Level::Warn,
            shared::log::Level::Error => Level::Error,
        };
        self.log.write(level, &text, &fields);
        Ok(())
    }
}

impl shared::config::Host for Inside {
    fn get(&mut self, name: String) -> wasmtime::Result<Option<String>> {
        Ok(self.settings.get(&name).cloned())
    }
}

impl shared::clock::Host for Inside {
    fn now(&mut self) -> wasmtime::Result<i64> {
        Ok(self.clock.now())
    }
}

fn secret<T>(answer: Result<T, SecretError>) -> wasmtime::Result<Result<T, shared::secrets::SecretError>> {
    Ok(answer.map_err(|error| match error {
        SecretError::Unknown => shared::secrets::SecretError::Unknown,
        SecretError::NotGranted => shared::secrets::SecretError::NotGranted,
    }))
}

impl shared::secrets::Host for Inside {
    fn placeholder(&mut self, name: String) -> wasmtime::Result<Result<String, shared::secrets::SecretError>> {
        secret(self.vault.placeholder(&name))
    }

    fn hmac_sha256(
        &mut self,
        name: String,
        data: Vec<u8>,
    ) -> wasmtime::Result<Result<Vec<u8>, shared::secrets::SecretError>> {
        secret(self.vault.hmac(&name, &data))
    }

    fn reveal(&mut self, name: String) -> wasmtime::Result<Result<String, shared::secrets::SecretError>> {
        secret(self.vault.reveal(&name))
    }
}

fn kept<T>(answer: Result<T, ScratchError>) -> wasmtime::Result<Result<T, shared::scratch::ScratchError>> {
    Ok(answer.map_err(|error| match error {
        ScratchError::NotGranted => shared::scratch::ScratchError::NotGranted,
        ScratchError::TooLarge => shared::scratch::ScratchError::TooLarge,
    }))
}

impl shared::scratch::Host for Inside {
    fn get(&mut self, key: String) -> wasmtime::Result<Result<Option<Vec<u8>>, shared::scratch::ScratchError>> {
        kept(self.scratch.get(&key))
    }

    fn put(&mut self, key: String, value: Vec<u8>) -> wasmtime::Result<Result<(), shared::scratch::ScratchError>> {
        kept(self.scratch.put(key, value))
    }

    fn delete(&mut self, key: String) -> wasmtime::Result<Result<(), shared::scratch::ScratchError>> {
        kept(self.scratch.delete(&key))
    }
}

impl shared::types::Host for Inside {}
impl shared::connector_types::Host for Inside {}
