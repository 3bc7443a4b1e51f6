//! Parts of calendars, and the ends of terms.

use super::{Expr, Name, Span, Text};

/// `mon`, `mon..fri`
#[derive(Debug, Clone)]
pub struct WeekDays {
    /// The first day: `mon`, `tue`, `wed`, `thu`, `fri`, `sat` or `sun`.
    pub first: Name,
    /// The last; none = only the first.
    pub last: Option<Name>,
    /// Where.
    pub span: Span,
}

/// `08:00-12:00`, as written.
#[derive(Debug, Clone)]
pub struct OpenHours {
    /// `08:00`
    pub from: Name,
    /// `12:00`
    pub to: Name,
    /// Where.
    pub span: Span,
}

/// Days of a calendar.
#[derive(Debug, Clone)]
pub enum Dates {
    /// `2026-06-23`, `2026-12-24..2026-12-26`: as written, both ends belong to it
    Days {
        /// The first day.
        first: Name,
        /// The last; none = only the first.
        last: Option<Name>,
        /// Where.
        span: Span,
    },
    /// `file "holidays.csv"`
    File(Text),
}

/// By when something is due: `within 2 working days on office`.
#[derive(Debug, Clone)]
pub struct Due {
    /// How long.
    pub term: Expr,
    /// `rolling`: the end moves to the next working day.
    pub rolling: Option<Span>,
    /// `on office`: by which calendar it is counted.
    pub on: Option<Name>,
    /// Where, without `within`.
    pub span: Span,
}
