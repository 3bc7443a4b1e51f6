//! How much of the processor something takes: the clock on the wall would tell more of the neighbours. What the machine does for it (new pages of
//! memory and the like) counts.

use nix::time::{ClockId, clock_gettime};
use std::hint::black_box;
use std::time::Duration;

/// Processor time of this thread so far.
pub fn now() -> Duration {
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("the machine tells the time").into()
}

/// Something that is timed.
pub type Call<'a> = Box<dyn FnMut() + 'a>;

/// How long a call is repeated in a round.
const STRETCH: Duration = Duration::from_millis(5);

/// What is given back is thrown away, but has to be made.
pub fn call<'a, T>(mut call: impl FnMut() -> T + 'a) -> Call<'a> {
    Box::new(move || drop(black_box(call())))
}

/// Nanoseconds of each call: the median of so many rounds. They take turns in every round, so that whatever else the machine does meets all alike.
pub fn nanoseconds(calls: &mut [Call<'_>], rounds: usize) -> Vec<f64> {
    let times: Vec<u32> = calls.iter_mut().map(|call| fills(call)).collect();
    let mut took = vec![Vec::with_capacity(rounds); calls.len()];
    for _ in 0..rounds {
        for ((call, times), took) in calls.iter_mut().zip(&times).zip(&mut took) {
            let began = now();
            (0..*times).for_each(|_| call());
            took.push((now() - began).as_nanos() as f64 / f64::from(*times));
        }
    }
    took.into_iter().map(median).collect()
}

/// How many calls fill a stretch.
fn fills(call: &mut Call<'_>) -> u32 {
    let mut times = 1_u32;
    loop {
        let began = now();
        (0..times).for_each(|_| call());
        if now() - began >= STRETCH {
            return times;
        }
        times *= 2;
    }
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
