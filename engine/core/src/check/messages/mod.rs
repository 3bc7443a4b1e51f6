//! What the checker says, one file a slug: each words one problem.

mod clause_twice;
mod missing_clause;
mod unknown_name;

pub(crate) use clause_twice::clause_twice;
pub(crate) use missing_clause::missing_clause;
pub(crate) use unknown_name::unknown_name;

use etalon_grammar::ast::Kind;

/// The nearest of several words, if one is near enough to be what was meant.
pub(crate) fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let limit = 1 + word.chars().count() / 4;
    let mut best: Option<(usize, &str)> = None;
    for candidate in words {
        let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
        if candidate != word && distance <= limit && best.is_none_or(|b| (distance, candidate) < b) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Words as people list them: `a, b or c`.
pub(crate) fn list<S: AsRef<str>>(words: &[S], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., end] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", rest.join(", "), end.as_ref())
        }
    }
}

/// The word that opens a declaration of that kind.
pub(crate) const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Use => "use",
        Kind::Standard => "standard",
        Kind::Param => "param",
        Kind::Event => "event",
        Kind::Entity => "entity",
        Kind::Source => "source",
        Kind::Case => "case",
        Kind::Define => "define",
        Kind::Principle => "principle",
        Kind::Criterion => "criterion",
        Kind::Form => "form",
        Kind::Mitigation => "mitigation",
        Kind::Metric => "metric",
        Kind::Ladder => "ladder",
        Kind::Recognition => "recognition",
        Kind::Test => "test",
    }
}
