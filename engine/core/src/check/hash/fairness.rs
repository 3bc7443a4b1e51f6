//! Notices, probation and appeals, as they are meant.

use super::{Rule, Writer};
use crate::standard::{Ladder, Notice, Shown};

impl Writer<'_> {
    fn shown(&mut self, word: &str, shown: &Shown) {
        self.node(word, |w| {
            w.uses(shown.unit);
            w.over_optional(shown.unit, "where", shown.filter.as_ref());
            w.over(shown.unit, "about", &shown.about);
        });
    }

    pub(super) fn notice(&mut self, notice: &Notice) {
        self.binds(notice.label.binds);
        self.uses(notice.subject);
        self.shown("given", &notice.given);
        if let Some(acknowledged) = &notice.acknowledged {
            self.shown("acknowledged", acknowledged);
        }
        self.term("after", notice.after);
        if let Some(from) = notice.from {
            self.node("from", |w| w.number(from));
        }
        if let Some(covers) = &notice.covers {
            self.sorted("covers", covers, |w, id| w.lean_on(Rule::Criterion(*id)));
        }
    }

    /// Whom a ladder spares, how its faults are appealed, and the notices that bind its people.
    pub(super) fn fairness(&mut self, ladder: &Ladder) {
        let standard = self.standard;
        if let (Some(spares), Some(unit)) = (&ladder.spares, ladder.subject) {
            self.term("spares", spares.term);
            self.node("since", |w| {
                w.step(unit, spares.since);
            });
        }
        if let Some(appeal) = &ladder.appeal {
            self.node("appeal", |w| {
                w.sorted("opened", &appeal.opened, |w, one| w.shown("by", one));
                if let Some(within) = appeal.within {
                    w.term("within", within);
                }
                w.shown("decided", &appeal.decided);
                let unit = appeal.decided.unit;
                w.over_optional(unit, "decider", appeal.by.as_ref());
                w.over(unit, "granted", &appeal.granted);
                w.over_optional(unit, "barred", appeal.barred.as_ref());
                w.node("rounds", |w| w.number(appeal.rounds));
            });
        }
        self.sorted("overturned", &ladder.overturned, |w, one| w.shown("by", one));
        let notices = standard.notices.iter().filter(|notice| Some(notice.subject) == ladder.subject);
        self.sorted("notices", notices, |w, notice| w.node("notice", |w| w.notice(notice)));
    }
}
