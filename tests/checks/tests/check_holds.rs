//! Whatever is written, the checker answers: it never panics, says each thing once and in the order of the text, and an
//! error always names a place in the text.

use etalon_core::{Severity, SourceFile, check};
use proptest::prelude::*;
use std::path::Path;

const HOUSES: [&str; 14] = [
    "examples/phone-centre",
    "examples/city-desk",
    "tests/worked/phone-centre",
    "examples/retail-chain",
    "examples/phone-standard",
    "tests/worked/duties",
    "tests/worked/owed",
    "tests/worked/parts",
    "tests/worked/figures",
    "tests/worked/appeals",
    "tests/worked/months",
    "tests/worked/notice",
    "tests/worked/it-helpdesk-calendar",
    "tests/real/help-desk",
];

fn text(folder: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let files = etalon_store::load_standard(&folder).expect("the standard is there");
    files.into_iter().map(|file| file.text + "\n").collect()
}

/// The text cut at blanks, the blanks kept with the word before them.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

#[derive(Debug, Clone, Copy)]
enum Slip {
    Leave,
    Twice,
    Swap,
    Another,
}

fn slip() -> impl Strategy<Value = Slip> {
    prop_oneof![Just(Slip::Leave), Just(Slip::Twice), Just(Slip::Swap), Just(Slip::Another)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn slips_of_the_pen_are_answered(
        house in 0..HOUSES.len(),
        slips in prop::collection::vec((slip(), any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
    ) {
        let text = text(HOUSES[house]);
        let mut words = words(&text);
        for (slip, at, other) in slips {
            let (at, other) = (at.index(words.len()), other.index(words.len()));
            match slip {
                Slip::Leave => { words.remove(at); }
                Slip::Twice => words.insert(at, words[at]),
                Slip::Swap => words.swap(at, other),
                Slip::Another => words[at] = words[other],
            }
        }
        let text = words.concat();
        let length = u32::try_from(text.len()).expect("short");
        let files = [SourceFile { path: "standard.etalon".into(), text, layer: 0 }];
        let checked = check(&files, &[]);
        let errors = checked.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        prop_assert_eq!(checked.standard.is_some(), errors == 0);
        let places: Vec<_> = checked.diagnostics.iter().map(etalon_core::Diagnostic::place).collect();
        prop_assert!(places.is_sorted(), "not in the order of the text: {:?}", checked.diagnostics);
        for d in &checked.diagnostics {
            prop_assert!(!d.labels.is_empty() && !d.message.is_empty(), "{d:?}");
            for label in &d.labels {
                let (start, end) = (label.span.start, label.span.end);
                prop_assert!(label.span.file == 0 && start <= end && end <= length, "a place outside of the text: {d:?}");
            }
        }
        // The same text gives the same answer.
        prop_assert_eq!(check(&files, &[]).diagnostics, checked.diagnostics);
    }
}
