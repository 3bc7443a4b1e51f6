//! Columns, in each of the forms in which somebody wants them.

use etalon_core::plugin::{Column, Data};
use etalon_host::v1::bindings::etalon::plugin::types::{ColumnParam, DataParam, TextDataParam};
use etalon_plugin::made::Column as Native;
use std::borrow::Cow;

/// One column. Each row has a value.
pub enum Values {
    Ints(Vec<i64>),
    /// As doubles, and as the engine has them: millionths.
    Numbers(Vec<f64>, Vec<i64>),
    /// A code a row, and the texts.
    Texts(Vec<u32>, Vec<String>),
}

impl Values {
    pub fn numbers(millionths: Vec<i64>) -> Self {
        Self::Numbers(millionths.iter().map(|value| *value as f64 / 1e6).collect(), millionths)
    }

    pub fn rows(&self) -> usize {
        match self {
            Self::Ints(v) => v.len(),
            Self::Numbers(v, _) => v.len(),
            Self::Texts(v, _) => v.len(),
        }
    }

    /// As the engine has it.
    pub fn engine(&self) -> Column<'_> {
        let data = match self {
            Self::Ints(v) | Self::Numbers(_, v) => Data::Ints(Cow::Borrowed(v)),
            Self::Texts(codes, words) => Data::Texts { codes: Cow::Borrowed(codes), words: Cow::Borrowed(words) },
        };
        Column { data, valid: None }
    }

    /// As it crosses the border; `dict` are its texts.
    pub fn param<'a>(&'a self, dict: &'a [&'a str]) -> ColumnParam<'a> {
        let data = match self {
            Self::Ints(v) => DataParam::Ints(v),
            Self::Numbers(v, _) => DataParam::Numbers(v),
            Self::Texts(codes, _) => DataParam::Texts(TextDataParam { codes, dict }),
        };
        ColumnParam { data, valid: None }
    }

    /// Its texts, if it has any.
    pub fn dict(&self) -> Vec<&str> {
        match self {
            Self::Texts(_, words) => words.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// As a plugin in Rust sees it.
    pub fn native(&self) -> Native {
        use etalon_plugin::bindings::etalon::plugin::types::{Data, TextData};
        let data = match self {
            Self::Ints(v) => Data::Ints(v.clone()),
            Self::Numbers(v, _) => Data::Numbers(v.clone()),
            Self::Texts(codes, words) => Data::Texts(TextData { codes: codes.clone(), dict: words.clone() }),
        };
        Native { data, valid: None }
    }
}
