//! When the figures of a kind of period are closed.

use super::{CalendarId, Period};
use etalon_grammar::ast::Span;

/// `closes month at 12:00 on working day 5 on office`: what is recorded later restates the figures of such a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Day, week, month, quarter or year.
    pub period: Period,
    /// The time of day that the clock on the wall shows in the zone of the standard, microseconds since midnight; up to 24 h.
    pub clock: i64,
    /// Which day after the period, at least 1; the period's last day is day 0.
    pub day: i64,
    /// Only working days are counted.
    pub working: bool,
    /// Whose working days; none = Monday to Friday.
    pub calendar: Option<CalendarId>,
    /// The clause.
    pub span: Span,
}
