//! Whose each row is.

use super::exact::{Exact, exact_ratio};
use super::exact_text;
use crate::evaluate::scene::Scene;
use crate::evaluate::{Use, scene};
use crate::standard::{SubjectKind, Type, UnitId};
use crate::table::{Column, Data};
use crate::value::{Ratio, SECOND, Value};
use std::collections::HashMap;

/// A row that belongs to nobody.
pub(crate) const NOBODY: u32 = u32::MAX;
/// The one subject of the organization.
pub(crate) const ORGANIZATION: &str = "organization";
/// The subject of rows without a value.
const WITHOUT: &str = "(missing)";

/// The subjects of a unit's rows, numbered as they are met.
#[derive(Debug)]
pub(crate) struct Subjects {
    /// Number of each row's subject; empty = all belong to the one there is.
    ids: Vec<u32>,
    /// By number.
    pub names: Vec<String>,
}

impl Subjects {
    /// Everything is the organization's.
    pub fn organization() -> Self {
        Self { ids: Vec::new(), names: vec![ORGANIZATION.to_owned()] }
    }

    /// The subject of a row.
    pub fn of(&self, row: usize) -> u32 {
        if self.ids.is_empty() { 0 } else { self.ids[row] }
    }

    /// Subjects of a metric, a criterion, a ladder …
    pub fn new(scene: &Scene<'_>, unit: UnitId, kind: &SubjectKind, place: Use) -> Self {
        match (kind, scene.column(place)) {
            (SubjectKind::Organization, _) => Self::organization(),
            // Rows that lead to no such entity are nobody's; the organization's figures hold them.
            (SubjectKind::Entity(_, path), Some(column)) => Self::from_column(scene, column, &path.ty, None),
            (SubjectKind::Value(value), Some(column)) => Self::from_column(scene, column, &value.ty, Some(WITHOUT)),
            (_, None) => Self { ids: vec![NOBODY; scene.rows(unit)], names: Vec::new() },
        }
    }

    /// Entities that a path leads to; without a path it is the organization's.
    pub fn entities(scene: &Scene<'_>, unit: UnitId, is_path: bool, place: Use) -> Self {
        match (is_path, scene.column(place)) {
            (false, _) => Self::organization(),
            (true, Some(column)) => Self::from_column(scene, column, &Type::Text, None),
            (true, None) => Self { ids: vec![NOBODY; scene.rows(unit)], names: Vec::new() },
        }
    }

    fn from_column(scene: &Scene<'_>, column: &Column, ty: &Type, without: Option<&str>) -> Self {
        let rows = column.data.len();
        let mut found = Numbering::default();
        let mut named = |seen: Seen| {
            found.number(seen, || match seen {
                Seen::Nothing => without.unwrap_or_default().to_owned(),
                Seen::Code(index) => match ty {
                    Type::OneOf(names) => names.get(index as usize).cloned().unwrap_or_default(),
                    _ => scene.text(index).to_owned(),
                },
                Seen::Flag(yes) => crate::show::value(&scene.local, &Value::YesNo(yes), ty),
                // Rounded, two different lengths of time could get one name.
                Seen::Int(n) if *ty == Type::Duration && n % (60 * SECOND) != 0 => seconds(n),
                Seen::Int(n) => crate::show::value(&scene.local, &int_value(n, ty), ty),
                Seen::Ratio(r) => exact_text(&exact_ratio(r)),
            })
        };
        if let (Data::Codes(codes), None) = (&column.data, without) {
            let ids = codes.iter().enumerate();
            let ids = ids.map(|(row, code)| if column.has(row) { named(Seen::Code(*code)) } else { NOBODY }).collect();
            return Self { ids, names: found.names };
        }
        let ids = (0..rows)
            .map(|row| match seen(column, row) {
                Seen::Nothing if without.is_none() => NOBODY,
                seen => named(seen),
            })
            .collect();
        Self { ids, names: found.names }
    }
}

fn seconds(micros: i64) -> String {
    let exact = Exact::new(micros.into(), SECOND.into());
    format!("{} s", exact_text(&exact))
}

/// A value that can be told from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Seen {
    Nothing,
    Code(u32),
    Flag(bool),
    Int(i64),
    Ratio(Ratio),
}

/// The value of a row.
pub(crate) fn seen(column: &Column, row: usize) -> Seen {
    match &column.data {
        _ if !column.has(row) => Seen::Nothing,
        Data::Codes(codes) => Seen::Code(codes[row]),
        Data::Flags(flags) => Seen::Flag(flags[row]),
        Data::Ints(ints) => Seen::Int(ints[row]),
        Data::Ratios(ratios) => Seen::Ratio(ratios[row]),
    }
}

/// A number of a column of ints as a value of its type.
pub(crate) const fn int_value(n: i64, ty: &Type) -> Value {
    match ty {
        Type::Decimal => Value::Decimal(n),
        Type::Duration => Value::Duration(n),
        Type::Instant => Value::Instant(n),
        Type::Date => Value::Date(n),
        _ => Value::Whole(n),
    }
}

#[derive(Default)]
struct Numbering {
    codes: Vec<u32>,
    others: HashMap<Seen, u32>,
    names: Vec<String>,
}

impl Numbering {
    fn number(&mut self, seen: Seen, name: impl FnOnce() -> String) -> u32 {
        let next = u32::try_from(self.names.len()).unwrap_or(NOBODY - 1);
        let found = match seen {
            Seen::Code(code) => {
                let slot = code as usize;
                if self.codes.len() <= slot {
                    self.codes.resize(slot + 1, NOBODY);
                }
                &mut self.codes[slot]
            }
            _ => self.others.entry(seen).or_insert(NOBODY),
        };
        if *found == NOBODY {
            *found = next;
            self.names.push(name());
        }
        *found
    }
}

/// Whether the row's condition is known to hold.
pub(crate) fn is_yes(column: Option<&Column>, row: usize) -> bool {
    scene::holds(column, row) == Some(true)
}
