//! The value of one field of one row, in the form of its column.

use super::{Fault, Zone, date, duration, number, one_of, share, yes_no};
use etalon_core::standard::{Field, Type};
use etalon_core::value::{DECIMAL, Ratio, Value};
use std::borrow::Cow;
use std::sync::Arc;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slot<'a> {
    Missing,
    Flag(bool),
    Int(i64),
    Index(u32),
    Text(Cow<'a, str>),
    Ratio(Ratio),
}

/// What a field expects.
#[derive(Debug, Clone)]
pub(crate) struct Kind {
    /// The field's name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// The values of a one-of.
    values: Option<Arc<[String]>>,
    /// Least and greatest, in the form of the column.
    bounds: Option<(Slot<'static>, Slot<'static>, String)>,
}

impl Kind {
    pub fn new(field: &Field) -> Self {
        let values = match &field.ty {
            Type::OneOf(values) => Some(Arc::clone(values)),
            _ => None,
        };
        let bounds = field.bounds.as_ref().and_then(|(low, high)| {
            let (low, high) = (bound(low, &field.ty)?, bound(high, &field.ty)?);
            let words = format!("{} to {}", words(&low, &field.ty), words(&high, &field.ty));
            Some((low, high, words))
        });
        Self { name: field.name.clone(), ty: field.ty.clone(), values, bounds }
    }

    /// Least and greatest of whole numbers, times and dates, in the form of the column.
    pub fn ints(&self) -> (i64, i64) {
        match &self.bounds {
            Some((Slot::Int(low), Slot::Int(high), _)) => (*low, *high),
            _ => (i64::MIN, i64::MAX),
        }
    }

    /// Reads a text as this field's value.
    pub fn read<'a>(
        &self,
        text: Cow<'a, str>,
        patterns: &[String],
        zone: Option<&mut Zone>,
    ) -> Result<Slot<'a>, Fault> {
        let slot = match &self.ty {
            Type::Text | Type::Ref(_) => return Ok(Slot::Text(text)),
            Type::OneOf(_) => {
                Slot::Index(one_of::one_of(&text, self.values.as_deref().unwrap_or_default(), &self.name)?)
            }
            Type::YesNo => Slot::Flag(yes_no::yes_no(&text)?),
            Type::Whole => Slot::Int(number::whole(&text)?),
            Type::Decimal => Slot::Int(number::decimal(&text)?),
            Type::Duration => Slot::Int(duration::duration(&text, &self.name)?),
            Type::Instant => Slot::Int(date::instant(&text, patterns, zone)?),
            Type::Date => Slot::Int(date::date(&text, patterns)?),
            Type::Share => Slot::Ratio(share::share(&text)?),
            Type::Exact => {
                let millionths = number::decimal(&text)?;
                Slot::Ratio(Ratio::new(millionths.into(), DECIMAL.into()).ok_or_else(|| number::too_large(&text))?)
            }
        };
        self.within(slot, &text)
    }

    /// Checks the bounds of a bounded field.
    pub fn within<'a>(&self, slot: Slot<'a>, found: &str) -> Result<Slot<'a>, Fault> {
        let Some((low, high, words)) = &self.bounds else {
            return Ok(slot);
        };
        let inside = match (&slot, low, high) {
            (Slot::Int(v), Slot::Int(low), Slot::Int(high)) => low <= v && v <= high,
            (Slot::Ratio(v), Slot::Ratio(low), Slot::Ratio(high)) => low <= v && v <= high,
            _ => true,
        };
        if inside {
            Ok(slot)
        } else {
            Err(Fault::new("out-of-range", format!("the standard says that it goes from {words}"), found))
        }
    }
}

/// A bound in the form of the column.
fn bound(value: &Value, ty: &Type) -> Option<Slot<'static>> {
    Some(match (value, ty) {
        (Value::Whole(v), Type::Decimal) => Slot::Int(v.checked_mul(DECIMAL)?),
        (Value::Whole(v), Type::Share | Type::Exact) => Slot::Ratio(Ratio::whole(*v)),
        (Value::Decimal(v), Type::Share | Type::Exact) => Slot::Ratio(Ratio::new((*v).into(), DECIMAL.into())?),
        (Value::Ratio(v), Type::Decimal) => {
            Slot::Int(i64::try_from(i128::from(v.num()) * i128::from(DECIMAL) / i128::from(v.den())).ok()?)
        }
        (Value::Whole(v) | Value::Decimal(v) | Value::Duration(v) | Value::Instant(v) | Value::Date(v), _) => {
            Slot::Int(*v)
        }
        (Value::Ratio(v), _) => Slot::Ratio(*v),
        _ => return None,
    })
}

fn words(slot: &Slot<'_>, ty: &Type) -> String {
    let places = |v: i64| {
        let text = format!(
            "{}{}.{:06}",
            if v < 0 { "-" } else { "" },
            v.unsigned_abs() / 1_000_000,
            v.unsigned_abs() % 1_000_000
        );
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    match (slot, ty) {
        (Slot::Int(v), Type::Decimal) => places(*v),
        (Slot::Int(v), Type::Duration) => format!("{} s", places(*v)),
        (Slot::Int(v), _) => v.to_string(),
        (Slot::Ratio(v), _) => v.to_string(),
        _ => String::new(),
    }
}
