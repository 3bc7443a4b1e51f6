//! Comparisons between both sides, `this.at >= start + 4 h`: the list is narrowed by them before any pair is looked at.

use super::tree::Tree;
use crate::Plan;
use crate::evaluate::columns::Vector;
use crate::plan::{Level, Look, NodeId, Op};
use crate::standard::Type;
use etalon_grammar::ast::BinaryOp;

/// A comparison of a value of the row looked at with a value of who looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comparison {
    /// A row node of what is looked at.
    pub(super) other: NodeId,
    /// The node of who looks, where the pairs are computed.
    pub(super) asking: NodeId,
    pub(super) side: Side,
}

/// Which side must be the smaller one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side {
    /// The value looked at lies above that of who looks, not below.
    above: bool,
    /// They may not be equal.
    strict: bool,
}

impl Side {
    /// As it is compared: the value looked at always below.
    pub(super) const fn turned(self, value: i64) -> i64 {
        // The complement turns the order of all integers around.
        if self.above { !value } else { value }
    }

    /// Whether two turned values pass.
    pub(super) const fn passes(self, other: i64, asking: i64) -> bool {
        other < asking || (other == asking && !self.strict)
    }
}

/// The comparisons among the conditions of a look that need both sides, and the others.
pub(super) fn split(plan: &Plan, look: &Look) -> (Vec<Comparison>, Vec<NodeId>) {
    let Some(rest) = look.rest else {
        return (Vec::new(), Vec::new());
    };
    let all = match &plan.node(rest).op {
        Op::And(list) => list.clone(),
        _ => vec![rest],
    };
    let (mut comparisons, mut others) = (Vec::new(), Vec::new());
    for id in all {
        match comparison(plan, look, id) {
            Some(found) => comparisons.push(found),
            None => others.push(id),
        }
    }
    (comparisons, others)
}

fn comparison(plan: &Plan, look: &Look, id: NodeId) -> Option<Comparison> {
    let Op::Compare(op, a, b) = plan.node(id).op else {
        return None;
    };
    let strict = match op {
        BinaryOp::Less => true,
        BinaryOp::LessEqual => false,
        _ => return None,
    };
    let own = look.asking + 1;
    let of = |id: NodeId| match plan.node(id).op {
        Op::At(scope, inner) => Some((scope, inner)),
        _ => None,
    };
    let alike = plan.node(a).ty == plan.node(b).ty;
    let whole = matches!(plan.node(a).ty, Type::Whole | Type::Decimal | Type::Duration | Type::Instant | Type::Date);
    if !(alike && whole) {
        return None;
    }
    let ((left, x), (right, y)) = (of(a)?, of(b)?);
    let looked_at = |inner| plan.node(inner).level == Level::Row(look.unit);
    if left == own && right < own && looked_at(x) {
        Some(Comparison { other: x, asking: b, side: Side { above: false, strict } })
    } else if right == own && left < own && looked_at(y) {
        Some(Comparison { other: y, asking: a, side: Side { above: true, strict } })
    } else {
        None
    }
}

/// How the values of a list follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Rising,
    Falling,
    Loose,
}

pub(super) fn shape(values: &[i64]) -> Shape {
    if values.is_sorted() {
        Shape::Rising
    } else if values.is_sorted_by(|a, b| a >= b) {
        Shape::Falling
    } else {
        Shape::Loose
    }
}

/// The least or the greatest of any stretch.
type Extremes = Tree<i64, fn(i64, i64) -> i64>;

/// What still has to be tested, place by place.
pub(super) struct Sieve<'s> {
    tests: Vec<Test<'s>>,
    tree: Option<Extremes>,
}

/// One comparison, with the value of each place and that of each who asks.
pub(super) struct Test<'s> {
    pub(super) side: Side,
    pub(super) values: &'s [i64],
    pub(super) limits: &'s Vector<'s>,
}

impl<'s> Sieve<'s> {
    pub(super) fn new(tests: Vec<Test<'s>>) -> Self {
        let tree = tests.first().map(|t| Tree::new(t.values.iter().copied(), i64::MAX, i64::min as fn(_, _) -> _));
        Self { tests, tree }
    }

    /// The next place that passes, from the front or from the back.
    pub(super) fn find(&self, ask: usize, (mut low, mut high): (usize, usize), back: bool) -> Option<usize> {
        let (Some(tree), Some(first)) = (&self.tree, self.tests.first()) else {
            return (low < high).then(|| if back { high - 1 } else { low });
        };
        let limit = |test: &Test<'_>| test.side.turned(test.limits.int(ask));
        let good = |value| first.side.passes(value, limit(first));
        loop {
            let place = if back { tree.previous(high, good) } else { tree.next(low, good) };
            let place = place.filter(|p| low <= *p && *p < high)?;
            if self.tests[1..].iter().all(|t| t.side.passes(t.values[place], limit(t))) {
                return Some(place);
            }
            if back {
                high = place;
            } else {
                low = place + 1;
            }
        }
    }
}
