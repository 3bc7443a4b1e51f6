//! The course of a clock through made-up events: its stretches tile its life, what was counted adds up, nothing is early.

use super::{Answer, ClockState, Happening, Life, Line, Owner, Passed, Rules, Segment, Witness, in_order, run};
use crate::time::{Calendar, Hours, OpenTime};
use crate::value::{Ratio, SECOND};
use jiff::tz::TimeZone;

const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const WEEK: i64 = 7 * 24 * HOUR;

#[derive(Default)]
struct Heard {
    segments: Vec<Segment>,
    passed: Vec<Passed>,
    shift: i64,
}

impl Witness for Heard {
    fn until(&self, place: u32, _: usize) -> Option<i64> {
        // Every fourth has no end.
        let place = i64::from(place);
        (place % 4 != 3).then_some(self.shift + place * 40 * MINUTE + 50 * MINUTE)
    }

    fn segment(&mut self, segment: Segment) {
        self.segments.push(segment);
    }

    fn passed(&mut self, passed: Passed) {
        self.passed.push(passed);
    }
}

/// Open from 08:00 to 12:00 and from 13:00 to 17:00, Monday to Friday, in UTC: without a date of its own.
fn office(from: i64, to: i64) -> OpenTime {
    let mut calendar = Calendar::always(TimeZone::UTC);
    let hours = |from: i64, to: i64| Hours { from: from * HOUR, to: to * HOUR };
    for (day, open) in calendar.week.iter_mut().enumerate() {
        *open = if day < 5 { vec![hours(8, 12), hours(13, 17)] } else { Vec::new() };
    }
    OpenTime::new(&calendar, from, to)
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// Some events, and the instant that they are seen from.
fn events(dice: &mut Dice) -> (Vec<Happening>, i64) {
    let mut at = 0;
    let mut line = 0;
    let mut events = Vec::new();
    for place in 0..dice.below(14) {
        // Many at one instant.
        at += i64::try_from(dice.below(5)).unwrap_or(0) * 20 * MINUTE;
        if dice.one_in(6) {
            line = 1 - line;
        }
        events.push(Happening {
            at,
            place: u32::try_from(place).unwrap_or(0),
            starts: place == 0 || dice.one_in(9),
            resumes: dice.one_in(4),
            reopens: dice.one_in(5),
            restarts: dice.one_in(12),
            stops: dice.one_in(6),
            pauses: u16::from(dice.one_in(3)) | u16::from(dice.one_in(5)) << 1,
            justifies: u16::from(dice.one_in(3)),
            line: (!dice.one_in(40)).then_some(line),
            target: (!dice.one_in(30)).then(|| [30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR][usize::from(dice.one_in(2))]),
            holder: (!dice.one_in(4)).then(|| u32::try_from(dice.below(3)).unwrap_or(0)),
            ..Happening::default()
        });
    }
    (events, at + i64::try_from(dice.below(9)).unwrap_or(0) * 30 * MINUTE)
}

const MARKS: [(Ratio, i64); 2] = [(Ratio::ONE, 0), (Ratio::ONE, 30 * MINUTE)];

fn live(events: &[Happening], as_of: i64, latched: bool, lines: &[Line<'_>], shift: i64) -> (Life, Heard) {
    let mut events: Vec<Happening> = events.iter().map(|event| Happening { at: event.at + shift, ..*event }).collect();
    in_order(&mut events);
    let mut heard = Heard { shift, ..Heard::default() };
    let half = Ratio::new(1, 2);
    let rules = Rules {
        pauses: &[(true, false), (false, true)],
        latched,
        reopens: Some(latched),
        reopens_until: &|stopped| Some(stopped + 2 * HOUR),
        fair: half,
        marks: &MARKS,
        lines,
        as_of: as_of + shift,
    };
    let life = run(&rules, &events, &mut heard);
    (life, heard)
}

#[test]
fn the_stretches_tile_the_life_and_what_was_counted_adds_up() {
    // 2026-03-02 is a Monday.
    let monday = 1_772_409_600 * SECOND + 7 * HOUR;
    let office = office(monday - WEEK, monday + 2 * WEEK);
    let lines = [Line::On(&office), Line::Elapsed];
    let mut dice = Dice(11);
    let (mut breached, mut met, mut pending, mut void, mut reopened) = (0, 0, 0, 0, 0);
    for _ in 0..20_000 {
        let (events, as_of) = events(&mut dice);
        let latched = dice.one_in(2);
        let (life, heard) = live(&events, as_of, latched, &lines, monday);
        let end = life.stopped.unwrap_or(as_of + monday);
        let Some(started) = life.started else {
            assert_eq!((life.strict, heard.segments.len()), (Answer::Unknown, 0));
            continue;
        };
        let mut at = started;
        for segment in &heard.segments {
            assert!(segment.from == at && segment.to > segment.from, "without a gap and in order: {segment:?}");
            at = segment.to;
        }
        assert_eq!(at, end, "to the stop, or to the instant that is seen from");
        if let Some(elapsed) = life.elapsed.filter(|_| !latched || life.reopened == 0) {
            let counted: Option<i64> = heard.segments.iter().map(|segment| segment.counted).sum();
            assert_eq!(counted, Some(elapsed));
        }
        let still = |state: ClockState| matches!(state, ClockState::Paused | ClockState::Stopped);
        assert!(heard.segments.iter().all(|s| !still(s.state) || s.counted == Some(0)));
        // Of both targets the fairer is never the earlier.
        if let (Some(fair), strict) = (life.fair_breached, life.breached) {
            assert!(strict.is_some_and(|strict| strict <= fair));
        }
        match life.strict {
            Answer::Breached => assert!(life.breached.is_some_and(|b| started <= b && b <= end)),
            Answer::Met => assert!(life.stopped.is_some() && life.breached.is_none()),
            Answer::Pending => assert!(life.stopped.is_none() && life.due.is_none_or(|due| due >= as_of + monday)),
            Answer::Unknown => assert!(life.why.is_some()),
        }
        for passed in &heard.passed {
            assert!(started <= passed.at && passed.at <= as_of + monday, "neither before the start nor ahead of time");
        }
        assert!(life.void_pauses <= life.pauses);
        let total = |answer: Answer| usize::from(life.strict == answer);
        (breached, met) = (breached + total(Answer::Breached), met + total(Answer::Met));
        (pending, void) = (pending + total(Answer::Pending), void + usize::from(life.void_pauses > 0));
        reopened += usize::from(life.reopened > 0);
    }
    assert!([breached, met, pending, void, reopened].iter().all(|n| *n > 500), "all of it is tried");
}

#[test]
fn a_mark_is_passed_when_so_much_has_been_counted_and_not_before() {
    let office = office(-WEEK, 2 * WEEK);
    let mut dice = Dice(5);
    let mut tried = 0;
    for _ in 0..5_000 {
        let (mut events, as_of) = events(&mut dice);
        // One target and one round, so that the marks are where they are.
        for event in &mut events {
            (event.target, event.restarts, event.line) = (Some(HOUR), false, Some(0));
        }
        let (_, heard) = live(&events, as_of, false, &[Line::On(&office)], 4 * 24 * HOUR);
        for passed in &heard.passed {
            let amount = HOUR + MARKS[passed.mark].1;
            let until = |to: i64| -> i64 {
                let part = |s: &Segment| {
                    let to = to.min(s.to);
                    let counts = matches!(s.state, ClockState::Running | ClockState::Void) && to > s.from;
                    if counts { office.elapsed(s.from, to).unwrap_or(0) } else { 0 }
                };
                heard.segments.iter().map(part).sum()
            };
            // What is reached at the very instant of a stop is told when that is taken back.
            let taken_back = heard.segments.iter().any(|s| s.state == ClockState::Stopped && s.to == passed.at);
            let before = until(passed.at - 1);
            assert!(until(passed.at) == amount && (before < amount || taken_back), "{passed:?}");
            tried += 1;
        }
    }
    assert!(tried > 500);
}

#[test]
fn whole_weeks_later_everything_is_whole_weeks_later() {
    let office = office(-WEEK, 60 * WEEK);
    let lines = [Line::On(&office), Line::Elapsed];
    let mut dice = Dice(3);
    for _ in 0..3_000 {
        let (events, as_of) = events(&mut dice);
        let latched = dice.one_in(2);
        let weeks = i64::try_from(dice.below(50)).unwrap_or(0) * WEEK;
        let (here, heard) = live(&events, as_of, latched, &lines, 0);
        let (there, later) = live(&events, as_of, latched, &lines, weeks);
        let moved = |at: Option<i64>| at.map(|at| at + weeks);
        assert_eq!(there.due, moved(here.due));
        assert_eq!((there.breached, there.fair_breached), (moved(here.breached), moved(here.fair_breached)));
        assert_eq!((there.strict, there.fair, there.elapsed), (here.strict, here.fair, here.elapsed));
        let owner = Owner { received: moved(here.owner.received), ..here.owner };
        assert_eq!((there.owner, there.pauses, there.void_pauses), (owner, here.pauses, here.void_pauses));
        let moved: Vec<Segment> =
            heard.segments.iter().map(|s| Segment { from: s.from + weeks, to: s.to + weeks, ..*s }).collect();
        assert_eq!(later.segments, moved);
    }
}

/// A clock of 2 hours around the clock, over events that do one thing each.
fn told(events: &[Happening], as_of: i64) -> Life {
    let events: Vec<Happening> = (0..)
        .zip(events)
        .map(|(place, event)| Happening { place, line: Some(0), target: event.target.or(Some(2 * HOUR)), ..*event })
        .collect();
    live(&events, as_of, false, &[Line::Elapsed], 0).0
}

#[test]
fn the_very_instant_of_the_deadline_is_in_time() {
    let start = Happening { starts: true, ..Happening::default() };
    let stop = |at: i64| Happening { at, stops: true, ..Happening::default() };
    assert_eq!(told(&[start, stop(2 * HOUR)], 9 * HOUR).strict, Answer::Met);
    let late = told(&[start, stop(2 * HOUR + 1)], 9 * HOUR);
    assert_eq!((late.strict, late.breached), (Answer::Breached, Some(2 * HOUR)));
    // Seen from that instant it may still be kept.
    assert_eq!(told(&[start], 2 * HOUR).strict, Answer::Pending);
    assert_eq!(told(&[start], 2 * HOUR + 1).strict, Answer::Breached);
}

#[test]
fn what_justifies_a_pause_at_its_very_instant_comes_before_it() {
    let start = Happening { starts: true, ..Happening::default() };
    let pause = Happening { at: HOUR, pauses: 1, ..Happening::default() };
    let question = Happening { at: HOUR, justifies: 1, ..Happening::default() };
    assert_eq!(told(&[start, pause, question], 9 * HOUR).void_pauses, 0);
    let after = Happening { at: HOUR + 1, ..question };
    assert_eq!(told(&[start, pause, after], 9 * HOUR).void_pauses, 1);
    // Of the start itself, it comes not after it.
    let both = Happening { justifies: 1, ..start };
    assert_eq!(told(&[both, pause], 9 * HOUR).void_pauses, 1);
}

#[test]
fn a_lowered_target_is_broken_at_the_change_and_people_have_half_of_the_new_one() {
    let start = Happening { starts: true, target: Some(4 * HOUR), ..Happening::default() };
    let change = Happening { at: 3 * HOUR, target: Some(2 * HOUR), ..Happening::default() };
    let life = told(&[start, change], 3 * HOUR + 30 * MINUTE);
    assert_eq!((life.breached, life.fair_due, life.fair), (Some(3 * HOUR), Some(4 * HOUR), Answer::Pending));
}
