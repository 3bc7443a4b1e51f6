//! Rows to cells: which subject's and period's figure each unit of a metric belongs to.

use super::cell::Cell;
use super::subjects::{NOBODY, Seen, Subjects, seen};
use crate::evaluate::scene::{Scene, holds, int};
use crate::evaluate::{Options, Pool, Use};
use crate::outcome::{Breach, Verdict};
use crate::standard::{CriterionId, Expr, ExprKind, Formula, Metric, MetricId, Period};
use crate::table::Column;
use crate::time::start_of;
use crate::value::Ratio;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};
use std::ops::Range;

/// The period of units whose instant is not known.
pub(crate) const UNDATED: i64 = i64::MAX;

/// The cells of one metric: by `per`, then by `each`, then in any order (subject, first date of the period).
pub(crate) type Cells = Vec<Vec<Vec<(u32, i64, Cell)>>>;

/// Everything about one metric that its rows are put to.
pub(crate) struct Sheet<'a> {
    scene: &'a Scene<'a>,
    metric: &'a Metric,
    filter: Option<&'a Column>,
    value: Option<&'a Column>,
    dated: Option<&'a Column>,
    /// The criterion that the share is of.
    of: Option<CriterionId>,
    pub subjects: Vec<Subjects>,
}

/// What a row is to a metric.
enum Counted {
    /// None of its units.
    Out,
    /// One of its units, but something is missing or pending.
    Unjudged,
    /// One that counts.
    In(Seen, Option<Ratio>),
}

impl<'a> Sheet<'a> {
    pub fn new(scene: &'a Scene<'a>, id: MetricId, metric: &'a Metric) -> Self {
        let subject = |(i, per): (usize, &crate::standard::Per)| {
            let index = u16::try_from(i).unwrap_or(u16::MAX);
            Subjects::new(scene, metric.unit, &per.subject, Use::MetricSubject(id, index))
        };
        Self {
            scene,
            metric,
            filter: scene.column(Use::MetricFilter(id)),
            value: scene.column(Use::MetricValue(id)),
            dated: scene.column(Use::MetricDated(id)),
            of: met_of(metric),
            subjects: metric.per.iter().enumerate().map(subject).collect(),
        }
    }

    /// Whether the figure after mitigation can be told.
    pub fn is_of_criterion(&self) -> bool {
        self.of.is_some()
    }

    /// All cells, made in parts and put together.
    pub fn cells(&self, options: &Options, pool: &impl Pool) -> Cells {
        let rows = self.scene.rows(self.metric.unit);
        // Whatever the batches are, parts that are too small would only cost.
        let part = options.batch.max(1).max(rows / 64);
        let parts = pool.map(rows.div_ceil(part), |i| self.part(i * part..((i + 1) * part).min(rows)));
        let mut whole = Gathered::new(self.metric);
        for part in parts {
            whole.merge(part);
        }
        let mut cells = whole.into_cells();
        for (each, period) in self.metric.each.iter().enumerate() {
            if let Period::LastN(count) = period {
                for (per, subjects) in self.subjects.iter().enumerate() {
                    cells[per][each] = self.last(subjects, *count);
                }
            }
        }
        cells
    }

    fn counted(&self, row: usize, breaches: &[Breach], next: &mut usize) -> Counted {
        match holds(self.filter, row) {
            Some(false) => return Counted::Out,
            None => return Counted::Unjudged,
            Some(true) => {}
        }
        let Some(column) = self.value else {
            return match self.metric.formula {
                Formula::Count => Counted::In(Seen::Nothing, None),
                _ => Counted::Unjudged,
            };
        };
        if let Some(findings) = self.of.and_then(|c| self.scene.findings(c)) {
            match findings.verdicts.get(row) {
                // Not one of the criterion's units: it leaves numerator and denominator.
                Some(Verdict::NotApplicable) => return Counted::Out,
                Some(Verdict::Breached) => {
                    while breaches.get(*next).is_some_and(|b| (b.row as usize) < row) {
                        *next += 1;
                    }
                    let breach = breaches.get(*next).filter(|b| b.row as usize == row);
                    return Counted::In(Seen::Flag(false), breach.and_then(answerable));
                }
                _ => {}
            }
        }
        match seen(column, row) {
            Seen::Nothing => Counted::Unjudged,
            value => Counted::In(value, None),
        }
    }

