//! `--watch`: does a thing again whenever what it reads has really changed.

use crate::{commands::Ended, load, speak};
use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecursiveMode, Watcher as _};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

/// Editors save in several steps; what follows within this time is one edit.
const SETTLE: Duration = Duration::from_millis(100);
/// A folder that never comes to rest, such as one that a service writes its log to, is looked at after this time.
const PATIENCE: Duration = Duration::from_millis(600);
/// Some disks report nothing; a look now and then catches what they hide.
const NET: Duration = Duration::from_secs(10);
/// Files that a standard, its plugins or its data may be in.
const ENDINGS: [&str; 13] =
    ["etalon", "wasm", "toml", "lock", "csv", "tsv", "txt", "json", "jsonl", "ndjson", "parquet", "gz", "zst"];
/// Those of them in which only contents count.
const CONTENTS: [&str; 4] = ["etalon", "wasm", "toml", "lock"];

/// What to watch.
pub struct Watched {
    /// The folder of the standard, or its one file.
    pub path: PathBuf,
    /// What the program itself writes: never a reason to run again.
    pub written: Vec<PathBuf>,
}

/// What a file is like: length, time and, for a standard and its plugins, content.
type Fingerprint = BTreeMap<PathBuf, (u64, Option<SystemTime>, u64)>;

/// Calls `round` at once and after every change, for ever. `round` gets the names of what changed (none the first time)
/// and gives back the files outside the folder that it read.
pub fn watch(watched: &Watched, mut round: impl FnMut(&[String]) -> Vec<PathBuf>) -> Ended {
    // Stopping is what the user wants, not a failure.
    if let Err(error) = ctrlc::set_handler(|| std::process::exit(0)) {
        speak::trouble(&format!("Ctrl-C cannot be listened for: {error}"), None);
    }
    let (send, receive) = channel();
    let mut watcher = match notify::recommended_watcher(send) {
        Ok(watcher) => watcher,
        Err(error) => {
            speak::trouble(&format!("changes of files cannot be watched here: {error}"), None);
            return Ended::SaidNo;
        }
    };
    let folder = real(&load::folder(&watched.path));
    if let Err(error) = watcher.watch(&folder, RecursiveMode::Recursive) {
        let help = "leave out --watch, or name a folder that exists and may be read";
        speak::trouble(&format!("{} cannot be watched: {error}", folder.display()), Some(help));
        return Ended::SaidNo;
    }
    // Looked at before the round: an edit in the middle of it is found afterwards.
    let mut before = fingerprint(watched, &folder, &[]);
    let mut outside = round(&[]);
    let mut parents: Vec<PathBuf> = Vec::new();
    let seen_first = |before: &mut Fingerprint, outside: &[PathBuf]| {
        for (path, print) in fingerprint(watched, &folder, outside) {
            before.entry(path).or_insert(print);
        }
    };
    seen_first(&mut before, &outside);
    loop {
        for parent in outside.iter().map(|file| load::folder(file)) {
            // A folder that cannot be watched is still looked at by the net.
            if !parents.contains(&parent) && watcher.watch(&parent, RecursiveMode::NonRecursive).is_ok() {
                parents.push(parent);
            }
        }
        speak::message("\x1b[2mwatching for changes; Ctrl-C ends\x1b[0m");
        let changed = loop {
            if !wait(&receive) {
                return Ended::SaidNo;
            }
            let mut now = fingerprint(watched, &folder, &outside);
            // A folder that is read while a file in it is put in another's place may show neither: news is what is still so a moment later.
            for _ in 0..3 {
                if changes(&before, &now, &folder).is_empty() {
                    break;
                }
                std::thread::sleep(SETTLE);
                let again = fingerprint(watched, &folder, &outside);
                let settled = again == now;
                now = again;
                if settled {
                    break;
                }
            }
            let changed = changes(&before, &now, &folder);
            before = now;
            if !changed.is_empty() {
                break changed;
            }
        };
        speak::message(&format!("\n\x1b[1;36m── {} ──\x1b[0m", header(&changed)));
        outside = round(&changed);
        // Files that came into sight only now are no change.
        seen_first(&mut before, &outside);
    }
}

/// Waits for something to happen and for it to settle; false when nothing can happen any more. Only quiet ends it: a file
/// that is opened for writing is empty before it is full, and the end of one write says nothing about the next file.
fn wait(receive: &Receiver<notify::Result<notify::Event>>) -> bool {
    loop {
        match receive.recv_timeout(NET) {
            Ok(Ok(event)) if is_reading(event.kind) => {}
            Ok(_) => break,
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    let since = Instant::now();
    while since.elapsed() < PATIENCE && receive.recv_timeout(SETTLE).is_ok() {}
    true
}

/// What also happens when somebody only looks, as this program does itself.
fn is_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

fn header(changed: &[String]) -> String {
    match changed {
        [one] => format!("{one} changed"),
        [one, two] => format!("{one} and {two} changed"),
        [one, rest @ ..] => format!("{one} and {} more changed", rest.len()),
        [] => String::new(),
    }
}

fn changes(before: &Fingerprint, now: &Fingerprint, folder: &Path) -> Vec<String> {
    let gone = before.keys().filter(|path| !now.contains_key(*path));
    let other = now.iter().filter(|(path, print)| before.get(*path) != Some(print)).map(|(path, _)| path);
    let mut names: Vec<String> =
        gone.chain(other).map(|path| path.strip_prefix(folder).unwrap_or(path).display().to_string()).collect();
    names.sort();
    names
}

/// One name for one file, however it was reached.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn fingerprint(watched: &Watched, folder: &Path, outside: &[PathBuf]) -> Fingerprint {
    let mut prints = Fingerprint::new();
    let written: Vec<PathBuf> = watched.written.iter().map(|path| real(path)).collect();
    walk(folder, &written, &mut prints, 0);
    if !watched.path.is_dir() {
        // One file is the standard; its neighbours are others, but its data may lie anywhere beside it.
        let own = real(&watched.path);
        prints.retain(|path, _| path.extension().is_none_or(|e| e != "etalon") || *path == own);
    }
    for file in outside {
        add(&real(file), &mut prints);
    }
    prints
}

fn walk(folder: &Path, written: &[PathBuf], prints: &mut Fingerprint, depth: usize) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let hidden = name.to_string_lossy().starts_with('.') || name == "target";
        if hidden || written.contains(&path) {
            continue;
        }
        let is_folder = entry.file_type().is_ok_and(|t| t.is_dir());
        if is_folder && depth < 8 {
            walk(&path, written, prints, depth + 1);
        } else if path.extension().and_then(|e| e.to_str()).is_some_and(|e| ENDINGS.contains(&e)) {
            add(&real(&path), prints);
        }
    }
}

fn add(path: &Path, prints: &mut Fingerprint) {
    let Ok(about) = std::fs::metadata(path) else { return };
    // Of what decides about the result only contents count: a build that comes to the same bytes is no change.
    if path.extension().and_then(|e| e.to_str()).is_some_and(|e| CONTENTS.contains(&e)) {
        let mut hasher = DefaultHasher::new();
        hasher.write(&std::fs::read(path).unwrap_or_default());
        prints.insert(path.to_owned(), (about.len(), None, hasher.finish()));
    } else {
        prints.insert(path.to_owned(), (about.len(), about.modified().ok(), 0));
    }
}
