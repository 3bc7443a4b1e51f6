//! What keeps a figure from being read wrongly: too few, what chance explains, what the case mix lets expect.

use crate::{Lexicon, show};
use etalon_core::evaluate::LEAST_PERIODS;
use etalon_core::outcome::{Expected, Figure, Signal};
use etalon_core::standard::{Metric, Standard};
use std::cmp::Ordering;

/// Notes beside the figure.
pub fn notes(words: Lexicon, standard: &Standard, metric: &Metric, figure: &Figure, series: &[&Figure]) -> Vec<String> {
    let mut notes = Vec::new();
    if let (true, Some(least)) = (figure.hidden, metric.hide) {
        notes.push(words.say("hidden_under", &[("n", &least.to_string())]));
        return notes;
    }
    notes.extend(figure.expected.map(|expected| expected_words(words, &expected)));
    let shown = |value: f64| show::figure_of_float(standard, metric, value);
    match figure.chart {
        Some(point) => notes.extend(point.signal.map(|signal| {
            let (lower, upper, center) = (shown(point.lower), shown(point.upper), shown(point.center));
            let (key, n) = match signal {
                Signal::Above | Signal::Below => ("outside_limits", 0),
                Signal::RunAbove(n) => ("run_above", n),
                Signal::RunBelow(n) => ("run_below", n),
                Signal::Rising(n) => ("rising", n),
                Signal::Falling(n) => ("falling", n),
            };
            let n = n.to_string();
            words.say(key, &[("n", &n), ("lower", &lower), ("upper", &upper), ("center", &center)])
        })),
        None if metric.chart.is_some() && figure.closed && figure.span.is_some() => {
            let over = series.iter().filter(|f| f.closed && f.n > 0 && !f.hidden).count();
            let (over, least) = (over.to_string(), LEAST_PERIODS.to_string());
            notes.push(words.say("needs_periods", &[("least", &least), ("n", &over)]));
        }
        None => {}
    }
    notes
}

fn expected_words(words: Lexicon, expected: &Expected) -> String {
    let key = match expected.differs {
        None => "as_expected",
        Some(Ordering::Less) => "fewer_than_expected",
        Some(_) => "more_than_expected",
    };
    let (observed, awaited) = (expected.observed.to_string(), format!("{:.1}", expected.expected));
    words.say(key, &[("observed", &observed), ("expected", &awaited)])
}
