//! Which files a source reads: its patterns, or the files the user named instead.

use super::glob::{self, Unusable};
use super::source_plan::SourcePlan;
use crate::nearest::listed;
use crate::{ReadError, beside};
use etalon_core::standard::Format;
use std::path::{Path, PathBuf};

/// One data file.
#[derive(Debug, Clone)]
pub(crate) struct DataFile {
    pub path: PathBuf,
    /// As shown: relative to the standard's folder.
    pub name: String,
    /// Without folders.
    pub short: String,
    pub format: Format,
    pub bytes: u64,
    /// Tabs, where the ending says so and the standard does not say otherwise.
    pub delimiter: u8,
}

/// The files of a source, in the order of their names.
pub(crate) fn files(
    plan: &SourcePlan<'_>,
    base: &Path,
    instead: Option<&[PathBuf]>,
) -> Result<Vec<DataFile>, Vec<ReadError>> {
    let mut found: Vec<PathBuf> = Vec::new();
    let mut errors = Vec::new();
    if let Some(paths) = instead {
        for path in paths {
            if path.is_file() {
                found.push(path.clone());
            } else {
                let what = match beside::oddity(path) {
                    Some(odd) => format!("is {odd}"),
                    None if path.is_dir() => "is a folder, not a file".to_owned(),
                    None => "does not exist".to_owned(),
                };
                errors.push(*plan.error("no-file", format!("the file `{}` given for it {what}", path.display())));
            }
        }
    } else {
        for (pattern, span) in &plan.source.files {
            match glob::files(pattern, base) {
                Ok(paths) if paths.is_empty() => errors.push(*nothing(plan, pattern, base).at(*span)),
                Ok(paths) => found.extend(paths),
                Err(why) => errors.push(*unusable(plan, pattern, why).at(*span)),
            }
        }
    }
    let mut files = Vec::new();
    for path in found {
        match data_file(plan, &path, base) {
            Ok(file) => files.push(file),
            Err(error) => errors.push(*error),
        }
    }
    files.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    files.dedup_by(|a, b| a.path == b.path);
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}

fn unusable(plan: &SourcePlan<'_>, pattern: &str, why: Unusable) -> Box<ReadError> {
    match why {
        Unusable::Pattern(why) => plan
            .error("unusable-file-pattern", format!("the pattern `{pattern}` cannot be used: {why}"))
            .help("`*` stands for any letters of a file's name, `?` for one, `**` for folders at any depth"),
        Unusable::TooMany(what) => plan
            .error("too-many-files", format!("the pattern `{pattern}` {what}"))
            .reason(
                "so many files are mostly a wrong pattern, and to go through them could take very long; none was read",
            )
            .help("name the folder more closely, such as `\"2026/03/*.csv\"`, or join small files into larger ones"),
    }
}

/// No file fits: says what lies where the files were looked for.
fn nothing(plan: &SourcePlan<'_>, pattern: &str, base: &Path) -> Box<ReadError> {
    let fixed: PathBuf = Path::new(pattern)
        .parent()
        .into_iter()
        .flat_map(Path::components)
        .take_while(|c| !c.as_os_str().to_string_lossy().contains(['*', '?', '[']))
        .collect();
    let folder = base.join(fixed);
    let shown = if folder.as_os_str().is_empty() { ".".to_owned() } else { folder.display().to_string() };
    let error = plan.error("no-file", format!("no file fits `{pattern}` in the folder {shown}"));
    let error = error.reason("without its files there is nothing to judge; an empty result would look like a good one");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return error.help(format!("there is no folder {shown}; patterns are relative to the folder of the standard"));
    };
    let names = beside::names(entries);
    if names.is_empty() {
        error.help("the folder is empty")
    } else {
        let listed = listed(names.iter().map(String::as_str));
        error.help(format!("in that folder there are: {listed}{}", beside::oddities(&folder)))
    }
}

fn data_file(plan: &SourcePlan<'_>, path: &Path, base: &Path) -> Result<DataFile, Box<ReadError>> {
    let inside = path.strip_prefix(base).unwrap_or(path);
    let name = inside.to_string_lossy().replace('\\', "/");
    let short = path.file_name().map_or_else(|| name.clone(), |n| n.to_string_lossy().into_owned());
    let bytes = std::fs::metadata(path)
        .map_err(|error| plan.error("unreadable", format!("the file cannot be opened: {error}")).file(&name))?
        .len();
    let lower = short.to_lowercase();
    let bare = [".gz", ".gzip", ".zst", ".zstd"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
    let ending = bare.rsplit_once('.').map_or("", |(_, ending)| ending);
    let by_ending = match ending {
        "csv" | "tsv" | "tab" | "txt" => Some(Format::Csv),
        "json" | "jsonl" | "ndjson" => Some(Format::Json),
        "parquet" | "pq" => Some(Format::Parquet),
        _ => None,
    };
    let Some(format) = plan.source.format.or(by_ending) else {
        return Err(plan
            .error("unknown-format", "the file's name does not say what is in it")
            .file(&name)
            .help("say `format csv`, `format json` or `format parquet` in the source"));
    };
    let tabs = matches!(ending, "tsv" | "tab") && plan.source.delimiter.is_none();
    Ok(DataFile {
        path: path.to_owned(),
        name,
        short,
        format,
        bytes,
        delimiter: if tabs { b'\t' } else { plan.delimiter },
    })
}
