//! What was recorded after a period had closed, of what had happened by then.

use crate::Standard;
use crate::evaluate::World;
use crate::evaluate::columns::{Vector, Words, shown};
use crate::evaluate::world::key_text;
use crate::outcome::{Because, Since};
use crate::standard::{ExprKind, FieldId, Leaf, Type, UnitId, UnitKind};
use crate::table::{Column, Data, Incoming, Input};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many keys are looked for one by one.
const FEW: usize = 512;

/// By unit and key.
#[derive(Debug, Default)]
pub(super) struct Later {
    by_key: BTreeMap<(String, String), Since>,
    /// By case: the events of it that are among them.
    cases: BTreeMap<(String, String), Vec<Since>>,
}

/// A row that the closed run did not know.
struct Row {
    recorded: i64,
    takes_back: bool,
    /// It happened after the period had closed.
    ahead: bool,
}

impl Later {
    /// What the run that knows up to `known.0` did not know and the one that knows up to `known.1` (none = all) does, if it changes
    /// an event or entity that had been there by the instant of `then`.
    pub fn between(
        standard: &Standard,
        input: &Input,
        known: (i64, Option<i64>),
        then: &World,
        present: &World,
    ) -> Self {
        let mut later = Self::default();
        let mut rows: BTreeMap<UnitId, BTreeMap<String, Vec<Row>>> = BTreeMap::new();
        for incoming in &input.incoming {
            let of_unit = rows.entry(incoming.unit).or_default();
            // Most of what a closed run does not know had not happened yet.
            for (key, row) in unknown(standard, input, incoming, known, then.as_of, true) {
                of_unit.entry(key).or_default().push(row);
            }
        }
        for (unit, mut keys) in rows {
            if !later.accounts_for(standard, unit, &keys, then, present) {
                // A later row has the key of an earlier one: all of them are looked at.
                keys.clear();
                for incoming in input.incoming.iter().filter(|incoming| incoming.unit == unit) {
                    for (key, row) in unknown(standard, input, incoming, known, then.as_of, false) {
                        keys.entry(key).or_default().push(row);
                    }
                }
                later.accounts_for(standard, unit, &keys, then, present);
            }
        }
        later
    }

    /// Notes what these rows of a unit change. Whether that is all the difference between both worlds, so far as they had happened when
    /// the period closed.
    fn accounts_for(
        &mut self,
        standard: &Standard,
        unit: UnitId,
        keys: &BTreeMap<String, Vec<Row>>,
        then: &World,
        present: &World,
    ) -> bool {
        let closes = then.as_of;
        let happened = |world: &World| match world.table(unit).at.as_slice() {
            [] => world.table(unit).rows,
            at => at.partition_point(|at| *at <= closes),
        };
        let (mut expected, there) = (happened(then), happened(present));
        let wanted: BTreeSet<&str> = keys.keys().map(String::as_str).collect();
        let (before, after) = (rows_of(then, unit, &wanted), rows_of(present, unit, &wanted));
        let name = &standard.units[unit.index()].label.name;
        for (key, rows) in keys {
            let none = Vec::new();
            let before = before.get(key.as_str()).unwrap_or(&none);
            let at = |row: &&usize| present.table(unit).at.get(**row).is_none_or(|at| *at <= closes);
            let now: Vec<usize> = after.get(key.as_str()).unwrap_or(&none).iter().filter(at).copied().collect();
            expected = (expected + now.len()).saturating_sub(before.len());
            let Some(because) = because(standard, unit, (then, before), (present, &now), rows) else { continue };
            let recorded = rows.iter().map(|row| row.recorded).max().unwrap_or(closes);
            let since = Since { because, unit: name.clone(), key: key.clone(), recorded };
            for (case, field) in cases_of(standard, unit) {
                let rows = before.iter().map(|row| (then, row)).chain(now.iter().map(|row| (present, row)));
                let cases: BTreeSet<String> = rows.map(|(w, row)| cell(standard, unit, w, *row, field)).collect();
                for key in cases {
                    let of_case = self.cases.entry((case.to_owned(), key)).or_default();
                    of_case.retain(|known| (&known.unit, &known.key) != (&since.unit, &since.key));
                    of_case.push(since.clone());
                }
            }
            self.by_key.insert((name.clone(), key.clone()), since);
        }
        expected == there
    }

    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// All of it, by unit and key.
    pub fn all(&self) -> impl Iterator<Item = &Since> {
        self.by_key.values()
    }

    /// What of it is about one kind of unit, events and the cases that are made of them: key and reason.
    pub fn of_unit(&self, unit: &str) -> Vec<(&str, Because)> {
        let own = self.by_key.iter().filter(|((name, _), _)| name == unit);
        let own = own.map(|((_, key), since)| (key.as_str(), since.because));
        let cases = self.cases.iter().filter(|((name, _), _)| name == unit);
        let cases = cases.flat_map(|((_, key), all)| all.iter().map(|since| (key.as_str(), since.because)));
        own.chain(cases).collect()
    }

    /// What of it is about these units.
    pub fn about<'k>(&self, units: impl IntoIterator<Item = (&'k str, &'k str)>) -> Vec<Since> {
        let mut found = BTreeSet::new();
        for (unit, key) in units {
            let place = (unit.to_owned(), key.to_owned());
            found.extend(self.by_key.get(&place).cloned());
            found.extend(self.cases.get(&place).into_iter().flatten().cloned());
        }
        found.into_iter().collect()
    }
}

