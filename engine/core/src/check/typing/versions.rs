//! Words that versions of a standard say anew: which of their meanings holds is decided by when a unit began. A param goes by the
//! unit that is judged, a define and a rule by the unit that they speak of.

use super::choices::{common, kept};
use super::compare::alike;
use super::{Place, yes_no};
use crate::check::context::Context;
use crate::check::versions::{Binds, Variant};
use crate::standard::{CriterionId, DefineId, Expr, ExprKind, ParamId, UnitId};
use etalon_grammar::ast::{Kind, Name, Span};

impl Context {
    /// A param whose value changes with a version.
    pub(super) fn param_in_force(&mut self, place: &Place, name: &Name, span: Span) -> Option<Expr> {
        let variants = self.variants(Kind::Param, &name.text)?;
        let Some(at) = self.began(place, 0, span) else {
            match place.fact {
                true => self.changes_in_case(Kind::Param, name),
                false => self.changes(Kind::Param, name, "Here one value is needed that holds at all times."),
            };
            return None;
        };
        let mut forms = Vec::new();
        for Variant { name, binds } in variants {
            let id = self.peek(Kind::Param, &name)?;
            forms.push((binds, self.param_at(ParamId(id), span)));
        }
        self.alike_forms(name, &at, forms, span)
    }

    /// A define whose meaning changes with a version, at a place.
    pub(super) fn define_in_force(&mut self, place: &Place, name: &Name, span: Span) -> Option<Expr> {
        let variants = self.variants(Kind::Define, &name.text)?;
        let Some(at) = self.began(place, place.depth(), span) else {
            self.changes(Kind::Define, name, "Here nothing says when it began.");
            return None;
        };
        let mut forms = Vec::new();
        for (binds, id) in self.defines_of(name, &variants)? {
            forms.push((binds, self.define_at(id, place, span)?));
        }
        self.alike_forms(name, &at, forms, span)
    }

    /// The same where a define stands for a kind of thing: its condition over scope 0.
    pub(super) fn condition_in_force(&mut self, unit: UnitId, name: &Name) -> Option<Expr> {
        let variants = self.variants(Kind::Define, &name.text)?;
        let at = self.instant_of(0, unit, name.span);
        let Some(at) = at else {
            self.changes(Kind::Define, name, "Here nothing says when it began.");
            return None;
        };
        let mut forms = Vec::new();
        for (binds, id) in self.defines_of(name, &variants)? {
            let value = self.define_value(id, name.span)?;
            let optional = value.optional;
            let ty = value.ty.clone();
            forms.push((binds, Expr { kind: ExprKind::Define(id, Box::new(value)), ty, optional, span: name.span }));
        }
        self.alike_forms(name, &at, forms, name.span)
    }

    fn defines_of(&mut self, name: &Name, variants: &[Variant]) -> Option<Vec<(Binds, DefineId)>> {
        let first = self.outline.define(&name.text)?;
        let unit = self.outline.defines[first.index()].unit;
        let mut found = Vec::new();
        for Variant { name: one, binds } in variants {
            let id = self.outline.define(one)?;
            if self.outline.defines[id.index()].unit != unit {
                self.changes(Kind::Define, name, "In its versions it speaks of different things.");
                return None;
            }
            found.push((*binds, id));
        }
        Some(found)
    }

    /// `met quick_answer` of a rule that a version changes.
    pub(super) fn met_in_force(&mut self, place: &Place, forms: Vec<(Binds, CriterionId)>, span: Span) -> Option<Expr> {
        let at = self.began(place, place.depth(), span)?;
        let met = |(binds, id)| (binds, yes_no(ExprKind::Met(id, place.depth()), true, span));
        self.by_version(&at, forms.into_iter().map(met).collect(), span)
    }

    /// Of the results of a form that a version changes the one of the version in force.
    pub(super) fn alike_forms(
        &mut self,
        name: &Name,
        at: &Expr,
        forms: Vec<(Binds, Expr)>,
        span: Span,
    ) -> Option<Expr> {
        let mut ty = forms.first()?.1.ty.clone();
        for (_, form) in &forms {
            if form.ty != ty && !(form.ty.is_number() && ty.is_number()) || !alike(&form.ty, &ty) {
                let kind = [Kind::Param, Kind::Define, Kind::Form, Kind::Steps].into_iter();
                let kind = kind.into_iter().find(|kind| self.versions.variants(*kind, &name.text).is_some())?;
                self.changes(kind, name, "Its values are of different types, and cannot stand in one place.");
                return None;
            }
            ty = common(&ty, &form.ty);
        }
        let forms = forms.into_iter().map(|(binds, form)| (binds, kept(form, &ty))).collect();
        let mut chosen = self.by_version(at, forms, span)?;
        chosen.ty = ty;
        Some(chosen)
    }

    pub(super) fn variants(&self, kind: Kind, name: &str) -> Option<Vec<Variant>> {
        self.versions.variants(kind, name).map(<[Variant]>::to_vec)
    }

    /// When the unit at a scope began; none where that is not known yet, or nothing is judged at all.
    pub(super) fn began(&mut self, place: &Place, scope: u8, span: Span) -> Option<Expr> {
        let unit = *place.frames.get(usize::from(scope))?;
        match place.fact {
            false => self.instant_of(scope, unit, span),
            // What a case comes to goes by its own instant, as a rule about it does: if that is a fact, and known by name.
            true if scope == 0 => crate::check::units::began(self, unit, span),
            true => None,
        }
    }
}
