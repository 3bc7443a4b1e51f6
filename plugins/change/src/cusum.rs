//! The two-sided tabular CUSUM.

use etalon_plugin::State;

/// The sums in standard deviations.
#[derive(Debug, State)]
pub struct Cusum {
    target: f64,
    sigma: f64,
    slack: f64,
    limit: f64,
    /// C+
    pub rise: f64,
    /// C-
    pub fall: f64,
    /// How often either was over the limit.
    pub alarms: i64,
}

impl Cusum {
    /// Both sums are zero.
    pub fn new(target: f64, sigma: f64, slack: f64, limit: f64) -> Self {
        Self { target, sigma, slack, limit, rise: 0.0, fall: 0.0, alarms: 0 }
    }

    /// Takes a value in; what is no number is passed over. An alarm stands at the value that raised it; the next value begins anew.
    pub fn add(&mut self, value: f64) {
        let off = (value - self.target) / self.sigma;
        if !off.is_finite() {
            return;
        }
        if self.alarmed() {
            (self.rise, self.fall) = (0.0, 0.0);
        }
        self.rise = (self.rise + off - self.slack).max(0.0);
        self.fall = (self.fall - off - self.slack).max(0.0);
        self.alarms += i64::from(self.alarmed());
    }

    fn alarmed(&self) -> bool {
        self.rise > self.limit || self.fall > self.limit
    }
}
