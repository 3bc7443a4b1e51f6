//! What the operator grants, ready for use: hosts read, secrets fetched.

use crate::files::FileTrouble;
use crate::gate::{Net, Pattern, Resolve, SystemResolve, Trust};
use crate::log::LogSink;
use crate::secrets::{Secret, Vault};
use crate::wait::{RealWait, Wait};
use etalon_contract::{Limits, Needs, Origin, Use};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a use of a connector may reach, and how much of the machine.
#[derive(Debug, Clone)]
pub struct Granted {
    pub(crate) hosts: Vec<Pattern>,
    pub(crate) trust: Trust,
    pub(crate) vault: Arc<Vault>,
    pub(crate) scratch: u64,
    pub(crate) limits: Limits,
}

impl Granted {
    /// From what stands in `etalon.toml`, in this folder. Values of secrets are read now, from the environment and from files.
    ///
    /// # Errors
    /// Says which host cannot be granted, or which secret or authority is not where it should be.
    pub fn of(folder: &Path, used: &Use, needs: &Needs) -> Result<Self, FileTrouble> {
        let mut secrets = Vec::new();
        for (name, secret) in &used.secrets {
            let value = value(folder, name, &secret.from)?;
            secrets.push((name.clone(), Secret { value, hosts: patterns(&secret.hosts)?, reveal: secret.reveal }));
        }
        let asked = needs.secrets.iter().map(|secret| secret.name.clone());
        let vault = Vault::new(asked, secrets).map_err(|what| FileTrouble::new(what, ""))?;
        Ok(Self {
            hosts: patterns(&used.hosts)?,
            trust: Trust::with(folder, &used.authorities)?,
            vault: Arc::new(vault),
            scratch: if needs.scratch { used.scratch } else { 0 },
            limits: used.limits.clone(),
        })
    }
}

fn patterns(hosts: &[String]) -> Result<Vec<Pattern>, FileTrouble> {
    hosts.iter().map(|host| Pattern::parse(host).map_err(|what| FileTrouble::new(what, ""))).collect()
}

fn value(folder: &Path, name: &str, from: &Origin) -> Result<String, FileTrouble> {
    let value = match from {
        Origin::Env(variable) => std::env::var(variable).map_err(|_| {
            FileTrouble::new(
                format!("the secret `{name}` should be in the variable {variable}, which is not set"),
                format!("set it, as in: export {variable}=…"),
            )
        })?,
        Origin::File(path) => {
            let path = folder.join(path);
            let text = std::fs::read_to_string(&path)
                .map_err(|error| FileTrouble::io(&format!("read the secret `{name}` from"), &path, &error))?;
            text.trim_end_matches(['\r', '\n']).to_owned()
        }
    };
    if value.is_empty() {
        return Err(FileTrouble::new(format!("the secret `{name}` is empty"), "put its value where etalon.toml says"));
    }
    Ok(value)
}

/// How a connector is used.
#[derive(Clone)]
pub struct Setup {
    /// Settings as the plugin gets them ([`etalon_contract::settle`]).
    pub settings: BTreeMap<String, String>,
    /// What it may reach.
    pub granted: Granted,
    /// Where what it remembers lies; none = it remembers nothing beyond this run.
    pub scratch: Option<PathBuf>,
    /// Where its log goes.
    pub log: LogSink,
    /// The host's clock.
    pub clock: Arc<dyn Wait>,
    /// How much may go through the gate.
    pub net: Net,
    /// Looks names up.
    pub resolve: Arc<dyn Resolve>,
}

impl Setup {
    /// The usual: the real clock, the system's names, no log, nothing remembered.
    #[must_use]
    pub fn new(granted: Granted, settings: BTreeMap<String, String>) -> Self {
        Self {
            settings,
            granted,
            scratch: None,
            log: Arc::new(|_| {}),
            clock: Arc::new(RealWait::default()),
            net: Net::default(),
            resolve: Arc::new(SystemResolve),
        }
    }
}

impl fmt::Debug for Setup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Setup").field("granted", &self.granted).field("scratch", &self.scratch).finish_non_exhaustive()
    }
}
