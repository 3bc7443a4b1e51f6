//! Packed files, as they are and with what is inside changed: rows, rejected rows or an error.
#![no_main]

use etalon_fuzz::Reader;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::compressed);

fuzz_target!(|bytes: &[u8]| READER.read_packed(bytes));
