//! Hours of a day: `08:00-12:00, 13:00-17:00`, and of the days of the week.

use crate::check::context::Context;
use crate::check::messages;
use crate::time::{DAY, Hours};
use crate::value::SECOND;
use etalon_grammar::ast::{ClauseKind, Item, Name, OpenHours, Span};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The hours of the week, Monday first.
pub(super) fn week(ctx: &mut Context, item: &Item) -> [Vec<Hours>; 7] {
    let mut week: [Vec<Hours>; 7] = Default::default();
    let mut said: [Option<Span>; 7] = [None; 7];
    for clause in &item.clauses {
        let ClauseKind::Opens { days, hours } = &clause.kind else { continue };
        let hours = spans(ctx, hours);
        for span in days {
            let (Some(first), Some(last)) = (day(&span.first), day(span.last.as_ref().unwrap_or(&span.first))) else {
                continue;
            };
            // `fri..mon` goes over the end of the week.
            for step in 0..=(last + 7 - first) % 7 {
                let day = (first + step) % 7;
                match said[day] {
                    Some(first) => ctx.report(messages::weekday_twice(DAYS[day], span.span, first)),
                    None => {
                        said[day] = Some(span.span);
                        week[day].clone_from(&hours);
                    }
                }
            }
        }
    }
    for day in 0..7 {
        let next = (day + 1) % 7;
        let (last, first) = (week[day].last(), week[next].first());
        if let Some((last, first)) = last.zip(first)
            && last.to > first.from + DAY
            && let Some((own, after)) = said[day].zip(said[next])
        {
            ctx.report(messages::overlapping_days(DAYS[day], own, DAYS[next], after));
        }
    }
    week
}

fn day(name: &Name) -> Option<usize> {
    DAYS.iter().position(|day| *day == name.text)
}

/// Hours in their order; what overlaps or is no time of day is reported.
pub(super) fn spans(ctx: &mut Context, written: &[OpenHours]) -> Vec<Hours> {
    let mut spans: Vec<(Hours, Span)> = Vec::new();
    for one in written {
        let (Some(from), Some(to)) = (clock(&one.from.text), clock(&one.to.text)) else {
            let wrong = if clock(&one.from.text).is_none() { &one.from } else { &one.to };
            ctx.report(messages::no_such_time(wrong));
            continue;
        };
        match hours(from, to) {
            Some(hours) => spans.push((hours, one.span)),
            None => ctx.report(messages::no_hours_at_all(one)),
        }
    }
    spans.sort_by_key(|(hours, _)| *hours);
    for pair in spans.windows(2) {
        if pair[1].0.from < pair[0].0.to {
            let (first, second) = (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1));
            ctx.report(messages::overlapping_hours(second, first));
        }
    }
    spans.into_iter().map(|(hours, _)| hours).collect()
}

/// From one time of day to another, which is on the day after if it is not later.
pub(super) fn hours(from: i64, to: i64) -> Option<Hours> {
    let whole = if to < from { to + DAY } else { to };
    (from < DAY && from != to).then_some(Hours { from, to: whole })
}

/// `08:00` in microseconds since midnight; up to `24:00`.
pub(crate) fn clock(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    let micros = (hour * 60 + minute) * 60 * SECOND;
    (minute < 60 && micros <= DAY).then_some(micros)
}
