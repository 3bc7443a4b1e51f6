//! Rows to cells. What several metrics have in common - whose the rows are, and how they are cut into periods - is looked
//! at once for all of them: rows are numbered by the cell they belong to, and each metric counts by that number.

use super::cell::{Cell, Kept};
use super::cut::{Cut, Dated};
use super::exact::Sum;
use super::numbers::Numbers;
use super::sheet::{HIT, IN, OUT, Sheet, UNJUDGED};
use super::subjects::{NOBODY, Subjects, Whose};
use super::values::Values;
use crate::evaluate::scene::Scene;
use crate::evaluate::{Pool, Use};
use crate::standard::{Formula, Metric, MetricId, Period, SubjectKind, Type, UnitId};
use std::collections::BTreeMap;
use std::ops::Range;

/// So many rows are looked at together: what is noted of them stays close at hand.
const CHUNK: usize = 8192;
/// So many metrics share one look: more of them are spread over more hands.
const SHARED: usize = 8;

/// The cells of one metric, `per` and `each`, in any order: subject, first date of the period.
pub(crate) type Cells = Vec<(u32, i64, Cell)>;

/// A place of figures: metric, index into its `per`, index into its `each`.
pub(crate) type Place = (MetricId, usize, usize);

/// By the place of figures, its cells.
pub(crate) fn gather(scene: &Scene<'_>, sheets: &[Sheet<'_>], pool: &impl Pool) -> BTreeMap<Place, Cells> {
    let views = views(scene);
    // Subjects and cuts are made before, by many hands: each is asked for once only.
    let whose: Vec<&View> = views.iter().map(|(view, _)| view).collect();
    pool.map(whose.len(), |i| {
        scene.subjects(whose[i].whose, whose[i].ty(scene));
    });
    let jobs: Vec<(&View, &[Place])> =
        views.iter().flat_map(|(view, places)| places.chunks(SHARED).map(move |part| (view, part))).collect();
    let made = pool.map(jobs.len(), |i| jobs[i].0.cells(scene, sheets, jobs[i].1));
    jobs.iter().zip(made).flat_map(|((_, places), cells)| places.iter().copied().zip(cells)).collect()
}

/// What figures have in common that are counted together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct View {
    unit: UnitId,
    whose: Whose,
    /// The place of the column of instants.
    dated: Option<usize>,
    /// One metric, `per` and `each` that is seen so.
    first: Place,
}

/// The places of figures by what they have in common.
fn views(scene: &Scene<'_>) -> Vec<(View, Vec<Place>)> {
    let mut views: Vec<(View, Vec<Place>)> = Vec::new();
    let metrics = (0..).map(MetricId).zip(&scene.standard.metrics);
    for (id, metric) in metrics.filter(|(_, metric)| !metric.formula.is_derived()) {
        for per in 0..metric.per.len() {
            for each in 0..metric.each.len() {
                let place = (id, per, each);
                let dated = scene.judged.place(Use::MetricDated(id));
                let view = View { unit: metric.unit, whose: scene.whose_per(id, per), dated, first: place };
                match views.iter_mut().find(|(other, _)| other.is_like(&view, scene)) {
                    Some((_, places)) => places.push(place),
                    None => views.push((view, vec![place])),
                }
            }
        }
    }
    views
}

impl View {
    fn metric<'a>(&self, scene: &Scene<'a>) -> &'a Metric {
        &scene.standard.metrics[self.first.0.index()]
    }

    fn period<'a>(&self, scene: &Scene<'a>) -> &'a Period {
        &self.metric(scene).each[self.first.2]
    }

    /// Whether units without an instant are noted elsewhere.
    fn has_all(&self, scene: &Scene<'_>) -> bool {
        self.metric(scene).each.contains(&Period::All)
    }

    fn ty<'a>(&self, scene: &Scene<'a>) -> &'a Type {
        match &self.metric(scene).per[self.first.1].subject {
            SubjectKind::Value(value) => &value.ty,
            _ => &Type::Text,
        }
    }

    fn is_like(&self, other: &Self, scene: &Scene<'_>) -> bool {
        (self.unit, self.whose, self.dated) == (other.unit, other.whose, other.dated)
            && self.period(scene) == other.period(scene)
            && self.has_all(scene) == other.has_all(scene)
    }

    /// The cells of some of its figures.
    fn cells(&self, scene: &Scene<'_>, sheets: &[Sheet<'_>], places: &[Place]) -> Vec<Cells> {
        let subjects = scene.subjects(self.whose, self.ty(scene));
        let dated = Sheet::dated(scene, self.first.0);
        let undated = dated.undated(scene);
        if let Period::LastN(count) = self.period(scene) {
            let last = |(id, ..): &Place| last(scene, &sheets[id.index()], subjects, &dated, *count);
            return places.iter().map(last).collect();
        }
        let cut = Cut::new(scene, &dated, self.period(scene), self.has_all(scene));
        let mut numbers = Numbers::new(subjects, &cut, dated.is_rising());
        let mut counters: Vec<Counter<'_>> = places.iter().map(|(id, ..)| Counter::new(&sheets[id.index()])).collect();
        let rows = scene.rows(self.unit);
        let (mut cells, mut classes) = (Vec::with_capacity(CHUNK), Vec::with_capacity(CHUNK));
        for start in (0..rows).step_by(CHUNK) {
            for (part, period) in cut.stretches(start..(start + CHUNK).min(rows)) {
                cells.clear();
                numbers.number(part.clone(), &period, &mut cells);
                for counter in &mut counters {
                    counter.sheet.classes(part.clone(), undated.as_deref(), &mut classes);
                    counter.count(part.clone(), &cells, &classes, numbers.len());
                }
            }
        }
        counters.into_iter().map(|counter| counter.finish(&numbers)).collect()
    }
}

