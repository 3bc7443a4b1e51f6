//! Everything that is said of one person, team …, in one place.

use super::decisions::{Escalation, State};
use super::figures::Tone;
use super::row::{FigureRow, subject};
use super::scorecards::Card;
use super::summary::View;
use super::{plain, title};
use crate::{Lexicon, Report};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// All subjects of one kind, who need attention first.
#[derive(Debug, Clone, Serialize)]
pub struct SubjectGroup {
    /// The kind's title.
    pub title: String,
    /// Whether they are people.
    pub person: bool,
    /// They.
    pub subjects: Vec<Subject>,
}

/// One of them.
#[derive(Debug, Clone, Serialize)]
pub struct Subject {
    /// The place on the page: `agent-anna`.
    pub id: String,
    /// The kind, in words.
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// What it belongs to: `team`, `North`, its place on the page if it has one.
    pub belongs: Vec<(String, String, Option<String>)>,
    /// Who belongs to it: name and place on the page.
    pub members: Vec<(String, String)>,
    /// Strengths and what to improve; none if nothing was judged.
    pub card: Option<Card>,
    /// The newest figures.
    pub figures: Vec<FigureRow>,
    /// How many targets are reached, of how many measured.
    pub reached: (usize, usize),
    /// Steps that are proposed, the newest first.
    pub steps: Vec<Escalation>,
    /// How many of them are not held yet, and of these overdue.
    pub open: (usize, usize),
    /// What was celebrated: title, how often, when last, why.
    pub honours: Vec<(String, usize, String, String)>,
    /// How often, in all.
    pub honoured: usize,
}

/// Where a subject stands on the page: what is neither letter, digit nor one of `-_.` is written as `~` and its number.
pub fn anchor(kind: &str, key: &str) -> String {
    let mut out = format!("{kind}-");
    for c in key.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') {
            out.push(c);
        } else {
            out.push_str(&format!("~{:x}", u32::from(c)));
        }
    }
    out
}

/// By kind and key.
type By<T> = BTreeMap<(String, String), T>;

/// What was found of a subject so far.
#[derive(Default)]
struct Found {
    card: Option<Card>,
    figures: Vec<FigureRow>,
    steps: Vec<Escalation>,
    honours: Vec<(String, usize, String, String)>,
}

/// By kind in the order of the standard; who need attention first, then those of whom little is known, by key.
pub fn people(report: &Report<'_>, words: Lexicon, view: &View) -> Vec<SubjectGroup> {
    let (found, order) = find(view);
    let known: BTreeSet<(String, String)> = found.keys().cloned().collect();
    let mut members: BTreeMap<(&str, &str), Vec<(String, String)>> = BTreeMap::new();
    for (kind, key) in &known {
        for to in report.names.belongs(kind, key) {
            let member = (subject(report, words, kind, key), anchor(kind, key));
            members.entry((&to.kind, &to.key)).or_default().push(member);
        }
    }
    let mut kinds: BTreeMap<String, Vec<(usize, String, Found)>> = BTreeMap::new();
    for ((kind, key), found) in found {
        let place = order.get(&(kind.clone(), key.clone())).copied().unwrap_or(usize::MAX);
        kinds.entry(kind).or_default().push((place, key, found));
    }
    let mut out = Vec::new();
    for unit in &report.standard.units {
        let kind = &unit.label.name;
        let Some(mut subjects) = kinds.remove(kind) else { continue };
        subjects.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        let subjects = subjects.into_iter().map(|(_, key, found)| {
            let belongs = report.names.belongs(kind, &key).iter().map(|to| {
                let is_here = known.contains(&(to.kind.clone(), to.key.clone()));
                let place = is_here.then(|| anchor(&to.kind, &to.key));
                (plain(&to.field), subject(report, words, &to.kind, &to.key), place)
            });
            let of = members.get(&(kind.as_str(), key.as_str())).cloned().unwrap_or_default();
            one(found, anchor(kind, &key), plain(kind), subject(report, words, kind, &key), belongs.collect(), of)
        });
        out.push(SubjectGroup {
            title: title(&unit.label, report.language),
            person: unit.person,
            subjects: subjects.collect(),
        });
    }
    out
}

/// By kind and key; and the place of those who have a card, who need attention first.
fn find(view: &View) -> (By<Found>, By<usize>) {
    let mut found: By<Found> = By::new();
    let mut order = BTreeMap::new();
    for group in &view.groups {
        for (place, card) in group.cards.iter().enumerate() {
            let at = (group.kind.clone(), card.key.clone());
            order.insert(at.clone(), place);
            found.entry(at).or_default().card = Some(card.clone());
        }
    }
    for row in view.metrics.iter().flat_map(|m| &m.parts).filter(|r| r.anchor.is_some()) {
        if let Some(entity) = row.entity.clone() {
            found.entry(entity).or_default().figures.push(row.clone());
        }
    }
    for step in &view.escalations {
        if let Some(entity) = step.entity.clone() {
            found.entry(entity).or_default().steps.push(step.clone());
        }
    }
    for honoured in &view.recognitions {
        for who in &honoured.who {
            if let Some(entity) = who.entity.clone() {
                let honour = (honoured.title.clone(), who.times, who.at.clone(), who.sentence.clone());
                found.entry(entity).or_default().honours.push(honour);
            }
        }
    }
    (found, order)
}

fn one(
    found: Found,
    id: String,
    kind: String,
    name: String,
    belongs: Vec<(String, String, Option<String>)>,
    members: Vec<(String, String)>,
) -> Subject {
    let measured = found.figures.iter().filter(|f| f.tone != Tone::Quiet).count();
    let met = found.figures.iter().filter(|f| f.tone == Tone::Good).count();
    let count = |state| found.steps.iter().filter(|s| s.state == state).count();
    let overdue = count(State::Overdue);
    Subject {
        id,
        kind,
        name,
        belongs,
        members,
        card: found.card,
        reached: (met, measured),
        open: (count(State::Open) + overdue, overdue),
        figures: found.figures,
        steps: found.steps,
        honoured: found.honours.iter().map(|(_, times, ..)| times).sum(),
        honours: found.honours,
    }
}

#[cfg(test)]
mod tests {
    use super::anchor;

    #[test]
    fn two_keys_never_share_a_place() {
        assert_eq!(anchor("agent", "anna"), "agent-anna");
        assert_eq!(anchor("agent", "õie.k"), "agent-õie.k");
        assert_ne!(anchor("agent", "a b"), anchor("agent", "a_b"));
        assert_ne!(anchor("agent", "a b"), anchor("agent", "a~20b"));
    }
}
