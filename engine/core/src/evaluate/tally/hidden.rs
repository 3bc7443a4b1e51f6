//! Figures of too few are not shown, nor is one from which such a figure could be worked out.

use super::Tallied;
use crate::outcome::TargetVerdict;
use crate::standard::Metric;
use crate::value::Value;
use std::collections::BTreeMap;

/// Hides what is of fewer units than `least`. Where one alone of a period is hidden and figures of a larger whole are there too, the
/// whole less the others would give it away: then the smallest of the others is hidden with it.
pub(super) fn hide(metric: &Metric, least: i64, figures: &mut [Tallied]) {
    let is_small = |tallied: &Tallied| u64::try_from(least).is_ok_and(|least| tallied.figure.n < least);
    let mut by_period: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (index, tallied) in figures.iter().enumerate() {
        by_period.entry(tallied.start).or_default().push(index);
    }
    let mut hidden: Vec<usize> = Vec::new();
    for indices in by_period.into_values() {
        let (small, rest): (Vec<usize>, Vec<usize>) = indices.into_iter().partition(|index| is_small(&figures[*index]));
        // A figure of nobody gives nobody away.
        let telling = small.iter().filter(|index| figures[**index].figure.n > 0).count();
        if telling == 1 && metric.per.len() > 1 {
            let by_size = |index: &&usize| (figures[**index].figure.n, figures[**index].figure.subject.as_str());
            hidden.extend(rest.iter().min_by_key(by_size));
        }
        hidden.extend(small);
    }
    for index in hidden {
        let tallied = &mut figures[index];
        let figure = &mut tallied.figure;
        figure.hidden = true;
        figure.value = Value::Missing;
        (figure.numerator, figure.exact, figure.fair, figure.bounds) = (None, None, None, None);
        figure.base = None;
        figure.provisional = false;
        (figure.chart, figure.expected) = (None, None);
        for (_, verdict) in &mut figure.targets {
            *verdict = if *verdict == TargetVerdict::NoData { TargetVerdict::NoData } else { TargetVerdict::TooFew };
        }
        tallied.exact = None;
        tallied.hits = 0;
    }
}
