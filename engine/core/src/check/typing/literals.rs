//! Numbers, shares, durations, dates and instants as written.

use super::constant;
use crate::check::context::Context;
use crate::check::messages;
use crate::standard::{Expr, Type};
use crate::value::{DECIMAL, Ratio, SECOND, Value};
use etalon_grammar::ast::{DurationUnit, Span};
use jiff::civil;

/// Why a number cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberProblem {
    /// More than six places after the point.
    TooPrecise,
    /// Beyond what fits.
    TooLarge,
}

/// A number as written, in millionths.
pub(crate) fn decimal(text: &str) -> Result<i128, NumberProblem> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let places = places.trim_end_matches('0');
    if places.len() > 6 {
        return Err(NumberProblem::TooPrecise);
    }
    let whole: i128 = whole.parse().map_err(|_| NumberProblem::TooLarge)?;
    let padded: i128 = format!("{places:0<6}").parse().map_err(|_| NumberProblem::TooLarge)?;
    whole.checked_mul(i128::from(DECIMAL)).and_then(|w| w.checked_add(padded)).ok_or(NumberProblem::TooLarge)
}

/// Microseconds in a unit of elapsed time; months and longer have no fixed length, working days depend on the week.
pub(super) const fn micros(unit: DurationUnit) -> Option<i64> {
    match unit {
        DurationUnit::Millisecond => Some(1_000),
        DurationUnit::Second => Some(SECOND),
        DurationUnit::Minute => Some(60 * SECOND),
        DurationUnit::Hour => Some(3_600 * SECOND),
        DurationUnit::Day => Some(86_400 * SECOND),
        DurationUnit::Week => Some(7 * 86_400 * SECOND),
        DurationUnit::SameDay
        | DurationUnit::WorkingDay
        | DurationUnit::BusinessHour
        | DurationUnit::BusinessMinute
        | DurationUnit::Month
        | DurationUnit::Quarter
        | DurationUnit::Year => None,
    }
}

impl Context {
    /// Millionths of a number as written; a problem is reported.
    pub(crate) fn millionths(&mut self, text: &str, span: Span) -> Option<i128> {
        match decimal(text) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.report(messages::unfit_number(text, span, problem == NumberProblem::TooPrecise));
                None
            }
        }
    }

    /// `20`, `4.5`
    pub(super) fn number(&mut self, text: &str, span: Span) -> Option<Expr> {
        let value = self.millionths(text, span)?;
        let fits = if text.contains('.') {
            i64::try_from(value).ok().map(|v| constant(Value::Decimal(v), Type::Decimal, span))
        } else {
            i64::try_from(value / i128::from(DECIMAL)).ok().map(|v| constant(Value::Whole(v), Type::Whole, span))
        };
        if fits.is_none() {
            self.report(messages::unfit_number(text, span, false));
        }
        fits
    }

    /// `80%`
    pub(super) fn percent(&mut self, text: &str, span: Span) -> Option<Expr> {
        let value = self.millionths(text, span)?;
        let ratio = Ratio::new(value, i128::from(DECIMAL) * 100);
        if ratio.is_none() {
            self.report(messages::unfit_number(text, span, false));
        }
        Some(constant(Value::Ratio(ratio?), Type::Share, span))
    }

    /// `20 s`
    pub(super) fn duration(&mut self, text: &str, unit: DurationUnit, span: Span) -> Option<Expr> {
        let Some(size) = micros(unit) else {
            self.report(messages::no_fixed_length(text, unit, span));
            return None;
        };
        let value = self.millionths(text, span)? * i128::from(size);
        if value % i128::from(DECIMAL) != 0 {
            self.report(messages::unfit_number(text, span, true));
            return None;
        }
        let value = i64::try_from(value / i128::from(DECIMAL)).ok();
        if value.is_none() {
            self.report(messages::unfit_number(text, span, false));
        }
        Some(constant(Value::Duration(value?), Type::Duration, span))
    }

    /// `2026-01-01`: where an instant is wanted, the start of that day in the standard's zone.
    pub(super) fn date(&mut self, text: &str, expect: Option<&Type>, span: Span) -> Option<Expr> {
        let Ok(date) = text.parse::<civil::Date>() else {
            self.report(messages::no_such_day(text, span));
            return None;
        };
        if expect == Some(&Type::Instant) {
            let value = self.start_of(date, text, span)?;
            return Some(constant(Value::Instant(value), Type::Instant, span));
        }
        Some(constant(Value::Date(days(date)), Type::Date, span))
    }

    /// `2026-01-01T09:00`, local in the standard's zone unless an offset is written. 24:00 ends the day.
    pub(super) fn instant(&mut self, text: &str, span: Span) -> Option<Expr> {
        let value = if text.ends_with('Z') || has_offset(text) {
            with_seconds(text).parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_microsecond)
        } else if let Some(day) = text.strip_suffix("T24:00").or_else(|| text.strip_suffix("T24:00:00")) {
            let next = day.parse::<civil::Date>().ok().and_then(|d| d.tomorrow().ok());
            next.and_then(|d| self.local(d.at(0, 0, 0, 0)))
        } else {
            text.parse::<civil::DateTime>().ok().and_then(|d| self.local(d))
        };
        if value.is_none() {
            self.report(messages::no_such_day(text, span));
        }
        Some(constant(Value::Instant(value?), Type::Instant, span))
    }

    /// The start of a local day.
    pub(super) fn start_of(&mut self, date: civil::Date, text: &str, span: Span) -> Option<i64> {
        let value = self.local(date.at(0, 0, 0, 0));
        if value.is_none() {
            self.report(messages::no_such_day(text, span));
        }
        value
    }

    fn local(&self, at: civil::DateTime) -> Option<i64> {
        // Times that do not exist move forward, repeated ones are the first: jiff's "compatible".
        let zoned = self.standard.zone.to_ambiguous_zoned(at).compatible().ok()?;
        Some(zoned.timestamp().as_microsecond())
    }
}

/// Days since 1970-01-01.
pub(crate) fn days(date: civil::Date) -> i64 {
    date.since(civil::date(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()))
}

/// The day of so many days since 1970-01-01.
pub(super) fn day(days: i64) -> Option<civil::Date> {
    civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn has_offset(text: &str) -> bool {
    text.split_once('T').is_some_and(|(_, time)| time.contains(['+', '-']))
}

/// jiff wants seconds before an offset.
fn with_seconds(text: &str) -> String {
    let Some((day, time)) = text.split_once('T') else {
        return text.to_owned();
    };
    let end = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, offset) = time.split_at(end);
    let seconds = if clock.matches(':').count() == 1 { ":00" } else { "" };
    format!("{day}T{clock}{seconds}{offset}")
}
