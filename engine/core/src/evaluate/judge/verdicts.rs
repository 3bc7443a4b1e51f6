//! Verdicts: which units a criterion is for, and whether they keep it.

use crate::evaluate::columns::{
    Answer, Bench, FAILED, INCOMPLETE, Lane, Lanes, NO, NOT_SCORED, PENDING, UNKNOWN, Vector, YES, zip,
};
use crate::outcome::Verdict;
use crate::standard::{CriterionId, FormId, Requirement};
use crate::value::Ratio;

impl Bench<'_> {
    /// Judges each row.
    pub(crate) fn judge(&self, id: CriterionId) -> Vec<Verdict> {
        let criterion = &self.engine.standard.criteria[id.index()];
        let plan = &self.engine.plan.criteria[id.index()];
        let mut verdicts = match (&criterion.require, plan.require) {
            (Requirement::Condition(_), Some(node)) => {
                let filter = plan.filter.map(|filter| self.get(filter));
                return of_truth(filter.as_deref(), &self.get(node), self.len);
            }
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

fn of_truth(filter: Option<&Vector<'_>>, required: &Vector<'_>, rows: usize) -> Vec<Verdict> {
    const ALL: Lane<'_, u8> = Lane::One(YES);
    let Lanes::Truth(required) = &required.data else {
        return vec![Verdict::NotJudged; rows];
    };
    let filter = match filter.map(|filter| &filter.data) {
        Some(Lanes::Truth(filter)) => filter,
        Some(_) => &Lane::One(UNKNOWN),
        None => &ALL,
    };
    zip(filter, required, verdict).into_rows(rows)
}

/// The verdict where it is so whether the criterion is for the row, and so whether the row keeps it.
fn verdict(filter: u8, required: u8) -> Verdict {
    // By numbers instead of cases, so that many rows go through at once.
    let kept = required + 2 - 2 * (required & 1);
    let left_out = if filter == UNKNOWN { Verdict::NotJudged as u8 } else { filter };
    match if filter == YES { kept } else { left_out } {
        0 => Verdict::NotApplicable,
        1 => Verdict::Met,
        2 => Verdict::Breached,
        3 => Verdict::Pending,
        _ => Verdict::NotJudged,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_what_the_filter_and_the_requirement_say() {
        use Verdict::{Breached, Met, NotApplicable, NotJudged, Pending};
        let of = |filter: u8| [NO, YES, UNKNOWN, PENDING].map(|required| verdict(filter, required));
        assert_eq!(of(YES), [Breached, Met, NotJudged, Pending]);
        assert_eq!(of(NO), [NotApplicable; 4]);
        assert_eq!(of(UNKNOWN), [NotJudged; 4]);
        assert_eq!(of(PENDING), [Pending; 4]);
    }
}
