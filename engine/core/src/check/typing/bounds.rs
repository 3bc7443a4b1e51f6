//! A field that says its bounds is never compared with what lies outside them.

use super::Place;
use super::compare::as_ratio;
use crate::check::context::Context;
use crate::check::messages;
use crate::standard::{Expr, ExprKind, Leaf, Type};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{self, BinaryOp, Span};
use std::cmp::Ordering;

impl Context {
    /// Reports a constant outside the bounds of the field beside it.
    pub(super) fn check_bounds(
        &mut self,
        place: &Place,
        op: BinaryOp,
        (a, a_text): (&Expr, &ast::Expr),
        (b, b_text): (&Expr, &ast::Expr),
        span: Span,
    ) {
        for (field, field_text, other, other_text, op) in
            [(a, a_text, b, b_text, op), (b, b_text, a, a_text, mirrored(op))]
        {
            let Some((low, high)) = self.bounds_of(place, field) else {
                continue;
            };
            if matches!(other.kind, ExprKind::Field { .. }) {
                continue;
            }
            let Some(value) = self.fold(other) else { continue };
            let below = order(&value, &low) == Some(Ordering::Less);
            let above = order(&value, &high) == Some(Ordering::Greater);
            if !below && !above {
                continue;
            }
            let always = match op {
                BinaryOp::NotEqual => true,
                BinaryOp::Less | BinaryOp::LessEqual => above,
                BinaryOp::Greater | BinaryOp::GreaterEqual => below,
                _ => false,
            };
            let range = format!("{}..{}", spoken_value(&low), spoken_value(&high));
            let (name, written) = (self.spoken(field_text), self.spoken(other_text));
            let d =
                messages::outside_bounds(other_text.span, &name, &range, (&self.spoken_span(span), &written), always);
            self.report(d);
            return;
        }
    }

    /// The bounds of a bounded field.
    pub(crate) fn bounds_of(&self, place: &Place, e: &Expr) -> Option<(Value, Value)> {
        let ExprKind::Field { scope, path, leaf: Leaf::Field(leaf) } = &e.kind else {
            return None;
        };
        let mut unit = *place.frames.get(usize::from(*scope))?;
        for id in path {
            let Type::Ref(next) = self.standard.units[unit.index()].fields.get(id.index())?.ty else {
                return None;
            };
            unit = next;
        }
        self.standard.units[unit.index()].fields.get(leaf.index())?.bounds.clone()
    }
}

/// The same question asked from the other side.
pub(super) const fn mirrored(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Less => BinaryOp::Greater,
        BinaryOp::LessEqual => BinaryOp::GreaterEqual,
        BinaryOp::Greater => BinaryOp::Less,
        BinaryOp::GreaterEqual => BinaryOp::LessEqual,
        other => other,
    }
}

/// The order of two constants of like types.
pub(crate) fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Duration(a), Value::Duration(b))
        | (Value::Instant(a), Value::Instant(b))
        | (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        _ => Some(as_ratio(a)?.cmp(&as_ratio(b)?)),
    }
}

/// A constant as it is written.
pub(crate) fn spoken_value(value: &Value) -> String {
    match value {
        Value::Missing => "missing".to_owned(),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Whole(v) => v.to_string(),
        Value::Decimal(_) => as_ratio(value).map_or_else(String::new, decimal_text),
        Value::Ratio(r) => r.to_string(),
        Value::Duration(v) => duration_text(*v),
        Value::Instant(v) => jiff::Timestamp::from_microsecond(*v).map_or_else(|_| String::new(), |t| t.to_string()),
        Value::Date(v) => super::literals::day(*v).map_or_else(String::new, |d| d.to_string()),
        Value::Text(text) => format!("\"{text}\""),
        Value::OneOf(index) => index.to_string(),
    }
}

fn decimal_text(r: Ratio) -> String {
    let sign = if r.num() < 0 { "-" } else { "" };
    let (num, den) = (r.num().unsigned_abs(), r.den().unsigned_abs());
    let places = u128::from(num % den) * 1_000_000 / u128::from(den);
    let text = format!("{sign}{}.{places:06}", num / den);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A duration in the largest unit that needs no fraction.
pub(crate) fn duration_text(micros: i64) -> String {
    let units = [(86_400_000_000, "days"), (3_600_000_000, "h"), (60_000_000, "min"), (1_000_000, "s"), (1_000, "ms")];
    for (size, name) in units {
        if micros != 0 && micros % size == 0 && !(name == "days" && micros == size) {
            return format!("{} {name}", micros / size);
        }
    }
    if micros == 0 {
        "0 s".to_owned()
    } else {
        format!("{} s", decimal_text(Ratio::new(i128::from(micros), 1_000_000).unwrap_or(Ratio::ZERO)))
    }
}
