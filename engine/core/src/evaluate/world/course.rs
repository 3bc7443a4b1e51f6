//! The course of a case of several kinds of event: their rows in one table, case by case, of each case in the order of the instants, the
//! kinds and their own order.

use super::cases::{Member, kept_from};
use super::table::{row, taken};
use super::{Keys, NOWHERE, Table, World};
use crate::Standard;
use crate::evaluate::columns::{Vector, concat};
use crate::standard::{self, FieldId, UnitId, UnitKind};
use crate::table::{Column, Data};

/// Which rows make up the course of a kind of case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Joined {
    /// For each of its rows: the kind of event (by place among the members), and the row of that.
    of: Vec<(UnitId, u32)>,
    /// By member: the place of each of its rows in the course, or [`NOWHERE`].
    places: Vec<Vec<u32>>,
    /// For each field that the case keeps: the row of the course from which it is kept.
    kept: Vec<Vec<u32>>,
}

impl Joined {
    /// The row of the course that an event of a member is.
    pub(crate) fn row(&self, member: usize, row: u32) -> Option<u32> {
        self.places.get(member)?.get(row as usize).copied().filter(|row| *row != NOWHERE)
    }

    /// The rows from which fields are kept, for these rows of the course.
    fn kept(&self, rows: &[u32]) -> Vec<Vec<u32>> {
        let at = |kept: &Vec<u32>| rows.iter().map(|row| kept.get(*row as usize).copied().unwrap_or(*row)).collect();
        self.kept.iter().map(at).collect()
    }
}

impl World {
    /// The event that a row is: of a course the event itself.
    pub(crate) fn event(&self, unit: UnitId, row: u32) -> (UnitId, u32) {
        let of = self.courses.get(&unit).and_then(|course| course.of.get(row as usize));
        of.copied().unwrap_or((unit, row))
    }
}

/// For each field that a case keeps: the rows from which it is kept, for these rows of an event of it (or of its course), which stand in
/// groups, one a case, and in order.
pub(crate) fn kept(
    world: &World,
    standard: &Standard,
    (case, event): (UnitId, UnitId),
    groups: &[u32],
    rows: &[u32],
) -> Vec<Vec<u32>> {
    let whole = &standard.units[case.index()];
    let Some(id) = whole.course else { return kept_from(world, (case, event), &whole.kept, groups, rows) };
    let (Some(course), UnitKind::Case(members)) = (world.courses.get(&id), &whole.kind) else { return Vec::new() };
    match members.iter().position(|member| member.event == event) {
        None => course.kept(rows),
        Some(member) => course.kept_of(member, rows),
    }
}

/// The table of a course, its rows, and what goes through all of them. `rows`: the case, the member and its row, in order.
pub(super) fn table(
    standard: &Standard,
    world: &World,
    unit: UnitId,
    rows: &[(u32, usize, u32)],
    keys: &[u32],
) -> Option<(Table, Joined, Member)> {
    let declared = &standard.units[unit.index()];
    let UnitKind::Course(standard::Course { case, takes }) = &declared.kind else { return None };
    let UnitKind::Case(members) = &standard.units[case.index()].kind else { return None };
    let events: Vec<UnitId> = members.iter().map(|member| member.event).collect();
    let mut places: Vec<Vec<u32>> = events.iter().map(|event| vec![NOWHERE; world.table(*event).rows]).collect();
    for (place, (_, member, own)) in (0..).zip(rows) {
        places[*member][*own as usize] = place;
    }
    let starts: Vec<u32> = events
        .iter()
        .scan(0, |start, event| Some(std::mem::replace(start, *start + row(world.table(*event).rows))))
        .collect();
    let order: Vec<u32> = rows.iter().map(|(_, member, own)| starts[*member] + own).collect();
    let column = |field: usize| {
        if field == standard::Course::KIND.index() {
            let kinds = rows.iter().map(|(_, member, _)| row(*member)).collect();
            return Column { data: Data::Codes(kinds), valid: None };
        }
        let ty = &declared.fields[field].ty;
        let part = |(event, take): (&UnitId, &Option<FieldId>)| {
            let table = world.table(*event);
            let own = take.and_then(|take| table.columns.get(take.index()));
            own.cloned().unwrap_or_else(|| Vector::missing(ty).into_column(table.rows))
        };
        taken(&concat(events.iter().zip(&takes[field]).map(part).collect(), ty), &order)
    };
    let at = |(_, member, own): &(u32, usize, u32)| world.table(events[*member]).at[*own as usize];
    let origin = |(_, member, own): &(u32, usize, u32)| {
        world.table(events[*member]).origin.get(*own as usize).copied().unwrap_or(u16::MAX)
    };
    let table = Table {
        rows: rows.len(),
        columns: (0..declared.fields.len()).map(column).collect(),
        keys: Keys::Codes(rows.iter().map(|(case, ..)| keys[*case as usize]).collect()),
        at: rows.iter().map(at).collect(),
        refs: vec![Vec::new(); declared.fields.len()],
        origin: rows.iter().map(origin).collect(),
        ..Table::empty(unit)
    };
    let of = rows.iter().map(|(_, member, own)| (events[*member], *own)).collect();
    // The rows of a case stand side by side.
    let mut position: Vec<i64> = Vec::with_capacity(rows.len());
    for (index, (case, ..)) in rows.iter().enumerate() {
        let before = index.checked_sub(1).filter(|before| rows[*before].0 == *case);
        position.push(before.map_or(1, |before| position[before] + 1));
    }
    let through = Member {
        position,
        case: rows.iter().map(|(case, ..)| *case).collect(),
        row: (0..row(rows.len())).collect(),
        ..Member::default()
    };
    Some((table, Joined { of, places, kept: Vec::new() }, through))
}

impl Joined {
    /// Notes from which rows of the course fields are kept.
    pub(super) fn keeps(&mut self, kept: Vec<Vec<u32>>) {
        self.kept = kept;
    }

    /// The rows from which fields are kept, for these rows of a member.
    pub(super) fn kept_of(&self, member: usize, rows: &[u32]) -> Vec<Vec<u32>> {
        let own: Vec<u32> = rows.iter().map(|row| self.row(member, *row).unwrap_or(0)).collect();
        self.kept(&own)
    }
}
