//! Nodes in one normal form, so that what means the same is the same node.

use super::build::Builder;
use super::{Level, NodeId, Op};
use crate::standard::Type;
use crate::value::Value;
use etalon_grammar::ast::{BinaryOp, Span};

/// The comparison (or its opposite) as one of `=`, `!=`, `<`, `<=`, and whether its sides change places.
pub(super) const fn flipped(op: BinaryOp, not: bool) -> (BinaryOp, bool) {
    use BinaryOp::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    match (op, not) {
        (Equal, false) | (NotEqual, true) => (Equal, false),
        (NotEqual, false) | (Equal, true) => (NotEqual, false),
        (Less, false) | (GreaterEqual, true) => (Less, false),
        (LessEqual, false) | (Greater, true) => (LessEqual, false),
        (Greater, false) | (LessEqual, true) => (Less, true),
        (GreaterEqual, false) | (Less, true) => (LessEqual, true),
        _ => (op, false),
    }
}

impl Builder<'_> {
    /// The node for this operation, in its simplest form.
    pub(super) fn simplified(&mut self, op: Op, level: Level, ty: Type, span: Span) -> NodeId {
        match op {
            Op::And(list) => self.connective(list, true, level, span),
            Op::Or(list) => self.connective(list, false, level, span),
            Op::Not(a) => match self.plan.nodes[a.index()].op.clone() {
                Op::Not(inner) => inner,
                Op::Const(Value::YesNo(b)) => self.constant(Value::YesNo(!b), Type::YesNo, span),
                Op::Const(_) => a,
                _ => self.push(Op::Not(a), level, ty, span),
            },
            Op::Compare(op, a, b) => {
                // Equality has no direction: the constant, or else the later part, stands right.
                let swap = matches!(op, BinaryOp::Equal | BinaryOp::NotEqual) && self.rank(a) > self.rank(b);
                let (a, b) = if swap { (b, a) } else { (a, b) };
                self.folded(Op::Compare(op, a, b), level, ty, span)
            }
            op => self.folded(op, level, ty, span),
        }
    }

    fn rank(&self, id: NodeId) -> (bool, NodeId) {
        (matches!(self.level(id), Level::Constant), id)
    }

    fn connective(&mut self, list: Vec<NodeId>, all: bool, level: Level, span: Span) -> NodeId {
        let mut parts: Vec<NodeId> = Vec::with_capacity(list.len());
        for id in list {
            let inner = match &self.plan.nodes[id.index()].op {
                Op::And(inner) if all => inner.clone(),
                Op::Or(inner) if !all => inner.clone(),
                Op::Const(Value::YesNo(b)) if *b == all => continue,
                Op::Const(Value::YesNo(b)) => return self.constant(Value::YesNo(*b), Type::YesNo, span),
                _ => vec![id],
            };
            for id in inner {
                if !parts.contains(&id) {
                    parts.push(id);
                }
            }
        }
        match parts[..] {
            [] => self.constant(Value::YesNo(all), Type::YesNo, span),
            [one] => one,
            _ => self.push(if all { Op::And(parts) } else { Op::Or(parts) }, level, Type::YesNo, span),
        }
    }
}
