//! Loads plugins, so that they can be asked.

use super::cache;
use etalon_contract::Found;
use etalon_core::plugin::{Module, Trouble};
use etalon_host::{Host, Refusal};
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

/// Makes it ready to be asked, or says why it cannot be; whatever is in trouble already stays so.
pub fn attach(found: &mut Found) {
    let Some(bytes) = &found.bytes else { return };
    match loaded(found, bytes) {
        Ok(module) => found.plugin.module = Some(module),
        Err(refusal) => {
            found.plugin.trouble = Some(Trouble {
                what: refusal.what,
                help: refusal.help.unwrap_or_else(|| "`etalon plugin check` says more of it".to_owned()),
            });
        }
    }
}

/// What can be asked for metrics and windows: the plugin, if it says of itself what is pinned. The hash of etalon.lock holds the file, but the
/// checker believes the description beside it, and that could have been written by anybody.
///
/// # Errors
/// Says why it is not loaded.
pub fn loaded(found: &Found, bytes: &[u8]) -> Result<Arc<dyn Module>, Refusal> {
    let host = host()?;
    if found.description.as_ref() != Some(&host.inspect(bytes)?.description) {
        return Err(not_as_pinned());
    }
    host.metric(&found.plugin, bytes, &found.limits, &found.settings)
}

/// Its description is not the one in etalon.lock.
pub fn not_as_pinned() -> Refusal {
    Refusal {
        what: "what it says of itself is not what is pinned in etalon.lock".to_owned(),
        help: Some(
            "etalon.lock was changed by hand, or by another version of etalon; pin it anew: etalon plugin lock"
                .to_owned(),
        ),
    }
}
