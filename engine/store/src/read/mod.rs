//! Data files to typed columns.
//!
//! source -> files -> (text -> pieces -> records | row groups) -> rows -> parts -> columns. Parts are joined in the order of
//! the files and their rows, so that the result is the same however the files are cut and whoever reads them.

mod cell;
mod columns;
mod convert;
mod csv;
mod decode;
mod expr;
mod fates;
mod files;
mod glob;
mod growing;
mod json;
mod json_line;
mod json_object;
mod lane;
mod memo;
mod open;
mod parquet;
mod part;
mod records;
mod rejects;
mod rows;
mod source_plan;
mod text_rows;
mod waves;
mod whole;

use crate::nearest::{listed, nearest};
use crate::{Progress, ReadError};
use etalon_core::Standard;
use etalon_core::evaluate::Pool;
use etalon_core::standard::{Format, SourceId};
use etalon_core::table::Input;
use etalon_core::value::Texts;
use files::DataFile;
use part::Part;
use source_plan::SourcePlan;
use std::path::{Path, PathBuf};
pub use waves::Cut;

/// Reads the files of every source. `base` is the folder of the standard; `overrides` names other files for a source.
///
/// # Errors
/// With every file that cannot be read as a whole: not there, cut short, without a needed column. Single rows that cannot
/// be used are no error: they are counted and reported in [`etalon_core::table::Incoming::rejected`].
pub fn read(
    standard: &Standard,
    base: &Path,
    overrides: &[(String, Vec<PathBuf>)],
    progress: &dyn Progress,
    pool: &impl Pool,
) -> Result<Input, Vec<ReadError>> {
    read_cut(standard, base, overrides, progress, pool, Cut::default())
}

/// The same, cut otherwise: for the test that it makes no difference.
///
/// # Errors
/// As [`read`].
pub fn read_cut(
    standard: &Standard,
    base: &Path,
    overrides: &[(String, Vec<PathBuf>)],
    progress: &dyn Progress,
    pool: &impl Pool,
    cut: Cut,
) -> Result<Input, Vec<ReadError>> {
    let mut errors = unknown_sources(standard, overrides);
    let mut sources = Vec::new();
    for index in 0..standard.sources.len() {
        let id = SourceId(u16::try_from(index).unwrap_or(u16::MAX));
        let plan = match SourcePlan::new(standard, id) {
            Ok(plan) if cut.slowly => plan.slowly(),
            Ok(plan) => plan,
            Err(error) => {
                errors.push(*error);
                continue;
            }
        };
        let instead = overrides.iter().find(|(name, _)| name == plan.name()).map(|(_, paths)| paths.as_slice());
        match files::files(&plan, base, instead) {
            Ok(files) => sources.push((plan, files)),
            Err(more) => errors.extend(more),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let jobs: Vec<(usize, &DataFile)> =
        sources.iter().enumerate().flat_map(|(s, (_, files))| files.iter().map(move |file| (s, file))).collect();
    progress.start(jobs.len(), jobs.iter().map(|(_, file)| file.bytes).sum());
    let results = pool.map(jobs.len(), |job| {
        let (source, file) = jobs[job];
        let result = read_file(&sources[source].0, file, cut, progress, pool);
        progress.finished(&file.name);
        result
    });
    let mut results = results.into_iter();
    let mut texts = Texts::default();
    let mut incoming = Vec::new();
    for (plan, files) in &sources {
        let mut all = Vec::new();
        let mut failed = Vec::new();
        for (number, result) in results.by_ref().take(files.len()).enumerate() {
            match result {
                Ok(part) => all.push((u32::try_from(number).unwrap_or(u32::MAX), part)),
                Err(error) => failed.push(*error),
            }
        }
        errors.extend(alike_once(failed));
        let names = files.iter().map(|f| f.name.clone()).collect();
        incoming.push(whole::joined(plan, names, all, &mut texts, pool));
    }
    if errors.is_empty() { Ok(Input { texts, incoming }) } else { Err(errors) }
}

fn read_file(
    plan: &SourcePlan<'_>,
    file: &DataFile,
    cut: Cut,
    progress: &dyn Progress,
    pool: &impl Pool,
) -> Result<Part, Box<ReadError>> {
    match file.format {
        Format::Csv => csv::read(plan, file, cut, progress, pool),
        Format::Json => json::read(plan, file, cut, progress, pool),
        Format::Parquet => parquet::read(plan, file, progress, pool),
    }
}

/// Files of one source are mostly alike: the same column missing in each of them is said once.
fn alike_once(failed: Vec<ReadError>) -> Vec<ReadError> {
    let mut out: Vec<(ReadError, usize)> = Vec::new();
    for error in failed {
        match out
            .iter_mut()
            .find(|(e, _)| e.slug == "missing-column" && e.slug == error.slug && e.message == error.message)
        {
            Some((_, more)) => *more += 1,
            None => out.push((error, 0)),
        }
    }
    out.into_iter()
        .map(|(mut error, more)| {
            if more > 0 {
                error.message.push_str(&format!(" (and so do {more} more files of this source)"));
            }
            error
        })
        .collect()
}

fn unknown_sources(standard: &Standard, overrides: &[(String, Vec<PathBuf>)]) -> Vec<ReadError> {
    let names = || standard.sources.iter().map(|s| s.label.name.as_str());
    let unknown = overrides.iter().filter(|(name, _)| !names().any(|n| n == name));
    unknown
        .map(|(name, _)| {
            let near = nearest(name, names()).map_or_else(String::new, |n| format!("did you mean `{n}`? "));
            *ReadError::new("unknown-source", name, "the standard has no source of that name")
                .help(format!("{near}its sources are: {}", listed(names())))
        })
        .collect()
}

#[cfg(test)]
mod tests;
