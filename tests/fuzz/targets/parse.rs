//! Any text has a tree that prints back to the same text, and errors that lie inside it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let parsed = etalon_grammar::parse(0, text);
    assert_eq!(parsed.tree.text(), text, "the tree holds every byte");
    for error in &parsed.errors {
        let (start, end) = (error.span.start as usize, error.span.end as usize);
        assert!(start <= end && text.get(start..end).is_some(), "{}: {start}..{end} is no place in the text", error.slug);
        assert!(!error.message.is_empty() && !error.message.contains('\n'), "{}: one plain line", error.slug);
    }
    etalon_grammar::highlight(text);
});
