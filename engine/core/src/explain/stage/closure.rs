//! Which rows a verdict rests on: those that its rule follows, looks at, or gathers in cases; and those beside them that
//! it would look at if their fields were others.

use crate::evaluate::{Frames, Lens, World, kept};
use crate::plan::{Asked, Bare, FactPlan, Level, NodeId, Op, Plan};
use crate::standard::{Fact, FieldId, Leaf, Standard, UnitId, UnitKind};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Lists longer than this are taken in their window only.
const LONG: usize = 20_000;
/// So many cases are found by going through all rows, more by an index.
const FEW: usize = 16;

/// The rows, and what must stay as it is for them to be enough.
#[derive(Debug, Clone, Default)]
pub(in crate::explain) struct Closure {
    pub(in crate::explain) rows: BTreeSet<(UnitId, u32)>,
    /// Rows that ask looks whose lists were taken in their window only: their instants must stay.
    pub(in crate::explain) fixed: bool,
    /// Fields by which things are looked up, gathered and referred to: they must stay.
    pub(in crate::explain) keys: BTreeSet<(UnitId, FieldId)>,
}

struct Walk<'w> {
    standard: &'w Standard,
    plan: &'w Plan,
    lens: &'w Lens<'w>,
    bare: &'w BTreeMap<NodeId, Bare>,
    /// Looks are taken in their windows only, as they stand.
    in_window: bool,
    found: Closure,
    seen: HashSet<(NodeId, Vec<u32>)>,
    /// By case: for each member the codes of the cases its rows belong to.
    members: BTreeMap<UnitId, Vec<Members>>,
    open: Vec<(NodeId, Vec<(UnitId, u32)>)>,
}

/// To which case each row of a member belongs.
struct Members {
    codes: Vec<Option<u32>>,
    asked: usize,
    /// The rows by case: made once it is worth it.
    known: Option<HashMap<u32, Vec<u32>>>,
}

impl Members {
    fn of(&mut self, key: u32) -> Vec<u32> {
        self.asked += 1;
        if self.asked <= FEW {
            return (0..).zip(&self.codes).filter(|(_, code)| **code == Some(key)).map(|(row, _)| row).collect();
        }
        let known = self.known.get_or_insert_with(|| {
            let mut known: HashMap<u32, Vec<u32>> = HashMap::new();
            for (row, code) in (0..).zip(&self.codes) {
                if let Some(code) = code {
                    known.entry(*code).or_default().push(row);
                }
            }
            known
        });
        known.get(&key).cloned().unwrap_or_default()
    }
}

/// The rows that these nodes need for one row. `in_window`: of looks only what lies in their windows; else whatever they would see if
/// instants were others.
pub(in crate::explain) fn closure(
    standard: &Standard,
    plan: &Plan,
    lens: &Lens<'_>,
    (bare, in_window): (&BTreeMap<NodeId, Bare>, bool),
    roots: impl IntoIterator<Item = NodeId>,
    (unit, row): (UnitId, u32),
) -> Closure {
    let mut walk = Walk {
        standard,
        plan,
        lens,
        bare,
        in_window,
        found: Closure::default(),
        seen: HashSet::new(),
        members: BTreeMap::new(),
        open: Vec::new(),
    };
    walk.add(unit, row);
    walk.open.extend(roots.into_iter().map(|node| (node, vec![(unit, row)])));
    while let Some((node, frame)) = walk.open.pop() {
        let rows = frame.iter().map(|f| f.1).collect();
        if walk.seen.insert((node, rows)) {
            walk.visit(node, &frame);
        }
    }
    walk.found
}

