//! Runs plugins: WebAssembly components, each within its limits and with nothing but what was granted.
//!
//! - [`Host::inspect`]: what a file is, without trusting it; [`Host::metric`]: a plugin that can be asked.
//! - A metric plugin may import the log and its settings, nothing else: no clock, no randomness, no file, no network. Each slice of rows is
//!   answered by a fresh instance, so that nothing is carried from call to call, and a few rows are asked again, alone: a plugin
//!   whose answers depend on what else was asked is found out.
//! - Work is counted in units (wasmtime's fuel), the same on every machine; the clock on the wall is only the net below.
//! - What fails is a fault of the rows that are to blame, in words; the other rows keep their answers.

mod answer;
mod cache;
mod compile;
mod componentize;
mod engine;
mod failure;
mod frame;
mod gate;
mod imports;
mod inspect;
mod metric;
mod number;
mod outgoing;
mod refusal;
mod track;
pub mod v1;

pub use componentize::componentize;
pub use engine::Host;
pub use failure::{Failure, told};
pub use frame::{Budget, Frame, LogLine, LogSink};
pub use imports::{CONNECTOR, METRIC, Offers};
pub use inspect::Inspected;
pub use metric::{Metrics, OpenWindow};
pub use refusal::Refusal;

/// The compiler and runtime, for rooms that build on this one.
pub use wasmtime;
