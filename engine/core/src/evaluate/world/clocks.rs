//! The clocks of a case: what its events do in columns, then case by case through the course of the clock.

use super::World;
use super::cases::{Builder, Member, cut};
use super::failing::{Failing, Reached};
use super::zones::{Names, Strange, Zones};
use crate::Standard;
use crate::evaluate::Pool;
use crate::evaluate::clock::{
    Answer, ClockState, Happening, Life, Line, Passed, Rules, Segment, Why, Witness, in_order, run,
};
use crate::evaluate::columns::{Bench, KNOWN, Vector, YES, concat};
use crate::evaluate::failures::Failures;
use crate::plan::{CasePlan, ClockPlan, NodeId};
use crate::standard::{CalendarId, Clock, ClockPart, ReopenWay, Term, Type, UnitId};
use crate::table::{Column, Data};
use crate::time::{LocalTime, OpenTime};
use crate::value::Ratio;
use jiff::tz::TimeZone;
use std::collections::HashMap;
use std::rc::Rc;

/// The columns of a clock's parts.
pub(super) type Found = HashMap<ClockPart, Column>;

/// What came of a clock in all cases.
#[derive(Default)]
pub(super) struct Came {
    pub(super) found: Found,
    pub(super) told: Vec<Told>,
    /// Rows that name what is no zone.
    pub(super) strange: Strange,
}

/// A mark of a clock's target that was passed, and who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// The kind of case, and which of its clocks.
    pub(crate) unit: UnitId,
    pub(crate) clock: u16,
    /// The case's key: a code.
    pub(crate) case: u32,
    /// Which `warn` clause, and in which round.
    pub(crate) mark: usize,
    pub(crate) round: u32,
    /// When the mark was passed, and from when it may be told.
    pub(crate) at: i64,
    pub(crate) tell: i64,
    /// When the target would be reached from there on.
    pub(crate) due: Option<i64>,
    /// The zone of the calendar that it is counted on; none on the time that passes.
    pub(crate) zone: Option<TimeZone>,
    /// Who is told: a code; none if nobody is named.
    pub(crate) whom: Option<u32>,
    /// The last event before: its kind and row.
    pub(crate) event: (UnitId, u32),
}

/// The values of a clock's expressions for some events.
pub(super) struct Columns<'a> {
    on: Option<Rc<Vector<'a>>>,
    zone: Option<Rc<Vector<'a>>>,
    zones: &'a Zones,
    failing: Failing,
    starts: Rc<Vector<'a>>,
    pauses: Vec<[Option<Rc<Vector<'a>>>; 3]>,
    resumes: Option<Rc<Vector<'a>>>,
    stops: Rc<Vector<'a>>,
    reopens: Option<Rc<Vector<'a>>>,
    restarts: Option<Rc<Vector<'a>>>,
    target: Rc<Vector<'a>>,
    holder: Option<Rc<Vector<'a>>>,
    warnings: Vec<(Rc<Vector<'a>>, Option<Rc<Vector<'a>>>)>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(bench: &Bench<'a>, plan: &ClockPlan, zones: &'a Zones, failing: Failing) -> Self {
        let get = |node: &NodeId| bench.get(*node);
        let optional = |node: &Option<NodeId>| node.as_ref().map(get);
        let pauses = plan.pauses.iter();
        Self {
            on: optional(&plan.on),
            zone: optional(&plan.zone),
            zones,
            failing,
            starts: get(&plan.starts),
            pauses: pauses
                .map(|(when, justified, until)| [Some(get(when)), optional(justified), optional(until)])
                .collect(),
            resumes: optional(&plan.resumes),
            stops: get(&plan.stops),
            reopens: optional(&plan.reopens),
            restarts: optional(&plan.restarts),
            target: get(&plan.target),
            holder: optional(&plan.holder),
            warnings: plan.warnings.iter().map(|(whom, when)| (get(whom), optional(when))).collect(),
        }
    }

    /// What one event does.
    pub(super) fn happening(&self, at: i64, place: usize) -> Happening {
        let open = self.failing.get(&place);
        let yes = |vector: &Option<Rc<Vector<'_>>>| vector.as_ref().is_some_and(|v| v.flag(place) == YES);
        let bits = |part: usize| {
            let each = self.pauses.iter().enumerate();
            each.fold(0_u16, |bits, (pause, parts)| if yes(&parts[part]) { bits | 1 << pause } else { bits })
        };
        let calendar = match &self.on {
            None => Some(0),
            Some(on) => on.has(place).then(|| u16::try_from(on.code(place)).ok()).flatten(),
        };
        let zone = self.zone.as_ref().filter(|zone| zone.has(place)).map(|zone| zone.code(place));
        let line = match &self.zone {
            None => calendar,
            Some(_) => zone.zip(calendar).and_then(|(zone, calendar)| self.zones.place(zone, calendar)),
        };
        let amount = Some(&self.target).filter(|target| target.has(place)).map(|target| target.int(place));
        Happening {
            at,
            place: u32::try_from(place).expect("rows are numbered in 32 bits"),
            starts: self.starts.flag(place) == YES,
            resumes: yes(&self.resumes),
            reopens: yes(&self.reopens),
            restarts: yes(&self.restarts),
            stops: self.stops.flag(place) == YES,
            pauses: bits(0),
            justifies: bits(1),
            line,
            failed: open.is_some_and(|open| open.decides),
            holder_failed: open.is_some_and(|open| open.holder),
            no_zone: calendar.is_some() && line.is_none(),
            zone,
            target: amount.filter(|target| *target >= 0),
            holder: self.holder.as_ref().filter(|holder| holder.has(place)).map(|holder| holder.code(place)),
        }
    }
}

