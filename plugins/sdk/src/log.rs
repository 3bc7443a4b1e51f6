//! Lines for the operator. They are bounded by the host, and are for what happened, never for a customer's or employee's words.

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// For the author.
    Debug,
    /// Good to know.
    Info,
    /// Something is odd.
    Warn,
    /// Something failed.
    Error,
}

/// A line with fields to search by.
pub fn write(level: Level, text: &str, fields: &[(&str, &str)]) {
    #[cfg(target_arch = "wasm32")]
    {
        use crate::bindings::etalon::plugin::log as host;
        let level = match level {
            Level::Debug => host::Level::Debug,
            Level::Info => host::Level::Info,
            Level::Warn => host::Level::Warn,
            Level::Error => host::Level::Error,
        };
        let fields: Vec<(String, String)> = fields.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect();
        host::write(level, text, &fields);
    }
    // Under `cargo test`, which shows it where a test fails.
    #[cfg(not(target_arch = "wasm32"))]
    eprintln!("{level:?}: {text} {fields:?}");
}

/// For the author.
pub fn debug(text: &str) {
    write(Level::Debug, text, &[]);
}

/// Good to know.
pub fn info(text: &str) {
    write(Level::Info, text, &[]);
}

/// Something is odd.
pub fn warn(text: &str) {
    write(Level::Warn, text, &[]);
}

/// Something failed.
pub fn error(text: &str) {
    write(Level::Error, text, &[]);
}
