//! Sets of numbers: disjoint intervals, ascending, exact.

use crate::value::Ratio;
use etalon_grammar::ast::BinaryOp;
use std::cmp::Ordering;

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edge {
    /// Where.
    pub at: Ratio,
    /// Whether the number itself belongs to the set.
    pub included: bool,
}

/// From one edge to another; none = without end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Interval {
    /// The least.
    pub low: Option<Edge>,
    /// The greatest.
    pub high: Option<Edge>,
}

/// A set of numbers; `whole` ones have nothing between 3 and 4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numbers {
    whole: bool,
    parts: Vec<Interval>,
}

impl Numbers {
    /// Every number.
    pub fn all(whole: bool) -> Self {
        Self { whole, parts: vec![Interval { low: None, high: None }] }
    }

    /// The numbers `x` for which `x op at` holds.
    pub fn compare(whole: bool, op: BinaryOp, at: Ratio) -> Self {
        let edge = |included| Some(Edge { at, included });
        let parts = match op {
            BinaryOp::Less => vec![Interval { low: None, high: edge(false) }],
            BinaryOp::LessEqual => vec![Interval { low: None, high: edge(true) }],
            BinaryOp::Greater => vec![Interval { low: edge(false), high: None }],
            BinaryOp::GreaterEqual => vec![Interval { low: edge(true), high: None }],
            BinaryOp::NotEqual => {
                vec![Interval { low: None, high: edge(false) }, Interval { low: edge(false), high: None }]
            }
            _ => vec![Interval { low: edge(true), high: edge(true) }],
        };
        Self::tidy(whole, parts)
    }

    /// The intervals, ascending.
    pub fn parts(&self) -> &[Interval] {
        &self.parts
    }

    /// Whether only whole numbers are meant.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether a number belongs to it.
    pub fn holds(&self, at: Ratio) -> bool {
        self.parts.iter().any(|part| {
            part.low.is_none_or(|e| e.at < at || e.included && e.at == at)
                && part.high.is_none_or(|e| at < e.at || e.included && e.at == at)
        })
    }

    /// Those in both.
    pub fn and(&self, other: &Self) -> Self {
        let mut parts = Vec::new();
        for a in &self.parts {
            for b in &other.parts {
                let low = if low_order(a.low, b.low) == Ordering::Less { b.low } else { a.low };
                let high = if high_order(a.high, b.high) == Ordering::Less { a.high } else { b.high };
                parts.push(Interval { low, high });
            }
        }
        Self::tidy(self.whole, parts)
    }

    /// Those in one of them.
    pub fn or(&self, other: &Self) -> Self {
        Self::tidy(self.whole, self.parts.iter().chain(&other.parts).copied().collect())
    }

    /// All others.
    pub fn not(&self) -> Self {
        let turn = |edge: Edge| Edge { at: edge.at, included: !edge.included };
        let mut parts = Vec::new();
        let mut low = None;
        let mut open = true;
        for part in &self.parts {
            if let Some(edge) = part.low {
                parts.push(Interval { low, high: Some(turn(edge)) });
            }
            match part.high {
                Some(edge) => low = Some(turn(edge)),
                None => open = false,
            }
        }
        if open {
            parts.push(Interval { low, high: None });
        }
        Self::tidy(self.whole, parts)
    }

    /// From the least to the greatest, holes included.
    pub fn hull(&self) -> Self {
        let ends = self.parts.first().zip(self.parts.last());
        let parts = ends.map(|(first, last)| Interval { low: first.low, high: last.high }).into_iter().collect();
        Self { whole: self.whole, parts }
    }

    fn tidy(whole: bool, mut parts: Vec<Interval>) -> Self {
        if whole {
            for part in &mut parts {
                part.low = part.low.map(|e| Edge { at: Ratio::whole(first_whole(e)), included: true });
                part.high = part.high.map(|e| Edge { at: Ratio::whole(last_whole(e)), included: true });
            }
        }
        parts.retain(|p| match (p.low, p.high) {
            (Some(l), Some(h)) => l.at < h.at || (l.at == h.at && l.included && h.included),
            _ => true,
        });
        parts.sort_by(|a, b| low_order(a.low, b.low));
        let mut merged: Vec<Interval> = Vec::with_capacity(parts.len());
        for part in parts {
            if let Some(last) = merged.last_mut()
                && touches(whole, last.high, part.low)
            {
                if high_order(last.high, part.high) == Ordering::Less {
                    last.high = part.high;
                }
                continue;
            }
            merged.push(part);
        }
        Self { whole, parts: merged }
    }
}

fn first_whole(edge: Edge) -> i64 {
    let (num, den) = (edge.at.num(), edge.at.den());
    let floor = num.div_euclid(den);
    if num.rem_euclid(den) == 0 && edge.included { floor } else { floor.saturating_add(1) }
}

fn last_whole(edge: Edge) -> i64 {
    let (num, den) = (edge.at.num(), edge.at.den());
    let floor = num.div_euclid(den);
    if num.rem_euclid(den) == 0 && !edge.included { floor.saturating_sub(1) } else { floor }
}

fn low_order(a: Option<Edge>, b: Option<Edge>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, _) => Ordering::Less,
        (_, None) => Ordering::Greater,
        (Some(a), Some(b)) => a.at.cmp(&b.at).then(b.included.cmp(&a.included)),
    }
}

fn high_order(a: Option<Edge>, b: Option<Edge>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, _) => Ordering::Greater,
        (_, None) => Ordering::Less,
        (Some(a), Some(b)) => a.at.cmp(&b.at).then(a.included.cmp(&b.included)),
    }
}

/// Whether nothing lies between the end of one interval and the start of the next.
fn touches(whole: bool, high: Option<Edge>, low: Option<Edge>) -> bool {
    let (Some(high), Some(low)) = (high, low) else {
        return true;
    };
    match low.at.cmp(&high.at) {
        Ordering::Less => true,
        Ordering::Equal => low.included || high.included,
        Ordering::Greater => whole && high.at.plus(Ratio::ONE) == Some(low.at),
    }
}
