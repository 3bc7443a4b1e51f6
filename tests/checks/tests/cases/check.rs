//! The area `check`: what the checker says about a folder of `.etalon` files.

use crate::{compare, name_of, render};
use etalon_contract::Description;
use etalon_core::plugin::{Catalog, Trouble};
use etalon_core::{SourceFile, check, check_beside};
use std::path::Path;

/// The `.etalon` files of a folder (layer 0), and those of its folder `base` (layer 1), by name.
pub fn files(folder: &Path) -> Vec<SourceFile> {
    let mut files = Vec::new();
    for (part, layer) in [("base", 1), ("", 0)] {
        let Ok(entries) = std::fs::read_dir(folder.join(part)) else {
            continue;
        };
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "etalon"));
        paths.sort();
        for path in paths {
            let text = std::fs::read_to_string(&path).expect("a case is readable text");
            let name = name_of(&path);
            let path = if part.is_empty() { name } else { format!("{part}/{name}") };
            files.push(SourceFile { path, text, layer });
        }
    }
    files
}

/// `name=value` lines of a file `set`, as after `--set`.
fn sets(folder: &Path) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(folder.join("set")).unwrap_or_default();
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
}

/// The plugins at hand: the list of descriptions in `plugins.json`, of the folder itself or of the area. One may have a `trouble`.
fn catalog(folder: &Path) -> Catalog {
    let own = std::fs::read_to_string(folder.join("plugins.json"));
    let text = own.or_else(|_| std::fs::read_to_string(folder.join("../plugins.json"))).expect("the area has plugins");
    let listed: Vec<serde_json::Value> = serde_json::from_str(&text).expect("plugins.json is a list");
    let plugin = |json: serde_json::Value| {
        let trouble = json.get("trouble").map(|trouble| Trouble {
            what: trouble["what"].as_str().unwrap_or_default().to_owned(),
            help: trouble["help"].as_str().unwrap_or_default().to_owned(),
        });
        let description: Description = serde_json::from_value(json).expect("a description");
        let mut plugin = description.plugin(&description.name, "00").unwrap_or_else(|wrong| panic!("{wrong:#?}"));
        plugin.trouble = trouble;
        plugin.into()
    };
    Catalog { plugins: listed.into_iter().map(plugin).collect() }
}

/// The files of days that lie beside; what is not there is not read.
fn days(folder: &Path, files: &[SourceFile]) -> etalon_core::DayFiles {
    etalon_store::day_files(files, folder).unwrap_or_default()
}

pub fn case(folder: &Path) {
    let files = files(folder);
    assert!(!files.is_empty(), "{} holds no .etalon file", folder.display());
    let checked = check_beside(&files, &sets(folder), &catalog(folder), &days(folder, &files));
    let name = name_of(folder);
    let slug = name.split("--").next().unwrap_or_default();
    let said: Vec<_> = checked.diagnostics.iter().map(|d| d.slug).collect();
    let text = render::diagnostics(&files, &checked.diagnostics);
    if slug == "fine" {
        assert!(said.is_empty() && checked.standard.is_some(), "{name} should be fine, but:\n{text}");
        return;
    }
    if slug == "undecided" {
        assert!(checked.undecided.iter().any(|u| u.limit.gave_up()), "{name} should be given up on");
        compare(folder, "diagnostics", &(text + &render::undecided(&files, &checked.undecided)));
        return;
    }
    compare(folder, "diagnostics", &text);
    if slug != "several" {
        assert!(said.contains(&slug), "{name} should say `{slug}`, but it says {said:?}");
    }
}

/// A folder with a mistake: something must be said, and it is kept beside it.
pub fn mistake(folder: &Path) {
    let files = files(folder);
    let checked = check(&files, &[]);
    assert!(!checked.diagnostics.is_empty(), "{} holds a mistake, but nothing is said", name_of(folder));
    compare(folder, "diagnostics", &render::diagnostics(&files, &checked.diagnostics));
}
