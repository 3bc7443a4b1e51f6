//! Closed periods that are restated: what their figures and decisions were when they closed, and what they are now.

use super::figures::{Tone, tone};
use super::row::{subject, verdict_words};
use super::{plain, title};
use crate::{Lexicon, Report, show};
use etalon_core::outcome::{
    Because, ClosedPeriod, Decision, DecisionKind, Figure, Restated, Since, Superseded, Verdict, What,
};
use etalon_core::standard::{Label, Period, SubjectKind};
use serde::Serialize;

/// A closed period that is not what it was.
#[derive(Debug, Clone, Serialize)]
pub struct Closed {
    /// `month 2026-01`
    pub period: String,
    /// When it closed, local.
    pub at: String,
    /// The figures that are others now.
    pub figures: Vec<RestatedRow>,
    /// What was decided and is not so now.
    pub decisions: Vec<SupersededRow>,
}

/// A figure then and now.
#[derive(Debug, Clone, Serialize)]
pub struct RestatedRow {
    /// The metric's title.
    pub metric: String,
    /// Whose, with the kind of subject; empty for the organization.
    pub subject: String,
    /// When the period closed.
    pub closed: Side,
    /// Now.
    pub now: Side,
    /// Why, in words.
    pub because: Vec<String>,
}

/// A figure at one time.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    /// As shown.
    pub value: String,
    /// The sample.
    pub n: u64,
    /// How it stands against its first target.
    pub tone: Tone,
    /// The sign of the tone.
    pub sign: &'static str,
    /// The verdict in words; empty without a target.
    pub verdict: &'static str,
}

/// A decision or a finding then and now.
#[derive(Debug, Clone, Serialize)]
pub struct SupersededRow {
    /// Stable id.
    pub id: String,
    /// What: `Coaching: Anna Kask (anna)`, `Quick answer: call c12`.
    pub what: String,
    /// When it arose, local.
    pub at: String,
    /// What it was.
    pub was: String,
    /// What it is.
    pub now: String,
    /// Why, in words.
    pub because: Vec<String>,
}

/// The closed periods of which something is to be told, the newest first.
pub fn closed(report: &Report<'_>, words: Lexicon) -> Vec<Closed> {
    let told = |c: &&ClosedPeriod| !c.restated.is_empty() || !c.superseded.is_empty();
    report.outcome.closings.iter().rev().filter(told).map(|c| one(report, words, c)).collect()
}

fn one(report: &Report<'_>, words: Lexicon, closed: &ClosedPeriod) -> Closed {
    let figures = closed.restated.iter().filter_map(|restated| row(report, words, restated));
    Closed {
        period: format!("{} {}", kind(words, closed), closed.period),
        at: show::instant(report.standard, closed.at),
        figures: figures.collect(),
        decisions: closed.superseded.iter().map(|superseded| decided(report, words, superseded)).collect(),
    }
}

fn kind(words: Lexicon, closed: &ClosedPeriod) -> &'static str {
    words.get(match closed.each {
        Period::Day => "day",
        Period::Week => "week",
        Period::Quarter => "quarter",
        Period::Year => "year",
        _ => "month",
    })
}

fn row(report: &Report<'_>, words: Lexicon, restated: &Restated) -> Option<RestatedRow> {
    let now = restated.now.and_then(|index| report.outcome.figures.get(index));
    let any = restated.closed.as_ref().or(now)?;
    let metric = report.standard.metrics.get(any.metric.index())?;
    let per = metric.per.get(any.per);
    let whose = match per.map(|p| &p.subject) {
        None | Some(SubjectKind::Organization) => String::new(),
        Some(SubjectKind::Entity(unit, _)) => {
            let entity = &report.standard.units[unit.index()].label.name;
            let name = per.map_or("", |p| &p.name);
            format!("{} {}", plain(name), subject(report, words, entity, &any.subject))
        }
        Some(SubjectKind::Value(_)) => {
            let name = per.map_or("", |p| &p.name);
            format!("{} {}", plain(name), subject(report, words, name, &any.subject))
        }
    };
    Some(RestatedRow {
        metric: title(&metric.label, report.language),
        subject: whose,
        closed: side(report, words, restated.closed.as_ref()),
        now: side(report, words, now),
        because: restated.because.iter().map(|because| words.get(why(*because)).to_owned()).collect(),
    })
}

