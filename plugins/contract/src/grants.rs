//! What the operator grants a plugin, and how much of the machine.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;

/// What a use of a plugin may reach. Nothing unless said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grants {
    /// Hosts with an optional port, as in [`crate::Needs::hosts`].
    pub hosts: Vec<String>,
    /// Secrets by name, and the hosts to which each may go.
    pub secrets: BTreeMap<String, Vec<String>>,
    /// Secrets whose value the plugin itself may see.
    pub reveal: Vec<String>,
    /// Bytes that it may keep between polls; 0 = nothing.
    pub scratch: u64,
}

/// How much of the machine a use of a plugin may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of memory of one instance.
    pub memory: u64,
    /// Units of work (wasmtime's fuel) of one call, whatever it carries. Exact: the same on every machine.
    pub work: u64,
    /// Units of work for each row on top.
    pub work_per_row: u64,
    /// The longest a call may take on the wall: the net under `work`.
    pub time: Duration,
    /// How many instances may live at once.
    pub instances: u32,
    /// The longest text of an answer, bytes.
    pub text: u32,
    /// Bytes of log of one call.
    pub log: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: 64 << 20,
            work: 50_000_000,
            work_per_row: 1_000_000,
            time: Duration::from_secs(10),
            instances: 8,
            text: 64 << 10,
            log: 16 << 10,
        }
    }
}
