//! Terms: `within 2 working days`, `within 8 business hours on office`, `within 10 days rolling on office`.

use crate::check::context::Context;
use crate::check::messages;
use crate::standard::{CalendarTerm, OnCalendar, Term};
use crate::value::{DECIMAL, SECOND};
use etalon_grammar::ast::{self, DurationUnit};

impl Context {
    /// By when something is due.
    pub(crate) fn due(&mut self, due: &ast::Due) -> Option<Term> {
        let business = self.business_length(&due.term);
        let Some(on) = &due.on else {
            if let Some((number, unit, _)) = business {
                self.report(messages::needs_a_calendar(due.term.span, &format!("{number} {unit}")));
                return None;
            }
            let term = self.term(&due.term);
            if let Some(rolling) = due.rolling {
                self.report(messages::needs_a_calendar(rolling, "rolling"));
                return None;
            }
            return term;
        };
        let calendar = self.calendar(on);
        let rolling = due.rolling.is_some();
        let term = match business {
            Some((number, unit, size)) => {
                let micros = self.open_micros(&number, size, &due.term);
                if let Some(span) = due.rolling {
                    self.report(messages::needless_rolling(span, unit));
                }
                CalendarTerm::Business(micros?)
            }
            None => match self.term(&due.term)? {
                Term::WorkingDays(days) => {
                    if let Some(span) = due.rolling {
                        self.report(messages::needless_rolling(span, "working days"));
                    }
                    CalendarTerm::WorkingDays(days)
                }
                Term::Days(days) => CalendarTerm::Days { days, rolling },
                Term::Months(months) => CalendarTerm::Months { months, rolling },
                Term::Elapsed(_) | Term::On(_) => {
                    let written = self.spoken(&due.term);
                    self.report(messages::elapsed_on_calendar(due.term.span, &written, &on.text));
                    return None;
                }
            },
        };
        Some(Term::On(OnCalendar { calendar: calendar?, term }))
    }

    /// `8 business hours`: the number as written, the unit in words, and its microseconds.
    fn business_length(&self, e: &ast::Expr) -> Option<(String, &'static str, i64)> {
        let ast::ExprKind::Duration { number, unit } = &*e.kind else { return None };
        match unit {
            DurationUnit::BusinessHour => Some((number.clone(), "business hours", 3_600 * SECOND)),
            DurationUnit::BusinessMinute => Some((number.clone(), "business minutes", 60 * SECOND)),
            _ => None,
        }
    }

    fn open_micros(&mut self, number: &str, size: i64, e: &ast::Expr) -> Option<i64> {
        let millionths = self.millionths(number, e.span)?;
        let micros = i64::try_from(millionths * i128::from(size) / i128::from(DECIMAL)).ok();
        let micros = micros.filter(|micros| *micros < 100_000 * 3_600 * SECOND);
        if micros.is_none() {
            self.report(messages::unfit_number(number, e.span, false));
        }
        if micros == Some(0) {
            let d = messages::too_small(e.span, &self.spoken(e), "more than no time at all");
            self.report(d);
            return None;
        }
        micros
    }
}
