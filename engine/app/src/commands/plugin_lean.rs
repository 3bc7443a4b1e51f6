//! `etalon plugin` in a build without plugins: how to get one with them.

use super::Ended;
use crate::{plugins, speak};
use clap::Args;

/// Make, examine, try and pin plugins. Not in this build: it was made without them.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub struct Plugin {
    /// What another build would do.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    words: Vec<String>,
}

impl Plugin {
    pub fn run(&self) -> Ended {
        let words: String = self.words.iter().map(|word| format!(" {word}")).collect();
        speak::trouble(&format!("etalon plugin{words}: this etalon was built without plugins"), Some(plugins::BUILD));
        Ended::SaidNo
    }
}
