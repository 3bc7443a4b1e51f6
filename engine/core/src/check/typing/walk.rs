//! Along references: fields of a unit, and of what it leads to.

use super::Place;
use crate::check::context::{Context, State};
use crate::check::messages;
use crate::check::versions::{Binds, Variant};
use crate::standard::{
    ClockPart, DefineId, Expr, ExprKind, FieldId, FormId, Leaf, Type, UnitId, UnitKind, verdict_type,
};
use crate::value::Value;
use etalon_grammar::ast::{Kind, Name, Span};

/// A place on the way: references followed so far, and the unit reached.
#[derive(Debug, Clone)]
pub(super) struct Step {
    scope: u8,
    path: Vec<FieldId>,
    unit: UnitId,
    optional: bool,
}

impl Step {
    /// Where the way begins.
    pub(super) const fn start(scope: u8, unit: UnitId) -> Self {
        Self { scope, path: Vec::new(), unit, optional: false }
    }

    /// The last reference itself: the key of what it leads to.
    pub(super) fn end(mut self, ctx: &Context, span: Span) -> Expr {
        let ty = Type::Ref(self.unit);
        match self.path.pop() {
            None => self.leaf(Leaf::Key, ty, false, span),
            Some(last) => {
                debug_assert!(!ctx.standard.units.is_empty(), "a path leads through units");
                self.leaf(Leaf::Field(last), ty, false, span)
            }
        }
    }

    fn leaf(self, leaf: Leaf, ty: Type, optional: bool, span: Span) -> Expr {
        let kind = ExprKind::Field { scope: self.scope, path: self.path, leaf };
        Expr { kind, ty, optional: optional || self.optional, span }
    }
}

impl Context {
    /// The name of a unit.
    pub(crate) fn unit_name(&self, unit: UnitId) -> String {
        if let Some(names) = self.outline.courses.get(&unit)
            && let Some(event) = names.about.and_then(|about| names.members.get(about))
        {
            return self.unit_name(*event);
        }
        self.standard.units[unit.index()].label.name.clone()
    }

    /// The unit of that name, without a word if there is none.
    pub(super) fn unit_named(&self, name: &str) -> Option<UnitId> {
        [Kind::Event, Kind::Entity, Kind::Case].into_iter().find_map(|k| self.peek(k, name)).map(UnitId)
    }

    /// Whether the unit has such a field or (perhaps not yet resolved) fact.
    pub(super) fn has_field(&self, unit: UnitId, name: &str) -> bool {
        let facts = self.outline.facts.get(&unit);
        self.field_named(unit, name).is_some() || facts.is_some_and(|f| f.iter().any(|f| f.name == name))
    }

    /// A field of the unit.
    pub(crate) fn field_named(&self, unit: UnitId, name: &str) -> Option<FieldId> {
        if let Some(names) = self.outline.courses.get(&unit) {
            return names.field(&self.standard, name);
        }
        let fields = &self.standard.units[unit.index()].fields;
        let index = fields.iter().position(|f| f.name == name)?;
        u16::try_from(index).ok().map(FieldId)
    }

    /// The clock of that name of a case.
    pub(super) fn clock_slot(&self, unit: UnitId, name: &str) -> Option<&crate::check::outline::FactSlot> {
        self.outline.facts.get(&unit)?.iter().find(|slot| slot.clock && slot.name == name)
    }

    /// `resolution.elapsed`: what a clock of a case gives.
    fn clock_part(&mut self, unit: UnitId, clock: &Name, part: Option<&Name>) -> Option<FieldId> {
        self.field(unit, &clock.text, clock.span)?;
        let found = part.filter(|part| !part.text.starts_with('('));
        let found = found.and_then(|part| self.field_named(unit, &format!("{}.{}", clock.text, part.text)));
        if found.is_none() {
            let known = &self.standard.units[unit.index()].clocks;
            let known = known.iter().find(|known| known.name == clock.text);
            let has = |part: ClockPart| known.is_some_and(|known| part.is_of(known));
            let d = messages::which_part(clock, part, has);
            self.report(d);
        }
        found
    }

    /// The names of all fields and facts of a unit.
    pub(crate) fn field_names(&self, unit: UnitId) -> Vec<String> {
        if let Some(names) = self.outline.courses.get(&unit) {
            return names.names(&self.standard);
        }
        let fields = self.standard.units[unit.index()].fields.iter();
        let mut names: Vec<String> = fields.map(|f| f.name.clone()).filter(|name| !name.contains('.')).collect();
        for fact in self.outline.facts.get(&unit).into_iter().flatten() {
            if !names.contains(&fact.name) {
                names.push(fact.name.clone());
            }
        }
        names
    }