/// Hears of what happens on the way.
pub(super) struct Hears<'c, 'a> {
    pub(super) columns: &'c Columns<'a>,
    pub(super) passed: Vec<Passed>,
    pub(super) segments: Option<Vec<Segment>>,
    /// When it was stopped, and went on afterwards.
    stops: Vec<Stop>,
}

/// From when to when a clock was stopped, and the event that took the stop back.
struct Stop {
    from: i64,
    to: i64,
    by: u32,
}

/// When a mark is told, and as what.
struct News {
    tell: i64,
    due: Option<i64>,
    /// The event that says whom.
    by: usize,
}

impl<'c, 'a> Hears<'c, 'a> {
    pub(super) fn new(columns: &'c Columns<'a>, segments: Option<Vec<Segment>>) -> Self {
        Self { columns, passed: Vec::new(), segments, stops: Vec::new() }
    }
}

impl Witness for Hears<'_, '_> {
    fn until(&self, place: u32, pause: usize) -> Option<i64> {
        let until = self.columns.pauses.get(pause)?[2].as_ref()?;
        until.has(place as usize).then(|| until.int(place as usize)).filter(|until| KNOWN.contains(until))
    }

    fn segment(&mut self, segment: Segment) {
        if segment.state == ClockState::Stopped {
            self.stops.push(Stop { from: segment.from, to: segment.to, by: segment.by });
        }
        if let Some(segments) = &mut self.segments {
            segments.push(segment);
        }
    }

    fn passed(&mut self, passed: Passed) {
        self.passed.push(passed);
    }
}

/// The instants from which on cases go by other calendars of a clock, in order; the first is that of all cases.
pub(super) fn changes(standard: &Standard, clock: &Clock) -> Vec<i64> {
    let reopens = clock.reopens.as_ref().and_then(|reopens| reopens.within);
    let reopens = reopens.and_then(|term| if let Term::On(on) = term { Some(on.calendar) } else { None });
    let named = clock.calendars.iter().copied().chain(reopens);
    let later = named.filter_map(|id| standard.calendars.get(id.index())).flat_map(|calendar| &calendar.later);
    let mut from: Vec<i64> = later.map(|(from, _)| *from).chain([i64::MIN]).collect();
    from.sort_unstable();
    from.dedup();
    from
}

/// What a clock goes by, and what that refers to.
pub(super) struct Going<'a> {
    pauses: Vec<(bool, bool)>,
    marks: Vec<(Ratio, i64)>,
    lines: Vec<Line<'a>>,
    /// What the term of a reopening is counted on.
    reopens: Option<&'a OpenTime>,
    clock: &'a Clock,
    world: &'a World,
    local: LocalTime,
}

impl<'a> Going<'a> {
    /// How the clock goes in cases that begin from an instant on, in the order of these instants. There are several where versions
    /// of the standard say a calendar anew: a clock goes by the calendar that was in force when its case began.
    pub(super) fn all(standard: &Standard, world: &'a World, clock: &'a Clock, zones: &'a Zones) -> Vec<(i64, Self)> {
        let one = |from| (from, Self::new(standard, world, clock, zones, from));
        changes(standard, clock).into_iter().map(one).collect()
    }

