//! `uncovered-cases`: rules that share out the units between them, and leave some to nobody.

use super::reason::{Domain, Limit, Rule, Rules, Situation, Situations, Space, Thing, Values, Var, list, walk};
use crate::Diagnostic;
use crate::standard::{ExprKind, PrincipleId, UnitId};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// What the rules of one table share: the unit, the principle, and the fields that they require something of.
type Table = (UnitId, Option<PrincipleId>, Vec<String>);

pub(super) fn find<'a>(space: &mut Space<'a>, rules: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    // Rules of one principle that require something of the same fields are the rows of one table.
    let mut tables: BTreeMap<Table, Vec<&Rule<'_>>> = BTreeMap::new();
    for rule in &rules.criteria {
        let key = (rule.criterion.unit, rule.criterion.principle, fields(space, rule));
        tables.entry(key).or_default().push(rule);
    }
    'tables: for ((unit, _, _), rows) in &tables {
        let decided: Vec<(&Rule<'_>, &Situations)> =
            rows.iter().filter_map(|rule| Some((*rule, rule.judges.as_deref()?))).collect();
        if rows.len() < 2 || decided.len() < rows.len() {
            continue;
        }
        let columns = columns(space, &decided);
        if columns.is_empty() {
            continue;
        }
        let mut left = Situations(vec![
            columns
                .iter()
                .fold(Situation::default(), |all, var| all.with(*var, Domain::of(whole(space, *var, &decided)))),
        ]);
        for (_, judges) in &decided {
            let covered = Situations(judges.0.iter().map(|s| s.keep(|v| columns.contains(&v))).collect());
            match left.minus(&covered, space) {
                Some(rest) => left = rest,
                None => {
                    let last = rows[rows.len() - 1].criterion;
                    space.give_up(last.label.name_span, Limit::ManyCases);
                    continue 'tables;
                }
            }
        }
        // Put together again what was cut apart.
        let left = left.0.iter().cloned().try_fold(Situations::never(), |all, s| all.or(Situations(vec![s])));
        if let Some(left) = left.filter(|left| !left.is_never()) {
            out.push(word(space, *unit, &decided, &columns, &left));
        }
    }
}

fn fields(space: &mut Space<'_>, rule: &Rule<'_>) -> Vec<String> {
    let scopes = [rule.criterion.unit];
    let mut names = BTreeSet::new();
    walk(rule.require, &scopes, &mut |e, scopes| {
        if matches!(e.kind, ExprKind::Field { .. }) {
            let var = space.var(e, scopes);
            names.insert(space.known(var).text.clone());
        }
        ControlFlow::Continue(())
    });
    names.into_iter().collect()
}

/// The things by which the rules share the units out: at least two rules ask for different values of it.
fn columns(space: &Space<'_>, rows: &[(&Rule<'_>, &Situations)]) -> Vec<Var> {
    let mut asked: BTreeMap<Var, Vec<Domain>> = BTreeMap::new();
    for (_, judges) in rows {
        let Some((first, rest)) = judges.0.split_first() else {
            continue;
        };
        for (var, domain) in first.demands() {
            let known = space.known(*var);
            let constant = matches!(known.thing, Thing::Field { .. } | Thing::Term | Thing::Count);
            let listable = !matches!(known.full.values, Values::Texts { .. });
            let all = rest.iter().try_fold(domain.clone(), |all, s| Some(all.or(s.get(*var)?)));
            if let Some(domain) = all
                && constant
                && listable
                && !known.full.values.and(&domain.values.not()).is_empty()
            {
                asked.entry(*var).or_default().push(domain);
            }
        }
    }
    let apart = |domains: &mut Vec<Domain>| {
        domains.dedup();
        let first = domains.len().min(24);
        domains.iter().any(|a| domains[..first].iter().any(|b| a.values.and(&b.values).is_empty()))
    };
    asked.into_iter().filter_map(|(var, mut domains)| apart(&mut domains).then_some(var)).collect()
}

/// All that should be covered: every value of a list or of a bounded number; of others what lies between the rules, since below the
/// first and above the last nothing may be meant.
fn whole(space: &Space<'_>, var: Var, rows: &[(&Rule<'_>, &Situations)]) -> Values {
    let full = &space.full(var).values;
    let asked = rows
        .iter()
        .flat_map(|(_, judges)| &judges.0)
        .filter_map(|s| s.get(var))
        .map(|d| d.values.clone())
        .reduce(|a, b| a.or(&b));
    match (full, asked) {
        (Values::Numbers(full), Some(Values::Numbers(asked))) => Values::Numbers(full.and(&asked.hull())),
        _ => full.clone(),
    }
}

fn word(
    space: &Space<'_>,
    unit: UnitId,
    rows: &[(&Rule<'_>, &Situations)],
    columns: &[Var],
    left: &Situations,
) -> Diagnostic {
    let words = space.words(unit);
    let cases: Vec<String> = match columns {
        [one] => {
            let values = left.0.iter().filter_map(|s| s.get(*one)).flat_map(|d| space.cases(*one, &d.values));
            vec![format!("`{}` is {}", space.known(*one).text, list(&values.collect::<Vec<_>>(), "or"))]
        }
        _ => left.0.iter().map(|s| space.situation_text(s)).collect(),
    };
    let names: Vec<String> = rows.iter().map(|(r, _)| format!("`{}`", r.criterion.label.name)).collect();
    let what = match rows[0].0.criterion.principle.and_then(|p| space.standard.principles.get(p.index())) {
        Some(principle) => format!("no rule of `{}` judges", principle.label.name),
        None => format!("none of {} judges", list(&names, "and")),
    };
    let more = if cases.len() > 5 { format!("; and {} cases more", cases.len() - 5) } else { String::new() };
    let shown = cases[..cases.len().min(5)].join("; or ") + &more;
    let last = rows[rows.len() - 1].0.criterion;
    let mut found =
        Diagnostic::warning("uncovered-cases", last.label.name_span, format!("{what} the {words} where {shown}"))
            .here("the last of the rules that share them out");
    for (rule, _) in &rows[..rows.len() - 1] {
        found = found.label(rule.criterion.label.name_span, "");
    }
    found
        .reason(format!(
            "{} share the {words} out between them; these are left to nobody and show in no figure.",
            list(&names, "and")
        ))
        .help("add a rule for them, or widen the `where` of one of these")
}
