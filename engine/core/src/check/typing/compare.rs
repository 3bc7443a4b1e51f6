//! Comparisons: what may stand beside what.

use super::{Place, constant, yes_no};
use crate::check::context::Context;
use crate::check::messages;
use crate::standard::{Expr, ExprKind, Type};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{self, BinaryOp, Span};

/// Whether values of that type have an order.
pub(super) const fn ordered(ty: &Type) -> bool {
    ty.is_number() || matches!(ty, Type::Share | Type::Duration | Type::Instant | Type::Date)
}

impl Context {
    /// `a <= b`
    pub(super) fn compare(
        &mut self,
        place: &Place,
        op: BinaryOp,
        op_span: Span,
        (left, right): (&ast::Expr, &ast::Expr),
        span: Span,
    ) -> Option<Expr> {
        let (a, b) = self.pair(place, left, right)?;
        if !matches!(op, BinaryOp::Equal | BinaryOp::NotEqual) && !ordered(&a.ty) {
            let d = messages::no_order(op_span, &self.spoken(left), &self.type_words(&a.ty), &a.ty);
            self.report(d);
            return None;
        }
        self.check_bounds(place, op, (&a, left), (&b, right), span);
        let optional = a.optional || b.optional;
        Some(yes_no(ExprKind::Compare(op, Box::new(a), Box::new(b)), optional, span))
    }

    /// Two sides that are set beside each other, of types that agree.
    pub(super) fn pair(&mut self, place: &Place, left: &ast::Expr, right: &ast::Expr) -> Option<(Expr, Expr)> {
        // The side that is known by itself is read first; it says how a bare word on the other side is meant.
        if self.is_bare(place, left) && !self.is_bare(place, right) {
            let b = self.typed(place, right, None);
            let a = b.as_ref().and_then(|b| self.beside(place, left, b, right));
            self.agree((a?, left), (b?, right))
        } else {
            let a = self.typed(place, left, None);
            let b = match &a {
                Some(a) => self.beside(place, right, a, left),
                None if self.is_bare(place, right) => None,
                None => self.typed(place, right, None),
            };
            self.agree((a?, left), (b?, right))
        }
    }

    /// Reads what stands beside something whose type is known.
    pub(super) fn beside(
        &mut self,
        place: &Place,
        e: &ast::Expr,
        other: &Expr,
        other_text: &ast::Expr,
    ) -> Option<Expr> {
        if let Type::OneOf(values) = &other.ty
            && self.is_bare(place, e)
        {
            let word = match &*e.kind {
                ast::ExprKind::Text(text) => text,
                ast::ExprKind::Path(names) => &names[0].text,
                _ => return None,
            };
            if !values.contains(word) {
                if word == "missing" {
                    let d = messages::missing_word(e.span, &self.spoken(other_text));
                    self.report(d);
                    return None;
                }
                let of = self.spoken(other_text);
                self.report(messages::unknown_value(word, e.span, Some(&of), values));
                return None;
            }
        }
        if let ast::ExprKind::Path(names) = &*e.kind
            && let [name] = names.as_slice()
            && self.is_bare(place, e)
            && messages::means_missing(&name.text)
        {
            let d = messages::missing_word(e.span, &self.spoken(other_text));
            self.report(d);
            return None;
        }
        self.typed(place, e, Some(&other.ty))
    }

    /// Makes two sides agree, or says why they cannot.
    pub(super) fn agree(&mut self, a: (Expr, &ast::Expr), b: (Expr, &ast::Expr)) -> Option<(Expr, Expr)> {
        if alike(&a.0.ty, &b.0.ty) {
            return Some((a.0, b.0));
        }
        if let Some(converted) = self.read_as(&a.0, &b.0.ty, a.1) {
            return Some((converted?, b.0));
        }
        if let Some(converted) = self.read_as(&b.0, &a.0.ty, b.1) {
            return Some((a.0, converted?));
        }
        let d = self.unlike(&a, &b);
        self.report(d);
        None
    }

    /// Makes two results of one choice agree.
    pub(super) fn agree_as_results(&mut self, a: (Expr, &ast::Expr), b: (Expr, &ast::Expr)) -> Option<(Expr, Expr)> {
        let before = self.diagnostics.len();
        let (spans, words) = ((a.1.span, b.1.span), (self.type_words(&a.0.ty), self.type_words(&b.0.ty)));
        let agreed = self.agree(a, b);
        if agreed.is_none() && self.diagnostics.last().is_some_and(|d| d.slug == "unlike-things") {
            self.diagnostics.truncate(before);
            self.report(messages::unlike_results(spans, (&words.0, &words.1)));
        }
        agreed
    }

