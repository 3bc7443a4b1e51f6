//! `never-holds`: a condition that can never hold.

use super::reason::{ClockWord, Part, Place, Rules, Space, any, list, one, walk};
use crate::Diagnostic;
use crate::standard::{DefineId, Expr, ExprKind, Type, UnitId};
use std::ops::ControlFlow;

const SLUG: &str = "never-holds";

pub(super) fn find<'a>(space: &mut Space<'a>, rules: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    // What stands on a define that never holds is not told again.
    let mut dead: Vec<DefineId> = Vec::new();
    let mut told = Vec::new();
    for place in &rules.places {
        if !dead.is_empty() && any(place.expr, |e| matches!(e.kind, ExprKind::Define(id, _) if dead.contains(&id))) {
            if place.part == Part::Means {
                dead.extend(define_of(space, place));
            }
            continue;
        }
        if !matches!(place.part, Part::Value | Part::Target | Part::CountsOn)
            && !plain(place.expr)
            && let Some(why) = why_never(space, place.expr, place.given, &place.scopes)
            && let Some((message, reason)) = consequence(space, place)
        {
            if place.part == Part::Means {
                dead.extend(define_of(space, place));
            }
            out.push(word(&format!("{message}: {}", why.text), place.expr, &why, reason, true));
            continue;
        }
        parts(space, place, &mut told, out);
    }
}

/// `where no` or `require no` alone is no slip of the pen; other lints speak of it.
fn plain(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Const(_))
}

fn define_of(space: &Space<'_>, place: &Place<'_>) -> Option<DefineId> {
    let index = space.standard.defines.iter().position(|d| std::ptr::eq(&raw const d.value, place.expr))?;
    u16::try_from(index).ok().map(DefineId)
}

fn word(message: &str, expr: &Expr, why: &Why, reason: String, severe: bool) -> Diagnostic {
    let found = if why.params.is_empty() {
        let new = if severe { Diagnostic::error } else { Diagnostic::warning };
        new(SLUG, expr.span, message.to_owned())
    } else {
        Diagnostic::warning(SLUG, expr.span, format!("{message} (as long as {})", list(&why.params, "and")))
    };
    let help = "compare the two values; where one of the two is enough, write `or` instead of `and`";
    let help = if why.bounded { "compare the value with what the field can hold" } else { help };
    found.here("this can never hold").reason(reason).help(help)
}

/// What follows from a condition that never holds, and why it matters.
fn consequence(space: &Space<'_>, place: &Place<'_>) -> Option<(String, String)> {
    let unit = *place.scopes.last()?;
    let (rule, a, many) = (&place.rule, one(&space.word(unit)), space.words(unit));
    let first = *place.scopes.first()?;
    Some(match place.part {
        Part::Judges => (
            format!("{rule} will never judge {a}"),
            "A rule that judges nothing has no figures, and nobody notices that it is missing.".to_owned(),
        ),
        Part::Requires => (
            format!("{rule} can never be met"),
            format!("Of the {many} it judges, every one will be a breach, whatever anybody does."),
        ),
        Part::Mitigates => (
            format!("{rule} can never apply"),
            "The breaches that it should take off the employee stay with the employee.".to_owned(),
        ),
        Part::Counts => (format!("{rule} will never count {a}"), "It will say \"no data\" for ever.".to_owned()),
        Part::Share => (format!("{rule} will always be 0%"), format!("None of the {many} it counts can pass.")),
        // An amount neither holds nor does not.
        Part::Means if place.expr.ty != Type::YesNo => return None,
        Part::Means => (
            format!("no {} ever fits {rule}", space.word(unit)),
            "Every rule that uses it asks for what never happens.".to_owned(),
        ),
        Part::Faults => {
            (format!("{rule} will never count {a} here"), "Its steps wait for what never happens.".to_owned())
        }
        Part::Holds => (format!("{rule} can never be held"), format!("None of the {many} will ever show that it was.")),
        Part::Celebrates => (format!("{rule} will never be given"), "Nobody will ever be thanked by it.".to_owned()),
        Part::Finds => (
            format!("{rule} never finds {a}"),
            format!("It will say the same for all {}: nothing was found.", space.words(first)),
        ),
        Part::NotApplicable => {
            let all = if rule.starts_with("step") {
                format!("It will be asked of all {many}.")
            } else {
                "It will be asked of every evaluation.".to_owned()
            };
            (format!("{rule} is never left out"), all)
        }
        Part::Fault => (format!("{rule} never has a fault"), "Even the worst evaluation will be met.".to_owned()),
        Part::Clock(word) => {
            let (a, many) = (one(&space.word(first)), space.words(first));
            let (what, why) = clock(word, &a, &many);
            (format!("{rule} {what}"), why)
        }
        Part::Target | Part::CountsOn | Part::Value => return None,
    })
}

