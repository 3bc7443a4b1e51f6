//! Every condition and value of a standard with the rule it stands in; the parts of an expression.

use crate::Standard;
use crate::standard::{
    Ask, Celebrate, Counted, Expr, ExprKind, Fact, Formula, Others, Range, Requirement, SubjectKind, UnitId, UnitKind,
};
use std::ops::ControlFlow;

/// An expression and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Place<'a> {
    /// The expression.
    pub expr: &'a Expr,
    /// The units it speaks of: the first is `this`.
    pub scopes: Vec<UnitId>,
    /// What must hold before it is looked at: the filter of the rule.
    pub given: Option<&'a Expr>,
    /// The word and the name of the rule: "criterion `quick_answer`".
    pub rule: String,
}

/// The expressions directly inside, with the units they speak of.
pub(crate) fn inner<'e>(expr: &'e Expr, scopes: &[UnitId]) -> Vec<(&'e Expr, Vec<UnitId>)> {
    let here = |list: Vec<&'e Expr>| list.into_iter().map(|e| (e, scopes.to_vec())).collect();
    match &expr.kind {
        ExprKind::Const(_) | ExprKind::Param(_) | ExprKind::Field { .. } | ExprKind::Met(_) => Vec::new(),
        ExprKind::Define(_, x)
        | ExprKind::Not(x)
        | ExprKind::IsPresent(x, _)
        | ExprKind::In(x, ..)
        | ExprKind::Matches(x, _) => here(vec![x]),
        ExprKind::And(list) | ExprKind::Or(list) | ExprKind::Join(list) | ExprKind::Call(_, list) => {
            here(list.iter().collect())
        }
        ExprKind::Compare(_, a, b) | ExprKind::Arithmetic(_, a, b) => here(vec![a, b]),
        ExprKind::By(on, rows, otherwise) => {
            let mut list: Vec<&Expr> = vec![on];
            list.extend(rows.iter().map(|(_, result)| result));
            list.extend(otherwise.as_deref());
            here(list)
        }
        ExprKind::If(c, a, b) => here(vec![c, a, b]),
        ExprKind::Others(others) => looked_at(others, scopes),
    }
}

fn looked_at<'e>(others: &'e Others, scopes: &[UnitId]) -> Vec<(&'e Expr, Vec<UnitId>)> {
    let mut deeper = scopes.to_vec();
    deeper.truncate(usize::from(others.scope));
    deeper.push(others.unit);
    let mut all = Vec::new();
    all.extend(others.filter.as_ref().map(|f| (f, deeper.clone())));
    if let Ask::Aggregate(_, of) = &others.ask {
        all.push((of, deeper));
    }
    match &others.range {
        Range::Within { duration, of } => {
            all.push((duration, scopes.to_vec()));
            all.extend(of.as_ref().map(|of| (of, scopes.to_vec())));
        }
        Range::Over { of, .. } | Range::OverDays { of, .. } => {
            all.extend(of.as_ref().map(|of| (of, scopes.to_vec())));
        }
        Range::Ever | Range::AmongLast { .. } | Range::Before | Range::After => {}
    }
    all
}

/// Visits an expression and all inside it; `Break` leaves out what is inside.
pub(crate) fn walk<'e>(
    expr: &'e Expr,
    scopes: &[UnitId],
    visit: &mut impl FnMut(&'e Expr, &[UnitId]) -> ControlFlow<()>,
) {
    if visit(expr, scopes).is_continue() {
        for (x, scopes) in inner(expr, scopes) {
            walk(x, &scopes, visit);
        }
    }
}

/// Every expression that a rule of the standard stands on.
pub(crate) fn places(standard: &Standard) -> Vec<Place<'_>> {
    let mut all = Vec::new();
    let mut add = |expr: &'_ _, scopes: &[UnitId], given, word: &str, name: &str| {
        let rule = format!("{word} `{name}`");
        all.push(Place { expr, scopes: scopes.to_vec(), given, rule });
    };
    for (i, unit) in standard.units.iter().enumerate() {
        let UnitKind::Case(members) = &unit.kind else { continue };
        let this = UnitId(u16::try_from(i).unwrap_or(u16::MAX));
        for field in &unit.fields {
            let name = format!("{}.{}", unit.label.name, field.name);
            match &field.fact {
                Some(Fact::Aggregate { member, value, filter, .. }) => {
                    let Some(member) = members.get(*member) else { continue };
                    for expr in value.iter().chain(filter) {
                        add(expr, &[this, member.event], None, "fact", &name);
                    }
                }
                Some(Fact::Plain(expr)) => add(expr, &[this], None, "fact", &name),
                None => {}
            }
        }
    }
    for define in &standard.defines {
        if let Some(unit) = define.unit {
            add(&define.value, &[unit], None, "define", &define.label.name);
        }
    }
    for criterion in &standard.criteria {
        let (scopes, name) = (&[criterion.unit], &criterion.label.name);
        if let Requirement::Condition(require) = &criterion.require {
            add(require, scopes, criterion.filter.as_ref(), "criterion", name);
            if let Some(filter) = &criterion.filter {
                add(filter, scopes, None, "criterion", name);
            }
        }
    }
    for form in &standard.forms {
        for item in &form.items {
            let name = format!("{}.{}", form.label.name, item.name);
            add(&item.answer, &[form.unit], None, "item", &name);
            if let Some(na) = &item.na {
                add(na, &[form.unit], None, "item", &name);
            }
        }
        if let Some(fault) = &form.fault {
            add(fault, &[form.unit], None, "form", &form.label.name);
        }
    }
    for mitigation in &standard.mitigations {
        if let Some(when) = &mitigation.when {
            add(when, &[mitigation.unit], None, "mitigation", &mitigation.label.name);
        }
    }
    for metric in &standard.metrics {
        let (scopes, name, filter) = (&[metric.unit], &metric.label.name, metric.filter.as_ref());
        match &metric.formula {
            Formula::Share(x)
            | Formula::Sum(x)
            | Formula::Mean(x)
            | Formula::Percentile(x, _)
            | Formula::Min(x)
            | Formula::Max(x)
            | Formula::Distinct(x) => add(x, scopes, filter, "metric", name),
            Formula::Count => {}
        }
        if let Some(filter) = filter {
            add(filter, scopes, None, "metric", name);
        }
        for per in &metric.per {
            if let SubjectKind::Value(x) = &per.subject {
                add(x, scopes, filter, "metric", name);
            }
        }
    }
    for ladder in &standard.ladders {
        for counted in &ladder.counts {
            if let Counted::Events { unit, filter: Some(filter), .. } = counted {
                add(filter, &[*unit], None, "ladder", &ladder.label.name);
            }
        }
        for step in &ladder.steps {
            if let Some(held) = &step.held
                && let Some(filter) = &held.filter
            {
                add(filter, &[held.unit], None, "step", &format!("{}.{}", ladder.label.name, step.name));
            }
        }
    }
    for recognition in &standard.recognitions {
        if let Celebrate::Unit { unit, filter: Some(filter), .. } = &recognition.when {
            add(filter, &[*unit], None, "recognition", &recognition.label.name);
        }
    }
    all
}
