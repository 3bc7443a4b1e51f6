//! Everything the rules use, by rule.

use super::build::Builder;
use super::lower::Place;
use super::{CasePlan, ClockPlan, FactPlan, NodeId};
use crate::evaluate::Use;
use crate::standard::NoticeId;
use crate::standard::{
    Aggregate, Celebrate, Clock, Counted, CriterionId, DutyId, Expr, Fact, FormId, Formula, LadderId, MetricId,
    MitigationId, OverFigures, Ower, Party, RecognitionId, Shown, StepsId, SubjectKind, UnitId, UnitKind,
};
use std::cmp::Reverse;

fn index(i: usize) -> u16 {
    u16::try_from(i).expect("a standard has fewer than 65,536 things of a kind")
}

impl Builder<'_> {
    fn root(&mut self, uses: Use, unit: UnitId, expr: &Expr) {
        let node = self.row(unit, expr);
        self.plan.roots.insert(uses, (unit, node));
    }

    pub(super) fn roots(&mut self) {
        self.criteria_and_forms();
        self.metrics();
        self.ladders();
        self.recognitions();
        self.duties();
        self.fairness();
    }

    fn duties(&mut self) {
        let standard = self.standard;
        for (i, duty) in standard.duties.iter().enumerate() {
            let id = DutyId(index(i));
            if let Ower::Entity(_, path) = &duty.owed_by {
                self.root(Use::DutyOwer(id), duty.unit, path);
            }
            self.root(Use::DutyDone(id), duty.unit, &duty.done.right);
            if let Some((when, who)) = &duty.done.anybody {
                self.root(Use::DutyAnybody(id), duty.unit, when);
                self.root(Use::DutyDoer(id), duty.unit, who);
            }
        }
    }

    fn criteria_and_forms(&mut self) {
        let standard = self.standard;
        for (i, criterion) in standard.criteria.iter().enumerate() {
            let id = CriterionId(index(i));
            self.criterion(id);
            let plan = self.plan.criteria[i];
            let mut put = |uses, node: Option<NodeId>| {
                if let Some(node) = node {
                    self.plan.roots.insert(uses, (criterion.unit, node));
                }
            };
            put(Use::CriterionFilter(id), plan.filter);
            put(Use::CriterionRequire(id), plan.require);
            for (kind, path) in &criterion.subjects {
                self.root(Use::CriterionSubject(id, *kind), criterion.unit, path);
            }
        }
        for (i, form) in standard.forms.iter().enumerate() {
            let id = FormId(index(i));
            self.form(id);
            let plan = self.plan.forms[i].clone();
            if let Some(fault) = plan.fault {
                self.plan.roots.insert(Use::FormFault(id), (form.unit, fault));
            }
            for (n, (answer, na)) in plan.items.iter().enumerate() {
                self.plan.roots.insert(Use::ItemAnswer(id, index(n)), (form.unit, *answer));
                if let Some(na) = na {
                    self.plan.roots.insert(Use::ItemNa(id, index(n)), (form.unit, *na));
                }
            }
        }
        for (i, steps) in standard.steps.iter().enumerate() {
            for (n, part) in steps.parts().enumerate() {
                self.root(Use::StepsPart(StepsId(index(i)), index(n)), steps.unit, part);
            }
        }
        for (i, mitigation) in standard.mitigations.iter().enumerate() {
            if let Some(when) = &mitigation.when {
                self.root(Use::MitigationWhen(MitigationId(index(i))), mitigation.unit, when);
            }
            for part in &mitigation.parts {
                self.root(Use::MitigationRests(MitigationId(index(i)), part.criterion), mitigation.unit, &part.rests);
            }
        }
    }

    /// For each criterion its mitigations, the strongest first.
    pub(super) fn mitigations(&mut self) {
        let standard = self.standard;
        self.plan.mitigations = (0..standard.criteria.len())
            .map(|c| {
                let covers = |m: &MitigationId| standard.mitigations[m.index()].covers.contains(&CriterionId(index(c)));
                let mut list: Vec<_> =
                    (0..standard.mitigations.len()).map(|m| MitigationId(index(m))).filter(covers).collect();
                list.sort_by_key(|m| {
                    let mitigation = &standard.mitigations[m.index()];
                    (mitigation.party == Party::Employee, Reverse(mitigation.share), *m)
                });
                list
            })
            .collect();
    }

    fn metrics(&mut self) {
        let standard = self.standard;
        for (i, metric) in standard.metrics.iter().enumerate() {
            let id = MetricId(index(i));
            if let Some(filter) = &metric.filter {
                self.root(Use::MetricFilter(id), metric.unit, filter);
            }
            match &metric.formula {
                Formula::Count | Formula::Figures(_) | Formula::Standing(_) => {}
                Formula::Share(value)
                | Formula::Sum(value)
                | Formula::Mean(value)
                | Formula::Percentile(value, _)
                | Formula::Min(value)
                | Formula::Max(value)
                | Formula::Distinct(value) => self.root(Use::MetricValue(id), metric.unit, value),
                Formula::Ratio(both) => {
                    let [sum, base] = both.as_ref();
                    self.root(Use::MetricValue(id), metric.unit, sum);
                    self.root(Use::MetricBase(id), metric.unit, base);
                }
                Formula::Window(call, _) => {
                    for (n, node) in self.window_arguments(call, metric.unit).into_iter().enumerate() {
                        self.plan.roots.insert(Use::MetricWindow(id, index(n)), (metric.unit, node));
                    }
                }
            }
            if !metric.formula.is_derived() {
                self.root(Use::MetricDated(id), metric.unit, &metric.dated);
            }
            for (n, stratum) in metric.expected.iter().enumerate() {
                self.root(Use::MetricStratum(id, index(n)), metric.unit, stratum);
            }
            // Whose a rise is, the other figures say.
            let per = if matches!(&metric.formula, Formula::Figures(of) if of.how == OverFigures::Rise) {
                &[][..]
            } else {
                metric.per.as_slice()
            };
            for (n, per) in per.iter().enumerate() {
                match &per.subject {
                    SubjectKind::Organization => {}
                    SubjectKind::Entity(_, path) | SubjectKind::Value(path) => {
                        self.root(Use::MetricSubject(id, index(n)), metric.unit, path);
                    }
                }
            }
        }
    }

    fn ladders(&mut self) {
        let standard = self.standard;
        for (i, ladder) in standard.ladders.iter().enumerate() {
            let id = LadderId(index(i));
            for (n, counted) in ladder.counts.iter().enumerate() {
                let n = index(n);
                match counted {
                    Counted::Misses { .. } | Counted::Unheld { .. } => {}
                    Counted::Faults(list) => {
                        for (c, counted) in list.iter().enumerate() {
                            let unit = standard.criteria[counted.criterion.index()].unit;
                            self.optional(Use::LadderSubject(id, n, index(c)), unit, counted.subject.as_ref());
                            self.optional(Use::LadderOnce(id, n, index(c)), unit, counted.once.as_ref());
                        }
                    }
                    Counted::Events { unit, filter, subject, once } => {
                        self.optional(Use::LadderFilter(id, n), *unit, filter.as_ref());
                        self.optional(Use::LadderSubject(id, n, 0), *unit, subject.as_ref());
                        self.optional(Use::LadderOnce(id, n, 0), *unit, once.as_ref());
                    }
                }
            }
            for (n, step) in ladder.steps.iter().enumerate() {
                if let Some(held) = &step.held {
                    self.optional(Use::HeldFilter(id, index(n)), held.unit, held.filter.as_ref());
                    self.optional(Use::HeldSubject(id, index(n)), held.unit, held.subject.as_ref());
                }
            }
        }
    }

    fn fairness(&mut self) {
        let standard = self.standard;
        for (i, notice) in standard.notices.iter().enumerate() {
            let id = NoticeId(index(i));
            self.shown(Use::NoticeFilter(id), Use::NoticeAbout(id), &notice.given);
            if let Some(known) = &notice.acknowledged {
                self.shown(Use::KnownFilter(id), Use::KnownAbout(id), known);
            }
        }
        for (i, ladder) in standard.ladders.iter().enumerate() {
            let id = LadderId(index(i));
            for (n, one) in ladder.overturned.iter().enumerate() {
                self.shown(Use::OverturnedFilter(id), Use::OverturnedAbout(id, index(n)), one);
            }
            let Some(appeal) = &ladder.appeal else { continue };
            for (n, one) in appeal.opened.iter().enumerate() {
                self.shown(Use::AppealFilter(id), Use::AppealAbout(id, index(n)), one);
            }
            self.shown(Use::RulingFilter(id), Use::RulingAbout(id), &appeal.decided);
            let unit = appeal.decided.unit;
            self.root(Use::RulingGranted(id), unit, &appeal.granted);
            self.optional(Use::RulingBy(id), unit, appeal.by.as_ref());
            self.optional(Use::RulingBarred(id), unit, appeal.barred.as_ref());
        }
    }

    fn shown(&mut self, filter: Use, about: Use, shown: &Shown) {
        self.optional(filter, shown.unit, shown.filter.as_ref());
        self.root(about, shown.unit, &shown.about);
    }

    fn recognitions(&mut self) {
        let standard = self.standard;
        for (i, recognition) in standard.recognitions.iter().enumerate() {
            let id = RecognitionId(index(i));
            match &recognition.when {
                Celebrate::Unit { unit, filter, subject } => {
                    self.optional(Use::RecognitionFilter(id), *unit, filter.as_ref());
                    self.optional(Use::RecognitionSubject(id), *unit, subject.as_ref());
                }
                Celebrate::Streak { criterion, subject, .. } => {
                    let unit = standard.criteria[criterion.index()].unit;
                    self.optional(Use::RecognitionSubject(id), unit, subject.as_ref());
                }
                Celebrate::Metrics(_) => {}
            }
        }
    }

    fn optional(&mut self, uses: Use, unit: UnitId, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.root(uses, unit, expr);
        }
    }

    /// The nodes of the cases: over the case (0) and the row of the event (1).
    pub(super) fn cases(&mut self) {
        let standard = self.standard;
        for (i, unit) in standard.units.iter().enumerate() {
            let UnitKind::Case(members) = &unit.kind else { continue };
            let id = UnitId(index(i));
            let by = members.iter().map(|m| self.row(m.event, &m.by)).collect();
            let mut facts = Vec::with_capacity(unit.fields.len());
            for field in &unit.fields {
                facts.push(field.fact.as_ref().map(|fact| match fact {
                    Fact::Plain(expr) => {
                        let place = Place::of(&[id]);
                        FactPlan::Plain(self.lower_as(expr, &field.ty, &place).id)
                    }
                    Fact::Aggregate { how, member, value, filter } => {
                        let place = Place::of(&standard.fact_scopes(id, members[*member].event));
                        let mut node = |expr: &Option<Expr>, how: Aggregate| {
                            let term = self.taken(expr.as_ref()?, how, &field.ty, &place);
                            Some(self.paired(term))
                        };
                        FactPlan::Aggregate { value: node(value, *how), filter: node(filter, Aggregate::Any) }
                    }
                    Fact::Clock(clock, _) => FactPlan::Clock(*clock),
                }));
            }
            let seen = standard.seen_by_clocks(id);
            let place = seen.map(|seen| Place::of(&standard.fact_scopes(id, seen)));
            let clocks =
                place.map_or_else(Vec::new, |place| unit.clocks.iter().map(|c| self.clock(c, &place)).collect());
            let seen = seen.unwrap_or(id);
            let given_up = unit.given_up.iter().map(|e| e.as_ref().map(|e| self.row(seen, e))).collect();
            self.plan.cases.push(CasePlan { unit: id, by, given_up, facts, clocks });
        }
    }

    /// The nodes of a clock.
    fn clock(&mut self, clock: &Clock, place: &Place) -> ClockPlan {
        let mut node = |expr: &Expr| {
            let term = self.lower(expr, place);
            self.paired(term)
        };
        let mut optional = |expr: &Option<Expr>| expr.as_ref().map(&mut node);
        let (on, zone) = (optional(&clock.on), optional(&clock.zone));
        let (resumes, restarts, holder) =
            (optional(&clock.resumes), optional(&clock.restarts), optional(&clock.holder));
        let reopens = clock.reopens.as_ref().map(|r| node(&r.when));
        ClockPlan {
            on,
            zone,
            starts: node(&clock.starts),
            pauses: clock
                .pauses
                .iter()
                .map(|p| (node(&p.when), p.justified.as_ref().map(&mut node), p.until.as_ref().map(&mut node)))
                .collect(),
            resumes,
            stops: node(&clock.stops),
            reopens,
            restarts,
            target: node(&clock.target),
            holder,
            warnings: clock.warnings.iter().map(|w| (node(&w.whom), w.when.as_ref().map(&mut node))).collect(),
        }
    }
}
