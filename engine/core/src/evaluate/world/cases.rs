//! Cases: events that belong together, and the facts found over them.

use super::clocks::Found;
use super::course;
use super::table::{pick, row, taken};
use super::{Keys, Table, World};
use crate::evaluate::columns::plugin::Faults;
use crate::evaluate::columns::taint::Taints;
use crate::evaluate::columns::{Bench, Engine, NO, Shared, Vector, Words, YES, concat, patterns, prepare};
use crate::evaluate::looks::{Accumulator, Cell, from_cells};
use crate::evaluate::{Options, Pool};
use crate::plan::{CasePlan, FactPlan, NodeId};
use crate::standard::{Aggregate, CaseMember, Fact, FieldId, Type, UnitId, UnitKind};
use crate::table::{Column, Data};
use crate::{Plan, Standard};
use regex::Regex;
use std::collections::HashMap;

/// What the steps of building a case share.
pub(super) struct Builder<'a, P> {
    pub(super) standard: &'a Standard,
    pub(super) plan: &'a Plan,
    pub(super) options: &'a Options,
    pub(super) pool: &'a P,
    pub(super) words: Words<'a>,
    patterns: HashMap<NodeId, Regex>,
}

/// The rows of one member, by case and in order.
#[derive(Default)]
pub(super) struct Member {
    pub(super) case: Vec<u32>,
    pub(super) row: Vec<u32>,
    pub(super) position: Vec<i64>,
    /// For each field that the case keeps: the row from which it is kept.
    pub(super) kept: Vec<Vec<u32>>,
}

impl Member {
    /// The places of these rows in their cases, from 1.
    pub(super) fn positions(&self, rows: &std::ops::Range<usize>) -> &[i64] {
        &self.position[rows.clone()]
    }

    /// The rows of the scopes of a fact: of the case, the event, and those from which fields are kept.
    pub(super) fn scopes(&self, rows: &std::ops::Range<usize>) -> Vec<&[u32]> {
        let own = [&self.case[rows.clone()], &self.row[rows.clone()]];
        own.into_iter().chain(self.kept.iter().map(|kept| &kept[rows.clone()])).collect()
    }
}

/// For each field that is kept: the row from which it is kept, which is the last so far that has it; else the row itself. What
/// changes at an instant is so for all that happens at it (assignments come before starts, pauses and stops), wherever it stands in the
/// file; a row that says the field itself goes by what it says. A row that gives up what was kept, and says nothing itself, leaves
/// nothing. The rows of one group stand side by side and in order.
pub(crate) fn kept_from(
    world: &World,
    (case, event): (UnitId, UnitId),
    kept: &[FieldId],
    groups: &[u32],
    rows: &[u32],
) -> Vec<Vec<u32>> {
    let table = world.table(event);
    let at = |row: u32| table.at.get(row as usize);
    let from = |(number, field): (usize, &FieldId)| {
        let given_up = world.given_up.get(&(case, number));
        let gives_up = |row: &u32| given_up.is_some_and(|given_up| given_up.get(*row as usize) == Some(&true));
        let Some(column) = table.columns.get(field.index()) else { return rows.to_vec() };
        let has = |row: &u32| column.has(*row as usize);
        let mut from = Vec::with_capacity(rows.len());
        let mut last: Option<(u32, u32)> = None;
        let mut next = 0;
        while let (Some(group), Some(first)) = (groups.get(next), rows.get(next)) {
            let same = groups[next..].iter().zip(&rows[next..]);
            let end = next + same.take_while(|(g, r)| (*g, at(**r)) == (group, at(*first))).count().max(1);
            if let Some(now) = rows[next..end].iter().rfind(|row| has(row) || gives_up(row)) {
                last = Some((*group, *now));
            }
            let kept = last.filter(|(of, _)| of == group).map(|(_, row)| row);
            from.extend(rows[next..end].iter().map(|row| if has(row) { *row } else { kept.unwrap_or(*row) }));
            next = end;
        }
        from
    };
    kept.iter().enumerate().map(from).collect()
}

