//! `etalon plugin check`: what is wrong with a component, and which version number is due.

use super::inspect::{asked, imports, or_nothing};
use crate::commands::Ended;
use crate::plugins::{Component, open};
use crate::speak;
use clap::Args;
use etalon_contract::{Description, Weight, changes, version_due};
use etalon_store::LoadError;
use std::path::{Path, PathBuf};

/// Look for mistakes in a component, and say which version number is due.
///
/// It is loaded as a host would: whatever it imports beyond the contract is refused by name, and what it says of itself is checked. With
/// --last, its changes since then are told, and whether its version number says so: what takes more or promises more is small (the last
/// but one number, or the last of a 0.x), everything else is large.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  etalon plugin check                                 the component in this folder
  etalon plugin check tone.wasm --last released.wasm
  etalon plugin check tone.wasm --last ../my-standard/etalon.lock")]
pub struct Check {
    /// A .wasm file, or the folder where the only one lies.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// The last release: its .wasm, or an etalon.lock that pins it. Default: the etalon.lock in the plugin's folder or in its `example/`, if any.
    #[arg(long, value_name = "FILE")]
    last: Option<PathBuf>,
}

impl Check {
    pub fn run(&self) -> Result<Ended, Ended> {
        let component = Component::open(&self.path)?;
        component.plugin()?;
        let inspected = &component.inspected;
        let now = &inspected.description;
        let (imports, asked) = (imports(&inspected.imports), asked(&now.needs));
        speak::result(&format!(
            "{} {}: loads, built for contract {}\nimports {}; asks for {}\n",
            now.name,
            now.version,
            inspected.contract,
            or_nothing(&imports),
            or_nothing(&asked)
        ));
        match self.last(now, &component.file)? {
            Some(before) => Ok(version(&before, now)),
            None => Ok(Ended::Fine),
        }
    }

    /// What the last release said of itself.
    fn last(&self, now: &Description, file: &Path) -> Result<Option<Description>, Ended> {
        if let Some(last) = &self.last {
            if last.extension().is_some_and(|ending| ending == "wasm") {
                return Component::open(last).map(|component| Some(component.inspected.description));
            }
            let pinned = locked(last, now).map_err(|errors| {
                speak::load_errors(&errors);
                Ended::SaidNo
            })?;
            return match pinned {
                Some(pinned) => Ok(Some(pinned)),
                None => {
                    let what = format!("{} pins no plugin `{}`", last.display(), now.name);
                    speak::trouble(&what, Some("name its last .wasm, or the etalon.lock of a standard that uses it"));
                    Err(Ended::WrongUsage)
                }
            };
        }
        let own = crate::load::folder(file);
        let near = [own.join("etalon.lock"), own.join("example/etalon.lock")];
        Ok(near.iter().filter(|lock| lock.is_file()).find_map(|lock| locked(lock, now).ok().flatten()))
    }
}

fn locked(lock: &Path, now: &Description) -> Result<Option<Description>, Vec<LoadError>> {
    let shelf = open(&crate::load::folder(lock))?;
    let mut pinned = shelf.lock.plugins.iter().map(|locked| &locked.description);
    Ok(pinned.find(|description| description.name == now.name).cloned())
}

fn version(before: &Description, now: &Description) -> Ended {
    let all = changes(before, now);
    if all.is_empty() {
        speak::result(&format!("nothing that standards see has changed since {}\n", before.version));
    } else {
        let mut told = format!("since {}:\n", before.version);
        for change in &all {
            let weight = if change.weight == Weight::Large { "large" } else { "small" };
            told.push_str(&format!("  {weight}  {}\n", change.what));
        }
        speak::result(&told);
    }
    match version_due(&before.version, &now.version, &all) {
        None => Ended::Fine,
        Some(due) => {
            let what = format!("the version is {}, and these changes ask for at least {due}", now.version);
            let help = "set it in the plugin's description; standards that ask for \"^…\" take small changes alone";
            speak::trouble(&what, Some(help));
            Ended::SaidNo
        }
    }
}
