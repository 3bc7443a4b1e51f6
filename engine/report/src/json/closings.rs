//! Closed periods: what their figures and decisions were when they closed, where they are others now.

use super::exact::{self, Amount};
use super::metrics::{kind, verdict as target_verdict};
use crate::{Report, show};
use etalon_core::outcome::{Because, DecisionKind, Figure, Since, Superseded, Verdict, What};
use etalon_core::value::Value;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Closing {
    period: Period,
    closed_at: String,
    restated: Vec<Restated>,
    superseded: Vec<Changed>,
}

#[derive(Debug, Serialize)]
struct Period {
    kind: &'static str,
    name: String,
    start: String,
    end: String,
}

#[derive(Debug, Serialize)]
struct Restated {
    metric: String,
    per: String,
    subject: String,
    closed: Option<Side>,
    now: Option<Side>,
    because: Vec<&'static str>,
}

/// A figure at one time.
#[derive(Debug, Serialize)]
pub struct Side {
    value: Amount,
    n: u64,
    unjudged: u64,
    fair: Option<Amount>,
    verdicts: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Changed {
    id: String,
    kind: &'static str,
    rule: String,
    step: Option<String>,
    subject_kind: String,
    subject: String,
    at: String,
    was: &'static str,
    now: &'static str,
    because: Vec<Reason>,
}

#[derive(Debug, Serialize)]
struct Reason {
    kind: &'static str,
    unit: String,
    key: String,
    recorded: String,
}

/// The closing of a figure's period, beside the figure.
#[derive(Debug, Serialize)]
pub struct OfFigure {
    at: String,
    restated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<Side>,
}

pub fn of_figure(report: &Report<'_>, figure: &Figure) -> Option<OfFigure> {
    let (closed, restated) = report.outcome.closing_of(figure)?;
    Some(OfFigure {
        at: show::rfc3339(report.standard, closed.at),
        restated: restated.is_some(),
        closed: restated.and_then(|restated| restated.closed.as_ref()).map(|figure| side(report, figure)),
    })
}

pub fn closings(report: &Report<'_>) -> Vec<Closing> {
    let at = |micros: i64| show::rfc3339(report.standard, micros);
    let one = |closed: &etalon_core::outcome::ClosedPeriod| Closing {
        period: Period {
            kind: kind(&closed.each),
            name: closed.period.clone(),
            start: at(closed.span.0),
            end: at(closed.span.1),
        },
        closed_at: at(closed.at),
        restated: closed.restated.iter().filter_map(|restated| figures(report, restated)).collect(),
        superseded: closed.superseded.iter().map(|superseded| changed(report, superseded)).collect(),
    };
    report.outcome.closings.iter().map(one).collect()
}

fn figures(report: &Report<'_>, restated: &etalon_core::outcome::Restated) -> Option<Restated> {
    let now = restated.now.and_then(|index| report.outcome.figures.get(index));
    let any = restated.closed.as_ref().or(now)?;
    let metric = report.standard.metrics.get(any.metric.index())?;
    Some(Restated {
        metric: metric.label.name.clone(),
        per: metric.per.get(any.per).map(|p| p.name.clone()).unwrap_or_default(),
        subject: any.subject.clone(),
        closed: restated.closed.as_ref().map(|figure| side(report, figure)),
        now: now.map(|figure| side(report, figure)),
        because: restated.because.iter().map(|because| word(*because)).collect(),
    })
}

fn side(report: &Report<'_>, figure: &Figure) -> Side {
    let metric = &report.standard.metrics[figure.metric.index()];
    Side {
        value: exact::figure(report.standard, metric, &figure.value, figure.exact.as_deref()),
        n: figure.n,
        unjudged: figure.unjudged,
        fair: figure.fair.map(|fair| exact::figure(report.standard, metric, &Value::Ratio(fair), None)),
        verdicts: figure.targets.iter().map(|(_, verdict)| target_verdict(*verdict)).collect(),
    }
}

/// The stable word of a reason.
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

fn changed(report: &Report<'_>, superseded: &Superseded) -> Changed {
    let standard = report.standard;
    let reason = |since: &Since| Reason {
        kind: word(since.because),
        unit: since.unit.clone(),
        key: since.key.clone(),
        recorded: show::rfc3339(standard, since.recorded),
    };
    let (kind, rule, step, subject_kind, subject, was, now) = match &superseded.what {
        What::Finding { criterion, unit, key, was, now } => (
            "finding",
            standard.criteria[criterion.index()].label.name.clone(),
            None,
            standard.units[unit.index()].label.name.clone(),
            key.clone(),
            verdict(*was),
            now.map_or("gone", verdict),
        ),
        What::Decision { was, now } => {
            let state = |decision: &etalon_core::outcome::Decision| match decision.withdrawn {
                Some(_) => "withdrawn",
                None => "standing",
            };
            let (before, after) = (was.as_deref().map_or("none", state), now.as_deref().map_or("gone", state));
            let after = if before == after { "changed" } else { after };
            let any = was.as_deref().or(now.as_deref());
            let (kind, rule, step) = any.map_or(("step", String::new(), None), |d| rule(standard, d.kind));
            let whom = any.map(|d| (d.subject_kind.clone(), d.subject.clone())).unwrap_or_default();
            (kind, rule, step, whom.0, whom.1, before, after)
        }
    };
    Changed {
        id: superseded.id.clone(),
        kind,
        rule,
        step,
        subject_kind,
        subject,
        at: show::rfc3339(standard, superseded.at),
        was,
        now,
        because: superseded.since.iter().map(reason).collect(),
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

/// The kind of decision, its rule and its step.
fn rule(standard: &etalon_core::Standard, kind: DecisionKind) -> (&'static str, String, Option<String>) {
    match kind {
        DecisionKind::Step(ladder, step) => {
            let ladder = &standard.ladders[ladder.index()];
            ("step", ladder.label.name.clone(), ladder.steps.get(step).map(|s| s.name.clone()))
        }
        DecisionKind::Duty(duty) => ("duty", standard.duties[duty.index()].label.name.clone(), None),
        DecisionKind::DutyWarning(duty, _) => ("warning", standard.duties[duty.index()].label.name.clone(), None),
        DecisionKind::ClockWarning(unit, clock, _) => {
            ("warning", standard.clock(unit, clock).map_or_else(String::new, |c| c.name.clone()), None)
        }
        DecisionKind::Recognition(id, _) => ("recognition", standard.recognitions[id.index()].label.name.clone(), None),
    }
}
