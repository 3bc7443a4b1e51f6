//! What is kept of a stream: `<stream>.jsonl` with its rows, and `<stream>.cursor`, which says how many bytes of it count and where the
//! next page starts. Bytes beyond are of a page whose cursor was never written: they are cut off, and the page is asked for again.

use crate::files::{FileTrouble, Held, folder, replace, safe};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

const SCHEMA: &str = "etalon-cursor/1";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    schema: String,
    plugin: String,
    stream: String,
    /// Bytes of the rows' file that count.
    bytes: u64,
    rows: u64,
    pages: u64,
    /// Base64; none = the source was never asked.
    cursor: Option<String>,
    watermark: Option<i64>,
}

/// A stream on the disk, held for this run alone.
#[derive(Debug)]
pub struct Kept {
    rows: File,
    rows_path: PathBuf,
    mark_path: PathBuf,
    mark: Mark,
    cursor: Option<Vec<u8>>,
    _held: Held,
}

impl Kept {
    /// Opens what is there, or begins. `cut` bytes of an unfinished page are let go; see [`Kept::cut`].
    ///
    /// # Errors
    /// Says which file cannot be used, why, and what to do.
    pub fn open(out: &Path, plugin: &str, stream: &str) -> Result<(Self, u64), FileTrouble> {
        folder(out)?;
        let (rows_path, mark_path) = paths(out, stream)?;
        let held = Held::take(&out.join(format!(".{stream}.lock")))?;
        let mark = match fs::read(&mark_path) {
            Ok(bytes) => read(&mark_path, &bytes, plugin, stream)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                if fs::metadata(&rows_path).is_ok_and(|m| m.len() > 0) {
                    return Err(FileTrouble::new(
                        format!(
                            "`{}` is there already, without the file that says where to go on",
                            rows_path.display()
                        ),
                        "take another folder with `--out`, or move the file away",
                    ));
                }
                let (plugin, stream) = (plugin.to_owned(), stream.to_owned());
                let mark = Mark {
                    schema: SCHEMA.into(),
                    plugin,
                    stream,
                    bytes: 0,
                    rows: 0,
                    pages: 0,
                    cursor: None,
                    watermark: None,
                };
                replace(&mark_path, &json(&mark))?;
                mark
            }
            Err(error) => return Err(FileTrouble::io("read", &mark_path, &error)),
        };
        let cursor =
            mark.cursor.as_ref().map(|text| STANDARD.decode(text)).transpose().map_err(|_| broken(&mark_path))?;
        let open = OpenOptions::new().create(true).truncate(false).write(true).open(&rows_path);
        let mut rows = open.map_err(|error| FileTrouble::io("open", &rows_path, &error))?;
        let there = rows.metadata().map_err(|error| FileTrouble::io("read", &rows_path, &error))?.len();
        if there < mark.bytes {
            return Err(FileTrouble::new(
                format!(
                    "`{}` has {there} bytes where {} were written: rows were lost",
                    rows_path.display(),
                    mark.bytes
                ),
                "bring the file back, or fetch the stream anew with `--from-start`",
            ));
        }
        let settle = rows.set_len(mark.bytes).and_then(|()| rows.seek(SeekFrom::Start(mark.bytes)).map(|_| ()));
        settle.map_err(|error| FileTrouble::io("cut", &rows_path, &error))?;
        let cut = there - mark.bytes;
        Ok((Self { rows, rows_path, mark_path, mark, cursor, _held: held }, cut))
    }

    /// Stores a page: its rows first, then where to go on.
    ///
    /// # Errors
    /// Says which file could not be written. Nothing of the page counts then.
    pub fn store(&mut self, lines: &[u8], rows: u64, cursor: &[u8], watermark: Option<i64>) -> Result<(), FileTrouble> {
        self.append(lines)?;
        let mut mark = self.mark.clone();
        mark.bytes += lines.len() as u64;
        mark.rows += rows;
        mark.pages += 1;
        mark.cursor = Some(STANDARD.encode(cursor));
        mark.watermark = mark.watermark.max(watermark);
        replace(&self.mark_path, &json(&mark))?;
        self.mark = mark;
        self.cursor = Some(cursor.to_vec());
        Ok(())
    }

    /// The first half of [`Kept::store`].
    fn append(&mut self, lines: &[u8]) -> Result<(), FileTrouble> {
        if lines.is_empty() {
            return Ok(());
        }
        let written = self.rows.write_all(lines).and_then(|()| self.rows.sync_data());
        written.map_err(|error| {
            // What was written of it does not count; the next page begins where this one did.
            let _ = self.rows.set_len(self.mark.bytes).and_then(|()| self.rows.seek(SeekFrom::Start(self.mark.bytes)));
            FileTrouble::io("write", &self.rows_path, &error)
        })
    }

    /// Where the next page starts; none = where the source begins.
    #[must_use]
    pub fn cursor(&self) -> Option<&[u8]> {
        self.cursor.as_deref()
    }

    /// No older event will come; microseconds since 1970.
    #[must_use]
    pub fn watermark(&self) -> Option<i64> {
        self.mark.watermark
    }

    /// Rows stored so far, by all runs.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.mark.rows
    }
}

/// Lets go of all that is kept of a stream, so that it is fetched anew. The rows stay beside, as `<stream>.jsonl.before`.
///
/// # Errors
/// Says which file cannot be changed.
pub fn start_over(out: &Path, stream: &str) -> Result<(), FileTrouble> {
    let (rows, mark) = paths(out, stream)?;
    if !out.is_dir() {
        return Ok(());
    }
    let _held = Held::take(&out.join(format!(".{stream}.lock")))?;
    let gone = |result: std::io::Result<()>, path: &Path| match result {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(FileTrouble::io("move away", path, &error)),
        _ => Ok(()),
    };
    // The rows go first: killed in between, the cursor would say that rows are missing, and nothing is fetched twice.
    gone(fs::rename(&rows, rows.with_extension("jsonl.before")), &rows)?;
    gone(fs::remove_file(&mark), &mark)
}

fn paths(out: &Path, stream: &str) -> Result<(PathBuf, PathBuf), FileTrouble> {
    let stream = safe(stream)?;
    Ok((out.join(format!("{stream}.jsonl")), out.join(format!("{stream}.cursor"))))
}

fn read(path: &Path, bytes: &[u8], plugin: &str, stream: &str) -> Result<Mark, FileTrouble> {
    let mark: Mark = serde_json::from_slice(bytes).map_err(|_| broken(path))?;
    if mark.schema != SCHEMA {
        return Err(FileTrouble::new(
            format!("`{}` is in the form `{}`; this program reads `{SCHEMA}`", path.display(), mark.schema),
            "it was written by another version of etalon: go on with that one, or fetch anew with `--from-start`",
        ));
    }
    if mark.plugin != plugin || mark.stream != stream {
        return Err(FileTrouble::new(
            format!("`{}` belongs to the stream `{}` of the plugin `{}`", path.display(), mark.stream, mark.plugin),
            format!("give `{plugin}` a folder of its own with `--out`"),
        ));
    }
    Ok(mark)
}

fn broken(path: &Path) -> FileTrouble {
    FileTrouble::new(
        format!("`{}` is damaged: where to go on cannot be read from it", path.display()),
        "bring it back from a copy, or fetch the stream anew with `--from-start`",
    )
}

fn json(mark: &Mark) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(mark).unwrap_or_default();
    text.push(b'\n');
    text
}
