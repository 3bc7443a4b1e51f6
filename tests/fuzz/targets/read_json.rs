//! JSON: rows, rejected rows or an error, the same however the file is cut.
#![no_main]

use etalon_fuzz::Reader;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::json);

fuzz_target!(|bytes: &[u8]| READER.read(bytes));
