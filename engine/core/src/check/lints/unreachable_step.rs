//! `unreachable-step`: a step of a ladder that can never be proposed.

use super::reason::{Rules, Space, list};
use crate::Diagnostic;
use crate::standard::{Counted, Ladder, Period, StepCondition, Window};

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    for ladder in &space.standard.ladders {
        for (i, step) in ladder.steps.iter().enumerate() {
            let Some((days, most)) = step.when.iter().find_map(|condition| too_many(ladder, condition)) else {
                continue;
            };
            let most = if most == 1 { "one missed period".to_owned() } else { format!("{most} missed periods") };
            let message = format!(
                "step `{}` of ladder `{}` can never be proposed: no {days} days hold more than {most}",
                step.name, ladder.label.name
            );
            let above: Vec<String> = ladder.steps[i + 1..].iter().map(|s| format!("`{}`", s.name)).collect();
            let reason = match above.as_slice() {
                [] => "The ladder ends before it.".to_owned(),
                above => format!("The ladder ends before it, and {} is never reached either.", list(above, "or")),
            };
            let help = "give it a longer time, or ask for periods that follow each other: `when 3 misses in a row`";
            let found = Diagnostic::error("unreachable-step", step.span, message);
            out.push(found.here("never reached").reason(reason).help(help));
            break; // what stands above it is told with it
        }
    }
}

/// Where a ladder counts missed periods only, a window holds only so many of them: its days, and how many.
fn too_many(ladder: &Ladder, condition: &StepCondition) -> Option<(i64, i64)> {
    let StepCondition::Faults { count, within: Some(window), .. } = condition else {
        return None;
    };
    let days = match window {
        Window::Days(days) => *days,
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
            Period::All | Period::RollingDays(_) | Period::Rolling(_) | Period::LastN(_) => return None,
        };
        most += (days - 1).max(0) / shortest + 1;
    }
    (most > 0 && *count > most).then_some((days, most))
}
