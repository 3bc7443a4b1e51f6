//! From the pages of a column to the values of a field: each value of a dictionary is read once.

use super::exact::Exact;
use super::pages::{Current, Form, Held, Pages, Raw, Stretch, Values};
use super::texts::written;
use super::{Unfit, Way};
use crate::kinds::{Fault, Zone};
use crate::read::convert::{Faults, Memory, Task, index};
use crate::read::growing::Growing;
use crate::read::lane::Lane;
use crate::read::rows::OneCell;
use crate::read::text_rows::TextRows;
use etalon_core::table::Data;
use etalon_core::value::{Ratio, Texts};
use std::borrow::Cow;

/// A field that is made of one column.
pub(super) struct Feed {
    pub pages: Pages,
    form: Form,
    way: Way,
    exact: Exact,
    tables: Tables,
}

/// What the values of the dictionary mean; a feed uses one of them.
#[derive(Default)]
pub(super) struct Tables {
    flags: Table<bool>,
    ints: Table<i64>,
    codes: Table<u32>,
    ratios: Table<Ratio>,
}

/// What the values of a dictionary mean.
pub(super) struct Table<T> {
    values: Vec<T>,
    states: Vec<State>,
    /// What it means that there is nothing.
    nothing: Option<(State, T)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not met yet.
    New,
    Value,
    Missing,
    /// Each row has to be told why it cannot be used.
    Fault,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { values: Vec::new(), states: Vec::new(), nothing: None }
    }
}

/// The table of each form of values.
trait Tabled: Lane {
    fn table(tables: &mut Tables) -> &mut Table<Self>;
    /// The short way.
    fn quick(raw: Raw<'_>, exact: &Exact, zone: Option<&mut Zone>) -> Option<Self>;
}

impl Tabled for bool {
    fn table(tables: &mut Tables) -> &mut Table<Self> {
        &mut tables.flags
    }

    fn quick(raw: Raw<'_>, exact: &Exact, _: Option<&mut Zone>) -> Option<Self> {
        exact.flag(raw)
    }
}

impl Tabled for i64 {
    fn table(tables: &mut Tables) -> &mut Table<Self> {
        &mut tables.ints
    }

    fn quick(raw: Raw<'_>, exact: &Exact, zone: Option<&mut Zone>) -> Option<Self> {
        exact.int(raw, zone)
    }
}

impl Tabled for u32 {
    fn table(tables: &mut Tables) -> &mut Table<Self> {
        &mut tables.codes
    }

    fn quick(_: Raw<'_>, _: &Exact, _: Option<&mut Zone>) -> Option<Self> {
        None
    }
}

impl Tabled for Ratio {
    fn table(tables: &mut Tables) -> &mut Table<Self> {
        &mut tables.ratios
    }

    fn quick(_: Raw<'_>, _: &Exact, _: Option<&mut Zone>) -> Option<Self> {
        None
    }
}

impl Feed {
    pub fn new(pages: Pages, form: Form, way: Way, exact: Exact) -> Self {
        Self { pages, form, way, exact, tables: Tables::default() }
    }

    /// Adds the values of the next rows.
    pub fn fill(
        &mut self,
        task: &Task<'_>,
        rows: usize,
        memory: &mut Memory,
        column: &mut Growing,
    ) -> Result<Faults, Unfit> {
        let mut faults = Faults::new();
        let mut done = 0;
        while done < rows {
            let (stretch, renewed) = self.pages.next(rows - done)?;
            if renewed {
                self.tables = Tables::default();
            }
            let count = stretch.rows.len();
            let from = column.len();
            let Some(current) = &self.pages.current else {
                return Err(Unfit);
            };
            if let (Held::Plain(values), Form::Bytes) = (&current.held, self.form) {
                faults.extend(texts(&task.from(done), current, values, &stretch, memory, column));
            } else {
                let mut gaps = Vec::new();
                let task = &task.from(done);
                let step = Step {
                    task,
                    current,
                    dictionary: self.pages.dictionary.as_ref(),
                    stretch,
                    form: self.form,
                    way: self.way,
                    exact: &self.exact,
                    zone: memory.zone.as_mut(),
                    texts: column.texts.as_mut(),
                    gaps: &mut gaps,
                    faults: &mut faults,
                };
                match &mut column.data {
                    Data::Flags(out) => step.fill(out, &mut self.tables),
                    Data::Ints(out) => step.fill(out, &mut self.tables),
                    Data::Codes(out) => step.fill(out, &mut self.tables),
                    Data::Ratios(out) => step.fill(out, &mut self.tables),
                }
                column.mark(from, &gaps);
            }
            done += count;
        }
        Ok(faults)
    }
}

/// Texts that are in no dictionary are cells like those of a text file.
fn texts(
    task: &Task<'_>,
    current: &Current,
    values: &Values,
    stretch: &Stretch,
    memory: &mut Memory,
    column: &mut Growing,
) -> Faults {
    let mut spans = values.spans()[stretch.value..].iter().copied();
    let there = |row: usize| current.there.as_ref().is_none_or(|there| there[row]);
    let absent = crate::read::text_rows::Span::ABSENT;
    let cells: Vec<_> =
        stretch.rows.clone().map(|row| if there(row) { spans.next().unwrap_or(absent) } else { absent }).collect();
    let numbers = vec![0; cells.len()];
    // Whichever column the field asks for, it is this one.
    let places = vec![Some(0); task.plan.columns.names.len()];
    let rows =
        TextRows { bytes: values.bytes(), cells: &cells, width: 1, places: &places, decode: bad, numbers: &numbers };
    task.cells(0, &rows, memory, column)
}

fn bad(raw: &[u8]) -> Result<Option<Cow<'_, str>>, Fault> {
    Err(super::texts::undecodable(raw))
}

