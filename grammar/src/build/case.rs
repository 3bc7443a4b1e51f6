//! Clauses of a case.

use super::{Builder, Pair, child, children};
use crate::ast::{ClauseKind, FactValue};
use crate::language::Rule;

impl Builder<'_> {
    pub(super) fn case_clause(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        match pair.as_rule() {
            Rule::case_at => return Some(ClauseKind::At(self.only_expr(pair)?)),
            Rule::keeps => {
                let names = children(pair, Rule::name).map(|name| self.name(&name));
                let names = names.collect();
                let unless = child(pair, Rule::unless).and_then(|unless| self.only_expr(&unless));
                let of = child(pair, Rule::of_event).map(|event| self.first_name(&event));
                return Some(ClauseKind::Keeps { names, of, unless });
            }
            Rule::case_clock => return Some(ClauseKind::Clock(self.case_clock(pair))),
            _ => {}
        }
        let name = self.first_name(pair);
        let value = match child(pair, Rule::found) {
            Some(found) => self.found(&found)?,
            None => FactValue::Plain(self.only_expr(pair)?),
        };
        Some(ClauseKind::Fact { name, value })
    }

    fn found(&mut self, pair: &Pair<'_>) -> Option<FactValue> {
        let word = child(pair, Rule::count_word).or_else(|| child(pair, Rule::found_word))?;
        let word = self.name(&word);
        let value = self.only_expr(pair);
        let of = child(pair, Rule::of_event).map(|event| self.first_name(&event));
        let filter = self.filter(pair);
        Some(FactValue::Aggregate { word, value, of, filter })
    }
}
