//! A core module becomes a component.

use crate::Refusal;
use crate::failure::shown;
use wit_component::ComponentEncoder;

/// A core module that carries the types of its world (as `wit-bindgen` and `wasm-tools component embed` write them) becomes a component. A
/// component is passed through.
///
/// # Errors
/// Says why the module is none that can become one.
pub fn componentize(core_module: &[u8]) -> Result<Vec<u8>, Refusal> {
    if core_module.starts_with(b"\0asm\x0d\0\x01\0") {
        return Ok(core_module.to_vec());
    }
    if !core_module.starts_with(b"\0asm\x01\0\0\0") {
        return Err(Refusal::new("this is not a WebAssembly module")
            .help("build the plugin for wasm32-unknown-unknown first; its `.wasm` file is meant"));
    }
    ComponentEncoder::default().validate(true).module(core_module).and_then(|encoder| encoder.encode()).map_err(
        |error| {
            let cause = error.chain().last().map(|cause| shown(&cause.to_string())).unwrap_or_default();
            Refusal::new(format!("the module cannot become a plugin: {cause}"))
                .help("is it built with the SDK, or with bindings made from plugins/wit/v1?")
        },
    )
}
