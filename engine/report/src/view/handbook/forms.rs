//! Forms item by item, and steps in their order.

use super::{Book, Entry, FormPage};
use crate::view::{plain, title};
use etalon_core::show as exact;
use etalon_core::standard::{Action, Form, Item, Steps};

impl Book<'_> {
    pub(super) fn form(&self, form: &Form) -> FormPage {
        let language = self.report.language;
        let unit = &self.standard.units[form.unit.index()];
        let sections = form.sections.iter().map(|section| {
            let name = section.title.get(language).filter(|t| !t.is_empty());
            let items = form.items[section.items.clone()].iter().map(|i| self.item(i)).collect();
            let weight =
                if form.by_sections { self.say("weight", exact::number(section.weight)) } else { String::new() };
            (name.map_or_else(|| plain(&section.name), str::to_owned), weight, items)
        });
        FormPage {
            title: title(&form.label, language),
            facts: [self.say("asked_of", title(&unit.label, language))]
                .into_iter()
                .chain(self.binds(&form.label))
                .collect(),
            sections: sections.collect(),
            bands: (form.bands.iter())
                .map(|(band, least)| match least {
                    Some(least) => format!("{} ≥ {}", plain(band), exact::number(*least)),
                    None => plain(band),
                })
                .collect(),
        }
    }

    /// The steps of a unit, stage by stage, and what must come before what.
    pub(super) fn steps(&self, steps: &Steps) -> FormPage {
        let language = self.report.language;
        let unit = &self.standard.units[steps.unit.index()];
        let of_stage = |stage: Option<usize>| -> Vec<Entry> {
            steps.steps.iter().filter(|step| step.stage == stage).map(|step| self.action(step)).collect()
        };
        let stages = steps.stages.iter().enumerate().map(|(index, stage)| {
            let name = stage.title.get(language).filter(|t| !t.is_empty() && *t != stage.name);
            (name.map_or_else(|| plain(&stage.name), str::to_owned), String::new(), of_stage(Some(index)))
        });
        let mut sections = vec![(self.words.get("steps_all").to_owned(), String::new(), of_stage(None))];
        sections.extend(stages);
        sections.retain(|(_, _, entries)| !entries.is_empty());
        let name = |index: usize| crate::steps::step(&steps.steps[index], language);
        let mut facts = vec![self.say("asked_of", title(&unit.label, language))];
        facts.extend(self.binds(&steps.label));
        facts.extend(steps.complete.as_ref().map(|when| {
            let when = self.speaker().text(when);
            self.words.say("b_complete", &[("when", &when)])
        }));
        facts.extend(steps.extra.as_ref().filter(|extra| !extra.allowed).map(|_| self.words.say("b_no_extras", &[])));
        FormPage {
            title: title(&steps.label, language),
            facts,
            sections,
            bands: steps.pairs.iter().map(|pair| format!("{} → {}", name(pair.first), name(pair.second))).collect(),
        }
    }

    fn action(&self, step: &Action) -> Entry {
        let optional = step.optional.then(|| self.words.get("optional").to_owned());
        let within = step.due.as_ref().map(|due| self.words.say("b_in_time", &[("due", &self.speaker().text(due))]));
        Entry {
            facts: optional.into_iter().chain(within).collect(),
            guidance: step.guidance.get(self.report.language).map(str::to_owned),
            written: String::new(),
            ..self.entry(crate::steps::step(step, self.report.language), step.span)
        }
    }

    fn item(&self, item: &Item) -> Entry {
        let language = self.report.language;
        let name = item.title.get(language).filter(|t| !t.is_empty()).map_or_else(|| plain(&item.name), str::to_owned);
        let scale = item.scale.map(|(least, most)| format!("{}–{}", exact::number(least), exact::number(most)));
        let mut facts = vec![self.say("points", exact::number(item.points))];
        facts.extend(scale.map(|s| self.say("scale", s)));
        facts.extend(self.critical(item.critical));
        Entry {
            facts,
            guidance: item.guidance.get(language).map(str::to_owned),
            written: String::new(),
            ..self.entry(name, item.span)
        }
    }
}
