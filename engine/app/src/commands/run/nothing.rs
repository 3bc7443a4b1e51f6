//! Data of which nothing can be used: a run over it would look like a good one.

use crate::speak;
use etalon_core::outcome::SourceData;

/// How many reasons of a source are told.
const REASONS: usize = 5;

/// Says why there is nothing to judge, if that is so.
pub fn said(data: &[SourceData]) -> bool {
    if data.is_empty() || data.iter().any(|source| source.accepted > 0) {
        return false;
    }
    let read: u64 = data.iter().map(|source| source.read).sum();
    if read == 0 {
        let help = "if that is right, say the instant the run speaks for: --as-of 2026-03-31";
        speak::trouble("there is nothing to judge: the files hold no rows", Some(help));
        return true;
    }
    let rows = if read == 1 { "the only row".to_owned() } else { format!("none of the {read} rows") };
    let can = if read == 1 { "cannot" } else { "can" };
    speak::trouble(&format!("there is nothing to judge: {rows} {can} be used"), None);
    for source in data {
        for reason in source.reasons.iter().take(REASONS) {
            let place = reason
                .first
                .first()
                .map_or_else(String::new, |(file, row, text)| format!(" ({file}:{row} \"{text}\")"));
            speak::message(&format!("  {}: {} rejected{place}: {}", source.source, reason.count, reason.reason));
        }
        let others = [(source.left_out, "left out by `rows where`"), (source.conflict, "in conflict with one another")];
        for (count, why) in others.into_iter().filter(|(count, _)| *count > 0) {
            speak::message(&format!("  {}: {count} {why}", source.source));
        }
    }
    true
}
