//! What went wrong inside, in words for people.

use crate::Failure;
use wasmtime::{Error, Trap};

pub(super) fn trouble(error: &Error, work: u64, memory: u64) -> Failure {
    let Some(trap) = error.downcast_ref::<Trap>() else {
        let text = format!("{error:?}");
        if text.contains("forcing trap when growing") || text.contains("memory minimum size") {
            return Failure::broken("memory", format!("it asked for more than {} MiB of memory", memory >> 20));
        }
        let told = first(error);
        let (code, words) = if told.contains("utf-8") || told.contains("utf8") {
            ("text", "it gave a text that is not UTF-8".to_owned())
        } else if told.contains("fuel allocated for hostcalls") {
            ("size", format!("it gave more than {} MiB at once", super::running::CROSSING >> 20))
        } else if told.contains("resource table has no free keys") {
            ("held", format!("it held more than {} things at once", super::inside::HELD))
        } else if told.contains("total size of fields exceeds limit") {
            ("headers", "the headers of its request are too long".to_owned())
        } else if ["out of bounds", "not aligned", "beyond end of memory"].iter().any(|words| told.contains(words)) {
            ("bounds", "it pointed outside its memory".to_owned())
        } else {
            ("fault", told)
        };
        return Failure::broken(code, words);
    };
    match trap {
        Trap::OutOfFuel => Failure::broken("work", format!("it ran out of work: a call may take {work} units")),
        Trap::StackOverflow => Failure::broken("depth", "it called itself too deep"),
        Trap::UnreachableCodeReached => Failure::broken("stopped", "it stopped itself (a panic, or `unreachable`)"),
        Trap::MemoryOutOfBounds | Trap::HeapMisaligned => {
            Failure::broken("bounds", "it reached for memory that it does not have")
        }
        other => Failure::broken("trap", format!("it trapped: {other}")),
    }
}

/// The first line of the innermost reason.
pub(super) fn first(error: &Error) -> String {
    let reason = error.root_cause().to_string();
    let line = reason.lines().next().unwrap_or_default();
    crate::log::plain(line).chars().take(300).collect()
}
