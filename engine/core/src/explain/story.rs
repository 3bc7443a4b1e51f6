//! Telling the story of a step from what the fold knows.

use super::step::{ConditionProof, Counting, FaultProof, Found, Happened, Moment, Owed};
use super::{Ask, StepProof, Thing};
use crate::evaluate::Pool;
use crate::evaluate::Use;
use crate::evaluate::fold::fault::{Fault, Measure, Of};
use crate::evaluate::fold::forms::Forms;
use crate::evaluate::fold::ladder::Reached;
use crate::evaluate::fold::story::{Because, Story};
use crate::evaluate::scene::{Scene, code};
use crate::evaluate::strata::figures;
use crate::evaluate::tally::Tallied;
use crate::evaluate::tally::exact::{Sum, ratio_near};
use crate::evaluate::tally::subjects::{NOBODY, ORGANIZATION, is_yes};
use crate::outcome::DecisionKind;
use crate::standard::{Ladder, LadderId, OwedBy, StepCondition, Term, Type, Window};

/// Everything that is needed to tell of one ladder and one subject.
pub(super) struct Teller<'a> {
    pub ask: &'a Ask<'a>,
    pub scene: Scene<'a>,
    /// The form of the ladder that is told of, and all of them.
    pub id: LadderId,
    pub ladder: &'a Ladder,
    pub forms: Forms<'a>,
    pub subject: &'a str,
    pub figures: Vec<Tallied>,
    pub story: Story,
    /// The steps that were reached.
    pub reached: Vec<Reached>,
    /// For each fault the one that opened its episode.
    opened: Vec<usize>,
}

impl Ask<'_> {
    /// Why that decision (index into the outcome's) was made; none if it is no step.
    #[must_use]
    pub fn step(&self, decision: usize, pool: &impl Pool) -> Option<StepProof> {
        let found = self.run.outcome.decisions.get(decision)?;
        let DecisionKind::Step(id, step) = found.kind else { return None };
        let teller = Teller::new(self, id, &found.subject, found.at, pool);
        let all = &teller.reached;
        let reached = all.iter().find(|r| teller.is_it(r, step) && r.at == found.at)?.clone();
        Some(teller.proof(step, Some((decision, &reached))))
    }

    /// Why that step is not proposed to a subject as things stand.
    #[must_use]
    pub fn no_step(&self, ladder: LadderId, step: usize, subject: &str, pool: &impl Pool) -> StepProof {
        let mut teller = Teller::new(self, ladder, subject, i64::MAX, pool);
        let step = teller.turn_to(step);
        teller.proof(step, None)
    }
}

impl<'a> Teller<'a> {
    fn new(ask: &'a Ask<'a>, id: LadderId, subject: &'a str, until: i64, pool: &impl Pool) -> Self {
        let scene = Scene::of(ask.standard, ask.run);
        let ladder = &ask.standard.ladders[id.index()];
        let figures = figures(&scene, pool);
        let above = &ask.run.outcome.decisions;
        let forms = Forms::of(ask.standard, id);
        let story = Story::new(&scene, &forms, &figures, subject, above, until);
        let (reached, opened) = story.climb();
        Self { ask, scene, id, ladder, forms, subject, figures, story, reached, opened }
    }

    /// Whether what was reached is that step of the ladder told of: steps of one name are one, in all versions.
    pub(super) fn is_it(&self, reached: &Reached, step: usize) -> bool {
        self.place(reached) == Some(step)
    }

    /// The step of the ladder told of that was reached; none if another version has it.
    fn place(&self, reached: &Reached) -> Option<usize> {
        let name = self.forms.name(reached.form, reached.step);
        self.ladder.steps.iter().position(|step| step.name == name)
    }

