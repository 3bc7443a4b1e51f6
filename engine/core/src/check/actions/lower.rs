//! Expressions that the lowering is made of.

use crate::standard::{Expr, ExprKind, FieldId, Function, Leaf, Type};
use crate::value::Value;
use etalon_grammar::ast::{BinaryOp, Span};

const fn yes_no(kind: ExprKind, optional: bool, span: Span) -> Expr {
    Expr { kind, ty: Type::YesNo, optional, span }
}

/// Yes.
pub(crate) const fn yes(span: Span) -> Expr {
    yes_no(ExprKind::Const(Value::YesNo(true)), false, span)
}

/// No.
pub(crate) const fn no(span: Span) -> Expr {
    yes_no(ExprKind::Const(Value::YesNo(false)), false, span)
}

/// A whole number.
pub(crate) const fn whole(number: i64, span: Span) -> Expr {
    Expr { kind: ExprKind::Const(Value::Whole(number)), ty: Type::Whole, optional: false, span }
}

/// No value of that type.
fn missing(ty: Type, span: Span) -> Expr {
    Expr { kind: ExprKind::Const(Value::Missing), ty, optional: true, span }
}

/// A field of the unit itself, or of the row of an event in a fact (scope 1).
pub(super) const fn field(scope: u8, id: FieldId, ty: Type, optional: bool, span: Span) -> Expr {
    let kind = ExprKind::Field { scope, path: Vec::new(), leaf: Leaf::Field(id) };
    Expr { kind, ty, optional, span }
}

/// `x is present`
pub(super) fn present(e: &Expr, present: bool, span: Span) -> Expr {
    yes_no(ExprKind::IsPresent(Box::new(e.clone()), present), false, span)
}

/// A comparison.
pub(crate) fn compare(op: BinaryOp, a: &Expr, b: &Expr, span: Span) -> Expr {
    let optional = a.optional || b.optional;
    yes_no(ExprKind::Compare(op, Box::new(a.clone()), Box::new(b.clone())), optional, span)
}

/// A sum or a difference.
pub(super) fn arithmetic(op: BinaryOp, a: Expr, b: Expr, ty: Type, span: Span) -> Expr {
    let optional = a.optional || b.optional || ty == Type::Instant;
    Expr { kind: ExprKind::Arithmetic(op, Box::new(a), Box::new(b)), ty, optional, span }
}

/// Not.
pub(crate) fn not(e: Expr) -> Expr {
    let (optional, span) = (e.optional, e.span);
    match e.kind {
        ExprKind::Const(Value::YesNo(value)) => yes_no(ExprKind::Const(Value::YesNo(!value)), false, span),
        _ => yes_no(ExprKind::Not(Box::new(e)), optional, span),
    }
}

/// All of these; yes if there is none.
pub(crate) fn all(mut parts: Vec<Expr>, span: Span) -> Expr {
    match parts.len() {
        0 => yes(span),
        1 => parts.remove(0),
        _ => {
            let optional = parts.iter().any(|part| part.optional);
            yes_no(ExprKind::And(parts), optional, span)
        }
    }
}

/// One of these; no if there is none.
pub(crate) fn one_of(mut parts: Vec<Expr>, span: Span) -> Expr {
    match parts.len() {
        0 => no(span),
        1 => parts.remove(0),
        _ => {
            let optional = parts.iter().any(|part| part.optional);
            yes_no(ExprKind::Or(parts), optional, span)
        }
    }
}

/// `if c then a else b`
pub(crate) fn choose(c: &Expr, a: Expr, b: Expr, span: Span) -> Expr {
    let (ty, optional) = (a.ty.clone(), c.optional || a.optional || b.optional);
    Expr { kind: ExprKind::If(Box::new(c.clone()), Box::new(a), Box::new(b)), ty, optional, span }
}

/// The value where the condition holds; no value elsewhere.
pub(super) fn only_if(c: Option<&Expr>, value: Expr) -> Expr {
    let Some(c) = c else { return value };
    let (ty, span) = (value.ty.clone(), value.span);
    choose(c, value, missing(ty, span), span)
}

/// The value where the condition does not hold; no value elsewhere.
pub(super) fn unless(c: Option<&Expr>, value: Expr) -> Expr {
    let Some(c) = c else { return value };
    let (ty, span) = (value.ty.clone(), value.span);
    choose(c, missing(ty, span), value, span)
}

/// Yes, or unknown until the condition holds or the instant has come.
pub(super) fn settled(e: &Expr, span: Span) -> Expr {
    yes_no(ExprKind::Call(Function::Settled, vec![e.clone()]), true, span)
}

/// How many of these hold.
pub(super) fn how_many(parts: Vec<Expr>, span: Span) -> Expr {
    sum(parts.into_iter().map(|part| choose(&part, whole(1, span), whole(0, span), span)).collect(), span)
}

/// The sum of whole numbers: bracketed in the middle, so that many do not become deep.
pub(super) fn sum(mut parts: Vec<Expr>, span: Span) -> Expr {
    match parts.len() {
        0 => whole(0, span),
        1 => parts.remove(0),
        n => {
            let right = parts.split_off(n / 2);
            arithmetic(BinaryOp::Add, sum(parts, span), sum(right, span), Type::Whole, span)
        }
    }
}

/// How much a number is above another: nothing where it is not.
pub(super) fn above(number: &Expr, most: &Expr, span: Span) -> Expr {
    let more = arithmetic(BinaryOp::Subtract, number.clone(), most.clone(), Type::Whole, span);
    let optional = more.optional;
    Expr { kind: ExprKind::Call(Function::Max, vec![more, whole(0, span)]), ty: Type::Whole, optional, span }
}
