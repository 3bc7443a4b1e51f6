//! Clauses of a test.

use super::{Builder, Pair, child, children, parts};
use crate::ast::{ClauseKind, Expect, ExpectPart, Expr, ExprKind, Given, Name};
use crate::language::Rule;

impl Builder<'_> {
    pub(super) fn test_clause(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::set => ClauseKind::Set { param: self.first_name(pair), value: self.only_expr(pair)? },
            Rule::as_of => ClauseKind::AsOf(self.moment(pair)?),
            Rule::given => ClauseKind::Given(self.given(pair)),
            _ => ClauseKind::Expect(self.expect(pair)?),
        })
    }

    fn given(&mut self, pair: &Pair<'_>) -> Given {
        let mut values = Vec::new();
        for field in children(pair, Rule::given_field) {
            let name = child(&field, Rule::field_name).map(|name| self.name(&name));
            let value = child(&field, Rule::given_value).and_then(|value| self.given_value(&value));
            values.extend(name.zip(value));
        }
        Given { count: child(pair, Rule::number).map(|count| self.expr(&count)), unit: self.first_name(pair), values }
    }

    fn given_value(&mut self, pair: &Pair<'_>) -> Option<Expr> {
        let value = parts(pair).next()?;
        Some(match value.as_rule() {
            Rule::signed_literal => self.expr(&value),
            Rule::fraction => {
                let mut sides =
                    children(&value, Rule::number).map(|side| self.expr(&side)).collect::<Vec<_>>().into_iter();
                let (left, right) = (sides.next()?, sides.next()?);
                let op_span = crate::ast::Span { start: left.span.end, end: right.span.start, ..left.span };
                let kind = ExprKind::Binary { op: crate::ast::BinaryOp::Divide, op_span, left, right };
                Expr { kind: Box::new(kind), span: self.span(&value) }
            }
            _ => Expr { kind: Box::new(ExprKind::Path(vec![self.name(&value)])), span: self.span(&value) },
        })
    }

    /// The only date or instant of a clause.
    fn moment(&mut self, pair: &Pair<'_>) -> Option<Expr> {
        let moment = pair.clone().into_inner().find(|inner| matches!(inner.as_rule(), Rule::date | Rule::instant))?;
        Some(self.expr(&moment))
    }

    fn expect(&mut self, pair: &Pair<'_>) -> Option<Expect> {
        let negated = child(pair, Rule::negated).is_some();
        let what = child(pair, Rule::dotted).map(|path| self.dotted(&path))?;
        let parts = pair.clone().into_inner().filter_map(|part| self.expect_part(&part)).collect();
        Some(Expect { negated, what, parts })
    }

    fn expect_part(&mut self, pair: &Pair<'_>) -> Option<ExpectPart> {
        Some(match pair.as_rule() {
            Rule::outcome => {
                let text = pair.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
                ExpectPart::Outcome(Name { text, span: self.span(pair) })
            }
            Rule::expect_for => {
                let unit = parts(pair).next()?;
                ExpectPart::For(self.expr(&unit))
            }
            Rule::expect_of => {
                let which = child(pair, Rule::text).map(|text| self.expr(&text));
                ExpectPart::Of(self.first_name(pair), which)
            }
            Rule::expect_in => {
                let period = child(pair, Rule::period_name)?;
                ExpectPart::In(self.name(&period))
            }
            Rule::expect_each => {
                let period = child(pair, Rule::period)?;
                ExpectPart::Each(self.period(&period)?)
            }
            Rule::expect_is => ExpectPart::Is(self.only_expr(pair)?),
            Rule::expect_shown => ExpectPart::Shown(self.only_text(pair)),
            Rule::expect_n => {
                let count = child(pair, Rule::number)?;
                ExpectPart::Count(self.expr(&count))
            }
            Rule::expect_cause => ExpectPart::Cause { party: self.first_name(pair), share: self.only_expr(pair)? },
            Rule::expect_by => ExpectPart::By(self.first_name(pair)),
            Rule::expect_at => ExpectPart::At(self.moment(pair)?),
            Rule::expect_due => ExpectPart::Due(self.moment(pair)?),
            Rule::expect_score => ExpectPart::Score(self.only_expr(pair)?),
            Rule::expect_grade => ExpectPart::Grade(self.only_expr(pair)?),
            Rule::expect_band => ExpectPart::Band(self.first_name(pair)),
            Rule::expect_verdict => ExpectPart::Verdict(self.first_name(pair)),
            _ => return None,
        })
    }
}
