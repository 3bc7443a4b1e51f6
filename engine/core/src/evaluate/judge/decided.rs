//! When a breach counts: at the unit's own instant, or where time decided, at the end of the time that was given, or when
//! what should not happen did.

use crate::evaluate::columns::{Bench, NO, Rows, YES};
use crate::plan::{NodeId, Op};
use crate::standard::{CriterionId, Function};

/// When each of these breaches (places in the batch) counts.
pub(super) fn decided(bench: &Bench<'_>, id: CriterionId, places: &[usize]) -> Vec<i64> {
    if let Some(node) = required(bench, id).filter(|node| is_timed(bench, *node)) {
        return places.iter().map(|i| of(bench, node, *i)).collect();
    }
    let own = own(bench);
    places.iter().map(|i| own(*i)).collect()
}

/// Whether anything in a condition is decided at another instant than the unit's own.
fn is_timed(bench: &Bench<'_>, id: NodeId) -> bool {
    match &bench.engine.plan.node(id).op {
        Op::Look(_) | Op::Call(Function::KeepsTarget { .. }, _) => bench.get(id).when.is_some(),
        Op::And(list) | Op::Or(list) => list.iter().any(|part| is_timed(bench, *part)),
        Op::Not(inner) => is_timed(bench, *inner),
        Op::If(_, then, otherwise) => is_timed(bench, *then) || is_timed(bench, *otherwise),
        Op::Met(criterion) => required(bench, *criterion).is_some_and(|node| is_timed(bench, node)),
        _ => false,
    }
}

fn required(bench: &Bench<'_>, id: CriterionId) -> Option<NodeId> {
    bench.engine.plan.criteria[id.index()].require
}

/// The unit's own instant, by place in the batch.
fn own(bench: &Bench<'_>) -> impl Fn(usize) -> i64 {
    let world = bench.engine.world;
    let at = match &bench.rows {
        Rows::Of(unit, _) => world.table(*unit).at.as_slice(),
        Rows::Pairs(..) => &[],
    };
    move |i| at.get(bench.row(0, i)).copied().unwrap_or(world.as_of)
}

fn of(bench: &Bench<'_>, id: NodeId, i: usize) -> i64 {
    let vector = bench.get(id);
    if let Some(when) = &vector.when {
        return when[i];
    }
    let flag = vector.flag(i);
    let parts = |list: &[NodeId], flag: u8| -> Vec<i64> {
        let same = list.iter().filter(|part| bench.get(**part).flag(i) == flag);
        same.map(|part| of(bench, *part, i)).collect()
    };
    match &bench.engine.plan.node(id).op {
        // What one part decides is decided by the first; what all must agree on, by the last.
        Op::And(list) if flag == NO => parts(list, NO).into_iter().min(),
        Op::Or(list) if flag == YES => parts(list, YES).into_iter().min(),
        Op::And(list) | Op::Or(list) => parts(list, flag).into_iter().max(),
        Op::Not(inner) => Some(of(bench, *inner, i)),
        Op::If(condition, then, _) if bench.get(*condition).flag(i) == YES => Some(of(bench, *then, i)),
        Op::If(_, _, otherwise) => Some(of(bench, *otherwise, i)),
        Op::Met(criterion) => required(bench, *criterion).map(|node| of(bench, node, i)),
        _ => None,
    }
    .unwrap_or_else(|| own(bench)(i))
}
