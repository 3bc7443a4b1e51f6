//! `--fail-on`: what in a result makes the exit code 1.

use clap::ValueEnum;
use etalon_core::outcome::TargetVerdict;
use etalon_core::{Outcome, Standard};

/// What the user does not accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A target missed by any figure of the report (where a target says `proven`: only a proven miss).
    Missed,
    /// A target missed by any figure, and chance is ruled out.
    Proven,
    /// Rows that were rejected or contradict each other.
    #[value(alias = "rejected")]
    Errors,
    /// An escalation was proposed.
    Escalations,
}

/// What of it there is, in words; none if there is nothing.
pub fn found(what: FailOn, standard: &Standard, outcome: &Outcome) -> Option<String> {
    let missed = |proven: bool| {
        outcome
            .figures
            .iter()
            .filter(|figure| {
                figure.targets.iter().any(|(index, verdict)| match verdict {
                    TargetVerdict::MissedProven => true,
                    TargetVerdict::MissedNotProven => {
                        let asks =
                            standard.metrics[figure.metric.index()].targets.get(*index).is_some_and(|t| t.proven);
                        !proven && !asks
                    }
                    TargetVerdict::NoData | TargetVerdict::TooFew | TargetVerdict::Met => false,
                })
            })
            .count()
    };
    match what {
        FailOn::Missed => some(missed(false), "figure misses its target", "figures miss their targets"),
        FailOn::Proven => {
            some(missed(true), "figure misses its target, not by chance", "figures miss their targets, not by chance")
        }
        FailOn::Errors => {
            let rows: u64 = outcome.data.iter().map(|d| d.rejected + d.conflict).sum();
            let rows = usize::try_from(rows).unwrap_or(usize::MAX);
            some(rows, "row of the data is rejected or in conflict", "rows of the data are rejected or in conflict")
        }
        FailOn::Escalations => {
            let steps = outcome
                .decisions
                .iter()
                .filter(|d| matches!(d.kind, etalon_core::outcome::DecisionKind::Step(..)) && d.withdrawn.is_none())
                .count();
            some(steps, "escalation is proposed", "escalations are proposed")
        }
    }
}

fn some(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    }
}