    fn part(&self, rows: Range<usize>) -> Gathered {
        let mut gathered = Gathered::new(self.metric);
        let breaches = self.of.and_then(|c| self.scene.findings(c)).map_or(&[][..], |f| &f.breaches);
        let mut next = breaches.partition_point(|b| (b.row as usize) < rows.start);
        let mut cut = Cut::new(self.scene, self.metric);
        for row in rows {
            let counted = self.counted(row, breaches, &mut next);
            if matches!(counted, Counted::Out) {
                continue;
            }
            let at = self.dated.and_then(|c| int(c, row));
            let (periods, is_dated) = cut.periods(at);
            for (per, subjects) in self.subjects.iter().enumerate() {
                let subject = subjects.of(row);
                if subject == NOBODY {
                    continue;
                }
                for (each, period) in periods.iter().enumerate() {
                    let Some(start) = *period else { continue };
                    let cell = gathered.cell(per, each, subject, start, &self.metric.formula);
                    match counted {
                        // Without an instant a unit belongs to no period: it is counted as not judged.
                        Counted::In(value, part) if is_dated => cell.add(value, part),
                        _ => cell.unjudged += 1,
                    }
                }
            }
        }
        gathered
    }

    /// The last `count` units of each subject up to the instant of the run.
    fn last(&self, subjects: &Subjects, count: i64) -> Vec<(u32, i64, Cell)> {
        let breaches = self.of.and_then(|c| self.scene.findings(c)).map_or(&[][..], |f| &f.breaches);
        let mut next = 0;
        let mut units: Vec<(i64, usize, u32, Counted)> = Vec::new();
        for row in 0..self.scene.rows(self.metric.unit) {
            let counted = self.counted(row, breaches, &mut next);
            let at = self.dated.and_then(|c| int(c, row)).filter(|at| *at <= self.scene.world.as_of);
            let subject = subjects.of(row);
            if let (false, Some(at), true) = (matches!(counted, Counted::Out), at, subject != NOBODY) {
                units.push((at, row, subject, counted));
            }
        }
        units.sort_by_key(|(at, row, ..)| (*at, *row));
        let most = u64::try_from(count).unwrap_or(0);
        let mut cells: HashMap<u32, Cell> = HashMap::new();
        for (_, _, subject, counted) in units.into_iter().rev() {
            let cell = cells.entry(subject).or_insert_with(|| Cell::new(&self.metric.formula));
            match counted {
                _ if cell.n == most => {}
                Counted::In(value, part) => cell.add(value, part),
                _ => cell.unjudged += 1,
            }
        }
        cells.into_iter().map(|(subject, cell)| (subject, 0, cell)).collect()
    }
}

/// The part of a breach that is not the company's or the customer's.
fn answerable(breach: &Breach) -> Option<Ratio> {
    breach.shares[0].plus(breach.shares[3])
}

/// The criterion of `share of … that met X`.
fn met_of(metric: &Metric) -> Option<CriterionId> {
    fn find(expr: &Expr) -> Option<CriterionId> {
        match &expr.kind {
            ExprKind::Met(criterion) => Some(*criterion),
            ExprKind::Define(_, inner) => find(inner),
            _ => None,
        }
    }
    match &metric.formula {
        Formula::Share(expr) => find(expr),
        _ => None,
    }
}

/// Cuts instants into a metric's periods.
struct Cut<'a> {
    scene: &'a Scene<'a>,
    each: &'a [Period],
    as_of: i64,
    today: Option<i64>,
    /// The last date looked at and its periods: rows come in order, so it is mostly the same.
    last: Option<(i64, Vec<Option<i64>>)>,
    now: Vec<Option<i64>>,
}

