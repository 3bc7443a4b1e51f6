//! Clauses of a ladder, and its steps.

use super::item::is_broken;
use super::{Builder, Pair, child, children};
use crate::ast::{ClauseKind, Counted, Expr, Owed, Step, StepCondition, StepConditionKind};
use crate::language::Rule;

impl Builder<'_> {
    pub(super) fn ladder_clause(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::counts => {
                ClauseKind::Counts(pair.clone().into_inner().filter_map(|part| self.counted(&part)).collect())
            }
            Rule::once => ClauseKind::Once(self.first_name(pair)),
            Rule::forgive => {
                let without_step = child(pair, Rule::without_step).is_some();
                ClauseKind::Forgive { after: self.only_expr(pair)?, without_step }
            }
            Rule::spares => self.spares(pair)?,
            Rule::appeal => ClauseKind::Appeal(self.appeal(pair)),
            Rule::handover => ClauseKind::Handover { adopt: pair.as_str().trim() == "adopt" },
            Rule::overturned => ClauseKind::Overturned(self.shown(pair)),
            _ => ClauseKind::Step(self.step(pair)),
        })
    }

    fn counted(&mut self, pair: &Pair<'_>) -> Option<Counted> {
        Some(match pair.as_rule() {
            Rule::faults_of => Counted::Faults(children(pair, Rule::name).map(|name| self.name(&name)).collect()),
            Rule::misses_of => Counted::Misses { metric: self.first_name(pair), each: self.each_one(pair) },
            Rule::unheld => {
                let mut names = self.dotted(&child(pair, Rule::dotted)?).into_iter();
                Counted::Unheld { ladder: names.next()?, step: names.next()? }
            }
            Rule::such_events => {
                let filter = self.filter(pair);
                let first = self.first_name(pair);
                match self.second_name(pair) {
                    Some(unit) => Counted::Events { define: Some(first), unit, filter },
                    None => Counted::Events { define: None, unit: first, filter },
                }
            }
            _ => return None,
        })
    }

    fn step(&mut self, pair: &Pair<'_>) -> Step {
        let mut step = Step {
            name: self.first_name(pair),
            title: self.title(pair),
            when: Vec::new(),
            owed: None,
            held: None,
            guidance: Vec::new(),
            span: self.span(pair),
        };
        for inner in child(pair, Rule::step_block).into_iter().flat_map(Pair::into_inner) {
            match inner.as_rule() {
                Rule::step_when => {
                    step.when.extend(children(&inner, Rule::step_part).filter_map(|part| self.step_part(&part)));
                }
                Rule::owed => step.owed = self.owed(&inner).or(step.owed),
                Rule::held_by => step.held = Some((self.first_name(&inner), self.filter(&inner))),
                Rule::guidance => step.guidance.extend(self.local_texts(&inner)),
                rule if is_broken(rule) => self.take_broken(&inner),
                _ => {}
            }
        }
        step
    }

    fn step_part(&mut self, pair: &Pair<'_>) -> Option<StepCondition> {
        let span = self.span(pair);
        if let Some(held) = child(pair, Rule::step_held) {
            return Some(StepCondition { kind: StepConditionKind::Held(self.first_name(&held)), span });
        }
        let part = child(pair, Rule::step_count)?;
        let amount = |this: &mut Self, rule| -> Option<Expr> {
            let part = child(&part, rule)?;
            this.only_expr(&part)
        };
        let within = amount(self, Rule::in_time);
        let of_last = amount(self, Rule::of_last);
        let kind = StepConditionKind::Faults {
            count: self.only_expr(&part)?,
            within,
            in_a_row: child(&part, Rule::in_a_row).is_some(),
            measured: child(&part, Rule::measured).is_some(),
            of_last,
            after: child(&part, Rule::after_step).map(|step| self.first_name(&step)),
        };
        Some(StepCondition { kind, span })
    }

    pub(super) fn owed(&mut self, pair: &Pair<'_>) -> Option<Owed> {
        let by = pair.clone().into_inner().find(|inner| matches!(inner.as_rule(), Rule::text | Rule::path))?;
        Some(Owed { by: self.expr(&by), within: self.due(pair), span: self.span(pair) })
    }
}
