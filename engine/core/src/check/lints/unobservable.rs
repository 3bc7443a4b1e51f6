//! `unobservable`: a requirement that looks at nothing that anybody records.

use super::reason::{Rules, Space, any};
use crate::Diagnostic;
use crate::standard::{Expr, ExprKind};

pub(super) fn find<'a>(space: &mut Space<'a>, rules: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    for rule in &rules.criteria {
        if any(rule.require, observes) {
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

fn observes(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Field { .. } | ExprKind::Others(_) | ExprKind::Met(..) | ExprKind::Faults(..))
}
