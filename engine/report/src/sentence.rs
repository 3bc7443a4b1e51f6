//! What a decision says of itself: one plain sentence why, and one what would have made it different, in the reader's
//! language, with the names of people.

use crate::view::{plain, title};
use crate::{Lexicon, Names, show};
use etalon_core::BinaryOp;
use etalon_core::outcome::{Decision, DecisionKind, Evidence};
use etalon_core::show as core;
use etalon_core::standard::{
    Celebrate, Clock, Counted, Duty, Ladder, Metric, Ower, Recognition, Standard, Step, StepCondition, Target, UnitId,
    Window,
};
use etalon_core::value::Ratio;

/// No more events are named in a sentence; the evidence holds them all.
const NAMED: usize = 5;

/// Puts decisions into words.
#[derive(Clone, Copy)]
pub struct Sentences<'a> {
    standard: &'a Standard,
    names: &'a Names,
    language: &'a str,
    words: Lexicon,
}

impl<'a> Sentences<'a> {
    /// In that language.
    #[must_use]
    pub fn new(standard: &'a Standard, names: &'a Names, language: &'a str) -> Self {
        Self { standard, names, language, words: Lexicon::of(language) }
    }

    /// What is proposed or celebrated, and why.
    #[must_use]
    pub fn why(&self, decision: &Decision) -> String {
        match decision.kind {
            DecisionKind::Step(ladder, step) => {
                let step = &self.standard.ladders[ladder.index()].steps[step];
                self.proposed(step, decision) + &self.withdrawn(decision)
            }
            DecisionKind::Duty(id) => self.owed(&self.standard.duties[id.index()], decision),
            DecisionKind::DutyWarning(id, _) => self.warned(&self.standard.duties[id.index()], decision),
            DecisionKind::ClockWarning(unit, clock, warning) => self.passed((unit, clock, warning), decision),
            DecisionKind::Recognition(id, place) => {
                self.recognized(&self.standard.recognitions[id.index()], place, decision)
            }
        }
    }

    /// What would have made it different.
    #[must_use]
    pub fn otherwise(&self, decision: &Decision) -> String {
        match decision.kind {
            DecisionKind::Step(ladder, step) => {
                let ladder = &self.standard.ladders[ladder.index()];
                self.not_proposed(ladder, &ladder.steps[step], decision)
            }
            DecisionKind::Duty(_) | DecisionKind::DutyWarning(..) => self.not_owed(decision),
            DecisionKind::ClockWarning(unit, clock, _) => self.not_passed(unit, clock, decision),
            DecisionKind::Recognition(id, _) => self.not_recognized(&self.standard.recognitions[id.index()]),
        }
    }

    /// What people call a step.
    #[must_use]
    pub fn step(&self, step: &Step) -> String {
        let title = step.title.get(self.language).filter(|t| !t.is_empty() && *t != step.name);
        title.map_or_else(|| plain(&step.name), str::to_owned)
    }

    fn who(&self, decision: &Decision) -> String {
        if decision.subject_kind == "organization" {
            return self.words.say("the_organization", &[]);
        }
        self.names.subject(&decision.subject_kind, &decision.subject)
    }

    fn proposed(&self, step: &Step, decision: &Decision) -> String {
        let say = |key, gaps: &[(&str, &str)]| self.words.say(key, gaps);
        let owed = decision.owed_by.as_deref().map(|who| say("to_whom", &[("who", &self.names.person(who))]));
        let due = self.due(decision, false);
        say(
            "step_proposed",
            &[
                ("who", &self.who(decision)),
                ("what", &self.conditions(step, &decision.evidence)),
                ("events", &self.events(&decision.evidence)),
                ("step", &self.step(step)),
                ("to", &owed.unwrap_or_default()),
                ("due", &due.unwrap_or_default()),
            ],
        )
    }

    /// By when it is to be done; on the clocks of the calendar's zone as well.
    fn due(&self, decision: &Decision, exact: bool) -> Option<String> {
        show::due_of(self.standard, decision, exact).map(|when| self.words.say("due_when", &[("when", &when)]))
    }

