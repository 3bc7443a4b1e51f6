//! Conditions that need both rows: computed for pairs, chunk by chunk, no further than the answer needs.

use super::Cell;
use super::window::Stretch;
use crate::evaluate::columns::{Bench, YES};
use crate::plan::{Level, Look};

/// How many pairs are computed at once.
const CHUNK: usize = 32_768;

/// How many that pass are wanted, and from which end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    None,
    First(usize),
    /// Found from the last backwards.
    Last(usize),
}

impl Bench<'_> {
    /// Calls with (asking row of the batch, row looked at, value) for every pair that passes, in order (backwards for `Last`).
    pub(super) fn passing(
        &self,
        look: &Look,
        rows: &[u32],
        stretches: &[Option<Stretch>],
        limit: Limit,
        mut each: impl FnMut(usize, u32, Cell),
    ) {
        let (wanted, back) = match limit {
            Limit::None => (usize::MAX, false),
            Limit::First(n) => (n, false),
            Limit::Last(n) => (n, true),
        };
        let mut open: Vec<(usize, Stretch)> = stretches
            .iter()
            .enumerate()
            .filter_map(|(i, s)| s.filter(|s| s.count() > 0 && wanted > 0).map(|s| (i, s)))
            .collect();
        let mut found = vec![0_usize; self.len];
        // Where few are wanted, few are looked at first.
        let mut block = if limit == Limit::None { usize::MAX } else { 32 };
        let (mut asking, mut other) = (Vec::new(), Vec::new());
        while !open.is_empty() {
            for (i, stretch) in &mut open {
                let step = block.min(stretch.high - stretch.low);
                for k in 0..step {
                    let place = if back { stretch.high - 1 - k } else { stretch.low + k };
                    if Some(place) == stretch.own {
                        continue;
                    }
                    asking.push(*i);
                    other.push(rows[place]);
                    if asking.len() == CHUNK {
                        self.flush(look, &mut asking, &mut other, wanted, &mut found, &mut each);
                    }
                }
                if back {
                    stretch.high -= step;
                } else {
                    stretch.low += step;
                }
            }
            self.flush(look, &mut asking, &mut other, wanted, &mut found, &mut each);
            open.retain(|(i, s)| s.high > s.low && found[*i] < wanted);
            block = block.saturating_mul(4);
        }
    }

    fn flush(
        &self,
        look: &Look,
        asking: &mut Vec<usize>,
        other: &mut Vec<u32>,
        wanted: usize,
        found: &mut [usize],
        each: &mut impl FnMut(usize, u32, Cell),
    ) {
        let scopes = self.scopes(asking);
        let mut frame: Vec<&[u32]> = scopes.iter().map(Vec::as_slice).collect();
        frame.push(other);
        let pairs = Bench::pairs(self.engine, frame, Some(self.below()));
        let rest = look.rest.map(|id| pairs.get(id));
        let value = look.value.map(|id| (pairs.engine.plan.node(id).level, id));
        let paired = value.filter(|v| v.0 != Level::Pair).is_none().then(|| value.map(|v| pairs.get(v.1))).flatten();
        let constant = value.map(|v| self.engine.constant(v.1));
        let whole = value.and_then(|v| self.engine.whole(v.1)).or(constant.as_ref());
        for (p, (i, row)) in asking.iter().zip(other.iter()).enumerate() {
            if found[*i] >= wanted || rest.as_ref().is_some_and(|r| r.flag(p) != YES) {
                continue;
            }
            found[*i] += 1;
            let cell = match (&paired, whole) {
                (Some(paired), _) => Cell::of(paired, p),
                (None, Some(whole)) => Cell::of(whole, *row as usize),
                (None, None) => Cell::Nothing,
            };
            each(*i, *row, cell);
        }
        asking.clear();
        other.clear();
    }
}
