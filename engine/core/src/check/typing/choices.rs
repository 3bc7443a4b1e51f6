//! One of several: lists, ranges, patterns, tables, if.

use super::compare::{alike, ordered};
use super::{Place, arithmetic::wider, constant, negated, yes_no};
use crate::check::context::Context;
use crate::check::messages;
use crate::standard::{Expr, ExprKind, Type};
use crate::value::Value;
use etalon_grammar::ast::{self, BinaryOp, Span};

impl Context {
    /// `x in (phone, chat)`
    pub(super) fn within_list(
        &mut self,
        place: &Place,
        inner: &ast::Expr,
        values: &[ast::Expr],
        not: bool,
        span: Span,
    ) -> Option<Expr> {
        let x = self.typed(place, inner, None)?;
        let typed: Vec<Option<Expr>> = values.iter().map(|v| self.listed(place, &x, inner, v)).collect();
        let typed: Vec<Expr> = typed.into_iter().collect::<Option<_>>()?;
        let ty = x.ty.clone();
        let kept = |v: &Expr| match &v.kind {
            ExprKind::Const(value) => Self::kept_as(value, &v.ty, &ty),
            // A param stays a name: it may be tuned.
            _ => None,
        };
        let constants: Option<Vec<Value>> = typed.iter().map(kept).collect();
        let optional = x.optional || typed.iter().any(|v| v.optional);
        if let Some(constants) = constants {
            return Some(yes_no(ExprKind::In(Box::new(x), constants, not), optional, span));
        }
        // Not all are constants of that very type: then it is a row of comparisons.
        let mut any: Vec<Expr> = typed
            .into_iter()
            .map(|v| yes_no(ExprKind::Compare(BinaryOp::Equal, Box::new(x.clone()), Box::new(v)), optional, span))
            .collect();
        let any = match any.len() {
            1 => any.remove(0),
            _ => yes_no(ExprKind::Or(any), optional, span),
        };
        Some(if not { negated(any, span) } else { any })
    }

    /// One value of a list or a table, of the type of what it is compared with.
    fn listed(&mut self, place: &Place, x: &Expr, x_text: &ast::Expr, v: &ast::Expr) -> Option<Expr> {
        let typed = self.beside(place, v, x, x_text)?;
        let (x, typed) = self.agree((x.clone(), x_text), (typed, v))?;
        self.check_bounds(place, BinaryOp::Equal, (&x, x_text), (&typed, v), v.span);
        Some(typed)
    }

    /// `x between a and b`: both ends belong to it.
    pub(super) fn between(
        &mut self,
        place: &Place,
        x: &ast::Expr,
        (low, high): (&ast::Expr, &ast::Expr),
        span: Span,
    ) -> Option<Expr> {
        let least = self.compare(place, BinaryOp::GreaterEqual, span, (x, low), span)?;
        let greatest = self.compare(place, BinaryOp::LessEqual, span, (x, high), span)?;
        let optional = least.optional || greatest.optional;
        Some(yes_no(ExprKind::And(vec![least, greatest]), optional, span))
    }

    /// `x matches "pattern"`
    pub(super) fn matches(&mut self, place: &Place, x: &ast::Expr, pattern: &ast::Text, span: Span) -> Option<Expr> {
        let x = self.text(place, x, "`matches` looks for a pattern in a text");
        let sound = self.pattern(pattern);
        let x = x?;
        let optional = x.optional;
        sound.then(|| yes_no(ExprKind::Matches(Box::new(x), pattern.text.clone()), optional, span))
    }

    /// Whether a pattern can be read; if not, that is reported.
    pub(crate) fn pattern(&mut self, pattern: &ast::Text) -> bool {
        match regex::RegexBuilder::new(&pattern.text).size_limit(1 << 20).build() {
            Ok(_) => true,
            Err(error) => {
                self.report(messages::bad_pattern(pattern, &error));
                false
            }
        }
    }

    /// `if c then a else b`
    pub(super) fn choice(
        &mut self,
        place: &Place,
        condition: &ast::Expr,
        (yes, no): (&ast::Expr, &ast::Expr),
        span: Span,
        expect: Option<&Type>,
    ) -> Option<Expr> {
        let condition = self.yes_no(place, condition);
        let a = self.typed(place, yes, expect);
        let hint = expect.cloned().or_else(|| a.as_ref().map(|a| a.ty.clone()));
        let b = self.typed(place, no, hint.as_ref());
        let (condition, a, b) = (condition?, a?, b?);
        let (a, b) = self.agree_as_results((a, yes), (b, no))?;
        let ty = common(&a.ty, &b.ty);
        let (a, b) = (kept(a, &ty), kept(b, &ty));
        let optional = condition.optional || a.optional || b.optional;
        Some(Expr { kind: ExprKind::If(Box::new(condition), Box::new(a), Box::new(b)), ty, optional, span })
    }

