//! Is there another one within some time, `a contact where customer = this.customer within 7 days`: where those who ask
//! are the rows looked at, the answer to each is the next in its list.

use super::answer::{Answers, Given};
use super::groups::Groups;
use super::job::Piece;
use super::question::{Asker, Question};
use crate::evaluate::columns::plugin::Faults;
use crate::evaluate::columns::{NO, PENDING, UNKNOWN, YES};
use crate::plan::Reach;
use crate::time::is_over;

/// A look that the next row answers.
pub(super) struct Following<'q, A> {
    question: &'q Question<'q, A>,
}

impl<'q, A: Asker> Following<'q, A> {
    /// None if the look is of another kind.
    pub(super) fn new(question: &'q Question<'q, A>, asking: &Groups) -> Option<Self> {
        let look = question.look;
        let plain = look.ask.is_none() && look.rest.is_none() && question.only.is_none();
        let within = matches!(look.reach, Reach::Within { of: None, .. });
        let alone = std::ptr::eq(asking, question.others) && question.instants(asking).is_some();
        (plain && within && alone).then_some(Self { question })
    }

    /// The answers to a piece of those who ask.
    pub(super) fn answers(&self, asking: &Groups, piece: &Piece) -> Answers {
        let instants = self.question.instants(asking).unwrap_or_default();
        let as_of = self.question.engine.as_of();
        let mut truth = Vec::with_capacity(piece.asks.len());
        let mut when = Vec::with_capacity(piece.asks.len());
        for list in piece.lists.clone() {
            let end = asking.range(list).end;
            let start = asking.range(list).start.max(piece.asks.start);
            for place in start..end.min(piece.asks.end) {
                let ask = asking.rows()[place] as usize;
                let due = self.question.duration(ask).map(|d| instants[place].saturating_add(d));
                let next = instants[place + 1..end].first().copied();
                let (answer, at) = match (due, next) {
                    (None, _) => (UNKNOWN, 0),
                    (Some(due), Some(next)) if !is_over(due, next) => (YES, next),
                    (Some(due), _) if !is_over(due, as_of) => (PENDING, due),
                    (Some(due), _) => (NO, due),
                };
                truth.push(answer);
                when.push(at);
            }
        }
        Answers { given: Given::Truth(truth), when, faults: Faults::new() }
    }
}
