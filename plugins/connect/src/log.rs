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
        if self.cut || size > self.left {
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

#[cfg(test)]
mod tests {
    use super::{Level, Log, LogLine, plain};
    use crate::secrets::{Secret, Vault};
    use std::sync::{Arc, Mutex};

    /// A log of so many bytes a call, with the secret `token`, and what came out of it.
    fn log(most: u32) -> (Log, Arc<Mutex<Vec<LogLine>>>) {
        let secret = Secret { value: "s3cr3t".to_owned(), hosts: vec![], reveal: true };
        let vault = Vault::new(["token".to_owned()], [("token".to_owned(), secret)]).unwrap();
        let lines = Arc::new(Mutex::new(Vec::new()));
        let out = lines.clone();
        let sink = Arc::new(move |line: &LogLine| out.lock().unwrap().push(line.clone()));
        (Log::new(sink, Arc::new(vault), most), lines)
    }

    fn texts(lines: &Mutex<Vec<LogLine>>) -> Vec<String> {
        lines.lock().unwrap().iter().map(|line| line.text.clone()).collect()
    }

    #[test]
    fn a_line_comes_out_as_it_was_said() {
        let (mut log, lines) = log(1000);
        log.begin();
        log.write(Level::Info, "12 tickets, č", &[("page".to_owned(), "3".to_owned())]);
        let fields = vec![("page".to_owned(), "3".to_owned())];
        assert_eq!(*lines.lock().unwrap(), [LogLine { level: Level::Info, text: "12 tickets, č".to_owned(), fields }]);
    }

    #[test]
    fn secrets_are_masked_in_text_names_and_values() {
        let (mut log, lines) = log(1000);
        log.begin();
        // `czNjcjN0` is `s3cr3t` in base64.
        log.write(Level::Warn, "s3cr3t, s3cr3ts, czNjcjN0", &[("as3cr3tb".to_owned(), "is s3cr3t".to_owned())]);
        let line = lines.lock().unwrap()[0].clone();
        assert_eq!(line.text, "[secret token], [secret token]s, [secret token]");
        assert_eq!(line.fields, [("a[secret token]b".to_owned(), "is [secret token]".to_owned())]);
    }

    #[test]
    fn nothing_steers_the_screen_or_turns_the_direction() {
        let (mut log, lines) = log(1000);
        log.begin();
        log.write(Level::Info, "a\x1b[2J\r\nb\u{202e}c\u{2066}d\u{2028}e\u{9b}f\0", &[]);
        assert_eq!(texts(&lines), ["a [2J  b c d e f "]);
        assert_eq!(plain("ā – 漢 🙂"), "ā – 漢 🙂", "what people write stays");
    }

    #[test]
    fn a_call_has_so_many_bytes_and_the_next_one_has_them_anew() {
        // A line costs its bytes, those of its fields, and 16: here 10 + 16 = 26, then 2 + 3 + 16 + 5 = 26; 60 hold two of them.
        let (mut log, lines) = log(60);
        log.begin();
        log.write(Level::Info, "0123456789", &[]);
        log.write(Level::Info, "01234", &[("ab".to_owned(), "cde".to_owned())]);
        log.write(Level::Info, "the third", &[]);
        log.write(Level::Info, "x", &[]);
        let told = "it wrote more than 60 bytes of log in one call; the rest is left out";
        assert_eq!(texts(&lines), ["0123456789", "01234", told], "told once, and nothing after it, however small");
        assert_eq!(lines.lock().unwrap()[2].level, Level::Warn);
        log.begin();
        log.write(Level::Info, "again", &[]);
        assert_eq!(texts(&lines)[3..], ["again"]);
    }

    #[test]
    fn a_line_that_fits_to_the_byte_is_written_and_one_byte_more_is_not() {
        let (mut log, lines) = log(20);
        log.begin();
        log.write(Level::Info, "four", &[]);
        log.begin();
        log.write(Level::Info, "five!", &[]);
        let told = "it wrote more than 20 bytes of log in one call; the rest is left out";
        assert_eq!(texts(&lines), ["four", told]);
    }

    #[test]
    fn graver_is_more() {
        assert!(Level::Debug < Level::Info && Level::Info < Level::Warn && Level::Warn < Level::Error);
    }
}
