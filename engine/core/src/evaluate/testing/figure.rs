//! `expect service_level in 2026-03 of organization = 860/1050 shown "81.9%" met n 1050`

use super::Seen;
use crate::evaluate::figure_type;
use crate::evaluate::tally::exact::{Exact, Number, exact_ratio, number_of};
use crate::evaluate::tally::{Tallied, exact_text};
use crate::outcome::{TargetVerdict, Worth};
use crate::show;
use crate::standard::{ExpectedGrade, MetricId, Period, Standard, Type, plain};
use crate::value::{SECOND, Value};

/// Which figure is meant.
pub(super) struct Which<'a> {
    pub metric: MetricId,
    pub per: usize,
    pub subject: Option<&'a str>,
    pub each: Option<&'a Period>,
    pub period: Option<&'a str>,
}

/// What is said of it; parts that are none are not looked at.
pub(super) struct Wanted<'a> {
    pub value: Option<&'a Value>,
    /// The value as people answer for it is meant.
    pub fair: bool,
    pub shown: Option<&'a str>,
    pub n: Option<i64>,
    pub verdict: Option<TargetVerdict>,
    pub missed: bool,
    pub provisional: bool,
    pub graded: Option<&'a ExpectedGrade>,
}

impl Seen<'_> {
    pub(super) fn figure(&self, not: bool, which: &Which<'_>, wanted: &Wanted<'_>) -> Option<String> {
        let metric = &self.standard.metrics[which.metric.index()];
        let name = plain(&metric.label.name);
        let in_versions = |id: MetricId| {
            !self.standard.versions.is_empty() && plain(&self.standard.metrics[id.index()].label.name) == name
        };
        let per = &metric.per[which.per].name;
        let is_of = |t: &&Tallied| {
            let (id, place) = (t.figure.metric, t.figure.per);
            (id, place) == (which.metric, which.per)
                || in_versions(id) && self.standard.metrics[id.index()].per[place].name == *per
        };
        let all: Vec<&Tallied> = self.tallied.iter().filter(is_of).collect();
        let is_meant = |t: &&&Tallied| {
            let figure = &t.figure;
            which.subject.is_none_or(|s| figure.subject == s)
                && which.each.is_none_or(|e| figure.each == *e)
                && which.period.is_none_or(|p| figure.period == p)
        };
        let found: Vec<&Tallied> = all.iter().filter(is_meant).copied().collect();
        let name = &metric.label.name;
        let tallied = match found.as_slice() {
            [only] => *only,
            [] => {
                // Without units there is no figure: that is what `no data` and `n 0` say.
                let is_nothing = wanted.verdict == Some(TargetVerdict::NoData) || wanted.n == Some(0);
                let is_all = wanted.value.is_none() && wanted.shown.is_none();
                if (is_nothing && is_all) != not {
                    return None;
                }
                return Some(format!("{name} has no figure{}: {}", which.words(), there_are(&all)));
            }
            _ => {
                return Some(format!("{name} has several figures{}: {}; say which", which.words(), there_are(&found)));
            }
        };
        let ty = figure_type(metric);
        let own = fairly(tallied, wanted.fair);
        let tallied = own.as_ref().unwrap_or(tallied);
        let shown = show::value(&self.local, &tallied.figure.value, &ty);
        let value_fits = wanted.value.is_none_or(|v| match (number_of(v), &tallied.exact) {
            (Some(wanted), Some(came)) => came.compare(wanted).is_eq(),
            _ => false,
        });
        let n = i64::try_from(tallied.figure.n).unwrap_or(i64::MAX);
        let is_so = value_fits
            && wanted.shown.is_none_or(|text| text == shown)
            && wanted.n.is_none_or(|wanted| wanted == n)
            && verdict_fits(tallied, wanted)
            && (tallied.figure.provisional || !wanted.provisional)
            && wanted.graded.is_none_or(|wanted| graded_fits(tallied, wanted));
        if is_so != not {
            return None;
        }
        let said = said(wanted, &ty);
        let came = self.came(tallied, wanted, &ty, &shown);
        let words = if not { "something other than " } else { "" };
        let mut message = format!("{name}{}: {words}{said} was expected, but it is {came}", which.words());
        if !not && !value_fits && wanted.value.is_some_and(|v| show::value(&self.local, v, &ty) == shown) {
            message += &format!("; if the figure as it is shown is meant, write `shown \"{shown}\"`");
        }
        Some(message)
    }

    fn came(&self, tallied: &Tallied, wanted: &Wanted<'_>, ty: &Type, shown: &str) -> String {
        let figure = &tallied.figure;
        let mut parts = Vec::new();
        if wanted.value.is_some() || wanted.shown.is_some() {
            parts.push(match (&tallied.exact, &figure.numerator) {
                (None, _) => "without a value".to_owned(),
                (Some(_), Some(sum)) if let Some(base) = &figure.base => {
                    let of = |value| number_of(value).map_or_else(String::new, |n| exact_text(&exact_ratio(n)));
                    format!("{shown} (exactly {}/{})", of(sum), of(base))
                }
                (Some(_), Some(Value::Whole(hits))) if *ty == Type::Share => {
                    format!("{shown} (exactly {hits}/{})", figure.n)
                }
                (Some(exact), _) => match in_words(&exact.exact(), ty) {
                    exact if exact == shown => exact,
                    exact => format!("{shown} (exactly {exact})"),
                },
            });
        }
        if wanted.verdict.is_some() || wanted.missed {
            let verdicts: Vec<&str> = figure.targets.iter().map(|(_, v)| word(*v)).collect();
            parts.push(if verdicts.is_empty() { "without a target".to_owned() } else { verdicts.join(", ") });
        }
        if wanted.provisional && !figure.provisional {
            parts.push("not provisional".to_owned());
        }
        if wanted.graded.is_some() {
            parts.push(graded_words(self.standard, tallied));
        }
        parts.push(format!("n {}", figure.n));
        if figure.unjudged > 0 {
            parts.push(format!("{} not judged", figure.unjudged));
        }
        parts.join(", ")
    }
}

