//! Loads plugins, so that they can be asked.

use super::cache;
use etalon_contract::Found;
use etalon_core::plugin::Trouble;
use etalon_host::{Host, Refusal};
use std::sync::OnceLock;

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
    let module = host().and_then(|host| host.metric(&found.plugin, bytes, &found.limits, &found.settings));
    match module {
        Ok(module) => found.plugin.module = Some(module),
        Err(refusal) => {
            found.plugin.trouble = Some(Trouble {
                what: refusal.what,
                help: refusal.help.unwrap_or_else(|| "`etalon plugin check` says more of it".to_owned()),
            });
        }
    }
}
