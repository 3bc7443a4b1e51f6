//! Figures: one line a metric, subject and period.

use super::WriteError;
use super::line::Clock;
use super::whole::{Whole, failed};
use etalon_core::Standard;
use etalon_core::evaluate::Run;
use etalon_core::outcome::{Figure, Graded, TargetVerdict, Worth};
use etalon_core::value::{DECIMAL, Ratio, SECOND, Value};
use std::path::Path;

const HEADER: [&str; 19] = [
    "metric",
    "per",
    "subject",
    "period",
    // The period's first instant, and the first one after it.
    "from",
    "to",
    "closed",
    "n",
    "not_judged",
    // Shares as fractions, durations in seconds.
    "numerator",
    "value",
    "fair",
    "lower",
    "upper",
    // One for each target that speaks of this figure.
    "verdicts",
    // Of a ratio: what its numerator is put against.
    "base",
    // What it is worth, and why so; `provisional` or `not measured`.
    "grade",
    "grade_why",
    "state",
];

pub(super) fn csv(file: &Path, standard: &Standard, run: &Run) -> Result<(), WriteError> {
    let mut clock = Clock::new(&standard.zone);
    let mut to = csv::Writer::from_writer(Whole::create(file)?);
    to.write_record(HEADER).map_err(|error| failed(file, &error))?;
    for figure in &run.outcome.figures {
        let metric = &standard.metrics[figure.metric.index()];
        let mut at = |end: fn((i64, i64)) -> i64| figure.span.map_or(String::new(), |span| clock.text(end(span)));
        let (from, until) = (at(|span| span.0), at(|span| span.1));
        let (lower, upper) = figure.bounds.map_or_else(Default::default, |(l, u)| (l.to_string(), u.to_string()));
        let worth = figure.graded.as_ref();
        let is_gap = metric.every == Some(figure.per) && figure.n == 0 && figure.span.is_some();
        let state = match (figure.provisional, is_gap) {
            (true, _) => "provisional",
            (false, true) => "not measured",
            (false, false) => "",
        };
        let record = [
            metric.label.name.clone(),
            metric.per[figure.per].name.clone(),
            figure.subject.clone(),
            figure.period.clone(),
            from,
            until,
            if figure.closed { "yes" } else { "no" }.to_owned(),
            figure.n.to_string(),
            figure.unjudged.to_string(),
            figure.numerator.as_ref().map_or(String::new(), |value| text(value, &mut clock)),
            figure.exact.clone().unwrap_or_else(|| text(&figure.value, &mut clock)),
            figure.fair.map_or(String::new(), |share| share.to_string()),
            lower,
            upper,
            verdicts(figure),
            figure.base.as_ref().map_or(String::new(), |value| text(value, &mut clock)),
            worth.and_then(|graded| graded.worth.as_ref()).map_or(String::new(), |value| text(value, &mut clock)),
            worth.map_or(String::new(), why),
            state.to_owned(),
        ];
        to.write_record(record).map_err(|error| failed(file, &error))?;
    }
    to.into_inner().map_err(|error| failed(file, error.error()))?.finish()
}

/// The exact value; nothing for none.
pub(super) fn text(value: &Value, clock: &mut Clock) -> String {
    let of = |num: i64, den: i64| Ratio::new(num.into(), den.into()).unwrap_or(Ratio::ZERO).to_string();
    match value {
        Value::Missing => String::new(),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Whole(n) => n.to_string(),
        Value::Decimal(n) => of(*n, DECIMAL),
        Value::Duration(micros) => of(*micros, SECOND),
        Value::Ratio(share) => share.to_string(),
        Value::Instant(at) => clock.text(*at),
        Value::Date(day) => crate::kinds::day_text(*day),
        Value::Text(text) => text.clone(),
        // No formula gives one of a list.
        Value::OneOf(_) => String::new(),
    }
}

fn why(graded: &Graded) -> String {
    let word = match graded.why {
        Worth::Reached => "reached",
        Worth::Gate => "gate",
        Worth::GateUnknown => "gate unknown",
        Worth::TooFew => "too few",
        Worth::Carried => "carried",
        Worth::NoData => "no data",
    };
    let together = graded.pool.as_ref().map(|pool| format!(", {} together", pool.periods.join(" ")));
    word.to_owned() + &together.unwrap_or_default()
}

pub(super) fn verdicts(figure: &Figure) -> String {
    let word = |verdict: &TargetVerdict| match verdict {
        TargetVerdict::NoData => "no data",
        TargetVerdict::TooFew => "too few",
        TargetVerdict::Met => "met",
        TargetVerdict::MissedNotProven => "missed, not proven",
        TargetVerdict::MissedProven => "missed, proven",
    };
    figure.targets.iter().map(|(_, verdict)| word(verdict)).collect::<Vec<_>>().join("; ")
}
