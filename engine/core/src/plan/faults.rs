//! `faults of (…)`: what is left of breaches once mitigations have moved their causes, as an expression of what is known anyway.

use super::build::Builder;
use crate::check::both;
use crate::standard::{Blame, CriterionId, Expr, ExprKind, Function, Party, Type};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{BinaryOp, Span};

impl Builder<'_> {
    /// The sum over the criteria, of that type (whole if no mitigation moves a part).
    pub(super) fn faults(&self, list: &[CriterionId], blame: Blame, ty: &Type, span: Span) -> Expr {
        let amounts = list.iter().filter_map(|id| self.fault(*id, blame, ty, span));
        let sum = |a: Expr, b: Expr| {
            let kind = ExprKind::Arithmetic(BinaryOp::Add, Box::new(a), Box::new(b));
            Expr { kind, ty: ty.clone(), optional: true, span }
        };
        amounts.reduce(sum).unwrap_or_else(|| amount(Ratio::ZERO, ty, span))
    }

    /// The part of a breach of one criterion that is somebody's; none if a breach never is.
    fn fault(&self, id: CriterionId, blame: Blame, ty: &Type, span: Span) -> Option<Expr> {
        let criterion = &self.standard.criteria[id.index()];
        let unmoved = if criterion.employee_controls { Party::Employee } else { Party::Unknown };
        let mut moving = self.plan.mitigations[id.index()].iter();
        let part = match blame {
            Blame::Anyone => amount(Ratio::ONE, ty, span),
            Blame::Of(party) => {
                let moved = moving.any(|m| self.standard.mitigations[m.index()].party == party);
                if party != unmoved && !moved {
                    return None;
                }
                self.part(id, party, unmoved, ty, span)
            }
        };
        let met = condition(ExprKind::Met(id, 0), span);
        let fault = either(met, amount(Ratio::ZERO, ty, span), part, ty, span);
        Some(match &criterion.filter {
            Some(filter) => either(filter.clone(), fault, amount(Ratio::ZERO, ty, span), ty, span),
            None => fault,
        })
    }

    /// What the first mitigation that holds leaves to whom a breach belongs without any, or moves to another. One that cannot be judged
    /// moves nothing.
    fn part(&self, criterion: CriterionId, party: Party, unmoved: Party, ty: &Type, span: Span) -> Expr {
        let whole = |yes: bool| if yes { Ratio::ONE } else { Ratio::ZERO };
        let mut part = amount(whole(party == unmoved), ty, span);
        for id in self.plan.mitigations[criterion.index()].iter().rev() {
            let mitigation = &self.standard.mitigations[id.index()];
            let moves = mitigation.party != Party::Employee;
            let left = Ratio::ONE.minus(mitigation.share).unwrap_or(Ratio::ZERO);
            let moved = if moves && mitigation.party == party { mitigation.share } else { Ratio::ZERO };
            let stays = match party == unmoved {
                true if moves => left,
                stays => whole(stays),
            };
            let share = amount(stays.plus(moved).unwrap_or(Ratio::ONE), ty, span);
            let rests = mitigation.part(criterion).map(|part| part.rests.clone());
            part = match both(mitigation.when.clone(), rests) {
                Some(when) => {
                    let no =
                        Expr { kind: ExprKind::Const(Value::YesNo(false)), ty: Type::YesNo, optional: false, span };
                    let holds = condition(ExprKind::Call(Function::FirstOf, vec![when, no]), span);
                    either(holds, share, part, ty, span)
                }
                None => share,
            };
        }
        part
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
