//! A text becomes words.

/// A word of a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Word {
    /// In small letters, each letter with its mark in one character.
    pub text: String,
    /// Without any letter that has a mark: as people write who have no such keys.
    pub bare: bool,
    /// Nothing but the beginning of the text or a mark of punctuation comes before it.
    pub first: bool,
    /// Nothing but the end of the text or a mark of punctuation comes after it.
    pub last: bool,
    /// The number of the sentence.
    pub sentence: u32,
}

/// The words of a text. A word consists of letters, digits and apostrophes between letters; everything else parts words.
pub fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut now = String::new();
    let (mut first, mut sentence) = (true, 0);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let c = if c == '’' || c == 'ʼ' { '\'' } else { c };
        if let Some(joined) = now.chars().next_back().and_then(|before| joined(before, c)) {
            now.pop();
            now.push(joined);
            continue;
        }
        let inside = c == '\'' && !now.is_empty() && rest.peek().is_some_and(|next| next.is_alphanumeric());
        if c.is_alphanumeric() || inside {
            now.extend(c.to_lowercase().filter(|c| !is_mark(*c)));
            continue;
        }
        end(&mut now, &mut words, &mut first, sentence);
        if ".!?\n".contains(c) {
            sentence += 1;
        }
        // A hyphen or a bracket parts words, not thoughts.
        if ".!?\n,;:–—".contains(c) {
            first = true;
            if let Some(word) = words.last_mut() {
                word.last = true;
            }
        }
    }
    end(&mut now, &mut words, &mut first, sentence);
    if let Some(word) = words.last_mut() {
        word.last = true;
    }
    words
}

fn end(now: &mut String, words: &mut Vec<Word>, first: &mut bool, sentence: u32) {
    if !now.is_empty() {
        let text = std::mem::take(now);
        words.push(Word { bare: text.is_ascii(), text, first: *first, last: false, sentence });
        *first = false;
    }
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Letters with marks of the four languages: with mark, without, the mark alone.
const LETTERS: [(char, char, char); 23] = [
    ('ā', 'a', '\u{304}'),
    ('ē', 'e', '\u{304}'),
    ('ī', 'i', '\u{304}'),
    ('ō', 'o', '\u{304}'),
    ('ū', 'u', '\u{304}'),
    ('č', 'c', '\u{30c}'),
    ('š', 's', '\u{30c}'),
    ('ž', 'z', '\u{30c}'),
    ('ģ', 'g', '\u{327}'),
    ('ķ', 'k', '\u{327}'),
    ('ļ', 'l', '\u{327}'),
    ('ņ', 'n', '\u{327}'),
    ('ŗ', 'r', '\u{327}'),
    ('ą', 'a', '\u{328}'),
    ('ę', 'e', '\u{328}'),
    ('į', 'i', '\u{328}'),
    ('ų', 'u', '\u{328}'),
    ('ė', 'e', '\u{307}'),
    ('õ', 'o', '\u{303}'),
    ('ä', 'a', '\u{308}'),
    ('ö', 'o', '\u{308}'),
    ('ü', 'u', '\u{308}'),
    ('é', 'e', '\u{301}'),
];

/// A letter and a mark that came apart, as some programs write them. A comma below is as good as a cedilla.
fn joined(letter: char, mark: char) -> Option<char> {
    if !is_mark(mark) {
        return None;
    }
    let mark = if mark == '\u{326}' { '\u{327}' } else { mark };
    // A mark of no use here falls away.
    Some(LETTERS.iter().find(|(_, bare, m)| *bare == letter && *m == mark).map_or(letter, |(with, _, _)| *with))
}

/// The letter without its mark.
pub fn bare(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    LETTERS.iter().find(|(with, _, _)| *with == letter).map_or(letter, |(_, bare, _)| *bare)
}

/// The word without marks.
pub fn bared(word: &str) -> String {
    word.chars().map(bare).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn words_are_letters_digits_and_inner_apostrophes() {
        assert_eq!(texts("Labdien, SIA “Ēna-2”! I’ll 'call'."), ["labdien", "sia", "ēna", "2", "i'll", "call"]);
        assert_eq!(texts(" … "), Vec::<String>::new());
        assert_eq!(texts(""), Vec::<String>::new());
    }

    #[test]
    fn letters_that_came_apart_are_joined() {
        assert_eq!(texts("A\u{304}C\u{30c}E\u{328} s\u{30c}i\u{304} g\u{326} u\u{328}"), ["āčę", "šī", "ģ", "ų"]);
        assert_eq!(texts("i\u{307}"), ["i"]);
        assert_eq!(bared("žąsies pätõ"), "zasies pato");
    }

    #[test]
    fn clauses_and_sentences_are_known() {
        let words = words("Labas, Jonai! Kaip sekasi");
        let said: Vec<(bool, bool, u32)> = words.iter().map(|w| (w.first, w.last, w.sentence)).collect();
        assert_eq!(said, [(true, true, 0), (true, true, 0), (true, false, 1), (false, true, 1)]);
        assert!(words[0].bare);
    }
}