/// Builds one kind of case into the world.
pub(super) fn case(
    standard: &Standard,
    plan: &Plan,
    case: &CasePlan,
    world: &mut World,
    options: &Options,
    pool: &impl Pool,
) {
    let UnitKind::Case(members) = &standard.units[case.unit.index()].kind else {
        return;
    };
    let texts = std::mem::take(&mut world.texts);
    let made = {
        let words = Words::new(&texts);
        let needed = plan.needed(case.by.iter().copied().chain(case.nodes()));
        let patterns = patterns(plan, &needed);
        let builder = Builder { standard, plan, options, pool, words, patterns };
        builder.build(case, members, world);
        builder.words.into_made()
    };
    world.texts = texts;
    for code in 0..made.len() {
        // In the order of their codes, so that the codes stay what they are.
        world.texts.code(made.get(row(code)));
    }
}

impl<P: Pool> Builder<'_, P> {
    pub(super) fn engine<'e>(&'e self, world: &'e World, shared: &'e Shared<'e>) -> Engine<'e> {
        Engine { standard: self.standard, plan: self.plan, world, words: &self.words, shared, patterns: &self.patterns }
    }

    pub(super) fn prepared<'w>(&self, world: &'w World, roots: impl IntoIterator<Item = NodeId>) -> Shared<'w> {
        let needed = self.plan.needed(roots);
        prepare(self.standard, self.plan, world, &self.words, (&needed, None), self.options, self.pool)
    }

    fn build(&self, case: &CasePlan, members: &[CaseMember], world: &mut World) {
        let unit = &self.standard.units[case.unit.index()];
        let grouped = self.grouped(case, members, world);
        let (table, mut members, rows) = self.opened(case.unit, members, grouped, world);
        let course = unit.course.and_then(|id| course::table(self.standard, world, id, &rows, table.codes()?));
        drop(rows);
        world.tables[case.unit.index()] = table;
        let mut through = course.map(|(table, course, through)| {
            let id = table.unit;
            world.tables[id.index()] = table;
            world.refer(self.standard, id, |_| true);
            world.courses.insert(id, course);
            through
        });
        let member = through.as_mut().or(if let [only] = members.as_mut_slice() { Some(only) } else { None });
        if let (Some(event), Some(member)) = (self.standard.seen_by_clocks(case.unit), member) {
            let shared = self.prepared(world, case.given_up.iter().flatten().copied());
            let given_up = case.given_up.iter().enumerate().filter_map(|(number, node)| {
                let column = self.plain(world, &shared, event, (*node)?, &Type::YesNo);
                Some(((case.unit, number), flags(&column)))
            });
            let given_up: Vec<_> = given_up.collect();
            drop(shared);
            world.given_up.extend(given_up);
            member.kept = kept_from(world, (case.unit, event), &unit.kept, &member.case, &member.row);
            if let Some(course) = world.courses.get_mut(&event) {
                course.keeps(member.kept.clone());
            }
        }
        if let Some(course) = unit.course.and_then(|id| world.courses.get(&id)) {
            for (place, member) in members.iter_mut().enumerate() {
                member.kept = course.kept_of(place, &member.row);
            }
        }
        let mut clocks: HashMap<u16, Found> = HashMap::new();
        let mut steps: HashMap<usize, Column> = HashMap::new();
        let mut failures = std::mem::take(&mut world.failures);
        for (f, field) in unit.fields.iter().enumerate().skip(1) {
            let nodes = match case.facts[f] {
                Some(FactPlan::Plain(node)) => [Some(node), None],
                Some(FactPlan::Aggregate { value, filter }) => [value, filter],
                Some(FactPlan::Clock(_)) | None => [None, None],
            };
            let seen = through.as_ref().or(if let [only] = members.as_slice() { Some(only) } else { None });
            if let (Some(Fact::Clock(clock, _)), Some(member)) = (&field.fact, seen)
                && !clocks.contains_key(clock)
            {
                let came = self.clock(world, case, *clock, member, &mut failures);
                world.warnings.extend(came.told);
                for (source, rows, first) in came.strange {
                    let zone = case.clocks.get(usize::from(*clock)).and_then(|plan| plan.zone);
                    let zone = zone.map(|zone| self.plan.text(self.standard, zone)).unwrap_or_default();
                    let place = format!("zone {zone}");
                    // Clocks that name one and the same zone tell of it once.
                    let data = world.data.get_mut(usize::from(source));
                    if let Some(data) = data.filter(|data| !data.unknown_keys.iter().any(|(of, ..)| *of == place)) {
                        data.unknown_keys.push((place, rows, first));
                    }
                }
                clocks.insert(*clock, came.found);
            }
            if let Some(walk) = self.standard.steps.iter().find(|s| s.unit == case.unit && s.found.start == f) {
                let nodes = case.facts[walk.found.clone()].iter().flatten().flat_map(FactPlan::nodes);
                let shared = self.prepared(world, nodes);
                steps.extend(self.steps(world, &shared, case, &members, walk.found.clone()).unwrap_or_default());
            }
            // What is looked at here may be one of the facts before.
            let shared = self.prepared(world, nodes.into_iter().flatten().filter(|_| !steps.contains_key(&f)));
            failures.note(&shared.faults);
            let column = match (&field.fact, &case.facts[f]) {
                _ if steps.contains_key(&f) => steps.remove(&f).expect("it is there"),
                (Some(Fact::Aggregate { how, member, .. }), Some(FactPlan::Aggregate { value, filter })) => {
                    self.aggregate(world, &shared, case.unit, &members[*member], (*how, *value, *filter), &field.ty)
                }
                (_, Some(FactPlan::Plain(node))) => self.plain(world, &shared, case.unit, *node, &field.ty),
                (Some(Fact::Clock(clock, part)), _) => {
                    let found = clocks.get_mut(clock).and_then(|found| found.remove(part));
                    let rows = world.tables[case.unit.index()].rows;
                    found.unwrap_or_else(|| Vector::missing(&field.ty).into_column(rows))
                }
                _ => {
                    let rows = world.tables[case.unit.index()].rows;
                    Vector::missing(&field.ty).into_column(rows)
                }
            };
            drop(shared);
            let table = &mut world.tables[case.unit.index()];
            if let (Some(at), Data::Ints(instants)) = (unit.at, &column.data)
                && at.index() == f
            {
                let own = (0..table.rows).map(|r| if column.has(r) { instants[r] } else { table.at[r] });
                table.at = own.collect();
            }
            table.columns.push(column);
            table.refs.push(Vec::new());
            world.refer(self.standard, case.unit, |target| target != case.unit);
        }
        world.failures = failures;
        let table = std::mem::replace(&mut world.tables[case.unit.index()], Table::empty(case.unit));
        // The cases stand in the order of their keys.
        let mut order: Vec<u32> = (0..row(table.rows)).collect();
        order.sort_by_key(|r| table.at[*r as usize]);
        world.tables[case.unit.index()] = Table {
            columns: table.columns.iter().map(|column| taken(column, &order)).collect(),
            keys: table.keys.picked(&order),
            at: pick(&table.at, &order),
            ..table
        }
        .indexed();
    }

    /// Every row that belongs to a case: (case's key, instant, member, row), by key and in order.
    fn grouped(&self, case: &CasePlan, members: &[CaseMember], world: &World) -> Vec<(u32, i64, usize, u32)> {
        let mut all = Vec::new();
        let shared = self.prepared(world, case.by.iter().copied());
        for (m, (member, by)) in members.iter().zip(&case.by).enumerate() {
            let column = self.plain(world, &shared, member.event, *by, &Type::Text);
            let table = world.table(member.event);
            if let Data::Codes(codes) = &column.data {
                let rows = (0..table.rows).filter(|r| column.has(*r));
                all.extend(rows.map(|r| (codes[r], table.at[r], m, row(r))));
            }
        }
        all.sort_unstable();
        all
    }

    /// The cases with their keys, in the order of the keys' texts, the rows of each member, and if the case has a course the rows of
    /// all of them: case, member, row.
    fn opened(
        &self,
        unit: UnitId,
        members: &[CaseMember],
        all: Vec<(u32, i64, usize, u32)>,
        _: &World,
    ) -> (Table, Vec<Member>, Vec<(u32, usize, u32)>) {
        let mut groups: Vec<&[(u32, i64, usize, u32)]> = all.chunk_by(|a, b| a.0 == b.0).collect();
        groups.sort_by_cached_key(|g| self.words.owned(g[0].0));
        let mut of_members: Vec<Member> = members.iter().map(|_| Member::default()).collect();
        for (case, group) in (0..).zip(&groups) {
            for (position, (_, _, member, row)) in (1..).zip(group.iter()) {
                let member = &mut of_members[*member];
                member.case.push(case);
                member.row.push(*row);
                member.position.push(position);
            }
        }
        let keys: Vec<u32> = groups.iter().map(|g| g[0].0).collect();
        let table = Table {
            rows: keys.len(),
            columns: vec![Column { data: Data::Codes(keys.clone()), valid: None }],
            at: groups.iter().map(|g| g[0].1).collect(),
            refs: vec![Vec::new()],
            keys: Keys::Codes(keys),
            ..Table::empty(unit)
        };
        let course = self.standard.units[unit.index()].course.is_some();
        let groups = (0..).zip(groups).filter(|_| course);
        let rows = groups.flat_map(|(case, group)| group.iter().map(move |(_, _, member, row)| (case, *member, *row)));
        let rows = rows.collect();
        (table, of_members, rows)
    }

    /// A row node over a whole table.
    fn plain(&self, world: &World, shared: &Shared<'_>, unit: UnitId, node: NodeId, ty: &Type) -> Column {
        let engine = self.engine(world, shared);
        let cuts = crate::evaluate::columns::batches(world.table(unit).rows, self.options);
        let parts = self.pool.map(cuts.len(), |i| {
            let (start, end) = cuts[i];
            let bench = Bench::rows(&engine, unit, start, end);
            bench.get(node).as_ref().clone().owned(end - start).into_column(end - start)
        });
        concat(parts, ty)
    }

    /// One value of many rows, for each case.
    fn aggregate(
        &self,
        world: &World,
        shared: &Shared<'_>,
        unit: UnitId,
        member: &Member,
        (how, value, filter): (Aggregate, Option<NodeId>, Option<NodeId>),
        ty: &Type,
    ) -> Column {
        let engine = self.engine(world, shared);
        let kind = value.map_or(ty, |v| &self.plan.node(v).ty);
        let cuts = cut(member, world.table(unit).rows, self.options.batch.clamp(1, 100_000));
        let taints = Taints::new(&engine);
        let asked = || value.into_iter().chain(filter).filter(|_| !Taints::none(&engine));
        let reached: Faults = asked().flat_map(|id| taints.of_scope(id, 1)).collect();
        let parts = self.pool.map(cuts.len(), |i| {
            let (cases, rows) = &cuts[i];
            let below = Bench::rows(&engine, unit, cases.start, cases.end);
            let (of_case, of_row) = (&member.case[rows.clone()], &member.row[rows.clone()]);
            let pairs =
                Bench::pairs(&engine, member.scopes(rows), Some(&below)).with_position(&member.position[rows.clone()]);
            let filter = filter.map(|f| pairs.get(f));
            let values = value.map(|v| pairs.get(v));
            let mut results = vec![Accumulator::new(how, kind); cases.len()];
            let mut open = vec![false; cases.len()];
            for (p, case) in of_case.iter().enumerate() {
                if filter.as_ref().is_none_or(|f| f.flag(p) == YES) {
                    let cell = values.as_ref().map_or(Cell::Nothing, |v| Cell::of(v, p));
                    results[*case as usize - cases.start].take(cell);
                }
            }
            // A row that a plugin leaves open leaves the fact open.
            let failed = pairs.failed.take();
            for (p, case) in of_case.iter().enumerate().filter(|_| !reached.is_empty() || !failed.is_empty()) {
                let lost = failed.contains_key(&row(p)) || reached.contains_key(&of_row[p]);
                let out = filter.as_ref().is_some_and(|f| f.flag(p) == NO);
                let known = filter.as_ref().is_none_or(|f| f.has(p)) && values.as_ref().is_none_or(|v| v.has(p));
                open[*case as usize - cases.start] |= lost && !out && !known;
            }
            let cells = results.into_iter().map(|r| r.result(&self.words)).zip(open);
            let cells: Vec<Cell> = cells.map(|(cell, open)| if open { Cell::Nothing } else { cell }).collect();
            from_cells(&cells, ty).into_column(cells.len())
        });
        concat(parts, ty)
    }
}

/// Where a condition is known to hold.
fn flags(column: &Column) -> Vec<bool> {
    match &column.data {
        Data::Flags(flags) => flags.iter().enumerate().map(|(row, flag)| *flag && column.has(row)).collect(),
        _ => Vec::new(),
    }
}

/// Whole cases, about as many of their rows as a batch has.
pub(super) fn cut(
    member: &Member,
    cases: usize,
    batch: usize,
) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let mut cuts = Vec::new();
    let (mut case, mut first) = (0, 0);
    while case < cases {
        let goal = first + batch;
        // The last case that begins before the batch is full, and at most as many cases as a batch has rows.
        let next = member.case.get(goal).map_or(cases, |c| (*c as usize).max(case + 1)).min(case + batch);
        let end = member.case.partition_point(|c| (*c as usize) < next);
        cuts.push((case..next, first..end));
        (case, first) = (next, end);
    }
    cuts
}
