//! What a contact cost the customer in time. The same in every language: `plugins/languages/README.md`.

use etalon_plugin::{Duration, metric, plugin};

/// 100 = the customer had no effort.
#[metric(unit = "points", range = 0..=100, scale = 2)]
fn effort(wait: Duration, handle: Option<Duration>, channel: &str) -> Option<f64> {
    let weight = match channel {
        "phone" => 1.0,
        "chat" => 0.5,
        "email" => 0.125,
        _ => return None,
    };
    let Some(handle) = handle else { return Some(0.0) };
    Some((100.0 - weight * (wait.seconds() * 0.5 + handle.seconds() * 0.0625)).max(0.0))
}

plugin!(effort);
