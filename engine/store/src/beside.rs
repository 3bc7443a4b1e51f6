//! What lies in a folder, as a person sees it.

use std::fs::{DirEntry, ReadDir};
use std::path::Path;

/// The names in a folder, sorted: folders end with a slash.
pub(crate) fn names(entries: ReadDir) -> Vec<String> {
    let mut names: Vec<String> = entries.filter_map(Result::ok).map(|entry| named(&entry)).collect();
    names.sort();
    names
}

fn named(entry: &DirEntry) -> String {
    let slash = if entry.path().is_dir() { "/" } else { "" };
    format!("{}{slash}", entry.file_name().to_string_lossy())
}

/// Why what has a name is no file that can be opened, if so: it would be looked for in vain.
pub(crate) fn oddity(path: &Path) -> Option<&'static str> {
    match (path.symlink_metadata(), path.metadata()) {
        (Ok(own), Err(_)) if own.is_symlink() => Some("a link that leads nowhere"),
        (Ok(_), Ok(there)) if !there.is_file() && !there.is_dir() => Some("a pipe or a device, not a file"),
        _ => None,
    }
}

/// The oddities in a folder, in words: `; `calls.csv` is a link that leads nowhere`.
pub(crate) fn oddities(folder: &Path) -> String {
    const MOST: usize = 3;
    let Ok(entries) = folder.read_dir() else {
        return String::new();
    };
    let mut odd: Vec<String> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| Some(format!("; `{}` is {}", named(&entry), oddity(&entry.path())?)))
        .collect();
    odd.sort();
    odd.truncate(MOST);
    odd.concat()
}
