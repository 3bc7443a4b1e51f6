//! Change detection: has what we measure moved, and when? See README.md for the formulas and their sources.

mod cusum;
mod ewma;

use cusum::Cusum;
use etalon_plugin::{Duration, State, plugin, window};
use ewma::Ewma;

/// The smoothed level.
#[derive(Debug, State)]
pub struct EwmaLevel {
    inner: Ewma,
}

/// The smoothed level after the last value: each new value weighs `weight`, all before it the rest. Starts at the first value.
#[window(name = "ewma", scale = 6)]
impl EwmaLevel {
    fn new(
        #[range(0.01..=1)]
        #[default(0.2)]
        weight: f64,
    ) -> Self {
        Self { inner: Ewma::starting_at_the_first(weight) }
    }

    fn add(&mut self, value: f64) {
        self.inner.add(value);
    }

    fn value(&self) -> Option<f64> {
        self.inner.level()
    }
}

/// The smoothed level of durations.
#[derive(Debug, State)]
pub struct EwmaTime {
    inner: Ewma,
}

/// As `ewma`, of durations.
#[window]
impl EwmaTime {
    fn new(
        #[range(0.01..=1)]
        #[default(0.2)]
        weight: f64,
    ) -> Self {
        Self { inner: Ewma::starting_at_the_first(weight) }
    }

    fn add(&mut self, value: Duration) {
        self.inner.add(value.seconds());
    }

    fn value(&self) -> Option<Duration> {
        self.inner.level().map(Duration::from_seconds)
    }
}

/// How far the smoothed level lies from where it should.
#[derive(Debug, State)]
pub struct EwmaChart {
    inner: Ewma,
    target: f64,
    sigma: f64,
    width: f64,
}

/// How far the smoothed level lies from `target`, in widths of the control limit: 1 or more is above the upper limit, -1 or less below the lower
/// one. `sigma` is the standard deviation of a single value while all is well. Starts at the target.
#[window(scale = 4, model = "EWMA control chart, independent values of one standard deviation")]
impl EwmaChart {
    fn new(
        target: f64,
        #[range(0.000001..=1000000000)] sigma: f64,
        #[range(0.01..=1)]
        #[default(0.2)]
        weight: f64,
        #[range(0.5..=10)]
        #[default(3)]
        width: f64,
    ) -> Self {
        Self { inner: Ewma::starting_at(target, weight), target, sigma, width }
    }

    fn add(&mut self, value: f64) {
        self.inner.add(value);
    }

    fn value(&self) -> Option<f64> {
        let limit = self.width * self.sigma * self.inner.spread();
        (limit > 0.0).then(|| (self.inner.level().unwrap_or(self.target) - self.target) / limit)
    }
}

macro_rules! cusum {
    ($(#[$said:meta])* $type:ident gives $gives:ty, $value:ident => $what:expr) => {
        #[doc = "The two sums."]
        #[derive(Debug, State)]
        pub struct $type {
            inner: Cusum,
        }

        $(#[$said])*
        impl $type {
            fn new(
                target: f64,
                #[range(0.000001..=1000000000)] sigma: f64,
                #[range(0..=10)]
                #[default(0.5)]
                slack: f64,
                #[range(0.1..=100)]
                #[default(5)]
                limit: f64,
            ) -> Self {
                Self { inner: Cusum::new(target, sigma, slack, limit) }
            }

            fn add(&mut self, value: f64) {
                self.inner.add(value);
            }

            fn value(&self) -> $gives {
                let $value = &self.inner;
                $what
            }
        }
    };
}

cusum! {
    /// The upper sum of the two-sided CUSUM now, in standard deviations: how much values have lain above `target` by more than `slack`, added
    /// up and never below zero. Begins anew after each alarm (either sum over `limit`).
    #[window(scale = 4, model = "CUSUM, independent values of one standard deviation")]
    CusumRise gives f64, sums => sums.rise
}

cusum! {
    /// The lower sum of the two-sided CUSUM now, in standard deviations: as `cusum_rise`, of values below `target`.
    #[window(scale = 4, model = "CUSUM, independent values of one standard deviation")]
    CusumFall gives f64, sums => sums.fall
}

cusum! {
    /// How often the two-sided CUSUM raised an alarm: either sum over `limit` standard deviations. Both begin anew after each.
    #[window(unit = "alarms", model = "CUSUM, independent values of one standard deviation")]
    CusumAlarms gives i64, sums => sums.alarms
}

plugin!(EwmaLevel, EwmaTime, EwmaChart, CusumRise, CusumFall, CusumAlarms);
