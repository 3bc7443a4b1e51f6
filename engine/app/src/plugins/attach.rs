//! Loads plugins, so that they can be asked.

use super::cache;
use etalon_contract::{Content, Found, Seen};
use etalon_core::plugin::{Module, Trouble};
use etalon_host::{Host, Refusal};
use std::fs::Metadata;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The one host of this program: what was compiled once is at hand in every round of a watch.
pub fn host() -> Result<Host, Refusal> {
    static HOST: OnceLock<Host> = OnceLock::new();
    if let Some(host) = HOST.get() {
        return Ok(host.clone());
    }
    let made = Host::new(cache::folder())?;
    Ok(HOST.get_or_init(|| made).clone())
}

/// What the host remembers of files. It is started only where a plugin is pinned.
pub struct Remembers;

impl Seen for Remembers {
    fn knows(&self, file: &Path, sha256: &str) -> bool {
        host().is_ok_and(|host| host.knows(file, sha256))
    }

    fn saw(&self, file: &Path, before: &Metadata, sha256: &str) {
        if let Ok(host) = host() {
            host.saw(file, before, sha256);
        }
    }
}

/// Makes it ready to be asked, or says why it cannot be; whatever is in trouble already stays so.
pub fn attach(found: &mut Found) {
    let Some(content) = &found.bytes else { return };
    match loaded(found, content) {
        Ok(module) => found.plugin.module = Some(module),
        Err(refusal) => {
            found.plugin.trouble = Some(Trouble {
                what: refusal.what,
                help: refusal.help.unwrap_or_else(|| "`etalon plugin check` says more of it".to_owned()),
            });
        }
    }
}

/// What can be asked for metrics and windows: the plugin, if it says of itself what is pinned.
///
/// # Errors
/// Says why it is not loaded.
pub fn loaded(found: &Found, content: &Content) -> Result<Arc<dyn Module>, Refusal> {
    let description = found.description.as_ref().ok_or_else(Refusal::not_as_pinned)?;
    host()?.as_pinned(&found.plugin, content, description, &found.limits, &found.settings)
}
