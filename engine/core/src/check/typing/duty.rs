//! What came of a duty, of one of its causes: `manager_talk.late`, `manager_talk.by_another`.

use super::{Place, shift, yes_no};
use crate::check::context::Context;
use crate::check::{duties, messages};
use crate::standard::{CriterionId, Expr, ExprKind, Function, Term, Type, UnitId};
use crate::value::Value;
use etalon_grammar::ast::{BinaryOp, Item, Kind, Name, Span};

/// What can be asked of a duty.
pub(crate) const PARTS: [&str; 5] = ["late", "by_another", "never", "at", "due"];

/// What is needed to say what came of a duty, over scope 0 of its cause.
pub(crate) struct Course {
    /// When it was first done, from the cause on, by whoever owes it.
    pub right: Expr,
    /// The same by anybody; none if it is not asked who did it.
    pub anybody: Option<Expr>,
    /// The instant of the cause.
    pub since: Expr,
    /// By when.
    pub within: Term,
}

impl Context {
    /// The value of such a path; the outer none: it is no duty of that kind of thing.
    #[expect(clippy::option_option, reason = "no duty, and a duty of which something is wrong, are two things")]
    pub(super) fn duty_part(
        &mut self,
        place: &Place,
        unit: UnitId,
        names: &[Name],
        span: Span,
    ) -> Option<Option<Expr>> {
        let [duty, part] = names else { return None };
        if self.has_field(unit, &duty.text) || self.duty_arises_from(&duty.text) != Some(unit) {
            return None;
        }
        if place.fact {
            self.report(messages::not_in_a_fact(span, "what came of a duty"));
            return Some(None);
        }
        let Some(variants) = self.rule_variants(&duty.text) else {
            return Some(self.part_of_one(place, unit, duty, part, span));
        };
        let mut forms = Vec::new();
        for variant in variants {
            let form = Name { text: variant.name, span: duty.span };
            match self.part_of_one(place, unit, &form, part, span) {
                Some(value) => forms.push((variant.binds, value)),
                None => return Some(None),
            }
        }
        let at = self.instant_of(place.depth(), unit, span);
        Some(at.and_then(|at| self.alike_forms(duty, &at, forms, span)))
    }

    /// From what a duty of that name arises.
    fn duty_arises_from(&self, name: &str) -> Option<UnitId> {
        if !self.is_declared(Kind::Duty, name) {
            return None;
        }
        let (_, unit) = self.outline.criteria.get(name)?;
        unit.or_else(|| crate::check::owes::opened_by(self, name))
    }

    fn part_of_one(&mut self, place: &Place, unit: UnitId, duty: &Name, part: &Name, span: Span) -> Option<Expr> {
        let items = self.items();
        let item: &Item = items.iter().map(|l| &l.item).find(|i| i.kind == Kind::Duty && i.name.text == duty.text)?;
        let (criterion, _) = *self.outline.criteria.get(&duty.text)?;
        let course = duties::course(self, item, unit)?;
        if !PARTS.contains(&part.text.as_str()) || part.text == "by_another" && course.anybody.is_none() {
            self.report(messages::unknown_duty_part(duty, part, &PARTS));
            return None;
        }
        let found = told(course, criterion, &part.text, span);
        Some(shift::shifted(found, place.depth()))
    }
}

/// Over scope 0. Whether it is late, done by another or never is not known as long as nobody knows whether it is kept.
fn told(course: Course, criterion: CriterionId, part: &str, span: Span) -> Expr {
    let Course { right, anybody, since, within } = course;
    let instant = |kind| Expr { kind, ty: Type::Instant, optional: true, span };
    let length = ExprKind::Call(Function::Until(within), vec![since.clone()]);
    let length = Expr { kind: length, ty: Type::Duration, optional: true, span };
    let due = instant(ExprKind::Arithmetic(BinaryOp::Add, Box::new(since), Box::new(length)));
    match part {
        "at" => return Expr { span, ..right },
        "due" => return due,
        _ => {}
    }
    let no = || yes_no(ExprKind::Const(Value::YesNo(false)), false, span);
    let not = |e: Expr| yes_no(ExprKind::Not(Box::new(e)), false, span);
    let done = yes_no(ExprKind::IsPresent(Box::new(right), true), false, span);
    let another = anybody.map_or_else(no, |anybody| {
        let in_time = ExprKind::Compare(BinaryOp::LessEqual, Box::new(anybody), Box::new(due));
        yes_no(ExprKind::Call(Function::FirstOf, vec![yes_no(in_time, true, span), no()]), false, span)
    });
    let answer = match part {
        "by_another" => another,
        "late" => yes_no(ExprKind::And(vec![not(another), done]), false, span),
        _ => yes_no(ExprKind::And(vec![not(another), not(done)]), false, span),
    };
    let met = yes_no(ExprKind::Met(criterion, 0), true, span);
    yes_no(ExprKind::If(Box::new(met), Box::new(no()), Box::new(answer)), true, span)
}
