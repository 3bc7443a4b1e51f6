//! Moves of a form: other answers to its items.

use super::moves::{Move, all_of};
use super::{Goal, Search};
use crate::explain::{FormProof, ItemProof};
use crate::standard::Type;
use crate::value::{Ratio, Value};

/// How many answers at once are changed.
const AT_ONCE: usize = 8;

impl Search<'_> {
    /// Moves after which a form might be without fault (or with one).
    pub(super) fn form(&self, form: &FormProof, sound: bool) -> Vec<Move> {
        if let Some(fault) = &form.fault {
            let mut moves = self.want(fault, !sound);
            if sound {
                moves.extend(all_of([self.critical(form, true), self.together(form, true)]));
                moves.extend(self.together(form, true));
            }
            return moves;
        }
        self.critical(form, sound)
    }

    /// Moves after which something of a form might apply that does not: its first items, also answered.
    pub(super) fn scored(&self, form: &FormProof) -> Vec<Move> {
        let left_out = form.items.iter().filter(|item| !item.applies).take(AT_ONCE);
        let asked = left_out.filter_map(|item| Some((item, self.want(item.na.as_ref()?, false))));
        let each = asked.flat_map(|(item, asked)| {
            let answered = all_of([asked.clone(), self.item(item, true)]);
            asked.into_iter().chain(answered)
        });
        each.collect()
    }

    /// Moves after which all that is missing in a form might be answered: what they have in common may be enough.
    pub(super) fn answered(&self, form: &FormProof) -> Vec<Move> {
        let missing: Vec<&ItemProof> = form.items.iter().filter(|item| item.applies && item.share.is_none()).collect();
        let present = |item: &&ItemProof| {
            let mut moves = self.reach(&item.answer, &Goal::Present);
            moves.extend(self.item(item, true));
            moves
        };
        let mut moves: Vec<Move> = missing.iter().flat_map(present).collect();
        moves.extend(all_of(missing.iter().map(present)));
        moves
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

    /// Moves that might bring the verdict of a form there, its score or its band: of critical items all that failed, or one;
    /// else each answer alone, then the weightiest together.
    pub(super) fn form_moves(&self, field: &str) -> Vec<Move> {
        let Some(form) = self.form else { return Vec::new() };
        if field.ends_with(".verdict") {
            let failed = form.items.iter().any(|item| item.critical.is_some() && item.share == Some(Ratio::ZERO));
            return self.critical(form, failed);
        }
        let mut moves = Vec::new();
        for full in [true, false] {
            let done = Some(if full { Ratio::ONE } else { Ratio::ZERO });
            let mut items: Vec<&ItemProof> = form.items.iter().filter(|i| i.applies && i.share != done).collect();
            items.sort_by_key(|item| std::cmp::Reverse(self.weight(form, item)));
            for item in &items {
                moves.extend(self.item(item, full));
                moves.extend(self.between(item));
            }
            moves.extend(self.together(form, full));
        }
        moves
    }

    /// The weightiest answers together: two, three …
    fn together(&self, form: &FormProof, full: bool) -> Vec<Move> {
        let done = Some(if full { Ratio::ONE } else { Ratio::ZERO });
        let mut items: Vec<&ItemProof> = form.items.iter().filter(|i| i.applies && i.share != done).collect();
        items.sort_by_key(|item| std::cmp::Reverse(self.weight(form, item)));
        let counts = 2..=AT_ONCE.min(items.len());
        counts.flat_map(|n| all_of(items[..n].iter().map(|item| self.item(item, full)))).collect()
    }

    fn critical(&self, form: &FormProof, sound: bool) -> Vec<Move> {
        let critical = form.items.iter().filter(|item| item.critical.is_some() && item.applies);
        if sound {
            all_of(critical.filter(|item| item.share == Some(Ratio::ZERO)).map(|item| self.item(item, true)))
        } else {
            critical.flat_map(|item| self.item(item, false)).collect()
        }
    }

    /// How much the whole item weighs in the score, and how much of it is at stake.
    fn weight(&self, form: &FormProof, item: &ItemProof) -> Ratio {
        let section = form.items.iter().filter(|i| i.applies && i.section == item.section);
        let points = section.fold(Ratio::ZERO, |sum, i| sum.plus(i.points).unwrap_or(sum));
        let weight = if form.by_sections { form.sections[item.section].2 } else { points };
        weight.times(item.points).and_then(|w| w.over(points)).unwrap_or(item.points)
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
