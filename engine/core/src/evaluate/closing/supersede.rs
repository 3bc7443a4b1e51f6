//! Decisions and findings then and now.

use super::Seen;
use super::when::Due;
use crate::evaluate::Run;
use crate::outcome::{Because, Decision, Evidence, Since, Superseded, Verdict, What};
use crate::standard::{CriterionId, UnitId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

impl Seen<'_> {
    /// What was decided in a period and is not so any more, or has come since: because of what was recorded later, or of an
    /// appeal. What was open and has been decided since is no such thing.
    pub(super) fn superseded(&self, due: &Due) -> Vec<Superseded> {
        let mut found = self.decisions(due);
        if !self.later.is_empty() {
            found.extend(self.findings(due));
        }
        self.name_what_reached(&mut found);
        found.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        found
    }

    fn decisions(&self, due: &Due) -> Vec<Superseded> {
        let (then, informed, now) = (by_id(self.then), by_id(self.informed()), by_id(self.present));
        let ids: BTreeSet<&(&str, usize)> = then.keys().chain(informed.keys()).collect();
        let mut found = Vec::new();
        for id in ids {
            let (was, knowing, is) = (then.get(id).copied(), informed.get(id).copied(), now.get(id).copied());
            let Some(at) = was.or(knowing).map(|d| d.at) else { continue };
            if !(due.span.0..due.span.1).contains(&at) {
                continue;
            }
            let appealed = is.and_then(|d| d.withdrawn.as_ref()).filter(|_| was.is_none_or(|d| d.withdrawn.is_none()));
            let since = if was == knowing {
                // Only time has passed since, and an appeal perhaps.
                match appealed {
                    None => continue,
                    Some(withdrawn) => vec![Since {
                        because: Because::Appeal,
                        unit: withdrawn.by.0.clone(),
                        key: withdrawn.by.1.clone(),
                        recorded: withdrawn.at,
                    }],
                }
            } else {
                self.later.about(rests_on(was).chain(rests_on(knowing)).chain(rests_on(is)))
            };
            found.push(Superseded {
                id: id.0.to_owned(),
                what: What::Decision { was: was.cloned().map(Box::new), now: is.cloned().map(Box::new) },
                at,
                since,
            });
        }
        found
    }

    fn findings(&self, due: &Due) -> Vec<Superseded> {
        let mut found = Vec::new();
        // By unit: the rows of the period by their keys, in the run that knows all.
        let mut near: BTreeMap<UnitId, HashMap<String, usize>> = BTreeMap::new();
        for findings in &self.then.outcome.findings {
            let (unit, criterion) = (findings.unit, findings.criterion);
            let rows: Vec<usize> = self.of_period(unit, due, &findings.verdicts);
            if rows.is_empty() {
                continue;
            }
            let near = near.entry(unit).or_insert_with(|| keys(self.informed(), unit, due));
            for row in rows {
                let key = self.then.world.key(unit, row);
                let was = findings.verdicts[row];
                let there = near.get(key.as_ref()).copied();
                let there = there.or_else(|| self.informed().world.row_of(unit, &key, i64::MAX));
                if verdict(self.informed(), criterion, there) == Some(was) {
                    continue;
                }
                let now = verdict(self.present, criterion, self.present.world.row_of(unit, &key, i64::MAX));
                let name = &self.standard.units[unit.index()].label.name;
                found.push(Superseded {
                    id: format!("{}/{key}", self.standard.criteria[criterion.index()].label.name),
                    at: self.then.world.table(unit).at.get(row).copied().unwrap_or(due.span.0),
                    since: self.later.about([(name.as_str(), key.as_ref())]),
                    what: What::Finding { criterion, unit, key: key.into_owned(), was, now },
                });
            }
        }
        found
    }

    /// The rows of a period on which a verdict was reached.
    fn of_period(&self, unit: UnitId, due: &Due, verdicts: &[Verdict]) -> Vec<usize> {
        let at = &self.then.world.table(unit).at;
        let first = at.partition_point(|at| *at < due.span.0);
        let rows = (first..at.len()).take_while(|row| at[*row] < due.span.1);
        rows.filter(|row| matches!(verdicts.get(*row), Some(Verdict::Met | Verdict::Breached))).collect()
    }
}

/// The decisions by their ids; several of one id in their order.
fn by_id(run: &Run) -> BTreeMap<(&str, usize), &Decision> {
    let mut all: BTreeMap<(&str, usize), &Decision> = BTreeMap::new();
    for decision in &run.outcome.decisions {
        let place = (0..).find(|place| !all.contains_key(&(decision.id.as_str(), *place))).unwrap_or_default();
        all.insert((&decision.id, place), decision);
    }
    all
}

/// The units that a decision rests on: name and key.
fn rests_on(decision: Option<&Decision>) -> impl Iterator<Item = (&str, &str)> {
    fn place(evidence: &Evidence) -> (&str, &str) {
        (&evidence.unit, &evidence.key)
    }
    let opened = decision.and_then(|d| d.episode.split_once(' '));
    let withdrawn = decision.and_then(|d| d.withdrawn.as_ref());
    let by = withdrawn.map(|w| (w.by.0.as_str(), w.by.1.as_str()));
    let evidence = decision.into_iter().flat_map(|d| &d.evidence).map(place);
    evidence.chain(withdrawn.map(|w| place(&w.fault))).chain(by).chain(opened)
}

/// The rows of a unit in a period, by their keys.
fn keys(run: &Run, unit: UnitId, due: &Due) -> HashMap<String, usize> {
    let at = &run.world.table(unit).at;
    let first = at.partition_point(|at| *at < due.span.0);
    let rows = (first..at.len()).take_while(|row| at[*row] < due.span.1);
    rows.map(|row| (run.world.key(unit, row).into_owned(), row)).collect()
}

fn verdict(run: &Run, criterion: CriterionId, row: Option<usize>) -> Option<Verdict> {
    let findings = run.outcome.findings.get(criterion.index())?;
    findings.verdicts.get(row?).copied()
}
