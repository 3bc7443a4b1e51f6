//! `etalon.toml`: where the plugins of a standard lie, how they are set, and what the operator grants them.
//!
//! ```toml
//! [plugins.tone]
//! file = "plugins/tone.wasm"       # left out: plugins/<name>.wasm beside the standard
//! hosts = ["api.example.com"]      # connectors only; nothing may be reached unless it is named
//! authorities = ["corp-ca.pem"]    # whose certificates count beside those that everybody trusts
//! secrets = { api_token = { env = "TONE_TOKEN", hosts = ["api.example.com"] } }   # or file = "path"
//! memory = "64 MiB"
//! time = "2 s"
//! instances = 4
//! scratch = "1 MiB"
//! [plugins.tone.settings]
//! lexicon = "lv"
//! ```

mod hosts;
mod keys;
mod measure;

pub use hosts::{covers, within};
pub use measure::show_size;

use crate::{Grants, Limits, Mistake};
use keys::Table;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The name of the file.
pub const MANIFEST: &str = "etalon.toml";

/// What the operator says of the plugins beside a standard.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Manifest {
    /// Where it lies, as the user would write it.
    pub path: PathBuf,
    /// Its text; none = there is no such file, and nothing is said.
    pub text: Option<String>,
    /// Uses of plugins, by the name under which the standard uses them.
    pub plugins: BTreeMap<String, Use>,
}

/// One use of a plugin.
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// Where it is written; none = it is not, the plugin was found as `plugins/<name>.wasm`.
    pub span: Option<Range<usize>>,
    /// The component, beside the standard.
    pub file: PathBuf,
    /// Hosts it may reach.
    pub hosts: Vec<String>,
    /// Files (PEM) with the certificates of authorities whose hosts are trusted beside those that everybody trusts, beside the standard.
    pub authorities: Vec<PathBuf>,
    /// Secrets it may use, by the plugin's name for them.
    pub secrets: BTreeMap<String, Secret>,
    /// How much of the machine it may take.
    pub limits: Limits,
    /// Bytes that it may keep between polls; 0 = nothing.
    pub scratch: u64,
    /// Settings, as they are written.
    pub settings: BTreeMap<String, Set>,
}

/// A setting as it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// A text, a number, yes or no.
    pub value: serde_json::Value,
    /// Where.
    pub span: Range<usize>,
}

/// A secret that is granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// Where its value is found when the plugin runs.
    pub from: Origin,
    /// The hosts that it may be sent to; none = it may only sign.
    pub hosts: Vec<String>,
    /// Whether the plugin may see the value itself.
    pub reveal: bool,
}

/// Where the value of a secret is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// In a variable of the environment.
    Env(String),
    /// In a file, beside the standard; a line's end at its end does not count.
    File(PathBuf),
}

impl Use {
    /// A use of which nothing is said.
    #[must_use]
    pub fn unsaid(name: &str) -> Self {
        Self {
            span: None,
            file: PathBuf::from(format!("plugins/{name}.wasm")),
            hosts: Vec::new(),
            authorities: Vec::new(),
            secrets: BTreeMap::new(),
            limits: Limits::default(),
            scratch: 0,
            settings: BTreeMap::new(),
        }
    }

    /// What it is granted, without the values of secrets.
    #[must_use]
    pub fn grants(&self) -> Grants {
        let revealed = self.secrets.iter().filter(|(_, secret)| secret.reveal);
        Grants {
            hosts: self.hosts.clone(),
            secrets: self.secrets.iter().map(|(name, secret)| (name.clone(), secret.hosts.clone())).collect(),
            reveal: revealed.map(|(name, _)| name.clone()).collect(),
            scratch: self.scratch,
        }
    }
}

impl Manifest {
    /// Reads the one in a folder; none is as good as an empty one.
    ///
    /// # Errors
    /// With everything in it that cannot be meant like that.
    pub fn read(folder: &Path) -> Result<Self, Vec<Mistake>> {
        let path = folder.join(MANIFEST);
        match std::fs::read(&path) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Self::parse(&path, &text),
                Err(_) => Err(vec![
                    Mistake::new("not-utf-8", "etalon.toml is not UTF-8")
                        .help("save it as UTF-8; every editor can")
                        .of(&path, None),
                ]),
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self { path, ..Self::default() }),
            Err(error) => {
                Err(vec![Mistake::new("unreadable", format!("etalon.toml cannot be read: {error}")).of(&path, None)])
            }
        }
    }

    /// Reads a text.
    ///
    /// # Errors
    /// With everything in it that cannot be meant like that.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let plugins = plugins(text, &mut mistakes);
        if mistakes.is_empty() {
            return Ok(Self { path: path.to_owned(), text: Some(text.to_owned()), plugins });
        }
        mistakes.sort_by_key(|m| m.span.as_ref().map(|s| s.start));
        Err(mistakes.into_iter().map(|m| m.of(path, Some(text))).collect())
    }
}

