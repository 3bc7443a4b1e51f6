//! The nearest name to a misspelt one.

/// The most alike of these names, if it is alike enough to be what was meant.
pub(crate) fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // The effort grows with the product of the lengths, and nobody misspells long words.
    if word.len() > 100 {
        return None;
    }
    let limit = (word.chars().count() / 3).max(1);
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(word, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// "`a`, `b` and `c`"
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// "did you mean `a`?", else what there is.
pub(crate) fn meant(word: &str, names: &[&str]) -> Option<String> {
    match nearest(word, names.iter().copied()) {
        Some(name) => Some(format!("did you mean `{name}`?")),
        None if names.is_empty() => None,
        None => Some(format!("there is {}", listed(names.iter().copied()))),
    }
}
