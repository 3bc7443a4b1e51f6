//! Why: the proof of every breach of the examples, and of findings of the real data sets chosen by lot. The proof replays in
//! a checker of its own, its words leave nothing out, and the nearest change, made in the data, makes the outcome another one.

#![expect(clippy::unwrap_used, reason = "what is not as expected fails the test")]

#[path = "explain/checker.rs"]
mod checker;
#[path = "explain/house.rs"]
mod house;
#[path = "explain/told.rs"]
mod told;

use etalon_checks::real::data;
use etalon_core::explain::{Change, Edit, FindingProof, Nearest, StepsProof};
use etalon_core::outcome::Verdict;
use etalon_core::standard::{CriterionId, StepFault, UnitId};
use house::House;
use std::collections::{BTreeMap, BTreeSet};
use told::Reader;

/// How many findings of each real data set are proven.
const BY_LOT: usize = 200;

/// A small generator: the same numbers on every machine.
struct Lot(u64);

impl Lot {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n as u64).unwrap()
    }
}

/// Every finding that was breached.
fn breaches(house: &House) -> Vec<(CriterionId, u32)> {
    let findings = house.run.outcome.findings.iter();
    findings.flat_map(|f| f.breaches.iter().map(|b| (f.criterion, b.row))).collect()
}

/// Findings by lot: every criterion and every verdict has its turn.
fn by_lot(house: &House, many: usize) -> Vec<(CriterionId, u32)> {
    let mut lot = Lot(20_260_307);
    let mut groups: Vec<(CriterionId, Vec<u32>)> = Vec::new();
    for findings in &house.run.outcome.findings {
        for verdict in [Verdict::Met, Verdict::Breached, Verdict::NotApplicable, Verdict::NotJudged, Verdict::Pending] {
            let rows = (0..).zip(&findings.verdicts).filter(|(_, v)| **v == verdict).map(|(row, _)| row);
            let rows: Vec<u32> = rows.collect();
            if !rows.is_empty() {
                groups.push((findings.criterion, rows));
            }
        }
    }
    let mut chosen = BTreeSet::new();
    let total: usize = groups.iter().map(|g| g.1.len()).sum();
    while chosen.len() < many.min(total) {
        let (criterion, rows) = &groups[lot.below(groups.len())];
        chosen.insert((*criterion, rows[lot.below(rows.len())]));
    }
    chosen.into_iter().collect()
}

/// What came of proving some findings.
#[derive(Debug, Default)]
struct Proven {
    /// A nearest change was found, and made in the data it does what it says.
    found: usize,
    /// None was found, and the proof says so.
    not_found: usize,
    /// Its time has not come: there is nothing to change yet.
    not_asked: usize,
    /// Steps with several faults, or one that is missing from a case: a single change cannot mend the first, and the second needs an
    /// event that nobody can make up. The proof says that none was found.
    steps_need_more: usize,
    verdicts: BTreeMap<Verdict, usize>,
}

