//! One command, one file.

mod check;
mod fmt;

use clap::Subcommand;
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Nothing to complain about.
    Fine,
    /// The standard or the data says no.
    SaidNo,
    /// The command cannot be meant like that.
    WrongUsage,
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Fine => Self::SUCCESS,
            Ended::SaidNo => Self::from(1),
            Ended::WrongUsage => Self::from(2),
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Look for mistakes in a standard, all at once.
    Check(check::Check),
    /// Bring a standard into its one layout.
    Fmt(fmt::Fmt),
}

impl Command {
    /// Does it.
    pub fn run(self) -> Ended {
        match self {
            Self::Check(command) => command.run(),
            Self::Fmt(command) => command.run(),
        }
    }
}
