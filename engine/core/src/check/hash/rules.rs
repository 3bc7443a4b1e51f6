//! Defines, principles, criteria, forms and mitigations, as they are meant.

use super::{Rule, Writer};
use crate::standard::{
    Criterion, Critical, Define, Duty, Form, Item, Mitigation, Ower, Party, Principle, PrincipleId, Requirement, UnitId,
};
use crate::value::{Ratio, Value};

impl Writer<'_> {
    pub(super) fn ratio(&mut self, word: &str, ratio: Ratio) {
        self.node(word, |w| w.value(&crate::standard::Type::Exact, &Value::Ratio(ratio)));
    }

    pub(super) fn define(&mut self, define: &Define) {
        match define.unit {
            Some(unit) => {
                self.uses(unit);
                self.over(unit, "is", &define.value);
            }
            None => self.node("is", |w| w.expr(&define.value)),
        }
    }

    pub(super) fn principle(&mut self, principle: &Principle) {
        self.ratio("weight", principle.weight);
    }

    fn serves(&mut self, principle: Option<PrincipleId>) {
        if let Some(id) = principle {
            let name = &self.standard.principles[id.index()].label.name;
            self.node("principle", |w| w.quoted(name));
        }
    }

    fn critical(&mut self, critical: Option<Critical>) {
        match critical {
            None => {}
            Some(Critical::Customer) => self.word("critical-customer"),
            Some(Critical::Business) => self.word("critical-business"),
            Some(Critical::Compliance) => self.word("critical-compliance"),
        }
    }

    pub(super) fn criterion(&mut self, criterion: &Criterion) {
        self.uses(criterion.unit);
        self.serves(criterion.principle);
        self.over_optional(criterion.unit, "where", criterion.filter.as_ref());
        match &criterion.require {
            Requirement::Condition(expr) => self.over(criterion.unit, "require", expr),
            Requirement::Form(form) => self.node("form", |w| w.lean_on(Rule::Form(*form))),
            Requirement::Item(form, index) => {
                let name = self.standard.forms[form.index()].items.get(*index).map(|item| item.name.as_str());
                self.node("item", |w| {
                    w.quoted(name.unwrap_or_default());
                    w.lean_on(Rule::Form(*form));
                });
            }
        }
        self.ratio("weight", criterion.weight);
        self.critical(criterion.critical);
        self.flag("employee", criterion.employee_controls);
        self.sorted("subjects", &criterion.subjects, |w, (unit, path)| {
            w.node("subject", |w| w.uses(*unit));
            w.over(criterion.unit, "by", path);
        });
    }

    pub(super) fn form(&mut self, form: &Form) {
        self.uses(form.unit);
        self.word(if form.by_sections { "by-sections" } else { "by-points" });
        self.sorted("sections", &form.sections, |w, section| {
            w.node("section", |w| {
                w.quoted(&section.name);
                if form.by_sections {
                    w.ratio("weight", section.weight);
                }
                let items = form.items.get(section.items.clone()).unwrap_or_default();
                w.sorted("items", items, |w, item| w.item(form.unit, item));
            });
        });
        // From the best to the worst: the order is meant.
        for (name, edge) in &form.bands {
            self.node("band", |w| {
                w.quoted(name);
                if let Some(edge) = edge {
                    w.ratio("from", *edge);
                }
            });
        }
        self.over_optional(form.unit, "fault", form.fault.as_ref());
        if let Some(own) = self.standard.criteria.get(form.criterion.index()) {
            self.flag("employee", own.employee_controls);
        }
    }

    fn item(&mut self, unit: UnitId, item: &Item) {
        self.node("item", |w| {
            w.quoted(&item.name);
            w.ratio("points", item.points);
            w.over(unit, "answer", &item.answer);
            if let Some((least, greatest)) = item.scale {
                w.ratio("least", least);
                w.ratio("greatest", greatest);
            }
            w.over_optional(unit, "na", item.na.as_ref());
            w.critical(item.critical);
            w.serves(item.principle);
        });
    }

    pub(super) fn mitigation(&mut self, mitigation: &Mitigation) {
        self.uses(mitigation.unit);
        self.over_optional(mitigation.unit, "when", mitigation.when.as_ref());
        let standard = self.standard;
        self.sorted("covers", &mitigation.covers, |w, id| w.quoted(&standard.criteria[id.index()].label.name));
        for part in &mitigation.parts {
            let form = standard.forms.iter().find(|form| form.criterion == part.criterion);
            let steps = standard.steps_of(part.criterion);
            let name = |item: &usize| match (form, steps) {
                (Some(form), _) => form.items.get(*item).map(|item| item.name.as_str()),
                (None, steps) => steps.and_then(|steps| steps.steps.get(*item)).map(|step| step.name.as_str()),
            };
            let names: Vec<&str> = part.items.iter().filter_map(name).collect();
            self.sorted("parts", &names, |w, name| w.quoted(name));
        }
        self.word(party(mitigation.party));
        self.ratio("share", mitigation.share);
    }
}

impl Writer<'_> {
    /// The criterion says when it arises, by when it is due and what shows that it was done.
    pub(super) fn duty(&mut self, duty: &Duty) {
        self.uses(duty.unit);
        self.lean_on(Rule::Criterion(duty.criterion));
        match &duty.owed_by {
            Ower::Role(role) => self.node("role", |w| w.quoted(role)),
            Ower::Entity(entity, path) => {
                self.uses(*entity);
                self.over(duty.unit, "owed", path);
            }
        }
        self.term("within", duty.within);
        self.uses(duty.done.unit);
        self.over(duty.unit, "done", &duty.done.right);
        self.sorted("warn", &duty.warnings, |w, term| w.term("before", *term));
    }
}

pub(super) fn party(party: Party) -> &'static str {
    match party {
        Party::Employee => "employee",
        Party::Company => "company",
        Party::Customer => "customer",
        Party::Unknown => "unknown",
    }
}
