//! `person-on-few-cases`: a person is judged by a share or a mean of very few cases.

use super::reason::{Rules, Space};
use crate::Diagnostic;
use crate::standard::{Celebrate, Formula, Metric, SubjectKind};
use etalon_grammar::ast::Span;

/// A share of fewer cases jumps by more than ten points with one of them.
const ENOUGH: i64 = 10;

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let standard = space.standard;
    for metric in &standard.metrics {
        for target in &metric.targets {
            let about = target.per.map_or(&metric.per[..], |i| metric.per.get(i..=i).unwrap_or_default());
            let person = about.iter().find(|per| match &per.subject {
                SubjectKind::Entity(id, _) => standard.units.get(id.index()).is_some_and(|u| u.person),
                _ => false,
            });
            if let Some(person) = person
                && target.least < ENOUGH
                && is_sampled(metric)
            {
                let message = format!(
                    "the target of `{}` judges one {} on {}",
                    metric.label.name,
                    person.name,
                    few(target.least)
                );
                out.push(word(target.span, message, &person.name));
            }
        }
    }
    for recognition in &standard.recognitions {
        let person = recognition.subject.and_then(|id| standard.units.get(id.index())).filter(|u| u.person);
        let (Some(person), Celebrate::Metrics(list)) = (person, &recognition.when) else {
            continue;
        };
        for condition in list {
            let metric = standard.metrics.get(condition.metric.index());
            if condition.least < ENOUGH
                && let Some(metric) = metric.filter(|m| is_sampled(m))
            {
                let (name, figure) = (&recognition.label.name, &metric.label.name);
                let message = format!(
                    "recognition `{name}` judges one {} by `{figure}` on {}",
                    person.label.name,
                    few(condition.least)
                );
                out.push(word(recognition.label.name_span, message, &person.label.name));
            }
        }
    }
}

fn few(least: i64) -> String {
    if least <= 1 { "a single case".to_owned() } else { format!("as few as {least} cases") }
}

fn is_sampled(metric: &Metric) -> bool {
    matches!(metric.formula, Formula::Share(_) | Formula::Mean(_) | Formula::Percentile(..) | Formula::Ratio(_))
}

fn word(at: Span, message: String, person: &str) -> Diagnostic {
    Diagnostic::warning("person-on-few-cases", at, message)
        .here("no minimum number of cases that would be fair")
        .reason(format!(
            "With few cases chance decides: one unlucky day makes a good {person} look bad, or a bad one good."
        ))
        .help("write `at least 30` after the bound (never below 10), and `proven` where something follows from a miss")
}
