//! The short way from a value as it lies in the file to the value of a field. It may decline; what it gives is what the
//! value's text would give.

use super::Way;
use super::pages::Raw;
use crate::kinds::Zone;
use crate::read::source_plan::{Quick, SourcePlan};
use etalon_core::standard::Type;
use etalon_core::time::{DAY, date_from_civil};
use etalon_core::value::DECIMAL;

/// Numbers of at most fifteen digits: no two of them are the same double.
const SURE: f64 = 1e15;
const FIRST: i64 = date_from_civil(1, 1, 1) * DAY;
const END: i64 = date_from_civil(9998, 1, 1) * DAY;

/// How the values of a field are made, and between which bounds they lie.
#[derive(Debug)]
pub(super) struct Exact {
    how: How,
    low: i64,
    high: i64,
}

#[derive(Debug)]
enum How {
    No,
    Flag,
    Whole,
    /// Steps of the field's form in one.
    Units(i64),
    /// Nanoseconds a unit; whether it counts from midnight in Greenwich.
    Instant(i64, bool),
}

impl Exact {
    pub fn of(plan: &SourcePlan<'_>, field: usize, way: Way) -> Self {
        let (low, high) = plan.fields[field].kind.ints();
        Self { how: How::of(plan, field, way), low, high }
    }

    #[inline]
    pub fn flag(&self, raw: Raw<'_>) -> Option<bool> {
        match (&self.how, raw) {
            (How::Flag, Raw::Flag(flag)) => Some(flag),
            _ => None,
        }
    }

    #[inline]
    pub fn int(&self, raw: Raw<'_>, zone: Option<&mut Zone>) -> Option<i64> {
        let value = match (&self.how, raw) {
            (How::Whole, Raw::Int(value)) => value,
            (How::Units(unit), Raw::Int(value)) => value.checked_mul(*unit)?,
            (How::Whole, Raw::Double(value)) => divided(millionths(value)?)?,
            (How::Units(DECIMAL), Raw::Double(value)) => millionths(value)?,
            (How::Units(unit), Raw::Double(value)) => divided(millionths(value)?.checked_mul(*unit)?)?,
            (How::Instant(nanos, utc), Raw::Int(value)) => instant(value, *nanos, *utc, zone)?,
            _ => return None,
        };
        (self.low <= value && value <= self.high).then_some(value)
    }
}

impl How {
    fn of(plan: &SourcePlan<'_>, field: usize, way: Way) -> Self {
        let field = &plan.fields[field];
        // A value that means missing is known by its text.
        let doubtful = |signs: &[u8]| signs.iter().any(|sign| plan.doubtful[usize::from(*sign)]);
        if field.direct && field.kind.ty == Type::YesNo && !doubtful(b"tf") {
            return Self::Flag;
        }
        if doubtful(b"-0123456789") {
            return Self::No;
        }
        match (&field.quick, way) {
            (Quick::Whole, Way::Plain) => Self::Whole,
            (Quick::Steps(steps), Way::Plain) => steps.first().map_or(Self::No, |unit| Self::Units(*unit)),
            (Quick::Instant, Way::Instant(nanos, utc)) => Self::Instant(nanos, utc),
            _ => Self::No,
        }
    }
}

/// A whole number of millionths as a whole number, if it is one.
fn divided(millionths: i64) -> Option<i64> {
    (millionths % DECIMAL == 0).then_some(millionths / DECIMAL)
}

/// The number that the shortest text of a double names, in millionths. A decimal of at most fifteen digits that is the
/// nearest to a double is the only one, so it is what that text says.
#[inline]
fn millionths(value: f64) -> Option<i64> {
    let near = (value * 1e6).round();
    (near.abs() < SURE && near / 1e6 == value).then_some(near as i64)
}

#[inline]
fn instant(value: i64, nanos: i64, utc: bool, zone: Option<&mut Zone>) -> Option<i64> {
    let micros = match nanos {
        1 if value % 1000 == 0 => value / 1000,
        1 => return None,
        _ => value.checked_mul(nanos / 1000)?,
    };
    if !(FIRST..END).contains(&micros) {
        return None;
    }
    if utc { Some(micros) } else { zone?.instant(micros.div_euclid(DAY), micros.rem_euclid(DAY)) }
}
