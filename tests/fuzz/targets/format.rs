//! A text that can be read is laid out; laid out again it is the same, and it means the same.
#![no_main]

use etalon_core::check;
use etalon_fuzz::files;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(once) = etalon_grammar::format(text) else {
        return;
    };
    let twice = etalon_grammar::format(&once).unwrap_or_else(|errors| panic!("laid out, it is broken: {errors:?}\n{once}"));
    assert_eq!(once, twice, "laying out twice changes nothing");
    let (before, after) = (check(&files(&[text]), &[]), check(&files(&[&once]), &[]));
    match (before.standard, after.standard) {
        (Some(before), Some(after)) => assert_eq!(before.hash, after.hash, "layout has no meaning\n{once}"),
        (None, None) => {}
        _ => panic!("layout decides whether a standard stands\n{once}"),
    }
});
