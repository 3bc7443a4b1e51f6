//! Findings: one verdict per criterion and unit.

use super::Breaches;
use crate::standard::{CriterionId, FormId, UnitId};
use crate::value::Ratio;

/// The verdict of a criterion on a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Verdict {
    /// The unit is none of those the criterion is for.
    NotApplicable,
    /// Kept.
    Met,
    /// Not kept.
    Breached,
    /// Its time has not come.
    Pending,
    /// Cannot be said; the reason is in [`CriterionFindings::unjudged`].
    NotJudged,
}

/// The findings of one criterion, one a row of its unit's table (sorted by instant, ties, key).
#[derive(Debug, Clone)]
pub struct CriterionFindings {
    /// Which.
    pub criterion: CriterionId,
    /// Of what.
    pub unit: UnitId,
    /// One verdict a row.
    pub verdicts: Vec<Verdict>,
    /// The breaches, by row.
    pub breaches: Breaches,
    /// Why rows were not judged, by row: the path of the value that is missing, in the words of the standard (`talked`, `agent.team`).
    pub unjudged: Vec<(u32, std::sync::Arc<str>)>,
}

/// The results of one form, one a row of its unit's table.
#[derive(Debug, Clone)]
pub struct FormFindings {
    /// Which.
    pub form: FormId,
    /// Score 0..100, exact; none if incomplete or not scored.
    pub scores: Vec<Option<Ratio>>,
    /// Index into [`crate::standard::VERDICTS`].
    pub verdicts: Vec<u8>,
    /// Index of the band; none without a score or bands.
    pub bands: Vec<Option<u8>>,
    /// Share of each item, row by row (row-major); none = not applicable or missing.
    pub items: Vec<Option<Ratio>>,
}
