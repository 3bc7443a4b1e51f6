//! One command, one file; `format` and `given` are what several share.

mod check;
mod explain;
mod fmt;
mod format;
mod given;
mod new;
mod plan;
#[cfg(feature = "plugins")]
mod plugin;
#[cfg(not(feature = "plugins"))]
#[path = "plugin_lean.rs"]
mod plugin;
mod run;
mod test;

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
    /// Begin a standard of your own from a small one with invented data.
    New(new::New),
    /// Look for mistakes in a standard, all at once.
    Check(check::Check),
    /// Bring a standard into its one layout.
    Fmt(fmt::Fmt),
    /// Show how a standard is computed.
    Plan(plan::Plan),
    /// Judge the data by the standard: figures, strengths and weaknesses, escalations.
    Run(Box<run::Run>),
    /// Say why: the proof of a finding, a step, a recognition, a figure, and what would have made it different.
    Explain(Box<explain::Explain>),
    /// Run the tests that stand in the standard.
    Test(test::Test),
    /// Make, examine, try and pin plugins.
    Plugin(Box<plugin::Plugin>),
}

impl Command {
    /// Does it.
    pub fn run(self) -> Ended {
        match self {
            Self::New(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::Fmt(command) => command.run(),
            Self::Plan(command) => command.run(),
            Self::Run(command) => command.run(),
            Self::Explain(command) => command.run(),
            Self::Test(command) => command.run(),
            Self::Plugin(command) => command.run(),
        }
    }
}
