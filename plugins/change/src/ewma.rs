//! The exponentially weighted moving average.

use etalon_plugin::State;

/// z = weight · x + (1 - weight) · z
#[derive(Debug, State)]
pub struct Ewma {
    weight: f64,
    level: Option<f64>,
    /// (1 - weight)^(2n) after n values.
    forgotten: f64,
}

impl Ewma {
    /// The first value is the first level.
    pub fn starting_at_the_first(weight: f64) -> Self {
        Self { weight, level: None, forgotten: 1.0 }
    }

    /// The first level is known.
    pub fn starting_at(level: f64, weight: f64) -> Self {
        Self { weight, level: Some(level), forgotten: 1.0 }
    }

    /// Takes a value in; what is no number is passed over.
    pub fn add(&mut self, value: f64) {
        if !value.is_finite() {
            return;
        }
        self.level = Some(self.level.map_or(value, |level| level + self.weight * (value - level)));
        let kept = 1.0 - self.weight;
        self.forgotten *= kept * kept;
    }

    /// The level now.
    pub fn level(&self) -> Option<f64> {
        self.level
    }

    /// The standard deviation of the level, of one of a single value: √(w ÷ (2 - w) · (1 - (1 - w)^2n)). Zero before the first value.
    pub fn spread(&self) -> f64 {
        (self.weight / (2.0 - self.weight) * (1.0 - self.forgotten)).sqrt()
    }
}
