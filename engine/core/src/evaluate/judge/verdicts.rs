//! Verdicts: which units a criterion is for, and whether they keep it.

use crate::evaluate::columns::{Answer, Bench, FAILED, INCOMPLETE, NO, NOT_SCORED, PENDING, YES};
use crate::outcome::Verdict;
use crate::standard::{CriterionId, FormId, Requirement};
use crate::value::Ratio;

impl Bench<'_> {
    /// Judges each row.
    pub(crate) fn judge(&self, id: CriterionId) -> Vec<Verdict> {
        let criterion = &self.engine.standard.criteria[id.index()];
        let plan = &self.engine.plan.criteria[id.index()];
        let filter = plan.filter.map(|f| self.get(f));
        let of = |flag: u8| match flag {
            YES => Verdict::Met,
            NO => Verdict::Breached,
            PENDING => Verdict::Pending,
            _ => Verdict::NotJudged,
        };
        let required: Vec<Verdict> = match (&criterion.require, plan.require) {
            (Requirement::Condition(_), Some(node)) => {
                let truth = self.get(node);
                (0..self.len).map(|i| of(truth.flag(i))).collect()
            }
            (Requirement::Form(form), _) => self.form_verdicts(*form),
            (Requirement::Item(form, item), _) => {
                let rows = self.form(*form);
                (0..self.len).map(|i| item_verdict(rows.of(i)[*item])).collect()
            }
            _ => vec![Verdict::NotJudged; self.len],
        };
        let Some(filter) = filter else { return required };
        required
            .into_iter()
            .enumerate()
            .map(|(i, required)| match filter.flag(i) {
                YES => required,
                NO => Verdict::NotApplicable,
                PENDING => Verdict::Pending,
                _ => Verdict::NotJudged,
            })
            .collect()
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

fn item_verdict(answer: Answer) -> Verdict {
    match answer {
        Answer::Share(Ratio::ZERO) => Verdict::Breached,
        Answer::Share(_) => Verdict::Met,
        Answer::NotApplicable => Verdict::NotApplicable,
        Answer::Missing => Verdict::NotJudged,
        Answer::Waits => Verdict::Pending,
    }
}
