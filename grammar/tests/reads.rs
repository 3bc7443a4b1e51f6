//! What is read, and what is made of it.

mod plain;

use etalon_grammar::parse;

const EVERYTHING: &str = include_str!("everything.etalon");

#[test]
fn everything_is_read_without_an_error() {
    let parsed = parse(0, EVERYTHING);
    assert_eq!(parsed.errors, []);
    assert_eq!(parsed.tree.text(), EVERYTHING);
    insta::assert_snapshot!("everything", plain::meaning(&parsed.file));
}
