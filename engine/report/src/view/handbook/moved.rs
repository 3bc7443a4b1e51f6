//! What moves a cause away from the employee.

use super::{Book, Entry};
use crate::view::{plain, rests, title};
use etalon_core::show as exact;
use etalon_core::standard::{Mitigation, Party};
use etalon_core::value::Ratio;

impl Book<'_> {
    pub(super) fn moved(&self) -> Vec<Entry> {
        let one = |m: &Mitigation| {
            // Of several kinds of things there is one for each, of one name.
            let alike = self.standard.mitigations.iter().filter(|other| other.label.name == m.label.name);
            let covers = alike.flat_map(|m| m.covers.iter().map(move |c| (m, c))).map(|(m, c)| {
                let whole = title(&self.standard.criteria[c.index()].label, self.report.language);
                m.part(*c).map_or_else(|| whole.clone(), |part| format!("{whole} ({})", self.parts(part)))
            });
            let party = self.words.get(match m.party {
                Party::Employee => "employee",
                Party::Company => "company",
                Party::Customer => "customer",
                Party::Unknown => "unknown",
            });
            let share =
                if m.share == Ratio::ONE { party.to_owned() } else { format!("{party} {}", exact::share(m.share)) };
            let id = self.standard.mitigations.iter().position(|other| std::ptr::eq(other, m));
            let owes = self.standard.duties.iter().filter(|d| d.opened_by.iter().any(|o| Some(o.index()) == id));
            let owes: Vec<String> = owes.map(|d| title(&d.label, self.report.language)).collect();
            Entry {
                facts: [self.say("cause", share), self.say("covers", covers.collect::<Vec<_>>().join("; "))]
                    .into_iter()
                    .chain((!owes.is_empty()).then(|| self.say("owes", owes.join("; "))))
                    .chain(rests::lines(self.words, &self.standard.mitigation_rests_on(m)))
                    .collect(),
                ..self.entry(title(&m.label, self.report.language), m.label.span)
            }
        };
        let all = &self.standard.mitigations;
        let first = |(index, m): &(usize, &Mitigation)| all[..*index].iter().all(|o| o.label.name != m.label.name);
        all.iter().enumerate().filter(first).map(|(_, m)| one(m)).collect()
    }

    /// The items of a form, or the steps, that a mitigation covers.
    fn parts(&self, part: &etalon_core::standard::Part) -> String {
        let language = self.report.language;
        let form = self.standard.forms.iter().find(|form| form.criterion == part.criterion);
        let steps = self.standard.steps_of(part.criterion);
        let name = |index: &usize| match (form, steps) {
            (Some(form), _) => form.items.get(*index).map(|item| {
                let title = item.title.get(language).filter(|t| !t.is_empty());
                title.map_or_else(|| plain(&item.name), str::to_owned)
            }),
            (None, steps) => steps?.steps.get(*index).map(|step| crate::steps::step(step, language)),
        };
        part.items.iter().filter_map(name).collect::<Vec<_>>().join(", ")
    }
}
