//! Which period each row belongs to, by one instant and one kind of period: found once, for all metrics that are cut alike.

use crate::evaluate::scene::{Scene, int};
use crate::standard::Period;
use crate::table::{Column, Data};
use crate::time::{instant_of, next_start, start_at};
use std::collections::HashMap;
use std::ops::Range;

/// The period of units whose instant is not known.
pub(crate) const UNDATED: i64 = i64::MAX;
/// The row belongs to no period.
pub(super) const NONE: u32 = u32::MAX;

/// The instants that decide the periods of a unit's rows.
pub(super) struct Dated<'a> {
    column: Option<&'a Column>,
    rows: usize,
    /// Where every row has an instant within the calendar, and none is before the one above it: the instants.
    rising: Option<&'a [i64]>,
}

impl<'a> Dated<'a> {
    pub fn new(scene: &Scene<'_>, column: Option<&'a Column>, rows: usize) -> Self {
        let known = |at: Option<&i64>| at.is_none_or(|at| scene.local.date(*at).is_some());
        let rising = match column {
            Some(Column { data: Data::Ints(at), valid: None }) => {
                (at.is_sorted() && known(at.first()) && known(at.last())).then_some(at.as_slice())
            }
            _ => None,
        };
        Self { column, rows, rising }
    }

    /// The instant of a row.
    pub fn at(&self, row: usize) -> Option<i64> {
        self.column.and_then(|column| int(column, row))
    }

    /// The rows whose instant is not known, or beyond the calendar; none if there is no such row.
    pub fn undated(&self, scene: &Scene<'_>) -> Option<Vec<bool>> {
        let is_dated = |row: usize| self.at(row).is_some_and(|at| scene.local.date(at).is_some());
        self.rising.is_none().then(|| (0..self.rows).map(|row| !is_dated(row)).collect())
    }

    /// Whether rows come in the order of their instants.
    pub fn is_rising(&self) -> bool {
        self.rising.is_some()
    }
}

/// The periods of one kind.
pub(super) struct Cut {
    /// First date of each; 0 for those that are not of the calendar.
    pub starts: Vec<i64>,
    of: Of,
}

/// The number of each row's period.
enum Of {
    /// Stretches of rows, in order; other rows belong to none.
    Stretches(Vec<(Range<usize>, u32)>),
    Each(Vec<u32>),
}

impl Cut {
    /// `has_all`: whether a unit without an instant is noted in the figure of all units, and so not here.
    pub fn new(scene: &Scene<'_>, dated: &Dated<'_>, period: &Period, has_all: bool) -> Self {
        if *period == Period::All {
            return Self { starts: vec![0], of: Of::Stretches(vec![(0..dated.rows, 0)]) };
        }
        match dated.rising {
            Some(at) => Self::of_rising(scene, at, period),
            None => Self::of_any(scene, dated, period, has_all),
        }
    }

    fn of_rising(scene: &Scene<'_>, at: &[i64], period: &Period) -> Self {
        let mut cut = Self { starts: Vec::new(), of: Of::Stretches(Vec::new()) };
        let Of::Stretches(stretches) = &mut cut.of else { return cut };
        if let Some(first) = window(scene, period) {
            let rows = at.partition_point(|at| *at < first)..at.partition_point(|at| *at <= scene.world.as_of);
            stretches.push((rows.start.min(rows.end)..rows.end, 0));
            cut.starts.push(0);
            return cut;
        }
        let mut row = 0;
        while let Some(start) = at.get(row).and_then(|at| start_at(&scene.local, period, *at)) {
            let end = next_start(period, start).and_then(|next| instant_of(&scene.local, period, next));
            let until = end.map_or(at.len(), |end| row + at[row..].partition_point(|at| *at < end));
            // Where a period has no end within the calendar, it holds all that follows.
            let until = until.max(row + 1);
            stretches.push((row..until, u32::try_from(cut.starts.len()).unwrap_or(NONE)));
            cut.starts.push(start);
            row = until;
        }
        cut
    }

    fn of_any(scene: &Scene<'_>, dated: &Dated<'_>, period: &Period, has_all: bool) -> Self {
        let window = window(scene, period);
        let is_calendar = next_start(period, 0).is_some();
        let mut starts = Vec::new();
        let mut numbers: HashMap<i64, u32> = HashMap::new();
        let mut number = |start: i64| {
            *numbers.entry(start).or_insert_with(|| {
                starts.push(start);
                u32::try_from(starts.len() - 1).unwrap_or(NONE)
            })
        };
        // Rows mostly come in some order: the date is often that of the row before.
        let mut last: Option<(i64, u32)> = None;
        let of = (0..dated.rows).map(|row| {
            let at = dated.at(row);
            let date = at.and_then(|at| scene.local.date(at));
            match (at, date) {
                (Some(at), Some(_)) if !is_calendar => {
                    let is_in = window.is_some_and(|first| first <= at && at <= scene.world.as_of);
                    if is_in { number(0) } else { NONE }
                }
                (Some(at), Some(date)) => {
                    let known = last.filter(|(day, _)| *day == date).map(|(_, number)| number);
                    let found = known.unwrap_or_else(|| start_at(&scene.local, period, at).map_or(NONE, &mut number));
                    last = period.length().is_none().then_some((date, found));
                    found
                }
                _ if is_calendar && !has_all => number(UNDATED),
                _ => NONE,
            }
        });
        let of = Of::Each(of.collect());
        Self { starts, of }
    }

    /// Stretches of these rows, each with its period or with the periods of its rows; rows of none may be left out.
    pub fn stretches(&self, rows: Range<usize>) -> impl Iterator<Item = (Range<usize>, PeriodOf<'_>)> {
        let (stretches, each) = match &self.of {
            Of::Stretches(stretches) => {
                let first = stretches.partition_point(|(part, _)| part.end <= rows.start);
                (&stretches[first..], None)
            }
            Of::Each(each) => (&[][..], Some((rows.clone(), PeriodOf::Each(&each[rows.clone()])))),
        };
        let within = stretches.iter().take_while(move |(part, _)| part.start < rows.end);
        let cut = within.map({
            let rows = rows.clone();
            move |(part, period)| (part.start.max(rows.start)..part.end.min(rows.end), PeriodOf::All(*period))
        });
        each.into_iter().chain(cut)
    }
}

/// The period of some rows.
pub(super) enum PeriodOf<'a> {
    All(u32),
    Each(&'a [u32]),
}

/// The first instant of a rolling period: it ends with the instant of the run.
fn window(scene: &Scene<'_>, period: &Period) -> Option<i64> {
    let as_of = scene.world.as_of;
    match period {
        Period::RollingDays(days) => {
            let first = scene.local.date(as_of)?.saturating_sub(*days).saturating_add(1);
            // A stretch that begins before the calendar holds everything.
            Some(scene.local.start(first).unwrap_or(i64::MIN))
        }
        Period::Rolling(micros) => as_of.saturating_sub(*micros).checked_add(1),
        _ => None,
    }
}
