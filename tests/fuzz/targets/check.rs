//! Any standard is checked to the end.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| etalon_fuzz::checks(text));
