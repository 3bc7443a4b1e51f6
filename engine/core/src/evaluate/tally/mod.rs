//! Tally: exact, mergeable counts and sums to figures with target verdicts, and scorecards.

mod cell;
pub(crate) mod chart;
mod cut;
pub(crate) mod derived;
mod every;
pub(crate) mod exact;
pub(crate) mod finish;
mod gather;
mod grades;
mod hidden;
mod mix;
mod numbers;
mod scorecard;
mod scores;
mod sheet;
pub(crate) mod subjects;
pub(crate) mod target;
mod values;
pub(crate) mod wilson;
pub(crate) mod window;

pub use chart::LEAST_PERIODS;
pub use finish::figure_type;
pub(crate) use finish::text as exact_text;
pub use scorecard::kinds as scorecard_kinds;
pub(crate) use scorecard::scorecards;

use super::Pool;
use super::fold::standing::Stands;
use super::scene::Scene;
use crate::outcome::{Figure, TargetVerdict};
use crate::standard::{Formula, Metric, MetricId, Period, SubjectKind, Target};
use crate::time::{instant_of, named, next_start};
use crate::value::Value;
use cut::UNDATED;
use exact::Number;
use finish::{Finished, finish};
use gather::{Cells, gather};
use sheet::Sheet;
use std::collections::{BTreeMap, HashMap};

/// So many figures are made at once.
const CHUNK: usize = 4096;

/// A figure, and what only the engine needs of it.
#[derive(Debug, Clone)]
pub(crate) struct Tallied {
    pub figure: Figure,
    /// Index into the metric's `each`.
    pub each: usize,
    /// First date of its calendar period; 0 for the others.
    pub start: i64,
    /// The unrounded value.
    pub exact: Option<Number>,
    /// Of a share: how many met.
    pub hits: u64,
}

/// The figures of all metrics in the making: what counts rows is gathered at once.
pub(crate) struct Tally<'a> {
    scene: &'a Scene<'a>,
    sheets: Vec<Sheet<'a>>,
    gathered: BTreeMap<gather::Place, Cells>,
    /// What grades carry to longer periods.
    pools: grades::Pools,
}

impl<'a> Tally<'a> {
    pub fn new(scene: &'a Scene<'a>, pool: &impl Pool) -> Self {
        let ids = (0..).map(MetricId).take(scene.standard.metrics.len());
        let sheets: Vec<Sheet<'_>> = ids.map(|id| Sheet::new(scene, id)).collect();
        let gathered = gather(scene, &sheets, pool);
        Self { scene, sheets, gathered, pools: grades::Pools::new() }
    }

    /// All figures of one metric, sorted by per, period kind, period, subject. `before`: those of the metrics before it; `stands`: where
    /// everybody stands, if it asks for that.
    pub fn figures(
        &mut self,
        id: MetricId,
        before: &[Tallied],
        stands: Option<&Stands<'_>>,
        pool: &impl Pool,
    ) -> Vec<Tallied> {
        let (scene, sheet) = (self.scene, &self.sheets[id.index()]);
        let metric = sheet.metric;
        let mut all = Vec::new();
        for per in 0..metric.per.len() {
            for each in 0..metric.each.len() {
                let place = (id, per, each);
                all.extend(match &metric.formula {
                    Formula::Figures(of) => derived(scene, place, derived::of_figures(scene, place, of, before)),
                    Formula::Standing(at) => {
                        let rows = stands.map(|stands| derived::of_standing(scene, place, at, stands));
                        derived(scene, place, rows.unwrap_or_default())
                    }
                    _ => {
                        let cells = self.gathered.remove(&place).unwrap_or_default();
                        grades::pool(scene, sheet, (per, each), &cells, &mut self.pools);
                        finished(scene, sheet, per, each, cells, pool)
                    }
                });
            }
        }
        all
    }
}

impl Tally<'_> {
    /// Gives all figures what they are worth.
    pub fn grade(self, figures: &mut [Tallied]) {
        grades::give(&self.scene.standard.metrics, figures, self.pools);
    }
}

/// Figures that are made of figures or steps.
fn derived(scene: &Scene<'_>, (id, per, each): gather::Place, mut rows: Vec<derived::Row>) -> Vec<Tallied> {
    let metric = &scene.standard.metrics[id.index()];
    let begins = begins(scene, &metric.each[each]);
    rows.retain(|row| metric.label.binds.holds(begins(row.start)));
    let mut place = Place::new(scene, id, per, each, false);
    let one = |row: derived::Row| place.made(row.start, &row.subject, (row.n, row.unjudged), row.found);
    let mut made: Vec<Tallied> = rows.into_iter().map(one).collect();
    let subjects = numbered(&made);
    beside(metric, (per, each), &subjects, &mut made);
    made
}