/// What a clock never does then, and why it matters; `a` case, and `many` of them.
fn clock(word: ClockWord, a: &str, many: &str) -> (&'static str, String) {
    match word {
        ClockWord::Starts => ("can never start", format!("It will not judge {a}.")),
        ClockWord::Stops => ("can never stop", format!("The time of all {many} will run out, whatever anybody does.")),
        ClockWord::Pauses => ("can never pause so", "It looks as if that time did not count, but it will.".to_owned()),
        ClockWord::Justifies => (
            "has a pause that nothing can justify",
            "Each such pause will be void: its time counts as if there were none.".to_owned(),
        ),
        ClockWord::Resumes => ("can never resume", "A pause, once it has begun, lasts for ever.".to_owned()),
        ClockWord::Reopens => ("can never be opened again", "A stop will always hold.".to_owned()),
        ClockWord::Restarts => ("never begins a new round", "Its time will never count from nothing again.".to_owned()),
        ClockWord::Warns => ("has a warning that nobody ever gets", "It looks as if somebody were told.".to_owned()),
    }
}

/// Looks at others that never find one, and alternatives that never hold.
fn parts<'a>(space: &mut Space<'a>, place: &Place<'a>, told: &mut Vec<(u32, u32, u32)>, out: &mut Vec<Diagnostic>) {
    let mut asked: Vec<(&'a Expr, Vec<UnitId>, bool)> = Vec::new();
    walk(place.expr, &place.scopes, &mut |e, scopes| {
        match &e.kind {
            ExprKind::Others(others) => {
                if let Some(filter) = &others.filter {
                    let mut deeper = scopes.to_vec();
                    deeper.truncate(usize::from(others.scope));
                    deeper.push(others.unit);
                    asked.push((filter, deeper, true));
                }
            }
            ExprKind::Or(list) => asked.extend(list.iter().map(|x| (x, scopes.to_vec(), false))),
            _ => {}
        }
        ControlFlow::Continue(())
    });
    for (expr, scopes, looked_at) in asked {
        let at = (expr.span.file, expr.span.start, expr.span.end);
        if plain(expr) || told.contains(&at) {
            continue;
        }
        let Some(why) = why_never(space, expr, None, &scopes) else {
            continue;
        };
        told.push(at);
        let (message, reason) = if looked_at {
            let other = scopes.last().map_or_else(String::new, |u| space.word(*u));
            (
                format!("{} looks for {} that cannot be: {}", place.rule, one(&other), why.text),
                format!("It will never find {}.", one(&other)),
            )
        } else {
            (
                format!("a part of {} can never hold: {}", place.rule, why.text),
                "The rule works as if this part were not written.".to_owned(),
            )
        };
        out.push(word(&message, expr, &why, reason, looked_at));
    }
}

/// Why a condition never holds.
struct Why {
    text: String,
    /// It is one demand against all that a field can hold.
    bounded: bool,
    /// It holds only as long as these params are what they are.
    params: Vec<String>,
}

fn why_never<'a>(space: &mut Space<'a>, expr: &'a Expr, given: Option<&'a Expr>, scopes: &[UnitId]) -> Option<Why> {
    if !space.never(expr, true, given, scopes) {
        return None;
    }
    let mut texts: Vec<String> = Vec::new();
    let bounded = space.conflicts.iter().all(|c| c.one == *space.full(c.var));
    for conflict in &space.conflicts {
        let text = space.conflict_text(conflict);
        if !texts.contains(&text) && texts.len() < 2 {
            texts.push(text);
        }
    }
    let text = if texts.is_empty() { "what it asks is never so".to_owned() } else { texts.join("; ") };
    if let Some(given) = given
        && space.hold(given, true, scopes)?.is_never()
    {
        return None; // the filter is told
    }
    let mut used = vec![expr];
    used.extend(given);
    let mut params = space.params(&used);
    if !params.is_empty() {
        space.open_params = true;
        if space.never(expr, true, given, scopes) {
            params.clear();
        }
        space.open_params = false;
    }
    Some(Why { text, bounded, params })
}
