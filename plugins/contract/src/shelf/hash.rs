//! Hashes of contents.

use crate::Limits;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Hash of bytes, hex.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Hash of all that can change a plugin's answers: its bytes, its settings, and how much it may take before it fails.
/// The time on the wall is none of it: it is the net under the work.
pub(super) fn identity(sha256_of_bytes: &str, settings: &BTreeMap<String, String>, limits: &Limits) -> String {
    let Limits { memory, work, work_per_row, text, .. } = limits;
    let all = serde_json::json!([sha256_of_bytes, settings, memory, work, work_per_row, text]);
    sha256(all.to_string().as_bytes())
}
