//! Clauses of a metric, and periods.

use super::order::operator;
use super::{Builder, Pair, child, children};
use crate::ast::{
    BinaryOp, ClauseKind, Expr, Formula, Gate, Grade, GradeArm, Name, OfFigures, PerItem, Period, PeriodKind, Span,
    Standing, Target,
};
use crate::language::Rule;

impl Builder<'_> {
    pub(super) fn metric_clause(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::formula => ClauseKind::Formula(self.formula(pair)?),
            Rule::per => {
                let mut items = Vec::new();
                for item in children(pair, Rule::per_item) {
                    items.push(PerItem { name: self.first_name(&item), path: self.only_expr(&item) });
                }
                ClauseKind::Per(items)
            }
            Rule::each => {
                ClauseKind::Each(children(pair, Rule::period).filter_map(|period| self.period(&period)).collect())
            }
            Rule::dated => ClauseKind::Dated(self.only_expr(pair)?),
            Rule::grade => ClauseKind::Grade(self.grade(pair)),
            Rule::every => ClauseKind::Every(self.first_name(pair)),
            Rule::provisional => ClauseKind::Provisional(child(pair, Rule::number).map(|least| self.expr(&least))?),
            Rule::purpose => ClauseKind::Purpose(self.first_name(pair)),
            Rule::chart => ClauseKind::Chart(self.dates(pair).pop()),
            Rule::hide => ClauseKind::Hide(child(pair, Rule::number).map(|least| self.expr(&least))?),
            Rule::expected => ClauseKind::Expected(children(pair, Rule::sum).map(|value| self.expr(&value)).collect()),
            _ => ClauseKind::Target(Target {
                period: child(pair, Rule::period).and_then(|period| self.period(&period)),
                subject: child(pair, Rule::subject).map(|subject| self.first_name(&subject)),
                op: self.order_sign(pair)?,
                bound: self.only_expr(pair)?,
                least: self.at_least(pair),
                proven: child(pair, Rule::proven).is_some(),
            }),
        })
    }

    fn formula(&mut self, pair: &Pair<'_>) -> Option<Formula> {
        if let Some(call) = child(pair, Rule::plugin_call) {
            let (call, _) = self.plugin_words(&call);
            let span = Span { end: call.function.span.end, ..call.plugin.span };
            let text = format!("{}.{}", call.plugin.text, call.function.text);
            return Some(Formula {
                word: Name { text, span },
                window: Some(call),
                rank: None,
                value: None,
                base: None,
                unit: self.first_name(pair),
                filter: self.filter(pair),
                that: child(pair, Rule::that).and_then(|that| self.only_expr(&that)),
                figures: None,
                standing: None,
            });
        }
        let is_word = |rule| {
            use Rule::{count_word, percentile_word, ratio_word, share_word, value_word};
            matches!(rule, share_word | count_word | percentile_word | value_word | ratio_word | Rule::over_figures)
        };
        let word = pair.clone().into_inner().find(|inner| is_word(inner.as_rule()))?;
        let mut values = children(pair, Rule::sum).map(|value| self.expr(&value)).collect::<Vec<_>>().into_iter();
        Some(Formula {
            word: self.name(&word),
            window: None,
            rank: child(pair, Rule::number).map(|rank| self.expr(&rank)),
            value: values.next(),
            base: values.next(),
            unit: self.first_name(pair),
            filter: self.filter(pair),
            that: child(pair, Rule::that).and_then(|that| self.only_expr(&that)),
            figures: (word.as_rule() == Rule::over_figures).then(|| OfFigures {
                subject: children(pair, Rule::name).nth(1).map(|subject| self.name(&subject)),
                least: self.at_least(pair),
            }),
            standing: child(pair, Rule::standing).and_then(|standing| {
                let mut names = children(&standing, Rule::name).map(|name| self.name(&name)).collect::<Vec<_>>();
                let ladder = names.pop()?;
                Some(Standing { step: names.pop()?, ladder })
            }),
        })
    }

    fn grade(&mut self, pair: &Pair<'_>) -> Grade {
        let gate = child(pair, Rule::only_if).and_then(|gate| {
            let metric = self.first_name(&gate);
            Some(Gate { metric, op: self.order_sign(&gate)?, bound: self.only_expr(&gate)? })
        });
        let mut arms = Vec::new();
        for arm in children(pair, Rule::grade_arm) {
            let mut values = children(&arm, Rule::sum).map(|value| self.expr(&value)).collect::<Vec<_>>().into_iter();
            if let (Some(op), Some(bound), Some(worth)) = (self.order_sign(&arm), values.next(), values.next()) {
                arms.push(GradeArm { op, bound, worth });
            }
        }
        Grade {
            subject: child(pair, Rule::grade_of).map(|subject| self.first_name(&subject)),
            period: child(pair, Rule::period).and_then(|period| self.period(&period)),
            title: self.title(pair),
            least: self.at_least(pair),
            carry: child(pair, Rule::carried)
                .and_then(|carried| child(&carried, Rule::period))
                .and_then(|period| self.period(&period)),
            gate,
            arms,
            otherwise: child(pair, Rule::grade_else).and_then(|other| self.only_expr(&other)),
        }
    }

    /// `>= > <= <` and where it stands.
    pub(super) fn order_sign(&self, pair: &Pair<'_>) -> Option<(BinaryOp, Span)> {
        let sign = child(pair, Rule::order_sign)?;
        Some((operator(sign.as_str()), self.span(&sign)))
    }

    /// `at least 30`
    pub(super) fn at_least(&mut self, pair: &Pair<'_>) -> Option<Expr> {
        let least = child(pair, Rule::at_least)?;
        self.only_expr(&least)
    }

    /// `each month` where only one period may stand.
    pub(super) fn each_one(&mut self, pair: &Pair<'_>) -> Option<Period> {
        let each = child(pair, Rule::each_one)?;
        let period = child(&each, Rule::period)?;
        self.period(&period)
    }

    pub(super) fn period(&mut self, pair: &Pair<'_>) -> Option<Period> {
        let span = self.span(pair);
        if let Some(word) = child(pair, Rule::calendar_period) {
            return Some(Period { kind: PeriodKind::Calendar(word.as_str().to_owned()), span });
        }
        let last = child(pair, Rule::last_period)?;
        let kind = match child(&last, Rule::duration) {
            Some(duration) => PeriodKind::Rolling(self.expr(&duration)),
            None => PeriodKind::LastN(self.expr(&child(&last, Rule::number)?)),
        };
        Some(Period { kind, span })
    }
}
