//! Lengths of time as people count them: terms, windows, periods.

use super::literals::micros;
use crate::check::context::Context;
use crate::check::messages;
use crate::standard::{Period, Term, Type, Window};
use crate::value::Value;
use etalon_grammar::ast::{self, DurationUnit, Kind};

impl Context {
    /// `within 2 working days`
    pub fn term(&mut self, e: &ast::Expr) -> Option<Term> {
        if let ast::ExprKind::Duration { number, unit } = &*e.kind {
            if *unit == DurationUnit::SameDay {
                return Some(Term::Days(0));
            }
            let per = match unit {
                DurationUnit::Day | DurationUnit::WorkingDay | DurationUnit::Month => 1,
                DurationUnit::Week => 7,
                DurationUnit::Quarter => 3,
                DurationUnit::Year => 12,
                _ => 0,
            };
            if per > 0 {
                let count = self.whole_of(number, e)?.checked_mul(per)?;
                return Some(match unit {
                    DurationUnit::WorkingDay => Term::WorkingDays(count),
                    DurationUnit::Day | DurationUnit::Week => Term::Days(count),
                    _ => Term::Months(count),
                });
            }
        }
        if let Some(days) = self.days_of(e) {
            return Some(Term::Days(days));
        }
        let micros = self.positive(e)?;
        Some(Term::Elapsed(micros))
    }

    /// `in 30 days`
    pub fn window(&mut self, e: &ast::Expr) -> Option<Window> {
        if self.refuse_calendar_unit(e) {
            return None;
        }
        if let Some(days) = self.days_of(e) {
            return Some(Window::Days(days));
        }
        self.positive(e).map(Window::Elapsed)
    }

    /// `month`, `last 30 days`, `last 50`
    pub fn period(&mut self, p: &ast::Period) -> Option<Period> {
        match &p.kind {
            ast::PeriodKind::Calendar(word) => match word.as_str() {
                "half_hour" => Some(Period::HalfHour),
                "hour" => Some(Period::Hour),
                "day" => Some(Period::Day),
                "week" => Some(Period::Week),
                "month" => Some(Period::Month),
                "quarter" => Some(Period::Quarter),
                "year" => Some(Period::Year),
                "all" => Some(Period::All),
                _ => {
                    self.report(messages::unknown_period(p.span, word));
                    None
                }
            },
            ast::PeriodKind::Rolling(e) => match self.window(e)? {
                Window::Days(days) => Some(Period::RollingDays(days)),
                Window::Elapsed(micros) => Some(Period::Rolling(micros)),
            },
            ast::PeriodKind::LastN(e) => self.count(e).map(Period::LastN),
        }
    }

    /// A whole number of at least 1, from params perhaps.
    pub(crate) fn count(&mut self, e: &ast::Expr) -> Option<i64> {
        let Value::Whole(count) = self.constant(e, &Type::Whole)? else {
            return None;
        };
        if count < 1 {
            let d = messages::too_small(e.span, &self.spoken(e), "at least 1");
            self.report(d);
            return None;
        }
        Some(count)
    }

    /// Whole days (weeks as seven), written or said by a param; local dates are meant then.
    pub(super) fn days_of(&mut self, e: &ast::Expr) -> Option<i64> {
        match &*e.kind {
            ast::ExprKind::Duration { number, unit: unit @ (DurationUnit::Day | DurationUnit::Week) } => {
                let per = if *unit == DurationUnit::Week { 7 } else { 1 };
                let number: i64 = number.parse().ok()?;
                number.checked_mul(per).filter(|days| (1..=36_525).contains(days))
            }
            ast::ExprKind::Path(names) if names.len() == 1 => {
                let id = self.peek(Kind::Param, &names[0].text)?;
                if self.versions.variants(Kind::Param, &names[0].text).is_some() {
                    return None;
                }
                self.days.get(&crate::standard::ParamId(id)).copied()
            }
            _ => None,
        }
    }

    /// Months and longer have no fixed length; working days none without a calendar: reported.
    pub(super) fn refuse_calendar_unit(&mut self, e: &ast::Expr) -> bool {
        if let ast::ExprKind::Duration { number, unit } = &*e.kind
            && micros(*unit).is_none()
        {
            self.report(messages::no_fixed_length(number, *unit, e.span));
            return true;
        }
        false
    }

    /// A duration above zero, in microseconds.
    pub(super) fn positive(&mut self, e: &ast::Expr) -> Option<i64> {
        let Value::Duration(micros) = self.constant(e, &Type::Duration)? else {
            return None;
        };
        if micros <= 0 {
            let d = messages::too_small(e.span, &self.spoken(e), "more than no time at all");
            self.report(d);
            return None;
        }
        Some(micros)
    }

    fn whole_of(&mut self, number: &str, e: &ast::Expr) -> Option<i64> {
        let count = number.parse::<i64>().ok().filter(|n| (1..=36_525).contains(n));
        if count.is_none() {
            let d = messages::not_whole(e.span, &self.spoken(e), "a whole number of days or months, from 1");
            self.report(d);
        }
        count
    }
}
