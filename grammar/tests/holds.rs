//! Whatever the text, there is an answer, in time, and no byte of it is lost.
#![expect(clippy::disallowed_methods, reason = "a test may look at the clock")]

use std::time::{Duration, Instant};

use etalon_grammar::parse;
use proptest::prelude::*;

const EVERYTHING: &str = include_str!("everything.etalon");

fn answers(text: &str) {
    let parsed = parse(0, text);
    assert_eq!(parsed.tree.text(), text);
    for error in &parsed.errors {
        assert!(error.span.start <= error.span.end && error.span.end as usize <= text.len(), "{error:?}");
        assert!(
            text.is_char_boundary(error.span.start as usize) && text.is_char_boundary(error.span.end as usize),
            "{error:?}"
        );
        assert!(!error.message.is_empty());
    }
    assert!(parsed.errors.is_sorted_by_key(|error| error.span.start));
}

/// The words of the everything file, white space and signs included.
fn pieces() -> Vec<&'static str> {
    let mut pieces = Vec::new();
    let mut rest = EVERYTHING;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| c.is_alphanumeric() != first.is_alphanumeric()).unwrap_or(rest.len());
        let length = if first.is_alphanumeric() { word } else { first.len_utf8() };
        pieces.push(&rest[..length]);
        rest = &rest[length..];
    }
    pieces
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        answers(&text);
    }

    #[test]
    fn any_mix_of_words(words in prop::collection::vec(prop::sample::select(pieces()), 0..120)) {
        answers(&words.concat());
        answers(&words.join(" "));
    }

    #[test]
    fn the_everything_file_cut_anywhere(at in 0..EVERYTHING.len(), to in 0..EVERYTHING.len()) {
        let at = EVERYTHING.floor_char_boundary_stable(at);
        let to = EVERYTHING.floor_char_boundary_stable(to);
        answers(&EVERYTHING[at.min(to)..at.max(to)]);
    }

    #[test]
    fn the_everything_file_with_a_piece_left_out_doubled_or_changed(
        index in 0..pieces().len(), other in 0..pieces().len(), way in 0..3_u8,
    ) {
        let mut words = pieces();
        match way {
            0 => { words.remove(index); }
            1 => words.insert(index, words[index]),
            _ => words[index] = words[other],
        }
        answers(&words.concat());
    }
}

trait Boundary {
    fn floor_char_boundary_stable(&self, at: usize) -> usize;
}

impl Boundary for str {
    fn floor_char_boundary_stable(&self, at: usize) -> usize {
        (0..=at).rev().find(|at| self.is_char_boundary(*at)).unwrap_or(0)
    }
}

/// Reads a hostile text and says how long it took and what was said.
fn hostile(text: &str) -> Vec<&'static str> {
    let start = Instant::now();
    let parsed = parse(0, text);
    let took = start.elapsed();
    // A release build needs a tenth of this; the bound is against quadratic and exponential time, on a busy machine.
    assert!(took < Duration::from_secs(60), "it hangs: {took:?} for {} bytes", text.len());
    assert_eq!(parsed.tree.text(), text);
    eprintln!("{took:?} {} bytes, {} errors", text.len(), parsed.errors.len());
    parsed.errors.iter().map(|error| error.slug).collect()
}

fn criterion(condition: &str) -> String {
    format!("criterion a {{\n  for call\n  require {condition}\n  weight 3\n}}\n\ncriterion b {{ requires x }}\n")
}

