//! What one event of a case does on a clock.

/// One event. Conditions that are unknown for it do not hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Happening {
    /// When, microseconds.
    pub(crate) at: i64,
    /// Its place among the events that were handed over.
    pub(crate) place: u32,
    /// `starts when` holds.
    pub(crate) starts: bool,
    /// `resumes when` holds.
    pub(crate) resumes: bool,
    /// `reopens when` holds.
    pub(crate) reopens: bool,
    /// `restarts when` holds.
    pub(crate) restarts: bool,
    /// `stops when` holds.
    pub(crate) stops: bool,
    /// Which `pauses when` hold, as bits.
    pub(crate) pauses: u16,
    /// Which `justified by` hold, as bits.
    pub(crate) justifies: u16,
    /// What the clock counts on from here: an index into the lines; none if that is not known.
    pub(crate) line: Option<u16>,
    /// What of it is not known is its zone.
    pub(crate) no_zone: bool,
    /// A plugin failed, so that it is not known what this event does.
    pub(crate) failed: bool,
    /// A plugin failed, so that it is not known whose the time is from here.
    pub(crate) holder_failed: bool,
    /// The zone that it counts in from here: a code.
    pub(crate) zone: Option<u32>,
    /// The target from here, microseconds.
    pub(crate) target: Option<i64>,
    /// Whose the time is from here: a code.
    pub(crate) holder: Option<u32>,
}

impl Happening {
    /// Its place among events of the very same instant: what only changes holder, target or calendar; start, resume and reopening;
    /// what justifies a pause; the pause itself; a new round; the stop. Of two of one rank the order of the events decides.
    pub(crate) const fn rank(&self) -> u8 {
        if self.starts {
            1
        } else if self.stops {
            5
        } else if self.justifies != 0 {
            2
        } else if self.pauses != 0 {
            3
        } else if self.restarts {
            4
        } else if self.resumes || self.reopens {
            1
        } else {
            0
        }
    }
}

/// Puts the events of one case, which stand in their order, into the order in which they act on the clock.
pub(crate) fn in_order(events: &mut [Happening]) {
    let alone = events.windows(2).all(|pair| pair[0].at < pair[1].at);
    if !alone {
        events.sort_by_key(|event| (event.at, event.rank()));
    }
}
