//! The mean scores of forms on scorecards: as they are, and with what mitigations cover taken as not applicable.

use super::exact::{Exact, Sum, ratio_near};
use super::subjects::Subjects;
use crate::evaluate::scene::Scene;
use crate::outcome::{MeanScore, Verdict};
use crate::standard::{CriterionId, FormId};

/// The scores of one form for one subject.
#[derive(Debug, Clone, Default)]
pub(super) struct Scores {
    n: u64,
    sum: Sum,
    /// Those that are scored as the person answers for them.
    fair: (u64, Sum),
    mitigated: u64,
    /// Whether mitigations cover parts of the form.
    is_covered: bool,
}

/// The scores of the form that a criterion stands for, by the number of the subject; none if it stands for none.
pub(super) fn of(scene: &Scene<'_>, criterion: CriterionId, subjects: &Subjects) -> Option<(FormId, Vec<Scores>)> {
    let form = scene.standard.forms.iter().position(|form| form.criterion == criterion)?;
    let findings = scene.forms().get(form)?;
    let verdicts = &scene.findings(criterion)?.verdicts;
    let is_covered = scene.standard.mitigations.iter().any(|mitigation| mitigation.part(criterion).is_some());
    let mut all = vec![Scores { is_covered, ..Scores::default() }; subjects.names.len()];
    let mut fair = findings.fair.iter().peekable();
    for (row, (score, verdict)) in findings.scores.iter().zip(verdicts).enumerate() {
        let mitigated = fair.next_if(|(at, _)| *at as usize == row).map(|(_, fair)| fair);
        let (Some(score), false) = (score, *verdict == Verdict::NotApplicable) else { continue };
        let Some(scores) = all.get_mut(subjects.of(row) as usize) else { continue };
        scores.n += 1;
        scores.sum.add(*score);
        scores.mitigated += u64::from(mitigated.is_some());
        if let Some(own) = mitigated.map_or(Some(*score), |fair| fair.score) {
            scores.fair.0 += 1;
            scores.fair.1.add(own);
        }
    }
    Some((findings.form, all))
}

impl Scores {
    /// None without any.
    pub(super) fn mean(&self, form: FormId) -> Option<MeanScore> {
        let mean = |n: u64, sum: &Sum| (n > 0).then(|| ratio_near(&(sum.exact() / Exact::from_integer(n.into()))));
        let fair = if self.is_covered { mean(self.fair.0, &self.fair.1) } else { None };
        Some(MeanScore { form, n: self.n, raw: mean(self.n, &self.sum)?, fair, mitigated: self.mitigated })
    }
}
