//! The time of day and waiting, so that tests need neither.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The host's clock, and a way to wait.
pub trait Wait: Send + Sync {
    /// Microseconds since 1970.
    fn now(&self) -> i64;
    /// Waits; false = somebody wants this to end, and it did not wait to the end.
    fn sleep(&self, how_long: Duration) -> bool;
    /// Whether somebody wants this to end.
    fn stopped(&self) -> bool;
}

/// The real clock. The flag ends waits: set it from a handler of Ctrl-C.
#[derive(Debug, Default, Clone)]
pub struct RealWait(pub Arc<AtomicBool>);

impl Wait for RealWait {
    fn now(&self) -> i64 {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |past| i64::try_from(past.as_micros()).unwrap_or(i64::MAX))
    }

    fn sleep(&self, how_long: Duration) -> bool {
        const STEP: Duration = Duration::from_millis(100);
        let mut left = how_long;
        while !self.stopped() && !left.is_zero() {
            let step = left.min(STEP);
            std::thread::sleep(step);
            left -= step;
        }
        !self.stopped()
    }

    fn stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// How long to wait before the n-th try (n from 1): 1 s, 2 s, 4 s … at most 5 min; not before the other side said; no chance in it,
/// so that a run can be told again. One connector asks one service: there is no herd to spread.
#[must_use]
pub fn pause(tries: u32, asked: Option<Duration>) -> Duration {
    const LEAST: Duration = Duration::from_secs(1);
    const MOST: Duration = Duration::from_secs(300);
    asked.map_or_else(|| LEAST.saturating_mul(1 << tries.saturating_sub(1).min(16)).min(MOST), |asked| asked.max(LEAST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_five_minutes_and_heed_what_was_asked() {
        let seconds: Vec<u64> = (1..=11).map(|n| pause(n, None).as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(pause(u32::MAX, None).as_secs(), 300);
        assert_eq!(pause(5, Some(Duration::from_secs(77))).as_secs(), 77);
        assert_eq!(pause(1, Some(Duration::ZERO)).as_secs(), 1, "nobody can make us ask without a pause");
    }
}
