//! Sums and products, minus, and texts joined.

use super::compare::alike;
use super::{Place, chain, constant};
use crate::check::context::Context;
use crate::check::messages;
use crate::standard::{Expr, ExprKind, Type};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{self, BinaryOp, Span};

impl Context {
    /// `a + b`, `a - b`, `a * b`, `a / b`
    pub(super) fn arithmetic(
        &mut self,
        place: &Place,
        op: BinaryOp,
        op_span: Span,
        (left, right): (&ast::Expr, &ast::Expr),
        span: Span,
        expect: Option<&Type>,
    ) -> Option<Expr> {
        let hint = expect.filter(|t| matches!(t, Type::Instant) && matches!(op, BinaryOp::Add | BinaryOp::Subtract));
        let a = self.typed(place, left, hint);
        let b = self.typed(place, right, None);
        let (a, b) = (a?, b?);
        let Some(ty) = result(op, &a.ty, &b.ty) else {
            let words = (self.type_words(&a.ty), self.type_words(&b.ty));
            let texts = (self.spoken(left), self.spoken(right));
            let d = messages::cannot_calculate(op, op_span, (&texts.0, &words.0, &a.ty), (&texts.1, &words.1, &b.ty));
            self.report(d);
            return None;
        };
        if op == BinaryOp::Divide && self.fold(&b).is_some_and(|v| is_zero(&v)) {
            self.report(messages::division_by_zero(right.span));
            return None;
        }
        let optional = a.optional || b.optional;
        let fixed = matches!((&a.kind, &b.kind), (ExprKind::Const(_), ExprKind::Const(_)));
        let e = Expr { kind: ExprKind::Arithmetic(op, Box::new(a), Box::new(b)), ty, optional, span };
        // What stands in the text is worked out here, what a param says is not: it may be tuned.
        match self.fold(&e) {
            Some(value) if fixed => Some(constant(value, e.ty, span)),
            None if fixed => {
                self.report(messages::unfit_number(&self.spoken_span(span), span, false));
                None
            }
            _ => Some(e),
        }
    }

    /// `-x`
    pub(super) fn minus(
        &mut self,
        place: &Place,
        inner: &ast::Expr,
        span: Span,
        expect: Option<&Type>,
    ) -> Option<Expr> {
        let e = self.typed(place, inner, expect)?;
        let zero = match &e.ty {
            Type::Whole => Value::Whole(0),
            Type::Decimal => Value::Decimal(0),
            Type::Exact | Type::Share => Value::Ratio(Ratio::ZERO),
            Type::Duration => Value::Duration(0),
            _ => {
                let d = messages::not_a_number(span, &self.spoken(inner), &self.type_words(&e.ty), "a minus sign");
                self.report(d);
                return None;
            }
        };
        let (ty, optional) = (e.ty.clone(), e.optional);
        let fixed = matches!(e.kind, ExprKind::Const(_));
        let zero = constant(zero, ty.clone(), span);
        let e =
            Expr { kind: ExprKind::Arithmetic(BinaryOp::Subtract, Box::new(zero), Box::new(e)), ty, optional, span };
        Some(match self.fold(&e) {
            Some(value) if fixed => constant(value, e.ty, span),
            _ => e,
        })
    }

    /// `a & b & c`
    pub(super) fn join(&mut self, place: &Place, e: &ast::Expr) -> Option<Expr> {
        let mut texts = Vec::new();
        chain(e, BinaryOp::Join, &mut texts);
        let typed: Vec<Option<Expr>> = texts.iter().map(|part| self.text(place, part, "`&` joins texts")).collect();
        let parts: Vec<Expr> = typed.into_iter().collect::<Option<_>>()?;
        let optional = parts.iter().any(|p| p.optional);
        Some(Expr { kind: ExprKind::Join(parts), ty: Type::Text, optional, span: e.span })
    }

    /// A text or a key.
    pub(super) fn text(&mut self, place: &Place, e: &ast::Expr, why: &str) -> Option<Expr> {
        let typed = self.typed(place, e, Some(&Type::Text))?;
        if alike(&typed.ty, &Type::Text) {
            return Some(typed);
        }
        let d = messages::not_a_text(e.span, &self.spoken(e), &self.type_words(&typed.ty), why);
        self.report(d);
        None
    }
}

fn is_zero(value: &Value) -> bool {
    match value {
        Value::Whole(v) | Value::Decimal(v) | Value::Duration(v) => *v == 0,
        Value::Ratio(r) => *r == Ratio::ZERO,
        _ => false,
    }
}

/// The type of a result; none = the two do not go together.
fn result(op: BinaryOp, a: &Type, b: &Type) -> Option<Type> {
    use BinaryOp::{Add, Divide, Multiply, Subtract};
    use Type::{Date, Decimal, Duration, Exact, Instant, Share, Whole};
    Some(match (op, a, b) {
        (Divide, a, b) if a.is_number() && b.is_number() => Exact,
        (Multiply, Decimal, Decimal) => Exact,
        (Add | Subtract | Multiply, a, b) if a.is_number() && b.is_number() => wider(a, b),
        (Add | Subtract, Duration, Duration) => Duration,
        (Add | Subtract, Instant, Duration) | (Add, Duration, Instant) => Instant,
        (Subtract, Instant, Instant) | (Subtract, Date, Date) => Duration,
        (Divide, Duration, Duration) => Exact,
        (Multiply | Divide, Duration, n) if n.is_number() => Duration,
        (Multiply, n, Duration) if n.is_number() => Duration,
        (Multiply, n, Share) | (Multiply, Share, n) if n.is_number() => Exact,
        (Add | Subtract, Share, Share) => Share,
        (Multiply, Whole, Whole) => Whole,
        _ => return None,
    })
}

/// The kind of number that holds both.
pub(super) const fn wider(a: &Type, b: &Type) -> Type {
    match (a, b) {
        (Type::Exact, _) | (_, Type::Exact) => Type::Exact,
        (Type::Decimal, _) | (_, Type::Decimal) => Type::Decimal,
        _ => Type::Whole,
    }
}
