//! The connectors that we ship, as `plugins/build` makes them, with what an operator would write of them.

use super::Jump;
use etalon_connect::{Connector, Connectors, Granted, LogLine, Setup};
use etalon_contract::{Description, Manifest, settle};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

/// Where the component of a plugin lies.
pub fn file(name: &str) -> PathBuf {
    let folder = std::env::var_os("ETALON_GUESTS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/guests"), PathBuf::from);
    folder.join(format!("{name}.wasm"))
}

/// The component of a plugin.
pub fn bytes(name: &str) -> Vec<u8> {
    let path = file(name);
    std::fs::read(&path).unwrap_or_else(|_| panic!("{} is not there: run plugins/build first", path.display()))
}

pub fn load(name: &str) -> Connector {
    connectors().load(&bytes(name)).unwrap()
}

/// One for all tests: what one of them compiled the others find compiled.
pub fn connectors() -> &'static Connectors {
    static ALL: LazyLock<Connectors> = LazyLock::new(|| Connectors::new().unwrap());
    &ALL
}

/// What it wrote into the log.
pub type Logged = Arc<Mutex<Vec<LogLine>>>;

/// A use of it, as etalon.toml says; secrets lie as files in the folder.
pub fn setup(folder: &Path, description: &Description, manifest: &str) -> (Setup, Logged) {
    let manifest = Manifest::parse(&folder.join("etalon.toml"), manifest).unwrap();
    let used = &manifest.plugins[&description.name];
    let settings = settle(&description.name, &description.settings, used).unwrap();
    let granted = Granted::of(folder, used, &description.needs).unwrap();
    let logged = Logged::default();
    let log = logged.clone();
    let mut setup = Setup::new(granted, settings);
    setup.log = Arc::new(move |line| log.lock().unwrap().push(line.clone()));
    setup.clock = Arc::new(Jump::new(u32::MAX));
    setup.net.connect = std::time::Duration::from_secs(2);
    setup.net.whole = std::time::Duration::from_secs(2);
    (setup, logged)
}
