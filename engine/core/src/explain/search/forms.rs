//! Moves of a form: other answers to its items.

use super::moves::{Move, all_of, ranked};
use super::{Goal, Search};
use crate::explain::{FormProof, ItemProof};
use crate::standard::Type;
use crate::value::{Ratio, Value};

/// How many answers at once are changed.
const AT_ONCE: usize = 5;

impl Search<'_> {
    /// Moves after which a form might be without fault (or with one).
    pub(super) fn form(&self, form: &FormProof, sound: bool) -> Vec<Move> {
        if let Some(fault) = &form.fault {
            return self.want(fault, !sound);
        }
        let critical = form.items.iter().filter(|item| item.critical.is_some() && item.applies);
        if sound {
            all_of(critical.filter(|item| item.share == Some(Ratio::ZERO)).map(|item| self.item(item, true)))
        } else {
            critical.flat_map(|item| self.item(item, false)).collect()
        }
    }

    /// Moves after which an item might be answered fully (or not at all).
    pub(super) fn item(&self, item: &ItemProof, full: bool) -> Vec<Move> {
        match (&item.answer.saw.ty, item.scale) {
            (Type::YesNo, _) => self.want(&item.answer, full),
            (Type::OneOf(_), _) => {
                let word = if full { "yes" } else { "no" };
                self.reach(&item.answer, &Goal::Is(Value::Text(word.to_owned())))
            }
            (_, Some((least, greatest))) => {
                self.reach(&item.answer, &Goal::Is(Value::Ratio(if full { greatest } else { least })))
            }
            _ => Vec::new(),
        }
    }

    /// Moves that might bring score, verdict or band there: each answer alone, then the weightiest together.
    pub(super) fn form_moves(&self, goal: &Goal) -> Vec<Move> {
        let Some(form) = self.form else { return Vec::new() };
        let mut moves = Vec::new();
        for full in [true, false] {
            let open =
                |item: &&ItemProof| item.applies && item.share != Some(if full { Ratio::ONE } else { Ratio::ZERO });
            let mut items: Vec<&ItemProof> = form.items.iter().filter(open).collect();
            items.sort_by_key(|item| std::cmp::Reverse(item.points));
            for item in &items {
                moves.extend(self.item(item, full));
                moves.extend(self.between(item));
            }
            for n in 2..=AT_ONCE.min(items.len()) {
                moves.extend(all_of(items[..n].iter().map(|item| self.item(item, full))));
            }
        }
        let _ = goal;
        ranked(moves)
    }

    /// The other places on the scale of an item.
    fn between(&self, item: &ItemProof) -> Vec<Move> {
        let Some((least, greatest)) = item.scale else { return Vec::new() };
        if least.den() != 1 || greatest.den() != 1 || greatest.num() - least.num() > 10 {
            return Vec::new();
        }
        let places = (least.num() + 1)..greatest.num();
        places.flat_map(|place| self.reach(&item.answer, &Goal::Is(Value::Whole(place)))).collect()
    }
}
