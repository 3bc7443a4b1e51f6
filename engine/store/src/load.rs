//! The files of a standard: everything in its folder, and what it uses.

mod days;
mod folder;
mod uses;

pub use days::day_files;

use crate::nearest::{listed, nearest};
use crate::{LoadError, beside, limits};
use etalon_core::SourceFile;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

/// Loads a standard: a folder (all `*.etalon` files in it and below, hidden folders and `target` left out) or one file, and
/// whatever these `use`, each a layer higher than the deepest that uses it. Sorted by layer, then by path.
///
/// # Errors
/// With everything that cannot be loaded: missing paths, circles of `use`, texts that are not UTF-8.
pub fn load_standard(path: &Path) -> Result<Vec<SourceFile>, Vec<LoadError>> {
    if let Some(error) = data(path) {
        return Err(vec![*error]);
    }
    let mut loader = Loader::default();
    if !path.exists() {
        return Err(vec![*no_such_path(path)]);
    }
    let root = loader.group(path);
    if let Some(root) = root {
        uses::follow(&mut loader, root);
    }
    if !loader.errors.is_empty() {
        loader.errors.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        return Err(loader.errors);
    }
    let mut files: Vec<SourceFile> = Vec::new();
    for group in &loader.groups {
        files.extend(group.files.iter().map(|file| SourceFile {
            path: file.shown.clone(),
            text: file.text.clone(),
            layer: group.layer,
        }));
    }
    files.sort_by(|a, b| (a.layer, &a.path).cmp(&(b.layer, &b.path)));
    Ok(files)
}

/// What is loaded so far.
#[derive(Default)]
struct Loader {
    groups: Vec<Group>,
    /// By canonical path of the folder or file that was asked for.
    known: BTreeMap<PathBuf, usize>,
    /// By canonical path of each file: its group.
    owners: BTreeMap<PathBuf, usize>,
    errors: Vec<LoadError>,
}

/// A folder or file that is loaded as one layer.
struct Group {
    files: Vec<Loaded>,
    layer: u32,
}

/// One text.
struct Loaded {
    path: PathBuf,
    shown: String,
    text: String,
}

impl Loader {
    /// Loads a folder or a file, unless it is there already.
    fn group(&mut self, path: &Path) -> Option<usize> {
        let shown = tidy(path);
        let real = match path.canonicalize() {
            Ok(real) => real,
            Err(error) => {
                self.errors.push(*LoadError::new(
                    "unreadable",
                    display(&shown),
                    format!("it cannot be opened: {error}"),
                ));
                return None;
            }
        };
        if let Some(known) = self.known.get(&real) {
            return Some(*known);
        }
        let mut files = Vec::new();
        for file in folder::files(&shown, &mut self.errors) {
            match text_of(&file) {
                Ok(text) => {
                    if let Ok(real) = file.canonicalize()
                        && self.owners.insert(real, self.groups.len()).is_some()
                    {
                        self.errors.push(*twice(&file));
                    }
                    files.push(Loaded { shown: display(&file), path: file, text });
                }
                Err(error) => self.errors.push(*error),
            }
        }
        self.known.insert(real, self.groups.len());
        self.groups.push(Group { files, layer: 0 });
        Some(self.groups.len() - 1)
    }
}

fn twice(file: &Path) -> Box<LoadError> {
    LoadError::new(
        "used-twice",
        display(file),
        "the file belongs to the standard in two ways: in one folder that is used, and in another or by its own name",
    )
    .reason("its rules would stand twice")
    .help("`use` either the folder or its files, and no folder that holds the one that uses it")
}

fn text_of(path: &Path) -> Result<String, Box<LoadError>> {
    let cannot = |error: std::io::Error| match beside::oddity(path) {
        Some(odd) => LoadError::new("unreadable", display(path), format!("this is {odd}"))
            .reason("rules that should be there would be missing")
            .help("put the file itself in its place, or take the link away"),
        None => LoadError::new("unreadable", display(path), format!("the file cannot be read: {error}"))
            .help("look who may read it, or copy it anew"),
    };
    let file = File::open(path).map_err(cannot)?;
    let mut bytes = Vec::new();
    // What says that it is small may go on without end: a device, a pipe.
    file.take(limits::TEXT + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > limits::TEXT {
        return Err(LoadError::new("text-too-large", display(path), "the file is larger than 64 MiB")
            .reason("a standard is read by people; this looks like data")
            .help("keep data in files of their own and name them in a `source`"));
    }
    if let Some(error) = no_text(path, &bytes) {
        return Err(error);
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + memchr::memchr_iter(b'\n', good).count() as u64;
        LoadError::new("not-text", display(path), "the file is not a text in UTF-8")
            .line(line)
            .reason("letters such as õ and ž would be read wrongly")
            .help("save it as UTF-8; most editors ask for the encoding in \"Save as\"")
    })
}

