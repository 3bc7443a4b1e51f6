//! A plugin's window over what is looked at. Where it can let go of rows, it moves along the list as a built-in sum does; else each
//! who asks has a state of its own, which takes in all that is looked at.

use super::Cell;
use super::job::Job;
use super::pairs::Limit;
use super::question::Asker;
use crate::evaluate::columns::plugin::{Faults, SLICE, needed, sent};
use crate::plan::{PluginAsk, Reach};
use crate::plugin::{Batch, Column, Data, Fault, Signature, Window};
use crate::standard::Type;
use std::sync::Arc;

/// What a window moves over: the rows of a stretch of a list, and what is said of each.
struct Taking<'t, 'j, A> {
    job: &'t Job<'j, A>,
    ask: &'t PluginAsk,
    /// The parts of the ask that must have a value.
    must: Vec<crate::plan::NodeId>,
}

impl<A: Asker> Job<'_, A> {
    /// The window's value for each who asks, or why there is none for any of them.
    pub(super) fn windowed(&self, ask: &PluginAsk) -> (Vec<Cell>, Faults) {
        let nothing = || vec![Cell::Nothing; self.asks.len()];
        match self.windows(ask) {
            Ok(cells) => {
                let (mut cells, faults) = (self.each(|i, _| cells[i]), self.failed.take());
                faults.keys().for_each(|i| cells[*i as usize] = Cell::Nothing);
                (cells, faults)
            }
            Err(Fault(why)) => (nothing(), (0..).zip(self.asks).map(|(i, _)| (i, Arc::clone(&why))).collect()),
        }
    }

    fn windows(&self, ask: &PluginAsk) -> Result<Vec<Cell>, Fault> {
        let engine = self.question.engine;
        let used = engine.standard.plugins.get(ask.plugin.index());
        let known = used.and_then(|used| Some((used, used.plugin.windows.get(usize::from(ask.function))?)));
        let Some((used, signature)) = known else { return Ok(vec![Cell::Nothing; self.asks.len()]) };
        if self.asks.is_empty() {
            return Ok(Vec::new());
        }
        let Some(module) = &used.plugin.module else { return Err(Fault(Arc::from("the plugin is not loaded"))) };
        let mut window = module.window(&signature.name, &ask.constants)?;
        let taking = Taking { job: self, ask, must: needed(Some(signature), ask).collect() };
        let slides = signature.retractable && self.exact() && self.seen.iter().all(|seen| seen.own().is_none());
        if slides { taking.sliding(&mut *window, signature) } else { taking.anew(&mut *window, signature) }
    }
}

impl<A: Asker> Taking<'_, '_, A> {
    /// One state a list: what leaves is taken out, what comes is taken in.
    fn sliding(&self, window: &mut dyn Window, signature: &Signature) -> Result<Vec<Cell>, Fault> {
        let mut cells = Vec::with_capacity(self.job.seen.len());
        let (mut group, mut last) = (0_u32, None::<(u32, u32)>);
        for seen in &self.job.seen {
            let (low, high) = (seen.low, seen.high);
            match last {
                Some((from, to)) if from <= low && low < to && to <= high => {
                    self.put(window, group, from..low, false)?;
                    self.put(window, group, to..high, true)?;
                }
                _ => {
                    group += u32::from(last.is_some());
                    self.put(window, group, low..high, true)?;
                }
            }
            last = Some((low, high));
            cells.extend(values(window, &[group], signature)?);
        }
        Ok(cells)
    }

    /// Takes the rows of a stretch in, or out.
    fn put(
        &self,
        window: &mut dyn Window,
        group: u32,
        places: std::ops::Range<u32>,
        take_in: bool,
    ) -> Result<(), Fault> {
        let rows: Vec<(u32, u32)> = places.map(|place| (group, self.job.rows[place as usize])).collect();
        self.slices(
            &rows,
            |groups, batch| {
                if take_in { window.accumulate(groups, batch) } else { window.retract(groups, batch) }
            },
        )
    }

    /// A state for each who asks.
    fn anew(&self, window: &mut dyn Window, signature: &Signature) -> Result<Vec<Cell>, Fault> {
        let job = self.job;
        let number = |i: usize| u32::try_from(i).expect("rows are numbered in 32 bits");
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        if job.exact() {
            for (i, seen) in job.seen.iter().enumerate().filter(|(_, seen)| seen.known) {
                pairs.extend(seen.places().map(|place| (number(i), job.rows[place])));
            }
        } else {
            let limit = match &job.question.look.reach {
                Reach::AmongLast { count, .. } => Limit::Last(usize::try_from(*count).unwrap_or(0)),
                _ => Limit::None,
            };
            let mut found: Vec<(u32, usize)> = Vec::new();
            job.passing(limit, |i, place, _| found.push((number(i), place)));
            // In the order of the list, whichever way they were found.
            found.sort_unstable();
            pairs.extend(found.into_iter().map(|(i, place)| (i, job.rows[place])));
        }
        self.slices(&pairs, |groups, batch| window.accumulate(groups, batch))?;
        let groups: Vec<u32> = (0..number(job.seen.len())).collect();
        let mut cells = Vec::with_capacity(groups.len());
        for part in groups.chunks(SLICE) {
            cells.extend(values(window, part, signature)?);
        }
        Ok(cells)
    }

    /// Groups and rows, without those that lack what they must have, in slices.
    fn slices(
        &self,
        pairs: &[(u32, u32)],
        mut put: impl FnMut(&[u32], Batch<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let engine = self.job.question.engine;
        let must: Vec<_> = self.must.iter().map(|id| engine.of(*id)).collect();
        let given: Vec<_> = self.ask.arguments.iter().map(|id| engine.of(*id)).collect();
        let whole: Vec<(u32, u32)> =
            pairs.iter().filter(|(_, row)| must.iter().all(|v| v.has(*row as usize))).copied().collect();
        for slice in whole.chunks(SLICE) {
            let groups: Vec<u32> = slice.iter().map(|(group, _)| *group).collect();
            let rows: Vec<usize> = slice.iter().map(|(_, row)| *row as usize).collect();
            let columns: Vec<Column<'_>> = given.iter().map(|v| sent(v, &rows, engine.words)).collect();
            put(&groups, Batch { rows: rows.len(), columns: &columns })?;
        }
        Ok(())
    }
}

/// The values of some groups.
fn values(window: &mut dyn Window, groups: &[u32], signature: &Signature) -> Result<Vec<Cell>, Fault> {
    let column = window.finish(groups)?;
    let measured = matches!(Type::from(&signature.returns.term), Type::Whole | Type::Decimal | Type::Duration);
    match &column.data {
        Data::Ints(ints) if measured && ints.len() == groups.len() => {
            let has = |i: usize| column.valid.as_ref().is_none_or(|v| v.get(i).copied().unwrap_or(false));
            let cell = |(i, value): (usize, &i64)| if has(i) { Cell::Int(*value) } else { Cell::Nothing };
            Ok(ints.iter().enumerate().map(cell).collect())
        }
        _ => Err(Fault(Arc::from("answered with something other than it promises"))),
    }
}
