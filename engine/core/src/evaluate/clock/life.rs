//! What came of a clock in one case, and the stretches of time that it is made of.

use super::Owner;

/// What a clock says of its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Answer {
    /// It cannot be said: see [`Why`].
    #[default]
    Unknown,
    /// Stopped in time.
    Met,
    /// The time ran out.
    Breached,
    /// Neither yet.
    Pending,
}

impl Answer {
    /// As it stands in a column.
    pub(crate) const fn code(self) -> i64 {
        match self {
            Self::Unknown => 0,
            Self::Met => 1,
            Self::Breached => 2,
            Self::Pending => 3,
        }
    }
}

/// Why nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// No event started it.
    NeverStarted,
    /// The target has no value.
    NoTarget,
    /// What it counts on has no value.
    NoCalendar,
    /// The zone that it counts in has no value, or is none.
    NoZone,
    /// A plugin failed on the way.
    Failed,
}

/// What came of a clock in one case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Life {
    pub(crate) started: Option<i64>,
    /// The last stop that counts.
    pub(crate) stopped: Option<i64>,
    /// Running now.
    pub(crate) running: bool,
    /// Counted until the stop, or until now.
    pub(crate) elapsed: Option<i64>,
    pub(crate) target: Option<i64>,
    /// When the target is, was or would have been reached; none while it pauses.
    pub(crate) due: Option<i64>,
    pub(crate) fair_due: Option<i64>,
    pub(crate) breached: Option<i64>,
    pub(crate) fair_breached: Option<i64>,
    pub(crate) strict: Answer,
    pub(crate) fair: Answer,
    pub(crate) why: Option<Why>,
    /// Of [`Why::Failed`]: which plugin failed, and why: a code.
    pub(crate) failed: Option<u32>,
    /// Whose it was at the fair breach; if there is none, at the stop or now.
    pub(crate) owner: Owner,
    /// The zone that it counted in last: a code.
    pub(crate) zone: Option<u32>,
    pub(crate) handovers: i64,
    pub(crate) pauses: i64,
    pub(crate) void_pauses: i64,
    pub(crate) reopened: i64,
}

/// What the clock does in a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// It runs.
    Running,
    /// It runs although a pause was declared: that pause is void.
    Void,
    /// It pauses.
    Paused,
    /// It is stopped, and was opened again afterwards.
    Stopped,
}

/// A stretch of time of a clock: from its first start on they follow one another without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// From, microseconds.
    pub from: i64,
    /// To, not including.
    pub to: i64,
    /// What the clock does.
    pub state: ClockState,
    /// How much of it counts, microseconds on the calendar of the moment; none if that calendar is not known.
    pub counted: Option<i64>,
    /// Whose it is: a code of the world's texts.
    pub holder: Option<u32>,
    /// Which event (its place among the events of the case that were handed over) began it or changed something last.
    pub by: u32,
}

/// A mark of the target that was passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Passed {
    /// Which mark.
    pub(crate) mark: usize,
    /// When.
    pub(crate) at: i64,
    /// When the target would be reached from there on.
    pub(crate) due: Option<i64>,
    /// In which round, from 0.
    pub(crate) round: u32,
    /// The last event before.
    pub(crate) by: u32,
}
