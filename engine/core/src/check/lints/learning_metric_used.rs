//! `learning-metric-used`: a figure that is kept for learning is held against people.

use super::reason::{Rules, Space};
use crate::Diagnostic;
use crate::standard::Counted;

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let standard = space.standard;
    for ladder in &standard.ladders {
        for counted in &ladder.counts {
            let Counted::Misses { metric, .. } = counted else {
                continue;
            };
            let Some(metric) = standard.metrics.get(metric.index()) else {
                continue;
            };
            if metric.purpose.as_deref() == Some("learning") {
                let (figure, name) = (&metric.label.name, &ladder.label.name);
                out.push(
                    Diagnostic::error(
                        "learning-metric-used",
                        ladder.label.name_span,
                        format!("ladder `{name}` counts misses of `{figure}`, which is kept for learning"),
                    )
                    .here("holds it against people")
                    .label(metric.label.name_span, "says `purpose learning`")
                    .reason("People were promised that this figure has no consequences; once it has, nobody will show a weakness again.")
                    .help(format!("let the ladder count another figure, or take `purpose learning` out of `{figure}` and tell the people")),
                );
            }
        }
    }
}
