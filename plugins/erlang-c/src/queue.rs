//! The queue: calls come at random, take an exponentially distributed time, nobody hangs up, and wait in the order of coming.

use etalon_plugin::Duration;

/// More agents than any house has; the recursion stops there.
const MOST: u32 = 100_000;

/// A queue that does not grow without end.
pub struct Queue {
    /// Offered load in erlang: calls at a time if nobody waited.
    load: f64,
    agents: f64,
    /// Mean time that a call takes, seconds.
    handling: f64,
    /// Erlang C.
    waits: f64,
}

/// Offered load in erlang: calls × handling ÷ period. Nothing where one of them makes no sense.
pub fn load(calls: f64, period: Duration, handling: Duration) -> Option<f64> {
    let sound = calls >= 0.0 && calls.is_finite() && period.micros() > 0 && handling.micros() > 0;
    let load = calls * handling.seconds() / period.seconds();
    (sound && load <= f64::from(MOST)).then_some(load)
}

/// Erlang B for one agent more: how likely all are busy where nobody can wait. Every step is a sum and a quotient of numbers in
/// [0, ∞) and gives one in [0, 1]: no factorial, no overflow, and rounding errors shrink from step to step.
fn blocked(before: f64, load: f64, agents: f64) -> f64 {
    load * before / (agents + load * before)
}

/// Erlang C from Erlang B, of more agents than load.
fn delayed(blocked: f64, load: f64, agents: f64) -> f64 {
    agents * blocked / (agents - load * (1.0 - blocked))
}

impl Queue {
    /// Nothing if there is none: no agents, no period, no handling time, or a load as large as the agents.
    pub fn of(calls: f64, period: Duration, handling: Duration, agents: i64) -> Option<Self> {
        let load = load(calls, period, handling)?;
        let agents = u32::try_from(agents).ok().filter(|n| *n <= MOST && f64::from(*n) > load)?;
        let busy = (1..=agents).fold(1.0, |before, n| blocked(before, load, f64::from(n)));
        let agents = f64::from(agents);
        Some(Self { load, agents, handling: handling.seconds(), waits: delayed(busy, load, agents) })
    }

    /// How likely a caller waits.
    pub fn waits(&self) -> f64 {
        self.waits
    }

    /// The mean wait of all callers.
    pub fn wait(&self) -> Option<Duration> {
        let seconds = self.waits * self.handling / (self.agents - self.load);
        // So near to the edge that it is longer than time.
        (seconds < 9e12).then(|| Duration::from_seconds(seconds))
    }

    /// The share of callers who wait no longer.
    pub fn answered(&self, within: Duration) -> f64 {
        answered(self.waits, self.load, self.agents, within.seconds() / self.handling)
    }
}

/// `within` in handling times.
fn answered(waits: f64, load: f64, agents: f64, within: f64) -> f64 {
    1.0 - waits * (-(agents - load) * within.max(0.0)).exp()
}

/// The fewest agents that keep the promise.
pub fn needed(calls: f64, period: Duration, handling: Duration, share: f64, within: Duration) -> Option<u32> {
    let load = load(calls, period, handling)?;
    let within = within.seconds() / handling.seconds();
    let mut busy = 1.0;
    // Nobody calls, nobody is needed.
    if load == 0.0 {
        return Some(0);
    }
    (1..=MOST).find(|n| {
        let agents = f64::from(*n);
        busy = blocked(busy, load, agents);
        agents > load && answered(delayed(busy, load, agents), load, agents, within) >= share
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Erlang C as the books write it, by sums of powers over factorials; good for small numbers only.
    fn by_the_book(load: f64, agents: u32) -> f64 {
        let mut term = 1.0;
        let mut sum = 0.0;
        for n in 1..=agents {
            sum += term;
            term *= load / f64::from(n);
        }
        let last = term * f64::from(agents) / (f64::from(agents) - load);
        last / (sum + last)
    }

    fn seconds(n: f64) -> Duration {
        Duration::from_seconds(n)
    }

    #[test]
    fn the_recursion_is_the_formula() {
        for agents in 1..=60_u32 {
            for tenth in 1..10 {
                let load = f64::from(agents) * f64::from(tenth) / 10.0;
                let queue = Queue::of(load, seconds(1.0), seconds(1.0), i64::from(agents)).expect("it is stable");
                let book = by_the_book(load, agents);
                assert!((queue.waits() - book).abs() <= 1e-9 * book, "{load} on {agents}: {} {book}", queue.waits());
            }
        }
    }

    #[test]
    fn one_agent_waits_as_often_as_busy() {
        // M/M/1: the chance to wait is the load, the mean wait is load / (1 - load) handling times.
        let queue = Queue::of(0.75, seconds(60.0), seconds(60.0), 1).expect("it is stable");
        assert!((queue.waits() - 0.75).abs() < 1e-12);
        assert_eq!(queue.wait(), Some(seconds(180.0)));
    }

    #[test]
    fn large_houses_do_not_overflow() {
        let queue = Queue::of(49_000.0, seconds(1.0), seconds(1.0), 50_000).expect("it is stable");
        assert!(queue.waits() > 0.0 && queue.waits() < 1.0, "{}", queue.waits());
        // Nearly as many calls as agents: the answer stays a chance.
        let edge = Queue::of(999.999_999, seconds(1.0), seconds(1.0), 1_000).expect("it is stable");
        assert!(edge.waits() > 0.99 && edge.waits() <= 1.0, "{}", edge.waits());
    }

    #[test]
    fn more_agents_never_wait_longer() {
        let mut last = 1.0;
        for agents in 11..=80 {
            let waits = Queue::of(10.0, seconds(1.0), seconds(1.0), agents).expect("it is stable").waits();
            assert!(waits < last, "{agents}");
            last = waits;
        }
    }

    #[test]
    fn needed_is_the_first_that_suffices() {
        for calls in [1.0, 10.0, 100.0, 1_000.0] {
            let (period, handling, within) = (seconds(1_800.0), seconds(240.0), seconds(20.0));
            let needed = needed(calls, period, handling, 0.8, within).expect("some number suffices");
            let level = |n: u32| Queue::of(calls, period, handling, i64::from(n)).map_or(0.0, |q| q.answered(within));
            assert!(level(needed) >= 0.8 && level(needed - 1) < 0.8, "{calls}: {needed}");
        }
    }

    #[test]
    fn what_makes_no_sense_has_no_answer() {
        let hour = seconds(3_600.0);
        for (calls, period, handling, agents) in [
            (10.0, hour, seconds(360.0), 1),
            (10.0, hour, seconds(360.0), 0),
            (10.0, hour, seconds(360.0), -3),
            (-1.0, hour, seconds(360.0), 5),
            (f64::NAN, hour, seconds(360.0), 5),
            (f64::INFINITY, hour, seconds(360.0), 5),
            (10.0, seconds(0.0), seconds(360.0), 5),
            (10.0, hour, seconds(0.0), 5),
            (10.0, hour, seconds(-1.0), 5),
            (10.0, hour, seconds(360.0), i64::MAX),
        ] {
            assert!(Queue::of(calls, period, handling, agents).is_none(), "{calls} {agents}");
        }
    }
}
