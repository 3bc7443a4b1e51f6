//! Steps that are proposed, and what is celebrated.

use super::{figures, plain, title};
use crate::{Lexicon, Report, show};
use etalon_core::outcome::{Decision, DecisionKind};
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
    /// How many are not listed.
    pub more: usize,
}

/// One person's, team's honour.
#[derive(Debug, Clone, Serialize)]
pub struct Honour {
    /// Whom.
    pub subject: String,
    /// When: date.
    pub at: String,
    /// The place, from 1.
    pub place: Option<u32>,
    /// Why.
    pub sentence: String,
    /// How often in all.
    pub times: usize,
}

/// Every proposed step, the newest first.
pub fn escalations(report: &Report<'_>, words: Lexicon) -> Vec<Escalation> {
    report.outcome.decisions.iter().rev().filter_map(|d| escalation(report, words, d)).collect()
}

fn escalation(report: &Report<'_>, words: Lexicon, decision: &Decision) -> Option<Escalation> {
    let DecisionKind::Step(ladder, step) = decision.kind else {
        return None;
    };
    let standard = report.standard;
    let ladder = &standard.ladders[ladder.index()];
    let step = ladder.steps.get(step)?;
    let place = (report.place)(decision.span);
    let step_title = step.title.get(report.language).filter(|t| !t.is_empty()).unwrap_or(&step.name);
    let showable = step.held.is_some();
    Some(Escalation {
        id: decision.id.clone(),
        ladder: title(&ladder.label, report.language),
        step: step_title.to_owned(),
        subject: figures::subject(report, words, &decision.subject_kind, &decision.subject),
        kind: if decision.subject_kind == "organization" { String::new() } else { plain(&decision.subject_kind) },
        at: show::instant(standard, decision.at),
        owed_by: decision.owed_by.as_deref().map(|who| report.names.person(who)),
        due: decision.due.map(|due| show::due(standard, due)),
        overdue: showable && decision.held.is_none() && decision.due.is_some_and(|due| due < report.outcome.as_of),
        held: decision.held.map(|held| show::instant(standard, held)),
        sentence: report.sentences().why(decision),
        otherwise: report.sentences().otherwise(decision),
        evidence: decision
            .evidence
            .iter()
            .map(|e| [e.unit.clone(), e.key.clone(), show::instant(standard, e.at), e.rule.clone(), e.share.clone()])
            .collect(),
        place: format!("{}:{}", place.file, place.line),
        guidance: step.guidance.get(report.language).map(str::to_owned),
    })
}

/// How many proposals there are of each step, in the order of the text.
pub fn steps(report: &Report<'_>) -> Vec<StepCount> {
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for decision in &report.outcome.decisions {
        if let DecisionKind::Step(ladder, step) = decision.kind {
            *counts.entry((ladder.index(), step)).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter_map(|((ladder, step), count)| {
            let step = report.standard.ladders[ladder].steps.get(step)?;
            let name = step.title.get(report.language).filter(|t| !t.is_empty()).unwrap_or(&step.name);
            Some(StepCount { step: name.to_owned(), count })
        })
        .collect()
}

/// At most so many honours of one recognition on a page.
const MOST: usize = 60;

/// Recognitions, by rule in the order of the text.
pub fn recognitions(report: &Report<'_>, words: Lexicon) -> Vec<Recognized> {
    let standard = report.standard;
    standard
        .recognitions
        .iter()
        .enumerate()
        .filter_map(|(index, recognition)| {
            let mut who: Vec<Honour> = Vec::new();
            for decision in report.outcome.decisions.iter().rev() {
                let DecisionKind::Recognition(id, place) = decision.kind else {
                    continue;
                };
                if id.index() != index {
                    continue;
                }
                let subject = figures::subject(report, words, &decision.subject_kind, &decision.subject);
                match who.iter_mut().find(|h| h.subject == subject) {
                    Some(known) => known.times += 1,
                    None => who.push(Honour {
                        subject,
                        at: show::instant(standard, decision.at),
                        place,
                        sentence: report.sentences().why(decision),
                        times: 1,
                    }),
                }
            }
            who.sort_by_key(|h| h.place);
            let more = who.len().saturating_sub(MOST);
            who.truncate(MOST);
            let share = recognition.share.as_ref().map(|s| plain(&s.with));
            (!who.is_empty()).then(|| Recognized {
                title: title(&recognition.label, report.language),
                share,
                who,
                more,
            })
        })
        .collect()
}
