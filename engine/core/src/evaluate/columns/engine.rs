//! What all batches of a run share.

use super::plugin::{Faults, answered_by_plugin};
use super::spent::Spent;
use super::taint::Taints;
use super::{Bench, Vector, Words};
use crate::evaluate::looks::{Groups, answered, left_open};
use crate::evaluate::{Options, Pool, Use, World};
use crate::outcome::Verdict;
use crate::plan::{Level, Look, NodeId, Op};
use crate::standard::{CriterionId, Function, Leaf, UnitId};
use crate::{Plan, Standard};
use regex::Regex;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What was computed over whole tables because looks and references need it there.
#[derive(Debug, Default)]
pub(crate) struct Shared<'w> {
    /// By node.
    pub(crate) whole: Vec<Option<Vector<'w>>>,
    /// By node that is a look: the rows looked at, by what must be equal.
    pub(crate) groups: Vec<Option<Arc<Groups>>>,
    /// By node that asks a plugin: the rows for which it failed, and why.
    pub(crate) faults: BTreeMap<NodeId, Faults>,
    /// By node that is a look, or says when a mitigation holds: the rows for which it has no value because a plugin failed elsewhere.
    pub(crate) tainted: BTreeMap<NodeId, Faults>,
    /// The verdicts of criteria that had to be judged on the way, over whole tables.
    pub(crate) verdicts: HashMap<CriterionId, Vec<Verdict>>,
}

/// What must be equal: the kind of the rows that are put into lists, and their values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct ListKey(UnitId, Vec<NodeId>);

impl ListKey {
    /// Of the rows looked at, and of those who ask.
    pub(super) fn both(look: &Look) -> [Self; 2] {
        let (others, asking) = look.equal.iter().copied().unzip();
        [Self(look.unit, others), Self(look.by, asking)]
    }
}

/// What all batches of a run share.
#[derive(Debug)]
pub(crate) struct Engine<'a> {
    pub(crate) standard: &'a Standard,
    pub(crate) plan: &'a Plan,
    pub(crate) world: &'a World,
    pub(crate) words: &'a Words<'a>,
    pub(crate) shared: &'a Shared<'a>,
    pub(crate) patterns: &'a HashMap<NodeId, Regex>,
}

impl<'a> Engine<'a> {
    pub(crate) const fn as_of(&self) -> i64 {
        self.world.as_of
    }

    pub(crate) fn whole(&self, id: NodeId) -> Option<&'a Vector<'a>> {
        self.shared.whole.get(id.index()).and_then(Option::as_ref)
    }

