//! Clocks of cases: what they start, pause and stop with, and what they give.
//!
//! Every expression is over the case (scope 0, its earlier facts) and one event of it (scope 1; of several kinds a row of its course); fields that the case keeps stand
//! at scopes of their own (see [`super::Standard::fact_scopes`]).

use super::{CalendarId, DefineId, Expr, Term, Type, UnitId, UnitKind, Words};
use crate::value::Ratio;
use etalon_grammar::ast::Span;

/// `clock resolution "Resolution" { … }`
#[derive(Debug, Clone)]
pub struct Clock {
    /// Its name: `resolution.elapsed`, `met resolution`.
    pub name: String,
    /// For people.
    pub title: Words,
    /// What it means, for people.
    pub meaning: Words,
    /// The clause.
    pub span: Span,
    /// What it counts on: an index into `calendars`, as a one-of; none = the time that passes.
    pub on: Option<Expr>,
    /// The calendars that `on` chooses from.
    pub calendars: Vec<CalendarId>,
    /// The name of the zone in which those are laid, instead of their own: a text.
    pub zone: Option<Expr>,
    /// When it starts.
    pub starts: Expr,
    /// When it pauses. At most [`Clock::PAUSES`].
    pub pauses: Vec<Pause>,
    /// When a pause ends; none = when no condition of a pause holds any more.
    pub resumes: Option<Expr>,
    /// When it stops.
    pub stops: Expr,
    /// What takes a stop back.
    pub reopens: Option<Reopening>,
    /// When a new round begins.
    pub restarts: Option<Expr>,
    /// How much may be counted: a duration.
    pub target: Expr,
    /// The share of a new target that people have from its change on.
    pub fair: Option<Ratio>,
    /// Whose the time is: a key or a text.
    pub holder: Option<Expr>,
    /// Who is told before or after the target is reached. At most [`Clock::WARNINGS`].
    pub warnings: Vec<Warning>,
    /// Which events its conditions name that say `with` instead of `when`, by the place of the condition; for people only.
    pub with: Vec<(Span, Vec<Named>)>,
}

/// `message where by_staff`, as it was named in a condition of a clock.
#[derive(Debug, Clone)]
pub struct Named {
    /// The kind of event.
    pub event: UnitId,
    /// The define that stands for some of them.
    pub define: Option<DefineId>,
    /// Where the text says which of them.
    pub filter: Option<Span>,
}

/// `pauses when status = waiting justified by kind = question until agreed`
#[derive(Debug, Clone)]
pub struct Pause {
    /// The condition.
    pub when: Expr,
    /// What must have happened since the clock last began to run.
    pub justified: Option<Expr>,
    /// The instant at which it ends.
    pub until: Option<Expr>,
}

/// `reopens when status = open within 5 working days on office restart`
#[derive(Debug, Clone)]
pub struct Reopening {
    /// The condition.
    pub when: Expr,
    /// How long after the stop; none = at any time.
    pub within: Option<Term>,
    /// Whether the time goes on, counts anew, or nothing happens.
    pub way: ReopenWay,
}

/// What a reopening does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReopenWay {
    /// The time goes on from what was counted.
    Resume,
    /// It counts from nothing.
    Restart,
    /// The stop holds.
    Ignore,
}

/// `warn assignee.lead at 75% in opening hours when priority = P1`
#[derive(Debug, Clone)]
pub struct Warning {
    /// Who is told: a key or a text.
    pub whom: Expr,
    /// The share of the target that has been counted by then.
    pub share: Ratio,
    /// So much more, microseconds, counted as the target is.
    pub more: i64,
    /// At the next opening if it is closed then.
    pub opening: bool,
    /// Only then.
    pub when: Option<Expr>,
    /// The clause.
    pub span: Span,
}

/// What a clock gives of itself, as a field of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is described in `ClockPart::ALL`")]
pub enum ClockPart {
    Started,
    Stopped,
    Running,
    Elapsed,
    Target,
    Due,
    FairDue,
    Breached,
    FairBreached,
    Pauses,
    VoidPauses,
    Reopened,
    Handovers,
    Owner,
    OwnerShare,
    LeftAtReceipt,
    Received,
    UnassignedShare,
    Zone,
    /// 0 unknown, 1 met, 2 breached, 3 pending. Nobody can name it.
    Strict,
    /// When that was decided.
    StrictAt,
    /// The same for the target that people answer for.
    Fair,
    /// When that was decided.
    FairAt,
    /// Why nothing can be said: 0 nothing, 1 never started, 2 no target, 3 no calendar, 4 no zone, 5 a plugin failed.
    Why,
    /// Which plugin failed, and why: a text.
    Failed,
}

impl ClockPart {
    /// Whether it is for the engine alone: whoever asks `met resolution` rests on it without a word.
    #[must_use]
    pub const fn is_unnamed(self) -> bool {
        matches!(self, Self::Strict | Self::StrictAt | Self::Fair | Self::FairAt | Self::Why | Self::Failed)
    }

