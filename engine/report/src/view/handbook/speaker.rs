//! Clocks, notices and what a ladder spares, as plain sentences: what runs from when, what it may take, who is told.

use crate::view::{plain, title};
use crate::{Lexicon, Report};
use etalon_core::Span;
use etalon_core::show as exact;
use etalon_core::standard::{Clock, Expr, Ladder, Named, Notice, ReopenWay, Term, Warning};
use etalon_core::value::Ratio;

/// Says what a standard says of time.
pub(super) struct Speaker<'a> {
    pub(super) report: &'a Report<'a>,
    pub(super) words: Lexicon,
}

impl Speaker<'_> {
    /// What a clock does, sentence by sentence. Conditions stand in the words of the standard.
    pub(super) fn clock(&self, clock: &Clock) -> String {
        let mut said: Vec<String> = Vec::new();
        said.extend(clock.meaning.get(self.report.language).filter(|t| !t.is_empty()).map(str::to_owned));
        said.push(self.counts(clock));
        said.push(self.say("b_starts", &[("when", &self.moment(clock, &clock.starts))]));
        for pause in &clock.pauses {
            let when = self.moment(clock, &pause.when);
            said.push(match &pause.justified {
                None => self.say("b_pauses", &[("when", &when)]),
                Some(before) => {
                    self.say("b_pauses_if", &[("when", &when), ("before", &self.event_before(clock, before))])
                }
            });
            let until = pause.until.as_ref().map(|until| self.text(until));
            said.extend(until.map(|until| self.say("b_until", &[("until", &until)])));
        }
        let mut when = |key: &'static str, expr: Option<&Expr>| {
            said.extend(expr.map(|expr| self.say(key, &[("when", &self.moment(clock, expr))])));
        };
        when("b_resumes", clock.resumes.as_ref());
        when("b_stops", Some(&clock.stops));
        when("b_restarts", clock.restarts.as_ref());
        if let Some(reopens) = clock.reopens.as_ref().filter(|reopens| reopens.way != ReopenWay::Ignore) {
            let when = self.moment(clock, &reopens.when);
            said.push(match reopens.within {
                None => self.say("b_reopens", &[("when", &when)]),
                Some(term) => self.say("b_reopens_within", &[("when", &when), ("term", &self.term(term))]),
            });
            let anew = reopens.way == ReopenWay::Restart;
            said.push(self.words.say(if anew { "b_anew" } else { "b_goes_on" }, &[]));
        }
        said.push(self.say("b_target", &[("target", &self.text(&clock.target))]));
        said.extend(clock.fair.map(|share| self.say("b_fair", &[("share", &exact::share(share))])));
        said.extend(clock.holder.as_ref().map(|holder| self.say("b_holder", &[("holder", &self.text(holder))])));
        said.extend(clock.warnings.iter().map(|warning| self.warning(warning)));
        said.join(" ")
    }

    /// A condition in the words of the standard; of events that are named: `“A change” (to = open) or “A message” comes`.
    fn moment(&self, clock: &Clock, expr: &Expr) -> String {
        self.named(clock, expr)
            .map_or_else(|| self.text(expr), |events| self.say("b_event_comes", &[("events", &events)]))
    }

    /// The same of what came before.
    fn event_before(&self, clock: &Clock, expr: &Expr) -> String {
        self.named(clock, expr).unwrap_or_else(|| self.text(expr))
    }

    /// The events that a condition names.
    fn named(&self, clock: &Clock, expr: &Expr) -> Option<String> {
        let (_, events) = clock.with.iter().find(|(span, _)| *span == expr.span)?;
        let standard = self.report.standard;
        let one = |named: &Named| {
            let define = named.define.and_then(|define| standard.defines.get(define.index())).map(|d| &d.label);
            let label = define.unwrap_or(&standard.units[named.event.index()].label);
            let event = self.say("b_event", &[("event", &title(label, self.report.language))]);
            let which = named.filter.map(|span| format!(" ({})", self.written(span)));
            event + &which.unwrap_or_default()
        };
        events.iter().map(one).reduce(|a, b| self.say("b_event_or", &[("a", &a), ("b", &b)]))
    }

    fn counts(&self, clock: &Clock) -> String {
        let Some(on) = &clock.on else { return self.words.say("b_always", &[]) };
        let standard = self.report.standard;
        let calendar = match clock.calendars.as_slice() {
            [one] => standard.calendars.get(one.index()).map(|c| title(&c.label, self.report.language)),
            _ => None,
        };
        let calendar = calendar.unwrap_or_else(|| self.text(on));
        match &clock.zone {
            None => self.say("b_on", &[("calendar", &calendar)]),
            Some(zone) => self.say("b_on_zone", &[("calendar", &calendar), ("zone", &self.text(zone))]),
        }
    }

    fn warning(&self, warning: &Warning) -> String {
        let whom = self.text(&warning.whom);
        let whom = whom.trim_matches('"');
        let share = exact::share(warning.share);
        let more = exact::duration(warning.more);
        let mut said = match (warning.more, warning.share == Ratio::ONE) {
            (0, true) => self.say("b_warn_all", &[("whom", whom)]),
            (0, false) => self.say("b_warn", &[("whom", whom), ("share", &share)]),
            _ => self.say("b_warn_more", &[("whom", whom), ("share", &share), ("more", &more)]),
        };
        if let Some(when) = &warning.when {
            said += &self.say("b_warn_if", &[("when", &self.text(when))]);
        }
        if warning.opening {
            said += &self.words.say("b_warn_opening", &[]);
        }
        said + "."
    }

    /// From when on a notice binds.
    pub(super) fn notice(&self, notice: &Notice) -> String {
        let key = if notice.acknowledged.is_some() { "b_notice" } else { "b_notice_alone" };
        self.say(key, &[("term", &self.term(notice.after))])
    }

    /// What keeps a fault off a ladder: probation, an appeal, time.
    pub(super) fn ladder(&self, ladder: &Ladder) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(spares) = &ladder.spares {
            let unit = ladder.subject.map(|unit| &self.report.standard.units[unit.index()]);
            let since = unit.and_then(|unit| unit.fields.get(spares.since.index())).map(|field| plain(&field.name));
            let since = since.unwrap_or_default();
            said.push(self.say("b_spares", &[("term", &self.term(spares.term)), ("since", &since)]));
        }
        if let Some(appeal) = &ladder.appeal {
            said.push(match appeal.within {
                None => self.words.say("b_appeal", &[]),
                Some(term) => self.say("b_appeal_within", &[("term", &self.term(term))]),
            });
            if appeal.rounds > 1 {
                said.push(self.say("b_rounds", &[("n", &appeal.rounds.to_string())]));
            }
        }
        for (key, term) in [("b_forgive", ladder.forgive), ("b_settled", ladder.settled)] {
            said.extend(term.map(|term| self.say(key, &[("term", &self.term(term))])));
        }
        said
    }

    fn say(&self, key: &'static str, gaps: &[(&str, &str)]) -> String {
        self.words.say(key, gaps)
    }

    fn term(&self, term: Term) -> String {
        crate::term::term(self.report.standard, self.words, self.report.language, term)
    }

    /// As it stands in the standard, in one line.
    pub(super) fn text(&self, expr: &Expr) -> String {
        self.written(expr.span)
    }

    fn written(&self, span: Span) -> String {
        (self.report.written)(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