    /// Of these the one for a case that began at an instant.
    pub(super) fn at(all: &[(i64, Self)], began: i64) -> Option<&Self> {
        all.iter().rev().find(|(from, _)| *from <= began).map(|(_, going)| going)
    }

    fn new(standard: &Standard, world: &'a World, clock: &'a Clock, zones: &'a Zones, began: i64) -> Self {
        let in_force = |id: CalendarId| world.calendars.get(standard.calendar_at(id, began).index());
        let line = |id: &CalendarId| in_force(*id).map_or(Line::Elapsed, Line::On);
        let reopens = clock.reopens.as_ref().and_then(|reopens| reopens.within);
        let reopens = match reopens {
            Some(Term::On(on)) => in_force(on.calendar),
            _ => None,
        };
        Self {
            reopens,
            pauses: clock.pauses.iter().map(|p| (p.justified.is_some(), p.until.is_some())).collect(),
            marks: clock.warnings.iter().map(|w| (w.share, w.more)).collect(),
            lines: match (&clock.on, &clock.zone) {
                (None, _) => vec![Line::Elapsed],
                (Some(_), None) => clock.calendars.iter().map(line).collect(),
                (Some(_), Some(_)) => zones.lines(began),
            },
            clock,
            world,
            local: LocalTime::new(&standard.zone, 0, 0),
        }
    }

