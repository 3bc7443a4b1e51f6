//! What criteria say of a unit: `met quick_answer`, `faults of (quick_answer, kept_word)`.

use super::{Place, yes_no};
use crate::check::context::Context;
use crate::check::messages;
use crate::check::versions::Binds;
use crate::standard::{Blame, ClockPart, CriterionId, Expr, ExprKind, Function, Leaf, Party, Type, UnitId};
use etalon_grammar::ast::{ClauseKind, Kind, Name, Span};

impl Context {
    /// `met quick_answer`: inside a look, that the one looked at meets it. `met resolution fairly`: a clock keeps its target.
    pub(super) fn met(&mut self, place: &Place, name: &Name, fairly: Option<Span>, span: Span) -> Option<Expr> {
        if let Some(unit) = place.innermost().filter(|unit| self.clock_slot(*unit, &name.text).is_some()) {
            return self.keeps_target(place, unit, name, fairly.is_some(), span);
        }
        if let Some(fairly) = fairly {
            self.report(messages::fairly_without_clock(fairly, name));
            return None;
        }
        if place.fact {
            self.report(messages::not_in_a_fact(span, "whether a criterion is met"));
            return None;
        }
        let mut forms = self.criteria_of(place, name)?;
        if forms.len() > 1 {
            return self.met_in_force(place, forms, span);
        }
        let (_, criterion) = forms.pop()?;
        Some(yes_no(ExprKind::Met(criterion, place.depth()), true, span))
    }

    /// A clock of the innermost unit keeps its target.
    fn keeps_target(&mut self, place: &Place, case: UnitId, name: &Name, fairly: bool, span: Span) -> Option<Expr> {
        self.field(case, &name.text, name.span)?;
        let unit = &self.standard.units[case.index()];
        let clock = crate::check::outline::small(unit.clocks.iter().position(|clock| clock.name == name.text)?);
        let (answer, at) =
            if fairly { (ClockPart::Fair, ClockPart::FairAt) } else { (ClockPart::Strict, ClockPart::StrictAt) };
        let part = |part: ClockPart| {
            let id = self.field_named(case, &unit.clocks[usize::from(clock)].field(part))?;
            let kind = ExprKind::Field { scope: place.depth(), path: Vec::new(), leaf: Leaf::Field(id) };
            Some(Expr { kind, ty: part.ty(None), optional: part.optional(), span })
        };
        let parts = vec![part(answer)?, part(at)?, part(ClockPart::Why)?, part(ClockPart::Failed)?];
        Some(yes_no(ExprKind::Call(Function::KeepsTarget { case, clock, fairly }, parts), true, span))
    }

    /// `faults of (quick_answer, kept_word) caused by company`: a number, and a whole one if no mitigation moves a part of a breach.
    pub(super) fn faults(&mut self, place: &Place, names: &[Name], by: Option<&Name>, span: Span) -> Option<Expr> {
        if place.fact {
            self.report(messages::not_in_a_fact(span, "how many faults there are"));
            return None;
        }
        let mut criteria = Vec::with_capacity(names.len());
        for name in names {
            for (_, criterion) in self.criteria_of(place, name)? {
                if criteria.contains(&criterion) {
                    self.report(messages::listed_twice(name, "criterion"));
                    return None;
                }
                criteria.push(criterion);
            }
        }
        let blame = match by.map(|by| (by, by.text.as_str())) {
            None | Some((_, "employee")) => Blame::Of(Party::Employee),
            Some((_, "company")) => Blame::Of(Party::Company),
            Some((_, "customer")) => Blame::Of(Party::Customer),
            Some((_, "unknown")) => Blame::Of(Party::Unknown),
            Some((_, "anyone")) => Blame::Anyone,
            Some((by, _)) => {
                self.report(messages::caused_by_nobody(by));
                return None;
            }
        };
        let ty = if self.some_mitigation_moves_a_part() { Type::Exact } else { Type::Whole };
        Some(Expr { kind: ExprKind::Faults(criteria, place.depth(), blame), ty, optional: true, span })
    }

    /// The criterion of that name, in all its versions.
    fn criteria_of(&mut self, place: &Place, name: &Name) -> Option<Vec<(Binds, CriterionId)>> {
        let Some(variants) = self.rule_variants(&name.text) else {
            return self.criterion_of(place, name).map(|id| vec![(Binds::default(), id)]);
        };
        let mut found = Vec::new();
        for variant in variants {
            let one = Name { text: variant.name, span: name.span };
            found.push((variant.binds, self.criterion_of(place, &one)?));
        }
        Some(found)
    }

    /// The criterion of that name (a form has one too), which must be for the innermost unit.
    fn criterion_of(&mut self, place: &Place, name: &Name) -> Option<CriterionId> {
        let known = self.outline.criteria.get(&name.text).copied();
        let form = || self.outline.forms.get(&name.text).map(|f| (f.criterion, f.unit));
        let steps = || self.outline.steps.get(&name.text).map(|s| (s.criterion, s.unit));
        let Some((criterion, unit)) = known.or_else(form).or_else(steps) else {
            self.find(&[Kind::Criterion, Kind::Form, Kind::Steps], name);
            return None;
        };
        let here = place.innermost()?;
        let unit = unit?;
        if unit != here {
            let d = messages::wrong_unit(name, &self.unit_name(unit), &self.unit_name(here));
            self.report(d);
            return None;
        }
        Some(criterion)
    }

    fn some_mitigation_moves_a_part(&self) -> bool {
        let items = self.items();
        let mitigations = items.iter().map(|layered| &layered.item).filter(|item| item.kind == Kind::Mitigation);
        mitigations.flat_map(|item| &item.clauses).any(|c| matches!(c.kind, ClauseKind::Cause { share: Some(_), .. }))
    }
}
