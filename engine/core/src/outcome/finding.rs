//! Findings: one verdict per criterion and unit.

use super::Breaches;
use crate::standard::{CriterionId, FormId, StepFault, StepsId, UnitId};
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
    /// Row by row, in order: how those come out of which a mitigation covers parts, with these parts taken as not applicable. Those that
    /// are not here come out alike.
    pub fair: Vec<(u32, FairForm)>,
}

/// How a form comes out as the person answers for it: with what mitigations cover taken as not applicable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FairForm {
    /// Score 0..100, exact; none if nothing is left that applies, or an answer is missing.
    pub score: Option<Ratio>,
    /// Index into [`crate::standard::VERDICTS`].
    pub verdict: u8,
    /// Index of the band; none without a score or bands.
    pub band: Option<u8>,
    /// The items that are taken as not applicable (indexes), in order.
    pub without: Vec<usize>,
}

impl FormFindings {
    /// How a row comes out with the parts that mitigations cover taken as not applicable; none = no differently.
    #[must_use]
    pub fn fair_of(&self, row: u32) -> Option<&FairForm> {
        let place = self.fair.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        self.fair.get(place).map(|(_, fair)| fair)
    }
}

/// What is wrong with the steps of each unit that breaches them. Units with the same faults have one list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepsFindings {
    /// Which.
    pub steps: StepsId,
    lists: Vec<Vec<StepFault>>,
    rows: Vec<(u32, u32)>,
}

impl StepsFindings {
    /// None so far.
    #[must_use]
    pub const fn new(steps: StepsId) -> Self {
        Self { steps, lists: Vec::new(), rows: Vec::new() }
    }

    /// The faults of one more unit; rows come in order.
    pub fn push(&mut self, row: u32, faults: Vec<StepFault>) {
        let known = self.lists.iter().position(|list| *list == faults);
        let place = known.unwrap_or_else(|| {
            self.lists.push(faults);
            self.lists.len() - 1
        });
        self.rows.push((row, u32::try_from(place).expect("no more lists than rows, which are numbered in 32 bits")));
    }

    /// Those of the rows that follow.
    pub(crate) fn extend(&mut self, other: Self) {
        for (row, list) in other.rows {
            self.push(row, other.lists[list as usize].clone());
        }
    }

    /// What is wrong with a unit; nothing, if its steps are not breached.
    #[must_use]
    pub fn of(&self, row: usize) -> &[StepFault] {
        let place = self.rows.binary_search_by_key(&row, |(row, _)| *row as usize);
        place.map_or(&[], |place| &self.lists[self.rows[place].1 as usize])
    }

    /// How many units each fault is found with, in the order of the steps and pairs.
    #[must_use]
    pub fn counts(&self) -> std::collections::BTreeMap<StepFault, u64> {
        let mut counts = std::collections::BTreeMap::new();
        for (_, list) in &self.rows {
            for fault in &self.lists[*list as usize] {
                *counts.entry(*fault).or_default() += 1;
            }
        }
        counts
    }
}
