//! Looks at other units: `a X where …`, `no X …`, `count(X where …)`, and function calls, which begin alike.

use super::expr::nothing;
use super::{Builder, Pair, child, children, parts};
use crate::ast::{Ask, Expr, ExprKind, Name, Others, Range, RangeKind};
use crate::errors;
use crate::language::Rule;

impl Builder<'_> {
    /// `where …` among the children.
    pub(super) fn filter(&mut self, pair: &Pair<'_>) -> Option<Expr> {
        self.deep_filter(pair).0
    }

    pub(super) fn deep_filter(&mut self, pair: &Pair<'_>) -> (Option<Expr>, u32) {
        let condition = child(pair, Rule::filter).and_then(|filter| child(&filter, Rule::expr));
        condition.map_or((None, 0), |condition| {
            let deep = self.deep(&condition);
            (Some(deep.expr), deep.depth)
        })
    }

    pub(super) fn others(&mut self, pair: &Pair<'_>) -> (ExprKind, u32) {
        let none = child(pair, Rule::quantifier).is_some_and(|word| word.as_str() == "no");
        let (filter, depth) = self.deep_filter(pair);
        let unit = self.first_name(pair);
        let range = self.look_range(pair);
        let ask = if none { Ask::None } else { Ask::Some };
        (ExprKind::Others(Others { ask, unit, filter, range }), depth + 1)
    }

    /// `lower(x)`, `count(x where …)`, `sum(x of y where …)`
    pub(super) fn call(&mut self, pair: &Pair<'_>) -> (ExprKind, u32) {
        let span = self.span(pair);
        let name = child(pair, Rule::call_name).map(|name| self.name(&name));
        let name = name.unwrap_or(Name { text: String::new(), span });
        let mut values: Vec<_> = children(pair, Rule::expr).map(|value| self.deep(&value)).collect();
        let depth = values.iter().map(|value| value.depth).max().unwrap_or(0);
        for part in parts(pair) {
            match part.as_rule() {
                Rule::aggregate => {
                    let (filter, inner) = self.deep_filter(&part);
                    let value = values.pop().unwrap_or_else(|| nothing(span)).expr;
                    let (unit, range) = (self.first_name(&part), self.look_range(&part));
                    let ask = Ask::Aggregate(name, value);
                    return (ExprKind::Others(Others { ask, unit, filter, range }), depth.max(inner) + 1);
                }
                Rule::lookup => {
                    let (filter, inner) = self.deep_filter(&part);
                    let range = self.look_range(&part);
                    let what = values.pop().unwrap_or_else(|| nothing(span)).expr;
                    let Some(unit) = single_name(&what) else {
                        self.errors.push(errors::look_without_unit::error(what.span, &name.text));
                        return (ExprKind::Path(vec![name]), 1);
                    };
                    if name.text != "count" {
                        self.errors.push(errors::look_without_unit::not_a_count(name.span, &name.text));
                    }
                    return (ExprKind::Others(Others { ask: Ask::Count, unit, filter, range }), depth.max(inner) + 1);
                }
                _ => {}
            }
        }
        let mut values: Vec<Expr> = values.into_iter().map(|value| value.expr).collect();
        if name.text == "count"
            && values.len() == 1
            && let Some(unit) = single_name(&values[0])
        {
            values.clear();
            return (ExprKind::Others(Others { ask: Ask::Count, unit, filter: None, range: None }), 1);
        }
        (ExprKind::Call(name, values), depth + 1)
    }

    pub(super) fn look_range(&mut self, pair: &Pair<'_>) -> Option<Range> {
        let range = child(pair, Rule::range)?;
        let which = parts(&range).next()?;
        let span = self.span(&range);
        if which.as_rule() == Rule::within {
            let (within, of) = self.within_term(&which)?;
            return Some(Range { kind: RangeKind::Within { within, of }, span });
        }
        let mut sums = children(&which, Rule::sum).map(|sum| self.expr(&sum)).collect::<Vec<_>>().into_iter();
        let edge = child(&which, Rule::edge).or_else(|| child(&which, Rule::side));
        let including_this = edge.is_some_and(|edge| edge.as_str().starts_with("to"));
        let kind = match which.as_rule() {
            Rule::over => RangeKind::Over { duration: sums.next()?, of: sums.next(), including_this },
            Rule::among => RangeKind::AmongLast { count: sums.next()?, including_this },
            Rule::before => RangeKind::Before,
            _ => RangeKind::After,
        };
        Some(Range { kind, span })
    }
}

fn single_name(value: &Expr) -> Option<Name> {
    match &*value.kind {
        ExprKind::Path(names) if names.len() == 1 && names[0].text != "this" => Some(names[0].clone()),
        _ => None,
    }
}
