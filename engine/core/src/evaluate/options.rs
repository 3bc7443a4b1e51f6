//! What a driver may choose. None of it can change a byte of the result, `as_of` and `known` excepted.

/// How a run is driven.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The instant the run speaks for, microseconds; none = the last event's.
    pub as_of: Option<i64>,
    /// The instant up to which it knows, microseconds: only rows recorded by then; none = all rows.
    pub known: Option<i64>,
    /// How many rows are judged at once; 1 to 100,000.
    pub batch: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { as_of: None, known: None, batch: 16_384 }
    }
}

/// Lends the heart its hands: runs independent jobs, in any order, and gives their results in order.
pub trait Pool: Sync {
    /// `job(0) … job(jobs - 1)`.
    fn map<T: Send>(&self, jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T>;
}

/// One after the other.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sequential;

impl Pool for Sequential {
    fn map<T: Send>(&self, jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
        (0..jobs).map(job).collect()
    }
}
