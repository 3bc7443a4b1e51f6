//! What a metric's value is, and how its periods are called.

use crate::standard::{Formula, Metric, Period};
use crate::value::SECOND;

/// The word that opens the formula.
pub(crate) const fn formula_word(formula: &Formula) -> &'static str {
    match formula {
        Formula::Share(_) => "share",
        Formula::Count => "count",
        Formula::Sum(_) => "sum",
        Formula::Mean(_) => "mean",
        Formula::Percentile(..) => "percentile",
        Formula::Min(_) => "min",
        Formula::Max(_) => "max",
        Formula::Distinct(_) => "distinct",
        Formula::Figures(of) => of.how.word(),
        Formula::Standing(_) => "standing",
        Formula::Ratio(_) => "ratio",
        Formula::Window(..) => "window",
    }
}

/// As written: `month`, `last 30 days`, `last 50`.
pub(crate) fn period_words(period: &Period) -> String {
    match period {
        Period::All => "all".into(),
        Period::HalfHour => "half_hour".into(),
        Period::Hour => "hour".into(),
        Period::Day => "day".into(),
        Period::Week => "week".into(),
        Period::Month => "month".into(),
        Period::Quarter => "quarter".into(),
        Period::Year => "year".into(),
        Period::RollingDays(n) => format!("last {n} days"),
        Period::LastN(n) => format!("last {n}"),
        Period::Rolling(micros) => {
            let units = [("h", 3600 * SECOND), ("min", 60 * SECOND), ("s", SECOND), ("ms", SECOND / 1000)];
            let fits = units.iter().find(|(_, size)| micros % size == 0);
            fits.map_or_else(String::new, |(unit, size)| format!("last {} {unit}", micros / size))
        }
    }
}

/// The periods of a metric as written: `month, day`.
pub(crate) fn each_words(metric: &Metric) -> String {
    metric.each.iter().map(period_words).collect::<Vec<_>>().join(", ")
}

/// For whom a metric is made, as written: `organization, team`.
pub(crate) fn per_words(metric: &Metric) -> String {
    metric.per.iter().map(|per| per.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Whether periods of that kind follow each other.
pub(crate) const fn follow_each_other(period: &Period) -> bool {
    matches!(period, Period::Day | Period::Week | Period::Month | Period::Quarter | Period::Year)
}