    /// What an event counts on.
    pub(super) fn line(&self, columns: &Columns<'_>, by: usize) -> Option<Line<'a>> {
        self.lines.get(usize::from(columns.happening(0, by).line?)).copied()
    }

    /// The last instant at which a stop may still be taken back.
    fn last(&self, stopped: i64) -> Option<i64> {
        let term = self.clock.reopens.as_ref()?.within?;
        match term {
            Term::On(on) => self.reopens?.due(stopped, on.term),
            _ => self.local.due(stopped, term),
        }
    }

    /// When a mark that was passed is told. Nobody is told before it opens, nor while the clock is stopped; if it goes on after that, they
    /// are told then, or when it opens next. None of what is over for good, or counts anew.
    fn news(&self, columns: &Columns<'_>, stops: &[Stop], passed: Passed) -> Option<News> {
        let opening = self.clock.warnings[passed.mark].opening;
        let line = |by: usize| self.line(columns, by);
        let opens = |by: usize, at: i64| line(by).filter(|_| opening).and_then(|line| line.opens(at)).unwrap_or(at);
        let by = passed.by as usize;
        let mut news = News { tell: opens(by, passed.at), due: passed.due, by };
        while let Some(stop) = stops.iter().find(|stop| stop.from <= news.tell && news.tell < stop.to) {
            let anew = self.clock.reopens.as_ref().is_some_and(|reopens| reopens.way == ReopenWay::Restart);
            if stop.to == i64::MAX || anew {
                return None;
            }
            let left = |due: i64| if due > stop.from { line(news.by)?.elapsed(stop.from, due) } else { None };
            let by = stop.by as usize;
            let due = match news.due.and_then(left) {
                Some(left) => line(by).and_then(|line| line.add(stop.to, left)),
                None => news.due,
            };
            news = News { tell: opens(by, stop.to), due, by };
        }
        Some(news)
    }

    pub(super) fn with<R>(&self, go: impl FnOnce(&Rules<'_>) -> R) -> R {
        let last = |stopped: i64| self.last(stopped);
        let way = self.clock.reopens.as_ref().map(|reopens| reopens.way);
        go(&Rules {
            pauses: &self.pauses,
            latched: self.clock.resumes.is_some(),
            reopens: way.filter(|way| *way != ReopenWay::Ignore).map(|way| way == ReopenWay::Restart),
            reopens_until: &last,
            fair: self.clock.fair,
            marks: &self.marks,
            lines: &self.lines,
            as_of: self.world.as_of,
        })
    }
}

impl<P: Pool> Builder<'_, P> {
    /// The columns of a clock over all cases, and what it tells of.
    pub(super) fn clock(
        &self,
        world: &World,
        case: &CasePlan,
        number: u16,
        member: &Member,
        failures: &mut Failures,
    ) -> Came {
        let unit = case.unit;
        let (Some(clock), Some(plan)) = (self.standard.clock(unit, number), case.clocks.get(usize::from(number)))
        else {
            return Came::default();
        };
        let shared = self.prepared(world, plan.nodes());
        failures.note(&shared.faults);
        let engine = self.engine(world, &shared);
        let cuts = cut(member, world.table(unit).rows, self.options.batch.clamp(1, 100_000));
        let keys = world.table(unit).codes().unwrap_or_default();
        let event = self.standard.seen_by_clocks(unit).unwrap_or(unit);
        let (zones, strange) = match plan.zone {
            None => Default::default(),
            Some(zone) => {
                let named = self.pool.map(cuts.len(), |i| {
                    let (cases, rows) = &cuts[i];
                    let below = Bench::rows(&engine, unit, cases.start, cases.end);
                    let pairs = Bench::pairs(&engine, member.scopes(rows), Some(&below));
                    let pairs = pairs.with_position(member.positions(rows));
                    named(&pairs.get(zone), &member.row[rows.clone()], &world.table(event).origin)
                });
                let mut all = Names::new();
                named.into_iter().flatten().for_each(|(name, rows)| *all.entry(name).or_default() += rows);
                Zones::lay(self.standard, world, clock, &all, |code| self.words.owned(code))
            }
        };
        let ways = Going::all(self.standard, world, clock, &zones);
        let reached = Reached::new(&engine, plan, 2 + self.standard.units[unit.index()].kept.len());
        let parts = self.pool.map(cuts.len(), |i| {
            let (cases, rows) = &cuts[i];
            let below = Bench::rows(&engine, unit, cases.start, cases.end);
            let pairs = Bench::pairs(&engine, member.scopes(rows), Some(&below)).with_position(member.positions(rows));
            let columns = Columns::new(&pairs, plan, &zones, reached.of(&pairs, &member.scopes(rows)));
            let at = &world.table(event).at;
            let (mut lives, mut told) = (Vec::with_capacity(cases.len()), Vec::new());
            let mut hears = Hears::new(&columns, None);
            let mut happenings = Vec::new();
            let mut place = rows.start;
            for case in cases.clone() {
                happenings.clear();
                let first = place - rows.start;
                while place < rows.end && member.case[place] as usize == case {
                    happenings.push(columns.happening(at[member.row[place] as usize], place - rows.start));
                    place += 1;
                }
                in_order(&mut happenings);
                let began = happenings.first().map_or(i64::MIN, |first| first.at);
                let Some(going) = Going::at(&ways, began) else { continue };
                hears.stops.clear();
                let mut life = going.with(|rules| run(rules, &happenings, &mut hears));
                if life.why == Some(Why::Failed) {
                    let mut open = columns.failing.range(first..place - rows.start).map(|(_, open)| open);
                    life.failed = open.find(|open| open.decides).map(|open| self.words.code(&open.why));
                }
                hears.stops.extend(life.stopped.map(|at| Stop { from: at, to: i64::MAX, by: 0 }));
                lives.push(life);
                for passed in std::mem::take(&mut hears.passed) {
                    let Some(news) = going.news(&columns, &hears.stops, passed) else { continue };
                    let (whom, when) = &columns.warnings[passed.mark];
                    if when.as_ref().is_some_and(|when| when.flag(news.by) != YES) || news.tell > world.as_of {
                        continue;
                    }
                    told.push(Told {
                        unit,
                        clock: number,
                        case: keys[case],
                        mark: passed.mark,
                        round: passed.round,
                        at: passed.at,
                        tell: news.tell,
                        due: news.due,
                        zone: going.line(&columns, news.by).and_then(Line::zone),
                        whom: whom.has(news.by).then(|| whom.code(news.by)),
                        event: world.event(event, member.row[rows.start + news.by]),
                    });
                }
            }
            (lives, told)
        });
        let (lives, told): (Vec<Vec<Life>>, Vec<Vec<Told>>) = parts.into_iter().unzip();
        let lives: Vec<Life> = lives.into_iter().flatten().collect();
        let holder = clock.holder.as_ref().map(|holder| &holder.ty);
        let parts = ClockPart::ALL.iter().map(|(part, _)| *part).filter(|part| part.is_of(clock));
        let found = parts.map(|part| (part, column(&lives, part, world.as_of, &part.ty(holder)))).collect();
        Came { found, told: told.into_iter().flatten().collect(), strange }
    }
}

/// The names of zones that some events say, by the source of each.
fn named(zone: &Vector<'_>, rows: &[u32], origin: &[u16]) -> Names {
    let mut named = Names::new();
    for (place, row) in rows.iter().enumerate().filter(|(place, _)| zone.has(*place)) {
        let source = origin.get(*row as usize).copied().unwrap_or(u16::MAX);
        *named.entry((zone.code(place), source)).or_default() += 1;
    }
    named
}

/// One part of a clock as a column.
fn column(lives: &[Life], part: ClockPart, as_of: i64, ty: &Type) -> Column {
    let ints = |value: &dyn Fn(&Life) -> Option<i64>| {
        let values: Vec<Option<i64>> = lives.iter().map(value).collect();
        let valid = values.iter().any(Option::is_none).then(|| values.iter().map(Option::is_some).collect());
        Column { data: Data::Ints(values.into_iter().map(|v| v.unwrap_or(0)).collect()), valid }
    };
    let ratios = |value: &dyn Fn(&Life) -> Option<Ratio>| {
        let values: Vec<Option<Ratio>> = lives.iter().map(value).collect();
        let valid = values.iter().any(Option::is_none).then(|| values.iter().map(Option::is_some).collect());
        Column { data: Data::Ratios(values.into_iter().map(|v| v.unwrap_or(Ratio::ZERO)).collect()), valid }
    };
    let codes = |value: &dyn Fn(&Life) -> Option<u32>| {
        let codes: Vec<Option<u32>> = lives.iter().map(value).collect();
        let valid = codes.iter().any(Option::is_none).then(|| codes.iter().map(Option::is_some).collect());
        let column = Column { data: Data::Codes(codes.into_iter().map(|c| c.unwrap_or(0)).collect()), valid };
        concat(vec![column], ty)
    };
    let decided = |answer: Answer, breached: Option<i64>, life: &Life| match answer {
        Answer::Breached => breached,
        Answer::Met => life.stopped,
        _ => Some(as_of),
    };
    match part {
        ClockPart::Started => ints(&|life| life.started),
        ClockPart::Stopped => ints(&|life| life.stopped),
        ClockPart::Running => {
            Column { data: Data::Flags(lives.iter().map(|life| life.running).collect()), valid: None }
        }
        ClockPart::Elapsed => ints(&|life| life.elapsed),
        ClockPart::Target => ints(&|life| life.target),
        ClockPart::Due => ints(&|life| life.due),
        ClockPart::FairDue => ints(&|life| life.fair_due),
        ClockPart::Breached => ints(&|life| life.breached),
        ClockPart::FairBreached => ints(&|life| life.fair_breached),
        ClockPart::Pauses => ints(&|life| Some(life.pauses)),
        ClockPart::VoidPauses => ints(&|life| Some(life.void_pauses)),
        ClockPart::Reopened => ints(&|life| Some(life.reopened)),
        ClockPart::Handovers => ints(&|life| Some(life.handovers)),
        ClockPart::Owner => codes(&|life| life.owner.who),
        ClockPart::UnassignedShare => ratios(&|life| life.owner.nobodys),
        ClockPart::Failed => codes(&|life| life.failed),
        ClockPart::Zone => codes(&|life| life.zone),
        ClockPart::Received => ints(&|life| life.owner.received),
        ClockPart::OwnerShare => ratios(&|life| life.owner.share),
        ClockPart::LeftAtReceipt => ratios(&|life| life.owner.left),
        ClockPart::Strict => ints(&|life| Some(life.strict.code())),
        ClockPart::StrictAt => ints(&|life| decided(life.strict, life.breached, life)),
        ClockPart::Fair => ints(&|life| Some(life.fair.code())),
        ClockPart::FairAt => ints(&|life| decided(life.fair, life.fair_breached, life)),
        ClockPart::Why => ints(&|life| {
            Some(match life.why {
                None => 0,
                Some(Why::NeverStarted) => 1,
                Some(Why::NoTarget) => 2,
                Some(Why::NoCalendar) => 3,
                Some(Why::NoZone) => 4,
                Some(Why::Failed) => 5,
            })
        }),
    }
}
