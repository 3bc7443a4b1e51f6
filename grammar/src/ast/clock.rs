//! Clocks of a case: time that runs, pauses and must not run out.

use super::{Due, Expr, LocalText, Name, Span};

/// `clock resolution "Resolution" { … }`
#[derive(Debug, Clone)]
pub struct Clock {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Vec<LocalText>,
    /// What it says, in the order of the text.
    pub clauses: Vec<ClockClause>,
    /// Where.
    pub span: Span,
    /// Something in it could not be read (that is an error already).
    pub broken: bool,
}

/// One clause of a clock.
#[derive(Debug, Clone)]
pub struct ClockClause {
    /// What it says.
    pub kind: ClockClauseKind,
    /// Where.
    pub span: Span,
}

/// Which events a clause of a clock is about.
#[derive(Debug, Clone)]
pub enum Moment {
    /// `when status = waiting`
    When(Expr),
    /// `with change where to = waiting, message where by_staff`: one of these
    With(Vec<WithEvent>),
}

/// `message where by_staff`
#[derive(Debug, Clone)]
pub struct WithEvent {
    /// The kind of event.
    pub event: Name,
    /// Which of them; none = all.
    pub filter: Option<Expr>,
    /// Where.
    pub span: Span,
}

/// What a clause of a clock says.
#[derive(Debug, Clone)]
pub enum ClockClauseKind {
    /// `on office`, `on by contract { … }`, `on office in zone contract_zone`
    On {
        /// The calendar, or which of several.
        calendar: Expr,
        /// The zone in which its hours are laid, by name; none = the calendar's own.
        zone: Option<Expr>,
    },
    /// `starts when …`
    Starts(Moment),
    /// `pauses when … justified by … until …`
    Pauses {
        /// The condition.
        when: Moment,
        /// What must have happened before for the pause to count.
        justified: Option<Moment>,
        /// The instant at which it ends.
        until: Option<Expr>,
    },
    /// `resumes when …`
    Resumes(Moment),
    /// `stops when …`
    Stops(Moment),
    /// `reopens when … within 5 working days on office resume`
    Reopens {
        /// The condition.
        when: Moment,
        /// How long after the stop.
        within: Option<Due>,
        /// `resume`, `restart` or `ignore`.
        way: Option<Name>,
    },
    /// `restarts when …`: a new round begins
    Restarts(Moment),
    /// `target by priority { … }`
    Target(Expr),
    /// `fair change + 1/2 of target`: the share
    Fair(Expr),
    /// `holder assignee`
    Holder(Expr),
    /// `warn assignee.lead at 75% in opening hours when priority = P1`
    Warn {
        /// A path or a text that names a role.
        whom: Expr,
        /// A share of the target, perhaps with an amount of time after it.
        at: Expr,
        /// At the next opening, if it is closed then.
        opening: bool,
        /// Only then.
        when: Option<Expr>,
    },
    /// `meaning "…"`
    Meaning(Vec<LocalText>),
}
