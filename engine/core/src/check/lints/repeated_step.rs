//! `repeated-step`: a step that asks for no more than the one before it.

use super::reason::{Rules, Space};
use crate::Diagnostic;
use crate::standard::{Ladder, Step, StepCondition, Window};

const SLUG: &str = "repeated-step";

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    for ladder in &space.standard.ladders {
        for (i, step) in ladder.steps.iter().enumerate() {
            if let Some(first) = ladder.steps[..i]
                .iter()
                .find(|first| no_harder(&first.when, &step.when) && no_harder(&step.when, &first.when))
            {
                out.push(same(ladder, first, step));
            } else if i > 0
                && let Some(first) = ladder.steps.get(i - 1)
                && no_harder(&first.when, &step.when)
            {
                out.push(weaker(ladder, first, step));
            }
        }
    }
}

fn same(ladder: &Ladder, first: &Step, step: &Step) -> Diagnostic {
    let message =
        format!("steps `{}` and `{}` of ladder `{}` ask for the same", first.name, step.name, ladder.label.name);
    Diagnostic::error(SLUG, step.span, message)
        .here("asks for the same")
        .label(first.span, "as this one")
        .reason(format!(
            "`{}` comes with the very next fault after `{}`; nobody gets the time to change.",
            step.name, first.name
        ))
        .help(format!(
            "ask for more in `{}`, as in `when 3 faults in 60 days`, or count anew: `after {}`",
            step.name, first.name
        ))
}

fn weaker(ladder: &Ladder, first: &Step, step: &Step) -> Diagnostic {
    let message = format!(
        "step `{}` of ladder `{}` asks for no more than `{}` before it",
        step.name, ladder.label.name, first.name
    );
    Diagnostic::warning(SLUG, step.span, message)
        .here("asks for no more")
        .label(first.span, "than this one")
        .reason(format!("Whoever has reached `{}` fulfils it already: it comes with the very next fault.", first.name))
        .help(format!("ask for more faults in `{}`, or count anew: `after {}`", step.name, first.name))
}

/// Whether all that the later step asks for is given wherever the earlier one is.
fn no_harder(first: &[StepCondition], later: &[StepCondition]) -> bool {
    later.iter().all(|wanted| {
        first.iter().any(|have| match (have, wanted) {
            (
                StepCondition::Faults { count: a, within: x, after: p },
                StepCondition::Faults { count: b, within: y, after: q },
            ) => b <= a && p == q && wider(*x, *y),
            (StepCondition::InARow { count: a, measured: x }, StepCondition::InARow { count: b, measured: y }) => {
                b <= a && x == y
            }
            (StepCondition::OfLast { count: a, of: x }, StepCondition::OfLast { count: b, of: y }) => b <= a && y >= x,
            (StepCondition::Held(a), StepCondition::Held(b)) => a == b,
            _ => false,
        })
    })
}

/// Whether the second window holds all that the first one holds.
fn wider(first: Option<Window>, second: Option<Window>) -> bool {
    match (first, second) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(Window::Days(a)), Some(Window::Days(b))) => b >= a,
        (Some(Window::Elapsed(a)), Some(Window::Elapsed(b))) => b >= a,
        _ => false,
    }
}
