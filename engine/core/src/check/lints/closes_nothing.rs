//! `closes-nothing`: nothing is measured for the periods that close.

use super::reason::{Rules, Space};
use crate::Diagnostic;
use crate::check::figures::period_words;

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let standard = space.standard;
    for closing in &standard.closings {
        let measured = standard.metrics.iter().any(|metric| metric.each.contains(&closing.period));
        if !measured {
            let period = period_words(&closing.period);
            out.push(
                Diagnostic::warning("closes-nothing", closing.span, format!("nothing is measured each {period}"))
                    .here(format!("says when the figures of a {period} close"))
                    .reason("Only figures close, and there are none of such a period.")
                    .help(format!("add `each {period}` to a metric, or take this clause out")),
            );
        }
    }
}
