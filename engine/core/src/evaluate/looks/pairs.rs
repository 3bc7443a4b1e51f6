//! Conditions that need both rows: computed for pairs, chunk by chunk, no further than the answer needs.

use super::Cell;
use super::bounds::{Sieve, Test};
use super::job::Job;
use super::question::Asker;
use crate::evaluate::columns::{Bench, NO, YES};
use crate::plan::Level;

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

/// Pairs that are still to be tested: who asks (as the job counts them), and the place that is looked at.
#[derive(Default)]
struct Pairs {
    asking: Vec<usize>,
    places: Vec<usize>,
}

impl<A: Asker> Job<'_, A> {
    /// Calls with (who asks, place, value) for every pair that passes, in order (backwards for `Last`).
    pub(super) fn passing(&self, limit: Limit, mut each: impl FnMut(usize, usize, Cell)) {
        let (wanted, back) = match limit {
            Limit::None => (usize::MAX, false),
            Limit::First(n) => (n, false),
            Limit::Last(n) => (n, true),
        };
        let sieve = self.sieve();
        let mut open: Vec<(usize, usize, usize)> = (0_usize..)
            .zip(&self.seen)
            .filter(|(_, seen)| seen.known && wanted > 0)
            .map(|(i, seen)| (i, seen.low as usize, seen.high as usize))
            .collect();
        let mut found = vec![0_usize; self.asks.len()];
        // Where few are wanted, few are looked at first.
        let mut block = if limit == Limit::None { usize::MAX } else { 32 };
        let mut pairs = Pairs::default();
        while !open.is_empty() {
            for (i, low, high) in &mut open {
                let (ask, own) = (self.asks[*i] as usize, self.seen[*i].own());
                let mut left = block;
                while left > 0 {
                    let Some(place) = sieve.find(ask, (*low, *high), back) else {
                        *high = *low;
                        break;
                    };
                    if back {
                        *high = place;
                    } else {
                        *low = place + 1;
                    }
                    if Some(place) == own {
                        continue;
                    }
                    left -= 1;
                    pairs.asking.push(*i);
                    pairs.places.push(place);
                    if pairs.asking.len() == CHUNK {
                        self.flush(&mut pairs, wanted, &mut found, &mut each);
                    }
                }
            }
            self.flush(&mut pairs, wanted, &mut found, &mut each);
            open.retain(|(i, low, high)| high > low && found[*i] < wanted);
            block = block.saturating_mul(4);
        }
    }

    fn sieve(&self) -> Sieve<'_> {
        let tests = self.question.comparisons.iter().zip(&self.values).zip(&self.open).filter(|(_, open)| **open);
        Sieve::new(tests.map(|(((c, _, limits), values), _)| Test { side: c.side, values, limits }).collect())
    }

    fn flush(&self, pairs: &mut Pairs, wanted: usize, found: &mut [usize], each: &mut impl FnMut(usize, usize, Cell)) {
        let (question, engine) = (self.question, self.question.engine);
        let asks: Vec<u32> = pairs.asking.iter().map(|i| self.asks[*i]).collect();
        let other: Vec<u32> = pairs.places.iter().map(|place| self.rows[*place]).collect();
        let scopes = question.asker.scopes(&asks);
        let mut frame: Vec<&[u32]> = scopes.iter().map(Vec::as_slice).collect();
        frame.push(&other);
        let bench = Bench::pairs(engine, frame, question.asker.below());
        let rest: Vec<_> = question.rest.iter().map(|id| bench.get(*id)).collect();
        let value = question.look.value.filter(|id| engine.plan.node(*id).level == Level::Pair);
        let paired = value.map(|id| bench.get(id));
        for (p, why) in bench.failed.take() {
            // A pair that another condition rules out would not have counted.
            if rest.iter().all(|r| r.flag(p as usize) != NO) {
                let i = u32::try_from(pairs.asking[p as usize]).expect("rows are numbered in 32 bits");
                self.failed.borrow_mut().insert(i, why);
            }
        }
        for (p, (i, place)) in pairs.asking.iter().zip(&pairs.places).enumerate() {
            if found[*i] >= wanted || rest.iter().any(|r| r.flag(p) != YES) {
                continue;
            }
            found[*i] += 1;
            let cell = match (&paired, &question.value) {
                (Some(paired), _) => Cell::of(paired, p),
                (None, Some(value)) => Cell::of(value, other[p] as usize),
                (None, None) => Cell::Nothing,
            };
            each(*i, *place, cell);
        }
        pairs.asking.clear();
        pairs.places.clear();
    }
}
