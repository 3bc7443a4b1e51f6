//! Cards of a large report, as short texts: what many cards have in common is said once, and the page's script puts it
//! back when a card is opened.

use std::collections::BTreeMap;

/// Pieces of markup that many cards share; each has a character of its own, from the private ones of Unicode.
pub struct Pieces(BTreeMap<String, char>);

/// The first of those characters, and how many there are.
const FIRST: u32 = 0xe000;
const MOST: usize = 6_400;
/// So many cards tell what the others are made of.
const SAMPLE: usize = 64;
/// A shorter piece is not worth its character of three bytes.
const LEAST: usize = 5;

impl Pieces {
    /// Of these cards.
    pub fn of<'a>(cards: impl Iterator<Item = &'a str>) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for piece in cards.take(SAMPLE).flat_map(|card| card.split_inclusive('>')).filter(|p| p.len() >= LEAST) {
            *counts.entry(piece).or_default() += 1;
        }
        let shared = counts.into_iter().filter(|(piece, count)| *count > 3 && !piece.chars().any(is_private));
        let codes = (FIRST..).filter_map(char::from_u32);
        Self(shared.take(MOST).map(|(piece, _)| piece.to_owned()).zip(codes).collect())
    }

    /// The card with the characters in place of the pieces.
    pub fn shorten(&self, card: &str) -> String {
        let mut out = String::with_capacity(card.len() / 3);
        for piece in card.split_inclusive('>') {
            match self.0.get(piece) {
                Some(code) => out.push(*code),
                // Such a character in a name is written by its number, as markup may.
                None => piece.chars().for_each(|c| {
                    if is_private(c) { out.push_str(&format!("&#{};", u32::from(c))) } else { out.push(c) }
                }),
            }
        }
        out
    }

    /// The pieces in the order of their characters, as JSON.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        let mut pieces: Vec<(char, &str)> = self.0.iter().map(|(piece, code)| (*code, piece.as_str())).collect();
        pieces.sort_unstable();
        serde_json::to_string(&pieces.into_iter().map(|(_, piece)| piece).collect::<Vec<_>>())
    }
}

fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::{FIRST, Pieces};

    #[test]
    fn a_card_comes_back_as_it_was() {
        let card = |n: u32| format!("<li class=\"row\">Answered in time</li><b>{n}</b>");
        let cards: Vec<String> = (0..20).map(card).collect();
        let pieces = Pieces::of(cards.iter().map(String::as_str));
        let known: Vec<String> = serde_json::from_str(&pieces.json().expect("texts")).expect("JSON");
        let short = pieces.shorten(&cards[7]);
        assert!(short.len() < cards[7].len() / 2, "{short}");
        let piece = |c: char| match u32::from(c).checked_sub(FIRST) {
            Some(index) => known[index as usize].clone(),
            None => c.to_string(),
        };
        assert_eq!(short.chars().map(piece).collect::<String>(), cards[7]);
    }

    #[test]
    fn a_name_may_hold_such_a_character() {
        let pieces = Pieces::of(std::iter::repeat_n("<b>\u{e000}</b>", 9));
        assert_eq!(pieces.shorten("<b>\u{e000}</b>"), "<b>&#57344;</b>");
    }
}
