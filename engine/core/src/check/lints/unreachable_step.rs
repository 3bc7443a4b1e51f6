//! `unreachable-step`: a step of a ladder that can never be proposed.

use super::reason::{Rules, Space, list};
use crate::standard::{Counted, Ladder, Period, StepCondition, Term, Window};
use crate::{Diagnostic, Standard};

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    for ladder in &space.standard.ladders {
        let found = of_nobody(space.standard, ladder)
            .or_else(|| in_vain(ladder))
            .into_iter()
            .chain((0..ladder.steps.len()).filter_map(|i| full_window(ladder, i)));
        // What stands above a step that is never reached is told with it.
        out.extend(found.min_by_key(|(step, _)| *step).map(|(_, found)| found));
    }
}

/// Starts the message about a step; what stands above it is not reached either.
fn never(ladder: &Ladder, step: usize, because: &str) -> Diagnostic {
    let name = &ladder.steps[step].name;
    let message = format!("step `{name}` of ladder `{}` can never be proposed: {because}", ladder.label.name);
    let above: Vec<String> = ladder.steps[step + 1..].iter().map(|s| format!("`{}`", s.name)).collect();
    let reason = match (step, above.as_slice()) {
        (0, []) => "It is the only step: the ladder does nothing.".to_owned(),
        (0, above) => {
            format!("It is the first step, so {} is never reached either: the ladder does nothing.", list(above, "or"))
        }
        (_, []) => "The ladder ends before it.".to_owned(),
        (_, above) => format!("The ladder ends before it, and {} is never reached either.", list(above, "or")),
    };
    Diagnostic::error("unreachable-step", ladder.steps[step].span, message).here("never reached").reason(reason)
}

/// A person's ladder that counts only breaches which are never the employee's own.
fn of_nobody(standard: &Standard, ladder: &Ladder) -> Option<(usize, Diagnostic)> {
    let personal = ladder.subject.is_some_and(|unit| standard.units[unit.index()].person);
    let mut counted = Vec::new();
    for part in &ladder.counts {
        let Counted::Faults(criteria) = part else { return None };
        counted.extend(criteria.iter().map(|c| &standard.criteria[c.criterion.index()]));
    }
    if !personal || counted.is_empty() || ladder.steps.is_empty() || counted.iter().any(|c| c.employee_controls) {
        return None;
    }
    let names: Vec<String> = counted.iter().map(|c| format!("`{}`", c.label.name)).take(4).collect();
    let more = if counted.len() > names.len() { " and the others it counts" } else { "" };
    let because = format!("a breach of {}{more} is never the employee's own fault", list(&names, "or"));
    let help = "write `employee controls it` in the criteria whose breaches the employee can help, or let the ladder count something else";
    Some((0, never(ladder, 0, &because).help(help)))
}

/// A ladder that counts the missed periods of one figure, and starts anew before the next can end.
fn in_vain(ladder: &Ladder) -> Option<(usize, Diagnostic)> {
    let [Counted::Misses { each, .. }] = ladder.counts.as_slice() else { return None };
    let (apart, word) = (shortest(each)?, word(each)?);
    let over = |term: Option<Term>| {
        term.is_some_and(|term| match term {
            Term::Elapsed(micros) => micros / DAY + 1 < apart,
            Term::Days(days) => days + 1 < apart,
            // Two days of rest a week.
            Term::WorkingDays(days) => days + (days / 5 + 1) * 2 < apart,
            Term::Months(_) | Term::On(_) => false,
        })
    };
    let clause = match (over(ladder.forgive), over(ladder.settled)) {
        (true, _) => "fault",
        (false, true) => "step",
        (false, false) => return None,
    };
    // Each miss finds the ladder as new: only what one miss reaches is ever reached.
    let alone = |condition: &StepCondition| match condition {
        StepCondition::Faults { count, .. }
        | StepCondition::InARow { count, .. }
        | StepCondition::OfLast { count, .. } => *count <= 1,
        StepCondition::Held(_) => false,
    };
    let first_alone = clause == "step" || ladder.steps.first()?.when.iter().all(alone);
    let step = usize::from(first_alone);
    ladder.steps.get(step)?;
    let because =
        format!("two missed {word}s end at least {apart} days apart, and by then the ladder has started anew");
    let help =
        format!("let it forgive later than the next {word} ends: `forgive after {} days without {clause}`", apart * 3);
    Some((step, never(ladder, step, &because).help(help)))
}

/// A step that asks for more missed periods than its window can hold.
fn full_window(ladder: &Ladder, step: usize) -> Option<(usize, Diagnostic)> {
    let (days, most) = ladder.steps[step].when.iter().find_map(|condition| too_many(ladder, condition))?;
    let most = if most == 1 { "one missed period".to_owned() } else { format!("{most} missed periods") };
    let help = "give it a longer time, or ask for periods that follow each other: `when 3 misses in a row`";
    Some((step, never(ladder, step, &format!("no {days} days hold more than {most}")).help(help)))
}

/// Where a ladder counts missed periods only, a window holds only so many of them: its days, and how many.
fn too_many(ladder: &Ladder, condition: &StepCondition) -> Option<(i64, i64)> {
    let StepCondition::Faults { count, within: Some(window), .. } = condition else {
        return None;
    };
    let days = match window {
        Window::Days(days) => *days,
        Window::Elapsed(micros) => micros / DAY + 1,
    };
    let mut most = 0;
    for counted in &ladder.counts {
        let Counted::Misses { each, .. } = counted else {
            return None;
        };
        most += (days - 1).max(0) / shortest(each)? + 1;
    }
    (most > 0 && *count > most).then_some((days, most))
}

/// The fewest days from one such period to the next.
const fn shortest(each: &Period) -> Option<i64> {
    match each {
        Period::HalfHour | Period::Hour => None,
        Period::Day => Some(1),
        Period::Week => Some(7),
        Period::Month => Some(28),
        Period::Quarter => Some(90),
        Period::Year => Some(365),
        Period::All | Period::RollingDays(_) | Period::Rolling(_) | Period::LastN(_) => None,
    }
}

const fn word(each: &Period) -> Option<&'static str> {
    match each {
        Period::HalfHour | Period::Hour => None,
        Period::Day => Some("day"),
        Period::Week => Some("week"),
        Period::Month => Some("month"),
        Period::Quarter => Some("quarter"),
        Period::Year => Some("year"),
        Period::All | Period::RollingDays(_) | Period::Rolling(_) | Period::LastN(_) => None,
    }
}
