//! Customer Effort Score.

use etalon_plugin::{State, metric, window};

/// Of a scale of 7, the answers that say it was easy: somewhat agree, agree, strongly agree.
const EASY: std::ops::RangeInclusive<i64> = 5..=7;

/// Whether a customer found it easy: 5, 6 or 7 of 7 to "The company made it easy for me to handle my issue". No value for an answer outside the
/// scale.
#[metric]
pub fn found_easy(answer: i64) -> Option<bool> {
    (1..=7).contains(&answer).then(|| EASY.contains(&answer))
}

/// Answers, added up. One outside the scale is not counted.
#[derive(Debug, State)]
pub struct Ces {
    points: i64,
    sum: i64,
    all: i64,
}

/// Customer Effort Score: the mean of the answers on a scale from 1 to `points`. With 7 more is better ("it was easy", CES 2.0), with 5 less is
/// better ("how much effort", the first CES).
#[window(unit = "points", scale = 2)]
impl Ces {
    fn new(
        #[range(2..=11)]
        #[default(7)]
        points: i64,
    ) -> Self {
        Self { points, sum: 0, all: 0 }
    }

    fn add(&mut self, answer: i64) {
        self.count(answer, 1);
    }

    fn remove(&mut self, answer: i64) {
        self.count(answer, -1);
    }

    fn merge(&mut self, other: &Self) {
        self.sum += other.sum;
        self.all += other.all;
    }

    #[expect(clippy::cast_precision_loss, reason = "sums of answers lie far below 2^53")]
    fn value(&self) -> Option<f64> {
        (self.all > 0).then(|| self.sum as f64 / self.all as f64)
    }

    fn count(&mut self, answer: i64, by: i64) {
        if (1..=self.points).contains(&answer) {
            self.sum += by * answer;
            self.all += by;
        }
    }
}

/// Answers by whether they say that it was easy.
#[derive(Debug, Default, State)]
pub struct CesEasy {
    easy: i64,
    all: i64,
}

/// The share of customers who found it easy, in per cent: 5, 6 or 7 of 7.
#[window(unit = "%", range = 0..=100, scale = 1)]
impl CesEasy {
    fn add(&mut self, answer: i64) {
        self.count(answer, 1);
    }

    fn remove(&mut self, answer: i64) {
        self.count(answer, -1);
    }

    fn merge(&mut self, other: &Self) {
        self.easy += other.easy;
        self.all += other.all;
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of answers lie far below 2^53")]
    fn value(&self) -> Option<f64> {
        (self.all > 0).then(|| 100.0 * self.easy as f64 / self.all as f64)
    }

    fn count(&mut self, answer: i64, by: i64) {
        if let Some(easy) = found_easy(answer) {
            self.all += by;
            self.easy += i64::from(easy) * by;
        }
    }
}