/// What is kept of one metric's units, by the number of their cell.
struct Counter<'a> {
    sheet: &'a Sheet<'a>,
    /// How many of each class.
    counts: Vec<[u32; 4]>,
    /// Of a share of a criterion: the part of the breaches that is the employee's or nobody's.
    answerable: Vec<Sum>,
    /// Of a formula that needs the values.
    values: Values,
}

impl<'a> Counter<'a> {
    fn new(sheet: &'a Sheet<'a>) -> Self {
        Self { sheet, counts: Vec::new(), answerable: Vec::new(), values: Values::new(sheet) }
    }

    /// Takes in some rows: their cells and what they are.
    fn count(&mut self, rows: Range<usize>, cells: &[u32], classes: &[u8], known: usize) {
        self.counts.resize(known, [0; 4]);
        for (cell, class) in cells.iter().zip(classes) {
            if let Some(counts) = self.counts.get_mut(*cell as usize) {
                counts[usize::from(class & 3)] += 1;
            }
        }
        for (findings, parts) in &self.sheet.of {
            self.answerable.resize(known, Sum::default());
            for breach in findings.breaches.within(rows.clone()) {
                let i = breach.row as usize - rows.start;
                if let (IN, Some(sum)) = (classes[i], self.answerable.get_mut(cells[i] as usize)) {
                    sum.add(parts[breach.code]);
                }
            }
        }
        self.values.count(self.sheet, rows, cells, classes, known);
    }

    fn finish(mut self, numbers: &Numbers<'_>) -> Cells {
        self.answerable.resize(self.counts.len(), Sum::default());
        let formula = &self.sheet.metric.formula;
        let all = self.counts.into_iter().zip(self.answerable).enumerate();
        all.filter_map(|(number, (counts, answerable))| {
            let [_, unjudged, not, yes] = counts.map(u64::from);
            if unjudged + not + yes == 0 {
                return None;
            }
            let kept = match formula {
                Formula::Share(_) => Kept::Share { yes, answerable },
                _ => self.values.take(number, not + yes).unwrap_or(Kept::Count),
            };
            let (subject, start) = numbers.cell(number);
            Some((subject, start, Cell { n: not + yes, unjudged, kept }))
        })
        .collect()
    }
}

/// The last `count` units of each subject up to the instant of the run.
fn last(scene: &Scene<'_>, sheet: &Sheet<'_>, subjects: &Subjects, dated: &Dated<'_>, count: i64) -> Cells {
    let rows = scene.rows(sheet.metric.unit);
    let mut classes = Vec::new();
    sheet.classes(0..rows, None, &mut classes);
    let is_past = |row: usize| dated.at(row).is_some_and(|at| at <= scene.world.as_of);
    let is_meant = |row: &usize| classes[*row] != OUT && is_past(*row);
    let mut order: Vec<usize> = (0..rows).filter(is_meant).collect();
    if !dated.is_rising() {
        order.sort_by_key(|row| (dated.at(*row), *row));
    }
    let most = u64::try_from(count).unwrap_or(0);
    let mut cells: Vec<Option<Cell>> = vec![None; subjects.names.len()];
    for row in order.into_iter().rev() {
        let Some(cell) = cells.get_mut(subjects.of(row) as usize) else { continue };
        let cell = cell.get_or_insert_with(|| Cell::new(&sheet.metric.formula));
        if cell.n == most {
            continue;
        }
        match classes[row] {
            UNJUDGED => cell.unjudged += 1,
            class => sheet.add(cell, row, class == HIT),
        }
    }
    let known = (0..NOBODY).zip(cells);
    known.filter_map(|(subject, cell)| cell.map(|cell| (subject, 0, cell))).collect()
}
