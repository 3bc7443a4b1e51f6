//! Expressions: a flat chain of operands and signs gets its order here.
//!
//! Loosest first: `or`, `and`, `not`, comparisons, `+ - &`, `* /`, `-x`.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::{Builder, Pair, children, parts};
use crate::ast::{BinaryOp, Expr, ExprKind, Name, Span, Text};
use crate::errors;
use crate::language::Rule;

/// The deepest tree an expression may become: whoever walks it later must not run out of stack.
const MAX_DEPTH: u32 = 128;

/// An expression and how deep its tree is.
pub(super) struct Deep {
    pub(super) expr: Expr,
    pub(super) depth: u32,
}

enum Link {
    Not(Span),
    Minus(Span),
    Operand(Deep),
    Sign(BinaryOp, Span),
    Present(bool, Span),
    In(Vec<Deep>, bool, Span),
    Between(Deep, Deep, Span),
    Matches(Text, Span),
}

type Chain = Peekable<IntoIter<Link>>;

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
                Link::Matches(
                    text.unwrap_or(Text {
                        text: String::new(),
                        span,
                    }),
                    span,
                )
            }
            _ => Link::Operand(self.operand(pair)),
        }
    }

    fn order(&mut self, links: Vec<Link>, pair: &Pair<'_>) -> Deep {
        let mut chain = links.into_iter().peekable();
        let span = self.span(pair);
        self.or_level(&mut chain, span)
    }

    fn or_level(&mut self, chain: &mut Chain, whole: Span) -> Deep {
        self.logic_level(chain, whole, BinaryOp::Or, |this, chain| {
            this.logic_level(chain, whole, BinaryOp::And, |this, chain| this.not_level(chain, whole))
        })
    }

    /// `and` and `or` do not care how they are bracketed, so a long list of conditions becomes a shallow tree.
    fn logic_level(
        &mut self,
        chain: &mut Chain,
        _whole: Span,
        op: BinaryOp,
        mut inner: impl FnMut(&mut Self, &mut Chain) -> Deep,
    ) -> Deep {
        let mut sides = vec![inner(self, chain)];
        let mut signs = Vec::new();
        while let Some(Link::Sign(sign, span)) = chain.peek() {
            if *sign != op {
                break;
            }
            signs.push(*span);
            chain.next();
            sides.push(inner(self, chain));
        }
        balanced(op, sides, &signs)
    }

    fn not_level(&mut self, chain: &mut Chain, whole: Span) -> Deep {
        let mut nots = Vec::new();
        while let Some(Link::Not(span)) = chain.peek() {
            nots.push(*span);
            chain.next();
        }
        let mut side = self.compare_level(chain, whole);
        for span in nots.into_iter().rev() {
            side = self.over(side, span, ExprKind::Not);
        }
        side
    }

    fn compare_level(&mut self, chain: &mut Chain, whole: Span) -> Deep {
        let mut left = self.sum_level(chain, whole);
        let mut compared = false;
        loop {
            let again = compared;
            let (place, next) = match chain.peek() {
                Some(Link::Sign(op, span)) if is_comparison(*op) => (*span, Some(*op)),
                Some(
                    Link::Present(_, span) | Link::In(_, _, span) | Link::Between(_, _, span) | Link::Matches(_, span),
                ) => (*span, None),
                _ => return left,
            };
            compared = true;
            if again {
                self.errors.push(errors::chained_comparison::error(place));
            }
            left = match (chain.next(), next) {
                (_, Some(op)) => {
                    let right = self.sum_level(chain, whole);
                    self.binary(left, op, place, right)
                }
                (Some(Link::Present(present, span)), _) => {
                    self.around(left, span, 0, |expr| ExprKind::IsPresent(expr, present))
                }
                (Some(Link::In(values, negated, span)), _) => {
                    let depth = values.iter().map(|value| value.depth).max().unwrap_or(0);
                    let values = values.into_iter().map(|value| value.expr).collect();
                    self.around(left, span, depth, |expr| ExprKind::In(expr, values, negated))
                }
                (Some(Link::Between(low, high, span)), _) => {
                    let depth = low.depth.max(high.depth);
                    self.around(left, span, depth, |expr| ExprKind::Between(expr, low.expr, high.expr))
                }
                (Some(Link::Matches(text, span)), _) => {
                    self.around(left, span, 0, |expr| ExprKind::Matches(expr, text))
                }
                _ => return left,
            };
        }
    }

    fn sum_level(&mut self, chain: &mut Chain, whole: Span) -> Deep {
        let mut left = self.product_level(chain, whole);
        while let Some(Link::Sign(op, span)) = chain.peek() {
            let (op, span) = (*op, *span);
            if !matches!(op, BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Join) {
                break;
            }
            chain.next();
            let right = self.product_level(chain, whole);
            left = self.binary(left, op, span, right);
        }
        left
    }

    fn product_level(&mut self, chain: &mut Chain, whole: Span) -> Deep {
        let mut left = self.signed_level(chain, whole);
        while let Some(Link::Sign(op, span)) = chain.peek() {
            let (op, span) = (*op, *span);
            if !matches!(op, BinaryOp::Multiply | BinaryOp::Divide) {
                break;
            }
            chain.next();
            let right = self.signed_level(chain, whole);
            left = self.binary(left, op, span, right);
        }
        left
    }

    fn signed_level(&mut self, chain: &mut Chain, whole: Span) -> Deep {
        let mut minus = Vec::new();
        while let Some(Link::Minus(span)) = chain.peek() {
            minus.push(*span);
            chain.next();
        }
        let mut side = match chain.next() {
            Some(Link::Operand(deep)) => deep,
            // The grammar puts an operand here; were it not so, the part would be left out, never misread.
            _ => nothing(whole),
        };
        for span in minus.into_iter().rev() {
            side = self.over(side, span, ExprKind::Minus);
        }
        side
    }

    fn binary(&mut self, left: Deep, op: BinaryOp, op_span: Span, right: Deep) -> Deep {
        let depth = left.depth.max(right.depth) + 1;
        if self.too_deep(depth, op_span) {
            return right;
        }
        Deep {
            depth,
            ..join(op, left, op_span, right)
        }
    }

    /// A sign before an expression.
    fn over(&mut self, side: Deep, sign: Span, make: impl FnOnce(Expr) -> ExprKind) -> Deep {
        let depth = side.depth + 1;
        if self.too_deep(depth, sign) {
            return nothing(sign);
        }
        let span = Span {
            start: sign.start,
            ..side.expr.span
        };
        Deep {
            expr: Expr {
                kind: Box::new(make(side.expr)),
                span,
            },
            depth,
        }
    }

    /// Words after an expression.
    fn around(&mut self, side: Deep, tail: Span, depth: u32, make: impl FnOnce(Expr) -> ExprKind) -> Deep {
        let depth = side.depth.max(depth) + 1;
        if self.too_deep(depth, tail) {
            return nothing(tail);
        }
        let span = Span {
            end: tail.end,
            ..side.expr.span
        };
        Deep {
            expr: Expr {
                kind: Box::new(make(side.expr)),
                span,
            },
            depth,
        }
    }

    /// Whether a tree is too deep; says so once.
    fn too_deep(&mut self, depth: u32, span: Span) -> bool {
        if depth > MAX_DEPTH {
            self.errors.push(errors::too_deep::long_chain(span));
        }
        depth > MAX_DEPTH
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
                        Deep {
                            expr: Expr { span, ..deep.expr },
                            depth: deep.depth,
                        }
                    },
                );
            }
            Rule::if_then => self.if_then(pair, span),
            Rule::by_table => self.by_table(pair, span),
            Rule::met => {
                let name = super::child(pair, Rule::name).map(|name| self.name(&name));
                (
                    ExprKind::Met(name.unwrap_or(Name {
                        text: String::new(),
                        span,
                    })),
                    1,
                )
            }
            Rule::others => self.others(pair),
            Rule::call => self.call(pair),
            Rule::column => {
                let text = super::child(pair, Rule::text).map(|text| self.text(&text));
                let name = text.map(|text| Name {
                    text: text.text,
                    span: text.span,
                });
                (ExprKind::Path(name.into_iter().collect()), 1)
            }
            _ => (self.leaf(pair), 1),
        };
        Deep {
            expr: Expr {
                kind: Box::new(kind),
                span,
            },
            depth,
        }
    }

    fn if_then(&mut self, pair: &Pair<'_>, span: Span) -> (ExprKind, u32) {
        let mut three = children(pair, Rule::expr)
            .map(|part| self.deep(&part))
            .collect::<Vec<_>>()
            .into_iter();
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
                    let values = children(&part, Rule::arm_value)
                        .map(|value| self.deep(&value).expr)
                        .collect();
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
    Deep {
        expr: Expr {
            kind: Box::new(ExprKind::Path(Vec::new())),
            span,
        },
        depth: 1,
    }
}

