//! Whose each row is.

use super::exact::{Exact, exact_ratio};
use super::exact_text;
use crate::evaluate::scene;
use crate::evaluate::scene::Scene;
use crate::standard::Type;
use crate::table::{Column, Data};
use crate::value::{Ratio, SECOND, Value};
use std::collections::HashMap;
use std::ops::Range;

/// A row that belongs to nobody.
pub(crate) const NOBODY: u32 = u32::MAX;
/// The one subject of the organization.
pub(crate) const ORGANIZATION: &str = "organization";
/// The subject of rows without a value.
const WITHOUT: &str = "(missing)";

/// Whose the rows of a unit are. Rules that ask the same are given the same answer, made once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Whose {
    /// Everything is the organization's.
    Organization,
    /// Nobody's: nothing leads from them to whom it asks for.
    Nobody,
    /// The entities that the column at this place leads to; rows that lead to none are nobody's.
    Entities(usize),
    /// The values of the column at this place; rows without one have a subject of their own.
    Values(usize),
}

/// The subjects of a unit's rows, numbered as they are met.
#[derive(Debug)]
pub(crate) struct Subjects {
    ids: Ids,
    /// By number.
    pub names: Vec<String>,
    /// By number: the place of its name in the order of names.
    pub ranks: Vec<u32>,
}

/// The number of each row's subject.
#[derive(Debug)]
enum Ids {
    /// All rows have the first.
    First,
    /// No row has any.
    None,
    Each(Vec<u32>),
}

impl Subjects {
    fn new(ids: Ids, names: Vec<String>) -> Self {
        let mut order: Vec<u32> = (0..).take(names.len()).collect();
        order.sort_by_key(|i| &names[*i as usize]);
        let mut ranks = vec![0; names.len()];
        for (rank, subject) in (0..).zip(order) {
            ranks[subject as usize] = rank;
        }
        Self { ids, names, ranks }
    }

    /// Everything is the organization's.
    pub fn organization() -> Self {
        Self::new(Ids::First, vec![ORGANIZATION.to_owned()])
    }

    /// Nothing is anybody's.
    pub fn nobody() -> Self {
        Self::new(Ids::None, Vec::new())
    }

    /// Entities: by their keys.
    pub fn entities(scene: &Scene<'_>, column: &Column) -> Self {
        Self::from_column(scene, column, &Type::Text, None)
    }

    /// Values: by what is shown of them.
    pub fn values(scene: &Scene<'_>, column: &Column, ty: &Type) -> Self {
        Self::from_column(scene, column, ty, Some(WITHOUT))
    }

    /// The subject of a row.
    pub fn of(&self, row: usize) -> u32 {
        match &self.ids {
            Ids::First => 0,
            Ids::None => NOBODY,
            Ids::Each(ids) => ids[row],
        }
    }

    /// The subjects of rows that stand side by side.
    pub fn ids(&self, rows: Range<usize>) -> RowIds<'_> {
        match &self.ids {
            Ids::First => RowIds::All(0),
            Ids::None => RowIds::All(NOBODY),
            Ids::Each(ids) => RowIds::Each(&ids[rows]),
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
            return Self::new(Ids::Each(ids), found.names);
        }
        let ids = (0..rows)
            .map(|row| match seen(column, row) {
                Seen::Nothing if without.is_none() => NOBODY,
                seen => named(seen),
            })
            .collect();
        Self::new(Ids::Each(ids), found.names)
    }
}

/// The numbers of the subjects of some rows.
pub(crate) enum RowIds<'a> {
    All(u32),
    Each(&'a [u32]),
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
