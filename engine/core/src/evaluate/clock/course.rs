//! The course of a clock through the events of one case: a state machine that sees each event once, in order.

use super::{Answer, ClockState, Happening, Holders, Life, Line, Passed, Segment, Why};
use crate::time::is_over;
use crate::value::Ratio;

/// What a clock goes by.
pub(crate) struct Rules<'a> {
    /// For each `pauses`: whether something must justify it, and whether it ends at an instant.
    pub(crate) pauses: &'a [(bool, bool)],
    /// A pause ends when `resumes when` says so; else when none of the conditions holds any more.
    pub(crate) latched: bool,
    /// Whether a stop may be taken back, and whether time counts anew then.
    pub(crate) reopens: Option<bool>,
    /// How late after a stop that is still possible: the last instant.
    pub(crate) reopens_until: &'a dyn Fn(i64) -> Option<i64>,
    /// The share of a new target that people have from its change on.
    pub(crate) fair: Option<Ratio>,
    /// The marks that are told: a share of the target, and so much after it.
    pub(crate) marks: &'a [(Ratio, i64)],
    /// What there is to count on.
    pub(crate) lines: &'a [Line<'a>],
    /// Until which instant it is seen.
    pub(crate) as_of: i64,
}

/// Where the ends of pauses are, who listens.
pub(crate) trait Witness {
    /// The instant at which a pause of this event ends; none if it has no value.
    fn until(&self, place: u32, pause: usize) -> Option<i64>;
    /// A stretch of time is over.
    fn segment(&mut self, _: Segment) {}
    /// A mark was passed.
    fn passed(&mut self, _: Passed) {}
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    On,
    Off(i64),
}

struct Course<'a, W> {
    rules: &'a Rules<'a>,
    witness: &'a mut W,
    state: State,
    /// Where the present stretch begins.
    since: i64,
    by: u32,
    line: Option<Line<'a>>,
    target: Option<i64>,
    fair_target: Option<i64>,
    holder: Option<u32>,
    /// Counted in this round, and in all.
    round: i64,
    total: i64,
    rounds: u32,
    /// It cannot be said any more how much was counted.
    lost: bool,
    /// It cannot be said any more whose the time was.
    holder_lost: bool,
    /// Why what it counts on is not known, if it is not.
    unknown: Why,
    /// As bits: pauses in force, void ones, those whose condition held at the last event, those that something justified since the
    /// clock last began to run.
    active: u16,
    void: u16,
    held: u16,
    justified: u16,
    until: [i64; 16],
    told: u64,
    holders: Holders,
    fair_owner: Option<super::Owner>,
    life: Life,
}

/// Takes a clock through the events of one case, which stand in the order in which they act on it.
pub(crate) fn run(rules: &Rules<'_>, events: &[Happening], witness: &mut impl Witness) -> Life {
    let mut course = Course {
        rules,
        witness,
        state: State::New,
        since: 0,
        by: 0,
        line: None,
        target: None,
        fair_target: None,
        holder: None,
        round: 0,
        total: 0,
        rounds: 0,
        lost: false,
        holder_lost: false,
        unknown: Why::NoCalendar,
        active: 0,
        void: 0,
        held: 0,
        justified: 0,
        until: [i64::MAX; 16],
        told: 0,
        holders: Holders::default(),
        fair_owner: None,
        life: Life::default(),
    };
    for (i, event) in events.iter().enumerate() {
        course.event(event);
        // Marks come after all that happened at the same instant.
        if events.get(i + 1).is_none_or(|next| next.at > event.at) {
            course.marks_reached(event.at);
        }
    }
    course.finish()
}

