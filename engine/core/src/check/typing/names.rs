//! What a word stands for: a field, a fact, a param, a define, a form's result, another unit, a value of a list.

use super::walk::Step;
use super::{Place, constant};
use crate::check::context::Context;
use crate::check::messages::{self, Unknown};
use crate::standard::{DefineId, Expr, ExprKind, Leaf, ParamId, Type, UnitId};
use crate::value::Value;
use etalon_grammar::ast::{self, Kind, Name, Span};

impl Context {
    /// `waited`, `this.agent.manager`, `call.waited`, `qa.score` …
    pub(super) fn path(&mut self, place: &Place, names: &[Name], span: Span, expect: Option<&Type>) -> Option<Expr> {
        let (first, rest) = names.split_first()?;
        if first.text == "this" {
            let Some(unit) = place.frames.first().copied() else {
                self.report(messages::this_is_nothing(span));
                return None;
            };
            if let [word] = rest
                && let Some(id) = self.define_of_this(place, unit, &word.text)
            {
                let own = Place::of(unit);
                if self.versions.variants(Kind::Define, &word.text).is_some() {
                    return self.define_in_force(&own, word, span);
                }
                return self.define_at(id, &own, span);
            }
            return self.starting_at(place, 0, unit, rest, span);
        }
        if rest.is_empty()
            && let Some(value) = one_of_value(&first.text, expect, span)
        {
            return Some(value);
        }
        if let Some(unit) = place.innermost() {
            if self.has_field(unit, &first.text) {
                return self.walk(Step::start(place.depth(), unit), names, place, span);
            }
            if rest.is_empty() && place.fact && place.depth() >= 1 && first.text == "position" {
                let kind = ExprKind::Field { scope: place.depth(), path: Vec::new(), leaf: Leaf::Position };
                return Some(Expr { kind, ty: Type::Whole, optional: false, span });
            }
            if place.fact && place.depth() >= 1 && self.has_field(place.frames[0], &first.text) {
                return self.walk(Step::start(0, place.frames[0]), names, place, span);
            }
        }
        if rest.is_empty() {
            if self.versions.variants(Kind::Param, &first.text).is_some() {
                return self.param_in_force(place, first, span);
            }
            if let Some(id) = self.peek(Kind::Param, &first.text) {
                return Some(self.param_at(ParamId(id), span));
            }
            if let Some(id) = self.define_for(&first.text, place.innermost()) {
                if self.versions.variants(Kind::Define, &first.text).is_some() {
                    return self.define_in_force(place, first, span);
                }
                return self.define_at(id, place, span);
            }
        }
        if let Some(unit) = place.innermost() {
            if let Some(part) = self.duty_part(place, unit, names, span) {
                return part;
            }
            if self.form_leaf_ahead(unit, names) {
                return self.walk(Step::start(place.depth(), unit), names, place, span);
            }
            if let Some(other) = self.unit_named(&first.text) {
                let course = self.outline.courses.get(&unit);
                let about = course.is_some_and(|course| course.about.is_some() && course.about == course.place(other));
                if other == unit || about && !rest.is_empty() {
                    return self.starting_at(place, place.depth(), unit, rest, span);
                }
                if let Some(found) = self.by_kind(place, unit, other, names, span) {
                    return found;
                }
            }
        }
        self.unknown_word(place, first, rest.is_empty(), expect);
        None
    }

    /// `this.began`: a define of what is judged, seen from a look at others.
    fn define_of_this(&self, place: &Place, unit: UnitId, word: &str) -> Option<DefineId> {
        let id = self.define_for(word, Some(unit)).filter(|_| !place.fact && !self.has_field(unit, word))?;
        self.outline.defines[id.index()].unit.map(|_| id)
    }

    /// `this` or what follows it.
    fn starting_at(&mut self, place: &Place, scope: u8, unit: UnitId, rest: &[Name], span: Span) -> Option<Expr> {
        if rest.is_empty() {
            let kind = ExprKind::Field { scope, path: Vec::new(), leaf: Leaf::Key };
            return Some(Expr { kind, ty: Type::Ref(unit), optional: false, span });
        }
        self.walk(Step::start(scope, unit), rest, place, span)
    }

    /// `call.waited` seen from a survey that leads to a call. None: no reference leads there.
    fn by_kind(&mut self, place: &Place, from: UnitId, to: UnitId, names: &[Name], span: Span) -> Option<Option<Expr>> {
        let mut paths = self.nearest_paths(from, to);
        if paths.len() > 1 {
            let ways = self.path_words(from, &paths);
            let d = messages::ambiguous_path(names[0].span, &self.unit_name(from), &self.unit_name(to), &ways);
            self.report(d);
            return Some(None);
        }
        let path = paths.pop()?;
        let step = self.follow(Step::start(place.depth(), from), &path);
        Some(if names.len() == 1 { Some(step.end(self, span)) } else { self.walk(step, &names[1..], place, span) })
    }