    /// Turns to the form of the ladder by which the next fault goes, if it has the step: the one of the open episode, or the newest.
    /// Gives the place of the step in it.
    fn turn_to(&mut self, step: usize) -> usize {
        let name = self.ladder.steps[step].name.clone();
        let now = self.scene.world.as_of;
        let stands = self.episode(now).and_then(|opened| {
            let reached = self.reached.iter().rfind(|r| r.opened_by == opened).map(|r| r.form);
            reached.or_else(|| self.story.record.faults.get(opened).map(|fault| usize::from(fault.form)))
        });
        let next = stands.unwrap_or_else(|| self.forms.newest(&self.scene, now));
        let Some(form) = self.forms.list.get(next) else { return step };
        let Some(place) = form.ladder.steps.iter().position(|one| one.name == name) else { return step };
        (self.id, self.ladder) = (form.id, form.ladder);
        place
    }

    fn proof(&self, step: usize, proposed: Option<(usize, &Reached)>) -> StepProof {
        let all = self.reached.as_slice();
        let declared = &self.ladder.steps[step];
        let kind = self.ladder.subject.map(|unit| self.scene.standard.units[unit.index()].label.name.clone());
        let reached = proposed.map(|(_, reached)| reached);
        let now = reached.map_or(self.scene.world.as_of, |r| r.at);
        let episode = self.episode(now);
        let climbed: Vec<&Reached> = all
            .iter()
            .filter(|r| {
                r.at <= now
                    && Some(r.opened_by) == episode
                    && (reached.is_none() || reached.is_some_and(|own| r.at < own.at))
            })
            .collect();
        let conditions: Vec<ConditionProof> =
            declared.when.iter().map(|c| self.condition(c, step, now, episode, &climbed)).collect();
        let due = declared.within.map(|term| (term, self.scene.due(now, term)));
        StepProof {
            ladder: self.id,
            step,
            quote: self.ask.quote(declared.span),
            subject_kind: kind.unwrap_or_else(|| ORGANIZATION.to_owned()),
            subject: self.subject.to_owned(),
            decision: proposed.map(|(decision, _)| decision),
            story: self.moments(step, now, reached, episode, &climbed, all),
            conditions,
            owed: declared.owed_by.as_ref().map(|by| self.owed(by, now)),
            due: due.filter(|_| reached.is_some()),
            change: match reached {
                Some(reached) => self.without(reached, all),
                None => self.more(step, all),
            },
        }
    }

    /// The fault that opened the episode that is open at an instant.
    fn episode(&self, now: i64) -> Option<usize> {
        let last = self.story.record.faults.iter().rposition(|f| f.at <= now)?;
        let opened = self.opened[last];
        let step = self.reached.iter().rfind(|r| r.opened_by == opened && r.at <= now).map(|r| r.at);
        let over = |since: Option<i64>, term: Option<Term>| {
            since.zip(term).is_some_and(|(since, term)| self.scene.has_passed(since, term, now))
        };
        let fault = self.story.record.faults[last].at;
        let is_over = over(Some(fault), self.ladder.forgive) || (fault < now && over(step, self.ladder.settled));
        (!is_over).then_some(opened)
    }

    fn begins_anew(&self, index: usize) -> bool {
        index > 0 && self.opened[index] == index
    }

