//! Clauses of a recognition.

use super::{Builder, Pair, child, children};
use crate::ast::{Celebrate, ClauseKind, MetricCondition};
use crate::language::Rule;

impl Builder<'_> {
    pub(super) fn recognition_clause(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::celebrate => ClauseKind::Celebrate(self.celebrate(pair)?),
            Rule::share => ClauseKind::Share {
                with: self.first_name(pair),
                within: self.due(pair),
                consent: child(pair, Rule::consent).is_some(),
            },
            _ => ClauseKind::OrderBy(self.first_name(pair)),
        })
    }

    fn celebrate(&mut self, pair: &Pair<'_>) -> Option<Celebrate> {
        if let Some(streak) = child(pair, Rule::streak) {
            let count = self.expr(&child(&streak, Rule::number)?);
            return Some(Celebrate::Streak { count, criterion: self.first_name(&streak) });
        }
        if let Some(units) = child(pair, Rule::such_units) {
            return Some(Celebrate::Unit { unit: self.first_name(&units), filter: self.filter(&units) });
        }
        let figures = child(pair, Rule::figures)?;
        let mut conditions = Vec::new();
        for figure in children(&figures, Rule::figure) {
            conditions.push(MetricCondition {
                metric: self.first_name(&figure),
                each: self.each_one(&figure),
                op: self.order_sign(&figure)?,
                bound: self.only_expr(&figure)?,
                least: self.at_least(&figure),
            });
        }
        Some(Celebrate::Metrics(conditions))
    }
}
