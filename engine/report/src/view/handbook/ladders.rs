//! What follows, step by step; from when to when a ladder is in force, and what becomes of those who stand on an earlier version.

use super::{Book, Entry, LadderPage};
use crate::view::{plain, title};
use etalon_core::show as exact;
use etalon_core::standard::{Handover, Ladder, OwedBy, Step, StepCondition, Term, Window};

impl Book<'_> {
    pub(super) fn ladder(&self, ladder: &Ladder) -> LadderPage {
        LadderPage {
            title: title(&ladder.label, self.report.language),
            facts: self.in_force(ladder),
            spared: self.speaker().ladder(ladder),
            steps: ladder.steps.iter().map(|step| self.step(ladder, step)).collect(),
        }
    }

    /// Of a ladder that versions of the standard bring, change or drop.
    fn in_force(&self, ladder: &Ladder) -> Vec<String> {
        let stands = ladder.label.name.contains('@').then(|| {
            let key = match ladder.handover {
                Handover::Pinned => "ladder_pinned",
                Handover::Adopt => "ladder_adopt",
                Handover::Close => "ladder_close",
            };
            self.words.say(key, &[])
        });
        self.binds(&ladder.label).into_iter().chain(stands).collect()
    }

    fn step(&self, ladder: &Ladder, step: &Step) -> Entry {
        let when = step.when.iter().map(|condition| self.condition(ladder, condition));
        let when = when.reduce(|a, b| self.words.say("joined_and", &[("a", &a), ("b", &b)]));
        let owed = step.owed_by.as_ref().map(|owed| self.say("owed_by", self.owed(ladder, owed)));
        let mut facts: Vec<String> = when.into_iter().collect();
        facts.extend(owed);
        facts.extend(step.within.map(|term| self.say("term", self.term(term))));
        Entry {
            facts,
            guidance: step.guidance.get(self.report.language).map(str::to_owned),
            ..self.entry(self.report.sentences().step(step), step.span)
        }
    }

    fn condition(&self, ladder: &Ladder, condition: &StepCondition) -> String {
        let words = self.words;
        match condition {
            StepCondition::Faults { count, within, .. } => {
                let faults = words.many("fault", *count);
                match within {
                    Some(Window::Days(days)) => format!("{faults} {}", words.many("in_days", *days)),
                    Some(Window::Elapsed(micros)) => {
                        format!("{faults} {}", words.say("within_elapsed", &[("length", &exact::duration(*micros))]))
                    }
                    None => faults,
                }
            }
            StepCondition::InARow { count, measured } => {
                let key = if *measured { "periods_row_measured" } else { "periods_row" };
                words.say(key, &[("periods", &words.many("missed_period", *count))])
            }
            StepCondition::OfLast { count, of } => {
                let periods = words.many("missed_period", *count);
                words.say("periods_of_last", &[("periods", &periods), ("of", &of.to_string())])
            }
            StepCondition::Held(step) => {
                let step = ladder.steps.get(*step).map(|s| self.report.sentences().step(s)).unwrap_or_default();
                format!("{step} ({})", words.get("held"))
            }
        }
    }

    fn owed(&self, ladder: &Ladder, owed: &OwedBy) -> String {
        let path = match owed {
            OwedBy::Role(role) => return role.clone(),
            OwedBy::Path(path) => path,
        };
        let mut unit = ladder.subject;
        let mut names = Vec::new();
        for field in path {
            let Some(field) = unit.and_then(|u| self.standard.units[u.index()].fields.get(field.index())) else {
                break;
            };
            names.push(plain(&field.name));
            unit = match field.ty {
                etalon_core::standard::Type::Ref(to) => Some(to),
                _ => None,
            };
        }
        names.join(", ")
    }

    pub(super) fn term(&self, term: Term) -> String {
        crate::term::term(self.standard, self.words, self.report.language, term)
    }
}
