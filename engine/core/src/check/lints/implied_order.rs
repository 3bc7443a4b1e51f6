//! `implied-order`: a pair of steps whose order follows from the other pairs.

use super::reason::{Rules, Space};
use crate::Diagnostic;
use crate::check::actions::way;
use etalon_grammar::ast::Span;

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    for steps in &space.standard.steps {
        // What need not be done holds no chain together: without it the outer two may still be in the wrong order.
        let firm = |step: usize| !steps.steps[step].optional && steps.steps[step].na.is_none();
        for (index, pair) in steps.pairs.iter().enumerate() {
            let (a, b) = (pair.first, pair.second);
            let others = steps.pairs.iter().enumerate().filter(|(other, pair)| {
                *other != index && (pair.first == a || firm(pair.first)) && (pair.second == b || firm(pair.second))
            });
            let others: Vec<(usize, usize, Span)> = others.map(|(_, p)| (p.first, p.second, p.span)).collect();
            let Some(way) = way(&others, a, b, steps.steps.len()) else { continue };
            let name = |step: &usize| steps.steps[*step].name.as_str();
            let message = format!("that `{}` comes before `{}` follows from the other pairs", name(&a), name(&b));
            let chain: Vec<&str> = way.iter().map(name).collect();
            out.push(
                Diagnostic::warning("implied-order", pair.span, message)
                    .here("says nothing new")
                    .reason(format!(
                        "`{}` is the order already; who turns it round is counted once more for this pair.",
                        chain.join("` before `")
                    ))
                    .help("take the pair out, if that is not meant"),
            );
        }
    }
}
