//! The rules of `etalon.pest`, made into a parser.

#[derive(pest_derive::Parser)]
#[grammar = "etalon.pest"]
pub(crate) struct Language;
