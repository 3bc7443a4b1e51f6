//! Decisions: steps of ladders and recognitions, with their evidence.

use crate::{Report, show};
use etalon_core::outcome::DecisionKind;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Decision {
    id: String,
    kind: &'static str,
    rule: String,
    step: Option<String>,
    place: Option<u32>,
    subject_kind: String,
    subject: String,
    at: String,
    episode: String,
    owed_by: Option<String>,
    due: Option<String>,
    held: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    done_by_other: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<Withdrawn>,
    evidence: Vec<Evidence>,
    file: String,
    line: usize,
    sentence: String,
    otherwise: String,
}

/// Why a step was taken back.
#[derive(Debug, Serialize)]
struct Withdrawn {
    at: String,
    because: &'static str,
    fault: Evidence,
    by_unit: String,
    by_key: String,
}

#[derive(Debug, Serialize)]
struct Evidence {
    unit: String,
    key: String,
    at: String,
    rule: String,
    share: String,
}

pub fn decisions(report: &Report<'_>) -> Vec<Decision> {
    let standard = report.standard;
    let sentences = report.sentences();
    let at = |micros: i64| show::rfc3339(standard, micros);
    let evidence = |e: &etalon_core::outcome::Evidence| Evidence {
        unit: e.unit.clone(),
        key: e.key.clone(),
        at: at(e.at),
        rule: e.rule.clone(),
        share: e.share.clone(),
    };
    report
        .outcome
        .decisions
        .iter()
        .map(|d| {
            let (kind, rule, step, place) = match d.kind {
                DecisionKind::Step(ladder, step) => {
                    let ladder = &standard.ladders[ladder.index()];
                    ("step", ladder.label.name.as_str(), ladder.steps.get(step).map(|s| s.name.clone()), None)
                }
                DecisionKind::Duty(duty) => ("duty", standard.duties[duty.index()].label.name.as_str(), None, None),
                DecisionKind::DutyWarning(duty, _) => {
                    ("warning", standard.duties[duty.index()].label.name.as_str(), None, None)
                }
                DecisionKind::ClockWarning(unit, clock, _) => {
                    ("warning", standard.clock(unit, clock).map_or("", |clock| clock.name.as_str()), None, None)
                }
                DecisionKind::Recognition(recognition, place) => {
                    ("recognition", standard.recognitions[recognition.index()].label.name.as_str(), None, place)
                }
            };
            let line = (report.place)(d.span);
            Decision {
                id: d.id.clone(),
                kind,
                rule: rule.to_owned(),
                step,
                place,
                subject_kind: d.subject_kind.clone(),
                subject: d.subject.clone(),
                at: at(d.at),
                episode: d.episode.clone(),
                owed_by: d.owed_by.clone(),
                due: d.due.map(|due| show::rfc3339_in(d.due_in.as_ref().unwrap_or(&standard.zone), due)),
                held: d.held.map(at),
                done_by_other: d.done_by_other.clone(),
                withdrawn: d.withdrawn.as_ref().map(|w| Withdrawn {
                    at: at(w.at),
                    because: if w.disputed { "disputed" } else { "overturned" },
                    fault: evidence(&w.fault),
                    by_unit: w.by.0.clone(),
                    by_key: w.by.1.clone(),
                }),
                evidence: d.evidence.iter().map(evidence).collect(),
                file: line.file,
                line: line.line,
                sentence: sentences.why(d),
                otherwise: sentences.otherwise(d),
            }
        })
        .collect()
}
