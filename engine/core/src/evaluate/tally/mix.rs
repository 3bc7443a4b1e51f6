//! Case mix: what was to be expected of a subject, had each kind of case gone as it went for all.

use super::cut::{Cut, UNDATED};
use super::exact::{Exact, shown};
use super::numbers::Numbers;
use super::sheet::{HIT, IN, Sheet};
use super::subjects::{Seen, seen};
use crate::evaluate::Use;
use crate::evaluate::scene::Scene;
use crate::outcome::Expected;
use crate::standard::{MetricId, Period};
use num_traits::Zero;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

/// z in millionths, as in `wilson.rs`.
const Z: i64 = 1_959_964;

/// By subject and first date of the period: observed against expected.
pub(super) fn expected(
    scene: &Scene<'_>,
    sheet: &Sheet<'_>,
    per: usize,
    period: &Period,
) -> HashMap<(u32, i64), Expected> {
    if matches!(period, Period::LastN(_)) {
        return HashMap::new();
    }
    let (id, metric) = (sheet.id, sheet.metric);
    let strata: Vec<_> =
        (0..).zip(&metric.expected).filter_map(|(n, _)| scene.column(Use::MetricStratum(id, n))).collect();
    let subjects = scene.subjects_per(id, per);
    let dated = Sheet::dated(scene, id);
    let undated = dated.undated(scene);
    let cut = Cut::new(scene, &dated, period, metric.each.contains(&Period::All));
    let mut numbers = Numbers::new(subjects, &cut, dated.is_rising());
    let rows = scene.rows(metric.unit);
    let mut kinds: HashMap<Vec<Seen>, u32> = HashMap::new();
    // Of each cell and kind of case: how many, and how many of them met.
    let mut found: BTreeMap<(u32, u32), (u64, u64)> = BTreeMap::new();
    let (mut cells, mut classes) = (Vec::new(), Vec::new());
    for (part, of) in cut.stretches(0..rows) {
        cells.clear();
        numbers.number(part.clone(), &of, &mut cells);
        sheet.classes(part.clone(), undated.as_deref(), &mut classes);
        for ((row, cell), class) in part.zip(&cells).zip(&classes) {
            if !matches!(*class, IN | HIT) || *cell as usize >= numbers.len() {
                continue;
            }
            let key: Vec<Seen> = strata.iter().map(|column| seen(column, row)).collect();
            let next = u32::try_from(kinds.len()).unwrap_or(u32::MAX);
            let kind = *kinds.entry(key).or_insert(next);
            let (n, met) = found.entry((*cell, kind)).or_default();
            *n += 1;
            *met += u64::from(*class == HIT);
        }
    }
    let mut of_all: HashMap<(i64, u32), (u64, u64)> = HashMap::new();
    for ((cell, kind), (n, met)) in &found {
        let (_, start) = numbers.cell(*cell as usize);
        let all = of_all.entry((start, *kind)).or_default();
        *all = (all.0 + n, all.1 + met);
    }
    let whole = |n: u64| Exact::from_integer(n.into());
    let mut made = HashMap::new();
    let mut mixes = found.into_iter().peekable();
    while let Some(((cell, _), _)) = mixes.peek() {
        let cell = *cell;
        let (subject, start) = numbers.cell(cell as usize);
        let (mut observed, mut expected, mut variance) = (0, Exact::zero(), Exact::zero());
        while let Some(((_, kind), (n, met))) = mixes.next_if(|((next, _), _)| *next == cell) {
            let (all, all_met) = of_all[&(start, kind)];
            let share = whole(all_met) / whole(all);
            variance += whole(n) * &share * (whole(1) - &share);
            expected += whole(n) * share;
            observed += met;
        }
        let distance = whole(observed) - &expected;
        let z = Exact::new(Z.into(), 1_000_000.into());
        let is_more_than_chance = &distance * &distance > &z * &z * variance;
        let differs =
            is_more_than_chance.then(|| distance.cmp(&Exact::zero())).filter(|order| *order != Ordering::Equal);
        if start != UNDATED {
            made.insert((subject, start), Expected { observed, expected: shown(&expected), differs });
        }
    }
    made
}

/// Whether a metric takes its case mix into account for these subjects: the whole cannot differ from itself.
pub(super) fn is_asked(scene: &Scene<'_>, id: MetricId, per: usize) -> bool {
    let metric = &scene.standard.metrics[id.index()];
    let whole = matches!(metric.per[per].subject, crate::standard::SubjectKind::Organization);
    !metric.expected.is_empty() && !whole
}
