//! Figures: their targets, what they are worth, and what they take.

use super::{Book, Entry};
use crate::show;
use crate::view::{plain, rests, title};
use etalon_core::standard::Period;

impl Book<'_> {
    pub(super) fn goals(&self) -> Vec<Entry> {
        let one = |metric: &etalon_core::standard::Metric| {
            let goals = metric.targets.iter().map(|target| {
                let bound = show::figure_bound(self.standard, metric, &target.bound);
                let whom = target.per.and_then(|per| metric.per.get(per)).map(|per| match per.name.as_str() {
                    "organization" => self.words.get("organization").to_owned(),
                    name => plain(name),
                });
                let period = target.period.as_ref().and_then(|p| self.period(p)).map(str::to_owned);
                let about: Vec<String> = whom.into_iter().chain(period).collect();
                let mut goal =
                    format!("{} {} {bound}", about.join(", "), show::sign(target.op)).trim_start().to_owned();
                if target.least > 1 {
                    goal += &self.words.say("b_least", &[("n", &target.least.to_string())]);
                }
                if target.proven {
                    goal += &self.words.say("b_proven", &[]);
                }
                goal
            });
            Entry {
                facts: self
                    .binds(&metric.label)
                    .into_iter()
                    .chain(goals)
                    .chain(metric.grades.iter().map(|grade| {
                        crate::view::grades::table(self.words, self.standard, self.report.language, metric, grade)
                    }))
                    .chain(metric.provisional.map(|n| self.words.say("provisional_under", &[("n", &n.to_string())])))
                    .chain(metric.hide.map(|n| self.words.say("hidden_under", &[("n", &n.to_string())])))
                    .chain(rests::lines(self.words, &self.standard.metric_rests_on(metric)))
                    .collect(),
                ..self.entry(title(&metric.label, self.report.language), metric.label.span)
            }
        };
        let is_told = |m: &&etalon_core::standard::Metric| {
            !m.targets.is_empty() || !m.grades.is_empty() || m.provisional.is_some() || m.hide.is_some()
        };
        self.standard.metrics.iter().filter(is_told).map(one).collect()
    }

    pub(super) fn period(&self, period: &Period) -> Option<&'static str> {
        Some(self.words.get(match period {
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
}
