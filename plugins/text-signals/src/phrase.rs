//! Phrases of a list, and how they are found in a text.
//!
//! A line of a list is a phrase: words, parted by spaces. `atvaino(jos|jamies)` is a stem with its endings, `(i|we)` one of several words;
//! `...` are up to three words of whatever kind within the sentence; `^` before a word: it begins a clause; `$` behind: it ends one. `! …` is a
//! phrase that does not count, nor what overlaps it, and it stays within one clause ("I do not know, but I promise"). `#` begins a remark. A word without marks in the text fits one with marks in the list.

use crate::words::{Word, bare, bared};

/// The most words that `...` stands for.
const GAP: usize = 3;

/// The phrases of a list.
#[derive(Debug)]
pub struct Phrases {
    phrases: Vec<Phrase>,
    /// By the first two letters without marks of the word with which a phrase may begin: the phrases.
    begins: Vec<(u32, u32)>,
}

#[derive(Debug)]
struct Phrase {
    parts: Vec<Part>,
    /// It does not count.
    not: bool,
}

#[derive(Debug)]
enum Part {
    Gap,
    Word { forms: Vec<Form>, first: bool, last: bool },
}

#[derive(Debug)]
struct Form {
    text: String,
    bare: String,
}

/// Where a phrase was found: from this word up to before that one.
type Span = (usize, usize);

impl Phrases {
    /// Reads a list. Lines that make no sense are passed over; the tests see that there are none.
    pub fn read(list: &str) -> Self {
        let lines = list.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
        let phrases: Vec<Phrase> = lines.filter(|line| !line.is_empty()).map(Phrase::read).collect();
        let mut begins = Vec::new();
        for (at, phrase) in (0..).zip(&phrases) {
            if let Some(Part::Word { forms, .. }) = phrase.parts.first() {
                begins.extend(forms.iter().map(|form| (key(&form.text), at)));
            }
        }
        begins.sort_unstable();
        begins.dedup();
        Self { phrases, begins }
    }

    /// Whether one of them is said, beginning within the first so many words.
    pub fn said(&self, words: &[Word], within: usize) -> bool {
        let (mut found, mut not): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
        for at in 0..words.len().min(within) {
            for phrase in self.beginning(&words[at].text) {
                if let Some(end) = phrase.ends(words, at) {
                    if phrase.not { not.push((at, end)) } else { found.push((at, end)) }
                }
            }
        }
        // What does not count takes with it whatever overlaps it.
        found.iter().any(|(from, to)| !not.iter().any(|(not_from, not_to)| from < not_to && not_from < to))
    }

    fn beginning(&self, word: &str) -> impl Iterator<Item = &Phrase> {
        let key = key(word);
        let from = self.begins.partition_point(|(other, _)| *other < key);
        self.begins[from..]
            .iter()
            .take_while(move |(other, _)| *other == key)
            .map(|(_, at)| &self.phrases[*at as usize])
    }
}

/// The first two letters without marks.
fn key(word: &str) -> u32 {
    let mut letters = word.chars().map(|c| u32::from(bare(c)) & 0xffff);
    letters.next().unwrap_or(0) << 16 | letters.next().unwrap_or(0)
}

impl Phrase {
    fn read(line: &str) -> Self {
        let (not, line) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest));
        Self { parts: line.split_whitespace().map(Part::read).collect(), not }
    }

    /// Where it ends, if it begins at that word.
    fn ends(&self, words: &[Word], at: usize) -> Option<usize> {
        let end = ends(&self.parts, words, at, words[at].sentence)?;
        let one_clause = words[at + 1..end].iter().all(|word| !word.first);
        (!self.not || one_clause).then_some(end)
    }
}

fn ends(parts: &[Part], words: &[Word], at: usize, sentence: u32) -> Option<usize> {
    match parts.split_first() {
        None => Some(at),
        Some((Part::Gap, rest)) => (at..=at + GAP).find_map(|next| ends(rest, words, next, sentence)),
        Some((part, rest)) => {
            let word = words.get(at).filter(|w| w.sentence == sentence && part.fits(w))?;
            ends(rest, words, at + 1, word.sentence)
        }
    }
}

impl Part {
    fn read(word: &str) -> Self {
        if word == "..." {
            return Self::Gap;
        }
        let (first, word) = word.strip_prefix('^').map_or((false, word), |rest| (true, rest));
        let (last, word) = word.strip_suffix('$').map_or((false, word), |rest| (true, rest));
        let forms = match word.split_once('(') {
            None => vec![word.to_string()],
            Some((stem, endings)) => {
                endings.trim_end_matches(')').split('|').map(|ending| format!("{stem}{ending}")).collect()
            }
        };
        let forms = forms.into_iter().map(|text| Form { bare: bared(&text), text }).collect();
        Self::Word { forms, first, last }
    }

    fn fits(&self, word: &Word) -> bool {
        match self {
            Self::Gap => false,
            Self::Word { forms, first, last } => {
                (!first || word.first)
                    && (!last || word.last)
                    && forms.iter().any(|form| form.text == word.text || (word.bare && form.bare == word.text))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn said(list: &str, text: &str) -> bool {
        Phrases::read(list).said(&words(text), 100)
    }

    #[test]
    fn stems_have_endings_and_words_have_borders() {
        let list = "atvaino(jos|jamies) # remark\n# another\n\nžēl";
        assert!(said(list, "Ļoti ATVAINOJOS!"));
        assert!(said(list, "atvainojamies"));
        assert!(!said(list, "atvaino"));
        assert!(!said(list, "neatvainojos"));
        assert!(said(list, "zel"), "without marks");
        assert!(!said(list, "zēl"), "with other marks it is another word");
    }

    #[test]
    fn a_gap_is_three_words_of_one_sentence() {
        let list = "annan ... teada";
        assert!(said(list, "annan teada"));
        assert!(said(list, "Annan teile homme kindlasti teada."));
        assert!(!said(list, "annan teile siis kohe homme teada"));
        assert!(!said(list, "Annan. Teada on"));
    }

    #[test]
    fn clauses_can_be_asked_for() {
        assert!(said("^labas$", "Labas, Jonai"));
        assert!(!said("^labas$", "Labas klausimas"));
        assert!(!said("^labas$", "Tai labas"));
    }

    #[test]
    fn what_does_not_count_takes_with_it_what_it_overlaps() {
        let list = "sorry\n! not ... sorry";
        assert!(said(list, "I am sorry"));
        assert!(!said(list, "I am not at all sorry"));
        assert!(said(list, "I am not at all sorry. Sorry!"));
        assert!(said(list, "It is not done, sorry"));
    }
}
