//! The plan's nodes over columns: one batch of rows at a time, three-valued, exact.

mod arithmetic;
mod bench;
mod business;
mod calendar;
mod choose;
mod compare;
mod convert;
mod engine;
mod field;
mod forms;
mod local;
mod logic;
mod numbers;
mod once;
pub(crate) mod plugin;
mod spent;
pub(crate) mod taint;
mod text;
mod vector;
mod words;

pub(crate) use bench::{Below, Bench, Rows};
pub(crate) use business::KNOWN;
pub(crate) use convert::{date as date_text, decimal as decimal_text, shown};
pub(crate) use engine::{Engine, Shared, batches, patterns, prepare};
pub(crate) use forms::{Answer, FAILED, FormRows, INCOMPLETE, NOT_SCORED, result as form_result};
pub(crate) use local::Local;
pub(crate) use spent::lasting;
pub(crate) use vector::{Lane, Lanes, NO, PENDING, UNKNOWN, Vector, YES, concat, zip};
pub(crate) use words::Words;
