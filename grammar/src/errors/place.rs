//! A piece that cannot be read, and where in it reading stopped.

use std::ops::Range;

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

use super::SyntaxError;
use crate::ast::Span;
use crate::build::{Builder, is_keyword};
use crate::cut::Leaf;
use crate::language::{Language, Rule};
use crate::lex::TokenKind;

/// A piece that cannot be read.
pub(crate) struct Place<'a> {
    pub(crate) builder: &'a Builder<'a>,
    /// The word of the declaration or inner block it stands in.
    pub(crate) block: &'static str,
    /// The word that opens it, if it is one of that block's.
    pub(crate) word: Option<&'a str>,
    /// How it is written.
    pub(crate) example: Option<&'static str>,
    pub(crate) leaves: &'a [Leaf<'a>],
    pub(crate) range: Range<usize>,
}

/// Where reading stopped, and what would have gone on.
pub(crate) struct Stop {
    /// The byte.
    pub(crate) at: usize,
    wanted: Vec<Rule>,
}

impl Stop {
    /// What the parser says, as a place in the whole text.
    pub(crate) fn new(error: &Error<Rule>, base: usize) -> Stop {
        let at = match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => base + at,
        };
        let wanted = match &error.variant {
            ErrorVariant::ParsingError { positives, .. } => positives.clone(),
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
        Stop { at, wanted }
    }

    pub(crate) fn wants(&self, rules: &[Rule]) -> bool {
        self.wanted.iter().any(|rule| rules.contains(rule))
    }

    /// Whether a value or a condition is due.
    pub(crate) fn wants_operand(&self) -> bool {
        self.wants(&[
            Rule::expr,
            Rule::sum,
            Rule::path,
            Rule::paren,
            Rule::not,
            Rule::minus,
            Rule::call,
            Rule::by_table,
        ])
    }

    /// Whether a value stands before, and a sign could follow.
    pub(crate) fn wants_sign(&self) -> bool {
        self.wants(&[Rule::sum_sign, Rule::same_sign, Rule::order_sign, Rule::and, Rule::or])
    }

    pub(crate) fn wants_name(&self) -> bool {
        self.wants(&[
            Rule::name,
            Rule::language,
            Rule::dotted,
            Rule::field_name,
            Rule::word,
            Rule::per_item,
            Rule::subject,
        ])
    }

    pub(crate) fn wants_text(&self) -> bool {
        self.wants(&[Rule::text, Rule::texts, Rule::tagged])
    }

    /// The keywords that could go on, as they are written.
    pub(crate) fn keywords(&self) -> Vec<String> {
        let words = self.wanted.iter().filter(|rule| is_keyword(**rule));
        words.map(|rule| format!("{rule:?}").to_lowercase().trim_end_matches('_').to_owned()).collect()
    }
}

impl<'a> Place<'a> {
    /// Where a rule stops making sense of the piece; none if it makes sense.
    pub(crate) fn stop(&self, rule: Rule) -> Option<Stop> {
        let error = Language::parse(rule, &self.builder.text[self.range.clone()]).err()?;
        Some(Stop::new(&error, self.range.start))
    }

    /// The leaf at a stop, if the piece goes on there.
    pub(crate) fn found(&self, stop: &Stop) -> Option<&Leaf<'a>> {
        self.leaves.iter().find(|leaf| leaf.token.end > stop.at)
    }

    /// The leaf before a stop.
    pub(crate) fn before(&self, stop: &Stop) -> Option<&Leaf<'a>> {
        self.leaves.iter().rev().find(|leaf| leaf.token.end <= stop.at)
    }

    /// The leaf `steps` after the one at the stop.
    pub(crate) fn after(&self, stop: &Stop, steps: usize) -> Option<&Leaf<'a>> {
        self.leaves.iter().filter(|leaf| leaf.token.end > stop.at).nth(steps)
    }

    pub(crate) fn span(&self, leaf: &Leaf<'_>) -> Span {
        self.builder.span_of(leaf.token.range())
    }

    pub(crate) fn span_between(&self, first: &Leaf<'_>, last: &Leaf<'_>) -> Span {
        self.builder.span_of(first.token.start..last.token.end)
    }

    /// The leaf at a stop, or the last one before the end.
    pub(crate) fn span_at(&self, stop: &Stop) -> Span {
        match self.found(stop).or_else(|| self.before(stop)) {
            Some(leaf) => self.span(leaf),
            None => self.builder.span_of(self.range.clone()),
        }
    }

    /// The end of what stands before a stop: where something is missing.
    pub(crate) fn gap(&self, stop: &Stop) -> Span {
        match self.before(stop) {
            Some(leaf) => self.span(leaf),
            None => self.span_at(stop),
        }
    }

    /// "write for example …", with the clause's own example.
    pub(crate) fn example(&self) -> Option<String> {
        self.example.map(|example| format!("write for example `{example}`"))
    }

    pub(crate) fn error(&self, slug: &'static str, span: Span, message: String) -> SyntaxError {
        SyntaxError { slug, span, message, reason: None, help: self.example() }
    }
}

/// Whether a leaf can be a value by itself.
pub(crate) fn is_value(leaf: &Leaf<'_>) -> bool {
    leaf.is_name()
        || matches!(leaf.token.kind, TokenKind::Number | TokenKind::Text)
        || matches!(leaf.text, "this" | "yes" | "no")
}
