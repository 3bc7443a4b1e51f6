//! What is read, and what is made of it.

use etalon_grammar::parse;

const EVERYTHING: &str = include_str!("everything.etalon");

#[test]
fn everything_is_read_without_an_error() {
    let parsed = parse(0, EVERYTHING);
    for error in &parsed.errors {
        eprintln!("{error:#?}");
    }
    assert!(parsed.errors.is_empty());
    assert_eq!(parsed.tree.text(), EVERYTHING);
}
