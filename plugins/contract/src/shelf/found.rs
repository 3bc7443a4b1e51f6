//! One plugin beside a standard: what is pinned, compared with what lies on the disk and what is written.

use super::{Content, Seen, Shelf, hash};
use crate::{CONTRACT, Description, Grants, Limits, Locked, Use, contract_fits, not_granted, settle};
use etalon_core::plugin::{Plugin, Trouble};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// More is no plugin; a large one with a language inside takes 20 MiB.
const LARGEST: u64 = 256 << 20;

/// What the plugins are wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To check a text against them: what is pinned is enough, the files may lie elsewhere.
    Check,
    /// To ask them.
    Answers,
}

/// One plugin, as it was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// Typed, for the checker; `module` is none. Its `trouble` goes on after "plugin `x` cannot be used: ".
    pub plugin: Plugin,
    /// What it said of itself when it was pinned; none if it is not.
    pub description: Option<Description>,
    /// Where it lies.
    pub file: PathBuf,
    /// Its bytes, if they are those that were pinned.
    pub bytes: Option<Content>,
    /// The texts that its settings come to.
    pub settings: BTreeMap<String, String>,
    /// How much of the machine it may take.
    pub limits: Limits,
    /// What is written of it.
    pub said: Use,
}

/// What there is to say of one, step by step; the first trouble ends it.
struct Look<'a> {
    settings: BTreeMap<String, String>,
    bytes: Option<Content>,
    seen: Option<&'a dyn Seen>,
}

impl Found {
    pub(super) fn look(shelf: &Shelf, name: &str, purpose: Purpose, seen: Option<&dyn Seen>) -> Self {
        let said = shelf.said(name);
        let file = shelf.file(name);
        let locked = shelf.lock.get(name);
        let mut look = Look { settings: BTreeMap::new(), bytes: None, seen };
        let trouble = locked
            .map_or_else(|| Some(not_pinned(&said, &file)), |locked| look.trouble(locked, &said, &file, purpose).err());
        let Look { settings, bytes, .. } = look;
        let mut plugin = match locked {
            Some(locked) => typed(locked, &settings, &said.limits),
            None => empty(name),
        };
        plugin.trouble = trouble.or(plugin.trouble);
        let bytes = bytes.filter(|_| plugin.trouble.is_none());
        let description = locked.map(|locked| locked.description.clone());
        Self { plugin, description, file, bytes, settings, limits: said.limits.clone(), said }
    }

    /// What it is granted.
    #[must_use]
    pub fn grants(&self) -> Grants {
        self.said.grants()
    }

    /// Whether it has anything that a standard can call.
    #[must_use]
    pub fn is_metric(&self) -> bool {
        !self.plugin.metrics.is_empty() || !self.plugin.windows.is_empty()
    }
}

impl Look<'_> {
    fn trouble(
        &mut self,
        locked: &Locked,
        said: &Use,
        file: &std::path::Path,
        purpose: Purpose,
    ) -> Result<(), Trouble> {
        let name = &locked.name;
        if !contract_fits(&locked.contract) {
            return Err(Trouble {
                what: format!(
                    "`{name}` was built for the contract {}, and this etalon has {CONTRACT}",
                    locked.contract
                ),
                help: "take a version of the plugin that was built for this contract, or another version of etalon"
                    .to_owned(),
            });
        }
        self.same(locked, said, file, purpose)?;
        if said.grants() != locked.grants {
            return Err(Trouble {
                what: "what etalon.toml grants it has changed since it was pinned".to_owned(),
                help: "if that is meant, run: etalon plugin lock".to_owned(),
            });
        }
        self.settings = settle(name, &locked.description.settings, said).map_err(|mistakes| {
            let first = &mistakes[0];
            Trouble {
                what: first.what.clone(),
                help: first.help.clone().map_or_else(String::new, |help| format!("in etalon.toml: {help}")),
            }
        })?;
        let missing = not_granted(name, &locked.description.needs, &locked.grants, &said.limits);
        match missing.into_iter().find(|missing| missing.stops) {
            Some(missing) => Err(Trouble { what: missing.what, help: missing.help }),
            None => Ok(()),
        }
    }

    /// Whether the file is the one that was pinned.
    fn same(&mut self, locked: &Locked, said: &Use, file: &std::path::Path, purpose: Purpose) -> Result<(), Trouble> {
        let shown = said.file.display();
        if self.seen.is_some_and(|seen| seen.knows(file, &locked.sha256)) {
            self.bytes = Some(Content::seen(file, &locked.sha256));
            return Ok(());
        }
        let before = std::fs::metadata(file);
        match read(file).map(Content::of) {
            Ok(bytes) if bytes.sha256() == locked.sha256 => {
                if let (Some(seen), Ok(before)) = (self.seen, &before) {
                    seen.saw(file, before, &locked.sha256);
                }
                self.bytes = Some(bytes);
                Ok(())
            }
            Ok(_) => Err(Trouble {
                what: format!("its file {shown} is not the one that was pinned"),
                help: "if you trust the new file, run: etalon plugin lock".to_owned(),
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && purpose == Purpose::Check => Ok(()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Trouble {
                what: format!("its file {shown} is not there"),
                help: format!(
                    "put it there, or say in etalon.toml where it lies: [plugins.{}] file = \"…\"",
                    locked.name
                ),
            }),
            Err(error) => Err(Trouble {
                what: format!("its file {shown} cannot be read: {error}"),
                help: "etalon must be allowed to read it".to_owned(),
            }),
        }
    }
}

/// The bytes of a component, if they are not too many.
///
/// # Errors
/// Says why they cannot be read.
pub(crate) fn read(file: &std::path::Path) -> std::io::Result<Vec<u8>> {
    if std::fs::metadata(file)?.len() > LARGEST {
        return Err(std::io::Error::other("it is larger than 256 MiB, and no plugin is"));
    }
    std::fs::read(file)
}

fn not_pinned(said: &Use, file: &std::path::Path) -> Trouble {
    let shown = said.file.display();
    if file.is_file() {
        return Trouble {
            what: "it is not pinned".to_owned(),
            help: format!("if you trust {shown}, run: etalon plugin lock"),
        };
    }
    Trouble {
        what: format!("it is not pinned, and its file {shown} is not there"),
        help: "put the file there and run: etalon plugin lock".to_owned(),
    }
}

fn empty(name: &str) -> Plugin {
    Plugin {
        name: name.to_owned(),
        version: "0.0.0".to_owned(),
        hash: String::new(),
        metrics: Vec::new(),
        windows: Vec::new(),
        streams: Vec::new(),
        actions: Vec::new(),
        trouble: None,
        module: None,
    }
}

fn typed(locked: &Locked, settings: &BTreeMap<String, String>, limits: &Limits) -> Plugin {
    let hash = hash::identity(&locked.sha256, settings, limits);
    locked.description.plugin(&locked.name, &hash).unwrap_or_else(|wrong| Plugin {
        trouble: Some(Trouble {
            what: format!("what it says of itself cannot be: {}", wrong.join("; ")),
            help: "tell the plugin's author; `etalon plugin check` shows the same".to_owned(),
        }),
        ..empty(&locked.name)
    })
}