impl Walk<'_> {
    fn world(&self) -> &World {
        self.lens.world()
    }

    fn visit(&mut self, node: NodeId, frame: &[(UnitId, u32)]) {
        let plan = self.plan;
        match &plan.node(node).op {
            Op::Const(_) | Op::Position => {}
            Op::Field(path, leaf) => {
                if let Some((unit, row)) = self.follow(frame, path)
                    && let Leaf::Field(field) = leaf
                {
                    self.fact(unit, row, *field);
                }
            }
            Op::Follow(path, inner) => {
                if let Some(end) = self.follow(frame, path) {
                    self.open.push((*inner, vec![end]));
                }
            }
            Op::At(scope, inner) => {
                if let Some(row) = frame.get(usize::from(*scope)) {
                    self.open.push((*inner, vec![*row]));
                }
            }
            Op::Look(look) => {
                let others = self.looked(node, frame);
                for (other, asking) in &look.equal {
                    self.open.push((*asking, frame.to_vec()));
                    self.keys_of(*other);
                    self.keys_of(*asking);
                }
                self.open.extend(look.reach.nodes().map(|n| (n, frame.to_vec())));
                for row in others {
                    self.add(look.unit, row);
                    let alone = vec![(look.unit, row)];
                    let mut both = frame.to_vec();
                    both.push((look.unit, row));
                    self.open.extend(look.equal.iter().map(|e| (e.0, alone.clone())));
                    for part in look.only.iter().chain(&look.rest).chain(&look.value) {
                        let pair = plan.node(*part).level == Level::Pair;
                        self.open.push((*part, if pair { both.clone() } else { alone.clone() }));
                    }
                }
            }
            _ => self.open.extend(plan.parts(node).into_iter().map(|part| (part, frame.to_vec()))),
        }
    }

    /// Adds the rows on the way of a path of references, and gives the last.
    fn follow(&mut self, frame: &[(UnitId, u32)], path: &[FieldId]) -> Option<(UnitId, u32)> {
        let (mut unit, row) = *frame.first()?;
        let (start, mut last) = (unit, Some(row));
        for (n, field) in path.iter().enumerate() {
            self.found.keys.insert((unit, *field));
            unit = crate::explain::prove::end(self.standard, unit, &[*field]);
            last = self.lens.led(start, row, &path[..=n]);
            if let Some(row) = last {
                self.add(unit, row);
            }
        }
        last.map(|row| (unit, row))
    }

    /// The rows that a look may ever see from here.
    fn looked(&mut self, node: NodeId, frame: &[(UnitId, u32)]) -> Vec<u32> {
        let Some(bare) = self.bare.get(&node) else { return Vec::new() };
        let outer: Vec<u32> = frame.iter().map(|f| f.1).collect();
        let asked = |asked: Asked| Asked { first: frame[0].0, ..asked };
        if self.in_window {
            return self.lens.looked(asked(bare.inside), &outer).unwrap_or_default();
        }
        let ever = self.lens.looked(asked(bare.ever), &outer).unwrap_or_default();
        if ever.len() <= LONG {
            return ever;
        }
        self.found.fixed = true;
        self.lens.looked(asked(bare.inside), &outer).unwrap_or_default()
    }

    /// A row, with all that it takes for it to be there.
    fn add(&mut self, unit: UnitId, row: u32) {
        if !self.found.rows.insert((unit, row)) {
            return;
        }
        match &self.standard.units[unit.index()].kind {
            UnitKind::Event | UnitKind::Course(_) => {}
            UnitKind::Entity => {
                // The rows of one key in other times.
                let table = self.world().table(unit);
                let codes = table.codes().unwrap_or_default();
                let Some(key) = codes.get(row as usize) else { return };
                let start = table.by_key.partition_point(|r| codes[*r as usize] < *key);
                let same = table.by_key[start..].iter().take_while(|r| codes[**r as usize] == *key);
                let same: Vec<u32> = same.copied().collect();
                self.found.rows.extend(same.into_iter().map(|r| (unit, r)));
            }
            UnitKind::Case(members) => {
                let events: Vec<UnitId> = members.iter().map(|m| m.event).collect();
                let Some(key) = self.world().table(unit).code(row) else { return };
                for (m, event) in events.iter().enumerate() {
                    for row in self.members(unit, m, key) {
                        self.add(*event, row);
                    }
                }
                if let Some(at) = self.standard.units[unit.index()].at {
                    self.fact(unit, row, at);
                }
            }
        }
    }

    /// What a fact of a case rests on.
    fn fact(&mut self, unit: UnitId, row: u32, field: FieldId) {
        let standard = self.standard;
        let (plan, UnitKind::Case(members)) = (self.plan, &standard.units[unit.index()].kind) else { return };
        let Some(case) = plan.cases.iter().find(|c| c.unit == unit) else { return };
        match case.facts.get(field.index()) {
            Some(Some(FactPlan::Plain(node))) => self.open.push((*node, vec![(unit, row)])),
            Some(Some(fact)) => {
                let (member, nodes) = match &standard.units[unit.index()].fields[field.index()].fact {
                    Some(Fact::Aggregate { member, .. }) => (*member, fact.nodes().collect::<Vec<_>>()),
                    Some(Fact::Clock(clock, _)) => {
                        (0, case.clocks.get(usize::from(*clock)).map_or_else(Vec::new, |clock| clock.nodes().collect()))
                    }
                    _ => return,
                };
                let Some(key) = self.world().table(unit).code(row) else { return };
                let whole = &standard.units[unit.index()];
                let seen = standard.seen_by_clocks(unit);
                let of_clock = matches!(fact, FactPlan::Clock(_));
                let (event, rows) = match seen.filter(|_| of_clock && whole.course.is_some()) {
                    None => (members[member].event, self.members(unit, member, key)),
                    Some(course) => (course, self.course((unit, course), members.len(), key)),
                };
                let kept = kept(self.world(), standard, (unit, event), &vec![0; rows.len()], &rows);
                let seen = seen.filter(|_| !whole.kept.is_empty());
                for (i, own) in rows.iter().enumerate() {
                    let from = kept.iter().filter_map(|kept| Some((seen?, *kept.get(i)?)));
                    let from: Vec<_> = from.collect();
                    let giving = seen.and_then(|seen| match whole.course {
                        None => Some((seen, *own)),
                        Some(_) if of_clock => Some((seen, *own)),
                        Some(course) => Some((course, self.world().courses.get(&course)?.row(member, *own)?)),
                    });
                    let given_up = case.given_up.iter().flatten().zip(std::iter::repeat(giving));
                    self.open.extend(given_up.filter_map(|(node, giving)| Some((*node, vec![giving?]))));
                    let frame: Vec<_> = [(unit, row), (event, *own)].into_iter().chain(from).collect();
                    self.open.extend(nodes.iter().map(|node| (*node, frame.clone())));
                }
            }
            _ => {}
        }
    }

    /// The rows of the course of a case, in order.
    fn course(&mut self, (unit, course): (UnitId, UnitId), members: usize, key: u32) -> Vec<u32> {
        let mut rows = Vec::new();
        for member in 0..members {
            let own = self.members(unit, member, key);
            let known = self.world().courses.get(&course);
            rows.extend(known.into_iter().flat_map(|known| own.iter().filter_map(move |own| known.row(member, *own))));
        }
        rows.sort_unstable();
        rows
    }

    /// The rows of a member that belong to a case.
    fn members(&mut self, unit: UnitId, member: usize, key: u32) -> Vec<u32> {
        if !self.members.contains_key(&unit) {
            let UnitKind::Case(members) = &self.standard.units[unit.index()].kind else { return Vec::new() };
            let by = self.plan.cases.iter().find(|c| c.unit == unit).map(|c| c.by.clone()).unwrap_or_default();
            by.iter().for_each(|by| self.keys_of(*by));
            let codes = members.iter().zip(by).map(|(member, by)| self.lens.codes(member.event, by));
            let members = codes.map(|codes| Members { codes, asked: 0, known: None }).collect();
            self.members.insert(unit, members);
        }
        let members = self.members.get_mut(&unit).and_then(|m| m.get_mut(member));
        members.map_or_else(Vec::new, |members| members.of(key))
    }

    /// The fields that a node reads must stay: by them things are found.
    fn keys_of(&mut self, node: NodeId) {
        for (needed, node) in self.plan.needed([node]).into_iter().zip(&self.plan.nodes) {
            let (true, Op::Field(path, Leaf::Field(field)), Level::Row(unit)) = (needed, &node.op, node.level) else {
                continue;
            };
            let end = crate::explain::prove::end(self.standard, unit, path);
            self.found.keys.insert((end, *field));
        }
    }
}

impl Closure {
    /// Everything there is.
    pub(in crate::explain) fn whole(mut self, world: &World) -> Self {
        for table in world.tables.iter().filter(|table| !world.courses.contains_key(&table.unit)) {
            let rows = u32::try_from(table.rows).expect("rows are numbered in 32 bits");
            self.rows.extend((0..rows).map(|row| (table.unit, row)));
        }
        self
    }
}

/// One row of the last scope.
pub(in crate::explain) fn frames<'f>(outer: &'f [u32], rows: &'f [u32]) -> Frames<'f> {
    Frames { outer, rows, positions: None }
}
