//! `etalon plugin lock`: pins the plugins of a standard.

use super::inspect::asked;
use crate::commands::Ended;
use crate::{load, plugins, speak};
use clap::Args;
use etalon_contract::{CONTRACT, Grants, LOCK, Lock, Locked, Shelf, Weight, changes, not_granted, settle, show_size};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Pin the plugins of a standard: their contents, and what they are granted.
///
/// A pinned plugin is one you trust to give answers, and a connector one you trust with what etalon.toml grants it. What is pinned stands in
/// etalon.lock beside the standard; a file or a grant that changes is refused until it is pinned again. Each plugin is run once, with nothing
/// granted, to say what it offers.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  etalon plugin lock                     the plugins of the standard in this folder
  etalon plugin lock my-standard
  etalon plugin lock --check             changes nothing; exit code 1 if something is not pinned")]
pub struct Pin {
    /// The folder of the standard.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Change nothing; say what would change.
    #[arg(long)]
    check: bool,
}

/// What is said of the plugins.
#[derive(Default)]
struct Told {
    lines: String,
    wrong: bool,
}

impl Pin {
    pub fn run(&self) -> Result<Ended, Ended> {
        let folder = load::folder(&self.path);
        if !folder.is_dir() {
            speak::trouble(&format!("{} is not there", folder.display()), Some("name the folder of a standard"));
            return Err(Ended::SaidNo);
        }
        let shelf = shelf(&folder)?;
        let mut told = Told::default();
        let mut lock = Lock::default();
        for name in &shelf.names {
            if let Some(locked) = one(&shelf, name, &mut told) {
                lock.pin(locked);
            }
        }
        if shelf.names.is_empty() {
            speak::result("there is no plugin here: neither etalon.toml names one, nor does one lie in plugins/\n");
            return Ok(Ended::Fine);
        }
        speak::result(&told.lines);
        let file = folder.join(LOCK);
        let file = file.strip_prefix(".").map_or_else(|_| file.clone(), Path::to_owned);
        let changed = std::fs::read_to_string(&file).ok().as_deref() != Some(lock.text().as_str());
        match (changed, self.check) {
            (true, true) => {
                speak::trouble(&format!("{} is not up to date", file.display()), Some("run: etalon plugin lock"));
                return Ok(Ended::SaidNo);
            }
            (true, false) => {
                write(&file, &lock.text())?;
                speak::message(&format!("wrote {}", file.display()));
            }
            (false, _) => speak::message(&format!("{} is up to date", file.display())),
        }
        Ok(if told.wrong { Ended::SaidNo } else { Ended::Fine })
    }
}

/// What lies there. A lock that cannot be read is written anew: that is what this command is for.
fn shelf(folder: &Path) -> Result<Shelf, Ended> {
    match Shelf::open(folder) {
        Ok(shelf) => Ok(shelf),
        Err(mistakes)
            if mistakes.iter().all(|mistake| mistake.file.ends_with(LOCK) && mistake.slug == "broken-lock") =>
        {
            speak::message("etalon.lock was broken and is written anew");
            let manifest = etalon_contract::Manifest::read(folder).unwrap_or_default();
            Ok(Shelf::of(folder, manifest, Lock::default()))
        }
        Err(_) => {
            if let Err(errors) = plugins::open(folder) {
                speak::load_errors(&errors);
            }
            Err(Ended::SaidNo)
        }
    }
}

