//! How much is read at most. Each limit is far beyond sound data, says in its message what to do instead, and bounds
//! single values, ratios and counts, never the size of honest data: a file may have any number of rows.

/// The largest text of a standard that is opened, in bytes. (The language allows less; beyond this it is not even a text.)
pub(crate) const TEXT: u64 = 64 << 20;
/// How many `.etalon` files one folder may hold, with all folders below it.
pub(crate) const TEXTS: usize = 5000;
/// How deep the folders of a standard may lie in one another.
pub(crate) const FOLDERS_DEEP: usize = 64;

/// The largest file of days that a calendar names, in bytes, and how many rows it may have.
pub(crate) const DAY_FILE: u64 = 4 << 20;
/// See [`DAY_FILE`].
pub(crate) const DAYS: usize = 50_000;

/// How many files one pattern of a source may find.
pub(crate) const FILES: usize = 100_000;
/// How many files and folders are looked at, for one pattern or for the texts of a standard.
pub(crate) const LOOKED_AT: usize = 2_000_000;

/// The longest row of delimited text, the longest line or element of JSON, in bytes.
pub(crate) const ROW: usize = 16 << 20;
/// How many columns a table may have; a sheet of a spreadsheet has no more.
pub(crate) const COLUMNS: usize = 16_384;
/// The largest JSON array that is read as a whole, in bytes. (One object a line may have any size.)
pub(crate) const ARRAY: u64 = 256 << 20;

/// A packed file may always unpack to so many bytes …
pub(crate) const UNPACKED: u64 = 64 << 20;
/// … and to so many times its size.
pub(crate) const RATIO: u64 = 250;
/// A Parquet file may always hold so many rows, and [`RATIO`] for each of its bytes.
pub(crate) const ROWS: u64 = 1 << 20;
/// The largest page of a Parquet file, unpacked, in bytes.
pub(crate) const PAGE: u64 = 256 << 20;
