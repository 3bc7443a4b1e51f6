//! One batch of one unit: every column, finding and form of it.

use super::causes::{Matched, matched};
use super::decided::decided;
use super::reasons::Reasons;
use crate::evaluate::columns::{Answer, Bench, Engine};
use crate::outcome::{FormFindings, StepsFindings, Verdict};
use crate::plan::NodeId;
use crate::standard::{CriterionId, FormId, UnitId};
use crate::table::Column;
use std::sync::Arc;

/// Verdicts are looked at so many at once: as the bytes of one number.
const AT_ONCE: usize = 8;

/// The results of a batch.
pub(super) struct BatchResult {
    pub(super) columns: Vec<(NodeId, Column)>,
    pub(super) findings: Vec<BatchFindings>,
    pub(super) forms: Vec<FormFindings>,
    pub(super) steps: Vec<StepsFindings>,
}

/// The findings of one criterion.
pub(super) struct BatchFindings {
    pub(super) criterion: CriterionId,
    /// Empty where all were given on the way.
    pub(super) verdicts: Vec<Verdict>,
    /// The breaches: their rows, when they count, what they are due to.
    pub(super) rows: Vec<u32>,
    pub(super) at: Vec<i64>,
    pub(super) matched: Matched,
    pub(super) unjudged: Vec<(u32, Arc<str>)>,
    /// Breaches of which a plugin that failed leaves open whose they are: they are not judged.
    pub(super) open: Vec<u32>,
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
                    fair: super::fair::fair(&bench, id, &rows, start),
                }
            })
            .collect();
        let column = |node: &NodeId| (*node, bench.get(*node).as_ref().clone().owned(n).into_column(n));
        let columns = wanted.iter().map(column).collect();
        let steps = super::steps::findings(&bench, unit, start);
        Self { columns, findings, forms, steps }
    }
}

fn findings(bench: &Bench<'_>, id: CriterionId, start: usize, reasons: &mut Reasons<'_, '_>) -> BatchFindings {
    let verdicts = bench.verdicts(id);
    let row = |i: usize| u32::try_from(start + i).expect("rows are numbered in 32 bits");
    let count = verdicts.iter().filter(|v| **v == Verdict::Breached).count();
    let (mut breached, mut unjudged) = (Vec::with_capacity(count), Vec::new());
    let (whole, rest) = verdicts.as_chunks::<AT_ONCE>();
    let mut last = [Verdict::NotApplicable; AT_ONCE];
    last[..rest.len()].copy_from_slice(rest);
    for (eight, first) in whole.iter().chain([&last]).zip((0..).step_by(AT_ONCE)) {
        let mut told = told(*eight);
        while told != 0 {
            let place = told.trailing_zeros() as usize / 8;
            match eight[place] {
                Verdict::NotJudged => unjudged.push((row(first + place), reasons.of(id, first + place))),
                _ => breached.push(first + place),
            }
            told &= told - 1;
        }
    }
    // Who can not tell whose a breach is must not count it against anybody.
    let mut open = Vec::new();
    breached.retain(|place| match reasons.unsure(id, *place) {
        None => true,
        Some(why) => {
            open.push(row(*place));
            unjudged.push((row(*place), why));
            false
        }
    });
    if !open.is_empty() {
        unjudged.sort_by_key(|(row, _)| *row);
    }
    BatchFindings {
        open,
        criterion: id,
        verdicts: if bench.engine.shared.verdicts.contains_key(&id) { Vec::new() } else { verdicts.to_vec() },
        rows: breached.iter().map(|i| row(*i)).collect(),
        at: decided(bench, id, &breached),
        matched: matched(bench, id, &breached),
        unjudged,
    }
}

/// A bit in the byte of each verdict that something is to be told of: a breach, or that it is not judged. Most have none, and
/// which have is too uneven to be asked of each.
fn told(verdicts: [Verdict; AT_ONCE]) -> u64 {
    const ONE_EACH: u64 = 0x0101_0101_0101_0101;
    let bytes = u64::from_le_bytes(verdicts.map(|verdict| verdict as u8));
    let breached = (bytes >> 1) & !bytes;
    let not_judged = bytes >> 2;
    (breached | not_judged) & ONE_EACH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaches_and_what_is_not_judged_are_told_of_and_nothing_else() {
        use Verdict::{Breached, Met, NotApplicable, NotJudged, Pending};
        let told_of = |verdict| {
            (0..AT_ONCE).map(move |place| {
                let mut all = [Met; AT_ONCE];
                all[place] = verdict;
                told(all)
            })
        };
        for verdict in [Breached, NotJudged] {
            assert!(told_of(verdict).eq((0..AT_ONCE).map(|place| 1 << (8 * place))));
        }
        for verdict in [NotApplicable, Met, Pending] {
            assert!(told_of(verdict).all(|told| told == 0));
        }
    }
}
