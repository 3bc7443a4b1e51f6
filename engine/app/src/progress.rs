//! How far the reading is, for a person who waits at a terminal; nothing where the output is piped or quickly done.

use etalon_store::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

/// Who is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_millis(400);

/// A bar on standard error.
pub struct Bar {
    bar: ProgressBar,
    since: Instant,
    looked_at: bool,
}

impl Bar {
    pub fn new() -> Self {
        Self { bar: ProgressBar::hidden(), since: Instant::now(), looked_at: std::io::stderr().is_terminal() }
    }

    fn show(&self) {
        if self.looked_at && self.bar.is_hidden() && self.since.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// From reading to judging: how long it takes is not known beforehand.
    pub fn judging(&self) {
        self.show();
        if !self.bar.is_hidden() {
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
                self.bar.set_style(style);
            }
            self.bar.set_message("judging");
            self.bar.enable_steady_tick(Duration::from_millis(120));
        }
    }

    /// Away with it.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn start(&self, files: usize, bytes: u64) {
        self.bar.set_length(bytes);
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {bytes}/{total_bytes} {eta}") {
            self.bar.set_style(style);
        }
        self.bar.set_message(format!("reading {files} file{}", if files == 1 { "" } else { "s" }));
    }

    fn advance(&self, bytes: u64) {
        self.bar.inc(bytes);
        self.show();
    }
}
