//! The area `run`: a folder's standard over its `data/`.

use std::path::Path;

pub fn case(folder: &Path) {
    panic!("{}: runs are not wired yet", folder.display());
}
