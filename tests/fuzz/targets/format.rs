//! A text that can be read is laid out.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| etalon_fuzz::formats(text));
