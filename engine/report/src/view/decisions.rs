//! Steps that are proposed, and what is celebrated.

use super::people::anchor;
use super::row::subject;
use super::{plain, title};
use crate::{Lexicon, Report, show};
use etalon_core::outcome::{Decision, DecisionKind};
use etalon_core::standard::{Duty, Recognition};
use serde::Serialize;
use std::collections::BTreeMap;

/// One proposed step.
#[derive(Debug, Clone, Serialize)]
pub struct Escalation {
    /// Stable id.
    pub id: String,
    /// The ladder's title.
    pub ladder: String,
    /// The step's title.
    pub step: String,
    /// Whom it is about.
    pub subject: String,
    /// The entity and the key; none for the organization.
    pub entity: Option<(String, String)>,
    /// Where the subject stands on the page.
    pub anchor: Option<String>,
    /// How far it is.
    pub state: State,
    /// Due when, for the order.
    #[serde(skip)]
    pub due_at: Option<i64>,
    /// The kind of subject, in words.
    pub kind: String,
    /// When it arose.
    pub at: String,
    /// Who owes it; none if nobody is named.
    pub owed_by: Option<String>,
    /// By when.
    pub due: Option<String>,
    /// Due before the instant of the run, and no event shows that it was held.
    pub overdue: bool,
    /// When it was held.
    pub held: Option<String>,
    /// When it was taken back.
    pub withdrawn: Option<String>,
    /// Why.
    pub sentence: String,
    /// What would have made it different.
    pub otherwise: String,
    /// The events it rests on: what, key, when, which rule, how much.
    pub evidence: Vec<[String; 5]>,
    /// `main.etalon:42`
    pub place: String,
    /// What to do.
    pub guidance: Option<String>,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Its term is over, and no event shows that it was held.
    Overdue,
    /// Its term is not over.
    Open,
    /// Its term is over; the standard names no event that would show whether it was held.
    Past,
    /// An event shows it.
    Held,
    /// It was taken back.
    Withdrawn,
}

/// How many proposals of one step there are.
#[derive(Debug, Clone, Serialize)]
pub struct StepCount {
    /// The step's title.
    pub step: String,
    /// How many.
    pub count: usize,
}

/// One recognition and who gets it.
#[derive(Debug, Clone, Serialize)]
pub struct Recognized {
    /// Its title.
    pub title: String,
    /// With whom it is shared.
    pub share: Option<String>,
    /// Whom and when, by place where it is ordered, then the newest first.
    pub who: Vec<Honour>,
}

/// One person's, team's honour.
#[derive(Debug, Clone, Serialize)]
pub struct Honour {
    /// Whom.
    pub subject: String,
    /// The entity and the key; none for the organization.
    pub entity: Option<(String, String)>,
    /// Where it stands on the page.
    pub anchor: Option<String>,
    /// When: date.
    pub at: String,
    /// The place, from 1.
    pub place: Option<u32>,
    /// Why.
    pub sentence: String,
    /// How often in all.
    pub times: usize,
}

/// Every proposed step and everything owed, the newest first.
pub fn escalations(report: &Report<'_>, words: Lexicon) -> Vec<Escalation> {
    report.outcome.decisions.iter().rev().filter_map(|d| escalation(report, words, d)).collect()
}

fn escalation(report: &Report<'_>, words: Lexicon, decision: &Decision) -> Option<Escalation> {
    let (ladder, step) = match decision.kind {
        DecisionKind::Step(ladder, step) => (ladder, step),
        DecisionKind::Duty(duty) => return Some(owed(report, &report.standard.duties[duty.index()], decision)),
        DecisionKind::DutyWarning(..) | DecisionKind::ClockWarning(..) | DecisionKind::Recognition(..) => return None,
    };
    let standard = report.standard;
    let ladder = &standard.ladders[ladder.index()];
    let step = ladder.steps.get(step)?;
    let step_title = step.title.get(report.language).filter(|t| !t.is_empty()).unwrap_or(&step.name);
    let over = decision.due.is_some_and(|due| due < report.outcome.as_of);
    let state = match (decision.held, over, &step.held) {
        _ if decision.withdrawn.is_some() => State::Withdrawn,
        (Some(_), _, _) => State::Held,
        (None, true, Some(_)) => State::Overdue,
        (None, true, None) => State::Past,
        (None, false, _) => State::Open,
    };
    let whole = decision.subject_kind == "organization";
    let called = Called {
        ladder: title(&ladder.label, report.language),
        step: step_title.to_owned(),
        subject: subject(report, words, &decision.subject_kind, &decision.subject),
        kind: if whole { String::new() } else { plain(&decision.subject_kind) },
        guidance: step.guidance.get(report.language).map(str::to_owned),
    };
    Some(asked(report, decision, state, called))
}

