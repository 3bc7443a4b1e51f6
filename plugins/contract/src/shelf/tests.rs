use super::{Purpose, Shelf};
use crate::lock::tests::locked;
use crate::{Lock, catalog};
use std::path::Path;

const BYTES: &[u8] = b"\0asm: whatever a plugin is";

/// A folder with a pinned plugin `tone`.
fn folder(toml: &str, change: impl FnOnce(&mut crate::Locked)) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("plugins")).expect("a folder");
    std::fs::write(dir.path().join("plugins/tone.wasm"), BYTES).expect("a place to write");
    if !toml.is_empty() {
        std::fs::write(dir.path().join("etalon.toml"), toml).expect("a place to write");
    }
    let mut one = locked("tone", "0.3.1");
    one.sha256 = crate::sha256(BYTES);
    change(&mut one);
    let mut lock = Lock::default();
    lock.pin(one);
    std::fs::write(dir.path().join("etalon.lock"), lock.text()).expect("a place to write");
    dir
}

fn trouble(folder: &Path, purpose: Purpose) -> Option<String> {
    let shelf = Shelf::open(folder).expect("sound files");
    let found = shelf.found(purpose);
    let one = found.iter().find(|one| one.plugin.name == "tone").expect("it is there");
    assert_eq!(
        one.bytes.is_some(),
        one.plugin.trouble.is_none() && one.file.is_file(),
        "only what is trusted is handed on"
    );
    let trouble = catalog(&found).get("tone").expect("it is there").trouble.clone()?;
    Some(format!("{}\n  {}", trouble.what, trouble.help))
}

#[test]
fn all_is_well() {
    let dir = folder("", |_| {});
    assert_eq!(trouble(dir.path(), Purpose::Answers), None);
    let shelf = Shelf::open(dir.path()).expect("sound");
    let one = &shelf.found(Purpose::Answers)[0];
    assert_eq!((one.plugin.metrics.len(), one.settings["lexicon"].as_str()), (1, "lv"));
}

#[test]
fn an_empty_folder_has_none() {
    let dir = tempfile::tempdir().expect("a folder");
    assert!(Shelf::open(dir.path()).expect("nothing").found(Purpose::Answers).is_empty());
}

#[test]
fn each_trouble_is_told() {
    let mut told = String::new();
    let mut tell =
        |name: &str, trouble: Option<String>| told.push_str(&format!("{name}: {}\n", trouble.expect("trouble")));
    let dir = folder("", |_| {});
    std::fs::remove_file(dir.path().join("etalon.lock")).expect("there");
    tell("not pinned", trouble(dir.path(), Purpose::Check));
    let dir = folder("", |_| {});
    std::fs::write(dir.path().join("plugins/tone.wasm"), b"other").expect("a place to write");
    tell("changed", trouble(dir.path(), Purpose::Check));
    std::fs::remove_file(dir.path().join("plugins/tone.wasm")).expect("there");
    assert_eq!(trouble(dir.path(), Purpose::Check), None, "to check a text what is pinned is enough");
    tell("gone", trouble(dir.path(), Purpose::Answers));
    std::fs::remove_file(dir.path().join("etalon.lock")).expect("there");
    std::fs::write(dir.path().join("etalon.toml"), "[plugins.tone]\nfile = \"far/tone.wasm\"\n")
        .expect("a place to write");
    tell("nowhere", trouble(dir.path(), Purpose::Check));
    let dir = folder("", |one| one.contract = "0.3.0".to_owned());
    tell("later contract", trouble(dir.path(), Purpose::Check));
    let dir = folder("[plugins.tone]\nhosts = [\"a.b\"]\n", |_| {});
    tell("other grants", trouble(dir.path(), Purpose::Check));
    let dir = folder("[plugins.tone.settings]\nlexicon = \"ru\"\n", |_| {});
    tell("wrong setting", trouble(dir.path(), Purpose::Check));
    let dir = folder("", |one| one.description.needs.hosts.push("api.example.com".to_owned()));
    tell("not granted", trouble(dir.path(), Purpose::Check));
    let dir = folder("", |one| one.description.metrics[0].returns.term.kind = "feeling".to_owned());
    tell("cannot be", trouble(dir.path(), Purpose::Check));
    insta::assert_snapshot!(told);
}

#[test]
fn what_can_change_answers_changes_the_hash() {
    let hash = |toml: &str| {
        let dir = folder(toml, |_| {});
        let shelf = Shelf::open(dir.path()).expect("sound");
        shelf.found(Purpose::Check)[0].plugin.hash.clone()
    };
    let plain = hash("");
    assert_eq!(plain, hash("[plugins.tone.settings]\nlexicon = \"lv\"\n"), "a default that is written out is the same");
    assert_eq!(plain, hash("[plugins.tone]\ntime = \"1 s\"\ninstances = 2\n"), "the wall and the pool decide nothing");
    assert_ne!(plain, hash("[plugins.tone.settings]\nlexicon = \"et\"\n"));
    assert_ne!(plain, hash("[plugins.tone]\nmemory = \"1 MiB\"\n"));
}

#[test]
fn both_files_are_looked_at_at_once() {
    let dir = folder("[plugins.tone]\nfil = 1\n", |_| {});
    std::fs::write(dir.path().join("etalon.lock"), "{").expect("a place to write");
    let slugs: Vec<&str> = Shelf::open(dir.path()).expect_err("two").iter().map(|mistake| mistake.slug).collect();
    assert_eq!(slugs, ["unknown-key", "broken-lock"]);
}
