//! The lists of words, by language and signal.

use crate::phrase::Phrases;
use crate::unknown;
use crate::words::words;
use etalon_plugin::Refuse;
use std::cell::OnceCell;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    Greeting,
    Apology,
    Promise,
    Thanks,
}

/// A greeting stands at the beginning, if not always as the first word: "Tele2, Anna speaking, good morning".
const BEGINNING: usize = 15;

const LANGUAGES: [&str; 4] = ["et", "lv", "lt", "en"];
const SIGNALS: usize = 4;

macro_rules! lists {
    ($($language:literal),+) => {
        [$([
            include_str!(concat!("../words/", $language, "/greeting.txt")),
            include_str!(concat!("../words/", $language, "/apology.txt")),
            include_str!(concat!("../words/", $language, "/promise.txt")),
            include_str!(concat!("../words/", $language, "/thanks.txt")),
        ]),+]
    };
}

static LISTS: [[&str; SIGNALS]; 4] = lists!("et", "lv", "lt", "en");

thread_local! {
    /// Each list is read when it is first asked for.
    static READ: [[OnceCell<Phrases>; SIGNALS]; 4] = const { [const { [const { OnceCell::new() }; SIGNALS] }; 4] };
}

/// Whether the signal is in the text.
pub fn said(signal: Signal, text: &str, language: &str) -> Result<bool, Refuse> {
    let place = LANGUAGES.iter().position(|l| *l == language).ok_or_else(|| unknown(language))?;
    let within = if signal == Signal::Greeting { BEGINNING } else { usize::MAX };
    let at = signal as usize;
    Ok(READ.with(|read| read[place][at].get_or_init(|| Phrases::read(LISTS[place][at])).said(&words(text), within)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::bared;

    /// Each phrase of each list, with the first of its endings, is found in itself; a misspelled line is not.
    #[test]
    fn every_line_of_every_list_finds_itself() {
        for (language, lists) in LANGUAGES.iter().zip(LISTS) {
            for (list, signal) in lists.iter().zip([Signal::Greeting, Signal::Apology, Signal::Promise, Signal::Thanks])
            {
                let lines = list.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
                for line in lines.filter(|line| !line.is_empty() && !line.starts_with('!')) {
                    assert!(line.chars().all(|c| c.is_alphabetic() || " ()|.^$'".contains(c)), "{language}: {line}");
                    let one = plain(line);
                    for text in [one.clone(), one.to_uppercase(), bared(&one)] {
                        assert_eq!(said(signal, &text, language), Ok(true), "{language} {signal:?}: {line} as {text}");
                    }
                }
            }
        }
    }

    fn plain(line: &str) -> String {
        let words = line.split_whitespace().filter(|w| *w != "...").map(|word| {
            let word = word.trim_matches(['^', '$']);
            word.split_once('(').map_or_else(
                || word.to_string(),
                |(stem, endings)| {
                    format!("{stem}{}", endings.trim_end_matches(')').split('|').next().unwrap_or_default())
                },
            )
        });
        words.collect::<Vec<_>>().join(" ")
    }
}
