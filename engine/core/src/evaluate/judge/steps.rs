//! What is wrong with the steps of the units that breach them.

use crate::evaluate::Use;
use crate::evaluate::columns::{Bench, Lanes, YES};
use crate::outcome::{StepsFindings, Verdict};
use crate::plan::NodeId;
use crate::standard::{StepFault, StepsId, UnitId};

/// For all steps of that kind of unit, the faults of the rows of the bench.
pub(super) fn findings(bench: &Bench<'_>, unit: UnitId, start: usize) -> Vec<StepsFindings> {
    let standard = bench.engine.standard;
    let of_unit = (0_u16..).map(StepsId).zip(&standard.steps).filter(|(_, steps)| steps.unit == unit);
    of_unit
        .map(|(id, steps)| {
            let mut found = StepsFindings::new(id);
            let verdicts = bench.verdicts(steps.criterion);
            let breached: Vec<usize> = (0..bench.len).filter(|i| verdicts[*i] == Verdict::Breached).collect();
            if breached.is_empty() {
                return found;
            }
            let roots = &bench.engine.plan.roots;
            let nodes = (0..).map_while(|n| roots.get(&Use::StepsPart(id, n)).map(|(_, node)| *node));
            let parts: Vec<(StepFault, NodeId)> = steps.faults().into_iter().zip(nodes).collect();
            let parts: Vec<_> = parts.into_iter().map(|(fault, node)| (fault, bench.get(node))).collect();
            for i in breached {
                let is = |part: &crate::evaluate::columns::Vector<'_>| match &part.data {
                    Lanes::Truth(_) => part.flag(i) == YES,
                    _ => part.has(i) && part.int(i) > 0,
                };
                let faults = parts.iter().filter(|(_, part)| is(part)).map(|(fault, _)| *fault).collect();
                found.push(u32::try_from(start + i).expect("rows are numbered in 32 bits"), faults);
            }
            found
        })
        .collect()
}
