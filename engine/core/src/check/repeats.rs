//! One wrong word, one problem: where the same thing is said of many places, it is said once and names the others.

use crate::Diagnostic;
use std::collections::BTreeMap;

/// How many other places are shown.
const SHOWN: usize = 3;

/// Problems that are about a word, wherever it stands.
const ABOUT_A_WORD: [&str; 2] = ["unknown-name", "unknown-field"];

/// Brings alike problems together at the first place. The problems are in the order of the text.
pub(crate) fn gather(diagnostics: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
    let mut more: BTreeMap<usize, usize> = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    for d in diagnostics.drain(..) {
        let key = (d.slug, d.message.clone());
        match first.get(&key) {
            Some(place) if ABOUT_A_WORD.contains(&d.slug) => {
                let count = more.entry(*place).or_default();
                *count += 1;
                if *count <= SHOWN
                    && let Some(label) = d.labels.into_iter().next()
                {
                    kept[*place] = kept[*place].clone().label(label.span, "and here");
                }
            }
            _ => {
                first.entry(key).or_insert(kept.len());
                kept.push(d);
            }
        }
    }
    for (place, count) in more {
        if count > SHOWN
            && let Some(label) = kept[place].labels.last_mut()
        {
            let (hidden, places) = (count - SHOWN, if count == SHOWN + 1 { "place" } else { "places" });
            label.text = format!("and here, and in {hidden} more {places}");
        }
    }
    *diagnostics = kept;
}
