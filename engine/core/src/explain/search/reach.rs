//! What might give a value that it should have.

use super::moves::{FOLLOWED, Move, ranked};
use super::{Goal, Search, numeric};
use crate::explain::{Reason, What};
use crate::standard::Function;
use crate::value::{Ratio, SECOND, Value};
use etalon_grammar::ast::BinaryOp;

impl Search<'_> {
    /// Moves that might bring a value there.
    pub(super) fn reach(&self, reason: &Reason, goal: &Goal) -> Vec<Move> {
        let mut moves = match &reason.what {
            What::Field { of: Some(thing), field, fact, .. } => match fact {
                Some(fact) => self.fact(fact, goal),
                None if self.clock_of(thing, field).is_some() => {
                    self.clock_of(thing, field).map_or_else(Vec::new, |clock| self.clock(thing, clock))
                }
                None if field.contains('.') => self.form_moves(field),
                None => self.field(thing, field, goal),
            },
            What::Define(..) => self.reach(&reason.parts[0], goal),
            What::Arithmetic(op) => self.arithmetic(*op, reason, goal),
            What::Call(Function::Min | Function::Max | Function::FirstOf) => {
                reason.parts.iter().flat_map(|part| self.reach(part, goal)).collect()
            }
            What::Call(Function::Abs) => self.absolute(&reason.parts[0], goal),
            What::Call(Function::Lower | Function::Upper | Function::Trim) => match goal {
                Goal::Is(_) | Goal::Missing => self.reach(&reason.parts[0], goal),
                _ => self.others(&reason.parts[0]),
            },
            What::Call(Function::Hour | Function::MinuteOfDay) => self.hours(&reason.parts[0]),
            What::Call(Function::Date | Function::Weekday | Function::Month | Function::Year) => {
                self.days(&reason.parts[0])
            }
            // A plugin is not seen through: other values of what it is given are tried.
            What::Call(_) | What::Join | What::Plugin { .. } => self.others(reason),
            What::Table { .. } => {
                let applied = reason.parts.get(1).map_or_else(Vec::new, |part| self.reach(part, goal));
                applied.into_iter().chain(self.others(&reason.parts[0])).collect()
            }
            What::If => {
                let chosen = reason.parts.get(1).map_or_else(Vec::new, |part| self.reach(part, goal));
                let flipped = self.want(&reason.parts[0], reason.parts[0].saw.value != Value::YesNo(true));
                chosen.into_iter().chain(flipped).collect()
            }
            What::Faults(_) => {
                let more = matches!(goal, Goal::Number { above: true, .. });
                let few = reason.parts.iter().filter(|part| part.saw.value == Value::YesNo(more));
                few.flat_map(|part| self.want(part, !more)).collect()
            }
            What::Look(look) => self.look_value(look, &reason.saw, goal),
            _ => Vec::new(),
        };
        moves = ranked(moves);
        moves.truncate(FOLLOWED);
        moves
    }

    fn arithmetic(&self, op: BinaryOp, reason: &Reason, goal: &Goal) -> Vec<Move> {
        let (a, b) = (&reason.parts[0], &reason.parts[1]);
        let (left, right) = (numeric(&a.saw.value), numeric(&b.saw.value));
        let Some(bound) = goal.bound() else {
            // Whether there is a value rests on both.
            return match goal {
                Goal::Present => [a, b]
                    .into_iter()
                    .filter(|p| p.saw.value == Value::Missing)
                    .flat_map(|p| self.reach(p, goal))
                    .collect(),
                Goal::Missing => [a, b].into_iter().flat_map(|p| self.reach(p, goal)).collect(),
                _ => Vec::new(),
            };
        };
        let mut moves = Vec::new();
        let mut side = |part: &Reason, bound: Option<Ratio>, turned: bool| {
            if let Some(bound) = bound {
                moves.extend(self.reach(part, &goal.at(bound, turned)));
            }
        };
        let positive = |r: Option<Ratio>| r.is_some_and(|r| r > Ratio::ZERO);
        match op {
            BinaryOp::Add => {
                side(a, right.and_then(|r| bound.minus(r)), false);
                side(b, left.and_then(|l| bound.minus(l)), false);
            }
            BinaryOp::Subtract => {
                side(a, right.and_then(|r| bound.plus(r)), false);
                side(b, left.and_then(|l| l.minus(bound)), true);
            }
            BinaryOp::Multiply => {
                side(a, right.and_then(|r| bound.over(r)), !positive(right));
                side(b, left.and_then(|l| bound.over(l)), !positive(left));
            }
            BinaryOp::Divide => {
                side(a, right.and_then(|r| bound.times(r)), !positive(right));
                side(b, left.and_then(|l| l.over(bound)), positive(left));
            }
            _ => {}
        }
        moves
    }

    fn absolute(&self, part: &Reason, goal: &Goal) -> Vec<Move> {
        let negative = numeric(&part.saw.value).is_some_and(|n| n < Ratio::ZERO);
        match goal.bound() {
            Some(bound) if negative => {
                let bound = Ratio::ZERO.minus(bound);
                bound.map_or_else(Vec::new, |bound| self.reach(part, &goal.at(bound, true)))
            }
            _ => self.reach(part, goal),
        }
    }

    /// An instant under a question of the clock on the wall: the next full hours on both sides.
    fn hours(&self, part: &Reason) -> Vec<Move> {
        let Value::Instant(at) = part.saw.value else { return self.others(part) };
        let hour = 3600 * SECOND;
        let start = at.div_euclid(hour) * hour;
        let hours = (1..=24).flat_map(|n| [start - (n - 1) * hour - SECOND, start + n * hour]);
        hours.flat_map(|to| self.reach(part, &Goal::Is(Value::Instant(to)))).collect()
    }

    /// An instant or a date under a question of the calendar: the next days on both sides, then weeks, months and a year.
    fn days(&self, part: &Reason) -> Vec<Move> {
        let day = 24 * 3600 * SECOND;
        let days = (1..=7).chain([14, 21, 31, 61, 92, 183, 366]).flat_map(|n| [-n, n]);
        match part.saw.value {
            Value::Instant(at) => {
                days.flat_map(|n| self.reach(part, &Goal::Is(Value::Instant(at + n * day)))).collect()
            }
            Value::Date(date) => days.flat_map(|n| self.reach(part, &Goal::Is(Value::Date(date + n)))).collect(),
            _ => self.others(part),
        }
    }
}
