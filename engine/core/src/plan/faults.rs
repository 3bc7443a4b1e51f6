//! `faults of (…)`: what is left of breaches once mitigations have moved their causes, as an expression of what is known anyway.

use super::build::Builder;
use crate::check::both;
use crate::standard::{CriterionId, Expr, ExprKind, Function, Party, Type};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{BinaryOp, Span};

impl Builder<'_> {
    /// The sum over the criteria, of that type (whole if no mitigation moves a part).
    pub(super) fn faults(&self, list: &[CriterionId], ty: &Type, span: Span) -> Expr {
        let amounts = list.iter().filter_map(|id| self.fault(*id, ty, span));
        let sum = |a: Expr, b: Expr| {
            let kind = ExprKind::Arithmetic(BinaryOp::Add, Box::new(a), Box::new(b));
            Expr { kind, ty: ty.clone(), optional: true, span }
        };
        amounts.reduce(sum).unwrap_or_else(|| amount(Ratio::ZERO, ty, span))
    }

    /// The employee's part of a breach of one criterion; none if a breach is never the employee's.
    fn fault(&self, id: CriterionId, ty: &Type, span: Span) -> Option<Expr> {
        let criterion = &self.standard.criteria[id.index()];
        if !criterion.employee_controls {
            return None;
        }
        let met = condition(ExprKind::Met(id, 0), span);
        let left = self.left(id, ty, span);
        let fault = either(met, amount(Ratio::ZERO, ty, span), left, ty, span);
        Some(match &criterion.filter {
            Some(filter) => either(filter.clone(), fault, amount(Ratio::ZERO, ty, span), ty, span),
            None => fault,
        })
    }

    /// What the first mitigation that holds leaves to the employee. One that cannot be judged moves nothing.
    fn left(&self, criterion: CriterionId, ty: &Type, span: Span) -> Expr {
        let mut left = amount(Ratio::ONE, ty, span);
        for id in self.plan.mitigations[criterion.index()].iter().rev() {
            let mitigation = &self.standard.mitigations[id.index()];
            let rest = match mitigation.party {
                Party::Employee => Ratio::ONE,
                _ => Ratio::ONE.minus(mitigation.share).unwrap_or(Ratio::ZERO),
            };
            let rest = amount(rest, ty, span);
            let rests = mitigation.part(criterion).map(|part| part.rests.clone());
            left = match both(mitigation.when.clone(), rests) {
                Some(when) => {
                    let no =
                        Expr { kind: ExprKind::Const(Value::YesNo(false)), ty: Type::YesNo, optional: false, span };
                    let holds = condition(ExprKind::Call(Function::FirstOf, vec![when, no]), span);
                    either(holds, rest, left, ty, span)
                }
                None => rest,
            };
        }
        left
    }
}

fn condition(kind: ExprKind, span: Span) -> Expr {
    Expr { kind, ty: Type::YesNo, optional: true, span }
}

fn either(condition: Expr, then: Expr, otherwise: Expr, ty: &Type, span: Span) -> Expr {
    let kind = ExprKind::If(Box::new(condition), Box::new(then), Box::new(otherwise));
    Expr { kind, ty: ty.clone(), optional: true, span }
}

fn amount(value: Ratio, ty: &Type, span: Span) -> Expr {
    let value = match ty {
        Type::Whole => Value::Whole(i64::from(value != Ratio::ZERO)),
        _ => Value::Ratio(value),
    };
    Expr { kind: ExprKind::Const(value), ty: ty.clone(), optional: false, span }
}
