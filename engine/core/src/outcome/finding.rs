//! Findings: one verdict per criterion and unit.

use crate::standard::{CriterionId, FormId, MitigationId, Party, UnitId};
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
    pub breaches: Vec<Breach>,
    /// Why rows were not judged, by row: the path of the value that is missing, in the words of the standard (`talked`, `agent.team`).
    pub unjudged: Vec<(u32, std::sync::Arc<str>)>,
}

/// Whose a breach is. The shares add to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The row.
    pub row: u32,
    /// The instant it counts at, microseconds: the unit's own, or the end of the time it was given.
    pub at: i64,
    /// Employee, company, customer, unknown.
    pub shares: [Ratio; 4],
    /// Every mitigation that matched, the strongest first.
    pub matched: Vec<MitigationId>,
}

impl Breach {
    /// The share of one party.
    #[must_use]
    pub fn share(&self, party: Party) -> Ratio {
        match party {
            Party::Employee => self.shares[0],
            Party::Company => self.shares[1],
            Party::Customer => self.shares[2],
            Party::Unknown => self.shares[3],
        }
    }
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
