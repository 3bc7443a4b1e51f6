//! What a figure is worth, and what is not judged because there is too little of it, in words.

use crate::{Lexicon, show};
use etalon_core::outcome::{Figure, Worth};
use etalon_core::standard::{Grade, Metric, Period, Standard};
use etalon_core::value::Value;

/// Notes beside a figure: provisional, not measured, what it is worth.
pub fn notes(words: Lexicon, standard: &Standard, language: &str, metric: &Metric, figure: &Figure) -> Vec<String> {
    let mut notes = Vec::new();
    if let (true, Some(least)) = (figure.provisional, metric.provisional) {
        notes.push(words.say("provisional_under", &[("n", &least.to_string())]));
    }
    if metric.every == Some(figure.per) && figure.n == 0 && figure.span.is_some() {
        notes.push(words.say("not_measured", &[]));
    }
    notes.extend(worth(words, standard, language, metric, figure));
    notes
}

/// `Credit: 5%`; why there is none.
pub fn worth(words: Lexicon, standard: &Standard, language: &str, metric: &Metric, figure: &Figure) -> Option<String> {
    let graded = figure.graded.as_ref()?;
    let grade = metric.grades.get(graded.grade)?;
    let title = title(words, language, grade);
    let given = graded.worth.as_ref().map(|worth| show::value(standard, worth, &grade.ty)).unwrap_or_default();
    let least = grade.least.max(metric.provisional.unwrap_or(0)).to_string();
    let other = grade.gate.as_ref().map(|gate| &standard.metrics[gate.metric.index()]);
    let other = other.map(|other| super::title(&other.label, language)).unwrap_or_default();
    let longer = grade.carry.as_ref().and_then(|period| word(words, period)).unwrap_or_default();
    let of = |value: &Value| show::figure(standard, metric, value);
    let whole = graded.pool.as_ref().map(|pool| {
        let (periods, value, n) = (pool.periods.join(", "), of(&pool.value), show::count(pool.n));
        words.say("grade_together", &[("periods", &periods), ("value", &value), ("n", &n)])
    });
    let gaps = [("worth", given.as_str()), ("least", &least), ("other", &other), ("longer", longer)];
    let said = words.say(
        match graded.why {
            Worth::Reached => "grade_reached",
            Worth::Gate => "grade_gate",
            Worth::GateUnknown => "grade_gate_unknown",
            Worth::TooFew => "grade_too_few",
            Worth::Carried => "grade_carried",
            Worth::NoData => "grade_no_data",
        },
        &gaps,
    );
    Some(format!("{title}{}: {said}", whole.map(|whole| format!(" ({whole})")).unwrap_or_default()))
}

/// The whole table, for the handbook: `Credit (month): < 90%: 10%; < 95%: 5%; else 0%; takes 20, fewer are carried to the quarter`.
pub fn table(words: Lexicon, standard: &Standard, language: &str, metric: &Metric, grade: &Grade) -> String {
    let mut parts: Vec<String> = Vec::new();
    for arm in &grade.arms {
        let (bound, worth) =
            (show::figure_bound(standard, metric, &arm.bound), show::value(standard, &arm.worth, &grade.ty));
        parts.push(format!("{} {bound}: {worth}", show::sign(arm.op)));
    }
    let otherwise = show::value(standard, &grade.otherwise, &grade.ty);
    parts.push(words.say("grade_else", &[("worth", &otherwise)]));
    if let Some(gate) = &grade.gate {
        let other = &standard.metrics[gate.metric.index()];
        let bound = show::figure_bound(standard, other, &gate.bound);
        let bound = format!("{} {bound}", show::sign(gate.op));
        let other = super::title(&other.label, language);
        parts.push(words.say("grade_only_if", &[("other", &other), ("bound", &bound), ("worth", &otherwise)]));
    }
    if grade.least > 1 {
        let least = grade.least.to_string();
        let longer = grade.carry.as_ref().and_then(|period| word(words, period));
        parts.push(match longer {
            Some(longer) => words.say("grade_takes_carried", &[("least", &least), ("longer", longer)]),
            None => words.say("grade_takes", &[("least", &least)]),
        });
    }
    let about: Vec<&str> = grade.period.iter().filter_map(|period| word(words, period)).collect();
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    format!("{}{about}: {}", title(words, language, grade), parts.join("; "))
}

/// What a grade is called: by its title, or plainly.
pub fn title(words: Lexicon, language: &str, grade: &Grade) -> String {
    let given = grade.title.get(language).filter(|title| !title.is_empty());
    given.map_or_else(|| words.get("grade").to_owned(), str::to_owned)
}

fn word(words: Lexicon, period: &Period) -> Option<&'static str> {
    Some(words.get(match period {
        Period::HalfHour => "half_hour",
        Period::Hour => "hour",
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Quarter => "quarter",
        Period::Year => "year",
        Period::All | Period::RollingDays(_) | Period::Rolling(_) | Period::LastN(_) => return None,
    }))
}