    /// Who owes a duty: a person, a role, or nobody that is named.
    fn ower(&self, decision: &Decision) -> String {
        let who = decision.owed_by.as_deref().map(|who| self.names.person(who));
        who.unwrap_or_else(|| self.words.get("nobody_named").to_owned())
    }

    fn owed(&self, duty: &Duty, decision: &Decision) -> String {
        let when = |at: i64| show::instant(self.standard, at);
        let due = self.due(decision, false);
        let done = match (decision.held, decision.due, &decision.done_by_other) {
            (Some(at), Some(due), _) if at > due => {
                let late = core::duration(at - due);
                self.words.say("duty_done_late", &[("when", &when(at)), ("late", &late)])
            }
            (Some(at), ..) => self.words.say("duty_done", &[("when", &when(at))]),
            (None, _, Some(other)) => {
                // A role is no person, and who owes it by name did do it: then that one may not.
                let barred = matches!(duty.owed_by, Ower::Role(_)) || decision.owed_by.as_deref() == Some(other);
                let key = if barred { "duty_by_barred" } else { "duty_by_other" };
                self.words.say(key, &[("who", &self.names.person(other))])
            }
            (None, ..) => self.words.say("duty_not_done", &[]),
        };
        let gaps = [
            ("who", &*self.ower(decision)),
            ("what", &title(&duty.label, self.language)),
            ("events", &self.events(&decision.evidence)),
            ("due", &due.unwrap_or_default()),
            ("done", &done),
        ];
        self.words.say("duty_owed", &gaps)
    }

    fn warned(&self, duty: &Duty, decision: &Decision) -> String {
        let due = self.due(decision, false);
        let gaps = [
            ("who", &*self.ower(decision)),
            ("what", &title(&duty.label, self.language)),
            ("events", &self.events(&decision.evidence)),
            ("due", &due.unwrap_or_default()),
        ];
        self.words.say("duty_warning", &gaps)
    }

    /// So much of a clock's target has passed.
    fn passed(&self, (unit, clock, warning): (UnitId, u16, usize), decision: &Decision) -> String {
        let Some(declared) = self.standard.clock(unit, clock) else { return String::new() };
        let mark = declared.warnings.get(warning).map_or_else(String::new, |warning| {
            let more = if warning.more > 0 { format!(" + {}", core::duration(warning.more)) } else { String::new() };
            format!("{}{more}", core::share(warning.share))
        });
        let due = self.due(decision, true);
        let gaps = [
            ("who", &*self.ower(decision)),
            ("what", &self.clock(declared)),
            ("case", &decision.episode),
            ("share", &mark),
            ("due", &due.unwrap_or_default()),
        ];
        self.words.say("clock_warning", &gaps)
    }

    fn not_passed(&self, unit: UnitId, clock: u16, decision: &Decision) -> String {
        let Some(declared) = self.standard.clock(unit, clock) else { return String::new() };
        let when = show::instant(self.standard, decision.at);
        let gaps = [("what", &*self.clock(declared)), ("case", &decision.episode), ("when", &when)];
        self.words.say("clock_without_warning", &gaps)
    }

    /// What people call a clock.
    fn clock(&self, clock: &Clock) -> String {
        let title = clock.title.get(self.language).filter(|title| !title.is_empty() && *title != clock.name);
        title.map_or_else(|| plain(&clock.name), str::to_owned)
    }

    fn not_owed(&self, decision: &Decision) -> String {
        let kept = decision.held.is_some_and(|at| decision.due.is_none_or(|due| at <= due));
        match show::due_of(self.standard, decision, false).filter(|_| !kept) {
            Some(due) => {
                let gaps = [("who", &*self.ower(decision)), ("when", &due)];
                self.words.say("duty_in_time", &gaps)
            }
            None => self.words.say("duty_without_cause", &[("events", &self.events(&decision.evidence))]),
        }
    }

