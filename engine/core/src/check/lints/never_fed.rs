//! `never-fed`: a rule needs events that no source delivers.

use super::reason::{Rules, Space, walk};
use crate::Diagnostic;
use crate::standard::{Celebrate, Counted, ExprKind, UnitId, UnitKind};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

pub(super) fn find<'a>(space: &mut Space<'a>, rules: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let standard = space.standard;
    // A standard without any source is one to be used by others, or one that is only tested.
    if standard.sources.is_empty() {
        return;
    }
    for (unit, rule) in needed(space, rules) {
        let Some(event) = standard.units.get(unit.index()) else {
            continue;
        };
        let sourced = standard.sources.iter().any(|s| s.unit == unit);
        let tested = standard.tests.iter().any(|t| t.given.iter().any(|g| g.unit == unit));
        if matches!(event.kind, UnitKind::Event) && !sourced && !tested {
            let name = &event.label.name;
            out.push(
                Diagnostic::warning(
                    "never-fed",
                    event.label.name_span,
                    format!("no source delivers any `{name}`, but {rule} needs them"),
                )
                .here("comes from nowhere")
                .reason(format!("Without data the rule says nothing, or (`no {name} …`) that all is well."))
                .help(format!("add `source … for {name} {{ files \"…\" }}`, or take out what needs it")),
            );
        }
    }
}

/// The units that rules need, each with the first rule that does; of a case its events.
fn needed(space: &Space<'_>, rules: &Rules<'_>) -> BTreeMap<UnitId, String> {
    let standard = space.standard;
    let mut needed: BTreeMap<UnitId, String> = BTreeMap::new();
    let mut add = |unit: UnitId, rule: &str| {
        let entry = |needed: &mut BTreeMap<UnitId, String>, unit| {
            needed.entry(unit).or_insert_with(|| rule.to_owned());
        };
        if let Some(UnitKind::Case(members)) = standard.units.get(unit.index()).map(|u| &u.kind) {
            for member in members {
                entry(&mut needed, member.event);
            }
        }
        entry(&mut needed, unit);
    };
    for criterion in &standard.criteria {
        add(criterion.unit, &format!("criterion `{}`", criterion.label.name));
    }
    for metric in &standard.metrics {
        add(metric.unit, &format!("metric `{}`", metric.label.name));
    }
    for ladder in &standard.ladders {
        for counted in &ladder.counts {
            if let Counted::Events { unit, .. } = counted {
                add(*unit, &format!("ladder `{}`", ladder.label.name));
            }
        }
        for step in &ladder.steps {
            if let Some(held) = &step.held {
                add(held.unit, &format!("step `{}`", step.name));
            }
        }
    }
    for recognition in &standard.recognitions {
        if let Celebrate::Unit { unit, .. } = &recognition.when {
            add(*unit, &format!("recognition `{}`", recognition.label.name));
        }
    }
    for place in &rules.places {
        walk(place.expr, &place.scopes, &mut |e, _| {
            if let ExprKind::Others(others) = &e.kind {
                add(others.unit, &place.rule);
            }
            ControlFlow::Continue(())
        });
    }
    needed
}
