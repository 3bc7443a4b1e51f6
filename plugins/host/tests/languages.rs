//! The same metric, `effort`, built from Rust, C, JavaScript and Python, gives the same answers row by row. The window that `etalon plugin new` hands
//! out in JavaScript and Python, `on_time`, gives the share that is counted here.
//!
//! `plugins/build` makes the Rust one, `plugins/languages/build` the others (into `target/guests`). The Rust one must be there; another is
//! compared where its tool chain was at hand, and `ETALON_LANGUAGES=all` makes all of them a must.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use etalon_contract::Limits;
use etalon_core::plugin::{Batch, Column, Data, Module, Scored, Window as _};
use etalon_core::value::Value;
use etalon_host::{Host, Metrics};
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

fn loaded(host: &Host, file: &Path) -> Arc<Metrics> {
    let bytes = std::fs::read(file).unwrap();
    let inspected = host.inspect(&bytes).unwrap_or_else(|r| panic!("{}: {r:?}", file.display()));
    for import in &inspected.imports {
        let ours = ["etalon:plugin/log", "etalon:plugin/config", "etalon:plugin/types"];
        assert!(ours.iter().any(|name| import.starts_with(name)), "{} imports {import}", file.display());
    }
    let plugin = inspected.description.plugin("effort", &inspected.sha256).unwrap();
    host.metrics(&plugin, &bytes, &Limits::default(), &BTreeMap::new())
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

/// One that is not built on every machine; none if it is not on this one, and need not be.
fn built(name: &str) -> Option<PathBuf> {
    let file = guests().join(format!("{name}.wasm"));
    let all = std::env::var("ETALON_LANGUAGES").is_ok_and(|v| v == "all");
    assert!(
        file.is_file() || !all,
        "{} is missing: run plugins/languages/build, and for it `connectors`",
        file.display()
    );
    file.is_file().then_some(file)
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

    for language in ["c", "js", "python"] {
        let Some(file) = built(&format!("effort_{language}")) else { continue };
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

/// What is counted of one group: within 20 s, and all.
type Counted = [(i64, i64); 3];

/// In millionths of points, rounded to tenths of a point with halves to the even one: what `on_time` promises. None of nobody.
fn share((kept, all): (i64, i64)) -> Option<i64> {
    // In tenths of a point: 1,000 of them.
    let (whole, rest) = (1_000 * kept).checked_div(all).map(|whole| (whole, 1_000 * kept % all))?;
    let up = 2 * rest > all || (2 * rest == all && whole % 2 == 1);
    Some((whole + i64::from(up)) * 100_000)
}

#[test]
fn the_window_of_every_language_counts_alike() {
    let cache = tempfile::tempdir().unwrap();
    let host = Host::new(Some(cache.path().to_owned())).unwrap();
    let contacts: Vec<Contact> = contacts().into_iter().take(2_000).collect();
    let shares = |counted: &Counted| counted.map(share).to_vec();
    for language in ["js", "python"] {
        let Some(file) = built(&format!("on_time_{language}")) else { continue };
        let module = loaded(&host, &file);
        let promised = [Value::Duration(20_000_000)];
        let open = || module.open("on_time", &promised).unwrap();
        let column = |values: Column<'_>| -> Vec<Option<i64>> {
            let Data::Ints(ints) = &values.data else { panic!("numbers come as millionths: {values:?}") };
            (0..ints.len()).map(|i| values.valid.as_ref().is_none_or(|v| v[i]).then(|| ints[i])).collect()
        };
        // 300 rows at a time go in, and half of them out again.
        let (mut window, mut counted) = (open(), Counted::default());
        for (step, part) in contacts.chunks(300).enumerate() {
            let groups: Vec<u32> = (0..part.len()).map(|row| u32::try_from(row * (step + 1) % 3).unwrap()).collect();
            let columns = |part: &[Contact]| {
                let waits: Vec<i64> = part.iter().map(|c| c.0).collect();
                [Column { data: Data::Ints(Cow::Owned(waits)), valid: None }]
            };
            let (all, half) = (columns(part), columns(&part[..part.len() / 2]));
            window.accumulate(&groups, Batch { rows: part.len(), columns: &all }).unwrap();
            window.retract(&groups[..part.len() / 2], Batch { rows: part.len() / 2, columns: &half }).unwrap();
            for (row, group) in groups.iter().enumerate().skip(part.len() / 2) {
                let one = &mut counted[*group as usize];
                *one = (one.0 + i64::from(part[row].0 <= 20_000_000), one.1 + 1);
            }
            assert_eq!(column(window.finish(&[0, 1, 2]).unwrap()), shares(&counted), "{language}, step {step}");
        }
        assert!(counted.iter().all(|one| one.0 > 0 && one.0 < one.1), "each group has both kinds: {counted:?}");
        // Saved, and joined into another: what one and the other had.
        let saved = window.save(&[0, 1, 2]).unwrap();
        let mut other = open();
        other.merge(&[2, 1, 1], &saved).unwrap();
        let both = [(0, 0), (counted[1].0 + counted[2].0, counted[1].1 + counted[2].1), counted[0]];
        assert_eq!(column(other.finish(&[0, 1, 2]).unwrap()), shares(&both), "{language}, joined");
        other.close(&[1]).unwrap();
        assert_eq!(column(other.finish(&[0, 1, 2]).unwrap()), shares(&[(0, 0), (0, 0), counted[0]]), "{language}");
    }
}
