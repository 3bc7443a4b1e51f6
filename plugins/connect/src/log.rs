//! What a connector writes into the log: held to so many bytes a call, without secrets, and without signs that steer a terminal.

use crate::secrets::Vault;
use std::fmt;
use std::sync::Arc;

/// How grave it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// For the author.
    Debug,
    /// As it should be.
    Info,
    /// Somebody should look at it some day.
    Warn,
    /// Somebody should look at it now.
    Error,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// How grave it is.
    pub level: Level,
    /// What the plugin says, on one line.
    pub text: String,
    /// For search.
    pub fields: Vec<(String, String)>,
}

/// Where lines go.
pub type LogSink = Arc<dyn Fn(&LogLine) + Send + Sync>;

/// The log of one use of a plugin.
pub(crate) struct Log {
    sink: LogSink,
    vault: Arc<Vault>,
    most: usize,
    left: usize,
    cut: bool,
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").field("left", &self.left).finish_non_exhaustive()
    }
}

impl Log {
    pub fn new(sink: LogSink, vault: Arc<Vault>, most: u32) -> Self {
        Self { sink, vault, most: most as usize, left: most as usize, cut: false }
    }

    /// A new call begins.
    pub fn begin(&mut self) {
        self.left = self.most;
        self.cut = false;
    }

    pub fn write(&mut self, level: Level, text: &str, fields: &[(String, String)]) {
        let size = text.len() + fields.iter().map(|(k, v)| k.len() + v.len()).sum::<usize>() + 16;
        if size > self.left {
            if !std::mem::replace(&mut self.cut, true) {
                let text = format!("it wrote more than {} bytes of log in one call; the rest is left out", self.most);
                (self.sink)(&LogLine { level: Level::Warn, text, fields: Vec::new() });
            }
            return;
        }
        self.left -= size;
        let clean = |text: &str| plain(&self.vault.redact(text));
        let fields = fields.iter().map(|(k, v)| (clean(k), clean(v))).collect();
        (self.sink)(&LogLine { level, text: clean(text), fields });
    }
}

/// Without signs that steer a terminal, or turn the direction of what is read.
pub(crate) fn plain(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}