fn side(report: &Report<'_>, words: Lexicon, figure: Option<&Figure>) -> Side {
    let none = Side { value: "–".to_owned(), n: 0, tone: Tone::Quiet, sign: "", verdict: "" };
    let Some((figure, metric)) = figure.and_then(|f| Some((f, report.standard.metrics.get(f.metric.index())?))) else {
        return none;
    };
    let said = figure.targets.first().and_then(|(index, verdict)| Some((metric.targets.get(*index)?, *verdict)));
    let tone = said.map_or(Tone::Quiet, |(target, verdict)| tone(target, verdict));
    Side {
        value: show::figure(report.standard, metric, &figure.value),
        n: figure.n,
        tone,
        sign: said.map_or("", |_| tone.sign()),
        verdict: said.map_or("", |(target, verdict)| verdict_words(words, target.proven, verdict)),
    }
}

/// The key of the word for a reason.
pub const fn why(because: Because) -> &'static str {
    match because {
        Because::Correction => "since_correction",
        Because::Retraction => "since_retraction",
        Because::LateEvent => "since_late_event",
        Because::Conflict => "since_conflict",
        Because::Appeal => "since_appeal",
        Because::Decided => "since_decided",
    }
}

fn decided(report: &Report<'_>, words: Lexicon, superseded: &Superseded) -> SupersededRow {
    let (what, was, now) = match &superseded.what {
        What::Decision { was, now } => {
            let any = was.as_deref().or(now.as_deref());
            let what = any.map(|decision| named(report, words, decision)).unwrap_or_default();
            let state = match (was.as_deref(), now.as_deref()) {
                (None, _) => ("was_not_there", "has_come"),
                (Some(_), None) => ("stood", "gone"),
                (Some(was), Some(now)) if was.withdrawn.is_none() && now.withdrawn.is_some() => ("stood", "withdrawn"),
                (Some(was), Some(now)) if was.withdrawn.is_some() && now.withdrawn.is_none() => ("withdrawn", "stands"),
                _ => ("stood", "changed"),
            };
            (what, words.get(state.0), words.get(state.1))
        }
        What::Finding { criterion, unit, key, was, now } => {
            let rule = &report.standard.criteria[criterion.index()].label;
            let unit = &report.standard.units[unit.index()].label.name;
            let what = format!("{}: {} {key}", title(rule, report.language), plain(unit));
            (what, words.get(verdict(*was)), now.map_or(words.get("gone"), |now| words.get(verdict(now))))
        }
    };
    SupersededRow {
        id: superseded.id.clone(),
        what,
        at: show::instant(report.standard, superseded.at),
        was: was.to_owned(),
        now: now.to_owned(),
        because: superseded.since.iter().map(|since| told(report, words, since)).collect(),
    }
}

/// `corrected: call c12, recorded 2026-02-10 09:00`
fn told(report: &Report<'_>, words: Lexicon, since: &Since) -> String {
    let when = show::instant(report.standard, since.recorded);
    let event = format!("{} {}", plain(&since.unit), since.key);
    words.say("recorded_since", &[("why", words.get(why(since.because))), ("event", &event), ("when", &when)])
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotApplicable => "not_applicable",
        Verdict::Met => "kept",
        Verdict::Breached => "breached",
        Verdict::Pending => "pending",
        Verdict::NotJudged => "not_judged",
    }
}

/// The decision's rule and step in words, and whom it is about.
fn named(report: &Report<'_>, words: Lexicon, decision: &Decision) -> String {
    let standard = report.standard;
    let of = |label: &Label| title(label, report.language);
    let rule = match decision.kind {
        DecisionKind::Step(ladder, step) => match standard.ladders[ladder.index()].steps.get(step) {
            Some(step) => match step.title.get(report.language) {
                Some(title) if !title.is_empty() && title != step.name => title.to_owned(),
                _ => plain(&step.name),
            },
            None => of(&standard.ladders[ladder.index()].label),
        },
        DecisionKind::Duty(duty) | DecisionKind::DutyWarning(duty, _) => of(&standard.duties[duty.index()].label),
        DecisionKind::ClockWarning(unit, clock, _) => {
            standard.clock(unit, clock).map_or_else(String::new, |clock| plain(&clock.name))
        }
        DecisionKind::Recognition(rule, _) => of(&standard.recognitions[rule.index()].label),
    };
    let whom = subject(report, words, &decision.subject_kind, &decision.subject);
    let rule = match decision.kind {
        DecisionKind::DutyWarning(..) | DecisionKind::ClockWarning(..) => {
            format!("{rule} ({})", words.get("warning"))
        }
        _ => rule,
    };
    format!("{rule}: {whom}, {}", decision.episode)
}

/// What is said beside a figure of a closed period.
pub fn note(report: &Report<'_>, words: Lexicon, figure: &Figure) -> Option<String> {
    let (closed, restated) = report.outcome.closing_of(figure)?;
    let restated = restated?;
    let was = side(report, words, restated.closed.as_ref());
    let when = show::date_of(report.standard, closed.at);
    Some(words.say("closed_with", &[("value", &was.value), ("when", &when)]))
}
