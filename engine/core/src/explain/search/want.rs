//! What might make a condition hold, or fail.

use super::moves::{FOLLOWED, Move, all_of, ranked};
use super::{Goal, Search};
use crate::explain::{Reason, What};
use crate::standard::Function;
use crate::value::Value;
use etalon_grammar::ast::BinaryOp;

impl Search<'_> {
    /// Moves that might make a condition yes (or no).
    pub(super) fn want(&self, reason: &Reason, yes: bool) -> Vec<Move> {
        if reason.saw.value == Value::YesNo(yes) {
            return vec![Move::default()];
        }
        let mut moves = match (&reason.what, yes) {
            (What::And, true) | (What::Or, false) => all_of(reason.parts.iter().map(|part| self.want(part, yes))),
            (What::And, false) | (What::Or, true) => {
                reason.parts.iter().flat_map(|part| self.want(part, yes)).collect()
            }
            (What::Not, _) => self.want(&reason.parts[0], !yes),
            (What::Define(..), _) => self.want(&reason.parts[0], yes),
            (What::Compare(op), _) => self.compare(*op, &reason.parts[0], &reason.parts[1], yes),
            (What::Present(present), _) => {
                let goal = if *present == yes { Goal::Present } else { Goal::Missing };
                self.reach(&reason.parts[0], &goal)
            }
            (What::In(values, not), _) if *not != yes => {
                values.iter().flat_map(|value| self.reach(&reason.parts[0], &Goal::Is(value.clone()))).collect()
            }
            (What::In(values, _), _) => self.reach(&reason.parts[0], &Goal::Not(values.clone())),
            (What::Met(..), true) => all_of(reason.parts.iter().map(|part| self.want(part, true))),
            (What::Met(..), false) => reason.parts.last().map_or_else(Vec::new, |part| self.want(part, false)),
            (What::Field { .. }, _) => self.reach(reason, &Goal::Is(Value::YesNo(yes))),
            (What::If, _) => {
                let chosen = reason.parts.get(1).map_or_else(Vec::new, |part| self.want(part, yes));
                let turned = self.want(&reason.parts[0], reason.parts[0].saw.value != Value::YesNo(true));
                chosen.into_iter().chain(turned).collect()
            }
            (What::Call(Function::KeepsTarget { case, clock, .. }), _) if *case == self.thing.unit => {
                self.clock(self.thing, *clock)
            }
            (What::Call(Function::FirstOf | Function::Settled), _) => {
                reason.parts.iter().flat_map(|part| self.want(part, yes)).collect()
            }
            (What::Table { .. }, _) => {
                let chosen = reason.parts.get(1).map_or_else(Vec::new, |part| self.want(part, yes));
                chosen.into_iter().chain(self.others(&reason.parts[0])).collect()
            }
            (What::Look(look), _) => self.look(look, if look.none { !yes } else { yes }),
            (What::Matches(_) | What::Call(_) | What::Plugin { .. }, _) => self.others(reason),
            _ => Vec::new(),
        };
        moves = ranked(moves);
        moves.truncate(FOLLOWED);
        moves
    }

    fn compare(&self, op: BinaryOp, a: &Reason, b: &Reason, yes: bool) -> Vec<Move> {
        use BinaryOp::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
        let op = match (op, yes) {
            (op, true) => op,
            (Equal, _) => NotEqual,
            (NotEqual, _) => Equal,
            (Less, _) => GreaterEqual,
            (LessEqual, _) => Greater,
            (Greater, _) => LessEqual,
            (GreaterEqual, _) => Less,
            _ => return Vec::new(),
        };
        let side = |part: &Reason, other: &Reason, flipped: bool| {
            let bound = &other.saw.value;
            if *bound == Value::Missing {
                return Vec::new();
            }
            let goal = match (op, flipped) {
                (Equal, _) => Goal::Is(super::as_seen(&other.saw)),
                (NotEqual, _) => Goal::Not(vec![super::as_seen(&other.saw)]),
                (Less, false) | (Greater, true) => Goal::below(bound, true),
                (LessEqual, false) | (GreaterEqual, true) => Goal::below(bound, false),
                (Greater, false) | (Less, true) => Goal::above(bound, true),
                _ => Goal::above(bound, false),
            };
            self.reach(part, &goal)
        };
        side(a, b, false).into_iter().chain(side(b, a, true)).collect()
    }

    /// Moves that change a value to another that it might have: where nothing better is known.
    pub(super) fn others(&self, reason: &Reason) -> Vec<Move> {
        match &reason.what {
            What::Field { of: Some(thing), field, fact: None, .. } => self.other_values(thing, field),
            What::Call(
                Function::Date | Function::Hour | Function::MinuteOfDay | Function::Weekday | Function::Month,
            )
            | What::Field { .. } => self.reach(reason, &Goal::Not(vec![reason.saw.value.clone()])),
            _ => reason.parts.iter().flat_map(|part| self.others(part)).collect(),
        }
    }
}
