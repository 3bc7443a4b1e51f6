//! `target-without-action`: a target whose miss nobody acts on.

use super::reason::{Rules, Space};
use crate::Diagnostic;
use crate::standard::{Celebrate, Counted};

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let standard = space.standard;
    for (i, metric) in standard.metrics.iter().enumerate() {
        let Some(target) = metric.targets.first() else { continue };
        let counted = standard.ladders.iter().flat_map(|l| &l.counts);
        let on_ladder = counted.clone().any(|c| matches!(c, Counted::Misses { metric, .. } if metric.index() == i));
        let celebrated = standard
            .recognitions
            .iter()
            .any(|r| matches!(&r.when, Celebrate::Metrics(list) if list.iter().any(|c| c.metric.index() == i)));
        if metric.owner.is_none() && !on_ladder && !celebrated {
            let name = &metric.label.name;
            out.push(
                Diagnostic::warning(
                    "target-without-action",
                    target.span,
                    format!("nobody acts when `{name}` misses its target"),
                )
                .here("a miss is printed, and that is all")
                .reason("A target that nobody answers for is soon only a number on a page.")
                .help(format!(
                    "write `owner \"Head of Service\"` in the metric, or let a ladder count it: `counts misses of {name} each month`"
                )),
            );
        }
    }
}
