//! One batch of one unit: every column, finding and form of it.

use super::causes::causes;
use super::decided::decided;
use super::reasons::Reasons;
use crate::evaluate::Use;
use crate::evaluate::columns::{Answer, Bench, Engine};
use crate::outcome::{Breach, CriterionFindings, FormFindings, Verdict};
use crate::standard::{CriterionId, FormId, UnitId};
use crate::table::Column;

/// The results of a batch.
pub(super) struct BatchResult {
    pub(super) columns: Vec<(Use, Column)>,
    pub(super) findings: Vec<CriterionFindings>,
    pub(super) forms: Vec<FormFindings>,
}

impl BatchResult {
    pub(super) fn new(engine: &Engine<'_>, unit: UnitId, start: usize, end: usize) -> Self {
        let bench = Bench::rows(engine, unit, start, end);
        let (standard, plan) = (engine.standard, engine.plan);
        let n = end - start;
        let mut reasons = Reasons::new(&bench);
        let findings = (0_u16..)
            .map(CriterionId)
            .zip(&standard.criteria)
            .filter(|(_, c)| c.unit == unit)
            .map(|(id, _)| finding(&bench, id, start, &mut reasons))
            .collect();
        let forms = (0_u16..)
            .map(FormId)
            .zip(&standard.forms)
            .filter(|(_, f)| f.unit == unit)
            .map(|(id, _)| {
                let rows = bench.form(id);
                let share = |a: &Answer| if let Answer::Share(r) = a { Some(*r) } else { None };
                FormFindings {
                    form: id,
                    scores: rows.scores.clone(),
                    verdicts: rows.verdicts.clone(),
                    bands: rows.bands.clone(),
                    items: rows.answers.iter().map(share).collect(),
                }
            })
            .collect();
        let columns = plan
            .roots
            .iter()
            .filter(|(_, (of, _))| *of == unit)
            .map(|(uses, (_, node))| (*uses, bench.get(*node).as_ref().clone().owned(n).into_column(n)))
            .collect();
        Self { columns, findings, forms }
    }
}

fn finding(bench: &Bench<'_>, id: CriterionId, start: usize, reasons: &mut Reasons<'_, '_>) -> CriterionFindings {
    let verdicts = bench.verdicts(id);
    let (mut breaches, mut unjudged) = (Vec::new(), Vec::new());
    for (i, verdict) in verdicts.iter().enumerate() {
        let row = u32::try_from(start + i).expect("rows are numbered in 32 bits");
        match verdict {
            Verdict::Breached => {
                let (shares, matched) = causes(bench, id, i);
                breaches.push(Breach { row, at: decided(bench, id, i), shares, matched });
            }
            Verdict::NotJudged => unjudged.push((row, reasons.of(id, i))),
            _ => {}
        }
    }
    let unit = bench.engine.standard.criteria[id.index()].unit;
    CriterionFindings { criterion: id, unit, verdicts: verdicts.to_vec(), breaches, unjudged }
}
