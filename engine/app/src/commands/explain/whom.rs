//! Of whom something is asked: by key, or as people are called.

use super::answer::Question;
use super::unknown;
use crate::commands::Ended;
use etalon_core::standard::{UnitId, UnitKind};

impl Question<'_> {
    /// The key of an entity of a kind (none = the organization) that a word names.
    pub(super) fn whom(&self, kind: Option<UnitId>, word: Option<&str>) -> Result<String, Ended> {
        let Some(kind) = kind else { return Ok("organization".to_owned()) };
        let unit = &self.ask.standard.units[kind.index()].label.name;
        let Some(word) = word else {
            return Err(unknown(&format!("of which {unit}?"), &format!("add its key, such as {}", self.some(kind))));
        };
        match self.known(kind, word).as_slice() {
            [] => {
                let keys = self.keys(kind);
                let near = near(word, &keys);
                let help = near.map_or_else(
                    || format!("there are {} of them, such as {}", keys.len(), self.some(kind)),
                    |near| format!("did you mean `{near}`?"),
                );
                Err(unknown(&format!("no {unit} is called `{word}`"), &help))
            }
            [one] => Ok(one.clone()),
            several => {
                let names: Vec<String> = several.iter().map(|key| self.names.subject(unit, key)).collect();
                Err(unknown(
                    &format!("`{word}` may be several"),
                    &format!("write the key of one: {}", names.join(", ")),
                ))
            }
        }
    }

    /// The keys of a kind that a word may mean: the key itself, else those who are called so.
    pub(super) fn known(&self, kind: UnitId, word: &str) -> Vec<String> {
        let keys = self.keys(kind);
        let exact = keys.iter().find(|key| *key == word).or_else(|| keys.iter().find(|k| k.eq_ignore_ascii_case(word)));
        if let Some(key) = exact {
            return vec![key.clone()];
        }
        self.names.called(&self.ask.standard.units[kind.index()].label.name, word)
    }

    /// The keys of a kind, each once: those of its table and those that events speak of.
    fn keys(&self, kind: UnitId) -> Vec<String> {
        let world = &self.ask.run.world;
        let table = world.table(kind);
        let mut keys: Vec<String> = (0..table.rows).map(|row| world.key(kind, row).into_owned()).collect();
        let name = &self.ask.standard.units[kind.index()].label.name;
        if matches!(self.ask.standard.units[kind.index()].kind, UnitKind::Entity) {
            let cards = &self.ask.run.outcome.scorecards;
            keys.extend(cards.iter().filter(|c| c.kind == *name).map(|c| c.subject.clone()));
            let decisions = &self.ask.run.outcome.decisions;
            keys.extend(decisions.iter().filter(|d| d.subject_kind == *name).map(|d| d.subject.clone()));
        }
        keys.sort();
        keys.dedup();
        keys
    }

    /// A few keys of a kind, to show how they look.
    pub(super) fn some(&self, kind: UnitId) -> String {
        let keys = self.keys(kind);
        keys.iter().take(3).cloned().collect::<Vec<_>>().join(", ")
    }

    /// The row of a key, as of the run.
    pub(super) fn row(&self, unit: UnitId, word: &str) -> Result<u32, Ended> {
        let world = &self.ask.run.world;
        let found = world.row_of(unit, word, world.as_of);
        if let Some(row) = found.and_then(|row| u32::try_from(row).ok()) {
            return Ok(row);
        }
        let name = &self.ask.standard.units[unit.index()].label.name;
        let keys = self.keys(unit);
        let near = near(word, &keys);
        let help = near.map_or_else(
            || format!("there are {} of them, such as {}", keys.len(), self.some(unit)),
            |near| format!("did you mean `{near}`?"),
        );
        Err(unknown(&format!("no {name} has the key `{word}`"), &help))
    }
}

/// The key that was meant. Numbered keys are all alike: none of them is nearer than another.
fn near<'k>(word: &str, keys: &'k [String]) -> Option<&'k str> {
    let named = !word.contains(|c: char| c.is_ascii_digit());
    etalon_store::nearest(word, keys.iter().map(String::as_str).filter(|_| named))
}
