//! Clauses of a form.

use super::item::is_broken;
use super::{Builder, Pair, child, children};
use crate::ast::{Band, ClauseKind, Expr, FormItem, Section};
use crate::language::Rule;

impl Builder<'_> {
    pub(super) fn form_clause(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::scored_by => ClauseKind::By(self.first_name(pair)),
            Rule::fault_when => ClauseKind::FaultWhen(self.only_expr(pair)?),
            Rule::bands => {
                let mut bands = Vec::new();
                for band in children(pair, Rule::band) {
                    bands.push(Band { name: self.first_name(&band), edge: self.only_expr(&band) });
                }
                ClauseKind::Bands(bands)
            }
            Rule::section => ClauseKind::Section(self.section(pair)),
            _ => ClauseKind::Item(self.form_item(pair)?),
        })
    }

    fn section(&mut self, pair: &Pair<'_>) -> Section {
        let weight = child(pair, Rule::weight).and_then(|weight| self.only_expr(&weight));
        let mut items = Vec::new();
        for inner in child(pair, Rule::section_block).into_iter().flat_map(Pair::into_inner) {
            if is_broken(inner.as_rule()) {
                self.take_broken(&inner);
            } else if inner.as_rule() == Rule::form_item {
                items.extend(self.form_item(&inner));
            }
        }
        Section { name: self.first_name(pair), title: self.title(pair), weight, items, span: self.span(pair) }
    }

    fn form_item(&mut self, pair: &Pair<'_>) -> Option<FormItem> {
        let condition = |this: &mut Self, rule| child(pair, rule).and_then(|part| this.only_expr(&part));
        let points = self.only_expr(pair)?;
        let from = condition(self, Rule::item_from);
        let na = condition(self, Rule::na);
        let scale = child(pair, Rule::scale).and_then(|scale| self.scale(&scale));
        let guidance = children(pair, Rule::guidance).flat_map(|texts| self.local_texts(&texts)).collect();
        Some(FormItem {
            name: self.first_name(pair),
            title: self.title(pair),
            points,
            scale,
            from,
            na,
            critical: child(pair, Rule::critical).map(|class| self.first_name(&class)),
            principle: child(pair, Rule::serves).map(|principle| self.first_name(&principle)),
            guidance,
            span: self.span(pair),
        })
    }

    fn scale(&mut self, pair: &Pair<'_>) -> Option<(Expr, Expr)> {
        let mut ends = children(pair, Rule::signed_number).map(|end| self.expr(&end)).collect::<Vec<_>>().into_iter();
        ends.next().zip(ends.next())
    }
}
