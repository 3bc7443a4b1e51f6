//! How much of the processor something takes: the clock on the wall would tell more of the neighbours.

use nix::time::{ClockId, clock_gettime};
use std::hint::black_box;
use std::time::Duration;

/// Processor time of this thread so far.
pub fn now() -> Duration {
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("the machine tells the time").into()
}

/// How many stretches are timed; the median counts, so that what else the machine does in between does not.
const STRETCHES: usize = 41;
const STRETCH: Duration = Duration::from_millis(12);

/// Nanoseconds of one call.
pub fn nanoseconds<T>(mut call: impl FnMut() -> T) -> f64 {
    let mut calls = 1_u32;
    // As many calls as fill a stretch.
    loop {
        let began = now();
        (0..calls).for_each(|_| drop(black_box(call())));
        if (now() - began) >= STRETCH {
            break;
        }
        calls *= 2;
    }
    let mut stretches: Vec<f64> = (0..STRETCHES)
        .map(|_| {
            let began = now();
            (0..calls).for_each(|_| drop(black_box(call())));
            (now() - began).as_nanos() as f64 / f64::from(calls)
        })
        .collect();
    stretches.sort_by(f64::total_cmp);
    stretches[STRETCHES / 2]
}