impl Which<'_> {
    fn words(&self) -> String {
        let subject = self.subject.map(|s| format!(" of \"{s}\""));
        let period = self.period.map(|p| format!(" in {p}"));
        subject.unwrap_or_default() + &period.unwrap_or_default()
    }
}

/// The figure with its value as people answer for it, where that is meant and is another.
fn fairly(tallied: &Tallied, is_meant: bool) -> Option<Tallied> {
    let fair = tallied.figure.fair.filter(|_| is_meant)?;
    let mut own = tallied.clone();
    (own.figure.value, own.figure.numerator) = (Value::Ratio(fair), None);
    own.exact = Some(Number::Small(fair));
    Some(own)
}

fn there_are(figures: &[&Tallied]) -> String {
    if figures.is_empty() {
        return "nothing that is given counts for it".to_owned();
    }
    let mut names: Vec<String> =
        figures.iter().take(5).map(|t| format!("of \"{}\" in {}", t.figure.subject, t.figure.period)).collect();
    if figures.len() > names.len() {
        names.push("…".to_owned());
    }
    format!("there are figures {}", names.join(", "))
}

fn graded_fits(tallied: &Tallied, wanted: &ExpectedGrade) -> bool {
    let graded = tallied.figure.graded.as_ref();
    let worth = graded.and_then(|graded| graded.worth.as_ref()).and_then(number_of);
    match wanted {
        ExpectedGrade::Worth(value) => worth.is_some() && worth == number_of(value),
        ExpectedGrade::Carried => graded.is_some_and(|graded| graded.why == Worth::Carried),
        ExpectedGrade::None => worth.is_none(),
    }
}

/// What it is worth, in words.
fn graded_words(standard: &Standard, tallied: &Tallied) -> String {
    let Some(graded) = &tallied.figure.graded else { return "not graded".to_owned() };
    let grade = &standard.metrics[tallied.figure.metric.index()].grades[graded.grade];
    match (graded.worth.as_ref().and_then(number_of), graded.why) {
        (Some(worth), _) => format!("grade {}", in_words(&exact_ratio(worth), &grade.ty)),
        (None, Worth::Carried) => "carried".to_owned(),
        (None, Worth::TooFew) => "not graded: too few".to_owned(),
        (None, Worth::GateUnknown) => "not graded: the other figure is not known".to_owned(),
        (None, _) => "not graded: nothing to grade".to_owned(),
    }
}

fn verdict_fits(tallied: &Tallied, wanted: &Wanted<'_>) -> bool {
    let targets = &tallied.figure.targets;
    let is_missed = |v: &TargetVerdict| matches!(v, TargetVerdict::MissedNotProven | TargetVerdict::MissedProven);
    let missed = !wanted.missed || targets.iter().any(|(_, v)| is_missed(v));
    let verdict = match wanted.verdict {
        None => true,
        Some(TargetVerdict::Met) => !targets.is_empty() && targets.iter().all(|(_, v)| *v == TargetVerdict::Met),
        Some(wanted) => targets.iter().any(|(_, v)| *v == wanted),
    };
    missed && verdict
}

fn said(wanted: &Wanted<'_>, ty: &Type) -> String {
    let mut parts: Vec<String> = wanted.fair.then(|| "fair".to_owned()).into_iter().collect();
    if let Some(wanted) = wanted.value.and_then(number_of) {
        parts.push(in_words(&exact_ratio(wanted), ty));
    }
    parts.extend(wanted.shown.map(|text| format!("shown \"{text}\"")));
    parts.extend(wanted.verdict.map(|v| word(v).to_owned()));
    if wanted.missed {
        parts.push("missed".to_owned());
    }
    if wanted.provisional {
        parts.push("provisional".to_owned());
    }
    parts.extend(wanted.graded.map(|graded| match graded {
        ExpectedGrade::Worth(Value::Ratio(worth)) if worth.den() != 1 => {
            format!("grade {}", in_words(&exact_ratio(*worth), &Type::Share))
        }
        ExpectedGrade::Worth(worth) => {
            format!("grade {}", number_of(worth).map_or_else(String::new, |n| exact_text(&exact_ratio(n))))
        }
        ExpectedGrade::Carried => "carried".to_owned(),
        ExpectedGrade::None => "not graded".to_owned(),
    }));
    parts.extend(wanted.n.map(|n| format!("n {n}")));
    parts.join(", ")
}

/// An exact value with its unit.
fn in_words(exact: &Exact, ty: &Type) -> String {
    match ty {
        Type::Share => {
            let percent = exact * Exact::from_integer(100.into());
            let text = exact_text(&percent);
            // A share whose decimals do not end is written as a fraction.
            if text.contains('/') { exact_text(exact) } else { format!("{text}%") }
        }
        Type::Duration => {
            let seconds = exact / Exact::from_integer(SECOND.into());
            format!("{} s", exact_text(&seconds))
        }
        _ => exact_text(exact),
    }
}

const fn word(verdict: TargetVerdict) -> &'static str {
    match verdict {
        TargetVerdict::NoData => "no data",
        TargetVerdict::TooFew => "too few",
        TargetVerdict::Met => "met",
        TargetVerdict::MissedNotProven => "missed, not proven",
        TargetVerdict::MissedProven => "missed, proven",
    }
}
