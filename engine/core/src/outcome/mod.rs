//! What a run says: findings, figures, decisions, scorecards. Sorted, stable, and stamped with the standard's hash.

mod breach;
mod closing;
mod decision;
mod figure;
mod finding;
mod plugin;

pub use breach::*;
pub use closing::*;
pub use decision::*;
pub use figure::*;
pub use finding::*;
pub use plugin::*;

use crate::Standard;
use crate::standard::CriterionId;

/// Everything one run says.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Name, version and hash of the standard.
    pub standard: (String, String, String),
    /// The version of the tz database by which days and months were cut: `2025b`.
    pub tz: String,
    /// The instant the run speaks for, microseconds.
    pub as_of: i64,
    /// The instant up to which it knows, microseconds; none = everything that was delivered.
    pub known: Option<i64>,
    /// What came in, by source.
    pub data: Vec<SourceData>,
    /// Units of each kind after duplicates, corrections and retractions: name and number, in the standard's order.
    pub units: Vec<(String, u64)>,
    /// Findings by criterion, in the standard's order.
    pub findings: Vec<CriterionFindings>,
    /// Results of forms.
    pub forms: Vec<FormFindings>,
    /// What is wrong with steps.
    pub steps: Vec<StepsFindings>,
    /// Figures, sorted by metric, per, period kind, period, subject.
    pub figures: Vec<Figure>,
    /// Proposals and recognitions, sorted by instant, rule, subject, step.
    pub decisions: Vec<Decision>,
    /// Per person, team … and the organization.
    pub scorecards: Vec<Scorecard>,
    /// Where plugins failed.
    pub plugins: Vec<PluginFailure>,
    /// Notices that did not reach everybody.
    pub unreached: Vec<Unreached>,
    /// The periods that are closed, by when they closed, then by when they begin; none if the standard closes none.
    pub closings: Vec<ClosedPeriod>,
}

/// Whom a notice did not reach: nothing that it is about binds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreached {
    /// Which notice.
    pub notice: crate::standard::NoticeId,
    /// How many were neither told nor said that they know it.
    pub people: u64,
    /// The keys of the first of them, sorted.
    pub first: Vec<String>,
}

impl Outcome {
    /// Of a criterion that versions of the standard change, the form that was in force when the unit in that row began: the one
    /// that applied to it. Where none did, the criterion itself.
    #[must_use]
    pub fn in_force(&self, standard: &Standard, criterion: CriterionId, row: usize) -> CriterionId {
        let applied = |id: &CriterionId| {
            let verdict = self.findings.get(id.index()).and_then(|found| found.verdicts.get(row));
            verdict.is_some_and(|verdict| *verdict != Verdict::NotApplicable)
        };
        standard.versions_of(criterion).into_iter().find(applied).unwrap_or(criterion)
    }
}

/// What one source delivered. read = accepted + duplicate + conflict + rejected + left_out + later; accepted counts corrections and
/// retractions too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceData {
    /// The source.
    pub source: String,
    /// Its unit.
    pub unit: String,
    /// The files.
    pub files: Vec<String>,
    /// Data rows in the files.
    pub read: u64,
    /// Rows that count (each is one revision of one event).
    pub accepted: u64,
    /// The same content again.
    pub duplicate: u64,
    /// Same key and revision, other content: none of them counts.
    pub conflict: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// Rows the standard leaves out (`rows where`).
    pub left_out: u64,
    /// Of the accepted: replaced by a higher revision.
    pub corrected: u64,
    /// Of the accepted: taken back, and those that take back.
    pub retracted: u64,
    /// Of the accepted: after the instant that the run speaks for, so not there yet.
    pub ahead: u64,
    /// Rows that were recorded after the instant up to which the run knows; they are none of the accepted.
    pub later: u64,
    /// Why rows were rejected.
    pub reasons: Vec<crate::table::Rejected>,
    /// The first conflicts: key and places (file, row).
    pub conflicts: Vec<(String, Vec<(String, u64)>)>,
    /// References that lead nowhere: field, how many rows, the first keys.
    pub unknown_keys: Vec<(String, u64, Vec<String>)>,
}
