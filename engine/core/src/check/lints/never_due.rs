//! `never-due`: a term or a target longer than all that its calendar will ever open for.

use super::reason::{Rules, Space};
use crate::check::openings::{force, forms, given, opens};
use crate::show;
use crate::standard::{CalendarId, CalendarTerm, Expr, ExprKind, NamedCalendar, Term};
use crate::value::{SECOND, Value};
use crate::{Diagnostic, Standard};
use etalon_grammar::ast::Span;

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let standard = space.standard;
    for clock in standard.units.iter().flat_map(|unit| &unit.clocks).filter(|clock| clock.on.is_some()) {
        let mut found = Vec::new();
        targets(standard, &clock.target, &mut found);
        for (span, target) in found {
            // Which of its calendars a case goes by is for the data to say: it is certain where none of them gives so much.
            let most = clock.calendars.iter().flat_map(|id| forms(standard, *id)).map(|calendar| {
                let from = force(standard, calendar).0.filter(|_| calendar.label.binds.from.is_some());
                given(&calendar.hours, from).map_or(i64::MAX, |given| given.open)
            });
            let most = most.max().unwrap_or(i64::MAX);
            if target > most {
                let message = format!("the target of the clock `{}` is never reached", clock.name);
                out.push(said(message, span, &named(standard, &clock.calendars), &amount(target)));
            }
        }
    }
    let duties = standard.duties.iter().map(|duty| (duty.label.span, duty.within, format!("`{}`", duty.label.name)));
    let notices = standard.notices.iter().map(|n| (n.label.span, n.after, format!("`{}`", n.label.name)));
    let steps = standard.ladders.iter().flat_map(|ladder| &ladder.steps);
    let steps = steps.filter_map(|step| Some((step.span, step.within?, format!("the step `{}`", step.name))));
    for (span, term, what) in duties.chain(notices).chain(steps) {
        let Term::On(on) = term else { continue };
        let never = forms(standard, on.calendar).find(|calendar| never(standard, calendar, on.term));
        if let Some(calendar) = never {
            let name = format!("`{}`", crate::standard::plain(&calendar.label.name));
            out.push(said(format!("the term of {what} never ends"), span, &name, &length(on.term)));
        }
    }
}

fn said(message: String, span: Span, calendar: &str, amount: &str) -> Diagnostic {
    Diagnostic::warning("never-due", span, message)
        .here(format!("{calendar} will never open for {amount}"))
        .reason("It has no weekly hours and opens only on days that are named; when they are over, nothing counts any more, and nothing is ever late.")
        .help("give the calendar weekly hours (`mon..fri 08:00-17:00`), name more days, or ask for less")
}

/// Whether a term that begins while a form of a calendar is in force can never end.
fn never(standard: &Standard, calendar: &NamedCalendar, term: CalendarTerm) -> bool {
    let (since, until) = force(standard, calendar);
    // A calendar that is closed throughout says so itself.
    if since.is_some_and(|from| !opens(&calendar.hours, (from, until))) {
        return false;
    }
    let from = since.filter(|_| calendar.label.binds.from.is_some());
    let Some(given) = given(&calendar.hours, from) else { return false };
    match term {
        CalendarTerm::Business(micros) => micros > given.open,
        CalendarTerm::WorkingDays(days) => days > given.days,
        // The end moves to the next day on which it opens: there is none any more.
        CalendarTerm::Days { days, rolling: true } => from.is_some_and(|from| given.last < Some(from + days)),
        CalendarTerm::Days { .. } | CalendarTerm::Months { .. } => false,
    }
}

/// The amounts that a target may be, where they are written in the text.
pub(super) fn targets(standard: &Standard, target: &Expr, found: &mut Vec<(Span, i64)>) {
    match &target.kind {
        ExprKind::Const(Value::Duration(micros)) => found.push((target.span, *micros)),
        ExprKind::Param(id) => {
            if let Some(Value::Duration(micros)) = standard.params.get(id.index()).map(|param| &param.value) {
                found.push((target.span, *micros));
            }
        }
        ExprKind::Define(_, inner) => targets(standard, inner, found),
        ExprKind::By(_, rows, otherwise) => {
            rows.iter().map(|(_, row)| row).chain(otherwise.as_deref()).for_each(|row| targets(standard, row, found));
        }
        ExprKind::If(_, yes, no) => [yes, no].into_iter().for_each(|side| targets(standard, side, found)),
        _ => {}
    }
}

fn named(standard: &Standard, calendars: &[CalendarId]) -> String {
    let name = |id: &CalendarId| Some(format!("`{}`", standard.calendars.get(id.index())?.label.name));
    let mut names: Vec<String> = calendars.iter().filter_map(name).collect();
    names.dedup();
    super::reason::list(&names, "or")
}

fn length(term: CalendarTerm) -> String {
    match term {
        CalendarTerm::Business(micros) => amount(micros),
        CalendarTerm::WorkingDays(days) => format!("{days} working days"),
        CalendarTerm::Days { days, .. } => format!("a day after {days} days"),
        CalendarTerm::Months { months, .. } => format!("a day after {months} months"),
    }
}

/// Hours are no days here: 27 hours of opening time are 27 hours.
fn amount(micros: i64) -> String {
    let (hours, rest) = (micros / (3600 * SECOND), micros % (3600 * SECOND));
    match (hours, rest) {
        (0, rest) => show::duration(rest),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {}", show::duration(rest)),
    }
}
