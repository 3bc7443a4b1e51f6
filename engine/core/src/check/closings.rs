//! When months close: `closes month at 12:00 on working day 5 on office`.

use super::calendars::clock;
use super::context::Context;
use super::layers::{LayeredItem, of};
use super::messages;
use crate::standard::{Closing, Period};
use crate::time::next_start;
use etalon_grammar::ast::{self, ClauseKind, Kind, Span};

/// Later than that nothing closes: the day after the period, days and working days alike.
const LATEST_DAY: i64 = 366;

/// The closings that the header says. They come after the calendars, on which working days are counted.
pub(crate) fn closings(ctx: &mut Context, items: &[LayeredItem]) {
    let Some(header) = of(items, Kind::Standard).next() else { return };
    for clause in &header.clauses {
        let ClauseKind::Closes(written) = &clause.kind else { continue };
        let Some(closing) = closing(ctx, written, clause.span) else { continue };
        match ctx.standard.closings.iter().find(|known| known.period == closing.period) {
            Some(first) => {
                let first = first.span;
                ctx.report(messages::clause_twice("closes", clause.span, first));
            }
            None => ctx.standard.closings.push(closing),
        }
    }
}

fn closing(ctx: &mut Context, written: &ast::Closing, span: Span) -> Option<Closing> {
    let period = ctx.period(&written.period);
    let at = clock(&written.clock.text);
    if at.is_none() {
        ctx.report(messages::no_such_time(&written.clock));
    }
    let day = ctx.count(&written.day);
    if let Some(day) = day.filter(|day| *day > LATEST_DAY) {
        ctx.report(messages::closes_too_late(written.day.span, day, LATEST_DAY));
        return None;
    }
    let calendar = match &written.on {
        None => None,
        Some(on) if !written.working => {
            ctx.report(messages::counts_no_working_days(on));
            return None;
        }
        Some(on) => Some(ctx.calendar(on)?),
    };
    let period = period?;
    if period.length().is_some() {
        ctx.report(messages::for_reading_only(written.period.span, "does not close"));
        return None;
    }
    if next_start(&period, 0).is_none() {
        let sliding = !matches!(period, Period::All);
        ctx.report(messages::never_closes(written.period.span, sliding));
        return None;
    }
    Some(Closing { period, clock: at?, day: day?, working: written.working, calendar, span })
}
