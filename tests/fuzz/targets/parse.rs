//! Any text has a tree.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| etalon_fuzz::parses(text));
