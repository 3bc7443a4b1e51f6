//! The `etalon` program: reads a service standard, checks it, and judges a client's data by it. Wiring only; what it
//! means is decided in `engine/core`.
//!
//! The program is a library with one door, so that a workspace member can ask for its features (`tests/plugins` does): then
//! `cargo test --workspace` builds the whole program, while `cargo run --release` stays lean.

mod commands;
mod limits;
mod load;
mod messages;
mod places;
mod plugins;
mod progress;
mod speak;
mod threads;
mod watch;
mod weights;

use clap::Parser;
use std::process::ExitCode;

/// Reads a service standard, checks it, and judges your data by it.
///
/// A standard is a folder of .etalon files: plain text that a service manager can read and the engine can run.
#[derive(Debug, Parser)]
#[command(name = "etalon", version, max_term_width = 110, propagate_version = true, after_help = AFTER)]
struct Program {
    #[command(subcommand)]
    command: commands::Command,
}

const AFTER: &str = "\
Start here:
  etalon new my-standard            a small standard with invented data
  etalon run my-standard            figures, strengths and weaknesses, escalations
  etalon run my-standard --watch    the same, again after every saved edit
  etalon explain my-standard        why: what can be asked, with examples to copy

Exit codes:
  0  fine
  1  the standard or the data says no: errors in the text, failed tests, what --fail-on names
  2  wrong usage: an unknown command or option, a value that cannot be read

The result goes to standard output; progress and messages go to standard error.
NO_COLOR=1 turns colours off; they only appear on a terminal.
ETALON_CACHE=DIR keeps compiled plugins there; without it in your own cache folder.";

/// Whether this build can run plugins.
pub const PLUGINS: bool = cfg!(feature = "plugins");
/// Whether this build can run connectors.
pub const CONNECTORS: bool = cfg!(feature = "connectors");

/// Does what the command line says.
#[must_use]
pub fn program() -> ExitCode {
    let program = Program::parse();
    program.command.run().into()
}