/// Whose each figure is, by number.
fn numbered<'t>(made: &'t [Tallied]) -> Vec<u32> {
    let mut numbers: HashMap<&'t str, u32> = HashMap::new();
    let number = |tallied: &'t Tallied| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(tallied.figure.subject.as_str()).or_insert(next)
    };
    made.iter().map(number).collect()
}

/// The date on which a period begins; of those that are not of the calendar, today.
fn begins<'p>(scene: &'p Scene<'_>, period: &'p Period) -> impl Fn(i64) -> i64 + 'p {
    let today = scene.local.date(scene.world.as_of).unwrap_or_default();
    move |start: i64| match period.length() {
        Some(_) => scene.local.date(start).unwrap_or(today),
        None if next_start(period, 0).is_none() => today,
        None => start,
    }
}

/// What is told of figures once all of a metric, `per` and `each` are made: what is hidden, charts, misses in a row. `subjects`: whose
/// each figure is, by number.
fn beside(metric: &Metric, (per, each): (usize, usize), subjects: &[u32], made: &mut [Tallied]) {
    let period = &metric.each[each];
    if let Some(least) = metric.hide {
        hidden::hide(metric, least, made);
    }
    if let Some(chart) = metric.chart.filter(|_| period.length().is_none()) {
        chart::draw(metric, chart, period, made);
    }
    if metric.targets.iter().any(|t| target::speaks(t, per, period)) {
        rows_of_misses(metric, subjects.iter().copied().zip(made));
    }
}

fn finished(
    scene: &Scene<'_>,
    sheet: &Sheet<'_>,
    per: usize,
    each: usize,
    mut cells: Cells,
    pool: &impl Pool,
) -> Vec<Tallied> {
    let metric = sheet.metric;
    let (subject, period) = (&metric.per[per].subject, &metric.each[each]);
    let subjects = scene.subjects_per(sheet.id, per);
    let begins = begins(scene, period);
    let binds = metric.label.binds;
    if !binds.is_always() {
        cells.retain(|(_, start, _)| *start == UNDATED || binds.holds(begins(*start)));
    }
    let binds_now = binds.holds(scene.local.date(scene.world.as_of).unwrap_or_default());
    if binds_now && cells.is_empty() && matches!(subject, SubjectKind::Organization) && next_start(period, 0).is_none()
    {
        // Of the organization there is always a figure, empty as it may be.
        cells.push((0, 0, cell::Cell::new(&metric.formula)));
    }
    cells.sort_unstable_by_key(|(subject, start, _)| (*start, subjects.ranks[*subject as usize]));
    window::answer(scene, sheet, &mut cells);
    let chunks: Vec<_> = cells.chunks(CHUNK).collect();
    let made = pool.map(chunks.len(), |chunk| {
        let mut place = Place::new(scene, sheet.id, per, each, sheet.is_mitigated());
        let one = |(subject, start, cell): &(u32, i64, cell::Cell)| {
            place.tallied(*start, &subjects.names[*subject as usize], cell)
        };
        chunks[chunk].iter().map(one).collect::<Vec<_>>()
    });
    let mut made: Vec<Tallied> = made.into_iter().flatten().collect();
    if mix::is_asked(scene, sheet.id, per) {
        let expected = mix::expected(scene, sheet, per, period);
        for ((subject, start, _), tallied) in cells.iter().zip(&mut made) {
            tallied.figure.expected = expected.get(&(*subject, *start)).copied();
        }
    }
    let mut subjects: Vec<u32> = cells.iter().map(|(subject, ..)| *subject).collect();
    if metric.every == Some(per) && next_start(period, 0).is_some() && period.length().is_none() {
        every::fill(scene, (sheet.id, per, each), &mut made);
        made.retain(|t| t.start == UNDATED || metric.label.binds.holds(begins(t.start)));
        subjects = numbered(&made);
    }
    beside(metric, (per, each), &subjects, &mut made);
    made
}

/// Makes the figures of one metric, `per` and `each`.
struct Place<'a> {
    scene: &'a Scene<'a>,
    id: MetricId,
    per: usize,
    each: usize,
    is_mitigated: bool,
    targets: Vec<(usize, &'a Target)>,
    /// The last period looked at: cells come in the order of their periods.
    last: Option<Named>,
}

