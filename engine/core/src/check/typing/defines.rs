//! Defines are resolved when first asked for, so that their order in the text does not matter.

use super::{Place, shift};
use crate::check::context::{Context, State};
use crate::check::messages;
use crate::standard::{DefineId, Expr, ExprKind, FieldId, UnitId};
use etalon_grammar::ast::{Head, Kind, Span};

/// A define that has more parts, those of the defines it uses counted in, is refused: conditions are taken in where they
/// are used, and would double with every step.
const LARGEST: usize = 2_000;

impl Context {
    /// What a define means over scope 0 of its unit; resolved now if it was not yet.
    pub(crate) fn define_value(&mut self, id: DefineId, asked_at: Span) -> Option<Expr> {
        match &self.outline.defines[id.index()].state {
            State::Done(done) => return done.clone(),
            State::Doing => {
                let name = self.outline.defines[id.index()].name.clone();
                self.report_cycle(&format!("`{name}`"), asked_at);
                return None;
            }
            State::Todo => {}
        }
        if self.items()[self.outline.defines[id.index()].item].item.kind == Kind::Steps {
            crate::check::actions::resolve(self, self.outline.defines[id.index()].item);
            return match &self.outline.defines[id.index()].state {
                State::Done(done) => done.clone(),
                _ => None,
            };
        }
        let slot = &mut self.outline.defines[id.index()];
        slot.state = State::Doing;
        let (index, unit, unit_fails) = (slot.item, slot.unit, slot.unit_fails);
        let items = self.items();
        let item = &items[index].item;
        let Head::Define { value, .. } = &item.head else {
            return None;
        };
        self.stack.push((format!("`{}`", item.name.text), item.name.span));
        let place = unit.map_or_else(Place::nowhere, Place::of);
        let done = if unit_fails { None } else { self.typed(&place, value, None) };
        self.stack.pop();
        let done = done.filter(|e| {
            let fits = shift::size(e, LARGEST) <= LARGEST;
            if !fits {
                self.report(messages::too_large_define(&item.name));
            }
            fits
        });
        self.outline.defines[id.index()].state = State::Done(done.clone());
        done
    }

    /// A define used by name at a place: its meaning, fitted to the scope it is used in.
    pub(super) fn define_at(&mut self, id: DefineId, place: &Place, span: Span) -> Option<Expr> {
        let value = self.define_value(id, span)?;
        let depth = if self.outline.defines[id.index()].unit.is_some() { place.depth() } else { 0 };
        if place.fact && shift::asks_rules(&value) {
            self.report(messages::not_in_a_fact(span, "what a rule says"));
            return None;
        }
        let (ty, optional) = (value.ty.clone(), value.optional);
        let mut value = shift::shifted(value, depth);
        if let Some(here) = place.innermost() {
            value = self.of_course(id, value, here, depth, span)?;
        }
        let kind = ExprKind::Define(id, Box::new(value));
        Some(Expr { kind, ty, optional, span })
    }

    /// What the steps of a unit come to, seen from where a path of references leads to that unit.
    pub(super) fn steps_result(
        &mut self,
        id: DefineId,
        place: &Place,
        (scope, path): (u8, &[FieldId]),
        span: Span,
    ) -> Option<Expr> {
        let value = self.define_value(id, span)?;
        if place.fact && shift::asks_rules(&value) {
            self.report(messages::not_in_a_fact(span, "what a rule says"));
            return None;
        }
        let (ty, mut optional) = (value.ty.clone(), value.optional);
        let value = if path.is_empty() {
            shift::shifted(value, scope)
        } else {
            optional = true;
            let Some(led) = shift::led(value, scope, path) else {
                self.report(messages::steps_from_afar(span));
                return None;
            };
            led
        };
        Some(Expr { kind: ExprKind::Define(id, Box::new(value)), ty, optional, span })
    }

    /// The define of that name that speaks of that unit (or of no unit).
    pub(super) fn define_for(&self, name: &str, unit: Option<UnitId>) -> Option<DefineId> {
        let id = self.outline.define(name)?;
        let slot = &self.outline.defines[id.index()];
        slot.unit.is_none_or(|of| unit.is_some_and(|unit| self.speaks_of(of, unit))).then_some(id)
    }

    /// Whether what is said of one unit is said of another: itself, or the course of a case that it is an event of.
    pub(super) fn speaks_of(&self, of: UnitId, unit: UnitId) -> bool {
        let course = || self.outline.courses.get(&unit);
        let event = || course().and_then(|names| Some((names.about, names.place(of)?)));
        of == unit || event().is_some_and(|(about, place)| about.is_none_or(|about| about == place))
    }

    /// What a define says of one kind of event, said of the course of a case. None: it looks further than that, which is told.
    pub(crate) fn of_course(&mut self, id: DefineId, e: Expr, course: UnitId, scope: u8, span: Span) -> Option<Expr> {
        let unit = self.outline.defines[id.index()].unit;
        let names = self.outline.courses.get(&course);
        let Some((names, place)) = names.and_then(|names| Some((names, names.place(unit?)?))) else { return Some(e) };
        let said = shift::of_course(e, scope, names.own(place));
        if said.is_none() {
            self.report(messages::not_in_a_fact(span, "a define that looks at other things"));
        }
        said
    }
}
