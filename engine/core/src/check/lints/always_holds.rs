//! `always-holds`: a condition that always holds, so that it decides nothing.

use super::reason::{Part, Place, Rules, Space, any, list, places};
use crate::Diagnostic;
use crate::standard::{Expr, ExprKind, UnitId};

const SLUG: &str = "always-holds";

pub(super) fn find(space: &mut Space<'_>, _: &Rules<'_>, out: &mut Vec<Diagnostic>) {
    for place in places(space.standard) {
        // `where yes` says by itself that everything is meant; a requirement like that is `unobservable`.
        if matches!(place.expr.kind, ExprKind::Const(_)) || !any(place.expr, observes) {
            continue;
        }
        let Some((message, reason, help)) = consequence(space, &place) else {
            continue;
        };
        if let Some(why) = why_always(space, place.expr, place.given, &place.scopes) {
            let found = Diagnostic::warning(SLUG, place.expr.span, format!("{message}{why}"));
            out.push(found.here("this always holds").reason(reason).help(help));
        }
    }
}

fn observes(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Field { .. } | ExprKind::Others(_) | ExprKind::Met(_)
    )
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
        Part::Means => (
            format!("every {} fits {rule}", space.word(unit)),
            "Rules that use it look as if they chose some, but they take all.".to_owned(),
            "compare its values again, or take it out",
        ),
        _ => return None,
    })
}

/// Why a condition is never answered with no, as the end of the message.
fn why_always(space: &mut Space<'_>, expr: &Expr, given: Option<&Expr>, scopes: &[UnitId]) -> Option<String> {
    if let Some(given) = given
        && space.hold(given, true, scopes)?.is_never()
    {
        return None;
    }
    if space.hold(expr, true, scopes)?.is_never() || !never_no(space, expr, given, scopes) {
        return None;
    }
    // A filter that lets missing values decide does leave something out.
    let text = space
        .conflicts
        .first()
        .cloned()
        .map(|conflict| space.conflict_text(&conflict));
    let mut why = text.map_or_else(String::new, |text| format!(": {text}"));
    let mut used = vec![expr];
    used.extend(given);
    let params = space.params(&used);
    if !params.is_empty() {
        space.open_params = true;
        if !never_no(space, expr, given, scopes) {
            why += &format!(" (as long as {})", list(&params, "and"));
        }
        space.open_params = false;
    }
    Some(why)
}

fn never_no(space: &mut Space<'_>, expr: &Expr, given: Option<&Expr>, scopes: &[UnitId]) -> bool {
    space.conflicts.clear();
    let Some(mut fails) = space.hold(expr, false, scopes) else {
        return false;
    };
    if let Some(given) = given
        && !fails.is_never()
    {
        let Some(given) = space.hold(given, true, scopes) else {
            return false;
        };
        let Some(both) = space.both(&given, &fails) else {
            return false;
        };
        fails = both;
    }
    fails.is_never()
}
