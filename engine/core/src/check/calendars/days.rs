//! Days that differ from the others: closed and short ones, in the text or from files.

use super::{FileDay, hours};
use crate::check::context::Context;
use crate::check::messages;
use crate::time::Hours;
use etalon_grammar::ast::{ClauseKind, Dates, Item, Name, Span, Text};
use jiff::civil;
use std::collections::BTreeMap;

/// A range longer than this is hardly meant: a year and a month.
const LONGEST: i64 = 400;

/// Where a day was said, and what.
pub(crate) struct Said {
    pub span: Span,
    /// `line 4 of holidays.csv`, where a file says it.
    pub row: Option<String>,
    pub closed: bool,
    pub hours: Vec<Hours>,
    /// By a file: its further rows may say more hours of the same day, or name a second reason why it is closed.
    file: Option<usize>,
}

/// Days by date, and their hours: none on closed ones.
pub(super) fn days(ctx: &mut Context, item: &Item) -> BTreeMap<i64, Vec<Hours>> {
    let mut said: BTreeMap<i64, Said> = BTreeMap::new();
    for (number, clause) in item.clauses.iter().enumerate() {
        let (list, written) = match &clause.kind {
            ClauseKind::Closed(dates) => (dates, None),
            ClauseKind::Short { dates, hours } => (dates, Some(hours)),
            _ => continue,
        };
        let given = written.map(|written| hours::spans(ctx, written));
        for (place, dates) in list.iter().enumerate() {
            match dates {
                Dates::Days { first, last, span } => {
                    for date in range(ctx, first, last.as_ref(), *span) {
                        let hours = given.clone().unwrap_or_default();
                        let one = Said { span: *span, row: None, closed: written.is_none(), hours, file: None };
                        say(ctx, &mut said, date, one);
                    }
                }
                Dates::File(name) => {
                    of_file(ctx, &mut said, name, written.is_none(), number * 10_000 + place);
                }
            }
        }
    }
    said.into_iter().map(|(date, said)| (date, said.hours)).collect()
}

/// The dates from one to another, both included.
fn range(ctx: &mut Context, first: &Name, last: Option<&Name>, span: Span) -> std::ops::Range<i64> {
    let nothing = 0..0;
    let mut date = |name: &Name| {
        let parsed = name.text.parse::<civil::Date>().ok();
        if parsed.is_none() {
            ctx.report(messages::no_such_day(&name.text, name.span));
        }
        parsed.map(crate::check::typing::days)
    };
    let Some((from, to)) = date(first).zip(date(last.unwrap_or(first))) else { return nothing };
    if to < from {
        ctx.report(messages::dates_backwards(span, &first.text, last.map_or("", |last| &last.text)));
        return nothing;
    }
    if to - from > LONGEST {
        ctx.report(messages::dates_too_long(span, to - from + 1, LONGEST));
        return nothing;
    }
    from..to + 1
}

fn of_file(ctx: &mut Context, said: &mut BTreeMap<i64, Said>, name: &Text, closed: bool, number: usize) {
    let Some(file) = ctx.calendars.files.get(&(name.span.file, name.text.clone())).cloned() else {
        ctx.report(messages::days_not_read(name));
        return;
    };
    for FileDay { line, date, hours: given } in file.days {
        let row = format!("line {line} of {}", file.path);
        let hours = match given.filter(|_| !closed) {
            None => Vec::new(),
            Some((from, to)) => match hours::hours(from, to) {
                Some(hours) => vec![hours],
                None => {
                    ctx.report(messages::no_hours_in(name.span, &row));
                    continue;
                }
            },
        };
        say(ctx, said, date, Said { span: name.span, row: Some(row), closed, hours, file: Some(number) });
    }
}

/// Notes what is said of a day; two that differ, or one said twice in the text, cannot both hold.
fn say(ctx: &mut Context, said: &mut BTreeMap<i64, Said>, date: i64, one: Said) {
    let Some(first) = said.get_mut(&date) else {
        said.insert(date, one);
        return;
    };
    if first.file.is_some() && first.file == one.file {
        // Two reasons for one closed day; or further hours of a short one.
        let clash = one.hours.iter().any(|new| first.hours.iter().any(|old| new.from < old.to && old.from < new.to));
        if !clash {
            first.hours.extend(one.hours);
            first.hours.sort_unstable();
            return;
        }
    }
    let d = messages::day_twice(&crate::evaluate::date_text(date), &one, first);
    ctx.report(d);
}
