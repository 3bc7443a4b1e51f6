//! `criterion quick Calls are answered {`

use super::SyntaxError;
use super::place::{Place, Stop};
use crate::language::Rule;
use crate::lex::TokenKind;
use crate::words::{DECLARATIONS, clauses_of};

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let found = place.found(stop).filter(|leaf| leaf.token.kind == TokenKind::Word && !leaf.first_on_line)?;
    if !stop.wants(&[Rule::title, Rule::local_text, Rule::tagged, Rule::text])
        || place.word.is_some_and(|word| word != "item" && word != "section" && word != "step")
    {
        return None;
    }
    let next_is_word = place.after(stop, 1).is_some_and(|leaf| leaf.token.kind == TokenKind::Word);
    if place.block == "define" && !next_is_word {
        return None;
    }
    let lone = place.after(stop, 1).is_some_and(|leaf| leaf.is("{"));
    // `ladder conduct agent {`, `entity agent person {`: a word of the language is missing, not the quotes.
    if place.block == "use" || lone && (stop.wants(&[Rule::for_what]) || found.is("person")) {
        return None;
    }
    if clauses_of(place.block).contains(&found.text) || DECLARATIONS.iter().any(|(word, _)| *word == found.text) {
        return None;
    }
    let rest = place.leaves.iter().filter(|leaf| leaf.token.start >= found.token.start);
    let words: Vec<_> = rest.take_while(|leaf| leaf.token.kind == TokenKind::Word && !leaf.first_on_line).collect();
    let last = *words.last()?;
    let written = &place.builder.text[found.token.start..last.token.end];
    Some(
        place
            .error("unquoted-title", place.span_between(found, last), "a title stands in double quotes".to_owned())
            .because("Without quotes its words would be read as words of the language.")
            .instead(format!("write `\"{written}\"`, or see the whole line: `{}`", place.example.unwrap_or(written))),
    )
}
