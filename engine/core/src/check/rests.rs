//! Parts of what is judged as a whole: `covers qa.empathy` (an item or a section of a form), `covers sale.greeting` (a step).
//!
//! A mitigation that covers parts moves the cause of a breach of the whole only where the breach rests on these parts alone: where,
//! with them taken as not applicable, the form would have no fault, or nothing else is wrong with the steps. Otherwise the
//! cause stays where it is. That is a condition over the unit like any other ([`form`], [`steps`]), so that it is planned, hashed and
//! counted by `faults of` as all are.

use super::actions::lower::{all, choose, compare, no, not, one_of, yes};
use super::typing::shift::walk;
use crate::standard::{
    Expr, ExprKind, Form, FormId, Function, Item, Leaf, StepFault, Steps, Type, VERDICTS, verdict_type,
};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{BinaryOp, Span};

/// That a form without these items (indexes) has no fault.
pub(crate) fn form(id: FormId, form: &Form, without: &[usize], span: Span) -> Expr {
    let left: Vec<usize> = (0..form.items.len()).filter(|item| !without.contains(item)).collect();
    if left.is_empty() {
        return yes(span);
    }
    let new = Rescored { form, left, span };
    let (earned, possible) = new.score();
    // Where nothing else applies there is no score, and no fault.
    let scored = compare(BinaryOp::Greater, &possible, &new.number(Ratio::ZERO), span);
    let score = new.times(new.over(earned, possible), Ratio::whole(100));
    let fault = match &form.fault {
        None => new.fails(),
        Some(fault) => {
            let mut fault = fault.clone();
            walk(&mut fault, &mut |e| new.instead(id, &score, e));
            fault
        }
    };
    one_of(vec![not(scored), not(fault)], span)
}

/// That nothing is wrong with the steps of a unit but with these (indexes). What may still come is not wrong yet.
pub(crate) fn steps(steps: &Steps, covered: &[usize], span: Span) -> Expr {
    let is_covered = |fault: &StepFault| match fault {
        StepFault::Missing(step) | StepFault::Late(step) | StepFault::Repeated(step) => covered.contains(step),
        StepFault::OutOfOrder(pair) => {
            let pair = &steps.pairs[*pair];
            covered.contains(&pair.first) || covered.contains(&pair.second)
        }
        StepFault::Extra => false,
    };
    let faults = steps.faults();
    let others = faults.iter().zip(steps.parts()).filter(|(fault, _)| !is_covered(fault)).map(|(_, part)| {
        let wrong = match part.ty {
            Type::YesNo => part.clone(),
            _ => compare(BinaryOp::Greater, part, &super::actions::lower::whole(0, span), span),
        };
        known(wrong, span)
    });
    not(one_of(others.collect(), span))
}

/// No, where it is not known.
fn known(e: Expr, span: Span) -> Expr {
    if !e.optional {
        return e;
    }
    let kind = ExprKind::Call(Function::FirstOf, vec![e, no(span)]);
    Expr { kind, ty: Type::YesNo, optional: false, span }
}

/// A form of which some items are left.
struct Rescored<'a> {
    form: &'a Form,
    left: Vec<usize>,
    span: Span,
}

