//! Types and pieces of text in the words of a message.

use crate::check::context::Context;
use crate::check::messages::{article, list};
use crate::standard::Type;
use etalon_grammar::ast::{self, Span};

impl Context {
    /// A type in words: `a duration`, `one of phone, chat`.
    pub(crate) fn type_words(&self, ty: &Type) -> String {
        match ty {
            Type::YesNo => "yes or no".to_owned(),
            Type::Whole => "a whole number".to_owned(),
            Type::Decimal => "a decimal number".to_owned(),
            Type::Exact => "a number".to_owned(),
            Type::Share => "a share".to_owned(),
            Type::Duration => "a duration".to_owned(),
            Type::Instant => "an instant".to_owned(),
            Type::Date => "a date".to_owned(),
            Type::Text => "a text".to_owned(),
            Type::OneOf(values) if values.len() > 6 => format!("one of {} …", values[..6].join(", ")),
            Type::OneOf(values) => format!("one of {}", list(values, "or")),
            Type::Ref(unit) => {
                let name = self.unit_name(*unit);
                format!("a reference to {} {name}", article(&name))
            }
        }
    }

    /// A piece of the text as written, on one line and not too long.
    pub(crate) fn spoken(&self, e: &ast::Expr) -> String {
        self.spoken_span(e.span)
    }

    /// The same for a stretch of text.
    pub(crate) fn spoken_span(&self, span: Span) -> String {
        const MOST: usize = 60;
        let text = self.texts.get(span.file as usize);
        let piece = text.and_then(|t| t.get(span.start as usize..span.end as usize)).unwrap_or("this");
        let one_line = piece.split_whitespace().collect::<Vec<_>>().join(" ");
        if one_line.chars().count() <= MOST {
            return one_line;
        }
        one_line.chars().take(MOST).chain(['…']).collect()
    }
}
