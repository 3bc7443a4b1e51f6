//! `expect coaching proposed for "anna" at 2026-03-20 due 2026-03-27`, `expect thank_you given for "anna"`

use super::Seen;
use crate::evaluate::tally::subjects::ORGANIZATION;
use crate::outcome::{Decision, DecisionKind};
use crate::show;
use crate::standard::{LadderId, RecognitionId, StepState};

/// From an instant to another, half open.
pub(super) type Span = Option<(i64, i64)>;

pub(super) fn is_in(span: Span, at: Option<i64>) -> bool {
    span.is_none_or(|(start, end)| at.is_some_and(|at| start <= at && at < end))
}

/// The events under a decision, the newest last.
fn rests_on(decision: &Decision) -> String {
    let more = decision.evidence.len().saturating_sub(5);
    let before = (more > 0).then(|| format!("{more} before"));
    let named = decision.evidence[more..].iter().map(|e| format!("{} {}", e.unit, e.key));
    before.into_iter().chain(named).collect::<Vec<_>>().join(", ")
}

impl Seen<'_> {
    pub(super) fn step(
        &self,
        not: bool,
        (ladder, step, state): (LadderId, usize, StepState),
        subject: Option<&str>,
        at: Span,
        due: Span,
    ) -> Option<String> {
        let subject = subject.unwrap_or(ORGANIZATION);
        let all = self.run.outcome.decisions.iter();
        // In whichever version of the standard the episode was opened.
        let forms = self.standard.versions_of_ladder(ladder);
        let of_ladder =
            |d: &&Decision| matches!(d.kind, DecisionKind::Step(l, _) if forms.contains(&l)) && d.subject == subject;
        let steps: Vec<&Decision> = all.filter(of_ladder).collect();
        let named = |kind: DecisionKind| match kind {
            DecisionKind::Step(of, step) => {
                self.standard.ladders[of.index()].steps.get(step).map_or("", |s| s.name.as_str())
            }
            _ => "",
        };
        let declared = &self.standard.ladders[ladder.index()];
        let name = declared.steps[step].name.as_str();
        let is_so = |d: &&&Decision| {
            let when = match (state, &d.withdrawn) {
                (StepState::Proposed, _) | (StepState::Standing, None) => Some(d.at),
                (StepState::Withdrawn, Some(withdrawn)) => Some(withdrawn.at),
                (StepState::Standing, Some(_)) | (StepState::Withdrawn, None) => return false,
            };
            named(d.kind) == name && is_in(at, when) && is_in(due, d.due)
        };
        let verb = match state {
            StepState::Proposed => "be proposed",
            StepState::Withdrawn => "be withdrawn",
            StepState::Standing => "stand",
        };
        let found = steps.iter().find(is_so);
        match (found, not) {
            (Some(_), false) | (None, true) => None,
            (Some(d), true) => {
                let (when, why) = (self.times(d), rests_on(d));
                Some(format!("{name} was expected not to {verb} for \"{subject}\", but it was, {when}, on {why}"))
            }
            (None, false) => {
                let same: Vec<String> = steps.iter().filter(|d| named(d.kind) == name).map(|d| self.times(d)).collect();
                let wanted = self.wanted(at, due);
                if !same.is_empty() {
                    let times = same.join(" and ");
                    return Some(format!(
                        "{name} was expected to {verb} for \"{subject}\"{wanted}, but it was proposed {times}"
                    ));
                }
                let others: Vec<String> = steps
                    .iter()
                    .filter_map(|d| match d.kind {
                        DecisionKind::Step(..) => Some(format!("{} {}", named(d.kind), self.times(d))),
                        _ => None,
                    })
                    .collect();
                let others = match others.is_empty() {
                    true => format!("no step of {} was", declared.label.name),
                    false => format!("only {}", others.join(", ")),
                };
                Some(format!("{name} was expected to {verb} for \"{subject}\"{wanted}, but it was not: {others}"))
            }
        }
    }

    pub(super) fn recognition(
        &self,
        not: bool,
        recognition: RecognitionId,
        subject: Option<&str>,
        at: Span,
    ) -> Option<String> {
        let subject = subject.unwrap_or(ORGANIZATION);
        let forms = self.standard.versions_of_recognition(recognition);
        let is_meant = |d: &&Decision| matches!(d.kind, DecisionKind::Recognition(r, _) if forms.contains(&r));
        let all: Vec<&Decision> = self.run.outcome.decisions.iter().filter(is_meant).collect();
        let found = all.iter().find(|d| d.subject == subject && is_in(at, Some(d.at)));
        let name = &self.standard.recognitions[recognition.index()].label.name;
        match (found, not) {
            (Some(_), false) | (None, true) => None,
            (Some(d), true) => {
                let when = show::instant(&self.local, d.at);
                let why = rests_on(d);
                Some(format!("{name} was expected not to be given to \"{subject}\", but it was, at {when}, for {why}"))
            }
            (None, false) => {
                let one = |d: &&Decision| format!("to \"{}\" at {}", d.subject, show::instant(&self.local, d.at));
                let given: Vec<String> = all.iter().take(5).map(one).collect();
                let given =
                    if given.is_empty() { "to nobody".to_owned() } else { format!("only {}", given.join(", ")) };
                let wanted = self.wanted(at, None);
                Some(format!("{name} was expected to be given to \"{subject}\"{wanted}, but it was given {given}"))
            }
        }
    }

    pub(super) fn times(&self, decision: &Decision) -> String {
        let due = decision.due.map(|due| format!(", due {}", show::due(&self.local, due))).unwrap_or_default();
        let withdrawn = decision.withdrawn.as_ref().map(|w| show::instant(&self.local, w.at));
        let withdrawn = withdrawn.map(|at| format!(", withdrawn at {at}")).unwrap_or_default();
        format!("at {}{due}{withdrawn}", show::instant(&self.local, decision.at))
    }

    pub(super) fn wanted(&self, at: Span, due: Span) -> String {
        let words = |span: Span, word: &str, start_of_day: i64| {
            let Some((start, end)) = span else { return String::new() };
            // A whole day is written as a date.
            match self.local.date(start) {
                Some(day) if end - start > 1 && self.local.start(day) == Some(start - start_of_day) => {
                    format!(" {word} {}", show::date(day))
                }
                _ => format!(" {word} {}", show::instant(&self.local, start)),
            }
        };
        words(at, "at", 0) + &words(due, "due", 1)
    }
}
