//! Restatements: one line a figure, decision or finding of a closed period that is not what it was when the period closed.

use super::WriteError;
use super::line::Clock;
use super::metrics::{text, verdicts};
use super::whole::{Whole, failed};
use etalon_core::Standard;
use etalon_core::evaluate::Run;
use etalon_core::outcome::{
    Because, ClosedPeriod, Decision, DecisionKind, Figure, Restated, Since, Superseded, Verdict, What,
};
use std::path::Path;

const HEADER: [&str; 15] = [
    "period",
    "closed_at",
    // `figure`, `finding`, `step`, `duty`, `warning` or `recognition`.
    "kind",
    "rule",
    "step",
    "subject_kind",
    "subject",
    "id",
    // Of a figure its exact value; of all else how it stood.
    "closed",
    "closed_n",
    "closed_verdicts",
    "now",
    "now_n",
    "now_verdicts",
    // `correction: call c2 2026-03-20T09:00:00+02:00`
    "because",
];

pub(super) fn csv(file: &Path, standard: &Standard, run: &Run) -> Result<(), WriteError> {
    let mut clock = Clock::new(&standard.zone);
    let mut to = csv::Writer::from_writer(Whole::create(file)?);
    to.write_record(HEADER).map_err(|error| failed(file, &error))?;
    for closed in &run.outcome.closings {
        for restated in &closed.restated {
            let record = figure(standard, run, closed, restated, &mut clock);
            to.write_record(record).map_err(|error| failed(file, &error))?;
        }
        for superseded in &closed.superseded {
            to.write_record(decided(standard, closed, superseded, &mut clock)).map_err(|error| failed(file, &error))?;
        }
    }
    to.into_inner().map_err(|error| failed(file, error.error()))?.finish()
}

fn figure(
    standard: &Standard,
    run: &Run,
    closed: &ClosedPeriod,
    restated: &Restated,
    clock: &mut Clock,
) -> [String; 15] {
    let now = restated.now.and_then(|index| run.outcome.figures.get(index));
    let any = restated.closed.as_ref().or(now);
    let metric = any.and_then(|figure| standard.metrics.get(figure.metric.index()));
    let per = any.and_then(|figure| metric?.per.get(figure.per)).map_or(String::new(), |per| per.name.clone());
    let mut side = |figure: Option<&Figure>| match figure {
        None => Default::default(),
        Some(f) => {
            let value = f.exact.clone().unwrap_or_else(|| text(&f.value, clock));
            [value, f.n.to_string(), verdicts(f)]
        }
    };
    let ([then, then_n, then_verdicts], [is, is_n, is_verdicts]) = (side(restated.closed.as_ref()), side(now));
    let because: Vec<&str> = restated.because.iter().map(|because| word(*because)).collect();
    [
        closed.period.clone(),
        clock.text(closed.at),
        "figure".to_owned(),
        metric.map_or(String::new(), |metric| metric.label.name.clone()),
        String::new(),
        per,
        any.map_or(String::new(), |figure| figure.subject.clone()),
        String::new(),
        then,
        then_n,
        then_verdicts,
        is,
        is_n,
        is_verdicts,
        because.join("; "),
    ]
}

fn decided(standard: &Standard, closed: &ClosedPeriod, superseded: &Superseded, clock: &mut Clock) -> [String; 15] {
    let (kind, rule, step, whom, was, now) = match &superseded.what {
        What::Finding { criterion, unit, key, was, now } => {
            let rule = standard.criteria[criterion.index()].label.name.clone();
            let whom = (standard.units[unit.index()].label.name.clone(), key.clone());
            ("finding", rule, String::new(), whom, verdict(*was), now.map_or("gone", verdict))
        }
        What::Decision { was, now } => {
            let state = |decision: &Decision| if decision.withdrawn.is_some() { "withdrawn" } else { "standing" };
            let before = was.as_deref().map_or("none", state);
            let after = match now.as_deref().map_or("gone", state) {
                after if after == before => "changed",
                after => after,
            };
            let any = was.as_deref().or(now.as_deref());
            let (kind, rule, step) = any.map_or_else(Default::default, |d| named(standard, d.kind));
            let whom = any.map(|d| (d.subject_kind.clone(), d.subject.clone())).unwrap_or_default();
            (kind, rule, step, whom, before, after)
        }
    };
    let mut since = |since: &Since| {
        let Since { because, unit, key, recorded } = since;
        format!("{}: {unit} {key} {}", word(*because), clock.text(*recorded))
    };
    let because: Vec<String> = superseded.since.iter().map(&mut since).collect();
    [
        closed.period.clone(),
        clock.text(closed.at),
        kind.to_owned(),
        rule,
        step,
        whom.0,
        whom.1,
        superseded.id.clone(),
        was.to_owned(),
        String::new(),
        String::new(),
        now.to_owned(),
        String::new(),
        String::new(),
        because.join("; "),
    ]
}

/// Kind, rule and step of a decision.
fn named(standard: &Standard, kind: DecisionKind) -> (&'static str, String, String) {
    match kind {
        DecisionKind::Step(ladder, step) => {
            let ladder = &standard.ladders[ladder.index()];
            let step = ladder.steps.get(step).map_or(String::new(), |step| step.name.clone());
            ("step", ladder.label.name.clone(), step)
        }
        DecisionKind::Duty(duty) => ("duty", standard.duties[duty.index()].label.name.clone(), String::new()),
        DecisionKind::DutyWarning(duty, _) => {
            ("warning", standard.duties[duty.index()].label.name.clone(), String::new())
        }
        DecisionKind::ClockWarning(unit, clock, _) => {
            let name = standard.clock(unit, clock).map_or(String::new(), |clock| clock.name.clone());
            ("warning", name, String::new())
        }
        DecisionKind::Recognition(id, _) => {
            ("recognition", standard.recognitions[id.index()].label.name.clone(), String::new())
        }
    }
}

/// The stable word of a reason; the same as in the JSON contract.
const fn word(because: Because) -> &'static str {
    match because {
        Because::Correction => "correction",
        Because::Retraction => "retraction",
        Because::LateEvent => "late-event",
        Because::Conflict => "conflict",
        Because::Appeal => "appeal",
        Because::Decided => "decided-since",
    }
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotApplicable => "not-applicable",
        Verdict::Met => "met",
        Verdict::Breached => "breached",
        Verdict::Pending => "pending",
        Verdict::NotJudged => "not-judged",
    }
}
