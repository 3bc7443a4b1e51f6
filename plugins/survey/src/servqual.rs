//! SERVQUAL: what customers perceived less what they expected.

use etalon_plugin::{State, metric, window};

/// The gap of one answer: perceived less expected, each on a scale from 1 to `points`. Below zero, the service fell short. No value for an answer
/// outside the scale.
#[metric(unit = "points")]
pub fn gap(
    perceived: i64,
    expected: i64,
    #[constant]
    #[range(2..=11)]
    #[default(7)]
    points: i64,
) -> Option<i64> {
    let scale = 1..=points;
    (scale.contains(&perceived) && scale.contains(&expected)).then(|| perceived - expected)
}

/// Gaps, added up with their weights in millionths. An answer outside the scale is not counted.
#[derive(Debug, State)]
pub struct Servqual {
    points: i64,
    gaps: i128,
    weights: i128,
}

/// The mean SERVQUAL gap: perceived less expected, over all answers; of one dimension where only its items are taken, of all five else. Each
/// answer may weigh differently, as dimensions do; left out, all weigh the same, and one that weighs nothing or less is not counted.
#[window(unit = "points", scale = 2)]
impl Servqual {
    fn new(
        #[range(2..=11)]
        #[default(7)]
        points: i64,
    ) -> Self {
        Self { points, gaps: 0, weights: 0 }
    }

    fn add(&mut self, perceived: i64, expected: i64, #[default(1)] weight: f64) {
        self.count(perceived, expected, weight, 1);
    }

    fn remove(&mut self, perceived: i64, expected: i64, #[default(1)] weight: f64) {
        self.count(perceived, expected, weight, -1);
    }

    fn merge(&mut self, other: &Self) {
        self.gaps += other.gaps;
        self.weights += other.weights;
    }

    #[expect(clippy::cast_precision_loss, reason = "the quotient is rounded to two digits")]
    fn value(&self) -> Option<f64> {
        (self.weights > 0).then(|| self.gaps as f64 / self.weights as f64)
    }

    #[expect(clippy::cast_possible_truncation, reason = "weights are held against the limits first")]
    fn count(&mut self, perceived: i64, expected: i64, weight: f64, by: i128) {
        if let Some(gap) = gap(perceived, expected, self.points)
            && weight > 0.0
            && weight <= 1e6
        {
            let weight = (weight * 1e6).round() as i128 * by;
            self.gaps += i128::from(gap) * weight;
            self.weights += weight;
        }
    }
}