    /// A param's value is in the standard; here it stays a name, so that a what-if can sweep it.
    pub(super) fn param_at(&self, id: ParamId, span: Span) -> Expr {
        let ty = self.standard.params[id.index()].ty.clone();
        Expr { kind: ExprKind::Param(id), ty, optional: false, span }
    }

    /// Whether it is one bare word or text, which beside a one-of is one of its values.
    pub(super) fn is_bare(&self, place: &Place, e: &ast::Expr) -> bool {
        match &*e.kind {
            ast::ExprKind::Text(_) => true,
            ast::ExprKind::Path(names) => {
                names.len() == 1 && names[0].text != "this" && !self.resolves(place, &names[0].text)
            }
            _ => false,
        }
    }

    /// Whether the word stands for something besides a value of a list.
    fn resolves(&self, place: &Place, word: &str) -> bool {
        let innermost = place.innermost();
        innermost.is_some_and(|u| {
            self.has_field(u, word) || self.unit_named(word).is_some_and(|t| t == u || self.leads(u, t))
        }) || place.fact && (word == "position" || place.frames.first().is_some_and(|u| self.has_field(*u, word)))
            || self.is_declared(Kind::Param, word)
            || self.define_for(word, innermost).is_some()
    }

    fn unknown_word(&mut self, place: &Place, name: &Name, alone: bool, expect: Option<&Type>) {
        let lost = self.is_declared(Kind::Param, &name.text) || alone && self.is_declared(Kind::Define, &name.text);
        let lost = lost || place.frames.iter().any(|u| self.outline.may_have(*u, &name.text));
        let course = place.innermost().and_then(|unit| self.outline.courses.get(&unit));
        if let Some(events) = course.and_then(|course| course.torn(&self.standard, &name.text)) {
            let events: Vec<String> = events.into_iter().map(|event| self.unit_name(event)).collect();
            let example = format!("with {} where {} …", events.first().map_or("", String::as_str), name.text);
            self.report(messages::which_kind(name, &events, &example));
            return;
        }
        let elsewhere = self.outline.define(&name.text).filter(|_| alone);
        let other_unit = elsewhere.and_then(|d| self.outline.defines[d.index()].unit);
        if let Some(of) = other_unit
            && let Some(here) = place.innermost()
        {
            let d = messages::wrong_unit(name, &self.unit_name(of), &self.unit_name(here));
            self.report(d);
            return;
        }
        if lost {
            return;
        }
        if alone && self.is_declared(Kind::Calendar, &name.text) {
            self.report(messages::calendar_as_value(name));
            return;
        }
        if let Some(Type::OneOf(values)) = expect
            && alone
        {
            self.report(messages::unknown_value(&name.text, name.span, None, values));
            return;
        }
        let outer = place
            .frames
            .split_last()
            .is_some_and(|(_, outer)| outer.iter().take(1).any(|u| self.has_field(*u, &name.text)));
        let names = self.looked_at(|| self.words_here(place));
        let unit = place.innermost().map(|u| self.unit_name(u));
        let unknown = Unknown {
            name,
            unit: unit.as_deref(),
            outer,
            text_wanted: matches!(expect, Some(Type::Text | Type::Ref(_))),
        };
        let d = messages::unknown_word(&unknown, names.as_deref());
        self.report(d);
    }

    /// Every word that would mean something here.
    pub(super) fn words_here(&self, place: &Place) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        if let Some(unit) = place.innermost() {
            words.extend(self.field_names(unit));
            if place.fact {
                words.extend(self.field_names(place.frames[0]));
            }
        }
        words.extend(self.names_of(&[Kind::Param]).into_iter().map(str::to_owned));
        let fits = |d: &&crate::check::outline::DefineSlot| {
            d.unit.is_none_or(|unit| place.innermost().is_some_and(|here| self.speaks_of(unit, here)))
        };
        words.extend(self.outline.defines.iter().filter(fits).map(|d| d.name.clone()));
        words
    }
}

/// A bare word that is a value of the list wanted here.
fn one_of_value(word: &str, expect: Option<&Type>, span: Span) -> Option<Expr> {
    let Some(Type::OneOf(values)) = expect else { return None };
    let index = u32::try_from(values.iter().position(|v| v == word)?).ok()?;
    Some(constant(Value::OneOf(index), Type::OneOf(values.clone()), span))
}
