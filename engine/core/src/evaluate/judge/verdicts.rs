//! Verdicts: which units a criterion is for, and whether they keep it.

use crate::evaluate::columns::{Answer, Bench, FAILED, INCOMPLETE, Lanes, NO, NOT_SCORED, PENDING, Vector, YES};
use crate::outcome::Verdict;
use crate::standard::{CriterionId, FormId, Requirement};
use crate::value::Ratio;

impl Bench<'_> {
    /// Judges each row.
    pub(crate) fn judge(&self, id: CriterionId) -> Vec<Verdict> {
        let criterion = &self.engine.standard.criteria[id.index()];
        let plan = &self.engine.plan.criteria[id.index()];
        let mut verdicts = match (&criterion.require, plan.require) {
            (Requirement::Condition(_), Some(node)) => of_truth(&self.get(node), self.len),
            (Requirement::Form(form), _) => self.form_verdicts(*form),
            (Requirement::Item(form, item), _) => {
                let rows = self.form(*form);
                (0..self.len).map(|i| item_verdict(rows.of(i)[*item])).collect()
            }
            _ => vec![Verdict::NotJudged; self.len],
        };
        if let Some(filter) = plan.filter {
            only(&self.get(filter), &mut verdicts);
        }
        verdicts
    }

    fn form_verdicts(&self, form: FormId) -> Vec<Verdict> {
        let rows = self.form(form);
        let fault = self.engine.plan.forms[form.index()].fault.map(|f| self.get(f));
        (0..self.len)
            .map(|i| match (rows.verdicts[i], &fault) {
                (INCOMPLETE, _) if rows.of(i).contains(&Answer::Waits) => Verdict::Pending,
                (INCOMPLETE, _) => Verdict::NotJudged,
                (NOT_SCORED, _) => Verdict::NotApplicable,
                (verdict, None) => {
                    if verdict == FAILED {
                        Verdict::Breached
                    } else {
                        Verdict::Met
                    }
                }
                (_, Some(fault)) => match fault.flag(i) {
                    YES => Verdict::Breached,
                    NO => Verdict::Met,
                    PENDING => Verdict::Pending,
                    _ => Verdict::NotJudged,
                },
            })
            .collect()
    }
}

/// No, yes, cannot be said, cannot be said yet.
const OF_TRUTH: [Verdict; 4] = [Verdict::Breached, Verdict::Met, Verdict::NotJudged, Verdict::Pending];

fn of_truth(truth: &Vector<'_>, rows: usize) -> Vec<Verdict> {
    let verdict = |flag: u8| OF_TRUTH[usize::from(flag & 3)];
    match &truth.data {
        Lanes::Truth(lane) => match lane.rows() {
            Some(flags) => flags.iter().map(|flag| verdict(*flag)).collect(),
            None => vec![verdict(lane.get(0)); rows],
        },
        _ => vec![Verdict::NotJudged; rows],
    }
}

/// Leaves the verdicts of the units that a criterion is for.
fn only(filter: &Vector<'_>, verdicts: &mut [Verdict]) {
    let of = |flag: u8, verdict: Verdict| match flag {
        YES => verdict,
        NO => Verdict::NotApplicable,
        PENDING => Verdict::Pending,
        _ => Verdict::NotJudged,
    };
    match &filter.data {
        Lanes::Truth(lane) => match lane.rows() {
            Some(flags) => verdicts.iter_mut().zip(flags).for_each(|(verdict, flag)| *verdict = of(*flag, *verdict)),
            None => verdicts.iter_mut().for_each(|verdict| *verdict = of(lane.get(0), *verdict)),
        },
        _ => verdicts.fill(Verdict::NotJudged),
    }
}

fn item_verdict(answer: Answer) -> Verdict {
    match answer {
        Answer::Share(Ratio::ZERO) => Verdict::Breached,
        Answer::Share(_) => Verdict::Met,
        Answer::NotApplicable => Verdict::NotApplicable,
        Answer::Missing => Verdict::NotJudged,
        Answer::Waits => Verdict::Pending,
    }
}
