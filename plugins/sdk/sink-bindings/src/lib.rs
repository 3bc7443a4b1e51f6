//! The contract's world of a sink in Rust, made from `plugins/wit/v1` by wit-bindgen. What it shares with a source is made there.
#![allow(missing_docs, clippy::all, unused_qualifications, reason = "made by a machine")]

wit_bindgen::generate!({
    path: "../../wit/v1",
    world: "sink-plugin",
    pub_export_macro: true,
    default_bindings_module: "etalon_plugin::connector::bindings::sink",
    with: {
        "etalon:plugin/types@0.1.0": etalon_plugin_source::etalon::plugin::types,
        "etalon:plugin/log@0.1.0": etalon_plugin_source::etalon::plugin::log,
        "etalon:plugin/config@0.1.0": etalon_plugin_source::etalon::plugin::config,
        "etalon:plugin/connector-types@0.1.0": etalon_plugin_source::etalon::plugin::connector_types,
        "etalon:plugin/clock@0.1.0": etalon_plugin_source::etalon::plugin::clock,
        "etalon:plugin/secrets@0.1.0": etalon_plugin_source::etalon::plugin::secrets,
        "etalon:plugin/scratch@0.1.0": etalon_plugin_source::etalon::plugin::scratch,
        "wasi:http/types@0.2.12": etalon_plugin_source::wasi::http::types,
        "wasi:http/outgoing-handler@0.2.12": etalon_plugin_source::wasi::http::outgoing_handler,
        "wasi:io/error@0.2.12": etalon_plugin_source::wasi::io::error,
        "wasi:io/poll@0.2.12": etalon_plugin_source::wasi::io::poll,
        "wasi:io/streams@0.2.12": etalon_plugin_source::wasi::io::streams,
        "wasi:clocks/monotonic-clock@0.2.12": etalon_plugin_source::wasi::clocks::monotonic_clock,
    },
});
