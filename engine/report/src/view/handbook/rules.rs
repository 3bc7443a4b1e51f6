//! What is asked, principle by principle; who owes a duty, and until when.

use super::{Book, Chapter, Entry};
use crate::view::{critical_key, rests, title};
use etalon_core::show as exact;
use etalon_core::standard::{Criterion, Critical, Duty, Ower, Requirement};
use etalon_core::value::Ratio;

impl Book<'_> {
    pub(super) fn chapters(&self) -> Vec<Chapter> {
        let language = self.report.language;
        let rules = |principle: Option<usize>| -> Vec<Entry> {
            let own = self.standard.criteria.iter().filter(|c| matches!(c.require, Requirement::Condition(_)));
            own.filter(|c| c.principle.map(|p| p.index()) == principle).map(|c| self.rule(c)).collect()
        };
        let mut chapters: Vec<Chapter> = (self.standard.principles.iter().enumerate())
            .map(|(index, principle)| Chapter {
                title: title(&principle.label, language),
                meaning: principle.meaning.get(language).map(str::to_owned),
                rules: rules(Some(index)),
            })
            .collect();
        chapters.push(Chapter { title: String::new(), meaning: None, rules: rules(None) });
        chapters.retain(|c| !c.title.is_empty() || !c.rules.is_empty());
        chapters
    }

    fn rule(&self, criterion: &Criterion) -> Entry {
        let unit = &self.standard.units[criterion.unit.index()];
        let control = criterion.employee_controls.then(|| self.words.get("employee_controls").to_owned());
        let mut facts = vec![self.say("asked_of", title(&unit.label, self.report.language))];
        facts.extend(self.weight(criterion.weight));
        facts.extend(self.critical(criterion.critical));
        facts.extend(control);
        facts.extend(self.binds(&criterion.label));
        facts.extend(self.duty(criterion));
        facts.extend(rests::lines(self.words, &self.standard.criterion_rests_on(criterion)));
        Entry {
            facts,
            guidance: criterion.guidance.get(self.report.language).map(str::to_owned),
            ..self.entry(title(&criterion.label, self.report.language), criterion.label.span)
        }
    }

    /// Of the criterion of a duty: who owes it, and until when.
    fn duty(&self, criterion: &Criterion) -> Vec<String> {
        let is_own = |d: &&Duty| d.label.name == criterion.label.name;
        let Some(duty) = self.standard.duties.iter().find(is_own) else { return Vec::new() };
        let who = match &duty.owed_by {
            Ower::Role(role) => role.clone(),
            Ower::Entity(unit, _) => title(&self.standard.units[unit.index()].label, self.report.language),
        };
        let opens = |m: &etalon_core::standard::MitigationId| {
            title(&self.standard.mitigations[m.index()].label, self.report.language)
        };
        let opened: Vec<String> = duty.opened_by.iter().map(opens).collect();
        let mut facts = vec![self.say("owed_by", who), self.say("term", self.term(duty.within))];
        let warned = duty.warnings.iter().map(|before| self.words.say("b_duty_warn", &[("term", &self.term(*before))]));
        facts.extend(warned);
        facts.extend((!opened.is_empty()).then(|| self.say("arises_with", opened.join("; "))));
        facts
    }

    pub(super) fn critical(&self, critical: Option<Critical>) -> Option<String> {
        critical.map(|c| self.say("critical", self.words.get(critical_key(c))))
    }

    fn weight(&self, weight: Ratio) -> Option<String> {
        (weight != Ratio::ONE).then(|| self.say("weight", exact::number(weight)))
    }
}