impl<'a> Cut<'a> {
    fn new(scene: &'a Scene<'a>, metric: &'a Metric) -> Self {
        let as_of = scene.world.as_of;
        Self { scene, each: &metric.each, as_of, today: scene.local.date(as_of), last: None, now: Vec::new() }
    }

    /// The first date of each period that an instant belongs to; 0 for those that are not of the calendar. And whether
    /// the instant is known.
    fn periods(&mut self, at: Option<i64>) -> (&[Option<i64>], bool) {
        let date = at.and_then(|at| self.scene.local.date(at));
        let (Some(at), Some(date)) = (at, date) else {
            let has_all = self.each.contains(&Period::All);
            self.now = self.each.iter().map(|p| undated(p, has_all)).collect();
            return (&self.now, false);
        };
        if self.last.as_ref().is_none_or(|(last, _)| *last != date) {
            self.last = Some((date, self.each.iter().map(|p| start_of(p, date)).collect()));
        }
        self.now.clear();
        let known = self.last.as_ref().map_or(&[][..], |(_, starts)| starts);
        for (period, start) in self.each.iter().zip(known) {
            let now = at <= self.as_of;
            let begins = match period {
                Period::All => Some(0),
                Period::RollingDays(days) => {
                    (now && self.today.is_some_and(|today| date > today.saturating_sub(*days))).then_some(0)
                }
                Period::Rolling(micros) => (now && at > self.as_of.saturating_sub(*micros)).then_some(0),
                Period::LastN(_) => None,
                _ => *start,
            };
            self.now.push(begins);
        }
        (&self.now, true)
    }
}

/// Where a unit without an instant is noted: in the figure of all units, else in one of its own beside the calendar's.
const fn undated(period: &Period, has_all: bool) -> Option<i64> {
    match period {
        Period::All => Some(0),
        Period::RollingDays(_) | Period::Rolling(_) | Period::LastN(_) => None,
        _ if has_all => None,
        _ => Some(UNDATED),
    }
}

/// A quick hash of small numbers; only for finding a cell again, never for order.
#[derive(Debug, Clone, Copy, Default)]
struct Quick(u64);

impl BuildHasher for Quick {
    type Hasher = Self;

    fn build_hasher(&self) -> Self {
        *self
    }
}

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    fn write_i64(&mut self, n: i64) {
        self.write_u64(n.cast_unsigned());
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(5) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
    }
}

/// Cells as they are gathered.
struct Gathered {
    places: Vec<Vec<Place>>,
}

#[derive(Default)]
struct Place {
    index: HashMap<(u32, i64), usize, Quick>,
    cells: Vec<(u32, i64, Cell)>,
    last: Option<usize>,
}

impl Gathered {
    fn new(metric: &Metric) -> Self {
        let places = || metric.each.iter().map(|_| Place::default()).collect();
        Self { places: metric.per.iter().map(|_| places()).collect() }
    }

    fn cell(&mut self, per: usize, each: usize, subject: u32, start: i64, formula: &Formula) -> &mut Cell {
        let place = &mut self.places[per][each];
        let at = match place.last {
            Some(last) if place.cells[last].0 == subject && place.cells[last].1 == start => last,
            _ => *place.index.entry((subject, start)).or_insert_with(|| {
                place.cells.push((subject, start, Cell::new(formula)));
                place.cells.len() - 1
            }),
        };
        place.last = Some(at);
        &mut place.cells[at].2
    }

    fn merge(&mut self, other: Self) {
        for (mine, theirs) in self.places.iter_mut().flatten().zip(other.places.into_iter().flatten()) {
            for (subject, start, cell) in theirs.cells {
                match mine.index.get(&(subject, start)) {
                    Some(at) => mine.cells[*at].2.merge(cell),
                    None => {
                        mine.index.insert((subject, start), mine.cells.len());
                        mine.cells.push((subject, start, cell));
                    }
                }
            }
        }
    }

    fn into_cells(self) -> Cells {
        self.places.into_iter().map(|per| per.into_iter().map(|place| place.cells).collect()).collect()
    }
}
