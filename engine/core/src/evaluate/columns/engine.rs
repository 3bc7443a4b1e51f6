//! What all batches of a run share.

use super::{Bench, Vector, Words};
use crate::evaluate::looks::Index;
use crate::evaluate::{Options, Pool, World};
use crate::plan::{Level, NodeId, Op};
use crate::standard::UnitId;
use crate::{Plan, Standard};
use regex::Regex;
use std::collections::HashMap;
use std::sync::Arc;

/// What was computed over whole tables because looks and references need it there.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// By node.
    pub(crate) whole: Vec<Option<Vector<'static>>>,
    /// By node that is a look.
    pub(crate) indexes: Vec<Option<Prepared>>,
}

/// What a look needs.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub(crate) index: Arc<Index>,
    /// Running sums along the index.
    pub(crate) sums: Option<Vec<i128>>,
}

/// What all batches of a run share.
#[derive(Debug)]
pub(crate) struct Engine<'a> {
    pub(crate) standard: &'a Standard,
    pub(crate) plan: &'a Plan,
    pub(crate) world: &'a World,
    pub(crate) words: &'a Words<'a>,
    pub(crate) shared: &'a Shared,
    pub(crate) patterns: &'a HashMap<NodeId, Regex>,
}

impl<'a> Engine<'a> {
    pub(crate) const fn as_of(&self) -> i64 {
        self.world.as_of
    }

    pub(crate) fn whole(&self, id: NodeId) -> Option<&'a Vector<'static>> {
        self.shared.whole.get(id.index()).and_then(Option::as_ref)
    }

    /// A constant as a vector.
    pub(crate) fn constant(&self, id: NodeId) -> Vector<'a> {
        let node = self.plan.node(id);
        match &node.op {
            Op::Const(value) => Vector::constant(value, &node.ty, |t| self.words.code(t)),
            _ => Vector::missing(&node.ty),
        }
    }
}

/// The patterns of the plan, made ready. The checker has refused those that cannot be.
pub(crate) fn patterns(plan: &Plan) -> HashMap<NodeId, Regex> {
    let ids = (0..).map(NodeId);
    plan.nodes
        .iter()
        .zip(ids)
        .filter_map(|(node, id)| match &node.op {
            Op::Matches(_, pattern) => Regex::new(pattern).ok().map(|r| (id, r)),
            _ => None,
        })
        .collect()
}

/// How the rows of a table are cut into batches.
pub(crate) fn batches(rows: usize, options: &Options) -> Vec<(usize, usize)> {
    let size = options.batch.clamp(1, 100_000);
    (0..rows).step_by(size).map(|start| (start, (start + size).min(rows))).collect()
}

/// Computes what the needed nodes of the plan need over whole tables: columns that are looked at, and indexes over them.
pub(crate) fn prepare(
    standard: &Standard,
    plan: &Plan,
    world: &World,
    words: &Words<'_>,
    needed: &[bool],
    options: &Options,
    pool: &impl Pool,
) -> Shared {
    let patterns = patterns(plan);
    let wanted = wanted(plan, needed);
    let mut shared = Shared { whole: vec![None; plan.nodes.len()], indexes: vec![None; plan.nodes.len()] };
    let mut known: HashMap<String, Arc<Index>> = HashMap::new();
    for i in 0..plan.nodes.len() {
        let id = NodeId(u32::try_from(i).expect("nodes are numbered in 32 bits"));
        if !needed[i] {
            continue;
        }
        if wanted[i]
            && let Level::Row(unit) = plan.node(id).level
        {
            let engine = Engine { standard, plan, world, words, shared: &shared, patterns: &patterns };
            let whole = whole(&engine, unit, id, options, pool);
            shared.whole[i] = Some(whole);
        }
        if let Op::Look(look) = &plan.node(id).op {
            let key =
                format!("{:?} {:?} {:?}", look.unit, look.equal.iter().map(|e| e.0).collect::<Vec<_>>(), look.only);
            let index = known.entry(key).or_insert_with(|| Arc::new(Index::new(plan, world, &shared, look)));
            let sums = index.sums(&shared, look);
            shared.indexes[i] = Some(Prepared { index: Arc::clone(index), sums });
        }
    }
    shared
}

/// Which row nodes are needed over whole tables.
fn wanted(plan: &Plan, needed: &[bool]) -> Vec<bool> {
    let mut wanted = vec![false; plan.nodes.len()];
    for (node, _) in plan.nodes.iter().zip(needed).filter(|(_, n)| **n) {
        match &node.op {
            Op::At(scope, id) if *scope > 0 => wanted[id.index()] = true,
            Op::Follow(_, id) => wanted[id.index()] = true,
            Op::Look(look) => {
                for id in look.equal.iter().map(|e| e.0).chain(look.only).chain(look.value) {
                    wanted[id.index()] = true;
                }
            }
            _ => {}
        }
    }
    wanted
}

fn whole(engine: &Engine<'_>, unit: UnitId, id: NodeId, options: &Options, pool: &impl Pool) -> Vector<'static> {
    let rows = engine.world.table(unit).rows;
    let cuts = batches(rows, options);
    let parts = pool.map(cuts.len(), |i| {
        let (start, end) = cuts[i];
        let bench = Bench::rows(engine, unit, start, end);
        let vector = bench.get(id);
        Vector::clone(&vector).owned(end - start)
    });
    Vector::joined(parts, &engine.plan.node(id).ty)
}
