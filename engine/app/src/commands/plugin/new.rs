//! `etalon plugin new`: begin a plugin of your own from a template.

use crate::commands::Ended;
use crate::speak;
use clap::{Args, ValueEnum};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../plugins/templates");
static WIT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../plugins/wit/v1");

/// Begin a plugin of your own from one that works.
///
/// Makes a folder with the plugin, its tests and a README that says how to build it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  etalon plugin new tone                                a metric in Rust
  etalon plugin new tone --lang python
  etalon plugin new helpdesk --kind source              a connector that fetches events")]
pub struct New {
    /// The folder to make; its name is the plugin's: small letters, digits and `_`, beginning with a letter.
    dir: PathBuf,
    /// The language that it is written in.
    #[arg(long, value_enum, default_value_t = Lang::Rust)]
    lang: Lang,
    /// What it does.
    #[arg(long, value_enum, default_value_t = Kind::Metric)]
    kind: Kind,
    /// Of a Rust plugin: where `plugins/sdk` of Etalon's source lies. Default: found above this folder or above the program.
    #[arg(long, value_name = "DIR")]
    sdk: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lang {
    /// Needs cargo and the target wasm32-unknown-unknown.
    Rust,
    /// Needs clang, wasm-ld and wasm-tools.
    C,
    /// JavaScript; needs Node.
    Js,
    /// Needs Python.
    Python,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// A value for each row.
    Metric,
    /// A value of many rows.
    Window,
    /// Fetches events.
    Source,
    /// Delivers actions.
    Sink,
}

/// Path and contents of each file of a new plugin.
type Files = BTreeMap<PathBuf, Vec<u8>>;

impl New {
    pub fn run(&self) -> Result<Ended, Ended> {
        let name = self.name()?;
        let (lang, kind) = (word(self.lang), word(self.kind));
        let Some(own) = TEMPLATES.get_dir(format!("{lang}-{kind}")) else {
            let there: Vec<String> = Lang::value_variants()
                .iter()
                .map(|lang| word(*lang))
                .filter(|lang| TEMPLATES.get_dir(format!("{lang}-{kind}")).is_some())
                .map(|lang| format!("--lang {lang}"))
                .collect();
            let what = format!("there is no template of a {kind} in {lang}");
            speak::trouble(&what, Some(&format!("begin with {}", there.join(" or "))));
            return Err(Ended::WrongUsage);
        };
        let mut files = Files::new();
        TEMPLATES.get_dir(&lang).into_iter().for_each(|dir| take(dir, dir.path(), Path::new(""), &mut files));
        let shared = match self.kind {
            Kind::Metric | Kind::Window => "rows",
            Kind::Source | Kind::Sink => "connector",
        };
        let shared = TEMPLATES.get_dir(format!("{lang}-{shared}"));
        shared.into_iter().for_each(|dir| take(dir, dir.path(), Path::new(""), &mut files));
        take(own, own.path(), Path::new(""), &mut files);
        if self.lang != Lang::Rust {
            take(&WIT, WIT.path(), Path::new("wit"), &mut files);
        }
        self.fill(&name, &mut files)?;
        self.write(&files)?;
        let dir = self.dir.display();
        speak::result(&format!(
            "made {dir}: a {kind} in {lang}\nnext:\n  cd {dir}\n  etalon plugin build      makes {name}.wasm; README.md says \
             what that needs\n  etalon plugin test       runs tests/*.toml against it\n  etalon plugin inspect    what it offers and \
             asks for\n"
        ));
        Ok(Ended::Fine)
    }

    fn name(&self) -> Result<String, Ended> {
        let name = self.dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let sound = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            && name.len() <= 64;
        if !sound {
            let what = format!("`{name}` is no name for a plugin, and standards call it by the name of its folder");
            speak::trouble(&what, Some("write small letters, digits and `_`, beginning with a letter: first_reply"));
            return Err(Ended::WrongUsage);
        }
        let free = std::fs::read_dir(&self.dir).map_or(!self.dir.exists(), |mut entries| entries.next().is_none());
        if !free {
            let what =
                format!("{} holds something already, and nothing of it shall be overwritten", self.dir.display());
            speak::trouble(&what, Some("name a folder that does not exist yet"));
            return Err(Ended::WrongUsage);
        }
        Ok(name)
    }

    /// Fills the holes.
    fn fill(&self, name: &str, files: &mut Files) -> Result<(), Ended> {
        let capitals: String = name.split('_').map(capital).collect();
        let sdk = match files.values().any(|bytes| holds(bytes, "{{sdk}}")) {
            true => self.sdk()?,
            false => String::new(),
        };
        for bytes in files.values_mut() {
            if let Ok(text) = std::str::from_utf8(bytes) {
                let filled = text.replace("{{name}}", name).replace("{{Name}}", &capitals).replace("{{sdk}}", &sdk);
                *bytes = filled.into_bytes();
            }
        }
        Ok(())
    }

    /// Where the SDK lies, as its plugin would write it.
    fn sdk(&self) -> Result<String, Ended> {
        let is_sdk = |dir: &Path| dir.join("Cargo.toml").is_file() && dir.join("src/lib.rs").is_file();
        let found = match &self.sdk {
            Some(said) => Some(said.clone()).filter(|dir| is_sdk(dir)),
            None => [std::env::current_dir().ok(), std::env::current_exe().ok()]
                .into_iter()
                .flatten()
                .flat_map(|from| from.ancestors().map(|above| above.join("plugins/sdk")).collect::<Vec<_>>())
                .find(|dir| is_sdk(dir)),
        };
        let found = found.and_then(|dir| dir.canonicalize().ok()).map(|dir| dir.to_string_lossy().replace('\\', "/"));
        found.ok_or_else(|| {
            let what = match &self.sdk {
                Some(said) => format!("--sdk {}: the SDK is not there", said.display()),
                None => "a Rust plugin is built with the SDK, which is not found from here".to_owned(),
            };
            speak::trouble(
                &what,
                Some("say where the folder plugins/sdk of Etalon's source lies: --sdk ../etalon/plugins/sdk"),
            );
            Ended::WrongUsage
        })
    }

    fn write(&self, files: &Files) -> Result<(), Ended> {
        for (path, bytes) in files {
            let path = self.dir.join(path);
            let made =
                path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, bytes));
            made.and_then(|()| if path.ends_with("build.sh") { executable(&path) } else { Ok(()) }).map_err(
                |error| {
                    speak::trouble(&format!("{} could not be written: {error}", path.display()), None);
                    Ended::SaidNo
                },
            )?;
        }
        Ok(())
    }
}

fn word<T: ValueEnum>(value: T) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
}

fn holds(bytes: &[u8], hole: &str) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.contains(hole))
}

/// Takes over a template's files; a later one of the same name counts.
fn take(dir: &Dir<'_>, from: &Path, to: &Path, files: &mut Files) {
    for file in dir.files() {
        let path = to.join(file.path().strip_prefix(from).unwrap_or(file.path()));
        let path = if path.extension().is_some_and(|ending| ending == "tmpl") { path.with_extension("") } else { path };
        files.insert(path, file.contents().to_vec());
    }
    dir.dirs().filter(|dir| !dir.path().ends_with("node_modules")).for_each(|dir| take(dir, from, to, files));
}

#[cfg(unix)]
fn executable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
