//! What went wrong inside a plugin, in words for people.

use crate::Frame;
use crate::frame::{Budget, HANDED};
use wasmtime::Trap;

/// Why a call gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The plugin stopped: some row may be to blame.
    Stopped(String),
    /// It took too long on the wall, which is no matter of one row.
    TooLong(String),
    /// It answered in a form that was not agreed: nothing of the answer can be believed.
    Form(String),
    /// It says itself that it cannot answer, and perhaps because of which row.
    Refused(String, Option<u32>),
}

impl Failure {
    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Stopped(words) | Self::TooLong(words) | Self::Form(words) | Self::Refused(words, _) => words,
        }
    }
}

/// What wasmtime said, in words for people.
#[must_use]
pub fn told(error: &wasmtime::Error, frame: &Frame, budget: Budget) -> Failure {
    if frame.asked_too_often {
        return Failure::Stopped(format!(
            "asked for its settings or wrote to its log more than {} times",
            budget.asked
        ));
    }
    let trap = error.downcast_ref::<Trap>();
    if frame.denied && trap != Some(&Trap::Interrupt) {
        return Failure::Stopped(format!("asked for more than {} of memory", bytes(frame.memory())));
    }
    let stopped = match trap {
        Some(Trap::Interrupt) => return Failure::TooLong(format!("took longer than {}", time(budget.time))),
        Some(Trap::OutOfFuel) => {
            let millions = budget.work / 1_000_000;
            format!("ran out of work ({millions} million units a call)")
        }
        Some(Trap::StackOverflow) => "called itself too deeply".to_owned(),
        Some(Trap::UnreachableCodeReached) => "stopped itself (unreachable)".to_owned(),
        Some(Trap::MemoryOutOfBounds) => "reached outside its memory".to_owned(),
        Some(Trap::IntegerDivisionByZero) => "divided by zero".to_owned(),
        Some(Trap::IntegerOverflow) => "computed a whole number that does not fit".to_owned(),
        Some(Trap::BadConversionToInteger) => "turned a number into a whole number that cannot hold it".to_owned(),
        Some(Trap::TableOutOfBounds | Trap::IndirectCallToNull | Trap::BadSignature) => {
            "called a function that is not there".to_owned()
        }
        Some(trap) => {
            let words = trap.to_string();
            format!("stopped ({})", words.trim_start_matches("wasm trap: "))
        }
        None => return lifted(error),
    };
    Failure::Stopped(stopped)
}

/// What was handed over cannot be read.
fn lifted(error: &wasmtime::Error) -> Failure {
    let cause = error.chain().last().map(|cause| cause.to_string()).unwrap_or_default();
    let cause = cause.lines().next().unwrap_or_default();
    if cause.contains("utf-8") || cause.contains("utf8") {
        Failure::Stopped("gave a text that is not UTF-8".to_owned())
    } else if cause.contains("fuel allocated for hostcalls") {
        Failure::Stopped(format!("gave more than {} at once", bytes(HANDED as u64)))
    } else if cause.contains("concurrent") && cause.contains("limit") {
        Failure::Stopped("there was no room for another instance: too many windows at once".to_owned())
    } else if ["out of bounds", "not aligned", "beyond end of memory"].iter().any(|words| cause.contains(words)) {
        Failure::Stopped("pointed outside its memory".to_owned())
    } else if cause.contains("discriminant") {
        Failure::Stopped("handed over what the contract does not know".to_owned())
    } else if cause.contains("unknown import") {
        Failure::Stopped("asked for something that was not granted".to_owned())
    } else if cause.contains("handle") {
        Failure::Stopped("handed over a window that it has not opened".to_owned())
    } else {
        Failure::Stopped(format!("handed over what cannot be read ({cause})"))
    }
}

/// "64 MiB"
pub(crate) fn bytes(bytes: u64) -> String {
    if bytes >= 1 << 20 && bytes.is_multiple_of(1 << 20) {
        format!("{} MiB", bytes >> 20)
    } else if bytes >= 1 << 10 && bytes.is_multiple_of(1 << 10) {
        format!("{} KiB", bytes >> 10)
    } else {
        format!("{bytes} bytes")
    }
}

/// "2 s", "1.5 s", "50 ms"
fn time(time: std::time::Duration) -> String {
    let ms = time.as_millis();
    if ms < 1_000 { format!("{ms} ms") } else { format!("{} s", time.as_secs_f64()) }
}

/// What a plugin says of itself or of a fault, fit to be shown: one line, not long.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 200;
    let mut line: String = text.chars().take(LONGEST + 1).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if let Some((cut, _)) = line.char_indices().nth(LONGEST) {
        line.truncate(cut);
        line.push('…');
    }
    line.trim().to_owned()
}
