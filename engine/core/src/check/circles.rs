//! Criteria that ask whether others are met or whose fault a breach is, and forms that read each other's results: never in a circle.

use super::context::Context;
use super::messages;
use super::typing::parts;
use crate::standard::{CriterionId, Expr, ExprKind, FormId, Leaf, Mitigation, Requirement, Standard};
use etalon_grammar::ast::Span;

/// What waits for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rule {
    Criterion(CriterionId),
    Form(FormId),
    Mitigation(usize),
}

/// Reports every circle once.
pub(crate) fn circles(ctx: &mut Context) {
    let standard = &ctx.standard;
    let (criteria, forms, mitigations) = (standard.criteria.len(), standard.forms.len(), standard.mitigations.len());
    let number = |rule: Rule| match rule {
        Rule::Criterion(id) => id.index(),
        Rule::Form(id) => criteria + id.index(),
        Rule::Mitigation(index) => criteria + forms + index,
    };
    let waits: Vec<Vec<(usize, Span)>> = (0..criteria)
        .map(|i| of_criterion(standard, i))
        .chain((0..forms).map(|i| of_form(standard, i)))
        .chain((0..mitigations).map(|i| of_mitigation(standard, i)))
        .map(|edges| {
            let known = |n: &usize| *n < criteria + forms + mitigations;
            edges.into_iter().map(|(rule, span)| (number(rule), span)).filter(|(n, _)| known(n)).collect()
        })
        .collect();
    let found = closed(&waits);
    let named = |index: usize| match (index.checked_sub(criteria), index.checked_sub(criteria + forms)) {
        (_, Some(mitigation)) => &standard.mitigations[mitigation].label,
        (Some(form), None) => &standard.forms[form].label,
        (None, None) => &standard.criteria[index].label,
    };
    let mut reports = Vec::new();
    for (ring, at) in found {
        let mut chain: Vec<(String, Span)> = Vec::new();
        for index in ring {
            let label = named(index);
            let step = (format!("`{}`", label.name), label.name_span);
            // A form and its own criterion have one name.
            if chain.last() != Some(&step) && chain.first() != Some(&step) {
                chain.push(step);
            }
        }
        reports.push(messages::cycle(&chain, at));
    }
    for report in reports {
        ctx.report(report);
    }
}

fn of_criterion(standard: &Standard, index: usize) -> Vec<(Rule, Span)> {
    let criterion = &standard.criteria[index];
    let mut edges = Vec::new();
    if let Some(filter) = &criterion.filter {
        asked(standard, filter, &mut edges);
    }
    match &criterion.require {
        Requirement::Condition(e) => asked(standard, e, &mut edges),
        Requirement::Form(form) | Requirement::Item(form, _) => edges.push((Rule::Form(*form), criterion.require_span)),
    }
    edges
}

fn of_form(standard: &Standard, index: usize) -> Vec<(Rule, Span)> {
    let form = &standard.forms[index];
    let mut edges = Vec::new();
    for item in &form.items {
        asked(standard, &item.answer, &mut edges);
        if let Some(na) = &item.na {
            asked(standard, na, &mut edges);
        }
    }
    if let Some(fault) = &form.fault {
        let mut own = Vec::new();
        asked(standard, fault, &mut own);
        // What is a fault is decided after the score: there the form's own results are known.
        edges.extend(own.into_iter().filter(|(rule, _)| !matches!(rule, Rule::Form(id) if id.index() == index)));
    }
    edges
}

/// When a mitigation holds may hang on other rules.
fn of_mitigation(standard: &Standard, index: usize) -> Vec<(Rule, Span)> {
    let mut edges = Vec::new();
    if let Some(when) = &standard.mitigations[index].when {
        asked(standard, when, &mut edges);
    }
    standard.mitigations[index].parts.iter().for_each(|part| asked(standard, &part.rests, &mut edges));
    edges
}

fn asked(standard: &Standard, e: &Expr, edges: &mut Vec<(Rule, Span)>) {
    match &e.kind {
        ExprKind::Met(criterion, _) => edges.push((Rule::Criterion(*criterion), e.span)),
        ExprKind::Faults(list, ..) => {
            edges.extend(list.iter().map(|id| (Rule::Criterion(*id), e.span)));
            let covers = |m: &Mitigation| list.iter().any(|id| m.covers.contains(id));
            let moving = standard.mitigations.iter().enumerate().filter(|(_, m)| covers(m));
            edges.extend(moving.map(|(index, _)| (Rule::Mitigation(index), e.span)));
        }
        ExprKind::Field { leaf: Leaf::Score(form) | Leaf::Verdict(form) | Leaf::Band(form), .. } => {
            edges.push((Rule::Form(*form), e.span))
        }
        _ => parts(e).into_iter().for_each(|part| asked(standard, part, edges)),
    }
}

/// Circles in a graph: the members of each and the place where it closes.
fn closed(waits: &[Vec<(usize, Span)>]) -> Vec<(Vec<usize>, Span)> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        Open,
        Done,
    }
    let mut seen = vec![Seen::No; waits.len()];
    let mut found = Vec::new();
    for start in 0..waits.len() {
        if seen[start] != Seen::No {
            continue;
        }
        seen[start] = Seen::Open;
        // The way to here: a rule, and which of what it waits for comes next.
        let mut way = vec![(start, 0)];
        while let Some((rule, next)) = way.last_mut() {
            let Some((target, span)) = waits[*rule].get(*next).copied() else {
                seen[*rule] = Seen::Done;
                way.pop();
                continue;
            };
            *next += 1;
            match seen[target] {
                Seen::No => {
                    seen[target] = Seen::Open;
                    way.push((target, 0));
                }
                Seen::Open => {
                    let from = way.iter().position(|(rule, _)| *rule == target).unwrap_or(0);
                    found.push((way[from..].iter().map(|(rule, _)| *rule).collect(), span));
                }
                Seen::Done => {}
            }
        }
    }
    found
}