    /// When and why it was taken back; empty if it stands.
    fn withdrawn(&self, decision: &Decision) -> String {
        let Some(withdrawn) = &decision.withdrawn else { return String::new() };
        let key = if withdrawn.disputed { "step_withdrawn_disputed" } else { "step_withdrawn_overturned" };
        let (unit, key_of) = &withdrawn.by;
        let gaps = [
            ("when", &*show::instant(self.standard, withdrawn.at)),
            ("event", &self.event(&withdrawn.fault)),
            ("by", &format!("{} {key_of}", plain(unit))),
        ];
        self.words.say(key, &gaps)
    }

    /// `2 faults in 30 days`
    fn conditions(&self, step: &Step, evidence: &[Evidence]) -> String {
        let parts = step.when.iter().filter_map(|condition| self.condition(condition, evidence));
        let joined = parts.reduce(|a, b| self.words.say("joined_and", &[("a", &a), ("b", &b)]));
        joined.unwrap_or_else(|| self.words.say("a_fault", &[]))
    }

    pub(crate) fn condition(&self, condition: &StepCondition, evidence: &[Evidence]) -> Option<String> {
        Some(match condition {
            StepCondition::Faults { within, .. } => {
                let sum = sum(evidence);
                let miss = evidence.last().is_some_and(|e| self.missed(e).is_some());
                let what = match (sum.den(), evidence.len()) {
                    (1, _) => self.words.many(if miss { "missed_target" } else { "fault" }, sum.num()),
                    (_, 1) => self.words.say("fault_counts", &[("share", &sum.to_string())]),
                    _ => self.words.say("faults_add", &[("share", &mixed(sum))]),
                };
                within.map_or_else(|| what.clone(), |w| format!("{what} {}", self.window(w)))
            }
            StepCondition::InARow { count, measured } => {
                let key = if *measured { "periods_row_measured" } else { "periods_row" };
                self.words.say(key, &[("periods", &self.words.many("missed_period", *count))])
            }
            StepCondition::OfLast { count, of } => {
                let periods = self.words.many("missed_period", *count);
                self.words.say("periods_of_last", &[("periods", &periods), ("of", &of.to_string())])
            }
            StepCondition::Held(_) => return None,
        })
    }

    pub(crate) fn window(&self, window: Window) -> String {
        match window {
            Window::Days(days) => self.words.many("in_days", days),
            Window::Elapsed(micros) => self.words.say("within_elapsed", &[("length", &core::duration(micros))]),
        }
    }

    /// `call c1 on 2026-03-02, call c7 on 2026-03-20`; of a missed period the figure and the period.
    pub(crate) fn events(&self, evidence: &[Evidence]) -> String {
        let more = evidence.len().saturating_sub(NAMED);
        let before = (more > 0).then(|| self.words.say("so_many_before", &[("n", &more.to_string())]));
        let named = evidence[more..].iter().map(|e| self.event(e));
        before.into_iter().chain(named).collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn event(&self, evidence: &Evidence) -> String {
        if let Some(metric) = self.missed(evidence) {
            let figure = title(&metric.label, self.language);
            return self.words.say("figure_in", &[("figure", &figure), ("period", &evidence.key)]);
        }
        let date = show::date_of(self.standard, evidence.at);
        let (unit, key) = (plain(&evidence.unit), evidence.key.as_str());
        self.words.say("event_on", &[("unit", &unit), ("key", key), ("date", &date)])
    }

    /// The metric whose period the evidence is, if it is one.
    fn missed(&self, evidence: &Evidence) -> Option<&'a Metric> {
        let metrics = &self.standard.metrics;
        metrics.iter().find(|m| evidence.unit == evidence.rule && m.label.name == evidence.unit)
    }

