//! The order of an expression. Loosest first: `or`, `and`, `not`, comparisons, `+ - &`, `* /`, `-x`.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::expr::{Deep, Link, nothing};
use super::{Builder, Pair};
use crate::ast::{BinaryOp, Expr, ExprKind, Span};
use crate::errors;

/// The deepest tree an expression may become: whoever walks it later must not run out of stack.
const MAX_DEPTH: u32 = 128;

type Chain = Peekable<IntoIter<Link>>;

impl Builder<'_> {
    pub(super) fn order(&mut self, links: Vec<Link>, pair: &Pair<'_>) -> Deep {
        let mut chain = links.into_iter().peekable();
        let span = self.span(pair);
        self.or_level(&mut chain, span)
    }

    fn or_level(&mut self, chain: &mut Chain, whole: Span) -> Deep {
        self.logic_level(chain, BinaryOp::Or, |this, chain| {
            this.logic_level(chain, BinaryOp::And, |this, chain| this.not_level(chain, whole))
        })
    }

    /// `and` and `or` do not care how they are bracketed, so a long list of conditions becomes a shallow tree.
    fn logic_level(
        &mut self,
        chain: &mut Chain,
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
        Deep { depth, ..join(op, left, op_span, right) }
    }

    /// A sign before an expression.
    fn over(&mut self, side: Deep, sign: Span, make: impl FnOnce(Expr) -> ExprKind) -> Deep {
        let depth = side.depth + 1;
        if self.too_deep(depth, sign) {
            return nothing(sign);
        }
        let span = Span { start: sign.start, ..side.expr.span };
        Deep { expr: Expr { kind: Box::new(make(side.expr)), span }, depth }
    }

    /// Words after an expression.
    fn around(&mut self, side: Deep, tail: Span, depth: u32, make: impl FnOnce(Expr) -> ExprKind) -> Deep {
        let depth = side.depth.max(depth) + 1;
        if self.too_deep(depth, tail) {
            return nothing(tail);
        }
        let span = Span { end: tail.end, ..side.expr.span };
        Deep { expr: Expr { kind: Box::new(make(side.expr)), span }, depth }
    }

    /// Whether a tree is too deep; says so once.
    fn too_deep(&mut self, depth: u32, span: Span) -> bool {
        if depth > MAX_DEPTH {
            self.errors.push(errors::too_deep::long_chain(span));
        }
        depth > MAX_DEPTH
    }
}

fn join(op: BinaryOp, left: Deep, op_span: Span, right: Deep) -> Deep {
    let depth = left.depth.max(right.depth) + 1;
    let span = Span { end: right.expr.span.end, ..left.expr.span };
    let kind = ExprKind::Binary { op, op_span, left: left.expr, right: right.expr };
    Deep { expr: Expr { kind: Box::new(kind), span }, depth }
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
    let middle = if sides.len() <= 16 { sides.len() - 1 } else { sides.len() / 2 };
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