    fn condition(
        &self,
        condition: &StepCondition,
        step: usize,
        now: i64,
        episode: Option<usize>,
        climbed: &[&Reached],
    ) -> ConditionProof {
        let (holds, found) = match condition {
            StepCondition::Faults { count, within, after } => {
                let (from, _) = self.since(*within, *after, now, climbed);
                let counted: Vec<&Fault> = self.counted(*within, *after, now, episode, climbed).collect();
                let mut sum = Sum::default();
                counted.iter().for_each(|f| sum.add(f.share));
                let sum = ratio_near(&sum.exact());
                let half = crate::value::Ratio::new(1, 2).unwrap_or(crate::value::Ratio::ONE);
                let first = step == 0 && *count == 1 && counted.last().is_some_and(|f| f.share >= half);
                let known = after.is_none_or(|earlier| climbed.iter().any(|r| self.is_it(r, earlier)));
                (known && (first || sum >= crate::value::Ratio::whole(*count)), Found::Faults(sum, from))
            }
            StepCondition::InARow { count, measured } => {
                let most = usize::try_from(*count).unwrap_or(usize::MAX);
                let rows = self.measures(now, episode).into_iter().map(|m| row(&m, most, *measured));
                let best = rows.max_by_key(|(held, _)| *held).unwrap_or_default();
                (best.0 >= most, Found::Periods(self.periods(&best.1)))
            }
            StepCondition::OfLast { count, of } => {
                let most = usize::try_from(*of).unwrap_or(usize::MAX);
                let last = self.measures(now, episode).into_iter().map(|m| {
                    let known: Vec<Measure> = m.into_iter().filter(|m| m.missed.is_some()).collect();
                    known[known.len().saturating_sub(most)..].to_vec()
                });
                let missed = |m: &Vec<Measure>| m.iter().filter(|m| m.missed == Some(true)).count();
                let best = last.max_by_key(missed).unwrap_or_default();
                (i64::try_from(missed(&best)).is_ok_and(|n| n >= *count), Found::Periods(self.periods(&best)))
            }
            StepCondition::Held(earlier) => {
                let reached = climbed.iter().find(|r| self.is_it(r, *earlier));
                let until = reached.map(|r| r.due.map_or(now, |due| due.min(now)));
                let by = reached.zip(until).and_then(|(r, until)| {
                    self.held(r).into_iter().find(|t| t.at.is_some_and(|at| at > r.at && at <= until))
                });
                let proposed = reached.map(|r| r.at);
                (by.is_some(), Found::Held { proposed, until: reached.and_then(|r| r.due), by })
            }
        };
        ConditionProof { condition: condition.clone(), holds, found }
    }

    /// From when on a condition counts, and whether that instant itself does not belong to it.
    fn since(
        &self,
        within: Option<Window>,
        after: Option<usize>,
        now: i64,
        climbed: &[&Reached],
    ) -> (Option<i64>, bool) {
        let window = match within {
            None => None,
            Some(Window::Elapsed(micros)) => Some((now.saturating_sub(micros), true)),
            Some(Window::Days(days)) => {
                let first = self.scene.local.date(now).map(|today| today.saturating_sub(days).saturating_add(1));
                first.and_then(|date| self.scene.local.start(date)).map(|start| (start, false))
            }
        };
        let after = after.and_then(|step| climbed.iter().find(|r| self.is_it(r, step))).map(|r| (r.at, true));
        match window.max(after) {
            Some((from, open)) => (Some(from), open),
            None => (None, false),
        }
    }

    fn counted(
        &self,
        within: Option<Window>,
        after: Option<usize>,
        now: i64,
        episode: Option<usize>,
        climbed: &[&Reached],
    ) -> impl Iterator<Item = &Fault> {
        let (from, open) = self.since(within, after, now, climbed);
        let faults = &self.story.record.faults;
        let first = episode.unwrap_or(faults.len());
        let is_in = move |f: &&Fault| f.at <= now && from.is_none_or(|from| f.at > from || (!open && f.at == from));
        faults[first..].iter().filter(is_in)
    }

    /// The periods, of each metric counted, that had ended; those of the episode only.
    fn measures(&self, now: i64, episode: Option<usize>) -> Vec<Vec<Measure>> {
        let since = episode.map_or(now, |first| self.story.record.faults[first].at);
        let by_metric = self.story.record.measures.chunk_by(|a, b| a.counted == b.counted);
        by_metric.map(|m| m.iter().filter(|m| m.end >= since && m.end <= now).copied().collect()).collect()
    }

    fn periods(&self, measures: &[Measure]) -> Vec<(String, Option<bool>)> {
        let name = |m: &Measure| self.figures[m.figure].figure.period.clone();
        measures.iter().map(|m| (name(m), m.missed)).collect()
    }