    fn not_proposed(&self, ladder: &Ladder, step: &Step, decision: &Decision) -> String {
        let held = step.when.iter().any(|c| matches!(c, StepCondition::Held(_)));
        let name = self.step(step);
        let newest = decision.evidence.last();
        if let Some((metric, newest)) = newest.and_then(|e| Some((self.missed(e)?, e))) {
            let goal = target(self.standard, ladder, metric).map(|target| self.bound(metric, target));
            let goal = goal.map(|bound| self.words.say("goal", &[("bound", &bound)])).unwrap_or_default();
            let figure = title(&metric.label, self.language);
            let key = if held { "had_met_held" } else { "had_met" };
            let gaps = [("figure", &*figure), ("goal", &goal), ("period", &newest.key), ("step", &name)];
            return self.words.say(key, &gaps);
        }
        if decision.evidence.len() == 1 {
            let key = if held { "without_fault_held" } else { "without_fault" };
            return self.words.say(key, &[("step", &name)]);
        }
        let window = step.when.iter().find_map(|condition| match condition {
            StepCondition::Faults { within: Some(window), .. } => Some(format!(" {}", self.window(*window))),
            _ => None,
        });
        let key = if held { "one_fewer_held" } else { "one_fewer" };
        self.words.say(key, &[("window", &window.unwrap_or_default()), ("step", &name)])
    }

    /// `at least 80%`
    pub(crate) fn bound(&self, metric: &Metric, target: &Target) -> String {
        let bound = show::figure_bound(self.standard, metric, &target.bound);
        let key = match target.op {
            BinaryOp::GreaterEqual => "at_least",
            BinaryOp::Greater => "more_than",
            BinaryOp::LessEqual => "at_most",
            _ => "less_than",
        };
        format!("{} {bound}", self.words.get(key))
    }

    fn recognized(&self, rule: &Recognition, place: Option<u32>, decision: &Decision) -> String {
        let say = |key, gaps: &[(&str, &str)]| self.words.say(key, gaps);
        let place = place.map(|n| say("in_place", &[("n", &n.to_string())])).unwrap_or_default();
        let shared = rule.share.as_ref().map(|share| {
            let due = show::due_of(self.standard, decision, false).map(|when| say("shared_by", &[("when", &when)]));
            let with = match share.with.as_str() {
                "organization" => self.words.get("organization").to_owned(),
                with => plain(with),
            };
            let shared = say("shared_with", &[("with", &with), ("due", &due.unwrap_or_default())]);
            let consent = if share.consent { say("with_consent", &[]) } else { String::new() };
            shared + &consent
        });
        say(
            "recognized",
            &[
                ("who", &self.who(decision)),
                ("what", &title(&rule.label, self.language)),
                ("place", &place),
                ("events", &self.events(&decision.evidence)),
                ("shared", &shared.unwrap_or_default()),
            ],
        )
    }

    fn not_recognized(&self, rule: &Recognition) -> String {
        let what = title(&rule.label, self.language);
        match &rule.when {
            Celebrate::Unit { .. } => self.words.say("not_without_event", &[("what", &what)]),
            Celebrate::Metrics(_) => self.words.say("not_without_figures", &[("what", &what)]),
            Celebrate::Streak { count, .. } => self.words.say("not_without_row", &[("n", &count.to_string())]),
        }
    }
}

/// The target that a ladder's missed periods are measured by.
fn target<'a>(standard: &'a Standard, ladder: &Ladder, metric: &Metric) -> Option<&'a Target> {
    ladder.counts.iter().find_map(|counted| match counted {
        Counted::Misses { metric: id, per, each } => {
            let found = &standard.metrics[id.index()];
            let speaks =
                |t: &&Target| t.per.is_none_or(|p| p == *per) && t.period.as_ref().is_none_or(|period| period == each);
            (found.label.name == metric.label.name).then(|| found.targets.iter().find(speaks)).flatten()
        }
        _ => None,
    })
}

/// How much the faults count together.
fn sum(evidence: &[Evidence]) -> Ratio {
    let share = |e: &Evidence| {
        let (num, den) = e.share.split_once('/').unwrap_or((&e.share, "1"));
        Ratio::new(num.parse().ok()?, den.parse().ok()?)
    };
    evidence.iter().filter_map(share).try_fold(Ratio::ZERO, Ratio::plus).unwrap_or(Ratio::ZERO)
}

/// `3/2` as `1 1/2`.
fn mixed(sum: Ratio) -> String {
    let (whole, rest) = (sum.num() / sum.den(), sum.num() % sum.den());
    if whole == 0 { format!("{rest}/{}", sum.den()) } else { format!("{whole} {rest}/{}", sum.den()) }
}