    /// A field or fact of that name; a fact is resolved now if it was not yet.
    pub(super) fn field(&mut self, unit: UnitId, name: &str, at: Span) -> Option<FieldId> {
        let slots = self.outline.facts.get(&unit);
        if let Some(index) = slots.and_then(|s| s.iter().position(|f| f.name == name)) {
            return self.fact(unit, index, at);
        }
        self.field_named(unit, name)
    }

    /// Follows references that are known to be there.
    pub(super) fn follow(&self, mut step: Step, path: &[FieldId]) -> Step {
        for id in path {
            let field = &self.standard.units[step.unit.index()].fields[id.index()];
            step.optional |= field.optional;
            step.path.push(*id);
            if let Type::Ref(unit) = field.ty {
                step.unit = unit;
            }
        }
        step
    }

    /// From a unit along these names. The first is known to be there, or is reported here.
    pub(super) fn walk(&mut self, mut step: Step, names: &[Name], place: &Place, span: Span) -> Option<Expr> {
        let mut next = 0;
        while let Some(name) = names.get(next) {
            let index = next;
            next += 1;
            let mut rest = &names[index + 1..];
            if !self.has_field(step.unit, &name.text) {
                if let Some((form, ty, optional)) = self.form_leaf(step.unit, &names[index..]) {
                    if place.fact {
                        self.report(messages::not_in_a_fact(span, "a form's result"));
                        return None;
                    }
                    if let Some(variants) = self.variants(Kind::Form, &name.text) {
                        return self.form_in_force(step, &names[index..], variants, span);
                    }
                    return Some(step.leaf(form, ty, optional, span));
                }
                if let Some(forms) = self.steps_in_force(&step, &names[index..], place, span) {
                    return forms;
                }
                if let Some(define) = self.steps_result_ahead(step.unit, &names[index..]) {
                    return self.steps_result(define, place, (step.scope, &step.path), span);
                }
                self.no_such_field(step.unit, name, rest);
                return None;
            }
            if place.fact
                && matches!(self.standard.units[step.unit.index()].kind, UnitKind::Case(_))
                && !step.path.is_empty()
            {
                self.report(messages::not_in_a_fact(span, "another case"));
                return None;
            }
            let id = if self.clock_slot(step.unit, &name.text).is_some() {
                let id = self.clock_part(step.unit, name, rest.first())?;
                rest = &rest[1..];
                next += 1;
                id
            } else {
                self.field(step.unit, &name.text, name.span)?
            };
            let field = &self.standard.units[step.unit.index()].fields[id.index()];
            let (ty, optional) = (field.ty.clone(), field.optional);
            if rest.is_empty() {
                return Some(step.leaf(Leaf::Field(id), ty, optional, span));
            }
            let Type::Ref(next) = ty else {
                let words = self.type_words(&ty);
                self.report(messages::leads_nowhere(name, &words, &rest[0]));
                return None;
            };
            step.path.push(id);
            step.optional |= optional;
            step.unit = next;
        }
        None
    }

    fn no_such_field(&mut self, unit: UnitId, name: &Name, rest: &[Name]) {
        if self.outline.may_have(unit, &name.text) {
            return;
        }
        if let Some(form) = self.outline.forms.get(&name.text)
            && form.unit == Some(unit)
        {
            let known = if form.bands.is_empty() { "score and verdict" } else { "score, verdict and band" };
            self.report(messages::unknown_result(name, rest.first(), known));
            return;
        }
        if let Some(slot) = self.outline.steps.get(&name.text).filter(|s| s.unit == Some(unit)) {
            // Of steps that were read in part nobody knows what they lack.
            if self.partly_read(self.items()[slot.item].item.span) {
                return;
            }
            let known = self.outline.defines[slot.defines.clone()].iter().map(|d| d.name.clone()).collect::<Vec<_>>();
            let said = std::iter::once(name).chain(rest).map(|n| n.text.as_str()).collect::<Vec<_>>().join(".");
            let span = Span { end: rest.last().map_or(name.span.end, |last| last.span.end), ..name.span };
            self.report(messages::unknown_steps_result(&Name { text: said, span }, &known));
            return;
        }
        let names = self.looked_at(|| self.field_names(unit)).unwrap_or_default();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let d = messages::unknown_field(name, &self.unit_name(unit), &names);
        self.report(d);
    }

    /// Whether these names are a form for that unit and one of its results.
    pub(super) fn form_leaf_ahead(&self, unit: UnitId, names: &[Name]) -> bool {
        self.outline.forms.get(&names[0].text).is_some_and(|f| f.unit == Some(unit))
            || self.outline.steps.get(&names[0].text).is_some_and(|s| s.unit == Some(unit))
    }