/// Pins one; the old pin stays where the new file is refused.
fn one(shelf: &Shelf, name: &str, told: &mut Told) -> Option<Locked> {
    let before = shelf.lock.get(name);
    let said = shelf.said(name);
    let file = shelf.file(name);
    let written = shelf.manifest.plugins.contains_key(name);
    let bytes = match std::fs::read(&file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !written => {
            told.line(&format!("{name}: forgotten, its file {} is gone", said.file.display()));
            return None;
        }
        Err(error) => {
            told.wrong(&format!("{name}: {} cannot be read: {error}", said.file.display()));
            return before.cloned();
        }
    };
    let inspected = match plugins::host().and_then(|host| host.inspect(&bytes)) {
        Ok(inspected) => inspected,
        Err(refusal) => {
            told.wrong(&format!("{name}: {} is not loaded: {}", said.file.display(), refusal.what));
            refusal.help.iter().for_each(|help| told.more(&format!("help: {help}")));
            return before.cloned();
        }
    };
    let now = Locked {
        name: name.to_owned(),
        version: inspected.description.version.clone(),
        file: said.file.clone(),
        sha256: inspected.sha256,
        contract: inspected.contract,
        grants: said.grants(),
        description: inspected.description,
    };
    if let Err(wrong) = now.description.plugin(name, "") {
        told.wrong(&format!("{name}: what it says of itself cannot be: {}", wrong.join("; ")));
        return before.cloned();
    }
    told.pinned(before, &now);
    let asked = asked(&now.description.needs);
    if !asked.is_empty() {
        told.more(&format!("asks for {asked}"));
    }
    if now.grants != Grants::default() {
        told.more(&format!("is granted {}", granted(&now.grants)));
    }
    for missing in not_granted(name, &now.description.needs, &now.grants, &said.limits) {
        told.wrong |= missing.stops;
        told.more(&missing.what);
        told.more(&format!("  help: {}", missing.help));
    }
    for mistake in settle(name, &now.description.settings, &said).err().into_iter().flatten() {
        told.wrong = true;
        told.more(&mistake.what);
        mistake.help.iter().for_each(|help| told.more(&format!("  help: {help}")));
    }
    Some(now)
}

impl Told {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.lines, "{line}");
    }

    fn more(&mut self, line: &str) {
        let _ = writeln!(self.lines, "  {line}");
    }

    fn wrong(&mut self, line: &str) {
        self.wrong = true;
        self.line(line);
    }

    /// What is new of it.
    fn pinned(&mut self, before: Option<&Locked>, now: &Locked) {
        let (name, version, file) = (&now.name, &now.version, now.file.display());
        match before {
            None => self.line(&format!("{name}: pinned {version}, {file}, contract {}", now.contract)),
            Some(before) if before == now => self.line(&format!("{name}: {version}, as it was pinned")),
            Some(before) if before.sha256 == now.sha256 => {
                self.line(&format!("{name}: {version}, granted or placed anew"))
            }
            Some(before) if before.version == now.version => {
                self.line(&format!("{name}: pinned {version} anew, {file}: the contents are others"));
            }
            Some(before) => self.line(&format!("{name}: pinned {version}, {file}, was {}", before.version)),
        }
        if now.contract != CONTRACT {
            self.more(&format!("built for contract {}", now.contract));
        }
        for change in before.map(|before| changes(&before.description, &now.description)).into_iter().flatten() {
            let weight = if change.weight == Weight::Large { "large change" } else { "small change" };
            self.more(&format!("{weight}: {}", change.what));
        }
    }
}

fn granted(grants: &Grants) -> String {
    let mut granted: Vec<String> = grants.hosts.iter().map(|host| format!("host {host}")).collect();
    for (name, hosts) in &grants.secrets {
        let to = if hosts.is_empty() { "to sign with".to_owned() } else { format!("for {}", hosts.join(" and ")) };
        let seen = if grants.reveal.contains(name) { ", and to see it itself" } else { "" };
        granted.push(format!("secret {name} {to}{seen}"));
    }
    if grants.scratch > 0 {
        granted.push(format!("{} to keep things", show_size(grants.scratch)));
    }
    granted.join("; ")
}

/// Whole or not at all.
fn write(file: &Path, text: &str) -> Result<(), Ended> {
    let beside = file.with_extension("lock.part");
    let done = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, file));
    done.map_err(|error| {
        speak::trouble(&format!("{} could not be written: {error}", file.display()), None);
        Ended::SaidNo
    })
}