fn plugins(text: &str, mistakes: &mut Vec<Mistake>) -> BTreeMap<String, Use> {
    let (parsed, errors) = toml::de::DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        mistakes.extend(errors.iter().map(|error| {
            Mistake::new("no-toml", format!("this cannot be read as TOML: {}", error.message()))
                .at(error.span().unwrap_or(0..0))
                .help("write `key = \"text\"`, or a table as [plugins.tone]")
        }));
        return BTreeMap::new();
    }
    let root = Table::new("", parsed.get_ref(), parsed.span());
    root.only(&["plugins"], mistakes);
    let Some(all) = root.table("plugins", mistakes) else { return BTreeMap::new() };
    let mut uses = BTreeMap::new();
    for name in all.names() {
        let Some(table) = all.table(&name, mistakes) else { continue };
        if !is_name(&name) {
            mistakes.push(
                Mistake::new("wrong-name", format!("`{name}` is no name for a plugin"))
                    .at(all.place(&name))
                    .why("standards call it by this name")
                    .help("write small letters, digits and `_`, beginning with a letter: tone, erlang_c"),
            );
            continue;
        }
        let one = one(&name, &table, all.place(&name), mistakes);
        uses.insert(name, one);
    }
    uses
}

const KEYS: [&str; 10] =
    ["file", "hosts", "authorities", "secrets", "memory", "time", "work", "instances", "scratch", "settings"];

fn one(name: &str, table: &Table<'_>, span: Range<usize>, mistakes: &mut Vec<Mistake>) -> Use {
    table.only(&KEYS, mistakes);
    let mut one = Use { span: Some(span), ..Use::unsaid(name) };
    if let Some(file) = table.text("file", mistakes) {
        one.file = PathBuf::from(file);
    }
    one.hosts = hosts::hosts(table, mistakes);
    one.authorities = table.texts("authorities", mistakes).into_iter().map(|(file, _)| PathBuf::from(file)).collect();
    if let Some(secrets) = table.table("secrets", mistakes) {
        one.secrets = granted(&secrets, mistakes);
    }
    if let Some(bytes) = table.measured("memory", measure::size, "\"64 MiB\"", (64 << 10)..=(4 << 30), mistakes) {
        one.limits.memory = bytes;
    }
    let times = Duration::from_millis(1)..=Duration::from_secs(600);
    if let Some(time) = table.measured("time", measure::time, "\"2 s\"", times, mistakes) {
        one.limits.time = time;
    }
    if let Some(work) = table.whole("work", 1_000..=1_000_000_000_000, mistakes) {
        one.limits.work = work;
    }
    if let Some(instances) = table.whole("instances", 1..=1000, mistakes) {
        one.limits.instances = u32::try_from(instances).unwrap_or(u32::MAX);
    }
    if let Some(bytes) = table.measured("scratch", measure::size, "\"1 MiB\"", 0..=(1 << 30), mistakes) {
        one.scratch = bytes;
    }
    if let Some(settings) = table.table("settings", mistakes) {
        one.settings = settings.plain(mistakes);
    }
    one
}

fn granted(table: &Table<'_>, mistakes: &mut Vec<Mistake>) -> BTreeMap<String, Secret> {
    let mut secrets = BTreeMap::new();
    for name in table.names() {
        if table.holds_text(&name) {
            // Without the place: whoever shows the line would show the secret.
            let what = format!("the secret `{name}` itself stands in etalon.toml");
            let mistake = Mistake::new("open-secret", what)
                .why("this file is shared and kept; a secret that stood in it is none any more")
                .help(format!(
                    "take it out, put another one into a variable, and write {name} = {{ env = \"VARIABLE\" }}"
                ));
            mistakes.push(mistake);
            continue;
        }
        let Some(one) = table.table(&name, mistakes) else { continue };
        one.only(&["env", "file", "hosts", "reveal"], mistakes);
        let hosts = hosts::hosts(&one, mistakes);
        let reveal = one.yes_no("reveal", mistakes).unwrap_or(false);
        let from = match (one.text("env", mistakes), one.text("file", mistakes)) {
            (Some(env), None) => Origin::Env(env),
            (None, Some(file)) => Origin::File(PathBuf::from(file)),
            (both, _) => {
                let what = if both.is_some() { "found in two places" } else { "found nowhere" };
                mistakes.push(
                    Mistake::new("wrong-value", format!("the secret `{name}` is {what}"))
                        .at(table.place(&name))
                        .why("a secret never stands in this file: it says where the value is found")
                        .help(format!(
                            "write one of the two: {name} = {{ env = \"VARIABLE\" }} or {{ file = \"path\" }}"
                        )),
                );
                continue;
            }
        };
        secrets.insert(name, Secret { from, hosts, reveal });
    }
    secrets
}

/// Whether standards can call a plugin so.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.len() <= 64
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests;
