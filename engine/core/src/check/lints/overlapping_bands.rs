//! `overlapping-bands`: edges of a form's bands that do not fall from the best to the worst.

use super::reason::{Rules, Space};
use crate::Diagnostic;
use crate::value::Ratio;

const SLUG: &str = "overlapping-bands";

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    for form in &space.standard.forms {
        let name = &form.label.name;
        let edges: Vec<(&str, Ratio)> =
            form.bands.iter().filter_map(|(band, edge)| Some((band.as_str(), (*edge)?))).collect();
        let at = space.clause(form.label.span, "bands").unwrap_or(form.label.name_span);
        for (band, edge) in &edges {
            if *edge > Ratio::whole(100) || *edge < Ratio::ZERO {
                let edge = decimal(*edge);
                let message = format!("band `{band}` of form `{name}` begins at {edge}, but scores run from 0 to 100");
                out.push(
                    Diagnostic::error(SLUG, at, message)
                        .here("these edges")
                        .reason(if edge.starts_with('-') { "Every score reaches it." } else { "No score reaches it." })
                        .help("write edges between 0 and 100, the best band first: `bands excellent >= 90, good >= 75, weak`"),
                );
            }
        }
        for pair in edges.windows(2) {
            let ((better, high), (worse, low)) = (pair[0], pair[1]);
            if low >= high {
                let message = format!(
                    "bands of form `{name}` overlap: `{better}` begins at {}, and `{worse}`, which is less, at {}",
                    decimal(high),
                    decimal(low)
                );
                out.push(
                    Diagnostic::error(SLUG, at, message)
                        .here("these edges")
                        .reason(format!(
                            "No evaluation will ever be `{worse}`: whoever reaches it is `{better}` already."
                        ))
                        .help("write the bands from the best to the worst, each with a lower edge than the one before"),
                );
            }
        }
    }
}

fn decimal(edge: Ratio) -> String {
    super::reason::decimal(edge)
}