    /// The events that show that a step was held, in order.
    fn held(&self, reached: &Reached) -> Vec<Thing> {
        let Some(form) = self.forms.list.get(reached.form) else { return Vec::new() };
        let Some(held) = form.ladder.steps.get(reached.step).and_then(|step| step.held.as_ref()) else {
            return Vec::new();
        };
        let index = u16::try_from(reached.step).unwrap_or(u16::MAX);
        let scene = &self.scene;
        let filter = scene.column(Use::HeldFilter(form.id, index));
        let subjects = scene.entities(held.subject.is_some(), Use::HeldSubject(form.id, index));
        let is_meant = |row: &usize| {
            let whose = subjects.of(*row);
            let holds = held.filter.is_none() || (filter.is_some() && is_yes(filter, *row));
            holds && whose != NOBODY && subjects.names[whose as usize] == self.subject
        };
        let rows = (0..scene.rows(held.unit)).filter(is_meant);
        rows.filter_map(|row| Some(self.ask.thing(held.unit, u32::try_from(row).ok()?))).collect()
    }

    fn owed(&self, by: &OwedBy, at: i64) -> Owed {
        let path = match by {
            OwedBy::Role(role) => return Owed::Role(role.clone()),
            OwedBy::Path(path) => path,
        };
        let standard = self.scene.standard;
        let mut steps = Vec::new();
        let mut from = self.ladder.subject.zip(self.scene.world.texts.find(self.subject));
        for field in path {
            let Some((unit, key)) = from else { break };
            let declared = &standard.units[unit.index()].fields[field.index()];
            let next = self.scene.world.find(unit, key, at);
            let next = next.and_then(|row| code(self.scene.world.table(unit).columns.get(field.index())?, row));
            let text = next.map(|code| self.scene.text(code).to_owned());
            let kind = match declared.ty {
                Type::Ref(to) => standard.units[to.index()].label.name.clone(),
                _ => String::new(),
            };
            steps.push((declared.name.clone(), kind, text));
            from = match declared.ty {
                Type::Ref(to) => next.map(|key| (to, key)),
                _ => None,
            };
        }
        Owed::Path(steps)
    }

    fn moments(
        &self,
        step: usize,
        now: i64,
        reached: Option<&Reached>,
        episode: Option<usize>,
        climbed: &[&Reached],
        all: &[Reached],
    ) -> Vec<Moment> {
        let mut moments = Vec::new();
        for (index, fault) in self.story.record.faults.iter().enumerate().filter(|(_, f)| f.at <= now) {
            if self.begins_anew(index) {
                moments.push((fault.at, 0, Moment { at: fault.at, what: Happened::Anew }));
            }
            let counting = self.counting(step, index, now, reached, episode, climbed);
            let fault = self.fault(fault, counting);
            moments.push((
                fault.evidence.at,
                2,
                Moment { at: fault.evidence.at, what: Happened::Fault(Box::new(fault)) },
            ));
        }
        for (fault, because) in self.story.left_out.iter().filter(|(f, _)| f.at <= now) {
            let counting = match because {
                Because::Excused => Counting::Excused,
                Because::NotProven => Counting::NotProven,
                Because::NotBound(from) => Counting::NotBound(*from),
                Because::Probation(until) => Counting::Probation(*until),
                Because::Changed(change) => {
                    let (unit, row) = change.by;
                    let by = self.ask.thing(unit, row);
                    Counting::Changed { open: change.is_open(), at: change.at, by: Box::new(by) }
                }
                Because::Once(of) => {
                    let first = self.story.record.faults.iter().find(|f| f.of == *of);
                    let words = first.map(|f| f.evidence(&self.scene, &self.figures));
                    words.map_or(Counting::Excused, |e| Counting::Once(e.unit, e.key))
                }
            };
            moments.push((
                fault.at,
                2,
                Moment { at: fault.at, what: Happened::Fault(Box::new(self.fault(fault, counting))) },
            ));
        }
        for earlier in all.iter().filter(|r| r.at <= now) {
            if reached.is_some_and(|r| (r.at, r.form, r.step) == (earlier.at, earlier.form, earlier.step)) {
                continue;
            }
            let ladder = self.forms.list.get(earlier.form).map_or(self.id, |form| form.id);
            let what = Happened::Step(ladder, earlier.step, earlier.due);
            moments.push((earlier.at, 3, Moment { at: earlier.at, what }));
            let name = self.forms.name(earlier.form, earlier.step);
            let again = |r: &&Reached| self.forms.name(r.form, r.step) == name && r.at > earlier.at;
            let next = all.iter().filter(again).map(|r| r.at).min();
            let held = self
                .held(earlier)
                .into_iter()
                .find(|t| t.at.is_some_and(|at| at > earlier.at && at <= now && next.is_none_or(|next| at <= next)));
            if let Some((thing, at)) = held.and_then(|t| t.at.map(|at| (t, at))) {
                let in_time = earlier.due.is_none_or(|due| at <= due);
                moments.push((at, 1, Moment { at, what: Happened::Held(ladder, earlier.step, thing, in_time) }));
            }
        }
        moments.sort_by_key(|(at, rank, _)| (*at, *rank));
        moments.into_iter().map(|(_, _, moment)| moment).collect()
    }

