//! Parquet: rows, rejected rows or an error.
#![no_main]

use etalon_fuzz::Reader;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::parquet);

fuzz_target!(
    init: {
        // The Parquet library gives up on some damaged files with a panic, which the reader catches; any other ends the run.
        std::panic::set_hook(Box::new(|panic| {
            if !panic.location().is_some_and(|place| place.file().contains("/parquet-")) {
                eprintln!("{panic}");
                std::process::abort();
            }
        }));
    },
    |bytes: &[u8]| READER.read_whole(bytes)
);
