//! One batch of one unit: every column, finding and form of it.

use super::causes::{Matched, matched};
use super::decided::decided;
use super::reasons::Reasons;
use crate::evaluate::columns::{Answer, Bench, Engine};
use crate::outcome::{FormFindings, Verdict};
use crate::plan::NodeId;
use crate::standard::{CriterionId, FormId, UnitId};
use crate::table::Column;
use std::sync::Arc;

/// Most rows have nothing to be told: that is seen for so many at once.
const SEEN_AT_ONCE: usize = 32;

/// The results of a batch.
pub(super) struct BatchResult {
    pub(super) columns: Vec<(NodeId, Column)>,
    pub(super) findings: Vec<BatchFindings>,
    pub(super) forms: Vec<FormFindings>,
}

/// The findings of one criterion.
pub(super) struct BatchFindings {
    pub(super) criterion: CriterionId,
    pub(super) verdicts: Vec<Verdict>,
    /// The breaches: their rows, when they count, what they are due to.
    pub(super) rows: Vec<u32>,
    pub(super) at: Vec<i64>,
    pub(super) matched: Matched,
    pub(super) unjudged: Vec<(u32, Arc<str>)>,
}

impl BatchResult {
    /// `wanted`: the columns that are needed once all is judged, by unit; `own`: of each criterion the nodes that nobody
    /// else asks for.
    pub(super) fn new(
        engine: &Engine<'_>,
        unit: UnitId,
        (start, end): (usize, usize),
        wanted: &[NodeId],
        own: &[Vec<NodeId>],
    ) -> Self {
        let bench = Bench::rows(engine, unit, start, end);
        let standard = engine.standard;
        let n = end - start;
        let mut reasons = Reasons::new(&bench);
        let findings = (0_u16..)
            .map(CriterionId)
            .zip(&standard.criteria)
            .filter(|(_, c)| c.unit == unit)
            .map(|(id, _)| {
                let findings = findings(&bench, id, start, &mut reasons);
                bench.forget(&own[id.index()]);
                findings
            })
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
        let column = |node: &NodeId| (*node, bench.get(*node).as_ref().clone().owned(n).into_column(n));
        let columns = wanted.iter().map(column).collect();
        Self { columns, findings, forms }
    }
}

fn findings(bench: &Bench<'_>, id: CriterionId, start: usize, reasons: &mut Reasons<'_, '_>) -> BatchFindings {
    let verdicts = bench.verdicts(id).to_vec();
    let row = |i: usize| u32::try_from(start + i).expect("rows are numbered in 32 bits");
    let (mut breached, mut unjudged) = (Vec::new(), Vec::new());
    for (chunk, first) in verdicts.chunks(SEEN_AT_ONCE).zip((0..).step_by(SEEN_AT_ONCE)) {
        let told = |v: &Verdict| (*v == Verdict::Breached) | (*v == Verdict::NotJudged);
        if !chunk.iter().fold(false, |any, verdict| any | told(verdict)) {
            continue;
        }
        for (verdict, i) in chunk.iter().zip(first..) {
            match verdict {
                Verdict::Breached => breached.push(i),
                Verdict::NotJudged => unjudged.push((row(i), reasons.of(id, i))),
                Verdict::NotApplicable | Verdict::Met | Verdict::Pending => {}
            }
        }
    }
    BatchFindings {
        criterion: id,
        verdicts,
        rows: breached.iter().map(|i| row(*i)).collect(),
        at: decided(bench, id, &breached),
        matched: matched(bench, id, &breached),
        unjudged,
    }
}
