//! Expressions: names resolved, types and units agreed.

mod api;
mod arithmetic;
pub(crate) mod bounds;
mod business;
mod choices;
mod compare;
mod constant;
mod defines;
pub(crate) mod duty;
mod functions;
mod lengths;
mod literals;
mod names;
pub(crate) mod others;
pub(crate) mod plugins;
pub(crate) mod shift;
mod subjects;
mod verdicts;
mod versions;
mod walk;
mod words;

pub(crate) use literals::{days, decimal};
pub(crate) use shift::{kept_in_course, kept_scopes, parts};

use super::context::Context;
use super::messages;
use crate::standard::{Expr, ExprKind, Type, UnitId};
use crate::value::Value;
use etalon_grammar::ast::{self, BinaryOp, Span};

/// Where an expression stands: the units its words may speak of, from the outermost (`this`) to the innermost.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The units; none where only params are known.
    pub frames: Vec<UnitId>,
    /// Whether it is a fact of a case: the outermost frame is the case, and what a rule would say is not known yet.
    pub fact: bool,
}

impl Place {
    /// Over one unit.
    pub fn of(unit: UnitId) -> Self {
        Self { frames: vec![unit], fact: false }
    }

    /// Over nothing.
    pub const fn nowhere() -> Self {
        Self { frames: Vec::new(), fact: false }
    }

    /// One further in.
    pub fn inside(&self, unit: UnitId) -> Self {
        let mut frames = self.frames.clone();
        frames.push(unit);
        Self { frames, fact: self.fact }
    }

    /// The innermost unit.
    pub fn innermost(&self) -> Option<UnitId> {
        self.frames.last().copied()
    }

    /// The scope of the innermost unit.
    pub fn depth(&self) -> u8 {
        u8::try_from(self.frames.len().saturating_sub(1)).unwrap_or(u8::MAX)
    }
}

impl Context {
    /// Types one expression. `expect` is a hint: what is wanted here, so that bare words, dates and fractions can be
    /// read as it; [`Context::fit`] is who insists.
    pub(super) fn typed(&mut self, place: &Place, e: &ast::Expr, expect: Option<&Type>) -> Option<Expr> {
        use ast::ExprKind as E;
        match &*e.kind {
            E::Number(text) => self.number(text, e.span),
            E::Percent(text) => self.percent(text, e.span),
            E::Duration { number, unit } => self.duration(number, *unit, e.span),
            E::Text(text) => Some(literal_text(text, expect, e.span)),
            E::YesNo(yes) => Some(constant(Value::YesNo(*yes), Type::YesNo, e.span)),
            E::Date(text) => self.date(text, expect, e.span),
            E::Instant(text) => self.instant(text, e.span),
            E::Path(names) => self.path(place, names, e.span, expect),
            E::Not(inner) => {
                let inner = self.yes_no(place, inner)?;
                Some(negated(inner, e.span))
            }
            E::Minus(inner) => self.minus(place, inner, e.span, expect),
            E::Binary { op: BinaryOp::And, .. } => self.all(place, e, BinaryOp::And),
            E::Binary { op: BinaryOp::Or, .. } => self.all(place, e, BinaryOp::Or),
            E::Binary { op, op_span, left, right } => match op {
                BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide => {
                    self.arithmetic(place, *op, *op_span, (left, right), e.span, expect)
                }
                BinaryOp::Join => self.join(place, e),
                _ => self.compare(place, *op, *op_span, (left, right), e.span),
            },
            E::IsPresent(inner, present) => {
                let inner = self.typed(place, inner, None)?;
                Some(yes_no(ExprKind::IsPresent(Box::new(inner), *present), false, e.span))
            }
            E::In(inner, values, not) => self.within_list(place, inner, values, *not, e.span),
            E::Between(inner, low, high) => self.between(place, inner, (low, high), e.span),
            E::Matches(inner, pattern) => self.matches(place, inner, pattern, e.span),
            E::Met(name, fairly) => self.met(place, name, *fairly, e.span),
            E::Faults(names, by) => self.faults(place, names, by.as_ref(), e.span),
            E::Call(name, arguments) => self.call(place, name, arguments, e.span, expect),
            E::Plugin(call) => self.plugin_call(place, call, e.span),
            E::By { on, arms, otherwise } => self.table(place, on, arms, otherwise.as_ref(), e.span, expect),
            E::If(condition, yes, no) => self.choice(place, condition, (yes, no), e.span, expect),
            E::Others(others) => self.others(place, others, e.span),
        }
    }

    /// Types a condition.
    pub(super) fn yes_no(&mut self, place: &Place, e: &ast::Expr) -> Option<Expr> {
        let typed = self.typed(place, e, Some(&Type::YesNo))?;
        if typed.ty == Type::YesNo {
            return Some(typed);
        }
        let d = messages::not_a_condition(e.span, &self.spoken(e), &self.type_words(&typed.ty), &typed.ty);
        self.report(d);
        None
    }

    /// `a and b and c` in one.
    fn all(&mut self, place: &Place, e: &ast::Expr, op: BinaryOp) -> Option<Expr> {
        let mut parts = Vec::new();
        chain(e, op, &mut parts);
        // All parts are looked at, so that each says what is wrong with it.
        let typed: Vec<Option<Expr>> = parts.into_iter().map(|part| self.yes_no(place, part)).collect();
        let typed: Vec<Expr> = typed.into_iter().collect::<Option<_>>()?;
        let optional = typed.iter().any(|t| t.optional);
        let kind = if op == BinaryOp::And { ExprKind::And(typed) } else { ExprKind::Or(typed) };
        Some(yes_no(kind, optional, e.span))
    }
}

/// The parts of a chain of the same sign, from left to right.
pub(crate) fn chain<'a>(e: &'a ast::Expr, op: BinaryOp, parts: &mut Vec<&'a ast::Expr>) {
    // Chains lean to the left: a loop keeps long ones off the stack.
    let mut right_parts = Vec::new();
    let mut at = e;
    while let ast::ExprKind::Binary { op: o, left, right, .. } = &*at.kind {
        if *o != op {
            break;
        }
        right_parts.push(right);
        at = left;
    }
    parts.push(at);
    for right in right_parts.into_iter().rev() {
        parts.push(right);
    }
}

/// A constant.
pub(super) const fn constant(value: Value, ty: Type, span: Span) -> Expr {
    Expr { kind: ExprKind::Const(value), ty, optional: false, span }
}

/// A yes/no expression.
pub(super) const fn yes_no(kind: ExprKind, optional: bool, span: Span) -> Expr {
    Expr { kind, ty: Type::YesNo, optional, span }
}

/// One of two.
pub(crate) fn either(a: Expr, b: Expr) -> Expr {
    let (span, optional) = (b.span, a.optional || b.optional);
    yes_no(ExprKind::Or(vec![a, b]), optional, span)
}

/// Not that.
pub(crate) fn negated(inner: Expr, span: Span) -> Expr {
    let optional = inner.optional;
    yes_no(ExprKind::Not(Box::new(inner)), optional, span)
}

/// A text; beside a one-of it is one of its values.
fn literal_text(text: &str, expect: Option<&Type>, span: Span) -> Expr {
    if let Some(Type::OneOf(values)) = expect
        && let Some(index) = values.iter().position(|v| v == text)
        && let Ok(index) = u32::try_from(index)
    {
        return constant(Value::OneOf(index), Type::OneOf(values.clone()), span);
    }
    constant(Value::Text(text.to_owned()), Type::Text, span)
}