#[test]
fn nesting_has_a_limit_and_hides_nothing_else() {
    let deep = |open: &str, inner: &str, close: &str, times: usize| {
        criterion(&format!("{}{inner}{}", open.repeat(times), close.repeat(times)))
    };
    for text in [
        deep("(", "x", ")", 5_000),
        deep("(", "", "", 5_000),
        deep("(", "x", "", 100),
        deep("lower(", "x", ")", 5_000),
        deep("if ", "x", " then 1 else 2", 5_000),
        deep("by ", "x", " { 1: 2 }", 5_000),
        deep("by x { 1: ", "x", " }", 5_000),
        deep("no call where ", "x", "", 5_000),
        deep("no call where\n", "x", "", 5_000),
        deep("a call where x within 3 h of ", "x", "", 5_000),
        deep("x in (", "x", ")", 5_000),
        deep("x and (y or ", "x", ")", 5_000),
    ] {
        assert_eq!(hostile(&text), ["too-deep", "unknown-clause"], "{}", &text[..80]);
    }
    for text in [
        deep("not ", "x", "", 5_000),
        deep("-", "x", "", 5_000),
        deep("x + ", "x", "", 5_000),
        deep("x * ", "x", "", 5_000),
    ] {
        assert_eq!(hostile(&text), ["too-deep", "unknown-clause"]);
    }
    for text in [
        deep("(", "x", ")", 60),
        deep("not (", "x", ")", 60),
        deep("by x { 1: ", "x", " }", 30),
        deep("if ", "x", " then 1 else 2", 60),
    ] {
        assert_eq!(hostile(&text), ["unknown-clause"], "{}", &text[..80]);
    }
}

#[test]
fn braces_may_be_as_wild_as_they_like() {
    hostile(&"{".repeat(5_000));
    hostile(&"}".repeat(5_000));
    hostile(&"criterion a {".repeat(5_000));
    hostile(&"criterion a {\n".repeat(5_000));
    hostile(&format!("criterion a {{ require {}", "{ ".repeat(5_000)));
    hostile(&format!("form a for b {{ {}", "section a { ".repeat(5_000)));
    hostile(&format!("ladder a for b {{ {}", "step a { ".repeat(5_000)));
    hostile(&format!("test \"x\" {{ {}", "given a { ".repeat(5_000)));
    hostile(&"\"".repeat(50_000));
    hostile(&"(".repeat(50_000));
}

#[test]
fn long_texts_take_no_longer_than_they_are_long() {
    let list = (0..10_000).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    assert_eq!(hostile(&criterion(&format!("x in ({list})"))), ["unknown-clause"]);
    let any = vec!["topic = \"bill\""; 10_000].join(" or ");
    assert_eq!(hostile(&criterion(&any)), ["unknown-clause"]);
    let broken = format!("x = z {}", "y ".repeat(50_000));
    assert_eq!(hostile(&criterion(&broken)), ["missing-sign", "unknown-clause"]);
    let text = format!("topic = \"{}\"", "x".repeat(60_000));
    assert_eq!(hostile(&criterion(&text)), ["unknown-clause"]);
    let text = format!("topic = \"{}\"", "x".repeat(100_000));
    assert_eq!(hostile(&criterion(&text)), ["too-long", "unknown-clause"]);
    let clauses = "  weight 3\n".repeat(10_000);
    assert!(hostile(&format!("criterion a {{\n{clauses}}}\n")).is_empty());
    let clauses = "  wieght 3\n".repeat(10_000);
    let said = hostile(&format!("criterion a {{\n{clauses}}}\n"));
    assert_eq!((said.len(), said.last()), (1001, Some(&"too-many")), "a thousand are told, and that there are more");
    let items = "criterion a { for call require waited <= 20 s and ended_as = answered }\n".repeat(2_000);
    assert!(hostile(&items).is_empty());
    let comments = "// nothing\n".repeat(100_000);
    assert!(hostile(&comments).is_empty());
}

#[test]
fn too_large_a_text_is_refused() {
    let text = " ".repeat(4 * 1024 * 1024 + 1);
    assert_eq!(hostile(&text), ["too-large"]);
}

#[test]
fn other_line_ends_and_marks_change_nothing() {
    for text in [EVERYTHING.replace('\n', "\r\n"), format!("\u{FEFF}{EVERYTHING}"), EVERYTHING.replace("  ", "\t")] {
        assert!(hostile(&text).is_empty());
    }
}
