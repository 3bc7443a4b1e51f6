//! What went wrong inside, in words for people.

use crate::Failure;
use wasmtime::{Error, Trap};

pub(super) fn trouble(error: &Error, work: u64, memory: u64) -> Failure {
    let Some(trap) = error.downcast_ref::<Trap>() else {
        let text = format!("{error:?}");
        if text.contains("forcing trap when growing") || text.contains("memory minimum size") {
            return Failure::broken("memory", format!("it asked for more than {} MiB of memory", memory >> 20));
        }
        return Failure::broken("fault", first(error));
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
