//! Connectors: plugins that bring events in and carry actions out.
//!
//! - [`Connectors`] loads them, [`Source`] and [`Sink`] run them, within limits and with nothing but what [`Granted`] says.
//! - [`Gate`] is the one way out to the network.
//! - [`pull()`]: a source's pages into `<stream>.jsonl`, with a cursor that never runs ahead of the rows.
//! - [`deliver()`]: decisions to a sink, each once, with a journal.

mod failure;
mod files;
mod gate;
mod log;
mod pull;
mod rows;
mod scratch;
mod secrets;
mod sink;
mod wait;
mod wasm;

pub use failure::{Failure, FailureKind};
pub use files::FileTrouble;
pub use gate::{Gate, Net, Pattern, Resolve, SystemResolve, Target, Trust};
pub use log::{Level, LogLine, LogSink};
pub use pull::{Ended, Feed, Kept, Pull, PullOptions, Pulled, Said, pull, start_over};
pub use rows::{Batch, Column, Data, Misfit, Next, Page, fit, lines};
pub use scratch::{Scratch, ScratchError};
pub use secrets::{Secret, SecretError, Vault};
pub use sink::{
    Action, Deliver, DeliverOptions, Delivered, Journal, Outcome, Outlet, Read, State, Told, deliver, read_decisions,
};
pub use wait::{RealWait, Wait, pause};
pub use wasm::{Connector, Connectors, Granted, Kinds, Problem, Refusal, Setup, Sink, Source};
