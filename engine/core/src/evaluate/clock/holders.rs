//! Whose the running time was.

use crate::value::Ratio;

/// Whose the running time was, in the order in which they first got the case. Few hold one case: a list is the quickest.
#[derive(Debug, Clone, Default)]
pub(crate) struct Holders {
    held: Vec<Held>,
    /// Running time of nobody.
    nobody: i64,
    /// The last who held it.
    last: Option<u32>,
    /// How often it went from one to another.
    pub(crate) handovers: i64,
}

#[derive(Debug, Clone)]
struct Held {
    who: u32,
    micros: i64,
    /// When the case first came.
    since: i64,
    /// The share of the target that was left when the case first came.
    left: Option<Ratio>,
}

/// Whose the case was most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Owner {
    /// Who held it longest; none if nobody did, or two equally long.
    pub(crate) who: Option<u32>,
    /// The greatest share that one had of all running time, that of nobody included.
    pub(crate) share: Option<Ratio>,
    /// The share of the target that was left when the owner first got it.
    pub(crate) left: Option<Ratio>,
    /// When that was.
    pub(crate) received: Option<i64>,
    /// The share of all running time that was nobody's.
    pub(crate) nobodys: Option<Ratio>,
}

impl Holders {
    /// Somebody has the case from an instant on; `left` of its target is left then.
    pub(crate) fn has(&mut self, who: Option<u32>, since: i64, left: Option<Ratio>) {
        let Some(who) = who else { return };
        if self.last.is_some_and(|last| last != who) {
            self.handovers += 1;
        }
        self.last = Some(who);
        if !self.held.iter().any(|held| held.who == who) {
            self.held.push(Held { who, micros: 0, since, left });
        }
    }

    /// Running time passed.
    pub(crate) fn ran(&mut self, who: Option<u32>, micros: i64) {
        match who.and_then(|who| self.held.iter_mut().find(|held| held.who == who)) {
            Some(held) => held.micros += micros,
            None => self.nobody += micros,
        }
    }

    /// Whose it was most.
    pub(crate) fn owner(&self) -> Owner {
        let total = self.nobody + self.held.iter().map(|held| held.micros).sum::<i64>();
        let of_all = |part: i64| if total == 0 { Some(Ratio::ZERO) } else { Ratio::new(part.into(), total.into()) };
        let nobodys = of_all(self.nobody);
        let Some(most) = self.held.iter().map(|held| held.micros).max() else {
            return Owner { share: Some(Ratio::ZERO), nobodys, ..Owner::default() };
        };
        let share = of_all(most);
        let mut best = self.held.iter().filter(|held| held.micros == most);
        match (best.next(), best.next()) {
            (Some(one), None) => {
                Owner { who: Some(one.who), share, left: one.left, received: Some(one.since), nobodys }
            }
            _ => Owner { share, nobodys, ..Owner::default() },
        }
    }
}
