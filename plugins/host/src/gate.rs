//! How many may be inside at once.

use std::sync::{Condvar, Mutex, PoisonError};

/// Lets so many in and no more; the others wait.
pub(crate) struct Gate {
    free: Mutex<u32>,
    left: Condvar,
}

/// Whoever holds it is inside.
pub(crate) struct Inside<'a>(&'a Gate);

impl Gate {
    pub(crate) fn new(places: u32) -> Self {
        Self { free: Mutex::new(places.max(1)), left: Condvar::new() }
    }

    pub(crate) fn enter(&self) -> Inside<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self.left.wait_while(free, |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Inside(self)
    }
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.left.notify_one();
    }
}
