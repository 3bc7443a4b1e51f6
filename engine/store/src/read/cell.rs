//! What a column expression can give, and what a row must offer.

use crate::kinds::Fault;
use etalon_core::value::Ratio;
use std::borrow::Cow;

/// The value of a column expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    Missing,
    Text(Cow<'a, str>),
    /// A duration in microseconds, and the text it was made of.
    Micros(i64, Cow<'a, str>),
    Share(Ratio, Cow<'a, str>),
    YesNo(bool),
}

/// One row of raw texts.
pub(crate) trait Row {
    /// The text in a column of the source (numbered by [`super::expr::Columns`]); none = nothing there.
    fn text(&self, column: usize) -> Result<Option<Cow<'_, str>>, Fault>;
    /// The row's number among the data rows of its file, from 1.
    fn number(&self) -> u64;
}

impl<'a> Cell<'a> {
    /// The text, where one is due.
    pub fn into_text(self) -> Result<Option<Cow<'a, str>>, Fault> {
        match self {
            Cell::Missing => Ok(None),
            Cell::Text(text) => Ok(Some(text)),
            Cell::YesNo(yes) => Ok(Some(Cow::Borrowed(if yes { "yes" } else { "no" }))),
            Cell::Micros(_, text) | Cell::Share(_, text) => Err(Fault::new(
                "not-a-text",
                "a text is due and the source makes a duration or a share of it; take `seconds(…)` and the like outermost",
                &text,
            )),
        }
    }

    /// Yes, no or (where something is missing) neither.
    pub fn into_yes_no(self) -> Option<bool> {
        match self {
            Cell::YesNo(yes) => Some(yes),
            Cell::Text(text) => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" | "y" | "t" => Some(true),
                "false" | "no" | "0" | "n" | "f" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }
}
