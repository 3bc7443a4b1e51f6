//! Which of what was recorded later can have moved something that names none of it: what its rules looked at.
//!
//! First what the looks of the rules found for the very things that it rests on: the kind looked at, with what must be equal, in the window.
//! Where that is nothing (a fault that came of a late event lies before others, and no evidence names it), all that was recorded later of
//! the kinds that its rules look at, and what is about its subject of those that they judge; and if none is, all of it.

use super::Seen;
use crate::evaluate::{Run, Use};
use crate::outcome::{Decision, DecisionKind, Since, Superseded, What};
use crate::plan::{NodeId, Op};
use crate::standard::{Counted, CriterionId, Type, UnitId, UnitKind, plain};
use crate::table::Data;
use std::collections::{BTreeMap, BTreeSet};

/// By criterion and key: the things among what was recorded later that the verdict rests on.
type Reached = BTreeMap<(CriterionId, String), BTreeSet<(String, String)>>;

impl Seen<'_> {
    /// Names what can have moved those that have no reason yet.
    pub(super) fn name_what_reached(&self, found: &mut [Superseded]) {
        let open = || found.iter().filter(|superseded| superseded.since.is_empty());
        let mut asked: BTreeMap<CriterionId, BTreeSet<String>> = BTreeMap::new();
        for (criterion, key) in open().flat_map(|superseded| self.asks(&superseded.what)) {
            asked.entry(criterion).or_default().insert(key);
        }
        let mut reached = Reached::new();
        for (criterion, keys) in &asked {
            for run in [self.then, self.informed()] {
                self.reach(run, *criterion, keys, &mut reached);
            }
        }
        for superseded in found.iter_mut().filter(|superseded| superseded.since.is_empty()) {
            let asks = self.asks(&superseded.what);
            let places: BTreeSet<&(String, String)> =
                asks.iter().filter_map(|ask| reached.get(ask)).flatten().collect();
            superseded.since = self.later.about(places.into_iter().map(|(unit, key)| (unit.as_str(), key.as_str())));
            if superseded.since.is_empty() {
                superseded.since = self.of_its_kinds(&superseded.what);
            }
        }
    }

    /// The verdicts that something rests on.
    fn asks(&self, what: &What) -> Vec<(CriterionId, String)> {
        match what {
            What::Finding { criterion, key, .. } => vec![(*criterion, key.clone())],
            What::Decision { was, now } => {
                let (was, now) = (was.as_deref(), now.as_deref());
                let knowing =
                    was.or(now).and_then(|any| self.informed().outcome.decisions.iter().find(|d| d.id == any.id));
                let evidence = was.into_iter().chain(knowing).chain(now).flat_map(|decision| &decision.evidence);
                evidence.flat_map(|e| self.named(&e.rule).into_iter().map(|id| (id, e.key.clone()))).collect()
            }
        }
    }

    /// The criterion of that name, or that of a duty.
    fn named(&self, rule: &str) -> Option<CriterionId> {
        let criteria = self.standard.criteria.iter().position(|c| c.label.name == rule);
        let duties = || self.standard.duties.iter().find(|d| d.label.name == rule).map(|d| d.criterion);
        criteria.and_then(|index| Some(CriterionId(u16::try_from(index).ok()?))).or_else(duties)
    }

    /// Notes what of these rows' verdicts rests on something that was recorded later.
    fn reach(&self, run: &Run, criterion: CriterionId, keys: &BTreeSet<String>, reached: &mut Reached) {
        let unit = self.standard.criteria[criterion.index()].unit;
        let there = keys.iter().filter_map(|key| {
            let row = run.world.row_of(unit, key, i64::MAX)?;
            Some((key, u32::try_from(row).ok()?))
        });
        let (keys, rows): (Vec<&String>, Vec<u32>) = there.unzip();
        let later: BTreeSet<&str> = self.later.all().map(|since| since.unit.as_str()).collect();
        let sets = crate::explain::reached(self.standard, &run.world, criterion, &rows);
        for (key, rows) in keys.into_iter().zip(sets) {
            let places = rows.into_iter().filter_map(|(unit, row)| {
                let name = self.standard.units[unit.index()].label.name.as_str();
                later.contains(name).then(|| (name.to_owned(), run.world.key(unit, row as usize).into_owned()))
            });
            reached.entry((criterion, key.clone())).or_default().extend(places);
        }
    }

    /// What was recorded later of the kinds that its rules can look at; all of it, if that is none.
    fn of_its_kinds(&self, what: &What) -> Vec<Since> {
        let mut kinds = Kinds::default();
        let mut whose = None;
        match what {
            What::Finding { criterion, .. } => self.kinds_of(*criterion, &mut kinds),
            What::Decision { was, now } => {
                was.iter().chain(now).for_each(|decision| self.kinds_behind(decision, &mut kinds));
                let any = was.as_deref().or(now.as_deref());
                whose = any.and_then(|d| Some((self.standard.unit(&d.subject_kind)?, d.subject.as_str())));
            }
        }
        let of = |kinds: &BTreeSet<UnitId>, since: &Since| {
            let unit = self.standard.unit(&since.unit)?;
            kinds.contains(&unit).then_some(unit)
        };
        let reaches = |since: &&Since| {
            let of_subject = |unit| whose.is_none_or(|whose| self.is_about(unit, &since.key, whose));
            of(&kinds.any, since).is_some() || of(&kinds.own, since).is_some_and(of_subject)
        };
        let found: Vec<Since> = self.later.all().filter(reaches).cloned().collect();
        if found.is_empty() { self.later.all().cloned().collect() } else { found }
    }

    /// Whether something leads to somebody, then or now; what refers to nobody of that kind may.
    fn is_about(&self, unit: UnitId, key: &str, (kind, subject): (UnitId, &str)) -> bool {
        let fields = self.standard.units[unit.index()].fields.iter().enumerate();
        let leads: Vec<usize> =
            fields.filter(|(_, f)| matches!(f.ty, Type::Ref(to) if to == kind)).map(|(i, _)| i).collect();
        leads.is_empty()
            || [self.then, self.informed()].iter().any(|run| {
                let row = run.world.row_of(unit, key, i64::MAX);
                let columns = leads.iter().filter_map(|field| run.world.table(unit).columns.get(*field));
                row.is_some_and(|row| {
                    columns.into_iter().any(|column| match &column.data {
                        Data::Codes(codes) if column.has(row) => run.world.texts.get(codes[row]) == subject,
                        _ => false,
                    })
                })
            })
    }

    fn kinds_behind(&self, decision: &Decision, kinds: &mut Kinds) {
        let standard = self.standard;
        match decision.kind {
            DecisionKind::Step(id, _) => {
                for ladder in standard.versions_of_ladder(id).iter().map(|id| &standard.ladders[id.index()]) {
                    for counted in &ladder.counts {
                        match counted {
                            Counted::Faults(list) => list.iter().for_each(|one| self.kinds_of(one.criterion, kinds)),
                            Counted::Events { unit, .. } => self.judged(*unit, kinds),
                            Counted::Misses { metric, .. } => self.seen(standard.metrics[metric.index()].unit, kinds),
                            // The faults of others, and whatever they rest on.
                            Counted::Unheld { .. } => kinds.any.extend((0..).map(UnitId).take(standard.units.len())),
                        }
                    }
                    let shown = ladder.appeal.iter().flat_map(|appeal| appeal.opened.iter().chain([&appeal.decided]));
                    shown.chain(&ladder.overturned).for_each(|shown| self.seen(shown.unit, kinds));
                    let held = ladder.steps.iter().filter_map(|step| step.held.as_ref());
                    held.for_each(|held| self.seen(held.unit, kinds));
                    let notices = standard.notices.iter().filter(|notice| Some(notice.subject) == ladder.subject);
                    let told = notices.flat_map(|notice| [Some(&notice.given), notice.acknowledged.as_ref()]);
                    told.flatten().for_each(|shown| self.seen(shown.unit, kinds));
                    ladder.subject.iter().for_each(|unit| self.seen(*unit, kinds));
                }
            }
            DecisionKind::Duty(id) | DecisionKind::DutyWarning(id, _) => {
                let duty = &standard.duties[id.index()];
                self.kinds_of(duty.criterion, kinds);
                self.seen(duty.done.unit, kinds);
            }
            DecisionKind::ClockWarning(unit, ..) => self.seen(unit, kinds),
            DecisionKind::Recognition(..) => {
                for evidence in &decision.evidence {
                    self.named(&evidence.rule).iter().for_each(|id| self.kinds_of(*id, kinds));
                    let metrics = standard.metrics.iter().filter(|m| plain(&m.label.name) == plain(&evidence.rule));
                    metrics.for_each(|metric| self.seen(metric.unit, kinds));
                }
            }
        }
    }

    /// The kinds of things that a criterion, and what moves its causes, can look at.
    fn kinds_of(&self, criterion: CriterionId, kinds: &mut Kinds) {
        self.judged(self.standard.criteria[criterion.index()].unit, kinds);
        let mitigations = self.plan.mitigations[criterion.index()].iter();
        let when = mitigations.filter_map(|id| self.plan.roots.get(&Use::MitigationWhen(*id)).map(|(_, node)| *node));
        self.looked_at(self.plan.parts_of(criterion).into_iter().chain(when), kinds);
    }

    fn looked_at(&self, nodes: impl IntoIterator<Item = NodeId>, kinds: &mut Kinds) {
        for id in self.plan.needs(nodes) {
            if let Op::Look(look) = &self.plan.node(id).op {
                self.seen(look.unit, kinds);
            }
        }
    }

    /// A kind whose things are judged: each for its own subject.
    fn judged(&self, unit: UnitId, kinds: &mut Kinds) {
        if kinds.own.insert(unit) {
            self.behind(unit, kinds);
        }
    }

    /// A kind of which any may have been seen.
    fn seen(&self, unit: UnitId, kinds: &mut Kinds) {
        if kinds.any.insert(unit) {
            self.behind(unit, kinds);
        }
    }

    /// What things of a kind are made of and refer to.
    fn behind(&self, unit: UnitId, kinds: &mut Kinds) {
        let declared = &self.standard.units[unit.index()];
        if let UnitKind::Case(members) = &declared.kind {
            members.iter().for_each(|member| self.seen(member.event, kinds));
            let facts = self.plan.cases.iter().filter(|case| case.unit == unit);
            self.looked_at(facts.flat_map(|case| case.nodes()), kinds);
        }
        for field in &declared.fields {
            if let Type::Ref(to) = field.ty {
                self.seen(to, kinds);
            }
        }
    }
}

/// Kinds of things that can have moved something.
#[derive(Debug, Default)]
struct Kinds {
    /// Whatever is about the subject.
    own: BTreeSet<UnitId>,
    /// All.
    any: BTreeSet<UnitId>,
}