    /// A value where that type is wanted; anything else is reported.
    pub(super) fn fit(&mut self, typed: Expr, expect: &Type, e: &ast::Expr) -> Option<Expr> {
        if alike(&typed.ty, expect) {
            return Some(typed);
        }
        if let Some(converted) = self.read_as(&typed, expect, e) {
            return converted;
        }
        let text = self.spoken(e);
        let d = match (expect, &typed.kind) {
            (Type::Duration, _) if typed.ty.is_number() => {
                messages::missing_unit(e.span, &text, None, self.number_of(&typed))
            }
            (Type::OneOf(values), ExprKind::Const(Value::Text(word))) => {
                messages::unknown_value(word, e.span, None, values)
            }
            (Type::Share, _) if typed.ty.is_number() => {
                messages::not_a_share(e.span, &text, None, self.number_of(&typed))
            }
            _ => messages::wrong_type(e.span, &text, &self.type_words(&typed.ty), &self.type_words(expect), expect),
        };
        self.report(d);
        None
    }

    /// A literal read as another type: a fraction as a share, a date as the start of its day. `None`: there is no such
    /// reading; `Some(None)`: there is, but it failed and was reported.
    pub(super) fn read_as(&mut self, typed: &Expr, ty: &Type, e: &ast::Expr) -> Option<Option<Expr>> {
        match (ty, &typed.ty) {
            (Type::Share, from) if from.is_number() => {
                if let ExprKind::Arithmetic(BinaryOp::Divide, ..) = typed.kind {
                    return Some(Some(Expr { ty: Type::Share, ..typed.clone() }));
                }
                let ExprKind::Const(value) = &typed.kind else {
                    return None;
                };
                let ratio = as_ratio(value).filter(|r| *r >= Ratio::ZERO && *r <= Ratio::ONE)?;
                // A bare 1 or 5 beside a share is hardly meant as 100%.
                if typed.ty == Type::Whole && ratio != Ratio::ZERO {
                    return None;
                }
                Some(Some(constant(Value::Ratio(ratio), Type::Share, typed.span)))
            }
            (Type::Instant, Type::Date) => {
                let ast::ExprKind::Date(text) = &*e.kind else {
                    return None;
                };
                Some(self.date(text, Some(&Type::Instant), e.span))
            }
            _ => None,
        }
    }

    fn unlike(&self, a: &(Expr, &ast::Expr), b: &(Expr, &ast::Expr)) -> crate::Diagnostic {
        for ((x, x_text), (y, y_text)) in [(a, b), (b, a)] {
            let (text, other) = (self.spoken(x_text), self.spoken(y_text));
            // A plugin says in what it measures: it is no number without a unit.
            let measured = matches!(x.kind, ExprKind::Plugin(_));
            if x.ty.is_number() && y.ty == Type::Duration && !measured {
                return messages::missing_unit(x_text.span, &text, Some(&other), self.number_of(x));
            }
            if x.ty.is_number() && y.ty == Type::Share {
                return messages::not_a_share(x_text.span, &text, Some(&other), self.number_of(x));
            }
            if let (ExprKind::Const(Value::Text(word)), Type::OneOf(values)) = (&x.kind, &y.ty) {
                return messages::unknown_value(word, x_text.span, Some(&other), values);
            }
        }
        let side = |(e, text): &(Expr, &ast::Expr)| messages::Side {
            text: self.spoken(text),
            words: self.type_words(&e.ty),
            ty: e.ty.clone(),
            span: text.span,
            literal: matches!(e.kind, ExprKind::Const(_)),
        };
        messages::unlike_things(&side(a), &side(b))
    }

    /// The number, if it is a constant: for messages.
    pub(super) fn number_of(&self, e: &Expr) -> Option<Ratio> {
        self.fold(e).as_ref().and_then(as_ratio)
    }
}

/// Whether values of these types may be compared as they are.
pub(super) fn alike(a: &Type, b: &Type) -> bool {
    a == b
        || a.is_number() && b.is_number()
        || matches!((a, b), (Type::Text, Type::Ref(_)) | (Type::Ref(_), Type::Text))
}

/// A plain number or share as an exact fraction.
pub(super) fn as_ratio(value: &Value) -> Option<Ratio> {
    match value {
        Value::Whole(v) => Some(Ratio::whole(*v)),
        Value::Decimal(v) => Ratio::new(i128::from(*v), i128::from(crate::value::DECIMAL)),
        Value::Ratio(r) => Some(*r),
        _ => None,
    }
}
