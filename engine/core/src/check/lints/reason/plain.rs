//! Plain comparisons: one field with constants. A thousand rules are mostly made of a few dozen of them.

use crate::standard::{Expr, ExprKind, FieldId, Leaf, Scope, UnitId};
use crate::value::Value;
use etalon_grammar::ast::BinaryOp;

/// What a plain comparison says: equal ones say the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Plain {
    unit: UnitId,
    scope: Scope,
    path: Vec<FieldId>,
    leaf: Leaf,
    how: How,
    with: Vec<Value>,
    /// Whether it is to hold.
    yes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum How {
    /// `=`, `<` …
    Compare(BinaryOp),
    /// `in`, `not in`.
    In(bool),
    /// A field that is yes or no.
    Itself,
}

impl Plain {
    /// A condition of this unit, if it is as plain as that.
    pub fn of(expr: &Expr, yes: bool, scopes: &[UnitId]) -> Option<Self> {
        let [unit] = scopes else { return None };
        let (field, how, with) = match &expr.kind {
            ExprKind::Compare(op, field, with) => {
                let ExprKind::Const(with) = &with.kind else { return None };
                (&**field, How::Compare(*op), std::slice::from_ref(with))
            }
            ExprKind::In(field, with, not) => (&**field, How::In(*not), with.as_slice()),
            ExprKind::Field { .. } => (expr, How::Itself, [].as_slice()),
            _ => return None,
        };
        let ExprKind::Field { scope, path, leaf } = &field.kind else { return None };
        Some(Self { unit: *unit, scope: *scope, path: path.clone(), leaf: *leaf, how, with: with.to_vec(), yes })
    }
}
