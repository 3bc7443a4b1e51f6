//! A window that does not keep its promise: joined to another, a state loses its sum. For tests of `etalon plugin test`.

use etalon_plugin::{State, plugin, window};

#[derive(Default, State)]
struct Mean {
    rows: i64,
    sum: i64,
}

/// The mean, as long as nobody joins two of them.
#[window]
impl Mean {
    fn add(&mut self, n: i64) {
        self.rows += 1;
        self.sum += n;
    }

    fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
    }

    fn value(&self) -> Option<f64> {
        (self.rows > 0).then(|| self.sum as f64 / self.rows as f64)
    }
}

plugin!(Mean);