impl<W: Witness> Course<'_, W> {
    fn event(&mut self, event: &Happening) {
        let was_on = self.state == State::On;
        if was_on {
            self.advance(event.at);
        }
        // Once stopped for good, nothing that happens can change it.
        let over = matches!(self.state, State::Off(stopped) if self.gone(stopped, event.at));
        if event.failed && !over {
            (self.lost, self.unknown) = (true, Why::Failed);
        }
        self.holder_lost |= event.holder_failed && !over;
        self.by = event.place;
        self.line = event.line.and_then(|line| self.rules.lines.get(usize::from(line)).copied());
        if !self.lost {
            self.unknown = if event.no_zone { Why::NoZone } else { Why::NoCalendar };
        }
        self.holder = event.holder;
        if was_on {
            self.life.zone = event.zone;
            self.retarget(event.target, event.at);
        }
        match self.state {
            State::New if event.starts => {
                self.life.started = Some(event.at);
                self.begin(event);
            }
            State::Off(stopped) if event.reopens => self.reopen(stopped, event),
            _ => {}
        }
        if self.state != State::On {
            return;
        }
        if was_on {
            self.holders.has(self.holder, event.at, self.left());
            // What starts the clock comes not after its start.
            self.justified |= event.justifies;
        }
        self.pauses(event);
        if event.restarts {
            self.new_round();
        }
        if event.stops {
            self.state = State::Off(event.at);
            self.life.stopped = Some(event.at);
            self.life.running = self.active == 0;
        }
    }

    /// Starts, or goes on after a stop.
    fn begin(&mut self, event: &Happening) {
        self.state = State::On;
        self.since = event.at;
        self.life.zone = event.zone;
        (self.active, self.void, self.held, self.justified) = (0, 0, 0, 0);
        self.until = [i64::MAX; 16];
        self.retarget(event.target, event.at);
        self.holders.has(self.holder, event.at, self.left());
    }

    fn reopen(&mut self, stopped: i64, event: &Happening) {
        let Some(anew) = self.rules.reopens else { return };
        if self.gone(stopped, event.at) {
            return;
        }
        if event.at > stopped {
            let (from, to, state) = (stopped, event.at, ClockState::Stopped);
            self.witness.segment(Segment { from, to, state, counted: Some(0), holder: None, by: self.by });
        }
        self.life.reopened += 1;
        self.life.stopped = None;
        if anew {
            self.new_round();
            self.total = 0;
        }
        self.begin(event);
    }

    /// Whether a stop can no more be taken back at an instant.
    fn gone(&self, stopped: i64, at: i64) -> bool {
        let until = || (self.rules.reopens_until)(stopped);
        self.rules.reopens.is_none() || until().is_some_and(|last| is_over(last, at))
    }

    fn new_round(&mut self) {
        self.round = 0;
        self.told = 0;
        self.rounds += 1;
        self.fair_target = self.target;
    }

    /// The target of the moment. One that has been passed already is broken now.
    fn retarget(&mut self, target: Option<i64>, at: i64) {
        if target != self.target {
            let first = self.target.is_none() && self.round == 0;
            let fair = target.and_then(|target| {
                let more = self.rules.fair.filter(|_| !first).and_then(|share| part(share, target)).unwrap_or(0);
                Some(target.max(self.round.checked_add(more)?))
            });
            self.fair_target = if self.rules.fair.is_some() { fair } else { target };
            self.target = target;
        }
        if self.lost {
            return;
        }
        if self.target.is_some_and(|target| self.round > target) {
            self.life.breached.get_or_insert(at);
        }
        if self.fair_target.is_some_and(|target| self.round > target) && self.life.fair_breached.is_none() {
            self.life.fair_breached = Some(at);
            self.fair_owner = Some(self.whose(&self.holders));
        }
    }

    /// Whose the time was most, if that is known.
    fn whose(&self, holders: &Holders) -> super::Owner {
        if self.holder_lost { super::Owner::default() } else { holders.owner() }
    }

    /// The share of the target that is left; none without a target.
    fn left(&self) -> Option<Ratio> {
        let target = self.target.filter(|target| *target > 0)?;
        Ratio::new((target - self.round).max(0).into(), target.into())
    }

    fn pauses(&mut self, event: &Happening) {
        let before = self.active;
        if self.rules.latched && event.resumes {
            (self.active, self.void) = (0, 0);
            if before != 0 {
                self.justified = 0;
            }
        }
        for (pause, (justified, ends)) in self.rules.pauses.iter().enumerate() {
            let bit = 1_u16 << pause;
            let holds = event.pauses & bit != 0;
            let until = if *ends && holds { self.witness.until(event.place, pause) } else { None };
            // What only `resumes when` ends is one pause until then, however often it is declared and whatever happens between.
            let goes_on = if self.rules.latched { self.active } else { self.held } & bit != 0;
            if holds && !goes_on {
                self.life.pauses += 1;
                // A pause until an instant that nobody knows is none.
                if (*justified && self.justified & bit == 0) || (*ends && until.is_none()) {
                    self.life.void_pauses += 1;
                    self.void |= bit;
                } else {
                    self.void &= !bit;
                    self.active |= bit;
                    self.until[pause] = until.unwrap_or(i64::MAX);
                }
            } else if holds && self.void & bit == 0 {
                // A new end: the pause was put off, or begins again.
                if let Some(until) = until.filter(|until| *until != self.until[pause]) {
                    self.active |= bit;
                    self.until[pause] = until;
                }
            } else if !holds && !self.rules.latched {
                self.active &= !bit;
                self.void &= !bit;
            }
            if self.active & bit != 0 && self.until[pause] <= event.at {
                self.active &= !bit;
            }
        }
        self.held = event.pauses;
        if before != 0 && self.active == 0 {
            self.justified = 0;
        }
    }

    /// Time passes up to an instant.
    fn advance(&mut self, to: i64) {
        while self.active != 0 {
            let ends = (0..self.rules.pauses.len()).filter(|pause| self.active & (1 << pause) != 0);
            let Some(first) = ends.min_by_key(|pause| self.until[*pause]).filter(|first| self.until[*first] <= to)
            else {
                break;
            };
            let end = self.until[first].max(self.since);
            self.stretch(end, ClockState::Paused);
            self.active &= !(1 << first);
            if self.active == 0 {
                self.justified = 0;
            }
        }
        let state = match (self.active, self.void) {
            (0, 0) => ClockState::Running,
            (0, _) => ClockState::Void,
            _ => ClockState::Paused,
        };
        self.stretch(to, state);
    }

    fn stretch(&mut self, to: i64, state: ClockState) {
        let from = self.since;
        if to <= from {
            return;
        }
        self.since = to;
        let mut counted = Some(0);
        if state != ClockState::Paused {
            counted = self.line.and_then(|line| line.elapsed(from, to));
            match (self.line, counted) {
                (Some(line), Some(counted)) => self.runs(line, from, to, counted),
                _ => self.lost = true,
            }
        }
        let (holder, by) = (self.holder, self.by);
        self.witness.segment(Segment { from, to, state, counted, holder, by });
    }

    fn runs(&mut self, line: Line<'_>, from: i64, to: i64, counted: i64) {
        if !self.lost {
            self.marks(line, from, to, false);
            if self.life.breached.is_none() {
                self.life.breached = self.reached(line, from, self.target).filter(|due| *due < to);
            }
            if self.life.fair_breached.is_none()
                && let Some(due) = self.reached(line, from, self.fair_target).filter(|due| *due < to)
            {
                self.life.fair_breached = Some(due);
                let mut holders = self.holders.clone();
                holders.ran(self.holder, line.elapsed(from, due).unwrap_or(0));
                self.fair_owner = Some(self.whose(&holders));
            }
        }
        self.holders.ran(self.holder, counted);
        self.round += counted;
        self.total += counted;
    }

    /// When so much is counted in this round, if it runs from here on.
    fn reached(&self, line: Line<'_>, from: i64, amount: Option<i64>) -> Option<i64> {
        line.add(from, (amount? - self.round).max(0))
    }

    /// The marks that are passed before an instant (or at it).
    fn marks(&mut self, line: Line<'_>, from: i64, to: i64, too: bool) {
        let Some(target) = self.target else { return };
        for (mark, (share, more)) in self.rules.marks.iter().enumerate() {
            if self.told & (1 << mark) != 0 {
                continue;
            }
            let amount = part(*share, target).and_then(|part| part.checked_add(*more));
            let at = amount.and_then(|amount| self.reached(line, from, Some(amount)));
            if let Some(at) = at.filter(|at| *at < to || too && *at == to) {
                self.told |= 1 << mark;
                let due = self.reached(line, from, self.target);
                self.witness.passed(Passed { mark, at, due, round: self.rounds, by: self.by });
            }
        }
    }

    /// Tells of the marks that have been reached at an instant.
    fn marks_reached(&mut self, at: i64) {
        if let Some(line) = self.line.filter(|_| self.state == State::On && !self.lost) {
            self.marks(line, at, at, true);
        }
    }

    fn finish(mut self) -> Life {
        let as_of = self.rules.as_of;
        if self.state == State::On {
            self.advance(as_of);
            self.life.running = self.active == 0;
            // What runs on something that nobody knows will never be known.
            self.lost |= self.life.running && self.line.is_none();
            self.marks_reached(as_of);
        }
        let (breached, fair_breached) = (self.life.breached, self.life.fair_breached);
        let stopped = match self.state {
            State::Off(at) => Some(at),
            _ => None,
        };
        let runs = self.life.running && !self.lost && self.state != State::New;
        let from = stopped.unwrap_or(as_of);
        let ahead = |amount: Option<i64>| self.line.filter(|_| runs).and_then(|line| self.reached(line, from, amount));
        let (due, fair_due) =
            (breached.or_else(|| ahead(self.target)), fair_breached.or_else(|| ahead(self.fair_target)));
        let why = match self.state {
            _ if self.lost && self.unknown == Why::Failed => Some(Why::Failed),
            State::New => Some(Why::NeverStarted),
            _ if self.lost => Some(self.unknown),
            _ if self.target.is_none() => Some(Why::NoTarget),
            _ => None,
        };
        let answer = |breached: Option<i64>| match (breached, why) {
            (Some(_), _) => Answer::Breached,
            (None, Some(_)) => Answer::Unknown,
            (None, None) if stopped.is_some() => Answer::Met,
            (None, None) => Answer::Pending,
        };
        Life {
            stopped,
            running: self.life.running && self.state == State::On,
            elapsed: (self.state != State::New && !self.lost).then_some(self.total),
            target: self.target,
            due,
            fair_due,
            strict: answer(breached),
            fair: answer(fair_breached),
            why,
            owner: self.fair_owner.unwrap_or_else(|| self.whose(&self.holders)),
            handovers: self.holders.handovers,
            ..self.life
        }
    }
}

/// A share of an amount, to the whole microsecond below.
fn part(share: Ratio, amount: i64) -> Option<i64> {
    i64::try_from(i128::from(share.num()) * i128::from(amount) / i128::from(share.den())).ok()
}