/// Proves findings, replays the proofs, and makes the changes.
fn prove(house: &House, findings: &[(CriterionId, u32)]) -> Proven {
    let ask = house.ask();
    let mut proven = Proven::default();
    let mut wrong: Vec<String> = Vec::new();
    let mut changes: Vec<(FindingProof, Change)> = Vec::new();
    let reader = Reader::of(house);
    for (criterion, row) in findings {
        let proof = ask.finding(*criterion, *row);
        let name = format!("{} {}", proof.name, proof.thing.key);
        wrong.extend(checker::finding(&proof).into_iter().map(|w| format!("{name}: {w}")));
        wrong.extend(reader.wrong(&proof).into_iter().map(|w| format!("{name}: {w}")));
        *proven.verdicts.entry(proof.verdict).or_default() += 1;
        match proof.nearest.clone() {
            Nearest::Found(change) => {
                proven.found += 1;
                changes.push((proof, change));
            }
            Nearest::NotFound(tried) => {
                eprintln!("{name} ({:?}): none of {tried}", proof.verdict);
                let is_missing = |fault: &StepFault| matches!(fault, StepFault::Missing(_));
                let more = |steps: &StepsProof| steps.faults.len() > 1 || steps.faults.iter().any(is_missing);
                let more = proof.steps.as_ref().is_some_and(more);
                *(if more { &mut proven.steps_need_more } else { &mut proven.not_found }) += 1;
            }
            Nearest::NotAsked => {
                assert_eq!(proof.verdict, Verdict::Pending, "{name}");
                proven.not_asked += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
    // Changes that touch nothing in common are made together.
    while !changes.is_empty() {
        let mut touched = BTreeSet::new();
        let (now, later): (Vec<_>, Vec<_>) = changes.into_iter().partition(|(_, change)| {
            let things: Vec<(UnitId, String)> = change.edits.iter().map(touches).collect();
            let free = things.iter().all(|t| !touched.contains(t));
            if free {
                touched.extend(things);
            }
            free
        });
        let all: Vec<&Change> = now.iter().map(|(_, change)| change).collect();
        let asked: Vec<_> = now.iter().map(|(p, _)| (p.criterion, p.thing.unit, p.thing.key.clone())).collect();
        for ((proof, change), then) in now.iter().zip(house.changed(&all, &asked)) {
            if then == Some(change.then) {
                continue;
            }
            // Perhaps another of the changes was in the way: this one alone.
            let alone = house.changed(&[change], &[(proof.criterion, proof.thing.unit, proof.thing.key.clone())]);
            assert_eq!(alone[0], Some(change.then), "{} {}: {:#?}", proof.name, proof.thing.key, change.edits);
        }
        changes = later;
    }
    proven
}

fn touches(edit: &Edit) -> (UnitId, String) {
    match edit {
        Edit::Added(added) => (added.unit, format!("{} {:?}", added.at, added.values)),
        Edit::Field { thing, .. } | Edit::Absent(thing) => (thing.unit, thing.key.clone()),
    }
}

/// The breaches of an example, all of them, and of the rest what the lot says; at least so many with a nearest change, at most so many
/// without.
fn example(folder: &str, least: usize, without: usize) {
    let house = House::open(folder, &[]);
    let mut findings: BTreeSet<_> = breaches(&house).into_iter().collect();
    findings.extend(by_lot(&house, BY_LOT));
    let proven = prove(&house, &findings.into_iter().collect::<Vec<_>>());
    eprintln!("{folder}: {proven:?}");
    assert!(proven.found > least && proven.not_found <= without, "{proven:?}");
}

#[test]
fn every_breach_of_the_phone_centre_is_proven() {
    // Calls that nobody took: a person cannot be made up.
    example("examples/phone-centre", 1000, 8);
}

#[test]
fn every_breach_of_the_city_desk_is_proven() {
    example("examples/city-desk", 1000, 0);
}

#[test]
fn every_breach_of_the_help_desk_example_is_proven() {
    // Nothing paused in three tickets, no article is owed for six and no answer was asked for of one: that takes events with more than
    // fields of their own. `linked` speaks of each of the 23 events on record, of which none came back late: what is late is worked out
    // from when its ticket was solved and on which days the desk is open, and so is no field that could be another.
    example("examples/it-helpdesk", 20, 33);
}

#[test]
fn every_breach_of_the_retail_chain_is_proven() {
    // Two visits whose form has no critical item and no fault, so that nothing could breach it; a rating that would have to differ from
    // another in a way that is calculated; a pair of steps with a step that was not done. By lot five of the first kind are among them.
    example("examples/retail-chain", 340, 6);
}

#[test]
fn every_breach_of_the_phone_standard_is_proven() {
    // A ruling by who may give it, three hard contacts within an hour, and what nobody could judge: the shift after it is not on record.
    // Five messages that were each the first to their customer: to break that takes another message, to a customer and at an instant
    // that both follow from calls.
    example("examples/phone-standard", 70, 11);
}

/// Findings of a real data set by lot; at most so many of them without a nearest change.
fn real(folder: &str, set: &str, file: &str, without: usize) {
    let Some(path) = data(set) else { return };
    let base = format!("tests/real/{folder}");
    let files =
        etalon_store::load_standard(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(&base));
    let standard = etalon_core::check(&files.unwrap(), &[]).standard.unwrap();
    let sources: Vec<String> = standard.sources.iter().map(|s| s.label.name.clone()).collect();
    let overrides: Vec<_> = sources.iter().map(|s| (s.as_str(), path.join(file))).collect();
    let house = House::open(&base, &overrides);
    let proven = prove(&house, &by_lot(&house, BY_LOT));
    eprintln!("{folder}: {proven:?}");
    assert!(proven.not_found <= without, "{proven:?}");
    assert!(proven.found + proven.steps_need_more >= BY_LOT - without, "{proven:?}");
    assert!(proven.steps_need_more <= BY_LOT / 16, "{proven:?}");
    // Each verdict has its part, or all of it there is.
    let there =
        |verdict| house.run.outcome.findings.iter().flat_map(|f| &f.verdicts).filter(|v| **v == verdict).count();
    for verdict in [Verdict::Met, Verdict::Breached, Verdict::NotApplicable, Verdict::NotJudged] {
        let (part, all) = (proven.verdicts.get(&verdict).copied().unwrap_or(0), there(verdict));
        assert!(part >= all.min(BY_LOT / 16), "{verdict:?}: {part} of {all}");
    }
}

/// Three of them do not apply because nobody knows who solved the incident: a person cannot be made up.
#[test]
fn findings_of_the_incident_log_are_proven() {
    real("uci-incidents", "uci_incident_log", "events_opened_2016_03.csv.gz", 3);
}

#[test]
fn findings_of_the_city_requests_are_proven() {
    real("city-requests", "boston311_animal", "requests_2013_2018.csv.gz", 0);
}

#[test]
fn findings_of_the_help_desk_are_proven() {
    real("help-desk", "helpdesk_utterances", "utterances_2022_01_08.csv", 0);
}
