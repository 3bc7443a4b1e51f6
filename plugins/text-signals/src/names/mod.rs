//! Whether a name is used, in whatever case.

mod estonian;
mod latvian;
mod lithuanian;

use crate::unknown;
use crate::words::{Word, bared, words};
use etalon_plugin::Refuse;

/// Whether the text uses one of the names that the name consists of: "Jānis Bērziņš" is used in "Jāni, …" and in "Bērziņa kungs".
/// Initials do not count.
pub fn used(text: &str, name: &str, language: &str) -> Result<bool, Refuse> {
    let forms: fn(&str) -> Vec<String> = match language {
        "et" => estonian::forms,
        "lv" => latvian::forms,
        "lt" => lithuanian::forms,
        "en" => |_| Vec::new(),
        _ => return Err(unknown(language)),
    };
    let said = words(text);
    let names = words(name).into_iter().filter(|part| part.text.chars().count() > 1);
    Ok(names.into_iter().any(|part| {
        let mut all = forms(&part.text);
        all.push(part.text);
        let bare: Vec<String> = all.iter().map(|form| bared(form)).collect();
        said.iter().any(|word| fits(word, &all, &bare))
    }))
}

/// The word as it stands, or what stands before its apostrophe: "Anna's", "John'ile".
fn fits(word: &Word, forms: &[String], bare: &[String]) -> bool {
    let among = |text: &str| forms.iter().any(|f| f == text) || (word.bare && bare.iter().any(|f| f == text));
    among(&word.text) || word.text.split_once('\'').is_some_and(|(before, _)| among(before))
}

/// The stem with each of the endings.
fn with(stem: &str, endings: &[&str], into: &mut Vec<String>) {
    into.extend(endings.iter().map(|ending| format!("{stem}{ending}")));
}

#[cfg(test)]
mod tests;
