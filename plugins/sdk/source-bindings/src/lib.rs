//! The contract's world of a source in Rust, made from `plugins/wit/v1` by wit-bindgen.
#![allow(missing_docs, clippy::all, unused_qualifications, reason = "made by a machine")]

wit_bindgen::generate!({
    path: "../../wit/v1",
    world: "source-plugin",
    pub_export_macro: true,
    default_bindings_module: "etalon_plugin::connector::bindings::source",
    generate_all,
});
