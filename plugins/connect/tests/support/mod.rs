//! A server that says what a test wants, and a clock that nobody waits for.
#![allow(dead_code, reason = "each test takes what it needs")]
#![expect(clippy::unwrap_used, reason = "a test that cannot set up shall fail")]

pub mod guest;
pub mod server;
pub mod zendesk;

use etalon_connect::Wait;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::Duration;

/// A clock that jumps instead of waiting, and ends after so many waits.
#[derive(Debug)]
pub struct Jump {
    now: AtomicI64,
    left: AtomicU32,
    pub waits: Mutex<Vec<u64>>,
}

impl Jump {
    pub fn new(waits: u32) -> Self {
        Self { now: AtomicI64::new(1_700_000_000_000_000), left: AtomicU32::new(waits), waits: Mutex::default() }
    }

    /// The waits so far, in seconds.
    pub fn waited(&self) -> Vec<u64> {
        self.waits.lock().unwrap().clone()
    }
}

impl Wait for Jump {
    fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    fn sleep(&self, how_long: Duration) -> bool {
        self.waits.lock().unwrap().push(how_long.as_secs());
        self.now.fetch_add(i64::try_from(how_long.as_micros()).unwrap(), Ordering::Relaxed);
        self.left.fetch_sub(1, Ordering::Relaxed) > 1
    }

    fn stopped(&self) -> bool {
        self.left.load(Ordering::Relaxed) == 0
    }
}
