//! The component that a command is about: a file, or the one in a folder.

use super::attach;
use crate::commands::Ended;
use crate::speak;
use etalon_contract::{Limits, Set, Use, settle};
use etalon_core::plugin::Plugin;
use etalon_host::{Inspected, Metrics, Refusal};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A component and what it says of itself.
pub struct Component {
    /// Where it lies.
    pub file: PathBuf,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it says of itself, and what it is.
    pub inspected: Inspected,
}

impl Component {
    /// Finds and inspects it; what is wrong has been said.
    pub fn open(path: &Path) -> Result<Self, Ended> {
        let file = find(path)?;
        let bytes = std::fs::read(&file).map_err(|error| {
            speak::trouble(&format!("{} cannot be read: {error}", file.display()), None);
            Ended::SaidNo
        })?;
        let inspected = attach::host().and_then(|host| host.inspect(&bytes)).map_err(|refusal| {
            refused(&file, &refusal);
            Ended::SaidNo
        })?;
        Ok(Self { file, bytes, inspected })
    }

    /// Typed, as the checker would know it.
    pub fn plugin(&self) -> Result<Plugin, Ended> {
        let description = &self.inspected.description;
        description.plugin(&description.name, &self.inspected.sha256).map_err(|wrong| {
            speak::trouble(&format!("what {} says of itself cannot be:", self.file.display()), None);
            wrong.iter().for_each(|wrong| speak::message(&format!("  {wrong}")));
            Ended::SaidNo
        })
    }

    /// Ready to be asked, with these settings.
    pub fn module(
        &self,
        plugin: &Plugin,
        settings: &BTreeMap<String, String>,
        limits: &Limits,
    ) -> Result<Arc<Metrics>, Ended> {
        attach::host().and_then(|host| host.metrics(plugin, &self.bytes, limits, settings)).map_err(|refusal| {
            refused(&self.file, &refusal);
            Ended::SaidNo
        })
    }

    /// The texts that its settings come to, where these are said; `said_in` is where.
    pub fn settings(&self, given: &toml::Table, said_in: &str) -> Result<BTreeMap<String, String>, Ended> {
        let description = &self.inspected.description;
        let mut said = Use::unsaid(&description.name);
        for (name, value) in given {
            said.settings.insert(name.clone(), Set { value: plain(value), span: 0..0 });
        }
        settle(&description.name, &description.settings, &said).map_err(|mistakes| {
            for mistake in mistakes {
                speak::trouble(&format!("{said_in}: {}", mistake.what), mistake.help.as_deref());
            }
            Ended::SaidNo
        })
    }
}

fn plain(value: &toml::Value) -> serde_json::Value {
    match value {
        toml::Value::Datetime(at) => at.to_string().into(),
        other => serde_json::to_value(other).unwrap_or_default(),
    }
}

/// Says why a file is not loaded.
pub fn refused(file: &Path, refusal: &Refusal) {
    speak::trouble(&format!("{} is not loaded: {}", file.display(), refusal.what), refusal.help.as_deref());
}

fn find(path: &Path) -> Result<PathBuf, Ended> {
    if !path.is_dir() {
        if path.is_file() {
            return Ok(path.to_owned());
        }
        speak::trouble(
            &format!("{} is not there", path.display()),
            Some("name a .wasm file, or the folder of a plugin"),
        );
        return Err(Ended::SaidNo);
    }
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "wasm"));
    files.sort();
    match files.as_slice() {
        [one] => Ok(one.strip_prefix("./").map_or_else(|_| one.clone(), Path::to_owned)),
        [] => {
            let what = format!("there is no .wasm file in {}", path.display());
            speak::trouble(&what, Some("build the plugin first: etalon plugin build"));
            Err(Ended::SaidNo)
        }
        many => {
            let what = format!("there are {} .wasm files in {}", many.len(), path.display());
            speak::trouble(&what, Some("name the one that is meant"));
            Err(Ended::WrongUsage)
        }
    }
}