/// The cases that are made of an event, each with the field that says to which of them an event belongs, if a plain field does.
fn cases_of(standard: &Standard, event: UnitId) -> Vec<(&str, FieldId)> {
    let members = standard.units.iter().flat_map(|unit| match &unit.kind {
        UnitKind::Case(members) => members.iter().map(|member| (unit.label.name.as_str(), member)).collect(),
        _ => Vec::new(),
    });
    let field = |by: &ExprKind| match by {
        ExprKind::Field { path, leaf: Leaf::Field(field), .. } if path.is_empty() => Some(*field),
        _ => None,
    };
    members.filter(|(_, m)| m.event == event).filter_map(|(case, m)| Some((case, field(&m.by.kind)?))).collect()
}

fn because(
    standard: &Standard,
    unit: UnitId,
    (then, before): (&World, &[usize]),
    (present, now): (&World, &[usize]),
    rows: &[Row],
) -> Option<Because> {
    match (before, now) {
        ([], []) => None,
        ([], _) => Some(Because::LateEvent),
        (_, []) if rows.iter().any(|row| row.takes_back) => Some(Because::Retraction),
        // A revision that says that it happened later.
        (_, []) if rows.iter().any(|row| row.ahead) => Some(Because::Correction),
        (_, []) => Some(Because::Conflict),
        _ => {
            let contents = |world: &World, rows: &[usize]| -> Vec<Vec<String>> {
                rows.iter().map(|row| content(standard, unit, world, *row)).collect()
            };
            (contents(then, before) != contents(present, now)).then_some(Because::Correction)
        }
    }
}

/// The values of a row as texts, but for when it was recorded.
fn content(standard: &Standard, unit: UnitId, world: &World, row: usize) -> Vec<String> {
    let recorded = standard.units[unit.index()].recorded;
    let fields = (0..world.table(unit).columns.len()).map_while(|i| u16::try_from(i).ok()).map(FieldId);
    fields.filter(|field| Some(*field) != recorded).map(|field| cell(standard, unit, world, row, field)).collect()
}

/// One value as a text; none = "".
fn cell(standard: &Standard, unit: UnitId, world: &World, row: usize, field: FieldId) -> String {
    let ty = &standard.units[unit.index()].fields[field.index()].ty;
    match world.table(unit).columns.get(field.index()) {
        Some(column) if column.has(row) => {
            shown(&Vector::of_column(column, row, row + 1), ty, 0, &Words::new(&world.texts))
        }
        _ => String::new(),
    }
}

/// The rows of a source that one run knows and the other does not; `near`: only those that had happened by then, or that take
/// something back.
fn unknown<'a>(
    standard: &'a Standard,
    input: &'a Input,
    incoming: &'a Incoming,
    known: (i64, Option<i64>),
    as_of: i64,
    near: bool,
) -> impl Iterator<Item = (String, Row)> + 'a {
    let unit = &standard.units[incoming.unit.index()];
    let ints = |field: Option<FieldId>| -> Option<(&Column, &[i64])> {
        let column = incoming.columns.get(field?.index())?;
        match &column.data {
            Data::Ints(values) => Some((column, values.as_slice())),
            _ => None,
        }
    };
    let (recorded, at) = (ints(unit.recorded), ints(unit.at));
    let instant = |from: Option<(&Column, &[i64])>, row: usize| {
        let (column, values) = from?;
        if column.has(row) { values.get(row).copied() } else { None }
    };
    let keys: Vec<(FieldId, Type)> = unit.keys.iter().map(|f| (*f, unit.fields[f.index()].ty.clone())).collect();
    (0..incoming.places.len()).filter_map(move |row| {
        let happened = instant(at, row);
        let recorded = instant(recorded, row).or(happened)?;
        if recorded <= known.0 || known.1.is_some_and(|known| recorded > known) {
            return None;
        }
        let takes_back = incoming.retractions.get(row).copied().unwrap_or(false);
        let ahead = happened.is_some_and(|at| at > as_of);
        if near && ahead && !takes_back {
            return None;
        }
        if keys.iter().any(|(field, _)| incoming.columns.get(field.index()).is_none_or(|c| !c.has(row))) {
            return None;
        }
        let key = key_text(&keys, &incoming.columns, row, &input.texts);
        Some((key, Row { recorded, takes_back, ahead }))
    })
}

/// The rows of some keys.
pub(super) fn rows_of<'k>(world: &World, unit: UnitId, keys: &BTreeSet<&'k str>) -> HashMap<&'k str, Vec<usize>> {
    let table = world.table(unit);
    let mut found: HashMap<&'k str, Vec<usize>> = HashMap::new();
    // Of events one row has a key, and its code is found without reading the others.
    if table.holds.is_empty() && table.codes().is_some() && keys.len() <= FEW {
        for key in keys {
            found.extend(world.row_of(unit, key, i64::MAX).map(|row| (*key, vec![row])));
        }
        return found;
    }
    for row in 0..if keys.is_empty() { 0 } else { table.rows } {
        if let Some(key) = keys.get(world.key(unit, row).as_ref()) {
            found.entry(*key).or_default().push(row);
        }
    }
    found
}
