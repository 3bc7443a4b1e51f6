//! Periods that close, and are restated: what their figures and decisions were when they closed, beside what they are now.
//!
//! A closed figure is by definition the figure of a run that speaks for the instant C at which its period closed and knows what
//! was recorded by then. So such a run is made, once for each C, by the same evaluator. Where something was recorded later that
//! had happened by C, one more run speaks for C and knows all: what differs between these two differs because of what was recorded
//! later; what differs between the second and the present only needed time. Nothing of this reaches what the present run says.

mod compare;
mod known;
mod reach;
mod since;
mod supersede;
mod when;

use super::run::compared;
use super::{Options, Pool, Run};
use crate::outcome::{Because, ClosedPeriod};
use crate::standard::{Closing, Period};
use crate::table::{Data, Input};
use crate::time::{LocalTime, start_of};
use crate::{Plan, Standard};
use since::Later;
use std::collections::{BTreeMap, BTreeSet};
use when::Due;

/// So many closings are looked at at once, each with up to two worlds in memory.
const SIDE_BY_SIDE: usize = 4;

/// The closed periods of a run, by when they closed, then by when they begin.
pub(super) fn closings(
    standard: &Standard,
    plan: &Plan,
    input: &Input,
    options: &Options,
    pool: &impl Pool,
    present: &Run,
) -> Vec<ClosedPeriod> {
    let mut by_instant: BTreeMap<i64, Vec<(Due, &Period)>> = BTreeMap::new();
    for closing in &standard.closings {
        for due in periods(standard, closing, input, present) {
            by_instant.entry(due.closes).or_default().push((due, &closing.period));
        }
    }
    let shortest = when::shortest(standard);
    // Each instant is a matter of its own. The latest take longest, so they come first.
    let instants: Vec<(i64, Vec<(Due, &Period)>)> = by_instant.into_iter().rev().collect();
    let closing_at = |(instant, periods): &(i64, Vec<(Due, &Period)>)| {
        let instant = *instant;
        let mut periods: Vec<&(Due, &Period)> = periods.iter().collect();
        periods.sort_by(|(a, _), (b, _)| (a.span, &a.name).cmp(&(b.span, &b.name)));
        let known = options.known.map_or(instant, |known| known.min(instant));
        let then = Options { as_of: Some(instant), known: Some(known), ..*options };
        let then = compared(standard, plan, known::by(standard, input, known), &then, pool);
        let later = Later::between(standard, input, (known, options.known), &then.world, &present.world);
        // If nothing that matters was recorded later, the run that knows all is the run that was made.
        let informed = (!later.is_empty()).then(|| {
            let informed = Options { as_of: Some(instant), ..*options };
            compared(standard, plan, input.clone(), &informed, pool)
        });
        let seen = Seen { standard, plan, then: &then, informed: informed.as_ref(), present, later: &later };
        let one = |(due, each): &(Due, &Period)| ClosedPeriod {
            each: (*each).clone(),
            period: due.name.clone(),
            span: due.span,
            at: instant,
            restated: seen.restated(each, due),
            superseded: if Some(*each) == shortest { seen.superseded(due) } else { Vec::new() },
        };
        periods.into_iter().map(one).collect::<Vec<_>>()
    };
    let groups = instants.chunks(SIDE_BY_SIDE);
    let closed: Vec<Vec<ClosedPeriod>> =
        groups.flat_map(|group| pool.map(group.len(), |i| closing_at(&group[i]))).collect();
    closed.into_iter().rev().flatten().collect()
}

/// Three runs side by side.
struct Seen<'a> {
    standard: &'a Standard,
    plan: &'a Plan,
    /// As it was when the period closed.
    then: &'a Run,
    /// Of the same instant, but knowing all; none if that is the same.
    informed: Option<&'a Run>,
    present: &'a Run,
    later: &'a Later,
}

impl Seen<'_> {
    /// Of the instant of closing, knowing all.
    fn informed(&self) -> &Run {
        self.informed.unwrap_or(self.then)
    }

    /// All kinds of what was recorded later.
    fn kinds(&self) -> Vec<Because> {
        self.later.all().map(|since| since.because).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// When the period of that name closes; none beyond the calendar.
pub(super) fn closes_at(standard: &Standard, closing: &Closing, period: &str) -> Option<i64> {
    let start = crate::time::start_named(period)?;
    let local = LocalTime::new(&standard.zone, 0, 0);
    when::due(standard, closing, &local, start).map(|due| due.closes)
}

/// The periods of a kind that are closed and may have a figure: those in which anything was delivered, and those of the present
/// figures.
fn periods(standard: &Standard, closing: &Closing, input: &Input, present: &Run) -> Vec<Due> {
    let figures = present.outcome.figures.iter().filter(|figure| figure.each == closing.period);
    let begins = figures.filter_map(|figure| figure.span).map(|span| span.0);
    let columns = input.incoming.iter().filter_map(|incoming| {
        let at = standard.units.get(incoming.unit.index())?.at?;
        match incoming.columns.get(at.index()) {
            Some(column) => match &column.data {
                Data::Ints(values) => Some((column, values)),
                _ => None,
            },
            None => None,
        }
    });
    let delivered = columns
        .flat_map(|(column, values)| values.iter().enumerate().filter(|(row, _)| column.has(*row)).map(|(_, at)| *at));
    let as_of = present.outcome.as_of;
    let instants: Vec<i64> = begins.chain(delivered).filter(|at| *at < as_of).collect();
    let (first, last) = (instants.iter().min().copied(), instants.iter().max().copied());
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let local = LocalTime::new(&standard.zone, first, last);
    let dates: BTreeSet<i64> = instants.iter().filter_map(|at| local.date(*at)).collect();
    let starts: BTreeSet<i64> = dates.iter().filter_map(|date| start_of(&closing.period, *date)).collect();
    let due = starts.iter().filter_map(|start| when::due(standard, closing, &local, *start));
    due.filter(|due| due.closes <= as_of).collect()
}