/// A file of data that is given for a standard: to read it as one would give a mistake for each of its words.
fn data(path: &Path) -> Option<Box<LoadError>> {
    const ENDINGS: [&str; 12] =
        ["csv", "tsv", "json", "jsonl", "ndjson", "parquet", "gz", "zst", "xlsx", "xls", "docx", "pdf"];
    let ending = path.extension()?.to_str()?.to_lowercase();
    if !path.is_file() || !ENDINGS.contains(&ending.as_str()) {
        return None;
    }
    let error = LoadError::new("not-a-standard", display(path), "this is a file of data or a document, not a standard");
    let help = "name the folder of the standard, or a file that ends in `.etalon`; `etalon new` starts one";
    Some(error.help(help))
}

/// What is no text at all is named: nobody would find the letter that is wrong in it.
fn no_text(path: &Path, bytes: &[u8]) -> Option<Box<LoadError>> {
    let (what, help) = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => ("the file is saved as UTF-16 (\"Unicode\")", SAVE_AS),
        [b'P', b'K', 3, 4, ..] => ("the file is a ZIP archive or an Office document", PLAIN),
        [0x1f, 0x8b, ..] | [0x28, 0xb5, 0x2f, 0xfd, ..] => ("the file is packed", "unpack it"),
        [b'%', b'P', b'D', b'F', ..] => ("the file is a PDF document", PLAIN),
        [0x7f, b'E', b'L', b'F', ..] | [b'M', b'Z', ..] => ("the file is a program", PLAIN),
        _ if bytes.iter().take(64).filter(|byte| **byte == 0).count() > 16 => {
            ("the file is no text, or saved as UTF-16 (\"Unicode\")", SAVE_AS)
        }
        _ => return None,
    };
    let error = LoadError::new("not-text", display(path), format!("{what}, not a text in UTF-8"));
    Some(error.reason("a standard is plain text, so that everybody can read it").help(help))
}

/// The same for a file of days: a sheet of an office program, an archive, UTF-16.
fn data_file(shown: &str, bytes: &[u8]) -> Option<Box<LoadError>> {
    let mut error = no_text(Path::new(shown), bytes)?;
    error.message = error.message.replace(", not a text in UTF-8", ", not a CSV file");
    Some(error.reason("files of days are plain CSV").help("save it as CSV in UTF-8, with a column `date`"))
}

const SAVE_AS: &str = "save it as UTF-8; most editors ask for the encoding in \"Save as\"";
const PLAIN: &str = "write the standard in a plain text file that ends in `.etalon`; `etalon new` makes one";

fn no_such_path(path: &Path) -> Box<LoadError> {
    let error = LoadError::new("no-such-path", display(path), "there is no such file or folder");
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = std::fs::read_dir(parent) else {
        return error.help(format!("there is no folder {} either", display(parent)));
    };
    let names = beside::names(entries);
    match nearest(&name, names.iter().map(String::as_str)) {
        Some(near) => error.help(format!("did you mean {}?", display(&tidy(&parent.join(near))))),
        None if names.is_empty() => error,
        None => error.help(format!("beside it there are: {}", listed(names.iter().map(String::as_str)))),
    }
}

/// A path as people write it: without `x/..` and `./`.
fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    if out.as_os_str().is_empty() { PathBuf::from(".") } else { out }
}

fn display(path: &Path) -> String {
    let mut shown = String::new();
    for letter in path.to_string_lossy().replace('\\', "/").chars() {
        // A line end in a name would break the message in two.
        if letter.is_control() { shown.extend(letter.escape_default()) } else { shown.push(letter) }
    }
    shown
}
