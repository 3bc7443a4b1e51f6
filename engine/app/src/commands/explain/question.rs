//! The words of a question: is the first one the standard?

use crate::commands::Ended;
use crate::speak;
use std::path::{Path, PathBuf};

/// The path of the standard, and the words that are asked.
pub fn split(words: &[String]) -> Result<(PathBuf, Vec<String>), Ended> {
    let (path, rest) = match words.split_first() {
        Some((first, rest)) if is_standard(first) => (PathBuf::from(first), rest),
        _ => (PathBuf::from("."), words),
    };
    if rest.len() > 2 {
        speak::trouble(
            &format!("`{}`: a question has at most two words: what, and whom", rest.join(" ")),
            Some("write a name of several words in quotes: \"Anna Tamm\""),
        );
        return Err(Ended::WrongUsage);
    }
    Ok((path, rest.to_vec()))
}

/// Whether a word names a standard: it is written like a path, or is a folder that holds one.
fn is_standard(word: &str) -> bool {
    let path = Path::new(word);
    let written = word == "." || word == ".." || word.contains('/') || word.contains('\\') || word.ends_with(".etalon");
    written || (path.is_dir() && holds_standard(path))
}

fn holds_standard(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| entry.path().extension().is_some_and(|e| e == "etalon"))
}

/// How the program is called again for the same standard.
pub fn called(path: &Path) -> String {
    let path = path.to_string_lossy();
    if path.contains(' ') { format!("etalon explain '{path}'") } else { format!("etalon explain {path}") }
}
