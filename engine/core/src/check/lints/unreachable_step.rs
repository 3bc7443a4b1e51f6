//! `unreachable-step`: a step of a ladder that can never be proposed.

use super::reason::{Rules, Space};
use crate::Diagnostic;
use crate::standard::{Counted, Ladder, Period, Step, StepCondition, Window};

pub(super) fn find(space: &mut Space<'_>, _: &Rules<'_>, out: &mut Vec<Diagnostic>) {
    for ladder in &space.standard.ladders {
        let mut below: Option<&Step> = None;
        for (i, step) in ladder.steps.iter().enumerate() {
            // What follows a step that is never proposed is never proposed either; that is told once.
            let why = why(ladder, i, step);
            if let (Some((why, help)), None) = (why, below) {
                below = Some(step);
                let later: Vec<&str> = ladder.steps[i + 1..].iter().map(|s| s.name.as_str()).collect();
                let reason = if later.is_empty() {
                    "The ladder ends before it.".to_owned()
                } else {
                    format!(
                        "The ladder ends before it: nor will {} ever be proposed.",
                        later.join(", ")
                    )
                };
                let message = format!(
                    "step `{}` of ladder `{}` can never be proposed: {why}",
                    step.name, ladder.label.name
                );
                out.push(
                    Diagnostic::error("unreachable-step", step.span, message)
                        .here("never reached")
                        .reason(reason)
                        .help(help),
                );
            }
        }
    }
}

fn why(ladder: &Ladder, index: usize, step: &Step) -> Option<(String, String)> {
    let name = |i: usize| ladder.steps.get(i).map_or("", |s| s.name.as_str());
    let misses = ladder.counts.iter().any(|c| matches!(c, Counted::Misses { .. }));
    step.when.iter().find_map(|condition| match condition {
        StepCondition::Held(other) if *other >= index => Some((
            format!("it waits until `{}` was held, which comes only after it", name(*other)),
            "name an earlier step".to_owned(),
        )),
        StepCondition::Held(other) if ladder.steps[*other].held.is_none() => Some((
            format!(
                "it waits until `{}` was held, but nothing shows that it was",
                name(*other)
            ),
            format!("write in step `{}` which event shows it: `held by talk`", name(*other)),
        )),
        StepCondition::Faults { after: Some(other), .. } if *other >= index => Some((
            format!("it counts faults after `{}`, which comes only after it", name(*other)),
            "name an earlier step".to_owned(),
        )),
        StepCondition::OfLast { count, of } if count > of => Some((
            format!("there are no {count} misses among {of} periods"),
            format!("write at most {of} of the last {of}"),
        )),
        StepCondition::InARow { .. } | StepCondition::OfLast { .. } if !misses => Some((
            "it waits for missed periods, but the ladder counts no misses".to_owned(),
            "let it count them, as in `counts misses of service_level each month`, or count faults instead".to_owned(),
        )),
        StepCondition::Faults {
            count,
            within: Some(window),
            ..
        } => too_many(ladder, *count, *window),
        _ => None,
    })
}

/// Where only missed periods are counted, a window holds only so many of them.
fn too_many(ladder: &Ladder, count: i64, window: Window) -> Option<(String, String)> {
    let days = match window {
        Window::Days(days) => days,
        Window::Elapsed(micros) => micros / 86_400_000_000 + 1,
    };
    let mut most = 0;
    for counted in &ladder.counts {
        let Counted::Misses { each, .. } = counted else {
            return None;
        };
        let shortest = match each {
            Period::Day => 1,
            Period::Week => 7,
            Period::Month => 28,
            Period::Quarter => 90,
            Period::Year => 365,
            _ => return None,
        };
        most += (days - 1).max(0) / shortest + 1;
    }
    (most > 0 && count > most).then(|| {
        (
            format!("in {days} days at most {most} of the periods it counts can end"),
            format!("ask for at most {most}, or for a longer time"),
        )
    })
}
