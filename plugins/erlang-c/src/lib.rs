//! The queue of a phone centre by Erlang C. See README.md for the formulas, their sources and what they take for granted.

mod queue;

use etalon_plugin::{Duration, metric, plugin};
use queue::Queue;

/// The mean time a caller waits before an agent answers, callers who wait not at all included. No value where the load is as large as the
/// number of agents or larger: the queue then grows without end.
#[metric(model = "Erlang C (M/M/n)")]
fn expected_wait(calls: f64, period: Duration, handling: Duration, agents: i64) -> Option<Duration> {
    Queue::of(calls, period, handling, agents)?.wait()
}

/// How likely it is that a caller has to wait at all, 0 to 1.
#[metric(range = 0..=1, scale = 4, model = "Erlang C (M/M/n)")]
fn waits(calls: f64, period: Duration, handling: Duration, agents: i64) -> Option<f64> {
    Some(Queue::of(calls, period, handling, agents)?.waits())
}

/// The share of callers who are answered within so long, in per cent: "80 in 20 s" is `within: 20 s`.
#[metric(unit = "%", range = 0..=100, scale = 2, model = "Erlang C (M/M/n)")]
fn service_level(
    calls: f64,
    period: Duration,
    handling: Duration,
    agents: i64,
    #[constant]
    #[range(0..=86_400)]
    #[default(20)]
    within: Duration,
) -> Option<f64> {
    Some(100.0 * Queue::of(calls, period, handling, agents)?.answered(within))
}

/// The share of their time that agents are busy, in per cent. Over 100 means that the queue grows without end.
#[metric(unit = "%", scale = 2)]
fn occupancy(calls: f64, period: Duration, handling: Duration, agents: i64) -> Option<f64> {
    let load = queue::load(calls, period, handling)?;
    let agents = u32::try_from(agents).ok().filter(|n| *n > 0)?;
    Some(100.0 * load / f64::from(agents))
}

/// The fewest agents with whom the share of callers in `share` per cent is answered within so long.
#[metric(unit = "agents", model = "Erlang C (M/M/n)")]
fn agents_needed(
    calls: f64,
    period: Duration,
    handling: Duration,
    #[constant]
    #[range(1..=99.9)]
    #[default(80)]
    share: f64,
    #[constant]
    #[range(0..=86_400)]
    #[default(20)]
    within: Duration,
) -> Option<i64> {
    queue::needed(calls, period, handling, share / 100.0, within).map(i64::from)
}

/// Agents who were there less agents needed: below zero, the team was too small for its promise, and the wait is no agent's fault.
#[metric(unit = "agents", model = "Erlang C (M/M/n)")]
fn staffing_gap(
    calls: f64,
    period: Duration,
    handling: Duration,
    agents: i64,
    #[constant]
    #[range(1..=99.9)]
    #[default(80)]
    share: f64,
    #[constant]
    #[range(0..=86_400)]
    #[default(20)]
    within: Duration,
) -> Option<i64> {
    let there = u32::try_from(agents).ok()?;
    Some(i64::from(there) - i64::from(queue::needed(calls, period, handling, share / 100.0, within)?))
}

plugin!(expected_wait, waits, service_level, occupancy, agents_needed, staffing_gap);
