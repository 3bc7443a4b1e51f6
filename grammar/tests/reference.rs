//! Every block of code in the reference is a text that can be read, and is laid out as the formatter would.
#![expect(clippy::disallowed_methods, reason = "a test reads files")]

use etalon_grammar::{format, parse};

#[test]
fn every_block_of_the_reference_is_read() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("REFERENCE.md");
    let reference = std::fs::read_to_string(path).unwrap();
    let mut blocks = 0;
    let mut rest = reference.as_str();
    while let Some(start) = rest.find("```etalon") {
        let inner = &rest[start..];
        let from = inner.find('\n').unwrap() + 1;
        let to = inner[from..].find("\n```").unwrap() + from + 1;
        let text = &inner[from..to];
        let parsed = parse(0, text);
        assert!(parsed.errors.is_empty(), "{:#?}\n{text}", parsed.errors);
        assert_eq!(format(text).as_deref(), Ok(text));
        blocks += 1;
        rest = &inner[to + 3..];
    }
    assert!(blocks > 15);
}
