//! `etalon plugin build`: from the text of a plugin to a component.

use crate::commands::Ended;
use crate::plugins::{Component, refused};
use crate::speak;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TARGET: &str = "wasm32-unknown-unknown";

/// Build the plugin in a folder to a component.
///
/// A folder with a build.sh is built by it; one with a Cargo.toml by `cargo build --release --target wasm32-unknown-unknown`, and what
/// comes out is made a component. Nothing is sent anywhere.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  etalon plugin build               the plugin in this folder
  etalon plugin build tone

CARGO and RUSTC name other tools than those on the path.")]
pub struct Build {
    /// The folder of the plugin.
    #[arg(default_value = ".")]
    dir: PathBuf,
}

impl Build {
    pub fn run(&self) -> Result<Ended, Ended> {
        let file = if self.dir.join("build.sh").is_file() {
            script(&self.dir)?
        } else if self.dir.join("Cargo.toml").is_file() {
            rust(&self.dir)?
        } else {
            let what = format!(
                "{} is not the folder of a plugin: it has neither a Cargo.toml nor a build.sh",
                self.dir.display()
            );
            speak::trouble(&what, Some("name its folder, or begin one: etalon plugin new tone"));
            return Err(Ended::WrongUsage);
        };
        let component = Component::open(&file)?;
        let plugin = component.plugin()?;
        let kilobytes = component.bytes.len().div_ceil(1024);
        speak::result(&format!(
            "built {}: {} {}, {kilobytes} KiB\n",
            component.file.display(),
            plugin.name,
            plugin.version
        ));
        Ok(Ended::Fine)
    }
}

/// The script says what it does; it leaves the component in its folder.
fn script(dir: &Path) -> Result<PathBuf, Ended> {
    let out = Command::new("bash").arg("build.sh").current_dir(dir).stdout(Stdio::null()).status();
    ended(out, "build.sh", "bash must be on the path")?;
    Ok(dir.to_owned())
}

fn rust(dir: &Path) -> Result<PathBuf, Ended> {
    has_target()?;
    let about = about(dir)?;
    let out = Command::new(cargo()).args(["build", "--release", "--target", TARGET]).current_dir(dir).status();
    ended(out, "cargo", "Rust must be installed: https://rustup.rs")?;
    let core = about.folder.join(TARGET).join("release").join(format!("{}.wasm", about.library));
    let bytes = std::fs::read(&core).map_err(|error| {
        speak::trouble(&format!("cargo did not leave {}: {error}", core.display()), None);
        Ended::SaidNo
    })?;
    let component = etalon_host::componentize(&bytes).map_err(|refusal| {
        refused(&core, &refusal);
        Ended::SaidNo
    })?;
    let file = dir.join(format!("{}.wasm", about.library));
    let file = file.strip_prefix(".").map_or_else(|_| file.clone(), Path::to_owned);
    std::fs::write(&file, component).map_err(|error| {
        speak::trouble(&format!("{} could not be written: {error}", file.display()), None);
        Ended::SaidNo
    })?;
    Ok(file)
}

fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn ended(status: std::io::Result<std::process::ExitStatus>, tool: &str, help: &str) -> Result<(), Ended> {
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => {
            speak::trouble(&format!("{tool} did not end well; what it said stands above"), None);
            Err(Ended::SaidNo)
        }
        Err(error) => {
            speak::trouble(&format!("{tool} cannot be started: {error}"), Some(help));
            Err(Ended::SaidNo)
        }
    }
}

/// Whether Rust can build for WebAssembly here: rustup's libraries are there, or they are to be built along.
fn has_target() -> Result<(), Ended> {
    if std::env::var_os("CARGO_UNSTABLE_BUILD_STD").is_some() {
        return Ok(());
    }
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let out = Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).output();
    let there =
        out.is_ok_and(|out| out.status.success() && Path::new(String::from_utf8_lossy(&out.stdout).trim()).is_dir());
    if there {
        return Ok(());
    }
    let what = format!("Rust cannot build for {TARGET} here yet");
    speak::trouble(&what, Some(&format!("once and for all: rustup target add {TARGET}")));
    Err(Ended::SaidNo)
}

/// What cargo says of the plugin's package.
struct About {
    /// Where it builds.
    folder: PathBuf,
    /// The file name of its library, without an ending.
    library: String,
}

fn about(dir: &Path) -> Result<About, Ended> {
    let mut asked = Command::new(cargo());
    asked.args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(dir).stderr(Stdio::inherit());
    let (status, said) = match asked.output() {
        Ok(out) => (Ok(out.status), out.stdout),
        Err(error) => (Err(error), Vec::new()),
    };
    ended(status, "cargo", "Rust must be installed: https://rustup.rs")?;
    let said: serde_json::Value = serde_json::from_slice(&said).unwrap_or_default();
    let own = dir.join("Cargo.toml").canonicalize().ok();
    let packages = said["packages"].as_array().into_iter().flatten();
    let package = packages.clone().find(|package| package["manifest_path"].as_str().map(PathBuf::from) == own);
    let targets = package.and_then(|package| package["targets"].as_array()).into_iter().flatten();
    let is_library = |target: &&serde_json::Value| {
        target["crate_types"].as_array().is_some_and(|types| types.iter().any(|one| one == "cdylib"))
    };
    let library = targets.clone().find(is_library).and_then(|target| target["name"].as_str());
    match (library, said["target_directory"].as_str()) {
        (Some(library), Some(folder)) => {
            Ok(About { folder: PathBuf::from(folder), library: library.replace('-', "_") })
        }
        _ => {
            let what = format!("{} does not make a plugin", dir.join("Cargo.toml").display());
            speak::trouble(&what, Some("write in it: [lib] crate-type = [\"cdylib\", \"rlib\"]"));
            Err(Ended::SaidNo)
        }
    }
}