impl Rescored<'_> {
    /// What is earned and what is possible: weights of sections, or points.
    fn score(&self) -> (Expr, Expr) {
        if !self.form.by_sections {
            return self.points(0..self.form.items.len());
        }
        let (mut earned, mut possible) = (Vec::new(), Vec::new());
        for section in &self.form.sections {
            let (got, all) = self.points(section.items.clone());
            if matches!(&all.kind, ExprKind::Const(Value::Ratio(all)) if *all == Ratio::ZERO) {
                continue;
            }
            let applies = compare(BinaryOp::Greater, &all, &self.number(Ratio::ZERO), self.span);
            let part = self.times(self.over(got, all), section.weight);
            earned.push(choose(&applies, part, self.number(Ratio::ZERO), self.span));
            possible.push(choose(&applies, self.number(section.weight), self.number(Ratio::ZERO), self.span));
        }
        (self.sum(earned), self.sum(possible))
    }

    /// Earned and possible points of some items.
    fn points(&self, items: std::ops::Range<usize>) -> (Expr, Expr) {
        let left = self.left.iter().filter(|item| items.contains(item)).map(|item| &self.form.items[*item]);
        let (mut earned, mut possible) = (Vec::new(), Vec::new());
        for item in left {
            let applies = self.applies(item);
            let none = || self.number(Ratio::ZERO);
            earned.push(choose(&applies, self.times(self.share(item), item.points), none(), self.span));
            possible.push(choose(&applies, self.number(item.points), none(), self.span));
        }
        (self.sum(earned), self.sum(possible))
    }

    fn applies(&self, item: &Item) -> Expr {
        let na = item.na.clone().map(|na| known(na, self.span));
        let said = self.said(item, &["na", "n/a"]).map(|said| known(said, self.span));
        all(na.into_iter().chain(said).map(not).collect(), self.span)
    }

    /// That the answer is one of these words.
    fn said(&self, item: &Item, words: &[&str]) -> Option<Expr> {
        let Type::OneOf(list) = &item.answer.ty else { return None };
        let codes = (0_u32..).zip(list.iter()).filter(|(_, word)| words.contains(&word.to_lowercase().as_str()));
        let codes: Vec<Value> = codes.map(|(code, _)| Value::OneOf(code)).collect();
        let kind = ExprKind::In(Box::new(item.answer.clone()), codes, false);
        Some(Expr { kind, ty: Type::YesNo, optional: item.answer.optional, span: self.span })
    }

    /// The share of the points that the answer earns.
    fn share(&self, item: &Item) -> Expr {
        if let Some((least, greatest)) = item.scale {
            let above = self.arithmetic(BinaryOp::Subtract, item.answer.clone(), self.number(least));
            let whole = greatest.minus(least).unwrap_or(Ratio::ONE);
            return self.over(above, self.number(whole));
        }
        choose(&self.is_yes(item), self.number(Ratio::ONE), self.number(Ratio::ZERO), self.span)
    }

    fn is_yes(&self, item: &Item) -> Expr {
        self.said(item, &["yes"]).unwrap_or_else(|| item.answer.clone())
    }

    /// That a critical item that is left is answered with no.
    fn fails(&self) -> Expr {
        let critical = self.left.iter().map(|item| &self.form.items[*item]).filter(|item| item.critical.is_some());
        let no = |item: &Item| {
            let no = match item.scale {
                Some((least, _)) => compare(BinaryOp::Equal, &item.answer, &self.number(least), self.span),
                None => not(self.is_yes(item)),
            };
            all(vec![self.applies(item), no], self.span)
        };
        one_of(critical.map(no).collect(), self.span)
    }

    /// What the form itself comes to, as it comes without the items.
    fn instead(&self, id: FormId, score: &Expr, e: &mut Expr) {
        let ExprKind::Field { scope: 0, path, leaf } = &e.kind else { return };
        if !path.is_empty() {
            return;
        }
        match leaf {
            Leaf::Score(form) if *form == id => *e = score.clone(),
            Leaf::Verdict(form) if *form == id => {
                let ty = verdict_type();
                let word = |word: &str| {
                    let code = VERDICTS.iter().position(|v| *v == word).and_then(|v| u32::try_from(v).ok());
                    let value = code.map_or(Value::Missing, Value::OneOf);
                    Expr { kind: ExprKind::Const(value), ty: ty.clone(), optional: false, span: self.span }
                };
                *e = choose(&self.fails(), word("failed"), word("passed"), self.span);
            }
            Leaf::Band(form) if *form == id => {
                let band = |value: Value| {
                    let optional = value == Value::Missing;
                    Expr { kind: ExprKind::Const(value), ty: e.ty.clone(), optional, span: self.span }
                };
                let mut chosen = band(Value::Missing);
                for (code, (_, least)) in (0_u32..).zip(&self.form.bands).collect::<Vec<_>>().into_iter().rev() {
                    let this = band(Value::OneOf(code));
                    chosen = match least {
                        None => this,
                        Some(least) => {
                            let reached = compare(BinaryOp::GreaterEqual, score, &self.number(*least), self.span);
                            choose(&reached, this, chosen, self.span)
                        }
                    };
                }
                *e = chosen;
            }
            _ => {}
        }
    }

    fn number(&self, value: Ratio) -> Expr {
        Expr { kind: ExprKind::Const(Value::Ratio(value)), ty: Type::Exact, optional: false, span: self.span }
    }

    fn arithmetic(&self, op: BinaryOp, a: Expr, b: Expr) -> Expr {
        let kind = ExprKind::Arithmetic(op, Box::new(a), Box::new(b));
        Expr { kind, ty: Type::Exact, optional: true, span: self.span }
    }

    fn over(&self, a: Expr, b: Expr) -> Expr {
        self.arithmetic(BinaryOp::Divide, a, b)
    }

    fn times(&self, a: Expr, by: Ratio) -> Expr {
        self.arithmetic(BinaryOp::Multiply, a, self.number(by))
    }

    /// The sum, bracketed in the middle, so that many do not become deep.
    fn sum(&self, mut parts: Vec<Expr>) -> Expr {
        match parts.len() {
            0 => self.number(Ratio::ZERO),
            1 => parts.remove(0),
            n => {
                let right = parts.split_off(n / 2);
                self.arithmetic(BinaryOp::Add, self.sum(parts), self.sum(right))
            }
        }
    }
}
