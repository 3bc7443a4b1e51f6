//! One plain sentence that says what is proposed and why, and one that says what would have made it different.

use super::fault::{Fault, Of};
use super::ladder::Reached;
use crate::evaluate::scene::Scene;
use crate::evaluate::tally::Tallied;
use crate::evaluate::tally::subjects::ORGANIZATION;
use crate::outcome::Evidence;
use crate::show;
use crate::standard::{Label, Step, StepCondition, Window, Words};
use crate::value::Ratio;

/// No more events are named in a sentence; the evidence holds them all.
const NAMED: usize = 5;

/// What is proposed and why.
pub(crate) fn why(
    scene: &Scene<'_>,
    step: &Step,
    subject: &str,
    faults: &[&Fault],
    evidence: &[Evidence],
    reached: &Reached,
    owed_by: Option<&str>,
) -> String {
    let to = owed_by.map(|who| format!(" to {who}")).unwrap_or_default();
    let what = conditions(step, faults);
    let due = reached.due.map(|due| format!(", due {}", show::due(&scene.local, due))).unwrap_or_default();
    let who = if subject == ORGANIZATION { "The organization".to_owned() } else { subject.to_owned() };
    let name = title(scene, &step.title, &step.name);
    format!("{who}: {what} ({}), so the step “{name}” is proposed{to}{due}.", named(scene, evidence))
}

/// What would have made it different.
pub(crate) fn otherwise(scene: &Scene<'_>, step: &Step, figures: &[Tallied], faults: &[&Fault]) -> String {
    let name = title(scene, &step.title, &step.name);
    let newest = faults.last().map(|f| f.of);
    let less = match newest {
        Some(Of::Miss(figure)) => {
            let figure = &figures[figure].figure;
            let metric = &scene.standard.metrics[figure.metric.index()].label;
            let metric = label(scene, metric);
            let goal = scene.standard.metrics[figure.metric.index()].targets.iter().enumerate();
            let goal = goal.filter(|(i, _)| figure.targets.iter().any(|(t, _)| t == i)).map(|(_, t)| t).next();
            let goal = goal.map(|t| goal_words(scene, figure.metric, t)).unwrap_or_default();
            format!("Had {metric} reached its target{goal} in {}", figure.period)
        }
        _ if faults.len() == 1 => "Without this fault".to_owned(),
        _ => match step.when.iter().find_map(window) {
            Some(window) => format!("With one fault fewer {window}"),
            None => "With one fault fewer".to_owned(),
        },
    };
    let held = step.when.iter().any(|c| matches!(c, StepCondition::Held(_)));
    let held = if held { ", or had the earlier step not been held in time" } else { "" };
    format!("{less}{held}, “{name}” would not have been proposed.")
}

/// The bound in words: ` of at least 80.0%`.
fn goal_words(scene: &Scene<'_>, metric: crate::standard::MetricId, target: &crate::standard::Target) -> String {
    use etalon_grammar::ast::BinaryOp;
    let ty = crate::evaluate::figure_type(&scene.standard.metrics[metric.index()]);
    let bound = show::value(&scene.local, &target.bound, &ty);
    let word = match target.op {
        BinaryOp::GreaterEqual => "at least",
        BinaryOp::Greater => "more than",
        BinaryOp::LessEqual => "at most",
        _ => "less than",
    };
    format!(" of {word} {bound}")
}

fn conditions(step: &Step, faults: &[&Fault]) -> String {
    let parts: Vec<String> = step.when.iter().filter_map(|condition| words(condition, faults)).collect();
    if parts.is_empty() { "a fault".to_owned() } else { parts.join(" and ") }
}

fn words(condition: &StepCondition, faults: &[&Fault]) -> Option<String> {
    let is_miss = faults.last().is_some_and(|f| matches!(f.of, Of::Miss(_)));
    Some(match condition {
        StepCondition::Faults { within, .. } => {
            let sum = faults.iter().try_fold(Ratio::ZERO, |sum, f| sum.plus(f.share)).unwrap_or(Ratio::ZERO);
            let noun = if is_miss { "missed target" } else { "fault" };
            let what = match (sum.den(), sum.num()) {
                (1, 1) => format!("1 {noun}"),
                (1, n) => format!("{n} {noun}s"),
                _ if faults.len() == 1 => format!("a {noun} that counts {sum}"),
                _ => format!("{noun}s that add up to {}", mixed(sum)),
            };
            match within.and_then(|w| window(&StepCondition::Faults { count: 0, within: Some(w), after: None })) {
                Some(window) => format!("{what} {window}"),
                None => what,
            }
        }
        StepCondition::InARow { count, measured } => {
            let word = if *measured { "measured in a row" } else { "in a row" };
            format!("{count} missed periods {word}")
        }
        StepCondition::OfLast { count, of } => format!("{count} missed periods of the last {of} measured"),
        StepCondition::Held(_) => return None,
    })
}

fn window(condition: &StepCondition) -> Option<String> {
    match condition {
        StepCondition::Faults { within: Some(Window::Days(1)), .. } => Some("on one day".to_owned()),
        StepCondition::Faults { within: Some(Window::Days(days)), .. } => Some(format!("in {days} days")),
        StepCondition::Faults { within: Some(Window::Elapsed(micros)), .. } => {
            Some(format!("in {}", show::duration(*micros)))
        }
        _ => None,
    }
}

/// `3/2` as `1 1/2`.
fn mixed(sum: Ratio) -> String {
    let (whole, rest) = (sum.num() / sum.den(), sum.num() % sum.den());
    if whole == 0 { format!("{rest}/{}", sum.den()) } else { format!("{whole} {rest}/{}", sum.den()) }
}

/// `call c1 on 2026-03-02, call c7 on 2026-03-20`; of a missed period only its name.
pub(crate) fn named(scene: &Scene<'_>, evidence: &[Evidence]) -> String {
    let one = |e: &Evidence| {
        if is_period(scene, e) {
            return format!("{} in {}", e.unit, e.key);
        }
        let date = scene.local.date(e.at).map(|date| format!(" on {}", show::date(date))).unwrap_or_default();
        format!("{} {}{date}", e.unit, e.key)
    };
    let more = evidence.len().saturating_sub(NAMED);
    let mut parts: Vec<String> = evidence[more..].iter().map(one).collect();
    if more > 0 {
        parts.insert(0, format!("{more} before"));
    }
    parts.join(", ")
}

fn is_period(scene: &Scene<'_>, evidence: &Evidence) -> bool {
    evidence.unit == evidence.rule && scene.standard.metrics.iter().any(|m| m.label.name == evidence.unit)
}

/// What people call it.
pub(crate) fn title<'a>(scene: &Scene<'a>, words: &'a Words, name: &'a str) -> &'a str {
    let language = scene.standard.languages.first().map_or("", String::as_str);
    words.get(language).filter(|title| !title.is_empty()).unwrap_or(name)
}

/// The same, of a rule.
pub(crate) fn label<'a>(scene: &Scene<'a>, label: &'a Label) -> &'a str {
    title(scene, &label.title, &label.name)
}
