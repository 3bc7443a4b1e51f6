//! Track 1 of the contract, `etalon:plugin@0.1.x`. A new track gets a folder of its own beside this one and the same two traits
//! ([`crate::track`]); this one stays as it is, so that old plugins go on to be loaded.

#[allow(missing_docs, unsafe_code, clippy::all, reason = "made by wasmtime from plugins/wit/v1")]
pub mod bindings;
mod columns;
mod rows;
mod windows;

pub(crate) use rows::Rows;
pub(crate) use windows::V1Windows;

use crate::Frame;
use wasmtime::{Engine, Store};

/// A store for one instance.
pub(crate) fn store(engine: &Engine, frame: &Frame) -> Store<Frame> {
    let mut store = Store::new(engine, frame.clone());
    Frame::set_up(&mut store, |frame| frame);
    store
}
