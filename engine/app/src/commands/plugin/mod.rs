//! `etalon plugin`: make, examine, try and pin plugins. One file a command.

mod build;
mod check;
mod inspect;
mod lock;
mod new;
mod run;
mod test;

use super::Ended;
use clap::{Args, Subcommand};

/// Make, examine, try and pin plugins: metrics and connectors of your own or of others.
#[derive(Debug, Args)]
#[command(after_help = "\
For authors:
  etalon plugin new tone --lang rust      a plugin that works, to be changed
  cd tone && etalon plugin build          makes tone.wasm
  etalon plugin test                      runs tests/*.toml against it
  etalon plugin check                     what is wrong, and which version number is due

For those who run standards (plugins lie in plugins/ beside the standard, or where etalon.toml says):
  etalon plugin inspect plugins/tone.wasm     what it is, what it asks for
  etalon plugin lock                          pins what you trust, with what etalon.toml grants
  etalon plugin run desk --out data           a connector: fetches events, delivers actions

Exit codes: 0 fine; 1 something is wrong with the plugin, or it failed; 2 wrong usage.")]
pub struct Plugin {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a plugin of your own from one that works.
    New(new::New),
    /// Build the plugin in a folder to a component.
    Build(build::Build),
    /// Look for mistakes in a component, and say which version number is due.
    Check(check::Check),
    /// Run the tests of a plugin against its component.
    Test(test::Test),
    /// Show what a component is, offers and asks for.
    Inspect(inspect::Inspect),
    /// Ask a metric about the rows of a table, or let a connector work.
    Run(Box<run::Run>),
    /// Pin the plugins of a standard: their contents, and what they are granted.
    Lock(lock::Pin),
}

impl Plugin {
    pub fn run(&self) -> Ended {
        let ended = match &self.command {
            Command::New(command) => command.run(),
            Command::Build(command) => command.run(),
            Command::Check(command) => command.run(),
            Command::Test(command) => command.run(),
            Command::Inspect(command) => command.run(),
            Command::Run(command) => command.run(),
            Command::Lock(command) => command.run(),
        };
        ended.unwrap_or_else(|ended| ended)
    }
}
