//! Moves of what is looked at: one thing more or less that matches, or another value of it.

use super::moves::{FOLLOWED, Move, all_of, ranked};
use super::{Goal, Search, numeric};
use crate::explain::{Added, Edit, FactProof, LookProof, Saw, Seen};
use crate::standard::Aggregate;
use crate::value::{Ratio, Value};

/// How many things at once may come or go.
const AT_ONCE: usize = 4;
/// Things that are not there are what can be changed least.
const GONE: u8 = 3;
/// Things that should be there come after all that a thing could have been instead.
const DONE: u8 = 2;
/// All of it: as much as a thing can be changed.
const WHOLE: i128 = 1_000_000;

impl Search<'_> {
    /// Moves after which there is one that matches (or none).
    pub(super) fn look(&self, look: &LookProof, one: bool) -> Vec<Move> {
        if one {
            let mut moves = self.one_more(look);
            // Something that is asked for can be done; nobody can do much about what should not be.
            let class = if look.none { GONE } else { DONE };
            moves.extend(look.one_more.iter().map(|more| Move::of(Edit::Added(Box::new(more.clone())), class, WHOLE)));
            moves
        } else {
            self.fewer(&look.matches, look.matched, look.matched)
        }
    }

    /// Moves that might bring the value of a look there.
    pub(super) fn look_value(&self, look: &LookProof, saw: &Saw, goal: &Goal) -> Vec<Move> {
        match look.ask {
            Some(Aggregate::Count) => match self.wanted(saw, goal) {
                Some(more) if more > 0 => chosen(self.each_more(look), usize::try_from(more).unwrap_or(usize::MAX)),
                Some(less) => self.fewer(&look.matches, look.matched, less.unsigned_abs()),
                None => Vec::new(),
            },
            Some(how) => self.of_values(how, &look.matches, &look.others, saw, goal),
            None => Vec::new(),
        }
    }

    /// Moves that might bring a fact of a case there.
    pub(super) fn fact(&self, fact: &FactProof, goal: &Goal) -> Vec<Move> {
        if let Some(from) = &fact.from {
            return self.reach(from, goal);
        }
        let mut moves = self.fact_of(fact, goal);
        moves.extend(self.one_more_event(fact, goal));
        moves
    }

    /// One more event of the case: at the instant of its last, and as late as can be.
    fn one_more_event(&self, fact: &FactProof, goal: &Goal) -> Vec<Move> {
        let Some((added, taken)) = &fact.one_more else { return Vec::new() };
        let mut shapes = vec![added.clone()];
        if let Some(field) = taken {
            let values = self.other_event_values(added.unit, field, goal, &fact.saw.value);
            let unit = &self.scene.ask.standard.units[added.unit.index()];
            let with = |given: crate::explain::Given| {
                let mut added = added.clone();
                if let (true, Value::Instant(at)) = (unit.at == Some(given.field), &given.value) {
                    added.at = *at;
                    return (*at <= self.scene.ask.run.world.as_of).then_some(added);
                }
                if unit.keys.contains(&given.field) || unit.at == Some(given.field) {
                    return None;
                }
                let known = added.values.iter().find(|old| old.field == given.field);
                if known.is_none_or(|old| old.value == given.value) {
                    added.values.retain(|old| old.field != given.field);
                    added.values.push(given);
                    return Some(added);
                }
                None
            };
            shapes = values.into_iter().filter_map(with).collect();
        }
        let as_of = self.scene.ask.run.world.as_of;
        let late = shapes.iter().filter(|added| added.at < as_of).map(|added| Added { at: as_of, ..added.clone() });
        let shapes: Vec<Added> = shapes.iter().cloned().chain(late).collect();
        shapes.into_iter().map(|added| Move::of(Edit::Added(Box::new(added)), DONE, WHOLE)).collect()
    }

    fn fact_of(&self, fact: &FactProof, goal: &Goal) -> Vec<Move> {
        match fact.how {
            Some(Aggregate::Count) => match self.wanted(&fact.saw, goal) {
                Some(more) if more > 0 => {
                    let each = fact.others.iter().map(|seen| self.seen(seen, true)).collect();
                    chosen(each, usize::try_from(more).unwrap_or(usize::MAX))
                }
                Some(less) => self.fewer(&fact.matches, fact.matched, less.unsigned_abs()),
                None => Vec::new(),
            },
            Some(how) => self.of_values(how, &fact.matches, &fact.others, &fact.saw, goal),
            None => Vec::new(),
        }
    }

    fn of_values(&self, how: Aggregate, matches: &[Seen], others: &[Seen], saw: &Saw, goal: &Goal) -> Vec<Move> {
        let mut moves = Vec::new();
        let shift = |value: &Saw| match (how, goal) {
            (Aggregate::Sum, Goal::Number { bound, .. }) => {
                let rest = numeric(&saw.value)?.minus(numeric(&value.value)?)?;
                Some(goal.with(bound.minus(rest)?))
            }
            _ => Some(goal.clone()),
        };
        let conditions = matches!(how, Aggregate::Any | Aggregate::Every);
        for seen in matches {
            if let (Some(value), false) = (&seen.value, conditions)
                && let Some(goal) = shift(&value.saw)
            {
                moves.extend(self.reach(value, &goal));
            }
            if !conditions {
                moves.extend(self.seen(seen, false));
            }
        }
        match (how, goal) {
            (Aggregate::Any, Goal::Is(Value::YesNo(true))) | (Aggregate::Every, Goal::Is(Value::YesNo(false))) => {
                let yes = how == Aggregate::Any;
                moves.extend(matches.iter().filter_map(|s| s.value.as_ref()).flat_map(|v| self.want(v, yes)));
            }
            (Aggregate::Any | Aggregate::Every, _) => {
                let yes = how == Aggregate::Every;
                let few = matches.iter().take(AT_ONCE).filter_map(|s| s.value.as_ref());
                moves.extend(all_of(few.map(|v| self.want(v, yes))));
            }
            _ => {}
        }
        // One more that counts may bring the value.
        moves.extend(others.iter().flat_map(|seen| self.seen(seen, true)));
        moves
    }

    /// How many more (or, below zero, fewer) are wanted.
    fn wanted(&self, saw: &Saw, goal: &Goal) -> Option<i64> {
        let now = numeric(&saw.value)?;
        let then = match goal {
            Goal::Number { bound, above, strict } => {
                let (num, den) = (bound.num(), bound.den());
                let exact = den == 1;
                match (above, *strict && exact) {
                    (true, false) => num.div_euclid(den) + i64::from(!exact),
                    (true, true) => num + 1,
                    (false, false) => num.div_euclid(den),
                    (false, true) => num - 1,
                }
            }
            Goal::Is(value) => numeric(value).filter(|r| r.den() == 1)?.num(),
            Goal::Not(_) if now == Ratio::ZERO => 1,
            Goal::Not(_) => now.num() - 1,
            Goal::Present | Goal::Missing => return None,
        };
        (then >= 0 && now.den() == 1).then(|| then - now.num()).filter(|n| *n != 0)
    }

    /// Moves after which so many of these do not match any more.
    fn fewer(&self, matches: &[Seen], of: u64, how_many: u64) -> Vec<Move> {
        let enough = matches.len() as u64 >= how_many.min(of) && how_many as usize <= AT_ONCE;
        if !enough {
            return Vec::new();
        }
        chosen(matches.iter().rev().map(|seen| self.seen(seen, false)).collect(), how_many as usize)
    }

    /// Moves after which one thing matches, or does not.
    fn seen(&self, seen: &Seen, yes: bool) -> Vec<Move> {
        let mut moves = seen.reason.as_ref().map_or_else(Vec::new, |reason| self.want(reason, yes));
        moves.retain(|m| !m.edits.is_empty());
        if !yes && self.can_go(seen) {
            moves.push(Move::of(Edit::Absent(seen.thing.clone()), GONE, 0));
        }
        moves
    }

    fn can_go(&self, seen: &Seen) -> bool {
        let unit = &self.scene.ask.standard.units[seen.thing.unit.index()];
        let own = (seen.thing.unit, seen.thing.row) == (self.thing.unit, self.thing.row);
        matches!(unit.kind, crate::standard::UnitKind::Event) && !own
    }

    fn one_more(&self, look: &LookProof) -> Vec<Move> {
        self.each_more(look).into_iter().flatten().collect()
    }

    /// By thing: the moves after which it matches too.
    fn each_more(&self, look: &LookProof) -> Vec<Vec<Move>> {
        let near = look.near.iter().map(|seen| self.in_time(look, seen));
        let others = look.others.iter().map(|seen| self.seen(seen, true));
        near.chain(others).filter(|moves| !moves.is_empty()).collect()
    }

    /// A thing that matches but for its time.
    fn in_time(&self, look: &LookProof, seen: &Seen) -> Vec<Move> {
        let unit = &self.scene.ask.standard.units[seen.thing.unit.index()];
        let (Some(at), Some(field)) = (seen.thing.at, unit.at) else { return Vec::new() };
        let name = unit.fields[field.index()].name.clone();
        let early = look.from.filter(|from| at < *from || (look.after_from && at == *from));
        let goal = match (early, look.to) {
            (Some(from), _) => Goal::above(&Value::Instant(from), look.after_from),
            (None, Some(to)) => Goal::below(&Value::Instant(to), look.before_to),
            _ => return Vec::new(),
        };
        // The instant of a case is one of its facts.
        self.field(&seen.thing, &name, &goal)
    }
}

/// So many of these, in any way.
fn chosen(each: Vec<Vec<Move>>, how_many: usize) -> Vec<Move> {
    if how_many == 1 {
        return each.into_iter().flatten().collect();
    }
    let each: Vec<Vec<Move>> = each.into_iter().filter(|moves| !moves.is_empty()).collect();
    if how_many > AT_ONCE || each.len() < how_many {
        return Vec::new();
    }
    // The nearest of each, and of these so many.
    let mut nearest: Vec<Vec<Move>> =
        each.into_iter().map(|moves| ranked(moves).into_iter().take(2).collect()).collect();
    nearest.truncate(FOLLOWED);
    let windows = nearest.windows(how_many).flat_map(|few: &[Vec<Move>]| all_of(few.iter().cloned()));
    windows.collect()
}
