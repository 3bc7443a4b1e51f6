//! Questions about findings, forms and mitigations, answered.

use super::prove::{FormSketch, Frame, Prover, RuleSketch, Sketch, Sketcher};
use super::search::{self, Aim, Scene};
use super::stage::{self, Closure, Known};
use super::{
    Ask, FindingProof, FormProof, ItemProof, MitigationProof, Nearest, Saw, Standing, StepSeen, StepsProof, Wanted,
};
use crate::evaluate::{Lens, Use};
use crate::outcome::{Breach, Verdict};
use crate::plan::{NodeId, Plan};
use crate::standard::{CriterionId, FormId, MitigationId, Party, Requirement, UnitId, VERDICTS};
use crate::table::Data;
use crate::value::{Ratio, Value};

/// What was sketched for one question, and the rows it rests on.
struct Prepared<'s> {
    rule: Option<RuleSketch<'s>>,
    form: Option<FormSketch<'s>>,
    mitigations: Vec<(MitigationId, Option<Sketch<'s>>)>,
    plan: Plan,
    nodes: Vec<NodeId>,
    closure: Closure,
}

impl<'s> Ask<'s> {
    /// Why a criterion says of a row what it says.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn finding(&self, criterion: CriterionId, row: u32) -> FindingProof {
        let criterion = self.run.outcome.in_force(self.standard, criterion, row as usize);
        let unit = self.standard.criteria[criterion.index()].unit;
        let verdict = self.verdict(criterion, row);
        let breach = self.breach(criterion, row);
        let covering = if breach.is_some() { self.plan.mitigations[criterion.index()].clone() } else { Vec::new() };
        let mut prepared =
            self.prepared(unit, row, |sketcher| (Some(sketcher.rule(criterion)), None, covering.clone()));
        let small = match self.small(&prepared, unit, row, |lens, row| lens.verdict(criterion, row) == verdict) {
            Some(small) => small,
            None => {
                prepared.closure = prepared.closure.whole(&self.run.world);
                self.world(&prepared)
            }
        };
        let rule = prepared.rule.as_ref().expect("it was sketched");
        let known = self.known(&prepared);
        let mut proof = Lens::with(self.standard, &prepared.plan, &small, prepared.nodes.iter().copied(), |lens| {
            let own = search::row(self, &small, unit, row).unwrap_or(0);
            let prover = Prover { ask: self, lens, known: &known };
            self.proof(&prover, rule, own, (criterion, row), breach, &prepared.mitigations)
        });
        let scene = Scene { ask: self, plan: &prepared.plan, nodes: &prepared.nodes, closure: &prepared.closure };
        proof.nearest = search::finding(&scene, &proof);
        search::mark_finding(&mut proof);
        proof
    }

    /// Why a form says of a row what it says.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn form(&self, form: FormId, row: u32) -> FormProof {
        let whole = self.run.outcome.in_force(self.standard, self.standard.forms[form.index()].criterion, row as usize);
        let form = match self.standard.criteria[whole.index()].require {
            Requirement::Form(in_force) => in_force,
            _ => form,
        };
        let unit = self.standard.forms[form.index()].unit;
        let prepared = self.prepared(unit, row, |sketcher| (None, Some(sketcher.form(form)), Vec::new()));
        let sketch = prepared.form.as_ref().expect("it was sketched");
        let known = self.known(&prepared);
        let small = self.world(&prepared);
        Lens::with(self.standard, &prepared.plan, &small, prepared.nodes.iter().copied(), |lens| {
            let own = search::row(self, &small, unit, row).unwrap_or(0);
            self.form_proof(&Prover { ask: self, lens, known: &known }, sketch, own, row)
        })
    }

    /// Why a mitigation holds for a row or not, and what would have made it different.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn mitigation(&self, mitigation: MitigationId, row: u32) -> MitigationProof {
        let unit = self.standard.mitigations[mitigation.index()].unit;
        let prepared = self.prepared(unit, row, |_| (None, None, vec![mitigation]));
        let small = self.world(&prepared);
        let (id, sketch) = &prepared.mitigations[0];
        let known = self.known(&prepared);
        let mut proof = Lens::with(self.standard, &prepared.plan, &small, prepared.nodes.iter().copied(), |lens| {
            let own = search::row(self, &small, unit, row).unwrap_or(0);
            self.mitigation_proof(&Prover { ask: self, lens, known: &known }, *id, sketch.as_ref(), own)
        });
        proof.standing = match holds(&proof) {
            Some(true) => Standing::Won,
            Some(false) => Standing::Not,
            None => Standing::Unknown,
        };
        if let (Some(sketch), Some(reason)) = (sketch, &mut proof.reason) {
            let scene = Scene { ask: self, plan: &prepared.plan, nodes: &prepared.nodes, closure: &prepared.closure };
            let nearest = search::condition(&scene, &self.thing(unit, row), reason, Aim::Condition(sketch.asked));
            search::mark(reason, &nearest);
            proof.nearest = Some(nearest);
        }
        proof
    }

    fn verdict(&self, criterion: CriterionId, row: u32) -> Verdict {
        self.run.outcome.findings[criterion.index()].verdicts[row as usize]
    }

    fn breach(&self, criterion: CriterionId, row: u32) -> Option<Breach<'s>> {
        self.run.outcome.findings[criterion.index()].breaches.find(row as usize)
    }

    /// Sketches what is asked for and finds the rows that it rests on.
    fn prepared(
        &self,
        unit: UnitId,
        row: u32,
        what: impl FnOnce(&mut Sketcher<'s>) -> (Option<RuleSketch<'s>>, Option<FormSketch<'s>>, Vec<MitigationId>),
    ) -> Prepared<'s> {
        let mut sketcher = Sketcher::new(self.standard);
        let (rule, form, mitigations) = what(&mut sketcher);
        let standard = self.standard;
        let mitigations = mitigations
            .into_iter()
            .map(|m| {
                let when = standard.mitigations[m.index()].when.as_ref();
                (m, when.map(|w| sketcher.sketch(w, &[standard.mitigations[m.index()].unit])))
            })
            .collect();
        let bare = sketcher.bare_looks();
        let (plan, mut nodes) = sketcher.finish();
        let mut roots: Vec<NodeId> = rule.iter().flat_map(|r: &RuleSketch<'_>| plan.parts_of(r.criterion)).collect();
        for form in form.iter().map(|f: &FormSketch<'_>| &plan.forms[f.form.index()]) {
            roots.extend(form.parts().into_iter().chain(form.fault));
        }
        let conditions: &Vec<(MitigationId, Option<Sketch<'_>>)> = &mitigations;
        roots.extend(conditions.iter().filter_map(|(_, when)| Some(when.as_ref()?.asked.node)));
        nodes.extend(&roots);
        let looks = bare.values().flat_map(|b| [b.inside.node, b.ever.node]);
        let by = plan.cases.iter().flat_map(|c| c.by.iter().copied());
        let closure = Lens::with(standard, &plan, &self.run.world, looks.chain(by), |lens| {
            stage::closure(standard, &plan, lens, (&bare, false), roots, (unit, row))
        });
        Prepared { rule, form, mitigations, plan, nodes, closure }
    }

    fn known(&self, prepared: &Prepared<'_>) -> Known<'_> {
        Known::of(&self.run.world, &prepared.closure)
    }

    fn world(&self, prepared: &Prepared<'_>) -> crate::evaluate::World {
        stage::world(self.standard, &prepared.plan, &self.run.world, &prepared.closure, &[])
    }

    /// The small world, if it says the same as the run.
    fn small(
        &self,
        prepared: &Prepared<'_>,
        unit: UnitId,
        row: u32,
        same: impl FnOnce(&Lens<'_>, u32) -> bool,
    ) -> Option<crate::evaluate::World> {
        let small = self.world(prepared);
        let own = search::row(self, &small, unit, row)?;
        let same = Lens::with(self.standard, &prepared.plan, &small, prepared.nodes.iter().copied(), |l| same(l, own));
        same.then_some(small)
    }

    fn proof(
        &self,
        prover: &Prover<'_>,
        rule: &RuleSketch<'_>,
        own: u32,
        (criterion, row): (CriterionId, u32),
        breach: Option<Breach<'_>>,
        mitigations: &[(MitigationId, Option<Sketch<'_>>)],
    ) -> FindingProof {
        let declared = &self.standard.criteria[criterion.index()];
        let rows = [own];
        let frame = Frame::of(&rows);
        let requires = match (&declared.require, &rule.require, &rule.form) {
            (Requirement::Item(_, item), _, Some(form)) => {
                Wanted::Item(Box::new(self.form_proof(prover, form, own, row)), *item)
            }
            (_, Some(require), _) => Wanted::Condition(Box::new(prover.reason(require, frame))),
            (_, _, Some(form)) => Wanted::Form(Box::new(self.form_proof(prover, form, own, row))),
            _ => unreachable!("a criterion requires a condition or a form"),
        };
        let unjudged = &self.run.outcome.findings[criterion.index()].unjudged;
        let missing = unjudged.binary_search_by_key(&row, |u| u.0).ok().map(|place| unjudged[place].1.to_string());
        let proofs = mitigations.iter().map(|(id, sketch)| self.mitigation_proof(prover, *id, sketch.as_ref(), own));
        let mut proofs: Vec<MitigationProof> = proofs.collect();
        if let Wanted::Form(proven) = &requires {
            for proof in &mut proofs {
                let part = self.standard.mitigations[proof.mitigation.index()].part(criterion);
                proof.without = part.map(|part| self.rescored(proven, &part.items));
            }
        }
        stand(&mut proofs, breach.as_ref().map(|b| b.cause.matched.as_slice()).unwrap_or_default());
        FindingProof {
            criterion,
            name: declared.label.name.clone(),
            title: declared.label.title.clone(),
            quote: self.quote(declared.require_span),
            guidance: declared.guidance.clone(),
            thing: self.thing(declared.unit, row),
            whose: self.whose(criterion, row),
            verdict: self.verdict(criterion, row),
            at: breach.as_ref().map(|b| b.at),
            applies: rule.filter.as_ref().map(|f| prover.reason(f, frame)),
            requires,
            steps: self.steps_proof(prover, rule, frame, row),
            missing,
            mitigations: proofs,
            shares: breach.as_ref().map(|b| b.cause.shares),
            nearest: Nearest::NotAsked,
        }
    }

    /// The score and the band of a form with some items taken as not applicable.
    fn rescored(&self, proof: &FormProof, without: &[usize]) -> (Option<Ratio>, Option<String>) {
        let form = &self.standard.forms[proof.form.index()];
        let mut items = proof.items.clone();
        for item in without {
            if let Some(item) = items.get_mut(*item) {
                item.share = None;
            }
        }
        let score = if form.by_sections {
            let parts = form.sections.iter().filter_map(|s| Some((s.weight, earned(items.get(s.items.clone())?)?)));
            let (mut got, mut all) = (Some(Ratio::ZERO), Some(Ratio::ZERO));
            for (weight, share) in parts {
                got = got.and_then(|got| got.plus(weight.times(share)?));
                all = all.and_then(|all| all.plus(weight));
            }
            got.zip(all).and_then(|(got, all)| got.over(all))
        } else {
            earned(&items)
        };
        let score = score.and_then(|share| share.times(Ratio::whole(100)));
        let reached = |least: &Option<Ratio>| score.is_some_and(|score| least.is_none_or(|least| score >= least));
        let band = form.bands.iter().find(|(_, least)| reached(least)).map(|(name, _)| name.clone());
        (score, band)
    }

    /// Of a criterion that is made for steps: how each of them went.
    fn steps_proof(
        &self,
        prover: &Prover<'_>,
        rule: &RuleSketch<'_>,
        frame: Frame<'_>,
        row: u32,
    ) -> Option<StepsProof> {
        let index = self.standard.steps.iter().position(|steps| steps.criterion == rule.criterion)?;
        let saw = |part: &Option<Sketch<'_>>| part.as_ref().map(|sketch| prover.reason(sketch, frame).saw);
        let nothing = Saw { value: Value::Missing, ty: crate::standard::Type::Instant, waits: false };
        let seen = rule.steps.iter().map(|[at, due, na]| StepSeen {
            at: saw(at).unwrap_or_else(|| nothing.clone()),
            due: saw(due),
            na: saw(na),
        });
        let findings = self.run.outcome.steps.get(index)?;
        Some(StepsProof { steps: findings.steps, seen: seen.collect(), faults: findings.of(row as usize).to_vec() })
    }

    fn whose(&self, criterion: CriterionId, row: u32) -> Vec<(String, Option<String>)> {
        let judged = &self.run.judged;
        let subjects = self.standard.criteria[criterion.index()].subjects.iter();
        let key = |kind: UnitId| {
            let column = judged.column(Use::CriterionSubject(criterion, kind))?;
            match &column.data {
                Data::Codes(codes) if column.has(row as usize) => {
                    Some(judged.text(&self.run.world, codes[row as usize]).to_owned())
                }
                _ => None,
            }
        };
        subjects.map(|(kind, _)| (self.standard.units[kind.index()].label.name.clone(), key(*kind))).collect()
    }

    fn mitigation_proof(
        &self,
        prover: &Prover<'_>,
        id: MitigationId,
        sketch: Option<&Sketch<'_>>,
        own: u32,
    ) -> MitigationProof {
        let declared = &self.standard.mitigations[id.index()];
        MitigationProof {
            mitigation: id,
            name: declared.label.name.clone(),
            title: declared.label.title.clone(),
            quote: self.quote(declared.label.span),
            party: declared.party,
            share: declared.share,
            reason: sketch.map(|s| prover.reason(s, Frame::of(&[own]))),
            without: None,
            standing: Standing::Unknown,
            nearest: None,
        }
    }

    fn form_proof(&self, prover: &Prover<'_>, sketch: &FormSketch<'_>, own: u32, row: u32) -> FormProof {
        let form = &self.standard.forms[sketch.form.index()];
        let saw = prover.lens.form(sketch.form, own);
        let rows = [own];
        let frame = Frame::of(&rows);
        let section = |item: usize| form.sections.iter().position(|s| s.items.contains(&item)).unwrap_or(0);
        let items: Vec<ItemProof> = form
            .items
            .iter()
            .zip(&sketch.items)
            .zip(&saw.items)
            .enumerate()
            .map(|(i, ((item, (answer, na)), (share, applies)))| ItemProof {
                name: item.name.clone(),
                title: item.title.clone(),
                quote: self.quote(item.span),
                section: section(i),
                points: item.points,
                scale: item.scale,
                critical: item.critical,
                answer: prover.reason(answer, frame),
                na: na.as_ref().map(|na| prover.reason(na, frame)),
                applies: *applies,
                share: *share,
                guidance: item.guidance.clone(),
            })
            .collect();
        let sections = form.sections.iter().map(|s| {
            (s.name.clone(), s.title.clone(), s.weight, earned(items.get(s.items.clone()).unwrap_or_default()))
        });
        FormProof {
            form: sketch.form,
            name: form.label.name.clone(),
            title: form.label.title.clone(),
            quote: self.quote(form.label.span),
            thing: self.thing(form.unit, row),
            by_sections: form.by_sections,
            sections: sections.collect(),
            score: saw.score,
            verdict: VERDICTS[usize::from(saw.verdict)],
            band: saw.band.map(|b| form.bands[usize::from(b)].0.clone()),
            fault: sketch.fault.as_ref().map(|f| prover.reason(f, frame)),
            fair: self.run.outcome.forms.get(sketch.form.index()).and_then(|findings| findings.fair_of(row)).cloned(),
            items,
        }
    }
}

/// The share of the points of some items that was earned; none if none applies or was answered.
fn earned(items: &[ItemProof]) -> Option<Ratio> {
    let (mut got, mut all) = (Ratio::ZERO, Ratio::ZERO);
    for item in items {
        if let Some(share) = item.share {
            got = got.plus(item.points.times(share)?)?;
            all = all.plus(item.points)?;
        }
    }
    got.over(all)
}

/// Whether a mitigation holds; none if it cannot be said.
fn holds(proof: &MitigationProof) -> Option<bool> {
    match proof.reason.as_ref().map(|r| &r.saw.value) {
        None => Some(true),
        Some(Value::YesNo(yes)) => Some(*yes),
        Some(_) => None,
    }
}

/// What became of each: of those that hold and move the breach, the first wins. `matched`: those that do.
fn stand(proofs: &mut [MitigationProof], matched: &[MitigationId]) {
    let moves = |p: &MitigationProof| holds(p) == Some(true) && matched.contains(&p.mitigation);
    let winner = proofs.iter().find(|p| moves(p)).map(|p| (p.mitigation, p.party, p.share));
    for proof in proofs {
        proof.standing = match (holds(proof), winner) {
            (None, _) => Standing::Unknown,
            (Some(true), _) if !moves(proof) => Standing::Elsewhere,
            (Some(false), _) | (_, None) => Standing::Not,
            (_, Some((_, Party::Employee, _))) => Standing::Employee(None),
            (_, Some((id, ..))) if id == proof.mitigation => Standing::Won,
            (_, Some((id, ..))) if proof.party == Party::Employee => Standing::Employee(Some(id)),
            (_, Some((id, _, share))) if share > proof.share => Standing::GreaterShare(id),
            (_, Some((id, ..))) => Standing::Earlier(id),
        };
    }
}
