//! `covered-rule`: a rule that says nothing that another one does not say already.

use super::reason::{Rule, Rules, Situations, Space, Var, list};
use super::same_rule::same;
use crate::Diagnostic;
use crate::standard::{Celebrate, Counted, CriterionId, ExprKind, Formula, Mitigation, Party};
use std::collections::BTreeSet;

const SLUG: &str = "covered-rule";
/// So many pairs are compared; a standard with more that look alike is not decided further.
const MOST_PAIRS: usize = 50_000;

pub(super) fn find(space: &mut Space<'_>, rules: &Rules<'_>, out: &mut Vec<Diagnostic>) {
    criteria(space, rules, out);
    mitigations(space, rules, out);
}

/// The things that every situation makes a demand on, as bits: what lies inside must make demands on them too.
fn common(situations: &Situations) -> Vec<Var> {
    let Some((first, rest)) = situations.0.split_first() else {
        return Vec::new();
    };
    let vars = first.demands().iter().map(|(v, _)| *v);
    vars.filter(|v| rest.iter().all(|s| s.get(*v).is_some())).collect()
}

fn bits(vars: &[Var]) -> u64 {
    vars.iter().fold(0, |all, v| all | 1 << (v.number() % 64))
}

fn criteria(space: &Space<'_>, rules: &Rules<'_>, out: &mut Vec<Diagnostic>) {
    let used = used_alone(space);
    let decided: Vec<(&Rule<'_>, &Situations, u64)> = rules
        .criteria
        .iter()
        .filter_map(|rule| Some((rule, rule.breached.as_ref()?, bits(&common(rule.breached.as_ref()?)))))
        .filter(|(_, breached, _)| !breached.is_never())
        .collect();
    let mut pairs = 0;
    for (rule, breached, mask) in &decided {
        let c = rule.criterion;
        if used.contains(&rule.index) {
            continue;
        }
        for (other, wider, wanted) in &decided {
            let o = other.criterion;
            let fits = rule.index != other.index && c.unit == o.unit && wanted & !mask == 0;
            // A critical class of its own, or another person answering, is something that the other does not say.
            let adds =
                c.critical.is_some() && c.critical != o.critical || space.subjects_key(c) != space.subjects_key(o);
            if !fits || adds {
                continue;
            }
            pairs += 1;
            if pairs > MOST_PAIRS {
                return;
            }
            if breached.inside(wider, space) && !same(space, rule, other) {
                out.push(word(space, rule, other, breached));
                break;
            }
        }
    }
}

fn word(space: &Space<'_>, rule: &Rule<'_>, other: &Rule<'_>, breached: &Situations) -> Diagnostic {
    let (name, by) = (&rule.criterion.label, &other.criterion.label);
    let unit = rule.criterion.unit;
    let example = breached.0.first().map_or_else(String::new, |s| space.example(unit, s));
    let params = space.params(&[rule.require, other.require]);
    let when = if params.is_empty() {
        String::new()
    } else {
        format!(" (as long as {})", list(&params, "and"))
    };
    Diagnostic::warning(
        SLUG,
        name.name_span,
        format!(
            "criterion `{}` is already covered by `{}`{when}: what breaches it always breaches both",
            name.name, by.name
        ),
    )
    .here("says nothing of its own")
    .label(by.name_span, "says it already")
    .reason(format!(
        "One and the same slip counts twice. For example, {example} breaches both."
    ))
    .help(format!(
        "take `{}` out, or let the two judge different {} (`for {} where …`)",
        name.name,
        space.words(unit),
        space.standard.units[unit.index()].label.name,
    ))
}

/// Criteria that something reads on its own: a figure, a ladder, a recognition, a mitigation, another rule. A second limit beside the
/// first ("20 s, and never over a minute") then has a meaning of its own.
fn used_alone(space: &Space<'_>) -> BTreeSet<usize> {
    let mut used = BTreeSet::new();
    let standard = space.standard;
    for place in super::reason::places(standard) {
        super::reason::any(place.expr, |e| {
            if let ExprKind::Met(id) = e.kind {
                used.insert(id.index());
            }
            false
        });
    }
    for metric in &standard.metrics {
        if let Formula::Share(e) = &metric.formula
            && let ExprKind::Met(id) = e.kind
        {
            used.insert(id.index());
        }
    }
    let mut together: Vec<Vec<CriterionId>> = Vec::new();
    for counted in standard.ladders.iter().flat_map(|l| &l.counts) {
        if let Counted::Faults(list) = counted {
            together.push(list.iter().map(|c| c.criterion).collect());
        }
    }
    used.extend(together.iter().filter(|l| l.len() == 1).flatten().map(|id| id.index()));
    for recognition in &standard.recognitions {
        if let Celebrate::Streak { criterion, .. } = &recognition.when {
            used.insert(criterion.index());
        }
    }
    used
}

/// A mitigation that a stronger one always overtakes.
fn mitigations(space: &Space<'_>, rules: &Rules<'_>, out: &mut Vec<Diagnostic>) {
    let mut pairs = 0;
    for (i, (weak, when)) in rules.mitigations.iter().enumerate() {
        let Some(when) = when.as_ref().filter(|w| !w.is_never()) else {
            continue;
        };
        for (j, (strong, wider)) in rules.mitigations.iter().enumerate() {
            let Some(wider) = wider else { continue };
            pairs += 1;
            if pairs > MOST_PAIRS {
                return;
            }
            if i != j && overtakes(strong, weak, j < i) && when.inside(wider, space) {
                out.push(word_mitigation(weak, strong));
                break;
            }
        }
    }
}

/// Of two that hold at once the greater share wins; of equals the first.
fn overtakes(strong: &Mitigation, weak: &Mitigation, earlier: bool) -> bool {
    let covers = weak.covers.iter().all(|c| strong.covers.contains(c));
    let moves = strong.party != Party::Employee && weak.party != Party::Employee;
    let equal = strong.share == weak.share && strong.party == weak.party && earlier;
    strong.unit == weak.unit && covers && moves && (strong.share > weak.share || equal)
}

fn word_mitigation(weak: &Mitigation, strong: &Mitigation) -> Diagnostic {
    let message = format!(
        "mitigation `{}` is already covered by `{}`: whenever it applies, the other one applies too and takes at least as much",
        weak.label.name, strong.label.name
    );
    Diagnostic::warning(SLUG, weak.label.name_span, message)
        .here("never changes anything")
        .label(strong.label.name_span, "always wins")
        .reason("Shares are not added up: of the mitigations that apply, the strongest counts.")
        .help(format!(
            "take `{}` out, or give it circumstances of its own",
            weak.label.name
        ))
}
