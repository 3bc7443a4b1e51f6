//! Who owes what, by when: the steps by the person who is to take them.

use super::decisions::{Escalation, State};
use serde::Serialize;
use std::collections::BTreeMap;

/// The steps one person owes.
#[derive(Debug, Clone, Serialize)]
pub struct Owed {
    /// Who; none if nobody is named.
    pub who: Option<String>,
    /// Overdue first, then those due soonest, then the newest that were held.
    pub steps: Vec<Escalation>,
    /// How many are overdue.
    pub overdue: usize,
    /// How many are not held yet, those overdue too.
    pub open: usize,
    /// How many were held.
    pub held: usize,
}

/// Nobody's first, for that is a gap; then who has most overdue, most open.
pub fn owed(escalations: &[Escalation]) -> Vec<Owed> {
    let mut by: BTreeMap<Option<&str>, Vec<Escalation>> = BTreeMap::new();
    for step in escalations {
        by.entry(step.owed_by.as_deref()).or_default().push(step.clone());
    }
    let mut out: Vec<Owed> = by
        .into_iter()
        .map(|(who, mut steps)| {
            // The steps come with the newest first, and stay so among equals.
            steps.sort_by_key(|s| (s.state, if s.state == State::Held { None } else { s.due_at }));
            let count = |state| steps.iter().filter(|s| s.state == state).count();
            let (overdue, held) = (count(State::Overdue), count(State::Held));
            Owed { who: who.map(str::to_owned), overdue, open: overdue + count(State::Open), held, steps }
        })
        .collect();
    out.sort_by_key(|o| (o.who.is_some(), std::cmp::Reverse(o.overdue), std::cmp::Reverse(o.open)));
    out
}