/// Some rows of one page on their way into a column.
struct Step<'s> {
    task: &'s Task<'s>,
    current: &'s Current,
    dictionary: Option<&'s Values>,
    stretch: Stretch,
    form: Form,
    way: Way,
    exact: &'s Exact,
    zone: Option<&'s mut Zone>,
    texts: Option<&'s mut Texts>,
    gaps: &'s mut Vec<u32>,
    faults: &'s mut Faults,
}

impl Step<'_> {
    fn fill<T: Tabled>(mut self, out: &mut Vec<T>, tables: &mut Tables) {
        let current = self.current;
        let table = T::table(tables);
        if let (Held::Indices(indices), Some(dictionary)) = (&current.held, self.dictionary) {
            let indices = &indices[self.stretch.value..][..self.stretch.values];
            if self.learn(indices, dictionary, table) && current.there.is_none() {
                out.extend(indices.iter().map(|index| table.values[*index as usize]));
                return;
            }
        }
        let mut next = self.stretch.value;
        for (row, in_page) in self.stretch.rows.clone().enumerate() {
            let got = if current.there.as_ref().is_some_and(|there| !there[in_page]) {
                self.nothing(row, table)
            } else {
                next += 1;
                match &current.held {
                    Held::Indices(indices) => self.known(row, indices[next - 1] as usize, table),
                    Held::Plain(values) => self.plain(row, values.get(next - 1)),
                    Held::Flags(flags) => self.plain(row, Raw::Flag(flags[next - 1] == 1)),
                }
            };
            match got {
                Ok(Some(value)) => out.push(value),
                Ok(None) => {
                    self.gaps.push(index(row));
                    out.push(T::NONE);
                }
                Err(fault) => {
                    self.faults.push((self.task.index(row), fault));
                    out.push(T::NONE);
                }
            }
        }
    }

    /// Reads the values of the dictionary that are met for the first time; says whether all of these are values.
    fn learn<T: Tabled>(&mut self, indices: &[u32], dictionary: &Values, table: &mut Table<T>) -> bool {
        if table.states.len() < dictionary.len() {
            table.states.resize(dictionary.len(), State::New);
            table.values.resize(dictionary.len(), T::NONE);
        }
        let mut all = true;
        for index in indices {
            let at = *index as usize;
            if table.states[at] == State::New {
                let raw = dictionary.get(at);
                (table.states[at], table.values[at]) = match T::quick(raw, self.exact, self.zone.as_deref_mut()) {
                    Some(value) => (State::Value, value),
                    None => self.meaning(Some(raw)),
                };
            }
            all &= table.states[at] == State::Value;
        }
        all
    }

    fn known<T: Tabled>(&mut self, row: usize, at: usize, table: &Table<T>) -> Result<Option<T>, Fault> {
        match table.states[at] {
            State::Value => Ok(Some(table.values[at])),
            State::Missing => Ok(None),
            State::New | State::Fault => self.full(row, self.dictionary.map(|d| d.get(at))),
        }
    }

    fn plain<T: Tabled>(&mut self, row: usize, raw: Raw<'_>) -> Result<Option<T>, Fault> {
        match T::quick(raw, self.exact, self.zone.as_deref_mut()) {
            Some(value) => Ok(Some(value)),
            None => self.full(row, Some(raw)),
        }
    }

    fn nothing<T: Tabled>(&mut self, row: usize, table: &mut Table<T>) -> Result<Option<T>, Fault> {
        match *table.nothing.get_or_insert_with(|| self.meaning(None)) {
            (State::Value, value) => Ok(Some(value)),
            (State::Missing, _) => Ok(None),
            (State::New | State::Fault, _) => self.full(row, None),
        }
    }

    /// What a value means in any row.
    fn meaning<T: Tabled>(&mut self, raw: Option<Raw<'_>>) -> (State, T) {
        let Task { plan, field, around, .. } = self.task;
        let text = raw.map(|raw| written(raw, self.form, self.way)).transpose();
        let cell = OneCell(text.as_ref().map(|t| t.as_deref()).map_err(Clone::clone));
        let slot = plan.value(*field, &cell, around, self.zone.as_deref_mut());
        match slot.map(|slot| T::of(&slot, self.texts.as_deref_mut())) {
            Ok(Some(value)) => (State::Value, value),
            Ok(None) if plan.fields[*field].optional => (State::Missing, T::NONE),
            _ => (State::Fault, T::NONE),
        }
    }

    /// The value of one row by its text.
    fn full<T: Tabled>(&mut self, row: usize, raw: Option<Raw<'_>>) -> Result<Option<T>, Fault> {
        let text = raw.map(|raw| written(raw, self.form, self.way)).transpose();
        let cell = OneCell(text.as_ref().map(|t| t.as_deref()).map_err(Clone::clone));
        let slot = self.task.slot(&cell, row, self.zone.as_deref_mut())?;
        Ok(T::of(&slot, self.texts.as_deref_mut()))
    }
}