    /// Whether a fault that the ladder counts counts for this step.
    fn counting(
        &self,
        step: usize,
        index: usize,
        now: i64,
        reached: Option<&Reached>,
        episode: Option<usize>,
        climbed: &[&Reached],
    ) -> Counting {
        if reached.is_some_and(|r| r.rests_on.contains(&index)) {
            return Counting::Counts;
        }
        if episode.is_none_or(|first| index < first) {
            return Counting::Forgiven;
        }
        let fault = &self.story.record.faults[index];
        for condition in &self.ladder.steps[step].when {
            match condition {
                StepCondition::Faults { within, after, .. } => {
                    if self.counted(*within, *after, now, episode, climbed).any(|f| f.of == fault.of) {
                        return Counting::Counts;
                    }
                    let (from, _) = self.since(*within, None, now, climbed);
                    return match (from, after) {
                        (Some(from), _) if fault.at <= from => Counting::Outside(from),
                        (_, Some(after)) => Counting::Before(*after),
                        _ => Counting::NotInRow,
                    };
                }
                StepCondition::InARow { .. } | StepCondition::OfLast { .. } => {
                    let ConditionProof { found, .. } = self.condition(condition, step, now, episode, climbed);
                    let period = match fault.of {
                        Of::Miss(figure) => self.figures[figure].figure.period.as_str(),
                        _ => "",
                    };
                    let is_in = matches!(found, Found::Periods(p) if p.iter().any(|(name, _)| name == period));
                    return if is_in { Counting::Counts } else { Counting::NotInRow };
                }
                StepCondition::Held(_) => {}
            }
        }
        Counting::Counts
    }

    /// A fault as it is told.
    pub(super) fn fault(&self, fault: &Fault, counting: Counting) -> FaultProof {
        let evidence = fault.evidence(&self.scene, &self.figures);
        let (of, breach) = match fault.of {
            Of::Breach(unit, row, criterion) => {
                let findings = self.scene.findings(criterion);
                let breach = findings.and_then(|f| f.breaches.find(row as usize));
                (Some((Some(criterion), self.ask.thing(unit, row))), breach)
            }
            Of::Event(unit, row) => (Some((None, self.ask.thing(unit, row))), None),
            Of::Miss(_) | Of::Unheld(..) => (None, None),
        };
        FaultProof {
            evidence,
            of,
            shares: breach.map(|b| b.cause.shares),
            mitigations: breach.map(|b| b.cause.matched.clone()).unwrap_or_default(),
            counting,
        }
    }
}

/// The row of misses that ends with the newest period, and the periods that are shown for it.
fn row(measures: &[Measure], most: usize, measured: bool) -> (usize, Vec<Measure>) {
    let mut held = 0;
    let mut shown = Vec::new();
    let mut expected: Option<i64> = None;
    for measure in measures.iter().rev() {
        let beside = measured || expected.is_none_or(|start| measure.next == start);
        match measure.missed {
            None if measured => shown.push(*measure),
            Some(true) if beside => {
                shown.push(*measure);
                held += 1;
            }
            _ => {
                shown.push(*measure);
                break;
            }
        }
        expected = Some(measure.start);
        if held == most {
            break;
        }
    }
    shown.reverse();
    (held, shown)
}
