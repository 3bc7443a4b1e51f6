//! `--format` of the commands that speak to people or to tools.

use clap::ValueEnum;

/// How a command says its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For tools.
    Json,
}