/// A period by its start, with its name and span.
struct Named {
    start: i64,
    name: String,
    span: Option<(i64, i64)>,
}

impl<'a> Place<'a> {
    fn new(scene: &'a Scene<'a>, id: MetricId, per: usize, each: usize, is_mitigated: bool) -> Self {
        let metric = &scene.standard.metrics[id.index()];
        let targets = metric.targets.iter().enumerate();
        let targets = targets.filter(|(_, t)| target::speaks(t, per, &metric.each[each])).collect();
        Self { scene, id, per, each, is_mitigated, targets, last: None }
    }

    fn tallied(&mut self, start: i64, subject: &str, cell: &cell::Cell) -> Tallied {
        let metric = &self.scene.standard.metrics[self.id.index()];
        let found = finish(metric, cell, self.is_mitigated);
        self.made(start, subject, (cell.n, cell.unjudged), found)
    }

    fn made(&mut self, start: i64, subject: &str, (n, unjudged): (u64, u64), found: Finished) -> Tallied {
        let metric = &self.scene.standard.metrics[self.id.index()];
        let period = &metric.each[self.each];
        let known = self.last.take().filter(|last| last.start == start).unwrap_or_else(|| {
            let name = if start == UNDATED { "(missing)".to_owned() } else { named(&self.scene.local, period, start) };
            Named { start, name, span: span(self.scene, period, start) }
        });
        let (name, span) = (known.name.clone(), known.span);
        self.last = Some(known);
        let targets = self.targets.iter();
        let targets = targets.map(|(i, t)| (*i, target::verdict(metric, t, n, &found))).collect();
        Tallied {
            figure: Figure {
                metric: self.id,
                per: self.per,
                subject: subject.to_owned(),
                each: period.clone(),
                period: name,
                span,
                n,
                unjudged,
                numerator: found.numerator,
                base: found.base,
                value: found.value.unwrap_or(Value::Missing),
                exact: found.text,
                fair: found.fair,
                bounds: found.bounds,
                fault: found.fault,
                targets,
                misses_in_a_row: 0,
                closed: span.is_none_or(|(_, end)| end <= self.scene.world.as_of),
                hidden: false,
                chart: None,
                expected: None,
                provisional: n > 0 && metric.provisional.is_some_and(|least| !target::is_enough(n, least)),
                graded: None,
            },
            each: self.each,
            start,
            exact: found.exact,
            hits: found.hits,
        }
    }
}

/// From when to when a period lasts.
fn span(scene: &Scene<'_>, period: &Period, start: i64) -> Option<(i64, i64)> {
    let as_of = scene.world.as_of;
    match period {
        Period::All | Period::LastN(_) => None,
        Period::Rolling(micros) => Some((as_of.saturating_sub(*micros), as_of)),
        Period::RollingDays(days) => {
            let today = scene.local.date(as_of)?;
            Some((scene.local.start(today.checked_sub(*days)?.checked_add(1)?)?, as_of))
        }
        _ if start == UNDATED => None,
        _ => {
            let instant = |start: i64| instant_of(&scene.local, period, start);
            Some((instant(start)?, instant(next_start(period, start)?)?))
        }
    }
}

/// Counts, for every figure, the missed periods that stand side by side up to it. Figures come by period, then subject.
fn rows_of_misses<'t>(metric: &Metric, figures: impl Iterator<Item = (u32, &'t mut Tallied)>) {
    // By subject: the period that would follow, and how many misses up to it.
    let mut before: HashMap<u32, (i64, u32)> = HashMap::new();
    for (subject, tallied) in figures {
        let period = &metric.each[tallied.each];
        let missed = tallied.figure.targets.first().is_some_and(|(i, v)| target::acts(&metric.targets[*i], *v));
        let next = if tallied.start == UNDATED { None } else { next_start(period, tallied.start) };
        let row = match before.get(&subject) {
            Some((expected, row)) if next.is_some() && *expected == tallied.start => *row,
            _ => 0,
        };
        let row = if missed { row + 1 } else { 0 };
        tallied.figure.misses_in_a_row = row;
        if let Some(next) = next {
            before.insert(subject, (next, row));
        }
    }
}

/// Whether a verdict was reached at all.
pub(crate) const fn is_measured(verdict: TargetVerdict) -> bool {
    !matches!(verdict, TargetVerdict::NoData | TargetVerdict::TooFew)
}
