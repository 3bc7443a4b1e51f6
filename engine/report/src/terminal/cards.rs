//! Strengths first, then what to improve, and whom attention helps most.

use super::lay::{chars, cut, pad};
use super::{DIM, PLAIN, Page, colour};
use crate::show;
use crate::view::{CardLine, Tone, View};
use std::fmt::Write as _;

/// At most so many people, and so many teams or the like.
const PEOPLE: usize = 2;
const OTHERS: usize = 2;
/// So many cards of a kind are enough for that.
pub(super) const MOST: usize = if PEOPLE > OTHERS { PEOPLE } else { OTHERS };

impl Page {
    pub(super) fn organization(&mut self, view: &View) {
        let Some(card) = &view.organization else { return };
        if !card.strengths.is_empty() {
            self.section("strengths", "");
            for line in &card.strengths {
                self.card_line(line, Tone::Good, 2, false);
            }
        }
        if !card.weaknesses.is_empty() {
            self.section("weaknesses", "");
            for line in &card.weaknesses {
                self.card_line(line, Tone::Bad, 2, true);
            }
        }
    }

    /// The mean scores of forms: as they are, and as the people answer for them.
    pub(super) fn scores(&mut self, view: &View) {
        let Some(card) = view.organization.as_ref().filter(|card| !card.scores.is_empty()) else { return };
        self.section("forms", "");
        for score in &card.scores {
            let mut text = format!("  {}  {}  {DIM}n {}{PLAIN}", score.title, score.raw, show::count(score.n),);
            if let Some(fair) = &score.fair {
                let _ = write!(text, ", {fair} {}", self.words.get("fair"));
            }
            self.line(&text);
        }
    }

    pub(super) fn card_line(&mut self, line: &CardLine, tone: Tone, indent: usize, explain: bool) {
        let mut text = format!(
            "{:indent$}{}{}{PLAIN} {}  {}{}{PLAIN}  {DIM}{}/{} {}{PLAIN}",
            "",
            colour(tone),
            if tone == Tone::Good { "+" } else { "−" },
            line.title,
            colour(tone),
            line.raw,
            show::count(line.kept),
            show::count(line.judged),
            self.words.get("kept"),
        );
        if let Some(fair) = &line.fair {
            let _ = write!(text, ", {fair} {}", self.words.get("fair"));
        }
        self.line(&text);
        if explain && let Some(guidance) = &line.guidance {
            self.note(indent + 2, &format!("→ {guidance}"), 2);
        }
    }

    pub(super) fn attention(&mut self, view: &View) {
        let some = |people: bool, most: usize| {
            let groups = view.groups.iter().filter(move |g| g.person == people);
            groups.flat_map(|g| &g.cards).filter(|c| !c.weaknesses.is_empty()).take(most)
        };
        let cards: Vec<_> = some(false, OTHERS).chain(some(true, PEOPLE)).collect();
        if cards.is_empty() {
            return;
        }
        self.section("attention", "");
        let names = cards.iter().map(|c| chars(&c.kind) + 1 + chars(&c.subject)).max().unwrap_or(0).min(30);
        for card in &cards {
            let mut name = cut(&format!("{} {}", card.kind, card.subject), names);
            for (lines, tone) in [(&card.strengths, Tone::Good), (&card.weaknesses, Tone::Bad)] {
                let Some(line) = lines.first() else { continue };
                let figures =
                    format!("{}  {DIM}{}/{}{PLAIN}", line.raw, show::count(line.kept), show::count(line.judged));
                let room = self.width.saturating_sub(names + 24);
                let text = format!(
                    "  {}  {}{} {}{PLAIN}  {figures}",
                    pad(&name, names),
                    colour(tone),
                    if tone == Tone::Good { "+" } else { "−" },
                    cut(&line.title, room),
                );
                self.line(&text);
                name.clear();
            }
        }
    }
}
