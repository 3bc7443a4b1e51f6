//! One layout for every text: stable, with every comment, and without a change of meaning.
#![expect(clippy::disallowed_methods, reason = "a test reads files")]

mod plain;

use etalon_grammar::{TokenKind, format, parse};
use proptest::prelude::*;

const EVERYTHING: &str = include_str!("everything.etalon");

fn check(text: &str) -> String {
    let once = format(text).unwrap_or_else(|errors| panic!("{errors:#?}\n{text}"));
    let twice = format(&once).unwrap_or_else(|errors| panic!("{errors:#?}\n{once}"));
    let differs = once.lines().zip(twice.lines()).find(|(first, second)| first != second);
    assert_eq!(differs, None, "not stable");
    assert!(once == twice, "not stable");
    assert_eq!(comments(text), comments(&once), "a comment is lost or moved");
    assert_eq!(plain::meaning(&parse(0, text).file), plain::meaning(&parse(0, &once).file), "another meaning\n{once}");
    once
}

fn comments(text: &str) -> Vec<String> {
    let tree = parse(0, text).tree;
    let comments = tree.tokens().into_iter().filter(|token| token.kind == TokenKind::Comment);
    comments.map(|token| tree.text_of(&token).trim_end().to_owned()).collect()
}

#[test]
fn everything() {
    insta::assert_snapshot!(check(EVERYTHING));
}

#[test]
fn small_things() {
    insta::glob!("layout/*.etalon", |path| {
        insta::assert_snapshot!(check(&std::fs::read_to_string(path).unwrap()));
    });
}

#[test]
fn broken_texts_are_refused() {
    assert_eq!(format("criterion a { wieght 3 }").unwrap_err().len(), 1);
}

/// The everything file with other white space, and comments, wherever they may stand.
fn scattered() -> impl Strategy<Value = String> {
    let tree = parse(0, EVERYTHING).tree;
    let tokens: Vec<(TokenKind, String)> =
        tree.tokens().iter().map(|token| (token.kind, tree.text_of(token).to_owned())).collect();
    prop::collection::vec(0..60_u8, tokens.len()).prop_map(move |dice| {
        let mut text = String::new();
        for ((kind, written), dice) in tokens.iter().zip(dice) {
            match (kind, dice) {
                (TokenKind::Space, 0) if written.contains('\n') => text.push_str("\n\n\n"),
                (TokenKind::Space, 1) if written.contains('\n') => text.push_str(" // why\n\t"),
                (TokenKind::Space, 2) if written.contains('\n') => text.push_str("\n// on its own\n\n"),
                (TokenKind::Space, 3) if !written.contains('\n') => text.push_str("      "),
                _ => text.push_str(written),
            }
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn white_space_and_comments_anywhere(text in scattered()) {
        // Some places do not bear a comment (a field ends with its line); then there is an error and no layout.
        if parse(0, &text).errors.is_empty() {
            check(&text);
        }
    }
}

#[test]
fn standards_of_this_repository() {
    let mut found = 0;
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name());
            let skip =
                name.to_string_lossy().starts_with('.') || name == "target" || name == "broken" || name == "cases";
            if path.is_dir() && !skip {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "etalon") {
                found += 1;
                check(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    assert!(found > 0);
}
