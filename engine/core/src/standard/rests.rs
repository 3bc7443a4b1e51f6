//! Which plugins a rule rests on, so that whoever reads its result knows.

use super::{
    Criterion, CriterionId, Expr, ExprKind, Fact, Leaf, Metric, Mitigation, PluginCall, Requirement, Standard, Type,
    UnitId,
};
use crate::check::parts;
use crate::plugin::Signature;
use std::collections::BTreeSet;

/// A plugin's function that a rule rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RestsOn {
    /// `tone.politeness`
    pub function: String,
    /// The plugin's version.
    pub version: String,
    /// The statistical model that its answers rest on, for people; none = plain rules.
    pub model: Option<String>,
}

impl Standard {
    /// What a requirement rests on, in the order of the names.
    #[must_use]
    pub fn criterion_rests_on(&self, criterion: &Criterion) -> Vec<RestsOn> {
        self.all(|found| found.criterion(criterion))
    }

    /// What a figure rests on.
    #[must_use]
    pub fn metric_rests_on(&self, metric: &Metric) -> Vec<RestsOn> {
        self.all(|found| {
            if let super::Formula::Window(call, _) = &metric.formula {
                found.call(call, call.window(&self.plugins));
            }
            let exprs = metric.filter.iter().chain(metric.formula.values()).chain([&metric.dated]);
            exprs.for_each(|e| found.expr(e, &[metric.unit]));
        })
    }

    /// What moves a cause.
    #[must_use]
    pub fn mitigation_rests_on(&self, mitigation: &Mitigation) -> Vec<RestsOn> {
        self.all(|found| mitigation.when.iter().for_each(|e| found.expr(e, &[mitigation.unit])))
    }

    fn all(&self, find: impl FnOnce(&mut Found<'_>)) -> Vec<RestsOn> {
        if self.plugins.is_empty() {
            return Vec::new();
        }
        let mut found =
            Found { standard: self, all: BTreeSet::new(), criteria: BTreeSet::new(), facts: BTreeSet::new() };
        find(&mut found);
        found.all.into_iter().collect()
    }
}

struct Found<'s> {
    standard: &'s Standard,
    all: BTreeSet<RestsOn>,
    criteria: BTreeSet<CriterionId>,
    facts: BTreeSet<(UnitId, super::FieldId)>,
}

impl Found<'_> {
    fn call(&mut self, call: &PluginCall, signature: Option<&Signature>) {
        let (Some(used), Some(signature)) = (self.standard.plugins.get(call.plugin.index()), signature) else { return };
        self.all.insert(RestsOn {
            function: format!("{}.{}", used.label.name, signature.name),
            version: used.plugin.version.clone(),
            model: signature.model.as_ref().map(|model| model.0.clone()),
        });
    }

    fn criterion(&mut self, criterion: &Criterion) {
        let standard = self.standard;
        let units = [criterion.unit];
        criterion.filter.iter().for_each(|e| self.expr(e, &units));
        match &criterion.require {
            Requirement::Condition(e) => self.expr(e, &units),
            Requirement::Item(form, item) => {
                let item = &standard.forms[form.index()].items[*item];
                std::iter::once(&item.answer).chain(&item.na).for_each(|e| self.expr(e, &units));
            }
            Requirement::Form(form) => {
                let form = &standard.forms[form.index()];
                let items = form.items.iter().flat_map(|item| std::iter::once(&item.answer).chain(&item.na));
                items.chain(&form.fault).for_each(|e| self.expr(e, &units));
            }
        }
    }

    fn expr(&mut self, e: &Expr, units: &[UnitId]) {
        let standard = self.standard;
        match &e.kind {
            ExprKind::Plugin(call) => self.call(call, call.metric(&standard.plugins)),
            ExprKind::Met(id, _) => self.lean_on(&[*id]),
            ExprKind::Faults(list, ..) => self.lean_on(list),
            ExprKind::Field { scope, path, leaf: Leaf::Field(field) } => {
                let Some(unit) = units.get(usize::from(*scope)) else { return };
                let end = path.iter().fold(*unit, |unit, field| {
                    match standard.units[unit.index()].fields[field.index()].ty {
                        Type::Ref(next) => next,
                        _ => unit,
                    }
                });
                self.fact(end, *field);
            }
            ExprKind::Others(others) => {
                if let super::Ask::Window(call) = &others.ask {
                    self.call(call, call.window(&standard.plugins));
                }
                let mut deeper: Vec<UnitId> = units.iter().copied().take(usize::from(others.scope)).collect();
                deeper.push(others.unit);
                return parts(e).into_iter().for_each(|part| self.expr(part, &deeper));
            }
            _ => {}
        }
        parts(e).into_iter().for_each(|part| self.expr(part, units));
    }

    fn lean_on(&mut self, list: &[CriterionId]) {
        for id in list {
            if self.criteria.insert(*id) {
                self.criterion(&self.standard.criteria[id.index()]);
            }
        }
    }

    /// What a fact of a case is found with.
    fn fact(&mut self, unit: UnitId, field: super::FieldId) {
        let standard = self.standard;
        let declared = &standard.units[unit.index()];
        let Some(fact) = declared.fields.get(field.index()).and_then(|f| f.fact.as_ref()) else { return };
        if !self.facts.insert((unit, field)) {
            return;
        }
        match (fact, &declared.kind) {
            (Fact::Plain(e), _) => self.expr(e, &[unit]),
            (Fact::Aggregate { member, value, filter, .. }, super::UnitKind::Case(members)) => {
                let units = standard.fact_scopes(unit, members[*member].event);
                value.iter().chain(filter).for_each(|e| self.expr(e, &units));
            }
            (Fact::Clock(clock, _), super::UnitKind::Case(_)) => {
                let (Some(clock), Some(seen)) =
                    (declared.clocks.get(usize::from(*clock)), standard.seen_by_clocks(unit))
                else {
                    return;
                };
                let units = standard.fact_scopes(unit, seen);
                clock.exprs().for_each(|e| self.expr(e, &units));
            }
            _ => {}
        }
    }
}
