//! Compiled plugins on disk: taken from there if they are whole and the folder is ours, else compiled anew and written again.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use etalon_contract::{Content, Limits, Seen};
use etalon_host::{Host, Refusal};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use support::{Make, ask, load, told};

/// Gives each number as it is, or 7 for each.
fn echo() -> Vec<u8> {
    Make::default().bytes()
}

fn sevens() -> Vec<u8> {
    let fill = "(loop $each (if (i32.lt_u (local.get $i) (local.get $rows)) (then
        (f64.store offset=300000 (i32.shl (local.get $i) (i32.const 3)) (f64.const 7))
        (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $each))))
        (call $numbers (i32.const 300000) (local.get $rows))";
    Make { score: fill.to_owned(), ..Make::default() }.bytes()
}

fn answers(host: &Host, bytes: &[u8]) -> String {
    told(&ask(load(host, bytes, &Limits::default()).unwrap().as_ref(), "echo", &[1_000_000, 2_000_000]))
}

fn compiled(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    // What is remembered of code that has rested for a while (below).
    all.retain(|path| path.extension().is_none_or(|ending| ending != "seen"));
    all.sort();
    all
}

#[test]
fn what_was_compiled_is_taken_from_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("plugins");
    let host = |folder: &Path| Host::new(Some(folder.to_owned())).unwrap();
    assert_eq!(answers(&host(&folder), &echo()), "1000000 | 2000000");
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    let [first] = compiled(&folder).try_into().unwrap();
    let whole = fs::read(&first).unwrap();

    // Another plugin's code under its name: what is answered now was not compiled now.
    assert_eq!(answers(&host(&folder), &sevens()), "each row: 7000000");
    let second = compiled(&folder).into_iter().find(|path| *path != first).unwrap();
    fs::copy(&second, &first).unwrap();
    assert_eq!(answers(&host(&folder), &echo()), "each row: 7000000");

    // What is cut, changed or foreign is passed over and written again.
    let mut changed = whole.clone();
    let last = changed.len() - 1;
    changed[last / 2] ^= 1;
    let cut = whole[..last].to_vec();
    for broken in [changed, cut, b"not code at all".to_vec(), Vec::new()] {
        fs::write(&first, &broken).unwrap();
        assert_eq!(answers(&host(&folder), &echo()), "1000000 | 2000000");
        assert_eq!(fs::read(&first).unwrap().len(), whole.len());
        assert_ne!(fs::read(&first).unwrap(), broken);
    }
    assert_eq!(compiled(&folder).len(), 2, "nothing half written is left behind");
}

#[test]
fn a_folder_that_others_can_write_to_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let open = folder.path().join("open");
    fs::create_dir(&open).unwrap();
    fs::set_permissions(&open, fs::Permissions::from_mode(0o777)).unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(folder.path(), &link).unwrap();
    let told = |path: PathBuf| -> String {
        let Refusal { what, help } = Host::new(Some(path.clone())).unwrap_err();
        assert!(help.unwrap().contains("chmod 700"));
        what.replace(&path.display().to_string(), "<folder>")
    };
    assert_eq!(told(open), "the folder for compiled plugins, <folder>, cannot be used: others can write to it");
    assert_eq!(told(file), "the folder for compiled plugins, <folder>, cannot be used: it is not a folder");
    assert_eq!(told(link), "the folder for compiled plugins, <folder>, cannot be used: it is not a folder");
}

/// As if nobody had written to it for an hour; its change itself is of now, so that this takes some seconds of rest.
fn rested(files: &[&Path]) {
    for file in files {
        let hour_ago = SystemTime::now() - Duration::from_secs(3_600);
        fs::File::options().write(true).open(file).unwrap().set_modified(hour_ago).unwrap();
    }
    std::thread::sleep(Duration::from_millis(5_500));
}

#[test]
fn what_was_seen_whole_is_not_summed_again_until_somebody_writes_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("plugins");
    let host = || Host::new(Some(cache.clone())).unwrap();
    let file = folder.path().join("echo.wasm");
    fs::write(&file, echo()).unwrap();
    let content = Content::of(echo());
    let saw = |host: &Host| host.saw(&file, &fs::metadata(&file).unwrap(), content.sha256());
    let knows = |host: &Host| host.knows(&file, content.sha256());
    let inspected = host().inspect(&echo()).unwrap();
    let plugin = inspected.description.plugin("test", &inspected.sha256).unwrap();
    let as_pinned = |content: &Content, description: &etalon_contract::Description| {
        host().as_pinned(&plugin, content, description, &Limits::default(), &BTreeMap::new())
    };

    // What was written a moment ago is remembered by nobody: it may be written to again within the same tick of the clock.
    saw(&host());
    assert!(as_pinned(&content, &inspected.description).is_ok());
    assert!(!knows(&host()));

    let [code] = compiled(&cache).try_into().unwrap();
    rested(&[&code, &file]);
    saw(&host());
    assert!(!knows(&host()), "the code was not read yet");
    assert!(as_pinned(&content, &inspected.description).is_ok());
    assert!(knows(&host()));
    // Nothing of the file is read: it might as well be another (were its times forged), what runs is the code.
    let unread = Content::seen(Path::new("/nowhere"), content.sha256());
    let module = as_pinned(&unread, &inspected.description).unwrap();
    assert_eq!(told(&ask(module.as_ref(), "echo", &[1_000_000])), "1000000");
    drop(module);
    // A description that is not its own is refused all the same, also after its own was remembered.
    let mut forged = inspected.description.clone();
    forged.doc = "does it all".to_owned();
    assert_eq!(as_pinned(&unread, &forged).unwrap_err(), Refusal::not_as_pinned());
    assert!(as_pinned(&unread, &inspected.description).is_ok());

    // Whoever writes to either of them is noticed, were it the same bytes, of the same length, with the old time put back.
    let (was, modified) = (fs::read(&file).unwrap(), fs::metadata(&file).unwrap().modified().unwrap());
    fs::write(&file, &was).unwrap();
    fs::File::options().write(true).open(&file).unwrap().set_modified(modified).unwrap();
    assert!(!knows(&host()));
    rested(&[&file]);
    saw(&host());
    assert!(knows(&host()));
    let mut changed = fs::read(&code).unwrap();
    changed[100] ^= 1;
    fs::write(&code, &changed).unwrap();
    assert!(!knows(&host()));
    assert!(
        as_pinned(&unread, &inspected.description).unwrap_err().what.contains("cannot be read"),
        "it is compiled anew"
    );
    assert!(as_pinned(&content, &inspected.description).is_ok());
    assert_ne!(fs::read(&code).unwrap(), changed);
}
