//! The same metric, `effort`, built from Rust, C, JavaScript and Python, gives the same answers row by row.
//!
//! `plugins/build` makes the Rust one, `plugins/languages/build` the others (into `target/guests`). The Rust one must be there; another is
//! compared where its tool chain was at hand, and `ETALON_LANGUAGES=all` makes all of them a must.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use etalon_contract::Limits;
use etalon_core::plugin::{Batch, Column, Data, Module, Scored};
use etalon_host::Host;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const ROWS: usize = 10_000;
/// What the engine hands over at once.
const SLICE: usize = 8_192;

/// A contact: wait, time it was handled for (missing where nobody did), channel.
type Contact = (i64, Option<i64>, &'static str);

fn guests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/guests")
}

/// Ties, gaps, empty and foreign texts, huge times; else numbers without a pattern.
fn contacts() -> Vec<Contact> {
    let second = 1_000_000;
    let mut all = vec![
        // Exactly between two hundredths: 99.875, 99.625, 99.125.
        (2 * second, Some(0), "email"),
        (6 * second, Some(0), "email"),
        (0, Some(14 * second), "phone"),
        // Nobody handled it.
        (5 * second, None, "phone"),
        // Of these channels nothing is known.
        (5 * second, Some(second), ""),
        (5 * second, Some(second), "Phone"),
        (5 * second, Some(second), "phone "),
        (5 * second, None, "e-pasts, tālrunis 🙂"),
        // Bounds.
        (0, Some(0), "chat"),
        (1, Some(1), "chat"),
        (200 * second, Some(0), "phone"),
        (200 * second + 1, Some(0), "phone"),
        (1 << 52, Some(1 << 52), "phone"),
    ];
    let channels = ["phone", "chat", "email", "fax"];
    let mut state = 42_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % below).unwrap()
    };
    while all.len() < ROWS {
        let (wait, handle) = (next(300_000_000), next(1_800_000_000));
        let channel = channels[usize::try_from(next(4)).unwrap()];
        all.push((wait, (next(7) > 0).then_some(handle), channel));
    }
    all
}

fn loaded(host: &Host, file: &Path) -> Arc<dyn Module> {
    let bytes = std::fs::read(file).unwrap();
    let inspected = host.inspect(&bytes).unwrap_or_else(|r| panic!("{}: {r:?}", file.display()));
    for import in &inspected.imports {
        let ours = ["etalon:plugin/log", "etalon:plugin/config", "etalon:plugin/types"];
        assert!(ours.iter().any(|name| import.starts_with(name)), "{} imports {import}", file.display());
    }
    let plugin = inspected.description.plugin("effort", &inspected.sha256).unwrap();
    host.metric(&plugin, &bytes, &Limits::default(), &BTreeMap::new())
        .unwrap_or_else(|r| panic!("{}: {r:?}", file.display()))
}

/// The answers in millionths; none = no value.
fn answers(module: &dyn Module, contacts: &[Contact], slice: usize) -> Vec<Option<i64>> {
    let mut all = Vec::with_capacity(contacts.len());
    for part in contacts.chunks(slice) {
        let mut words: Vec<String> = Vec::new();
        let mut codes = Vec::new();
        for (_, _, channel) in part {
            let code = words.iter().position(|word| word == channel).unwrap_or_else(|| {
                words.push((*channel).to_owned());
                words.len() - 1
            });
            codes.push(u32::try_from(code).unwrap());
        }
        let ints = |values: Vec<i64>| Data::Ints(Cow::Owned(values));
        let columns = [
            Column { data: ints(part.iter().map(|c| c.0).collect()), valid: None },
            Column {
                data: ints(part.iter().map(|c| c.1.unwrap_or(0)).collect()),
                valid: Some(Cow::Owned(part.iter().map(|c| c.1.is_some()).collect())),
            },
            Column { data: Data::Texts { codes: Cow::Owned(codes), words: Cow::Owned(words) }, valid: None },
        ];
        let Scored { column, faults } = module.score("effort", &[], Batch { rows: part.len(), columns: &columns });
        assert_eq!(faults, [], "no row fails");
        let Data::Ints(values) = &column.data else { panic!("numbers come as millionths: {column:?}") };
        assert_eq!(values.len(), part.len());
        all.extend((0..part.len()).map(|row| column.valid.as_ref().is_none_or(|v| v[row]).then(|| values[row])));
    }
    all
}

#[test]
fn every_language_gives_the_same_answers() {
    let cache = tempfile::tempdir().unwrap();
    let host = Host::new(Some(cache.path().to_owned())).unwrap();
    let contacts = contacts();
    let rust = guests().join("effort.wasm");
    assert!(rust.is_file(), "{} is missing: run plugins/build", rust.display());
    let expected = answers(&*loaded(&host, &rust), &contacts, SLICE);
    // The answers are those of the formula, not only alike: halves went to the even digit, gaps and foreign channels have none.
    assert_eq!(
        expected[..9],
        [Some(99_880_000), Some(99_620_000), Some(99_120_000), Some(0), None, None, None, None, Some(100_000_000),]
    );
    assert!(expected.iter().filter(|v| v.is_none()).count() > ROWS / 5, "a channel in four is unknown");

    let all = std::env::var("ETALON_LANGUAGES").is_ok_and(|v| v == "all");
    for language in ["c", "js", "python"] {
        let file = guests().join(format!("effort_{language}.wasm"));
        if !file.is_file() {
            assert!(!all, "{} is missing: run plugins/languages/build", file.display());
            continue;
        }
        let module = loaded(&host, &file);
        for slice in [SLICE, 777] {
            let found = answers(&*module, &contacts, slice);
            let other = found.iter().zip(&expected).position(|(a, b)| a != b);
            if let Some(row) = other {
                panic!("{language}, row {row} {:?}: {:?}, in Rust {:?}", contacts[row], found[row], expected[row]);
            }
        }
    }
}
