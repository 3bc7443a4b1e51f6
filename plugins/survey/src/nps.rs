//! Net Promoter Score.

use etalon_plugin::{State, metric, window};

/// Which group an answer of 0 to 10 to "How likely is it that you would recommend us?" belongs to: promoter (9, 10), passive (7, 8) or
/// detractor (0 to 6). No value for an answer outside the scale.
#[metric(choices("promoter", "passive", "detractor"))]
pub fn nps_group(score: i64) -> Option<&'static str> {
    match score {
        9..=10 => Some("promoter"),
        7..=8 => Some("passive"),
        0..=6 => Some("detractor"),
        _ => None,
    }
}

/// Answers by group. An answer outside the scale is not counted.
#[derive(Debug, Default, PartialEq, State)]
pub struct Nps {
    promoters: i64,
    passives: i64,
    detractors: i64,
}

/// Net Promoter Score: the percentage of promoters (9, 10) less that of detractors (0 to 6), -100 to 100.
#[window(unit = "points", range = -100..=100, scale = 1)]
impl Nps {
    fn add(&mut self, score: i64) {
        self.count(score, 1);
    }

    fn remove(&mut self, score: i64) {
        self.count(score, -1);
    }

    fn merge(&mut self, other: &Self) {
        self.promoters += other.promoters;
        self.passives += other.passives;
        self.detractors += other.detractors;
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of answers lie far below 2^53")]
    fn value(&self) -> Option<f64> {
        let all = self.promoters + self.passives + self.detractors;
        (all > 0).then(|| (self.promoters - self.detractors) as f64 * 100.0 / all as f64)
    }

    fn count(&mut self, score: i64, by: i64) {
        match nps_group(score) {
            Some("promoter") => self.promoters += by,
            Some("passive") => self.passives += by,
            Some(_) => self.detractors += by,
            None => {}
        }
    }
}
