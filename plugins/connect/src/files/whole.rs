//! A file that is replaced as a whole: whoever reads it sees the old one or the new one.

use super::FileTrouble;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), FileTrouble> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".new");
    let beside = path.with_file_name(name);
    let written = || -> std::io::Result<()> {
        let mut file = File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        // The name itself must be on the disk as well. Not every system lets a folder be opened for that.
        if let Some(Ok(folder)) = path.parent().map(File::open) {
            let _ = folder.sync_all();
        }
        Ok(())
    };
    written().map_err(|error| FileTrouble::io("write", path, &error))
}
