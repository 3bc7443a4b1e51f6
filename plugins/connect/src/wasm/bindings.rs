//! The contract `plugins/wit/v1`, as wasmtime reads it. What both worlds share is made once.

/// Of a source.
pub(crate) mod source {
    wasmtime::component::bindgen!({
        path: "../wit/v1",
        world: "source-plugin",
        imports: { default: trappable },
        exports: { default: async },
        require_store_data_send: true,
        with: {
            "wasi:http": wasmtime_wasi_http::p2::bindings::http,
            "wasi:io": wasmtime_wasi::p2::bindings::io,
            "wasi:clocks": wasmtime_wasi::p2::bindings::clocks,
        },
    });
}

/// Of a sink.
pub(crate) mod sink {
    wasmtime::component::bindgen!({
        path: "../wit/v1",
        world: "sink-plugin",
        imports: { default: trappable },
        exports: { default: async },
        require_store_data_send: true,
        with: {
            "etalon:plugin/types": super::source::etalon::plugin::types,
            "etalon:plugin/connector-types": super::source::etalon::plugin::connector_types,
            "etalon:plugin/log": super::source::etalon::plugin::log,
            "etalon:plugin/config": super::source::etalon::plugin::config,
            "etalon:plugin/clock": super::source::etalon::plugin::clock,
            "etalon:plugin/secrets": super::source::etalon::plugin::secrets,
            "etalon:plugin/scratch": super::source::etalon::plugin::scratch,
            "wasi:http": wasmtime_wasi_http::p2::bindings::http,
            "wasi:io": wasmtime_wasi::p2::bindings::io,
            "wasi:clocks": wasmtime_wasi::p2::bindings::clocks,
        },
    });
}

pub(crate) use source::etalon::plugin as shared;
