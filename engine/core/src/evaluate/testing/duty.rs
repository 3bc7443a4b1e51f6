//! `expect manager_talk owed for "s1" of agent "boss" due 2026-03-04`, `expect manager_talk late for "s1" at 2026-03-06`

use super::proposed::{Span, is_in};
use super::{Seen, expected};
use crate::outcome::{Decision, DecisionKind};
use crate::show;
use crate::standard::{DutyId, DutyOutcome};

/// What is said of it.
pub(super) struct Wanted<'a> {
    pub outcome: Option<DutyOutcome>,
    pub ower: Option<&'a str>,
    pub at: Span,
    pub due: Span,
}

impl Seen<'_> {
    pub(super) fn duty(&self, not: bool, id: DutyId, key: &str, wanted: &Wanted<'_>) -> Option<String> {
        let duty = &self.standard.duties[id.index()];
        // In whichever version of the standard it arose.
        let forms = self.standard.versions_of_duty(id);
        let row = match self.row(duty.unit, key) {
            Ok(row) => row,
            Err(message) => return Some(message),
        };
        let name = self.standard.units[duty.unit.index()].label.name.as_str();
        let of_cause = |d: &&Decision| d.evidence.first().is_some_and(|e| e.unit == name && e.key == key);
        let all = || self.run.outcome.decisions.iter().filter(of_cause);
        let owed = all().find(|d| matches!(d.kind, DecisionKind::Duty(of) if forms.contains(&of)));
        if let Some(DutyOutcome::Finding(verdict)) = wanted.outcome {
            let wrong = self.finding(not, duty.criterion, key, Some(verdict), &[], &[]);
            let none = wanted.ower.is_none() && wanted.at.is_none() && wanted.due.is_none();
            if wrong.is_some() || none {
                return wrong;
            }
        }
        let whose = |d: &Decision| wanted.ower.is_none_or(|who| d.owed_by.as_deref() == Some(who));
        let is_so = if wanted.outcome == Some(DutyOutcome::Warned) {
            all().any(|d| {
                let warning = matches!(d.kind, DecisionKind::DutyWarning(of, _) if forms.contains(&of));
                warning && whose(d) && is_in(wanted.at, Some(d.at)) && is_in(wanted.due, d.due)
            })
        } else {
            owed.is_some_and(|d| {
                let stands = wanted.outcome.is_none_or(|outcome| self.stands(d, outcome));
                stands && whose(d) && is_in(wanted.at, d.held) && is_in(wanted.due, d.due)
            })
        };
        if is_so != not {
            return None;
        }
        let times = self.wanted(wanted.at, wanted.due);
        let whom = wanted.ower.map(|who| format!(" by \"{who}\"")).unwrap_or_default();
        let outcome = wanted.outcome.map_or("owed", word);
        let came = match owed {
            Some(owed) => self.found(
                owed,
                all().filter(|d| matches!(d.kind, DecisionKind::DutyWarning(of, _) if forms.contains(&of))),
            ),
            None => self.not_owed(id, row),
        };
        let label = &duty.label.name;
        Some(format!("{label} {} {outcome}{whom}{times} after {name} \"{key}\", but {came}", expected(not)))
    }

    fn stands(&self, owed: &Decision, outcome: DutyOutcome) -> bool {
        let late = |at: i64| owed.due.is_some_and(|due| at > due);
        let over = late(self.run.outcome.as_of);
        match outcome {
            DutyOutcome::Owed | DutyOutcome::Warned | DutyOutcome::Finding(_) => true,
            DutyOutcome::Open => owed.held.is_none() && !over,
            DutyOutcome::Done => owed.held.is_some_and(|at| !late(at)),
            DutyOutcome::Late => owed.held.is_some_and(late),
            DutyOutcome::Missed => owed.held.is_none() && over,
        }
    }

    fn found<'d>(&self, owed: &Decision, warnings: impl Iterator<Item = &'d Decision>) -> String {
        let who = owed.owed_by.as_deref().map_or("by nobody known".to_owned(), |who| format!("by \"{who}\""));
        let due = owed.due.map(|due| format!(", due {}", show::due(&self.local, due))).unwrap_or_default();
        let done = match (owed.held, &owed.done_by_other) {
            (Some(at), _) => format!(", done {}", show::instant(&self.local, at)),
            (None, Some(other)) => format!(", done by \"{other}\" instead"),
            (None, None) => ", not done".to_owned(),
        };
        let warned: Vec<String> = warnings.map(|d| show::instant(&self.local, d.at)).collect();
        let warned = if warned.is_empty() { String::new() } else { format!(", warned {}", warned.join(" and ")) };
        format!("it is owed {who}{due}{done}{warned}")
    }

    fn not_owed(&self, id: DutyId, row: usize) -> String {
        let duty = &self.standard.duties[id.index()];
        let findings = self.run.outcome.findings.get(duty.criterion.index());
        let why = findings.and_then(|f| f.unjudged.iter().find(|(r, _)| *r as usize == row));
        match why {
            Some((_, reason)) => format!("it is not judged, because it lacks {reason}"),
            None => "it does not arise".to_owned(),
        }
    }
}

const fn word(outcome: DutyOutcome) -> &'static str {
    match outcome {
        DutyOutcome::Owed | DutyOutcome::Finding(_) => "owed",
        DutyOutcome::Open => "open",
        DutyOutcome::Done => "done",
        DutyOutcome::Late => "late",
        DutyOutcome::Missed => "missed",
        DutyOutcome::Warned => "warned",
    }
}
