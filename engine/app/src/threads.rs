//! Lends the engine its threads.

use etalon_core::evaluate::Pool;
use rayon::prelude::*;

/// A fixed number of threads.
pub struct Threads(Option<rayon::ThreadPool>);

impl Threads {
    /// So many threads; none = one per processor.
    pub fn new(number: Option<usize>) -> Result<Self, String> {
        if number == Some(1) {
            return Ok(Self(None));
        }
        rayon::ThreadPoolBuilder::new()
            .num_threads(number.unwrap_or(0))
            .build()
            .map(|pool| Self(Some(pool)))
            .map_err(|error| format!("this machine does not give {} threads: {error}", number.unwrap_or(0)))
    }
}

impl Pool for Threads {
    fn map<T: Send>(&self, jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
        match &self.0 {
            Some(pool) if jobs > 1 => pool.install(|| (0..jobs).into_par_iter().map(&job).collect()),
            _ => (0..jobs).map(job).collect(),
        }
    }
}
