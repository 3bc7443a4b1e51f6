//! The doors that the rest of the checker uses.

use super::walk::Step;
use super::{Place, shift};
use crate::check::context::Context;
use crate::check::messages;
use crate::standard::{Expr, ExprKind, Type, UnitId};
use crate::value::Value;
use etalon_grammar::ast::{self, Kind, Name, Span};

impl Context {
    /// A condition about one unit: yes or no. Problems are reported; then there is none.
    pub fn condition(&mut self, unit: UnitId, e: &ast::Expr) -> Option<Expr> {
        self.yes_no(&Place::of(unit), e)
    }

    /// A value over one unit (or over nothing but params). With `expect`, bare words, dates and fractions are read as
    /// that type, and another type is an error.
    pub fn value(&mut self, unit: Option<UnitId>, e: &ast::Expr, expect: Option<&Type>) -> Option<Expr> {
        let place = unit.map_or_else(Place::nowhere, Place::of);
        let typed = self.typed(&place, e, expect)?;
        match expect {
            Some(ty) => self.fit(typed, ty, e),
            None => Some(typed),
        }
    }

    /// A constant of that type: literals, params, and sums of them; in the form in which that type is kept.
    pub fn constant(&mut self, e: &ast::Expr, expect: &Type) -> Option<Value> {
        let typed = self.value(None, e, Some(expect))?;
        let folded = self.fold(&typed);
        let Some(value) = folded else {
            self.report(messages::not_a_constant(e.span));
            return None;
        };
        let kept = Self::kept_as(&value, &typed.ty, expect);
        if kept.is_none() {
            let d = messages::not_whole(e.span, &self.spoken(e), &self.type_words(expect));
            self.report(d);
        }
        kept
    }

    /// What `for X` speaks of: an event, an entity or a case; or a define's unit with the define's condition (scope 0).
    pub fn unit_or_define(&mut self, name: &Name) -> Option<(UnitId, Option<Expr>)> {
        let Some(id) = self.outline.define(&name.text) else {
            let unit = self.find(&[Kind::Event, Kind::Case, Kind::Entity, Kind::Define], name);
            return unit.filter(|(kind, _)| *kind != Kind::Define).map(|(_, id)| (UnitId(id), None));
        };
        let slot = &self.outline.defines[id.index()];
        let Some(unit) = slot.unit else {
            if !slot.unit_fails {
                self.report(messages::define_without_unit(name));
            }
            return None;
        };
        let value = self.define_value(id, name.span)?;
        if value.ty != Type::YesNo {
            let d = messages::not_a_condition(
                name.span,
                &format!("`{}`", name.text),
                &self.type_words(&value.ty),
                &value.ty,
            );
            self.report(d);
            return None;
        }
        if self.versions.variants(Kind::Define, &name.text).is_some() {
            return self.condition_in_force(unit, name).map(|condition| (unit, Some(condition)));
        }
        let optional = value.optional;
        let kind = ExprKind::Define(id, Box::new(value));
        Some((unit, Some(Expr { kind, ty: Type::YesNo, optional, span: name.span })))
    }

    /// The path of references (scope 0) from a unit to the nearest entity of that kind: its key. None if there is none;
    /// two that are equally near are reported as `ambiguous-subject`.
    pub fn path_to(&mut self, from: UnitId, entity: UnitId, at: Span) -> Option<Expr> {
        if from == entity {
            return Some(Step::start(0, from).end(self, at));
        }
        let mut paths = self.nearest_paths(from, entity);
        if paths.len() > 1 {
            let ways = self.path_words(from, &paths);
            let d = messages::ambiguous_subject(at, &self.unit_name(from), &self.unit_name(entity), &ways);
            self.report(d);
            return None;
        }
        let path = paths.pop()?;
        Some(self.follow(Step::start(0, from), &path).end(self, at))
    }

    /// The key at the end of a path of references that is known to be there.
    pub(crate) fn key_along(&self, from: UnitId, path: &[crate::standard::FieldId], at: Span) -> Expr {
        self.follow(Step::start(0, from), path).end(self, at)
    }
}

/// The same for the facts of cases, which stand over a case and its events.
impl Context {
    /// A condition at a place.
    pub(crate) fn condition_over(&mut self, place: &Place, e: &ast::Expr) -> Option<Expr> {
        self.yes_no(place, e)
    }

    /// A value of any type at a place.
    pub(crate) fn any_over(&mut self, place: &Place, e: &ast::Expr) -> Option<Expr> {
        self.typed(place, e, None)
    }

    /// A text or key at a place.
    pub(crate) fn text_over(&mut self, place: &Place, e: &ast::Expr, why: &str) -> Option<Expr> {
        self.text(place, e, why)
    }

    /// A value of a type at a place.
    pub(crate) fn value_over(&mut self, place: &Place, e: &ast::Expr, ty: &Type) -> Option<Expr> {
        let typed = self.typed(place, e, Some(ty))?;
        self.fit(typed, ty, e)
    }

    /// An instant at a place.
    pub(crate) fn instant_over(&mut self, place: &Place, e: &ast::Expr) -> Option<Expr> {
        let typed = self.typed(place, e, Some(&Type::Instant))?;
        self.fit(typed, &Type::Instant, e)
    }

    /// A define's condition for the event row inside a fact.
    pub(crate) fn one_further_in(&self, e: Expr) -> Expr {
        shift::shifted(e, 1)
    }
}

impl Context {
    /// The unit that a name stands for, a define's too, without a word if there is none.
    pub(crate) fn unit_quietly(&self, name: &Name) -> Option<UnitId> {
        let define = || self.outline.define(&name.text).and_then(|d| self.outline.defines[d.index()].unit);
        self.unit_named(&name.text).or_else(define)
    }
}