/// A duty: it is about what it arose from.
fn owed(report: &Report<'_>, duty: &Duty, decision: &Decision) -> Escalation {
    let over = decision.due.is_some_and(|due| due < report.outcome.as_of);
    let state = match (decision.held, over) {
        (Some(_), _) => State::Held,
        (None, true) => State::Overdue,
        (None, false) => State::Open,
    };
    let name = title(&duty.label, report.language);
    let subject = decision.evidence.first().map(|e| format!("{} {}", plain(&e.unit), e.key)).unwrap_or_default();
    let guidance = duty.guidance.get(report.language).map(str::to_owned);
    asked(report, decision, state, Called { ladder: name.clone(), step: name, subject, kind: String::new(), guidance })
}

/// How a step of a ladder or a duty is called, and what helps with it.
struct Called {
    ladder: String,
    step: String,
    subject: String,
    kind: String,
    guidance: Option<String>,
}

/// What somebody is asked to do.
fn asked(report: &Report<'_>, decision: &Decision, state: State, called: Called) -> Escalation {
    let standard = report.standard;
    let place = (report.place)(decision.span);
    let whole = decision.subject_kind == "organization";
    Escalation {
        id: decision.id.clone(),
        ladder: called.ladder,
        step: called.step,
        subject: called.subject,
        entity: (!whole).then(|| (decision.subject_kind.clone(), decision.subject.clone())),
        anchor: (!whole).then(|| anchor(&decision.subject_kind, &decision.subject)),
        state,
        due_at: decision.due,
        kind: called.kind,
        at: show::instant(standard, decision.at),
        owed_by: decision.owed_by.as_deref().map(|who| report.names.person(who)),
        due: show::due_of(standard, decision, false),
        overdue: state == State::Overdue,
        held: decision.held.map(|held| show::instant(standard, held)),
        withdrawn: decision.withdrawn.as_ref().map(|w| show::instant(standard, w.at)),
        sentence: report.sentences().why(decision),
        otherwise: report.sentences().otherwise(decision),
        evidence: decision
            .evidence
            .iter()
            .map(|e| [e.unit.clone(), e.key.clone(), show::instant(standard, e.at), e.rule.clone(), e.share.clone()])
            .collect(),
        place: format!("{}:{}", place.file, place.line),
        guidance: called.guidance,
    }
}

/// How many proposals there are of each step, in the order of the text; then how often each duty arose.
pub fn steps(report: &Report<'_>) -> Vec<StepCount> {
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for decision in &report.outcome.decisions {
        if let DecisionKind::Step(ladder, step) = decision.kind {
            *counts.entry((ladder.index(), step)).or_default() += 1;
        }
    }
    let mut arose: BTreeMap<usize, usize> = BTreeMap::new();
    for decision in &report.outcome.decisions {
        if let DecisionKind::Duty(duty) = decision.kind {
            *arose.entry(duty.index()).or_default() += 1;
        }
    }
    let duties = arose.into_iter().map(|(duty, count)| {
        let duty = &report.standard.duties[duty];
        StepCount { step: title(&duty.label, report.language), count }
    });
    let steps = counts.into_iter().filter_map(|((ladder, step), count)| {
        let step = report.standard.ladders[ladder].steps.get(step)?;
        let name = step.title.get(report.language).filter(|t| !t.is_empty()).unwrap_or(&step.name);
        Some(StepCount { step: name.to_owned(), count })
    });
    steps.chain(duties).collect()
}

/// Recognitions, by rule in the order of the text.
pub fn recognitions(report: &Report<'_>, words: Lexicon) -> Vec<Recognized> {
    let standard = report.standard;
    let mut honours: Vec<Vec<Honour>> = vec![Vec::new(); standard.recognitions.len()];
    let mut known: BTreeMap<(usize, &str, &str), usize> = BTreeMap::new();
    for decision in report.outcome.decisions.iter().rev() {
        let DecisionKind::Recognition(id, place) = decision.kind else {
            continue;
        };
        let who = &mut honours[id.index()];
        let at = *known.entry((id.index(), &decision.subject_kind, &decision.subject)).or_insert(who.len());
        match who.get_mut(at) {
            Some(known) => known.times += 1,
            None => who.push(honour(report, words, decision, place)),
        }
    }
    let told = |(rule, mut who): (&Recognition, Vec<Honour>)| {
        who.sort_by_key(|h| h.place);
        let share = rule.share.as_ref().map(|s| plain(&s.with));
        (!who.is_empty()).then(|| Recognized { title: title(&rule.label, report.language), share, who })
    };
    standard.recognitions.iter().zip(honours).filter_map(told).collect()
}

fn honour(report: &Report<'_>, words: Lexicon, decision: &Decision, place: Option<u32>) -> Honour {
    let whole = decision.subject_kind == "organization";
    Honour {
        subject: subject(report, words, &decision.subject_kind, &decision.subject),
        entity: (!whole).then(|| (decision.subject_kind.clone(), decision.subject.clone())),
        anchor: (!whole).then(|| anchor(&decision.subject_kind, &decision.subject)),
        at: show::instant(report.standard, decision.at),
        place,
        sentence: report.sentences().why(decision),
        times: 1,
    }
}
