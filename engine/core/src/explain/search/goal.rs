//! Where a value should go.

use super::field::amount_of;
use crate::explain::Saw;
use crate::plan::number;
use crate::standard::Type;
use crate::value::{Ratio, SECOND, Value};

/// Where a value should go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Goal {
    /// To this bound or beyond it, on one side; `strict`: beyond it.
    Number { bound: Ratio, above: bool, strict: bool },
    /// There.
    Is(Value),
    /// To none of these.
    Not(Vec<Value>),
    /// To any value.
    Present,
    /// To none.
    Missing,
}

impl Goal {
    pub(super) fn above(bound: &Value, strict: bool) -> Self {
        Self::Number { bound: numeric(bound).unwrap_or(Ratio::ZERO), above: true, strict }
    }

    pub(super) fn below(bound: &Value, strict: bool) -> Self {
        Self::Number { bound: numeric(bound).unwrap_or(Ratio::ZERO), above: false, strict }
    }

    /// The bound of a goal about amounts.
    pub(super) fn bound(&self) -> Option<Ratio> {
        match self {
            Self::Number { bound, .. } => Some(*bound),
            Self::Is(value) => numeric(value),
            Self::Not(values) => numeric(values.first()?),
            Self::Present | Self::Missing => None,
        }
    }

    /// The same with another bound.
    pub(super) fn with(&self, bound: Ratio) -> Self {
        self.at(bound, false)
    }

    /// The same with another bound, perhaps from the other side.
    pub(super) fn at(&self, bound: Ratio, turned: bool) -> Self {
        match self {
            Self::Number { above, strict, .. } => Self::Number { bound, above: *above != turned, strict: *strict },
            Self::Is(_) => Self::Is(of_number(bound)),
            Self::Not(_) => Self::Not(vec![of_number(bound)]),
            other => other.clone(),
        }
    }
}

/// A value as an amount: of times microseconds, of dates too.
pub(super) fn numeric(value: &Value) -> Option<Ratio> {
    match value {
        Value::Instant(at) => Some(Ratio::whole(*at)),
        Value::Date(day) => Some(Ratio::whole(day.checked_mul(86_400 * SECOND)?)),
        other => number(other),
    }
}

/// An amount without a type of its own.
pub(super) fn of_number(amount: Ratio) -> Value {
    Value::Ratio(amount)
}

/// What was seen, so that it can be said of another list of kinds too.
pub(in crate::explain) fn as_seen(saw: &Saw) -> Value {
    match (&saw.value, &saw.ty) {
        (Value::OneOf(index), Type::OneOf(names)) => {
            names.get(*index as usize).map_or(Value::Missing, |n| Value::Text(n.clone()))
        }
        (value, _) => value.clone(),
    }
}

/// A value as one of a type; none if it is no such value.
pub(in crate::explain) fn as_type(value: &Value, ty: &Type) -> Option<Value> {
    match (value, ty) {
        (Value::Text(text), Type::OneOf(names)) => {
            let index = names.iter().position(|n| n.eq_ignore_ascii_case(text))?;
            u32::try_from(index).ok().map(Value::OneOf)
        }
        (Value::OneOf(_), Type::OneOf(_))
        | (Value::Text(_), Type::Text | Type::Ref(_))
        | (Value::YesNo(_), Type::YesNo)
        | (Value::Instant(_), Type::Instant)
        | (Value::Date(_), Type::Date) => Some(value.clone()),
        (
            Value::Instant(_) | Value::Date(_) | Value::Text(_) | Value::YesNo(_) | Value::OneOf(_) | Value::Missing,
            _,
        ) => None,
        _ => amount_of(numeric(value)?, ty),
    }
}
