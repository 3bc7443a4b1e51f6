//! The pairs that say what must come before what: sound ones only.

use super::written::pairs;
use crate::check::context::Context;
use crate::check::messages;
use etalon_grammar::ast::{Item, Span};

/// For each pair that is written the two steps; none where it is wrong, which is reported.
pub(super) fn order(ctx: &mut Context, item: &Item, steps: &[&str]) -> Vec<Option<(usize, usize, Span)>> {
    let mut sound: Vec<(usize, usize, Span)> = Vec::new();
    let mut all = Vec::new();
    for (first, second, span) in pairs(item) {
        let mut index = |name: &etalon_grammar::ast::Name| {
            let found = steps.iter().position(|step| *step == name.text);
            if found.is_none() && !ctx.partly_read(item.span) {
                ctx.report(messages::no_such_step(name, steps));
            }
            found
        };
        let (Some(a), Some(b)) = (index(first), index(second)) else {
            all.push(None);
            continue;
        };
        if a == b {
            ctx.report(messages::before_itself(second));
            all.push(None);
            continue;
        }
        if let Some((_, _, before)) = sound.iter().find(|(x, y, _)| (*x, *y) == (a, b)) {
            let d = messages::pair_twice(span, *before, (steps[a], steps[b]));
            ctx.report(d);
            all.push(None);
            continue;
        }
        if let Some(way) = way(&sound, b, a, steps.len()) {
            let names: Vec<&str> = std::iter::once(a).chain(way).map(|step| steps[step]).collect();
            ctx.report(messages::order_in_a_circle(span, &names[..names.len() - 1]));
            all.push(None);
            continue;
        }
        sound.push((a, b, span));
        all.push(Some((a, b, span)));
    }
    all
}

/// A way along the pairs from one step to another, both included; none if there is none.
pub(crate) fn way(pairs: &[(usize, usize, Span)], from: usize, to: usize, steps: usize) -> Option<Vec<usize>> {
    let mut before = vec![None; steps];
    let mut open = vec![from];
    while let Some(step) = open.pop() {
        if step == to {
            let mut way = vec![to];
            let mut at = to;
            while at != from {
                at = before[at]?;
                way.push(at);
            }
            way.reverse();
            return Some(way);
        }
        for (_, next, _) in pairs.iter().filter(|(a, _, _)| *a == step) {
            if *next != from && before[*next].is_none() {
                before[*next] = Some(step);
                open.push(*next);
            }
        }
    }
    None
}