fn join(op: BinaryOp, left: Deep, op_span: Span, right: Deep) -> Deep {
    let depth = left.depth.max(right.depth) + 1;
    let span = Span {
        end: right.expr.span.end,
        ..left.expr.span
    };
    let kind = ExprKind::Binary {
        op,
        op_span,
        left: left.expr,
        right: right.expr,
    };
    Deep {
        expr: Expr {
            kind: Box::new(kind),
            span,
        },
        depth,
    }
}

/// Joins many sides into a tree as shallow as can be, in the order of the text. Few are bracketed from the left as usual.
fn balanced(op: BinaryOp, mut sides: Vec<Deep>, signs: &[Span]) -> Deep {
    let Some(last) = sides.pop() else {
        return nothing(Span::default());
    };
    if sides.is_empty() {
        return last;
    }
    sides.push(last);
    let middle = if sides.len() <= 16 {
        sides.len() - 1
    } else {
        sides.len() / 2
    };
    let right = sides.split_off(middle);
    let left = balanced(op, sides, &signs[..middle - 1]);
    join(op, left, signs[middle - 1], balanced(op, right, &signs[middle..]))
}

fn is_comparison(op: BinaryOp) -> bool {
    use BinaryOp::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    matches!(op, Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual)
}

/// What a sign means.
pub(super) fn operator(sign: &str) -> BinaryOp {
    match sign {
        "=" => BinaryOp::Equal,
        "!=" => BinaryOp::NotEqual,
        "<" => BinaryOp::Less,
        "<=" => BinaryOp::LessEqual,
        ">" => BinaryOp::Greater,
        ">=" => BinaryOp::GreaterEqual,
        "-" => BinaryOp::Subtract,
        "*" => BinaryOp::Multiply,
        "/" => BinaryOp::Divide,
        "&" => BinaryOp::Join,
        _ => BinaryOp::Add,
    }
}
