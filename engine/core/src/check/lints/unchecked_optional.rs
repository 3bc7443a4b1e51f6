//! `unchecked-optional`: a rule needs a value that may be missing, and does not say what then.

use super::reason::{Domain, Rules, Situation, Situations, Space, Var, walk};
use crate::Diagnostic;
use crate::standard::{Expr, ExprKind, Leaf, UnitId};
use etalon_grammar::ast::Span;
use std::ops::ControlFlow;

const SLUG: &str = "unchecked-optional";

pub(super) fn find(space: &mut Space<'_>, rules: &Rules<'_>, out: &mut Vec<Diagnostic>) {
    for rule in &rules.criteria {
        let c = rule.criterion;
        let scopes = [c.unit];
        let mut told: Vec<String> = Vec::new();
        for (expr, given) in c
            .filter
            .iter()
            .map(|f| (f, None))
            .chain([(rule.require, c.filter.as_ref())])
        {
            for (name, at) in unchecked(space, expr, given, &scopes) {
                if !told.contains(&name) {
                    out.push(word(
                        space,
                        &name,
                        at,
                        c.unit,
                        &c.label.name,
                        given.is_some() || c.filter.is_none(),
                    ));
                    told.push(name);
                }
            }
        }
    }
    for (mitigation, _) in &rules.mitigations {
        let Some(when) = &mitigation.when else { continue };
        let name = &mitigation.label.name;
        for (field, at) in unchecked(space, when, None, &[mitigation.unit]) {
            let (a, many) = (space.word(mitigation.unit), space.words(mitigation.unit));
            let message = format!("mitigation `{name}` needs `{field}`, which not every {a} has");
            out.push(
                Diagnostic::warning(SLUG, at, message)
                    .here("may be missing")
                    .reason(format!(
                        "For {many} without `{field}` it never applies: their breaches stay where they are."
                    ))
                    .help(format!("if that is meant, say so: `{field} is present and …`")),
            );
        }
    }
}

fn word(space: &Space<'_>, field: &str, at: Span, unit: UnitId, rule: &str, in_require: bool) -> Diagnostic {
    let (a, many) = (space.word(unit), space.words(unit));
    let unit = &space.standard.units[unit.index()].label.name;
    let help = if in_require {
        format!(
            "write `for {unit} where {field} is present` if the others do not count, or `{field} is present and …` in the requirement if a missing value is a breach"
        )
    } else {
        format!("write `{field} is present and …` if the others do not count")
    };
    Diagnostic::warning(
        SLUG,
        at,
        format!("criterion `{rule}` needs `{field}`, which not every {a} has"),
    )
    .here("may be missing")
    .reason(format!(
        "The {many} without `{field}` are left \"not judged\": neither met nor breached, and in no share."
    ))
    .help(help)
}

/// The optional fields without which a condition has no answer, though they are not checked before.
fn unchecked(space: &mut Space<'_>, expr: &Expr, given: Option<&Expr>, scopes: &[UnitId]) -> Vec<(String, Span)> {
    let fields = optional_fields(space, expr, scopes);
    if fields.is_empty() {
        return Vec::new();
    }
    let answer = |space: &mut Space<'_>| {
        let given = match given {
            Some(given) => space.hold(given, true, scopes)?,
            None => Situations::always(),
        };
        Some((given, space.hold(expr, true, scopes)?, space.hold(expr, false, scopes)?))
    };
    let Some((given, yes, no)) = answer(space) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (var, at) in fields {
        // Everything else is there: what is unknown then, is unknown because of this field.
        let vars = [&given, &yes, &no]
            .into_iter()
            .flat_map(|s| &s.0)
            .flat_map(|s| s.demands().iter().map(|(v, _)| *v));
        let mut only = Situation::default();
        for other in vars {
            only = only.with(other, Domain::of(space.full(other).values.clone()));
        }
        let none = space.full(var).values.and(&space.full(var).values.not());
        only = only.with(
            var,
            Domain {
                missing: true,
                values: none,
            },
        );
        let Some(asked) = given.and(&Situations(vec![only]), |_| ()) else {
            continue;
        };
        let left = asked.minus(&yes, space).and_then(|left| left.minus(&no, space));
        if left.is_some_and(|left| !left.is_never()) {
            found.push((space.known(var).text.clone(), at));
        }
    }
    found
}

/// The fields of the unit itself, and of what its references lead to, that are declared as optional.
fn optional_fields(space: &mut Space<'_>, expr: &Expr, scopes: &[UnitId]) -> Vec<(Var, Span)> {
    let mut found: Vec<(Var, Span)> = Vec::new();
    let mut steps: Vec<(Expr, Span)> = Vec::new();
    walk(expr, scopes, &mut |e, here| {
        match &e.kind {
            ExprKind::Others(_) | ExprKind::IsPresent(..) => return ControlFlow::Break(()),
            ExprKind::Field { scope: 0, path, leaf } if here.len() == scopes.len() => {
                let all = path.iter().map(|step| Leaf::Field(*step)).chain([*leaf]);
                for (i, leaf) in all.enumerate() {
                    if let Some(field) = space.field(scopes, 0, &path[..i], leaf)
                        && field.optional
                    {
                        let kind = ExprKind::Field {
                            scope: 0,
                            path: path[..i].to_vec(),
                            leaf,
                        };
                        let part = Expr {
                            kind,
                            ty: field.ty.clone(),
                            optional: true,
                            span: e.span,
                        };
                        steps.push((part, e.span));
                        break;
                    }
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    });
    for (step, at) in steps {
        let var = space.var(&step, scopes);
        if !found.iter().any(|(v, _)| *v == var) {
            found.push((var, at));
        }
    }
    found
}
