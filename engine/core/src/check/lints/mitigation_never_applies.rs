//! `mitigation-never-applies`: circumstances that never meet a breach of the rules they cover.

use super::reason::{Rules, Situations, Space, list};
use crate::Diagnostic;
use std::collections::BTreeMap;

const SLUG: &str = "mitigation-never-applies";

pub(super) fn find<'a>(space: &mut Space<'a>, rules: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let by_index: BTreeMap<usize, usize> = rules.criteria.iter().enumerate().map(|(i, r)| (r.index, i)).collect();
    for (mitigation, when) in &rules.mitigations {
        let name = &mitigation.label.name;
        let (a, many) = (space.word(mitigation.unit), space.words(mitigation.unit));
        if mitigation.covers.is_empty() {
            out.push(
                Diagnostic::error(
                    SLUG,
                    mitigation.label.name_span,
                    format!("mitigation `{name}` can never apply: no criterion judges {many}"),
                )
                .here("covers nothing")
                .reason(format!("It moves causes of breaches, and no {a} can be a breach."))
                .help("write `for` with the unit that the criteria judge"),
            );
            continue;
        }
        let Some(when) = when.as_ref().filter(|w| !w.is_never()) else {
            continue;
        };
        // All rules must be decided before one may say that it meets none of them.
        let covered: Option<Vec<(usize, &Situations)>> = mitigation
            .covers
            .iter()
            .map(|c| by_index.get(&c.index()).and_then(|i| Some((*i, rules.criteria[*i].breached.as_deref()?))))
            .collect();
        let Some(covered) = covered else { continue };
        space.conflicts.clear();
        let meets = covered.iter().any(|(_, breached)| space.both(when, breached).is_none_or(|b| !b.is_never()));
        // Rules that can never be breached are told by themselves.
        if meets || covered.iter().all(|(_, breached)| breached.is_never()) {
            continue;
        }
        let why = space.conflicts.first().cloned().map(|c| space.conflict_text(&c));
        let why = why.map_or_else(String::new, |why| format!(": {why}"));
        let names: Vec<String> =
            covered.iter().take(4).map(|(i, _)| format!("`{}`", rules.criteria[*i].criterion.label.name)).collect();
        let at = mitigation.when.as_ref().map_or(mitigation.label.name_span, |w| w.span);
        let mut found = Diagnostic::error(
            SLUG,
            at,
            format!("mitigation `{name}` can never apply to a breach of {}{why}", list(&names, "or")),
        )
        .here("never so where one of them is breached");
        for (i, _) in covered.iter().take(2) {
            found = found.label(rules.criteria[*i].criterion.require_span, "breached only if this is not so");
        }
        out.push(
            found
                .reason("The breaches that it should take off the employee stay with the employee.")
                .help("compare its circumstances with the rules it covers; they must be possible at once"),
        );
    }
}
