//! Puts the results of the batches together, in order.

use super::batch::{BatchFindings, BatchResult};
use super::causes::cause;
use crate::evaluate::columns::{Shared, concat};
use crate::evaluate::{Judged, World};
use crate::outcome::{Breaches, CriterionFindings, FormFindings, StepsFindings, Verdict};
use crate::plan::NodeId;
use crate::standard::{CriterionId, FormId, MitigationId, StepsId};
use crate::{Plan, Standard};
use std::collections::{BTreeMap, HashMap};

/// Columns, findings and forms of all batches.
pub(super) fn gather(
    standard: &Standard,
    plan: &Plan,
    world: &World,
    results: Vec<BatchResult>,
    shared: Shared<'_>,
) -> Judged {
    let Shared { mut whole, verdicts: mut known, faults, .. } = shared;
    let mut columns: BTreeMap<NodeId, Vec<_>> = BTreeMap::new();
    let mut findings: Vec<Gathered<'_>> = (0..)
        .map(CriterionId)
        .zip(&standard.criteria)
        .map(|(id, _)| Gathered::new(standard, world, id, known.remove(&id)))
        .collect();
    let form = |(form, _)| FormFindings {
        form,
        scores: Vec::new(),
        verdicts: Vec::new(),
        bands: Vec::new(),
        items: Vec::new(),
        fair: Vec::new(),
    };
    let mut forms: Vec<FormFindings> = (0..).map(FormId).zip(&standard.forms).map(form).collect();
    let mut steps: Vec<StepsFindings> =
        (0_u16..).map(StepsId).zip(&standard.steps).map(|(id, _)| StepsFindings::new(id)).collect();
    for result in results {
        for (node, column) in result.columns {
            columns.entry(node).or_default().push(column);
        }
        for part in result.findings {
            findings[part.criterion.index()].extend(part);
        }
        for part in result.steps {
            steps[part.steps.index()].extend(part);
        }
        for part in result.forms {
            let all = &mut forms[part.form.index()];
            all.scores.extend(part.scores);
            all.verdicts.extend(part.verdicts);
            all.bands.extend(part.bands);
            all.items.extend(part.items);
            all.fair.extend(part.fair);
        }
    }
    let mut judged = Judged::default();
    judged.failures.note(&faults);
    judged.findings = findings.into_iter().map(|g| g.all).collect();
    judged.forms = forms;
    judged.steps = steps;
    for (uses, (unit, node)) in plan.roots.iter().filter(|(uses, _)| uses.outlasts_the_judge()) {
        judged.put(*uses, *node, || match whole[node.index()].take() {
            Some(whole) => whole.into_column(world.table(*unit).rows),
            None => concat(columns.remove(node).unwrap_or_default(), &plan.node(*node).ty),
        });
    }
    judged
}

/// The findings of one criterion so far.
struct Gathered<'a> {
    standard: &'a Standard,
    all: CriterionFindings,
    /// The causes by the mitigations that matched.
    known: HashMap<Vec<MitigationId>, u32>,
}

impl<'a> Gathered<'a> {
    fn new(standard: &'a Standard, world: &World, criterion: CriterionId, known: Option<Vec<Verdict>>) -> Self {
        let unit = standard.criteria[criterion.index()].unit;
        let all = CriterionFindings {
            criterion,
            unit,
            verdicts: known.unwrap_or_else(|| Vec::with_capacity(world.table(unit).rows)),
            breaches: Breaches::default(),
            unjudged: Vec::new(),
        };
        Self { standard, all, known: HashMap::new() }
    }

    fn extend(&mut self, part: BatchFindings) {
        let breaches = &mut self.all.breaches;
        let code = |list: Vec<MitigationId>| match self.known.get(&list) {
            Some(code) => *code,
            None => {
                let code = breaches.put(cause(self.standard, part.criterion, list.clone()));
                self.known.insert(list, code);
                code
            }
        };
        let codes: Vec<u32> = part.matched.lists.into_iter().map(code).collect();
        breaches.extend(&part.rows, &part.at, part.matched.codes.iter().map(|code| codes[*code as usize]));
        self.all.verdicts.extend(part.verdicts);
        self.all.unjudged.extend(part.unjudged);
        part.open.iter().for_each(|row| self.all.verdicts[*row as usize] = Verdict::NotJudged);
    }
}
