//! Clauses of the steps of a unit.

use super::item::is_broken;
use super::{Builder, Pair, child, children};
use crate::ast::{Action, ActionEvents, ActionTerm, ClauseKind, Often, Stage};
use crate::language::Rule;

impl Builder<'_> {
    pub(super) fn steps_clause(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::stage => ClauseKind::Stage(self.stage(pair)),
            Rule::orders => {
                let pairs = children(pair, Rule::ordered);
                ClauseKind::Order(
                    pairs.filter_map(|two| Some((self.first_name(&two), self.second_name(&two)?))).collect(),
                )
            }
            Rule::sequence => ClauseKind::Sequence(children(pair, Rule::name).map(|name| self.name(&name)).collect()),
            Rule::extras => ClauseKind::Extras(child(pair, Rule::no_extras).is_none()),
            Rule::complete => ClauseKind::Complete(self.only_expr(pair)?),
            _ => ClauseKind::Action(self.action(pair)),
        })
    }

    fn stage(&mut self, pair: &Pair<'_>) -> Stage {
        let mut steps = Vec::new();
        for inner in child(pair, Rule::stage_block).into_iter().flat_map(Pair::into_inner) {
            if is_broken(inner.as_rule()) {
                self.take_broken(&inner);
            } else if inner.as_rule() == Rule::action {
                steps.push(self.action(&inner));
            }
        }
        Stage { name: self.first_name(pair), title: self.title(pair), steps, span: self.span(pair) }
    }

    fn action(&mut self, pair: &Pair<'_>) -> Action {
        let only = |this: &mut Self, rule| child(pair, rule).and_then(|part| this.only_expr(&part));
        let at = only(self, Rule::action_at);
        let na = only(self, Rule::na);
        let events = child(pair, Rule::action_when).map(|part| ActionEvents {
            of: child(&part, Rule::of_event).map(|of| self.first_name(&of)),
            when: self.only_expr(&part),
            span: self.span(&part),
        });
        let within = child(pair, Rule::action_within).and_then(|part| {
            let (length, of) = self.within_term(&part)?;
            Some(ActionTerm { length, of, span: self.span(&part) })
        });
        let repeats = child(pair, Rule::repeats).map(|word| Often::Repeats(self.span(&word)));
        let at_most =
            child(pair, Rule::at_most).and_then(|part| Some(Often::AtMost(self.only_expr(&part)?, self.span(&part))));
        Action {
            name: self.first_name(pair),
            title: self.title(pair),
            at,
            events,
            within,
            optional: child(pair, Rule::action_optional).map(|word| self.span(&word)),
            often: at_most.or(repeats),
            na,
            guidance: children(pair, Rule::guidance).flat_map(|texts| self.local_texts(&texts)).collect(),
            span: self.span(pair),
        }
    }
}
