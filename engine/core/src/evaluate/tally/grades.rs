//! What figures are worth: the first bound that they keep to, unrounded. Periods of too few cases are taken together in a longer one.

use super::Tallied;
use super::cell::Cell;
use super::cut::UNDATED;
use super::exact::{Number, number_of};
use super::finish::{Finished, finish};
use super::gather::Cells;
use super::sheet::Sheet;
use super::target::keeps;
use crate::evaluate::scene::Scene;
use crate::outcome::{Graded, Pooled, Worth};
use crate::standard::{Gate, Grade, Metric, MetricId};
use crate::time::{name_of, next_start, start_of};
use crate::value::Value;
use std::collections::{BTreeMap, HashMap};

/// Periods that are carried, by metric, index into `per`, grade, first date of the longer period and subject.
pub(super) type Pools = BTreeMap<(MetricId, usize, usize, i64, String), Pool>;

/// Periods of too few cases, taken together.
pub(super) struct Pool {
    found: Finished,
    told: Pooled,
}

/// Takes together what a grade carries from the periods of these cells to a longer one.
pub(super) fn pool(
    scene: &Scene<'_>,
    sheet: &Sheet<'_>,
    (per, each): (usize, usize),
    cells: &Cells,
    pools: &mut Pools,
) {
    let metric = sheet.metric;
    let period = &metric.each[each];
    let Some((index, grade)) = metric.grades.iter().enumerate().find(|(_, grade)| grade.speaks(per, period)) else {
        return;
    };
    let Some(longer) = &grade.carry else { return };
    let subjects = scene.subjects_per(sheet.id, per);
    let mut together: BTreeMap<(i64, u32), (Cell, Vec<i64>)> = BTreeMap::new();
    for (subject, start, cell) in cells {
        let is_over = || {
            let end = next_start(period, *start).and_then(|next| scene.local.start(next));
            end.is_some_and(|end| end <= scene.world.as_of)
        };
        let is_few = cell.n > 0 && !is_enough(metric, grade, cell.n);
        if *start == UNDATED || !is_few || !is_over() {
            continue;
        }
        let Some(first) = start_of(longer, *start) else { continue };
        let pool = together.entry((first, *subject));
        let (whole, starts) = pool.or_insert_with(|| (Cell::new(&metric.formula), Vec::new()));
        whole.merge(cell);
        starts.push(*start);
    }
    for ((start, subject), (cell, mut starts)) in together {
        starts.sort_unstable();
        let found = finish(metric, &cell, sheet.is_mitigated());
        let told = Pooled {
            periods: starts.iter().map(|start| name_of(period, *start)).collect(),
            n: cell.n,
            value: found.value.clone().unwrap_or(Value::Missing),
            exact: found.text.clone(),
        };
        let subject = subjects.names[subject as usize].clone();
        pools.insert((sheet.id, per, index, start, subject), Pool { found, told });
    }
}

/// Gives every figure whose period is over what it is worth.
pub(super) fn give(metrics: &[Metric], figures: &mut [Tallied], mut pools: Pools) {
    let gates = Gates::new(metrics, figures);
    let graded: Vec<Option<Graded>> = figures
        .iter()
        .map(|tallied| {
            let figure = &tallied.figure;
            let metric = &metrics[figure.metric.index()];
            if metric.grades.is_empty() || !figure.closed || figure.hidden || tallied.start == UNDATED {
                return None;
            }
            let grades = || metric.grades.iter().enumerate();
            if let Some((index, grade)) = grades().find(|(_, grade)| grade.speaks(figure.per, &figure.each)) {
                return Some(own(metric, (index, grade), tallied, &gates));
            }
            let is_carried = |grade: &Grade| {
                grade.per.is_none_or(|per| per == figure.per) && grade.carry.as_ref() == Some(&figure.each)
            };
            let (index, grade) = grades().find(|(_, grade)| is_carried(grade))?;
            let place = (figure.metric, figure.per, index, tallied.start, figure.subject.clone());
            // Of too few to be shown, nothing is said.
            let is_shown = |pool: &Pool| {
                metric.hide.is_none_or(|least| u64::try_from(least).is_ok_and(|least| pool.told.n >= least))
            };
            let pool = pools.remove(&place).filter(is_shown)?;
            let few = || (None, if is_enough(metric, grade, pool.told.n) { Worth::NoData } else { Worth::TooFew });
            let exact = pool.found.exact.as_ref().filter(|_| is_enough(metric, grade, pool.told.n));
            let (worth, why) = exact.map_or_else(few, |value| worth(grade, value, tallied, &gates));
            Some(Graded { grade: index, worth, why, pool: Some(pool.told) })
        })
        .collect();
    for (tallied, graded) in figures.iter_mut().zip(graded) {
        tallied.figure.graded = graded;
    }
}

