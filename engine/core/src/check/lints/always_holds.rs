//! `always-holds`: a condition that always holds, so that it decides nothing.

use super::reason::{ClockWord, Part, Place, Rules, Situations, Space, any, list, walk};
use crate::Diagnostic;
use crate::standard::{Expr, ExprKind, Type, UnitId};
use etalon_grammar::ast::Span;
use std::ops::ControlFlow;
use std::rc::Rc;

const SLUG: &str = "always-holds";

pub(super) fn find<'a>(space: &mut Space<'a>, rules: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let mut told = Vec::new();
    for place in &rules.places {
        // `where yes` says by itself that everything is meant; a requirement like that is `unobservable`.
        if matches!(place.expr.kind, ExprKind::Const(_)) || !decides(place.part) || !any(place.expr, observes) {
            continue;
        }
        if let Some(why) = why_always(space, place)
            && let Some((message, reason, help)) = consequence(space, place)
        {
            let found = Diagnostic::warning(SLUG, place.expr.span, format!("{message}{why}"));
            out.push(found.here("this always holds").reason(reason).help(help));
            continue;
        }
        parts(space, place, &mut told, out);
    }
}

/// Parts of an `and` that always hold by themselves.
fn parts<'a>(space: &mut Space<'a>, place: &Place<'a>, told: &mut Vec<Span>, out: &mut Vec<Diagnostic>) {
    let mut asked: Vec<(&'a Expr, Vec<UnitId>)> = Vec::new();
    walk(place.expr, &place.scopes, &mut |e, scopes| {
        if let ExprKind::And(list) = &e.kind {
            asked.extend(list.iter().filter(|x| any(x, observes)).map(|x| (x, scopes.to_vec())));
        }
        ControlFlow::Continue(())
    });
    for (expr, scopes) in asked {
        if told.contains(&expr.span) {
            continue;
        }
        let part = Place { expr, scopes, given: None, rule: String::new(), part: Part::Value };
        if let Some(why) = why_always(space, &part) {
            told.push(expr.span);
            out.push(
                Diagnostic::warning(SLUG, expr.span, format!("a part of {} always holds{why}", place.rule))
                    .here("this always holds")
                    .reason("The rule works as if this part were not written.")
                    .help("take the part out, or compare its values again"),
            );
        }
    }
}

fn observes(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Field { .. } | ExprKind::Others(_) | ExprKind::Met(..) | ExprKind::Faults(..))
}

/// Whether something is left out, breached or counted by what stands there.
fn decides(part: Part) -> bool {
    use Part::{Counts, Judges, Means, Mitigates, Requires, Share};
    let clock =
        matches!(part, Part::Clock(ClockWord::Pauses | ClockWord::Justifies | ClockWord::Stops | ClockWord::Restarts));
    clock || matches!(part, Judges | Requires | Mitigates | Counts | Share | Means)
}

fn consequence(space: &Space<'_>, place: &Place<'_>) -> Option<(String, String, &'static str)> {
    let unit = *place.scopes.last()?;
    let (rule, many) = (&place.rule, space.words(unit));
    let all = "take the condition out, or compare its values again: it leaves nothing out";
    Some(match place.part {
        Part::Judges => (
            format!("the `where` of {rule} leaves out no {}", space.word(unit)),
            format!("The rule judges all {many}, although it looks as if it chose some."),
            all,
        ),
        Part::Requires => (
            format!("{rule} can never be breached"),
            "It praises everybody and tells nothing.".to_owned(),
            "compare the values again, or take the rule out",
        ),
        Part::Mitigates => (
            format!("{rule} applies to all {many}"),
            "It takes every breach off the employee, not only those of special circumstances.".to_owned(),
            "compare its values again, or leave the condition out if all are meant",
        ),
        Part::Counts => (
            format!("the `where` of {rule} leaves out no {}", space.word(unit)),
            format!("The figure counts all {many}, although it looks as if it chose some."),
            all,
        ),
        Part::Share => (
            format!("{rule} will always be 100%"),
            "A figure that cannot change tells nothing.".to_owned(),
            "compare the values again, or take the metric out",
        ),
        // An amount neither holds nor does not.
        Part::Means if place.expr.ty != Type::YesNo => return None,
        Part::Means => (
            format!("every {} fits {rule}", space.word(unit)),
            "Rules that use it look as if they chose some, but they take all.".to_owned(),
            "compare its values again, or take it out",
        ),
        Part::Clock(word) => {
            let event = space.word(unit);
            let (what, reason) = match word {
                ClockWord::Pauses => {
                    ("pauses from its start on", "No time would ever count, and nothing would be late.")
                }
                ClockWord::Justifies => {
                    ("lets everything justify a pause", "No pause would be void, although it looks as if some were.")
                }
                ClockWord::Stops => {
                    ("stops with whatever comes after its start", "It tells nothing of how long the work took.")
                }
                ClockWord::Restarts => {
                    ("begins a new round with whatever comes", "Its time never grows beyond two neighbours.")
                }
                _ => return None,
            };
            let help = "compare its values again: it should hold for some events only";
            (format!("{rule} {what}: every {event} fits"), reason.to_owned(), help)
        }
        _ => return None,
    })
}

/// Why a condition is never answered with no, as the end of the message.
fn why_always<'a>(space: &mut Space<'a>, place: &Place<'a>) -> Option<String> {
    let to_fail = match place.part {
        Part::Requires => "for a breach ",
        Part::Share | Part::Value => "to fail ",
        _ => "to be left out ",
    };
    if !never_no(space, place) {
        return None;
    }
    let text = space.conflicts.first().cloned().map(|conflict| space.would_text(&conflict));
    // What never holds either has no answer at all, or never comes up: that is told elsewhere.
    let holds = space.hold(place.expr, true, &place.scopes)?;
    if holds.is_never() || given(space, place)?.is_never() {
        return None;
    }
    let mut why = text.map_or_else(String::new, |text| {
        let to_fail = if text.contains("would have to") { to_fail } else { "" };
        format!(": {to_fail}{text}")
    });
    let mut used = vec![place.expr];
    used.extend(place.given);
    let params = space.params(&used);
    if !params.is_empty() {
        space.open_params = true;
        if !never_no(space, place) {
            why += &format!(" (as long as {})", list(&params, "and"));
        }
        space.open_params = false;
    }
    Some(why)
}

fn never_no<'a>(space: &mut Space<'a>, place: &Place<'a>) -> bool {
    space.never(place.expr, false, place.given, &place.scopes)
}

fn given<'a>(space: &mut Space<'a>, place: &Place<'a>) -> Option<Rc<Situations>> {
    match (place.given, place.scopes.as_slice()) {
        (Some(given), [unit]) => space.hold_once(given, true, *unit),
        (Some(given), scopes) => space.hold(given, true, scopes).map(Rc::new),
        (None, _) => Some(Rc::new(Situations::always())),
    }
}
