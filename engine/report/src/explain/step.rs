//! Why a step is proposed, or not: its story in order of time.

use super::{Branch, Explain, Mark, Told};
use crate::show;
use crate::view::plain;
use etalon_core::explain::{
    ConditionProof, Counting, FaultProof, Found, Happened, Moment, Owed, StepChange, StepProof, Undoing, Undone,
};
use etalon_core::standard::{Ladder, LadderId, StepCondition, Term};
use etalon_core::value::Ratio;
use serde_json::json;

/// More moments than this are shown only if all are asked for; the newest matter most.
const MOMENTS: usize = 24;

impl Explain<'_> {
    /// Why a step is proposed to somebody, or why it is not.
    #[must_use]
    pub fn step(&self, proof: &StepProof) -> Told {
        let ladder = &self.standard.ladders[proof.ladder.index()];
        let sentences = self.sentences();
        let name = sentences.step(&ladder.steps[proof.step]);
        let decision = proof.decision.and_then(|d| self.outcome.decisions.get(d));
        let answer = decision.map_or_else(
            || {
                let who = self.who(&proof.subject_kind, &proof.subject);
                self.say("s_not", &[("step", &name), ("who", &who), ("when", &self.at(self.outcome.as_of))])
            },
            |decision| sentences.why(decision),
        );
        let mark = if decision.is_some() { Mark::Plain } else { Mark::Unknown };
        let mut told = Told::new("step", mark, answer)
            .with("ladder", ladder.label.name.clone())
            .with("step", ladder.steps[proof.step].name.clone())
            .with("subject_kind", proof.subject_kind.clone())
            .with("subject", proof.subject.clone())
            .with("proposed", decision.is_some())
            .with("decision", decision.map(|d| d.id.clone()))
            .with("at", self.json_at(decision.map(|d| d.at)))
            .with("due", self.json_at(decision.and_then(|d| d.due)));
        let story = self.story(ladder, &proof.story);
        told.proof.extend(Branch::section(self.say("h_story", &[]), story));
        told.proof.extend(Branch::section(self.say("h_conditions", &[]), self.conditions(ladder, proof)));
        told.proof.extend(Branch::section(self.say("h_who_when", &[]), self.who_when(proof)));
        told.proof.extend(Branch::section(self.say("h_change", &[]), vec![self.step_change(&name, proof)]));
        if decision.is_some()
            && let Some(guidance) = ladder.steps[proof.step].guidance.get(self.language)
        {
            let hint = vec![Branch::new("guidance", Mark::Hint, guidance)];
            told.proof.extend(Branch::section(self.say("h_guidance", &[]), hint));
        }
        told.proof.extend(self.quoted(&[&proof.quote]));
        told
    }

    fn story(&self, ladder: &Ladder, story: &[Moment]) -> Vec<Branch> {
        if story.is_empty() {
            return vec![Branch::plain("note", self.say("s_no_fault", &[]))];
        }
        let hidden = if self.all { 0 } else { story.len().saturating_sub(MOMENTS) };
        let before = (hidden > 0).then(|| {
            let text = self.say("so_many_before", &[("n", &hidden.to_string())]);
            Branch::plain("note", format!("{text} {}", self.say("shown_all", &[])))
        });
        before.into_iter().chain(story[hidden..].iter().map(|m| self.moment(ladder, m))).collect()
    }

    fn moment(&self, ladder: &Ladder, moment: &Moment) -> Branch {
        let when = self.at(moment.at);
        let declared = |of: LadderId, index: usize| &self.standard.ladders[of.index()].steps[index];
        let branch = match &moment.what {
            Happened::Fault(fault) => return self.fault(ladder, fault, Some(&when)),
            Happened::Step(of, index, due) => {
                let declared = declared(*of, *index);
                let due = due.map(|due| self.say("due_when", &[("when", &show::due(self.standard, due))]));
                let step = self.sentences().step(declared);
                let text = self.say("s_step", &[("step", &step), ("due", &due.unwrap_or_default())]);
                Branch::new("step", Mark::Hint, format!("{when}  {text}")).with("step", declared.name.clone())
            }
            Happened::Held(of, index, thing, in_time) => {
                let declared = declared(*of, *index);
                let step = self.sentences().step(declared);
                let key = if *in_time { "s_held_in_time" } else { "s_held_late" };
                let text = self.say(key, &[("thing", &self.thing_short(thing)), ("step", &step)]);
                Branch::new("held", if *in_time { Mark::Yes } else { Mark::No }, format!("{when}  {text}"))
                    .with("step", declared.name.clone())
                    .with("by", self.json_thing(thing))
                    .with("in_time", *in_time)
            }
            Happened::Anew => Branch::plain("anew", format!("{when}  {}", self.say("s_anew", &[]))),
        };
        branch.with("at", self.json_at(Some(moment.at)))
    }

    fn fault(&self, ladder: &Ladder, fault: &FaultProof, when: Option<&str>) -> Branch {
        let evidence = &fault.evidence;
        let counts = fault.counting == Counting::Counts;
        let rule = self.rule(&evidence.rule);
        let event = if when.is_some() { self.event_short(evidence) } else { self.event(evidence) };
        let what = match evidence.unit == evidence.rule {
            true => event,
            false => self.say("s_fault", &[("event", &event), ("rule", &rule)]),
        };
        let when = when.map(|when| format!("{when}  ")).unwrap_or_default();
        let text = format!("{when}{what} – {}", self.counting(ladder, fault));
        let mark = if counts { Mark::No } else { Mark::Plain };
        let shares = fault.shares.map(|s| s.map(|r| r.to_string()));
        Branch::new("fault", mark, text)
            .with("unit", evidence.unit.clone())
            .with("key", evidence.key.clone())
            .with("at", self.json_at(Some(evidence.at)))
            .with("at_micros", evidence.at)
            .with("rule", evidence.rule.clone())
            .with("share", evidence.share.clone())
            .with("counts", counts)
            .with("why", word(&fault.counting))
            .with("shares", json!(shares))
    }

    fn counting(&self, ladder: &Ladder, fault: &FaultProof) -> String {
        match &fault.counting {
            Counting::Counts if fault.evidence.share == "1" => self.say("c_counts", &[]),
            Counting::Counts => self.say("c_counts_part", &[("share", &fault.evidence.share)]),
            Counting::Excused => match fault.mitigations.first() {
                Some(id) => self.say("c_excused_by", &[("why", &self.mitigation(*id))]),
                None => self.say("c_excused", &[]),
            },
            Counting::Once(unit, key) => self.say("c_once", &[("event", &format!("{} {key}", plain(unit)))]),
            Counting::NotProven => self.say("c_not_proven", &[]),
            Counting::NotBound(Some(from)) => self.say("c_not_bound", &[("when", &show::due(self.standard, *from))]),
            Counting::NotBound(None) => self.say("c_no_notice", &[]),
            Counting::Probation(Some(until)) => self.say("c_probation", &[("when", &show::due(self.standard, *until))]),
            Counting::Probation(None) => self.say("c_probation_unknown", &[]),
            Counting::Changed { open, at, by } => {
                let unit = &self.standard.units[by.unit.index()].label.name;
                let event = format!("{} {}", plain(unit), by.key);
                let when = show::instant(self.standard, *at);
                self.say(if *open { "c_disputed" } else { "c_overturned" }, &[("when", &when), ("event", &event)])
            }
            Counting::Outside(from) => self.say("c_outside", &[("when", &show::date_of(self.standard, *from))]),
            Counting::Before(step) => self.say("c_before", &[("step", &self.sentences().step(&ladder.steps[*step]))]),
            Counting::Forgiven => self.say("c_forgiven", &[]),
            Counting::NotInRow => self.say("c_not_in_row", &[]),
        }
    }

    fn conditions(&self, ladder: &Ladder, proof: &StepProof) -> Vec<Branch> {
        let mut parts = Vec::new();
        // Steps are never skipped: the one before has to be proposed first.
        let name = |of: LadderId, step: usize| self.standard.ladders[of.index()].steps[step].name.as_str();
        let proposed = |step: usize| {
            let wanted = ladder.steps[step].name.as_str();
            proof.story.iter().any(|m| matches!(m.what, Happened::Step(of, s, _) if name(of, s) == wanted))
        };
        if proof.decision.is_none() && proof.step > 0 && !proposed(proof.step - 1) {
            let before = self.sentences().step(&ladder.steps[proof.step - 1]);
            parts.push(Branch::new("order", Mark::No, self.say("before_first", &[("step", &before)])));
        }
        parts.extend(proof.conditions.iter().map(|c| self.step_condition(ladder, c)));
        parts
    }

    fn step_condition(&self, ladder: &Ladder, proof: &ConditionProof) -> Branch {
        let step = |index: usize| self.sentences().step(&ladder.steps[index]);
        let mark = if proof.holds { Mark::Yes } else { Mark::No };
        let over_figures = !ladder.counts.is_empty()
            && ladder.counts.iter().all(|c| matches!(c, etalon_core::standard::Counted::Misses { .. }));
        match (&proof.condition, &proof.found) {
            (StepCondition::Faults { count, within, after }, Found::Faults(sum, from)) => {
                let noun = if over_figures { "missed_target" } else { "fault" };
                let mut want = self.words().many(noun, *count);
                if let Some(window) = within {
                    want = format!("{want} {}", self.sentences().window(*window));
                }
                if let Some(after) = after {
                    want += &self.say("k_after", &[("step", &step(*after))]);
                }
                let since =
                    from.map(|from| self.say("k_since", &[("when", &super::say::instant(self.standard, from))]));
                let gaps = [("want", &*want), ("sum", &mixed(*sum)), ("since", &since.unwrap_or_default())];
                Branch::new("condition", mark, self.say("k_faults", &gaps))
                    .with("condition", "faults")
                    .with("count", *count)
                    .with("found", sum.to_string())
                    .with("since", self.json_at(*from))
                    .with("holds", proof.holds)
            }
            (condition, Found::Periods(periods)) => {
                let want = self.sentences().condition(condition, &[]).unwrap_or_default();
                let word = |missed: Option<bool>| match missed {
                    Some(true) => self.words().get("missed"),
                    Some(false) => self.words().get("met"),
                    None => self.words().get("no_data"),
                };
                let found: Vec<String> = periods.iter().map(|(name, m)| format!("{name} {}", word(*m))).collect();
                let found = if found.is_empty() { "–".to_owned() } else { found.join(", ") };
                let periods: Vec<_> = periods.iter().map(|(name, m)| json!({ "period": name, "missed": m })).collect();
                Branch::new("condition", mark, self.say("k_periods", &[("want", &want), ("periods", &found)]))
                    .with("condition", "periods")
                    .with("periods", periods)
                    .with("holds", proof.holds)
            }
            (StepCondition::Held(earlier), Found::Held { proposed, until, by }) => {
                let name = step(*earlier);
                let text = match (proposed, by) {
                    (None, _) => self.say("k_not_reached", &[("step", &name)]),
                    (_, Some(thing)) => self.say("k_held", &[("step", &name), ("thing", &self.thing(thing))]),
                    (Some(_), None) => {
                        let until = until.map(|u| self.say("k_until", &[("when", &show::due(self.standard, u))]));
                        self.say("k_not_held", &[("step", &name), ("until", &until.unwrap_or_default())])
                    }
                };
                Branch::new("condition", mark, text)
                    .with("condition", "held")
                    .with("step", ladder.steps[*earlier].name.clone())
                    .with("by", by.as_ref().map(|t| self.json_thing(t)))
                    .with("holds", proof.holds)
            }
            _ => Branch::new("condition", mark, String::new()).with("holds", proof.holds),
        }
    }

    fn who_when(&self, proof: &StepProof) -> Vec<Branch> {
        let Some(decision) = proof.decision.and_then(|d| self.outcome.decisions.get(d)) else { return Vec::new() };
        let mut parts = Vec::new();
        match &proof.owed {
            None => {}
            Some(Owed::Role(role)) => {
                parts.push(Branch::plain("owed", self.say("owed_role", &[("who", role)])).with("role", role.clone()));
            }
            Some(Owed::Path(steps)) => {
                let mut whom = self.who(&proof.subject_kind, &proof.subject);
                let mut path = String::new();
                let mut last = None;
                for (field, kind, key) in steps {
                    // The name of a field is a word of the standard, in whatever language it was written.
                    let field = self.say("named", &[("name", &plain(field))]);
                    path = self.say("path_of", &[("field", &field), ("whom", &whom)]);
                    last = key.as_ref().map(|key| self.names.subject(kind, key));
                    whom = last.clone().unwrap_or_default();
                }
                let branch = match last {
                    Some(who) => Branch::plain("owed", self.say("owed_path", &[("who", &who), ("path", &path)])),
                    None => Branch::new("owed", Mark::Unknown, self.say("owed_nobody", &[("path", &path)])),
                };
                parts.push(branch.with("person", decision.owed_by.clone()));
            }
        }
        if let Some((term, Some(due))) = proof.due {
            let gaps = [
                ("when", &*show::due(self.standard, due)),
                ("term", &self.term(term)),
                ("from", &show::date_of(self.standard, decision.at)),
            ];
            parts.push(Branch::plain("due", self.say("due_after", &gaps)).with("due", self.json_at(Some(due))));
        }
        let ladder = &self.standard.ladders[proof.ladder.index()];
        match decision.held {
            Some(held) => {
                let text = self.say("held_shown", &[("when", &self.at(held))]);
                parts.push(Branch::new("held", Mark::Yes, text).with("at", self.json_at(Some(held))));
            }
            None if ladder.steps[proof.step].held.is_some() => {
                parts.push(Branch::new("held", Mark::Unknown, self.say("not_held_yet", &[])));
            }
            None => {}
        }
        parts
    }

    fn term(&self, term: Term) -> String {
        crate::term::term(self.standard, self.words(), self.language, term)
    }

    fn step_change(&self, step: &str, proof: &StepProof) -> Branch {
        match &proof.change {
            StepChange::Without { faults, instead } => {
                let events: Vec<String> = faults.iter().map(|u| self.event(&u.fault.evidence)).collect();
                let events = events.join(", ");
                let miss = faults.iter().all(|u| matches!(u.how, Undoing::Figure(..)));
                let text = match instead {
                    None => {
                        let key = if miss { "w_without_miss" } else { "w_without" };
                        self.say(key, &[("events", &events), ("step", step)])
                    }
                    Some(at) => {
                        let when = show::date_of(self.standard, *at);
                        let key = if miss { "w_put_off_miss" } else { "w_put_off" };
                        self.say(key, &[("events", &events), ("step", step), ("when", &when)])
                    }
                };
                let keys: Vec<_> = faults
                    .iter()
                    .map(|u| {
                        let e = &u.fault.evidence;
                        json!({ "unit": e.unit, "key": e.key, "rule": e.rule, "at": self.json_at(Some(e.at)) })
                    })
                    .collect();
                Branch::new("change", Mark::Hint, text)
                    .with("without", keys)
                    .with("instead", self.json_at(*instead))
                    .under(faults.iter().map(|u| self.undone(u)).collect())
            }
            StepChange::More { faults, until } => {
                let n = i64::try_from(*faults).unwrap_or(i64::MAX);
                let ladder = &self.standard.ladders[proof.ladder.index()];
                let misses = ladder.counts.iter().all(|c| matches!(c, etalon_core::standard::Counted::Misses { .. }));
                let what = self.words().many(if misses { "missed_period" } else { "fault" }, n);
                // A period ends at the first instant of the next.
                let day = until.map(|at| show::date_of(self.standard, at - i64::from(misses)));
                let text = match (&day, misses) {
                    (Some(when), true) => self.say("w_more_periods", &[("faults", &what), ("when", when)]),
                    (day, _) => {
                        let by = day.as_ref().map(|when| self.say("w_by", &[("when", when)])).unwrap_or_default();
                        self.say("w_more", &[("faults", &what), ("until", &by)])
                    }
                };
                Branch::new("change", Mark::Hint, text).with("more", n).with("until", self.json_at(*until))
            }
            StepChange::NotByFaults => Branch::new("change", Mark::Hint, self.say("w_not_by_faults", &[])),
        }
    }

    fn undone(&self, undone: &Undone) -> Branch {
        match &undone.how {
            Undoing::Change(nearest) => {
                let none = self.say("w_no_fault", &[]);
                self.nearest(nearest, Some(&none)).unwrap_or_else(|| Branch::plain("note", String::new()))
            }
            Undoing::Absent => {
                let event = self.event(&undone.fault.evidence);
                Branch::plain("note", self.say("w_event_absent", &[("event", &event)]))
            }
            Undoing::Figure(figure, change) => match change {
                Some(change) => self.figure_change(*figure, change),
                None => Branch::plain("note", String::new()),
            },
        }
    }
}

/// The stable word of a standing.
const fn word(counting: &Counting) -> &'static str {
    match counting {
        Counting::Counts => "counts",
        Counting::Excused => "excused",
        Counting::Once(..) => "once",
        Counting::NotProven => "not_proven",
        Counting::NotBound(_) => "not_bound",
        Counting::Probation(_) => "probation",
        Counting::Changed { open: true, .. } => "disputed",
        Counting::Changed { open: false, .. } => "overturned",
        Counting::Outside(_) => "outside",
        Counting::Before(_) => "before",
        Counting::Forgiven => "forgiven",
        Counting::NotInRow => "not_in_row",
    }
}

/// `3/2` as `1 1/2`.
fn mixed(sum: Ratio) -> String {
    let (whole, rest) = (sum.num() / sum.den(), sum.num() % sum.den());
    match (whole, rest) {
        (_, 0) => whole.to_string(),
        (0, _) => sum.to_string(),
        _ => format!("{whole} {rest}/{}", sum.den()),
    }
}
