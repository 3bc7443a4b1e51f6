//! A line that starts with a word that is no clause.

use super::place::{Place, Stop};
use super::unknown_declaration::{shorten, with_article};
use super::{SyntaxError, examples};
use crate::lex::TokenKind;
use crate::words::clauses_of;

pub(crate) fn explain(place: &Place<'_>) -> SyntaxError {
    let first = &place.leaves[0];
    let clauses = clauses_of(place.block);
    let within = with_article(place.block);
    let written = first.text.to_lowercase();
    let meant =
        SYNONYMS.iter().find(|(other, word)| *other == written && clauses.contains(word)).map(|(_, word)| *word);
    let near = meant.or_else(|| nearest(&written, clauses.iter().copied()));
    let span = place.span(first);
    if let Some(near) = near.filter(|near| *near == written) {
        return super::wrong_case::first_word(place, near);
    }
    if let Some(near) = near {
        let example = examples::clause(place.block, near).unwrap_or(near);
        return place
            .error("unknown-clause", span, format!("{within} has no `{}`; did you mean `{near}`?", shorten(first.text)))
            .instead(format!("write for example `{example}`"));
    }
    let message = if first.token.kind == TokenKind::Word {
        format!("{within} has no `{}`", shorten(first.text))
    } else {
        format!("a line of {within} cannot start with `{}`", shorten(first.text))
    };
    let usual = clauses.iter().take(10).copied().collect::<Vec<_>>().join(", ");
    place.error("unknown-clause", span, message).instead(format!("Each line starts with a word such as {usual}."))
}

/// Words that people write for ours.
const SYNONYMS: [(&str, &str); 34] = [
    ("monday", "mon"),
    ("tuesday", "tue"),
    ("wednesday", "wed"),
    ("thursday", "thu"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
    ("holidays", "closed"),
    ("average", "mean"),
    ("avg", "mean"),
    ("total", "sum"),
    ("number", "count"),
    ("percent", "share"),
    ("percentage", "share"),
    ("ratio", "share"),
    ("unique", "distinct"),
    ("minimum", "min"),
    ("maximum", "max"),
    ("goal", "target"),
    ("must", "require"),
    ("condition", "require"),
    ("if", "when"),
    ("if", "require"),
    ("applies", "for"),
    ("description", "meaning"),
    ("title", "meaning"),
    ("help", "guidance"),
    ("advice", "guidance"),
    ("tip", "guidance"),
    ("file", "files"),
    ("timezone", "zone"),
    ("language", "languages"),
    ("question", "item"),
    ("level", "step"),
];

/// `… x = 3 requier y = 4`: a misspelt clause on the line of another.
pub(super) fn glued(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let found = place.found(stop).filter(|leaf| leaf.token.kind == TokenKind::Word)?;
    let near = nearest(&found.text.to_lowercase(), clauses_of(place.block).iter().copied())?;
    let keywords = stop.keywords();
    let other = nearest(found.text, keywords.iter().map(String::as_str)).is_some();
    (near != found.text && !other && stop.wants_sign()).then(|| {
        let message = format!("{} has no `{}`; did you mean `{near}`?", with_article(place.block), shorten(found.text));
        let example = examples::clause(place.block, near).unwrap_or(near);
        place.error("unknown-clause", place.span(found), message).instead(format!("write for example `{example}`"))
    })
}

/// The word that the author most likely meant.
pub(super) fn nearest<'w>(written: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let allowed = match written.chars().count() {
        0..=2 => 0,
        3..=4 => 1,
        5..=7 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, &str)> = None;
    for word in words {
        // Most are told apart by their length alone; to compare letter by letter is dear.
        let prefix = written.starts_with(word);
        if !prefix && written.len().abs_diff(word.len()) > 3 * allowed {
            continue;
        }
        let far = if written.len() > 100 { usize::MAX } else { strsim::osa_distance(written, word) };
        // `requires` and `required` are `require`.
        let far = if written.len() > 3 && written.starts_with(word) && word.len() > 3 { far.min(2) } else { far };
        if far <= allowed && best.is_none_or(|(least, _)| far < least) {
            best = Some((far, word));
        }
    }
    best.map(|(_, word)| word)
}
