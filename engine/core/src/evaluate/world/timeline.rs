//! The course of a clock in one case, stretch by stretch: for whoever tells or draws it.

use super::clocks::{Columns, Going, Hears};
use super::course::kept;
use super::failing::Reached;
use super::table::row;
use super::zones::{Names, Zones};
use crate::evaluate::clock::{Line, Segment, in_order, run};
use crate::evaluate::columns::{Below, Bench, Engine, Words, batches, patterns, prepare};
use crate::evaluate::{Options, Sequential, World};
use crate::standard::{UnitId, UnitKind};
use crate::{Plan, Standard};
use jiff::tz::TimeZone;

/// The course of a clock in one case.
#[derive(Debug, Default)]
pub struct Course {
    /// Its stretches.
    pub segments: Vec<Segment>,
    /// For each of them the event that began it or changed something last: its kind and row.
    pub events: Vec<(UnitId, u32)>,
    /// The zone of the calendar that it counted on last; none on the time that passes.
    pub zone: Option<TimeZone>,
}

/// The stretches of a clock in one case, from its first start to its last stop (or to the instant that the run speaks for), one
/// after the other without a gap, each with the event that began it or changed something last. Empty if the clock never started.
///
/// It goes through all events of the kind to find those of the case: it is for single cases.
#[must_use]
pub fn timeline(standard: &Standard, plan: &Plan, world: &World, (unit, case): (UnitId, usize), clock: u16) -> Course {
    let UnitKind::Case(members) = &standard.units[unit.index()].kind else { return Course::default() };
    let found = plan.cases.iter().find(|case| case.unit == unit);
    let (Some(found), Some(clock_rules), Some(seen)) =
        (found, standard.clock(unit, clock), standard.seen_by_clocks(unit))
    else {
        return Course::default();
    };
    let Some(clock_plan) = found.clocks.get(usize::from(clock)) else { return Course::default() };
    let words = Words::new(&world.texts);
    let needed = plan.needed(clock_plan.nodes().chain(found.by.iter().copied()));
    let options = Options::default();
    let shared = prepare(standard, plan, world, &words, (&needed, None), &options, &Sequential);
    let patterns = patterns(plan, &needed);
    let engine = Engine { standard, plan, world, words: &words, shared: &shared, patterns: &patterns };
    let Some(key) = world.table(unit).codes().and_then(|codes| codes.get(case)) else { return Course::default() };
    let mut rows: Vec<u32> = Vec::new();
    for (place, (member, by)) in members.iter().zip(&found.by).enumerate() {
        for (start, end) in batches(world.table(member.event).rows, &options) {
            let of = Bench::rows(&engine, member.event, start, end).get(*by);
            let own = (0..end - start).filter(|i| of.has(*i) && of.code(*i) == *key).map(|i| row(start + i));
            match world.courses.get(&seen) {
                None => rows.extend(own),
                Some(course) => rows.extend(own.filter_map(|own| course.row(place, own))),
            }
        }
    }
    // The rows of a course stand case by case, and in order.
    rows.sort_unstable();
    let cases = vec![row(case); rows.len()];
    let kept = kept(world, standard, (unit, seen), &cases, &rows);
    let scopes: Vec<&[u32]> =
        [cases.as_slice(), rows.as_slice()].into_iter().chain(kept.iter().map(Vec::as_slice)).collect();
    let below = Bench::rows(&engine, unit, case, case + 1);
    let position: Vec<i64> = (1..).take(rows.len()).collect();
    let pairs = Bench::pairs(&engine, scopes.clone(), Some(&below as &dyn Below)).with_position(&position);
    let mut names = Names::new();
    if let Some(zone) = clock_plan.zone.map(|zone| pairs.get(zone)) {
        let named = (0..rows.len()).filter(|place| zone.has(*place));
        names.extend(named.map(|place| ((zone.code(place), 0), 1)));
    }
    let (zones, _) = Zones::lay(standard, world, clock_rules, &names, |code| words.owned(code));
    let failing = Reached::new(&engine, clock_plan, scopes.len()).of(&pairs, &scopes);
    let columns = Columns::new(&pairs, clock_plan, &zones, failing);
    let at = &world.table(seen).at;
    let mut events: Vec<_> = rows.iter().enumerate().map(|(i, r)| columns.happening(at[*r as usize], i)).collect();
    in_order(&mut events);
    let mut hears = Hears::new(&columns, Some(Vec::new()));
    let began = events.first().map_or(i64::MIN, |first| first.at);
    let ways = Going::all(standard, world, clock_rules, &zones);
    let Some(going) = Going::at(&ways, began) else { return Course::default() };
    going.with(|rules| run(rules, &events, &mut hears));
    let segments = hears.segments.take().unwrap_or_default();
    let until = segments.last().map_or(i64::MAX, |last| last.to);
    let last = events.iter().rev().find(|event| event.at <= until);
    let zone = last.and_then(|event| going.line(&columns, event.place as usize)).and_then(Line::zone);
    let event = |segment: &Segment| world.event(seen, rows.get(segment.by as usize).copied().unwrap_or(0));
    Course { events: segments.iter().map(event).collect(), segments, zone }
}
