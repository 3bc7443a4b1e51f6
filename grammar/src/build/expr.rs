//! Expressions: operands, and the flat chain of signs between them (`order.rs` gives it its order).

use super::order::operator;
use super::{Builder, Pair, children, parts};
use crate::ast::{BinaryOp, Expr, ExprKind, Name, Span, Text};
use crate::language::Rule;

/// An expression and how deep its tree is.
pub(super) struct Deep {
    pub(super) expr: Expr,
    pub(super) depth: u32,
}

/// A part of a chain.
pub(super) enum Link {
    Not(Span),
    Minus(Span),
    Operand(Deep),
    Sign(BinaryOp, Span),
    Present(bool, Span),
    In(Vec<Deep>, bool, Span),
    Between(Deep, Deep, Span),
    Matches(Text, Span),
}

impl Builder<'_> {
    /// Reads `expr`, `sum` or anything that is an operand.
    pub(super) fn expr(&mut self, pair: &Pair<'_>) -> Expr {
        self.deep(pair).expr
    }

    pub(super) fn deep(&mut self, pair: &Pair<'_>) -> Deep {
        match pair.as_rule() {
            Rule::expr | Rule::sum | Rule::arm_value | Rule::signed_number | Rule::signed_literal => {
                let links = self.links(pair);
                self.order(links, pair)
            }
            _ => self.operand(pair),
        }
    }

    fn links(&mut self, pair: &Pair<'_>) -> Vec<Link> {
        pair.clone().into_inner().map(|inner| self.link(&inner)).collect()
    }

    fn link(&mut self, pair: &Pair<'_>) -> Link {
        let span = self.span(pair);
        match pair.as_rule() {
            Rule::not => Link::Not(span),
            Rule::minus => Link::Minus(span),
            Rule::or => Link::Sign(BinaryOp::Or, span),
            Rule::and => Link::Sign(BinaryOp::And, span),
            Rule::same_sign | Rule::order_sign | Rule::sum_sign => Link::Sign(operator(pair.as_str()), span),
            Rule::is_present => Link::Present(true, span),
            Rule::is_missing => Link::Present(false, span),
            Rule::in_list | Rule::not_in_list => {
                let list = parts(pair).flat_map(|list| children(&list, Rule::expr).collect::<Vec<_>>());
                let values = list.map(|value| self.deep(&value)).collect();
                Link::In(values, pair.as_rule() == Rule::not_in_list, span)
            }
            Rule::between => {
                let mut ends = children(pair, Rule::sum).map(|end| self.deep(&end)).collect::<Vec<_>>();
                let high = ends.pop().unwrap_or_else(|| nothing(span));
                let low = ends.pop().unwrap_or_else(|| nothing(span));
                Link::Between(low, high, span)
            }
            Rule::matches => {
                let text = super::child(pair, Rule::text).map(|text| self.text(&text));
                Link::Matches(text.unwrap_or(Text { text: String::new(), span }), span)
            }
            _ => Link::Operand(self.operand(pair)),
        }
    }

    fn operand(&mut self, pair: &Pair<'_>) -> Deep {
        let span = self.span(pair);
        let (kind, depth) = match pair.as_rule() {
            Rule::paren => {
                // Brackets leave no trace but the place: a message about the part shows them too.
                let inner = parts(pair).next();
                return inner.map_or_else(
                    || nothing(span),
                    |inner| {
                        let deep = self.deep(&inner);
                        Deep { expr: Expr { span, ..deep.expr }, depth: deep.depth }
                    },
                );
            }
            Rule::if_then => self.if_then(pair, span),
            Rule::by_table => self.by_table(pair, span),
            Rule::met => {
                let name = super::child(pair, Rule::name).map(|name| self.name(&name));
                let fairly = super::child(pair, Rule::FAIRLY).map(|word| self.span(&word));
                (ExprKind::Met(name.unwrap_or(Name { text: String::new(), span }), fairly), 1)
            }
            Rule::own_faults => {
                let caused = super::child(pair, Rule::caused_by).map(|by| self.first_name(&by));
                (ExprKind::Faults(children(pair, Rule::name).map(|name| self.name(&name)).collect(), caused), 1)
            }
            Rule::others => self.others(pair),
            Rule::call => self.call(pair),
            Rule::plugin_call => self.plugin_call(pair),
            Rule::column => {
                let text = super::child(pair, Rule::text).map(|text| self.text(&text));
                let name = text.map(|text| Name { text: text.text, span: text.span });
                (ExprKind::Path(name.into_iter().collect()), 1)
            }
            _ => (self.leaf(pair), 1),
        };
        Deep { expr: Expr { kind: Box::new(kind), span }, depth }
    }

    fn if_then(&mut self, pair: &Pair<'_>, span: Span) -> (ExprKind, u32) {
        let mut three = children(pair, Rule::expr).map(|part| self.deep(&part)).collect::<Vec<_>>().into_iter();
        let mut take = || three.next().unwrap_or_else(|| nothing(span));
        let (condition, yes, no) = (take(), take(), take());
        let depth = condition.depth.max(yes.depth).max(no.depth) + 1;
        (ExprKind::If(condition.expr, yes.expr, no.expr), depth)
    }

    fn by_table(&mut self, pair: &Pair<'_>, span: Span) -> (ExprKind, u32) {
        let (mut on, mut arms, mut otherwise, mut depth) = (None, Vec::new(), None, 0);
        for part in parts(pair) {
            match part.as_rule() {
                Rule::arm => {
                    let values = children(&part, Rule::arm_value).map(|value| self.deep(&value).expr).collect();
                    if let Some(result) = super::child(&part, Rule::expr) {
                        let result = self.deep(&result);
                        depth = depth.max(result.depth);
                        arms.push((values, result.expr));
                    }
                }
                Rule::otherwise => {
                    if let Some(result) = super::child(&part, Rule::expr) {
                        let result = self.deep(&result);
                        depth = depth.max(result.depth);
                        otherwise = Some(result.expr);
                    }
                }
                _ => {
                    let looked_up = self.deep(&part);
                    depth = depth.max(looked_up.depth);
                    on = Some(looked_up.expr);
                }
            }
        }
        let on = on.unwrap_or_else(|| nothing(span).expr);
        (ExprKind::By { on, arms, otherwise }, depth + 1)
    }
}

/// Stands where the grammar promised something and nothing was: never reached for a text that parsed.
pub(super) fn nothing(span: Span) -> Deep {
    Deep { expr: Expr { kind: Box::new(ExprKind::Path(Vec::new())), span }, depth: 1 }
}