fn own(metric: &Metric, (index, grade): (usize, &Grade), tallied: &Tallied, gates: &Gates<'_>) -> Graded {
    let n = tallied.figure.n;
    let (worth, why) = match &tallied.exact {
        _ if n > 0 && !is_enough(metric, grade, n) => {
            (None, if grade.carry.is_some() { Worth::Carried } else { Worth::TooFew })
        }
        Some(value) if n > 0 => worth(grade, value, tallied, gates),
        _ => (None, Worth::NoData),
    };
    Graded { grade: index, worth, why, pool: None }
}

fn is_enough(metric: &Metric, grade: &Grade, n: u64) -> bool {
    let least = grade.least.max(metric.provisional.unwrap_or(0));
    u64::try_from(least).map_or(true, |least| n >= least)
}

fn worth(grade: &Grade, value: &Number, tallied: &Tallied, gates: &Gates<'_>) -> (Option<Value>, Worth) {
    match grade.gate.as_ref().map(|gate| gates.is_open(gate, tallied)) {
        Some(None) => return (None, Worth::GateUnknown),
        Some(Some(false)) => return (Some(grade.otherwise.clone()), Worth::Gate),
        Some(Some(true)) | None => {}
    }
    let holds = |arm: &&crate::standard::Arm| number_of(&arm.bound).is_some_and(|bound| keeps(value, arm.op, bound));
    let worth = grade.arms.iter().find(holds).map_or(&grade.otherwise, |arm| &arm.worth);
    (Some(worth.clone()), Worth::Reached)
}

/// The figures that gates ask for.
struct Gates<'t> {
    /// By metric, `per`, first date and subject: those of each kind of period.
    known: HashMap<(MetricId, usize, i64, &'t str), Vec<&'t Tallied>>,
}

impl<'t> Gates<'t> {
    fn new(metrics: &[Metric], figures: &'t [Tallied]) -> Self {
        let gates = metrics.iter().flat_map(|metric| &metric.grades).filter_map(|grade| grade.gate.as_ref());
        let mut asked: Vec<MetricId> = gates.map(|gate| gate.metric).collect();
        asked.sort_unstable();
        asked.dedup();
        let mut known: HashMap<_, Vec<&Tallied>> = HashMap::new();
        for tallied in figures.iter().filter(|t| asked.binary_search(&t.figure.metric).is_ok()) {
            let figure = &tallied.figure;
            known.entry((figure.metric, figure.per, tallied.start, figure.subject.as_str())).or_default().push(tallied);
        }
        Self { known }
    }

    /// Whether the other figure of the same subject and period keeps to its bound; none = it has no value.
    fn is_open(&self, gate: &Gate, tallied: &Tallied) -> Option<bool> {
        let figure = &tallied.figure;
        let per = gate.per.get(figure.per).copied().flatten()?;
        let place = (gate.metric, per, tallied.start, figure.subject.as_str());
        let same = |t: &&&Tallied| t.figure.each == figure.each;
        let other = self.known.get(&place)?.iter().find(same)?;
        let value = other.exact.as_ref().filter(|_| other.figure.n > 0 && !other.figure.hidden)?;
        number_of(&gate.bound).map(|bound| keeps(value, gate.op, bound))
    }
}
