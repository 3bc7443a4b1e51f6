//! Files that are no connectors any more.

use crate::support::guest::{bytes, connectors};
use std::fmt::Write as _;

#[test]
fn files_that_are_no_connectors() {
    let whole = bytes("hostile-source");
    let text = |change: &str| {
        let from = b"\"schema\": \"etalon-plugin/1\"";
        let at = whole.windows(from.len()).position(|at| at == from).unwrap();
        let mut bytes = whole.clone();
        bytes[at..at + change.len()].copy_from_slice(change.as_bytes());
        bytes
    };
    let field = |from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let mut bytes = whole.clone();
        let at = bytes.windows(from.len()).position(|at| at == from.as_bytes()).unwrap();
        bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
        bytes
    };
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("nothing", Vec::new()),
        ("text", b"<html>404</html>".to_vec()),
        ("its first half", whole[..whole.len() / 2].to_vec()),
        ("all but the last byte", whole[..whole.len() - 1].to_vec()),
        ("its head alone", whole[..8].to_vec()),
        ("a module", wasm_module()),
        ("a description that is no JSON", text("\"schema\": oh no, not this!!")),
        ("a description of another form", text("\"schema\": \"etalon-plugin/9\"")),
        ("a stream whose name leads out of the folder", field("\"name\": \"rows\"", "\"name\": \"../r\"")),
        ("a field of no known kind", field("\"type\": \"yes/no\"", "\"type\": \"maybe?\"")),
        ("a metric", bytes("survey")),
    ];
    let mut all = String::new();
    for (name, bytes) in files {
        let refusal = connectors().load(&bytes).err().unwrap_or_else(|| panic!("{name} was loaded"));
        // Where a file is cut depends on the compiler that made it.
        let refusal: String = refusal.to_string().split(' ').map(without_places).collect::<Vec<_>>().join(" ");
        writeln!(all, "{name}\n    {refusal}").unwrap();
    }
    insta::assert_snapshot!(all);
}

#[test]
fn no_single_byte_that_is_turned_makes_the_host_fall() {
    let whole = bytes("hostile-source");
    let mut loaded = 0;
    // A few places over the whole file; each either loads or is refused with words.
    for step in 0..24 {
        let mut turned = whole.clone();
        let at = whole.len() * step / 24 + step;
        turned[at] ^= 0x55;
        match connectors().load(&turned) {
            Ok(_) => loaded += 1,
            Err(refusal) => assert!(!refusal.what.is_empty() && !refusal.what.contains('\u{1b}'), "{refusal:?}"),
        }
    }
    assert!(loaded < 24, "something was found out");
}

/// The smallest module there is.
fn wasm_module() -> Vec<u8> {
    b"\0asm\x01\0\0\0".to_vec()
}

/// A word, and `…` where it is a place in a file.
fn without_places(word: &str) -> String {
    let bare = word.trim_matches([')', ';']);
    let is_place = bare.starts_with("0x") || bare.len() > 3 && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    if is_place { word.replace(bare, "…") } else { word.to_owned() }
}
