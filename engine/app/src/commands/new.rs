//! `etalon new`: begin a standard of your own.

use super::Ended;
use crate::speak;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Begin a standard of your own: a small one that teaches, with invented data and a test.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  etalon new my-standard
  etalon new --starter city-desk requests
  etalon run my-standard --watch")]
pub struct New {
    /// What to start from.
    #[arg(long, value_enum, default_value_t = Starter::PhoneCentre)]
    starter: Starter,
    /// The folder to make; it must not hold anything yet.
    dir: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Starter {
    /// A phone centre: waiting times, service level, repeated calls, coaching.
    PhoneCentre,
    /// A city's desk for requests: promises to citizens by kind of request.
    CityDesk,
}

/// Path and text of each file of a starter.
type Files = &'static [(&'static str, &'static str)];

const PHONE_CENTRE: Files = &[
    ("phone-centre.etalon", include_str!("../../starters/phone-centre/phone-centre.etalon")),
    ("data/calls.csv", include_str!("../../starters/phone-centre/data/calls.csv")),
    ("data/agents.csv", include_str!("../../starters/phone-centre/data/agents.csv")),
];

const CITY_DESK: Files = &[
    ("city-desk.etalon", include_str!("../../starters/city-desk/city-desk.etalon")),
    ("data/requests.csv", include_str!("../../starters/city-desk/data/requests.csv")),
];

impl New {
    pub fn run(&self) -> Ended {
        let files = match self.starter {
            Starter::PhoneCentre => PHONE_CENTRE,
            Starter::CityDesk => CITY_DESK,
        };
        if !is_free(&self.dir) {
            let what =
                format!("{} holds something already, and nothing of it shall be overwritten", self.dir.display());
            speak::trouble(&what, Some("name a folder that does not exist yet: etalon new my-standard"));
            return Ended::WrongUsage;
        }
        for (path, text) in files {
            let path = self.dir.join(path);
            let made = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, text));
            if let Err(error) = made {
                speak::trouble(&format!("{} could not be written: {error}", path.display()), None);
                return Ended::SaidNo;
            }
        }
        let dir = self.dir.display();
        let mut said = format!("made {dir}:\n");
        for (path, _) in files {
            said.push_str(&format!("  {path}\n"));
        }
        said.push_str(&format!(
            "next:\n  etalon run {dir}            see what it says\n  etalon test {dir}           run its tests\n  \
             etalon run {dir} --watch    edit it, and see the result change\n"
        ));
        speak::result(&said);
        Ended::Fine
    }
}

/// Whether there is nothing at the path, or an empty folder.
fn is_free(dir: &Path) -> bool {
    match std::fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => !dir.exists(),
    }
}
