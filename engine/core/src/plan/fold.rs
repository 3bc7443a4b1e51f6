//! What can be computed before any event is read.

use super::build::Builder;
use super::node::number;
use super::{Level, NodeId, Op};
use crate::standard::Type;
use crate::value::{DECIMAL, Ratio, Value};
use etalon_grammar::ast::{BinaryOp, Span};
use std::cmp::Ordering;

impl Builder<'_> {
    /// The node, or the constant that it always is.
    pub(super) fn folded(&mut self, op: Op, level: Level, ty: Type, span: Span) -> NodeId {
        match self.known_value(&op, &ty) {
            Some(value) => self.constant(value, ty, span),
            None => match op {
                Op::If(condition, then, otherwise) => match self.value(condition) {
                    Some(Value::YesNo(true)) => then,
                    Some(Value::YesNo(false)) => otherwise,
                    _ => self.push(Op::If(condition, then, otherwise), level, ty, span),
                },
                op => self.push(op, level, ty, span),
            },
        }
    }

    fn value(&self, id: NodeId) -> Option<&Value> {
        match &self.plan.nodes[id.index()].op {
            Op::Const(value) => Some(value),
            _ => None,
        }
    }

    fn known_value(&self, op: &Op, ty: &Type) -> Option<Value> {
        match op {
            Op::Compare(op, a, b) => compare(*op, self.value(*a)?, self.value(*b)?).map(Value::YesNo),
            Op::Arithmetic(op, a, b) => {
                let (a, b) = (self.value(*a)?, self.value(*b)?);
                if matches!((a, b), (Value::Instant(_) | Value::Date(_), _) | (_, Value::Instant(_) | Value::Date(_))) {
                    return None;
                }
                let (a, b) = (number(a)?, number(b)?);
                let result = match op {
                    BinaryOp::Add => a.plus(b),
                    BinaryOp::Subtract => a.minus(b),
                    BinaryOp::Multiply => a.times(b),
                    BinaryOp::Divide => a.over(b),
                    _ => None,
                }?;
                as_type(result, ty)
            }
            Op::Convert(a) => as_type(number(self.value(*a)?)?, ty),
            Op::IsPresent(a) => Some(Value::YesNo(*self.value(*a)? != Value::Missing)),
            _ => None,
        }
    }
}

fn compare(op: BinaryOp, a: &Value, b: &Value) -> Option<bool> {
    let order = match (a, b) {
        (Value::Instant(a), Value::Instant(b)) | (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::OneOf(a), Value::OneOf(b)) => a.cmp(b),
        (Value::YesNo(a), Value::YesNo(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        _ => number(a)?.cmp(&number(b)?),
    };
    Some(match op {
        BinaryOp::Equal => order == Ordering::Equal,
        BinaryOp::NotEqual => order != Ordering::Equal,
        BinaryOp::Less => order == Ordering::Less,
        BinaryOp::LessEqual => order != Ordering::Greater,
        _ => return None,
    })
}

/// An exact number as a value of a type, where that needs no rounding.
fn as_type(number: Ratio, ty: &Type) -> Option<Value> {
    let whole = |r: Ratio| (r.den() == 1).then_some(r.num());
    match ty {
        Type::Whole => whole(number).map(Value::Whole),
        Type::Duration => whole(number).map(Value::Duration),
        Type::Decimal => whole(number.times(Ratio::whole(DECIMAL))?).map(Value::Decimal),
        Type::Exact | Type::Share => Some(Value::Ratio(number)),
        _ => None,
    }
}
