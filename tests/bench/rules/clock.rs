//! The time that the processor gave to this program: unlike the time on the wall, it does not count who else was served meanwhile.

/// Seconds so far, of the program and of the system for it.
#[cfg(unix)]
pub fn seconds() -> f64 {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_SELF).expect("the system counts what it gives");
    [usage.user_time(), usage.system_time()].iter().map(|t| t.tv_sec() as f64 + t.tv_usec() as f64 / 1e6).sum()
}

/// Seconds so far; elsewhere by the clock on the wall.
#[cfg(not(unix))]
pub fn seconds() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_secs_f64()
}
