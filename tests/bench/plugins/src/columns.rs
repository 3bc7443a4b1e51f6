//! What is computed, and over what.

/// Two columns of numbers, as doubles and as the engine has them (millionths).
pub struct Columns {
    pub wait: Vec<f64>,
    pub handle: Vec<f64>,
    pub wait_millionths: Vec<i64>,
    pub handle_millionths: Vec<i64>,
}

impl Columns {
    pub fn new(rows: usize) -> Self {
        let wait_millionths: Vec<i64> = (0..rows as i64).map(|row| row * 7_919 % 300_000 * 1_000).collect();
        let handle_millionths: Vec<i64> = (0..rows as i64).map(|row| row * 104_729 % 1_800_000 * 1_000).collect();
        let doubles = |values: &[i64]| values.iter().map(|value| *value as f64 / 1e6).collect();
        Self {
            wait: doubles(&wait_millionths),
            handle: doubles(&handle_millionths),
            wait_millionths,
            handle_millionths,
        }
    }
}

pub fn effort(wait: &[f64], handle: &[f64]) -> Vec<f64> {
    wait.iter().zip(handle).map(|(wait, handle)| 100.0 - wait * 0.01 - handle * 0.001).collect()
}
