//! `unobservable`: a requirement that looks at nothing that anybody records.

use super::reason::{Rule, Rules, Space, any, walk};
use crate::Diagnostic;
use crate::standard::{Expr, ExprKind, Range};
use std::ops::ControlFlow;

pub(super) fn find<'a>(space: &mut Space<'a>, rules: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    for rule in &rules.criteria {
        if sees(rule.require) {
            continue;
        }
        if any(rule.require, observes) {
            out.push(looks_at_all(space, rule));
            continue;
        }
        let (a, many) = (space.word(rule.criterion.unit), space.words(rule.criterion.unit));
        let name = &rule.criterion.label.name;
        let always = space.hold(rule.require, true, &[rule.criterion.unit]).is_some_and(|s| !s.is_never());
        let all = if always { "met by all" } else { "breached by all" };
        out.push(
            Diagnostic::error("unobservable", rule.require.span, format!("criterion `{name}` looks at nothing of the {a}"))
                .here("no field is read here")
                .reason(format!("Whatever happens, it is {all} {many}: nothing that anybody records can change it."))
                .help("name the fields by which one can see whether it was kept, as in `waited <= 20 s`; what only a listener can hear belongs in a form"),
        );
    }
}

/// Whether it looks at something of the unit, or at others that are not the same for all units.
fn sees(require: &Expr) -> bool {
    let mut sees = false;
    walk(require, &[], &mut |e, _| {
        match &e.kind {
            ExprKind::Others(others) if matches!(others.range, Range::Ever) && !speaks_of_this(e) => {
                return ControlFlow::Break(());
            }
            _ => sees |= observes(e),
        }
        ControlFlow::Continue(())
    });
    sees
}

/// Whether a look depends on the unit for which it is made: scope 0 is always that one.
fn speaks_of_this(look: &Expr) -> bool {
    any(look, |e| match &e.kind {
        ExprKind::Field { scope, .. } | ExprKind::Met(_, scope) | ExprKind::Faults(_, scope, _) => *scope == 0,
        _ => false,
    })
}

fn looks_at_all(space: &Space<'_>, rule: &Rule<'_>) -> Diagnostic {
    let (a, many) = (space.word(rule.criterion.unit), space.words(rule.criterion.unit));
    let name = &rule.criterion.label.name;
    let message = format!("criterion `{name}` gives every {a} one and the same answer");
    Diagnostic::warning("unobservable", rule.require.span, message)
        .here(format!("nothing here is of this {a}"))
        .reason(format!("It looks at all there are at once: either all {many} meet it or none does, whatever is done for this one."))
        .help("say how they belong to this one, as in `where customer = this.customer`, or when: `over 60 min before this`; a bound on all together is a metric with a target")
}

fn observes(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Field { .. } | ExprKind::Others(_) | ExprKind::Met(..) | ExprKind::Faults(..))
}