    /// `by channel { phone: 20 s  chat: 40 s  otherwise: 4 h }`
    pub(super) fn table(
        &mut self,
        place: &Place,
        on_text: &ast::Expr,
        arms: &[(Vec<ast::Expr>, ast::Expr)],
        otherwise: Option<&ast::Expr>,
        span: Span,
        expect: Option<&Type>,
    ) -> Option<Expr> {
        let on = self.typed(place, on_text, None);
        let mut hint = expect.cloned();
        let mut sound = on.is_some();
        let mut seen: Vec<(Value, Span)> = Vec::new();
        let mut typed_arms = Vec::new();
        let mut results: Vec<(Expr, &ast::Expr)> = Vec::new();
        for (values, result) in arms {
            let mut constants = Vec::new();
            for v in values {
                let constant = on.as_ref().and_then(|on| self.arm_value(place, on, on_text, v));
                sound &= constant.is_some();
                if let Some(value) = constant {
                    if let Some((_, first)) = seen.iter().find(|(s, _)| *s == value) {
                        let d = messages::same_case_twice(v.span, &self.spoken(v), *first);
                        self.report(d);
                        sound = false;
                    }
                    seen.push((value.clone(), v.span));
                    constants.push(value);
                }
            }
            match self.typed(place, result, hint.as_ref()) {
                Some(e) => {
                    hint.get_or_insert_with(|| e.ty.clone());
                    results.push((e, result));
                }
                None => sound = false,
            }
            typed_arms.push(constants);
        }
        let last = otherwise.and_then(|o| {
            let e = self.typed(place, o, hint.as_ref());
            sound &= e.is_some();
            e.map(|e| (e, o))
        });
        let has_last = last.is_some();
        results.extend(last);
        if !sound {
            return None;
        }
        let (results, ty) = self.one_type(results)?;
        let on = on?;
        let complete = has_last || covers_all(&on.ty, seen.len());
        let optional = on.optional || !complete || results.iter().any(|r| r.optional);
        let mut results = results.into_iter();
        let arms: Vec<(Vec<Value>, Expr)> = typed_arms.into_iter().zip(results.by_ref()).collect();
        let otherwise = results.next().map(Box::new);
        Some(Expr { kind: ExprKind::By(Box::new(on), arms, otherwise), ty, optional, span })
    }

    fn arm_value(&mut self, place: &Place, on: &Expr, on_text: &ast::Expr, v: &ast::Expr) -> Option<Value> {
        let typed = self.listed(place, on, on_text, v)?;
        let value = self.fold(&typed).and_then(|value| Self::kept_as(&value, &typed.ty, &on.ty));
        if value.is_none() {
            self.report(messages::not_a_constant(v.span));
        }
        value
    }

    /// Results of one type, or of numbers brought to one kind.
    pub(super) fn one_type(&mut self, results: Vec<(Expr, &ast::Expr)>) -> Option<(Vec<Expr>, Type)> {
        let mut results = results.into_iter();
        let (first, first_text) = results.next()?;
        let mut ty = first.ty.clone();
        let mut list = vec![first.clone()];
        for (e, text) in results {
            let (_, e) = self.agree_as_results((Expr { ty: ty.clone(), ..first.clone() }, first_text), (e, text))?;
            ty = common(&ty, &e.ty);
            list.push(e);
        }
        Some((list.into_iter().map(|e| kept(e, &ty)).collect(), ty))
    }

    /// Whether a type has an order; if not, that is reported.
    pub(super) fn has_order(&mut self, e: &Expr, text: &ast::Expr) -> bool {
        if ordered(&e.ty) {
            return true;
        }
        let d = messages::no_order(text.span, &self.spoken(text), &self.type_words(&e.ty), &e.ty);
        self.report(d);
        false
    }
}

/// The type that holds both of two like types.
pub(super) fn common(a: &Type, b: &Type) -> Type {
    if a.is_number() && b.is_number() {
        return wider(a, b);
    }
    if a != b && alike(a, b) { Type::Text } else { a.clone() }
}

/// A constant number brought to the kind that the whole has; the rest says its own kind.
pub(super) fn kept(e: Expr, ty: &Type) -> Expr {
    if let ExprKind::Const(value) = &e.kind
        && e.ty != *ty
        && let Some(value) = Context::kept_as(value, &e.ty, ty)
    {
        return constant(value, ty.clone(), e.span);
    }
    e
}

fn covers_all(ty: &Type, cases: usize) -> bool {
    match ty {
        Type::OneOf(values) => values.len() == cases,
        Type::YesNo => cases == 2,
        _ => false,
    }
}
