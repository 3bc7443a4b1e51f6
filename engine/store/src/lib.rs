//! The disk: the files of a standard in, the files of its sources in, findings and decisions out.
//!
//! Knows files, compressions, encodings and formats; judges nothing. What cannot be read is said aloud: a whole file
//! as a [`ReadError`], a single row as a [`etalon_core::table::Rejected`] with its place.

mod beside;
mod kinds;
mod limits;
mod load;
mod nearest;
mod problem;
mod progress;
mod read;
pub mod write;

pub use load::{day_files, load_standard};
pub use nearest::nearest;
pub use problem::{LoadError, ReadError};
pub use progress::{Progress, Silent};
pub use read::read;
#[doc(hidden)]
pub use read::{Cut, read_cut};