    /// What the steps of that unit come to, if these names say so: `sale.greeting.late`.
    fn steps_result_ahead(&self, unit: UnitId, names: &[Name]) -> Option<DefineId> {
        let slot = self.outline.steps.get(&names[0].text).filter(|s| s.unit == Some(unit))?;
        let dotted = names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".");
        let id = self.outline.define(&dotted)?;
        slot.defines.contains(&id.index()).then_some(id)
    }

    /// The result of the steps that were in force when the unit began, if versions say them anew and one of them has it. Where a
    /// version does not have that step, there is no result.
    fn steps_in_force(&mut self, step: &Step, names: &[Name], place: &Place, span: Span) -> Option<Option<Expr>> {
        let variants = self.variants(Kind::Steps, &names[0].text)?;
        let defines: Vec<(Binds, Option<DefineId>)> = variants
            .into_iter()
            .map(|variant| {
                let mut names = names.to_vec();
                names[0].text = variant.name;
                (variant.binds, self.steps_result_ahead(step.unit, &names))
            })
            .collect();
        defines.iter().find_map(|(_, define)| *define)?;
        if place.fact {
            self.report(messages::not_in_a_fact(span, "what a rule says"));
            return Some(None);
        }
        Some(self.alike_steps(step, &names[0], defines, place, span))
    }

    fn alike_steps(
        &mut self,
        step: &Step,
        name: &Name,
        defines: Vec<(Binds, Option<DefineId>)>,
        place: &Place,
        span: Span,
    ) -> Option<Expr> {
        let at = self.standard.units[step.unit.index()].at?;
        let at = step.clone().leaf(Leaf::Field(at), Type::Instant, false, span);
        let mut found = Vec::new();
        for (binds, define) in defines {
            let value = match define {
                Some(define) => Some(self.steps_result(define, place, (step.scope, &step.path), span)?),
                None => None,
            };
            found.push((binds, value));
        }
        let ty = found.iter().find_map(|(_, value)| value.as_ref())?.ty.clone();
        let none = || Expr { kind: ExprKind::Const(Value::Missing), ty: ty.clone(), optional: true, span };
        let forms = found.into_iter().map(|(binds, value)| (binds, value.unwrap_or_else(none))).collect();
        self.alike_forms(name, &at, forms, span)
    }

    /// The result of the form that was in force when the unit began.
    fn form_in_force(&mut self, step: Step, names: &[Name], variants: Vec<Variant>, span: Span) -> Option<Expr> {
        let at = self.standard.units[step.unit.index()].at?;
        let at = step.clone().leaf(Leaf::Field(at), Type::Instant, false, span);
        let mut forms = Vec::new();
        for variant in variants {
            let mut names = names.to_vec();
            names[0].text = variant.name;
            let Some((leaf, ty, optional)) = self.form_leaf(step.unit, &names) else {
                self.changes(Kind::Form, &names[0], "One of its versions has no bands.");
                return None;
            };
            forms.push((variant.binds, step.clone().leaf(leaf, ty, optional, span)));
        }
        self.alike_forms(&names[0], &at, forms, span)
    }

    fn form_leaf(&self, unit: UnitId, names: &[Name]) -> Option<(Leaf, Type, bool)> {
        let [form, what] = names else { return None };
        let slot = self.outline.forms.get(&form.text).filter(|f| f.unit == Some(unit))?;
        let id: FormId = slot.id;
        match what.text.as_str() {
            "score" => Some((Leaf::Score(id), Type::Exact, true)),
            "verdict" => Some((Leaf::Verdict(id), verdict_type(), false)),
            "band" if !slot.bands.is_empty() => Some((Leaf::Band(id), Type::OneOf(slot.bands.clone()), true)),
            _ => None,
        }
    }

    /// A fact of a case: resolved when first asked for, so that facts may stand in any order.
    pub(crate) fn fact(&mut self, case: UnitId, index: usize, at: Span) -> Option<FieldId> {
        let slot = &mut self.outline.facts.get_mut(&case)?[index];
        match &slot.state {
            State::Done(done) => return *done,
            State::Doing => {
                let name = format!("`{}`", slot.name);
                self.report_cycle(&name, at);
                return None;
            }
            State::Todo => slot.state = State::Doing,
        }
        let (item, clause) = (slot.item, slot.clause);
        let done = crate::check::units::fact(self, case, item, clause);
        if let Some(slot) = self.outline.facts.get_mut(&case).and_then(|s| s.get_mut(index)) {
            slot.state = State::Done(done);
        }
        done
    }
}
