//! What is wrong with a text, in the words of its author: one file for each kind of mistake, named by its slug.

pub(crate) mod chained_comparison;
pub(crate) mod look_without_unit;
pub(crate) mod stray_brace;
pub(crate) mod too_deep;
pub(crate) mod too_large;
pub(crate) mod too_long;
pub(crate) mod too_many;
pub(crate) mod unclosed_brace;
pub(crate) mod unclosed_text;
pub(crate) mod unknown_declaration;

pub(crate) mod clause;
pub(crate) mod head;
pub(crate) mod leftover;

mod examples;
mod place;

mod alien_sign;
mod cannot_stand_here;
mod colon;
mod decimal_comma;
mod double_equals;
mod hyphen_in_name;
mod local_date;
mod misplaced_clause;
mod missing_brace;
mod missing_hours;
mod missing_name;
mod missing_number;
mod missing_operand;
mod missing_sign;
mod missing_text;
mod missing_type;
mod missing_value;
mod missing_word;
mod not_equal_sign;
mod number_first;
mod reserved_word;
mod reversed_sign;
mod semicolon;
mod stray_bracket;
mod trailing_comma;
mod unclosed_bracket;
mod unknown_clause;
mod unknown_period;
mod unknown_unit;
mod unquoted_title;
mod word_operators;
mod wrong_case;
mod wrong_quotes;

use std::ops::Range;

use crate::ast::Span;
use crate::build::Builder;
use place::{Place, Stop};

/// Something in a text that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// A short name that never changes its meaning, for tools and for the documentation.
    pub slug: &'static str,
    /// Where.
    pub span: Span,
    /// What is wrong: one plain line.
    pub message: String,
    /// Why it matters.
    pub reason: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
}

impl SyntaxError {
    fn because(mut self, reason: &str) -> SyntaxError {
        self.reason = Some(reason.to_owned());
        self
    }

    fn instead(mut self, help: impl Into<String>) -> SyntaxError {
        self.help = Some(help.into());
        self
    }
}

/// Dates in another order or with other signs: some of them would be read as sums.
pub(crate) fn dates(builder: &Builder<'_>, range: &Range<usize>) -> Vec<SyntaxError> {
    let leaves = builder.leaves_in(range);
    local_date::find(&Place { builder, block: "", word: None, example: None, leaves, range: range.clone() })
}

/// Habits from other languages, which are wrong wherever they stand.
fn habits(place: &Place<'_>) -> Vec<SyntaxError> {
    let all: [fn(&Place<'_>) -> Vec<SyntaxError>; 7] = [
        wrong_quotes::find,
        double_equals::find,
        word_operators::find,
        not_equal_sign::find,
        reversed_sign::find,
        local_date::find,
        alien_sign::find,
    ];
    all.iter().flat_map(|find| find(place)).collect()
}

/// What is wrong where reading stopped: the first that knows.
fn reason(place: &Place<'_>, stop: &Stop) -> SyntaxError {
    let all: [fn(&Place<'_>, &Stop) -> Option<SyntaxError>; 24] = [
        stray_bracket::explain,
        unclosed_bracket::explain,
        semicolon::explain,
        decimal_comma::explain,
        trailing_comma::explain,
        missing_hours::explain,
        colon::explain,
        wrong_case::explain,
        unknown_clause::glued,
        unknown_unit::explain,
        hyphen_in_name::explain,
        missing_type::explain,
        missing_brace::explain,
        unquoted_title::explain,
        missing_number::explain,
        missing_operand::explain,
        reserved_word::explain,
        number_first::explain,
        missing_word::explain,
        unknown_period::explain,
        missing_value::explain,
        missing_text::explain,
        missing_name::explain,
        missing_sign::explain,
    ];
    all.iter().find_map(|explain| explain(place, stop)).unwrap_or_else(|| cannot_stand_here::explain(place, stop))
}