    /// A node over a whole table, a constant included.
    pub(crate) fn of(&self, id: NodeId) -> Cow<'a, Vector<'a>> {
        self.whole(id).map_or_else(|| Cow::Owned(self.constant(id)), Cow::Borrowed)
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
pub(crate) fn patterns(plan: &Plan, needed: &[bool]) -> HashMap<NodeId, Regex> {
    let ids = (0..).map(NodeId);
    plan.nodes
        .iter()
        .zip(ids)
        .filter(|(_, id)| needed[id.index()])
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

/// Computes what the needed nodes of the plan need over whole tables: columns that are looked at, and the looks themselves.
/// `lasting`: the nodes that are asked for afterwards; none = all of them, and how looks come about as well.
pub(crate) fn prepare<'w>(
    standard: &Standard,
    plan: &Plan,
    world: &'w World,
    words: &Words<'_>,
    (needed, lasting): (&[bool], Option<&[bool]>),
    options: &Options,
    pool: &impl Pool,
) -> Shared<'w> {
    let patterns = patterns(plan, needed);
    let (wanted, deciding) = (wanted(plan, needed), deciding(plan));
    let mut shared = Shared {
        whole: vec![None; plan.nodes.len()],
        groups: vec![None; plan.nodes.len()],
        verdicts: HashMap::new(),
        faults: BTreeMap::new(),
        tainted: BTreeMap::new(),
    };
    let mut spent = lasting.map(|lasting| Spent::new(plan, needed, lasting));
    let mut known: HashMap<ListKey, Arc<Groups>> = HashMap::new();
    for i in 0..plan.nodes.len() {
        let id = NodeId(u32::try_from(i).expect("nodes are numbered in 32 bits"));
        if !needed[i] {
            continue;
        }
        let engine = Engine { standard, plan, world, words, shared: &shared, patterns: &patterns };
        let node = plan.node(id);
        if let Op::Look(look) = &node.op {
            let mut groups = |key: ListKey| {
                let known = known.entry(key).or_insert_with_key(|ListKey(unit, keys)| {
                    let keys: Vec<_> = keys.iter().map(|key| engine.of(*key)).collect();
                    let keys: Vec<&_> = keys.iter().map(|key| &**key).collect();
                    Arc::new(Groups::new(&keys, world.table(*unit).rows))
                });
                Arc::clone(known)
            };
            let [others, asking] = ListKey::both(look);
            let others = groups(others);
            let by_row = matches!(node.level, Level::Row(_));
            if by_row {
                let asking = groups(asking);
                let (mut answers, faults) = answered(&engine, look, &node.ty, (&asking, &others), deciding[i], pool);
                if !Taints::none(&engine) {
                    let reached = left_open(&engine, look, (&asking, &others), &mut answers, pool);
                    if !reached.is_empty() {
                        shared.tainted.insert(id, reached);
                    }
                }
                shared.whole[i] = Some(answers);
                if !faults.is_empty() {
                    shared.faults.insert(id, faults);
                }
            }
            match &mut spent {
                Some(spent) if by_row => spent.answered(look, &mut shared, &mut known),
                _ => shared.groups[i] = Some(others),
            }
        } else if let (Level::Row(unit), Op::Call(Function::Once, list)) = (node.level, &node.op) {
            let parts: Vec<_> = list.iter().map(|part| engine.of(*part)).collect();
            let parts: Vec<&_> = parts.iter().map(|part| &**part).collect();
            shared.whole[i] = Some(super::once::once(&parts, world.table(unit).rows));
        } else if let (Level::Row(unit), Op::Plugin(ask)) = (node.level, &node.op) {
            let (answers, faults) = answered_by_plugin(&engine, unit, ask, &node.ty, pool);
            shared.whole[i] = Some(answers);
            if !faults.is_empty() {
                shared.faults.insert(id, faults);
            }
        } else if let (true, Level::Row(unit), Op::Field(path, Leaf::Field(field))) = (wanted[i], node.level, &node.op)
            && path.is_empty()
            && let Some(column) = world.table(unit).columns.get(field.index())
        {
            // A column is there as it is.
            shared.whole[i] = Some(Vector::of_column(column, 0, world.table(unit).rows));
        } else if wanted[i]
            && let Level::Row(unit) = node.level
        {
            let (whole, judged) = whole(&engine, unit, id, options, pool);
            shared.whole[i] = Some(whole);
            shared.verdicts.extend(judged);
        }
    }
    if !shared.faults.is_empty() {
        let engine = Engine { standard, plan, world, words, shared: &shared, patterns: &patterns };
        let taints = Taints::new(&engine);
        let whens =
            plan.roots.iter().filter(|(uses, (_, id))| matches!(uses, Use::MitigationWhen(_)) && needed[id.index()]);
        let reached: Vec<(NodeId, Faults)> = whens.map(|(_, (_, id))| (*id, (*taints.of(*id)).clone())).collect();
        shared.tainted.extend(reached.into_iter().filter(|(_, rows)| !rows.is_empty()));
    }
    shared
}

/// Which nodes can decide when a breach counts.
fn deciding(plan: &Plan) -> Vec<bool> {
    let mut deciding = vec![false; plan.nodes.len()];
    let mut open: Vec<NodeId> = plan.criteria.iter().filter_map(|c| c.require).collect();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut deciding[id.index()], true) {
            match &plan.node(id).op {
                Op::And(list) | Op::Or(list) => open.extend(list),
                Op::Not(inner) => open.push(*inner),
                Op::If(_, then, otherwise) => open.extend([*then, *otherwise]),
                _ => {}
            }
        }
    }
    deciding
}

/// Which row nodes are needed over whole tables.
fn wanted(plan: &Plan, needed: &[bool]) -> Vec<bool> {
    let mut wanted = vec![false; plan.nodes.len()];
    for (node, _) in plan.nodes.iter().zip(needed).filter(|(_, n)| **n) {
        match &node.op {
            Op::At(_, id) | Op::Follow(_, id) => wanted[id.index()] = true,
            Op::Call(Function::Once, list) => list.iter().for_each(|id| wanted[id.index()] = true),
            Op::Look(look) => {
                for id in look.nodes() {
                    wanted[id.index()] = true;
                }
            }
            _ => {}
        }
    }
    wanted
}

/// A node over a whole table, and the verdicts that were given on the way.
fn whole<'w>(
    engine: &Engine<'_>,
    unit: UnitId,
    id: NodeId,
    options: &Options,
    pool: &impl Pool,
) -> (Vector<'w>, HashMap<CriterionId, Vec<Verdict>>) {
    let rows = engine.world.table(unit).rows;
    let cuts = batches(rows, options);
    let parts = pool.map(cuts.len(), |i| {
        let (start, end) = cuts[i];
        let bench = Bench::rows(engine, unit, start, end);
        let vector = Vector::clone(&bench.get(id)).owned(end - start);
        (vector, bench.into_judged())
    });
    let mut verdicts: HashMap<CriterionId, Vec<Verdict>> = HashMap::new();
    let mut vectors = Vec::with_capacity(parts.len());
    for (vector, judged) in parts {
        vectors.push(vector);
        for (criterion, part) in judged {
            verdicts.entry(criterion).or_insert_with(|| Vec::with_capacity(rows)).extend(part);
        }
    }
    verdicts.retain(|criterion, all| engine.standard.criteria[criterion.index()].unit == unit && all.len() == rows);
    (Vector::joined(vectors, &engine.plan.node(id).ty), verdicts)
}
