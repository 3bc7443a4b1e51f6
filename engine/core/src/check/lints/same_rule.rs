//! `same-rule`: two criteria that ask the same of the same units under different names.

use super::reason::{Domain, Point, PointValue, Rule, Rules, Situations, Space, Var, list};
use crate::Diagnostic;
use std::collections::BTreeMap;
use std::rc::Rc;

/// So many pairs are compared; of a standard with more that look alike, rules that are written alike are still found.
const MOST_PAIRS: usize = 500_000;

pub(super) fn find<'a>(space: &mut Space<'a>, rules: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    // Rules that look at different things cannot be the same; so only few are compared.
    let mut groups: BTreeMap<(u16, Vec<Var>, Few, String), Vec<&Rule<'_>>> = BTreeMap::new();
    for rule in &rules.criteria {
        let unit = rule.criterion.unit.0;
        match (&rule.met, &rule.breached) {
            (Some(met), Some(breached)) if !met.is_never() && !breached.is_never() => {
                let all = met.0.iter().chain(&breached.0);
                let mut vars: Vec<Var> = all.flat_map(|s| s.demands().iter().map(|(v, _)| *v)).collect();
                vars.sort_unstable();
                vars.dedup();
                // Of which lists and texts they speak: a cheap part of what they say.
                groups.entry((unit, vars, few(breached), String::new())).or_default().push(rule);
            }
            (None, _) | (_, None) => {
                groups.entry((unit, Vec::new(), Few::new(), space.rule_key(rule))).or_default().push(rule);
            }
            _ => {}
        }
    }
    let mut pairs = 0;
    for group in groups.values().flat_map(|group| alike(space, group)).filter(|group| group.len() > 1) {
        let mut written: BTreeMap<String, usize> = BTreeMap::new();
        for (i, later) in group.iter().enumerate() {
            let left = MOST_PAIRS.saturating_sub(pairs);
            let first = group[..i].iter().take(left).position(|first| same(space, first, later));
            pairs += first.unwrap_or(i) + 1;
            let earlier = *written.entry(space.rule_key(later)).or_insert(i);
            let first = first.or((earlier < i).then_some(earlier));
            if let Some(first) = first.map(|at| group[at]) {
                out.push(word(space, first, later));
            }
        }
    }
}

/// Values by thing; none: they are not few.
type Few = BTreeMap<Var, Option<Vec<PointValue>>>;

/// Of each thing that has few values, those with which a rule is breached.
fn few(breached: &Situations) -> Few {
    let mut few: BTreeMap<Var, Option<Domain>> = BTreeMap::new();
    for (i, situation) in breached.0.iter().enumerate() {
        for (var, domain) in situation.demands() {
            let new = if i == 0 { Some(domain.clone()) } else { None };
            few.entry(*var).or_insert(new);
        }
        for (var, all) in few.iter_mut().filter(|_| i > 0) {
            // Nothing demanded: it may be anything.
            *all = all.take().zip(situation.get(*var)).map(|(all, d)| all.or(d));
        }
    }
    few.into_iter().map(|(var, all)| (var, all.and_then(|all| PointValue::few(&all)))).collect()
}

/// Rules that are breached at the same of some points: rules that are the same stay together.
fn alike<'r, 'a>(space: &Space<'_>, group: &[&'r Rule<'a>]) -> Vec<Vec<&'r Rule<'a>>> {
    let points: Vec<&Point> = group.iter().filter_map(|r| r.points.first()).take(64).collect();
    let mut parts: BTreeMap<Vec<bool>, Vec<&'r Rule<'a>>> = BTreeMap::new();
    for rule in group {
        let lies = |p: &&Point| rule.breached.as_ref().is_some_and(|breached| p.lies_in(breached, space));
        parts.entry(points.iter().map(lies).collect()).or_default().push(rule);
    }
    parts.into_values().collect()
}

/// Whether two rules judge the same units and are met and breached by the same.
pub(super) fn same(space: &Space<'_>, a: &Rule<'_>, b: &Rule<'_>) -> bool {
    let equal = |x: &Option<Rc<Situations>>, y: &Option<Rc<Situations>>| match (x, y) {
        (Some(x), Some(y)) => x.inside(y, space) && y.inside(x, space),
        _ => space.rule_key(a) == space.rule_key(b),
    };
    a.criterion.unit == b.criterion.unit
        && a.may_lie_in(b, space)
        && b.may_lie_in(a, space)
        && equal(&a.breached, &b.breached)
        && equal(&a.met, &b.met)
}

fn word(space: &Space<'_>, first: &Rule<'_>, later: &Rule<'_>) -> Diagnostic {
    let (a, b) = (&first.criterion.label, &later.criterion.label);
    let params = space.params(&[first.require, later.require]);
    let (one, two) = (first.criterion, later.criterion);
    let alike = one.principle == two.principle
        && one.critical == two.critical
        && space.subjects_key(one) == space.subjects_key(two)
        && params.is_empty();
    let message = format!("criteria `{}` and `{}` are the same rule under two names", a.name, b.name);
    let words = space.words(one.unit);
    let (found, help) = if alike {
        let help = format!("keep one of them; if one had another name before, write `was {}` in it", b.name);
        (Diagnostic::error("same-rule", b.name_span, message), help)
    } else if params.is_empty() {
        let help = "if both are wanted (for two principles, or for two people), this is fine; otherwise keep one";
        (Diagnostic::warning("same-rule", b.name_span, message), help.to_owned())
    } else {
        let message = format!("{message} (as long as {})", list(&params, "and"));
        (Diagnostic::warning("same-rule", b.name_span, message), "if they may differ one day, this is fine".to_owned())
    };
    found
        .here("this rule")
        .label(a.name_span, "is the same as this one")
        .reason(format!("Both judge the same {words}, and each breach of the one is a breach of the other: every fault counts twice."))
        .help(help)
}