    /// All of them, with the word behind the dot. Words in brackets are for the engine: nobody can write them.
    pub const ALL: [(Self, &'static str); 25] = [
        (Self::Started, "started"),
        (Self::Stopped, "stopped"),
        (Self::Running, "running"),
        (Self::Elapsed, "elapsed"),
        (Self::Target, "target"),
        (Self::Due, "due"),
        (Self::FairDue, "fair_due"),
        (Self::Breached, "breached"),
        (Self::FairBreached, "fair_breached"),
        (Self::Pauses, "pauses"),
        (Self::VoidPauses, "void_pauses"),
        (Self::Reopened, "reopened"),
        (Self::Handovers, "handovers"),
        (Self::Owner, "owner"),
        (Self::OwnerShare, "owner_share"),
        (Self::LeftAtReceipt, "left_at_receipt"),
        (Self::Received, "received"),
        (Self::UnassignedShare, "unassigned_share"),
        (Self::Zone, "zone"),
        (Self::Strict, "(strict)"),
        (Self::StrictAt, "(strict at)"),
        (Self::Fair, "(fair)"),
        (Self::FairAt, "(fair at)"),
        (Self::Why, "(why)"),
        (Self::Failed, "(failed)"),
    ];

    /// The word behind the dot.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(part, _)| *part == self).map_or("", |(_, word)| word)
    }

    /// Whether only a clock with a `holder` gives it.
    #[must_use]
    pub const fn is_about_holders(self) -> bool {
        matches!(
            self,
            Self::Handovers
                | Self::Owner
                | Self::OwnerShare
                | Self::LeftAtReceipt
                | Self::Received
                | Self::UnassignedShare
        )
    }

    /// Whether a clock gives it.
    #[must_use]
    pub const fn is_of(self, clock: &Clock) -> bool {
        (clock.holder.is_some() || !self.is_about_holders()) && (clock.zone.is_some() || !matches!(self, Self::Zone))
    }

    /// Whether it may be missing.
    #[must_use]
    pub const fn optional(self) -> bool {
        !matches!(
            self,
            Self::Running
                | Self::Pauses
                | Self::VoidPauses
                | Self::Reopened
                | Self::Handovers
                | Self::Strict
                | Self::Fair
                | Self::Why
        )
    }

    /// The type of its values; `holder`: that of the clock's holder.
    #[must_use]
    pub fn ty(self, holder: Option<&Type>) -> Type {
        match self {
            Self::Started
            | Self::Stopped
            | Self::Received
            | Self::Due
            | Self::FairDue
            | Self::Breached
            | Self::FairBreached => Type::Instant,
            Self::StrictAt | Self::FairAt => Type::Instant,
            Self::Running => Type::YesNo,
            Self::Elapsed | Self::Target => Type::Duration,
            Self::OwnerShare | Self::LeftAtReceipt | Self::UnassignedShare => Type::Share,
            Self::Zone | Self::Failed => Type::Text,
            Self::Owner => holder.cloned().unwrap_or(Type::Text),
            _ => Type::Whole,
        }
    }
}

impl Clock {
    /// So many `pauses` clauses a clock may have.
    pub const PAUSES: usize = 16;
    /// So many `warn` clauses.
    pub const WARNINGS: usize = 60;
    /// So many fields a case may keep.
    pub const KEPT: usize = 24;

    /// Every expression of it.
    pub fn exprs(&self) -> impl Iterator<Item = &Expr> {
        let pauses = self.pauses.iter().flat_map(|p| [Some(&p.when), p.justified.as_ref(), p.until.as_ref()]);
        let warnings = self.warnings.iter().flat_map(|w| [Some(&w.whom), w.when.as_ref()]);
        let one = [
            self.on.as_ref(),
            self.zone.as_ref(),
            Some(&self.starts),
            self.resumes.as_ref(),
            Some(&self.stops),
            self.reopens.as_ref().map(|r| &r.when),
            self.restarts.as_ref(),
            Some(&self.target),
            self.holder.as_ref(),
        ];
        one.into_iter().chain(pauses).chain(warnings).flatten()
    }

    /// The name of a field of the case that it gives.
    #[must_use]
    pub fn field(&self, part: ClockPart) -> String {
        format!("{}.{}", self.name, part.word())
    }
}

impl super::Standard {
    /// The units that the scopes of a fact over the events of a case (or of a clock) stand for: the case, the event, and for each
    /// field that the case keeps the event from which it is kept.
    #[must_use]
    pub fn fact_scopes(&self, case: UnitId, event: UnitId) -> Vec<UnitId> {
        let whole = &self.units[case.index()];
        let kept = whole.kept.iter().map(|_| whole.course.unwrap_or(event));
        [case, event].into_iter().chain(kept).collect()
    }

    /// The clock whose parts make up a field of a case.
    #[must_use]
    pub fn clock(&self, case: UnitId, clock: u16) -> Option<&Clock> {
        self.units.get(case.index())?.clocks.get(usize::from(clock))
    }

    /// What the clocks of a case see: its only kind of event, or the course of its events. None of any other unit, and of a case of
    /// several kinds that needs no course.
    #[must_use]
    pub fn seen_by_clocks(&self, case: UnitId) -> Option<UnitId> {
        let whole = self.units.get(case.index())?;
        match &whole.kind {
            UnitKind::Case(members) if members.len() == 1 => members.first().map(|member| member.event),
            UnitKind::Case(_) => whole.course,
            _ => None,
        }
    }
}
