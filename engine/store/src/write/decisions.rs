//! Decisions: proposals to named people, and recognitions, each with its evidence.

use super::line::Clock;
use super::table::{Cell, Holds, Table};
use super::whole::{Whole, failed};
use super::{Words, WriteError};
use etalon_core::Standard;
use etalon_core::evaluate::Run;
use etalon_core::outcome::{Decision, DecisionKind};
use etalon_core::standard::Label;
use serde::Serialize;
use std::io::Write as _;
use std::path::Path;

/// One line of `decisions.jsonl`.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    /// `step`, `duty`, `warning` or `recognition`.
    kind: &'static str,
    /// The ladder's, duty's or recognition's name.
    rule: &'a str,
    step: Option<&'a str>,
    /// Where recognitions are ordered: from 1, ties share it.
    place: Option<u32>,
    subject_kind: &'a str,
    subject: &'a str,
    at: String,
    /// The event that opened the episode.
    episode: &'a str,
    owed_by: Option<&'a str>,
    due: Option<String>,
    held: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    done_by_other: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<Undone<'a>>,
    evidence: Vec<Proof<'a>>,
    /// Where the standard says so.
    line: String,
    sentence: String,
    otherwise: String,
    /// Hash of what the standard means, see [`Standard::hash`].
    standard_hash: &'a str,
    /// Hash of what the rule means.
    rule_hash: &'a str,
    /// The version of the tz database by which its days were cut.
    tz_database: &'a str,
}

/// Why a step was taken back: the fault that does not count any more, and the event that says so.
#[derive(Serialize)]
struct Undone<'a> {
    at: String,
    because: &'static str,
    unit: &'a str,
    key: &'a str,
    by_unit: &'a str,
    by_key: &'a str,
}

#[derive(Serialize)]
struct Proof<'a> {
    at: String,
    unit: &'a str,
    key: &'a str,
    rule: &'a str,
    share: &'a str,
}

const COLUMNS: [(&str, Holds); 19] = [
    ("id", Holds::Text),
    ("kind", Holds::Text),
    ("rule", Holds::Text),
    ("step", Holds::Text),
    ("place", Holds::Whole),
    ("subject_kind", Holds::Text),
    ("subject", Holds::Text),
    ("at", Holds::Instant),
    ("episode", Holds::Text),
    ("owed_by", Holds::Text),
    ("due", Holds::Instant),
    ("held", Holds::Instant),
    ("evidence", Holds::Json),
    ("line", Holds::Text),
    ("sentence", Holds::Text),
    ("otherwise", Holds::Text),
    ("standard_hash", Holds::Text),
    ("rule_hash", Holds::Text),
    ("tz_database", Holds::Text),
];

pub(super) fn write(
    lines: &Path,
    table: &Path,
    standard: &Standard,
    run: &Run,
    words: &Words<'_>,
) -> Result<(), WriteError> {
    let mut to_lines = Whole::create(lines)?;
    let mut to_table = Table::create(table, &COLUMNS)?;
    let mut clock = Clock::new(&standard.zone);
    for decision in &run.outcome.decisions {
        let line = line(decision, standard, &run.outcome.tz, words, &mut clock);
        let evidence = serde_json::to_string(&line.evidence).map_err(|error| failed(table, &error))?;
        to_table.row(&[
            Cell::Text(Some(line.id)),
            Cell::Text(Some(line.kind)),
            Cell::Text(Some(line.rule)),
            Cell::Text(line.step),
            Cell::Int(line.place.map(i64::from)),
            Cell::Text(Some(line.subject_kind)),
            Cell::Text(Some(line.subject)),
            Cell::Int(Some(decision.at)),
            Cell::Text(Some(line.episode)),
            Cell::Text(line.owed_by),
            Cell::Int(decision.due),
            Cell::Int(decision.held),
            Cell::Text(Some(&evidence)),
            Cell::Text(Some(&line.line)),
            Cell::Text(Some(&line.sentence)),
            Cell::Text(Some(&line.otherwise)),
            Cell::Text(Some(line.standard_hash)),
            Cell::Text(Some(line.rule_hash)),
            Cell::Text(Some(line.tz_database)),
        ])?;
        serde_json::to_writer(&mut to_lines, &line).map_err(|error| failed(lines, &error))?;
        to_lines.write_all(b"\n").map_err(|error| failed(lines, &error))?;
    }
    to_lines.finish()?;
    to_table.finish()
}

/// What a decision follows from.
struct Rule<'a> {
    kind: &'static str,
    name: &'a str,
    hash: &'a str,
    step: Option<&'a str>,
    place: Option<u32>,
}

fn rule(kind: DecisionKind, standard: &Standard) -> Rule<'_> {
    fn of<'a>(kind: &'static str, label: &'a Label) -> (&'static str, &'a str, &'a str) {
        (kind, &label.name, &label.hash)
    }
    let ((kind, name, hash), step, place) = match kind {
        DecisionKind::Step(ladder, step) => {
            let ladder = &standard.ladders[ladder.index()];
            (of("step", &ladder.label), ladder.steps.get(step).map(|s| s.name.as_str()), None)
        }
        DecisionKind::Duty(duty) => (of("duty", &standard.duties[duty.index()].label), None, None),
        DecisionKind::DutyWarning(duty, _) => (of("warning", &standard.duties[duty.index()].label), None, None),
        DecisionKind::ClockWarning(unit, clock, _) => {
            let name = standard.clock(unit, clock).map_or("", |clock| clock.name.as_str());
            (("warning", name, standard.units[unit.index()].label.hash.as_str()), None, None)
        }
        DecisionKind::Recognition(recognition, place) => {
            (of("recognition", &standard.recognitions[recognition.index()].label), None, place)
        }
    };
    Rule { kind, name, hash, step, place }
}

fn line<'a>(
    decision: &'a Decision,
    standard: &'a Standard,
    tz: &'a str,
    words: &Words<'_>,
    clock: &mut Clock,
) -> Line<'a> {
    let rule = rule(decision.kind, standard);
    let evidence = decision
        .evidence
        .iter()
        .map(|e| Proof { at: clock.text(e.at), unit: &e.unit, key: &e.key, rule: &e.rule, share: &e.share })
        .collect();
    Line {
        id: &decision.id,
        kind: rule.kind,
        rule: rule.name,
        step: rule.step,
        place: rule.place,
        subject_kind: &decision.subject_kind,
        subject: &decision.subject,
        at: clock.text(decision.at),
        episode: &decision.episode,
        owed_by: decision.owed_by.as_deref(),
        due: decision.due.map(|due| clock.text_in(decision.due_in.as_ref(), due)),
        withdrawn: decision.withdrawn.as_ref().map(|w| Undone {
            at: clock.text(w.at),
            because: if w.disputed { "disputed" } else { "overturned" },
            unit: &w.fault.unit,
            key: &w.fault.key,
            by_unit: &w.by.0,
            by_key: &w.by.1,
        }),
        done_by_other: decision.done_by_other.as_deref(),
        held: decision.held.map(|held| clock.text(held)),
        evidence,
        line: (words.place)(decision.span),
        sentence: (words.why)(decision),
        otherwise: (words.otherwise)(decision),
        standard_hash: &standard.hash,
        rule_hash: rule.hash,
        tz_database: tz,
    }
}
