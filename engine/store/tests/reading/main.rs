//! Files in, typed columns out: what is read, what is rejected, and what the messages say.

mod bad_files;
mod columns;
mod cuts;
mod delimited;
mod fuzz;
mod json;
mod parquet_files;
mod short_ways;
mod support;
mod writing;
