//! From the cells of a text to a column of values.

use super::cell::Row;
use super::expr::Around;
use super::fates::Fates;
use super::growing::Growing;
use super::lane::{Lane, Memos};
use super::rows::{RowOf, Rows};
use super::source_plan::{Quick, SourcePlan};
use super::text_rows::{Span, TextRows};
use crate::kinds::{Days, Fault, Slot, Zone, quick};
use etalon_core::table::Data;
use etalon_core::value::Texts;

/// Rows that cannot be used, and why.
pub(crate) type Faults = Vec<(u32, Fault)>;

/// What the reading of one field remembers from row to row.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub zone: Option<Zone>,
    pub days: Days,
    pub memos: Memos,
}

/// What the reading of one field needs.
pub(crate) struct Task<'t> {
    pub plan: &'t SourcePlan<'t>,
    pub field: usize,
    pub around: &'t Around<'t>,
    pub fates: &'t Fates,
    /// Which row of the batch comes first.
    pub first: usize,
}

/// What changes with every value.
struct Hand<'m> {
    zone: Option<&'m mut Zone>,
    days: &'m mut Days,
    texts: Option<&'m mut Texts>,
}

impl Task<'_> {
    /// The same from another row on.
    pub fn from(&self, first: usize) -> Self {
        Self { first, ..*self }
    }

    /// Adds the field's values, row by row, whatever they are made of.
    pub fn row_by_row<R: Rows>(&self, rows: &R, memory: &mut Memory, column: &mut Growing) -> Faults {
        let mut faults = Faults::new();
        for row in 0..rows.len() {
            match self.slot(&RowOf { rows, row }, row, memory.zone.as_mut()) {
                Ok(slot) => column.push(&slot),
                Err(fault) => {
                    faults.push((self.index(row), fault));
                    column.push(&Slot::Missing);
                }
            }
        }
        faults
    }

    /// Adds the field's values, made of the cells of one column.
    pub fn cells(&self, source: usize, rows: &TextRows<'_>, memory: &mut Memory, column: &mut Growing) -> Faults {
        let from = column.len();
        let mut gaps = Vec::new();
        let run = Run { task: self, source, rows, gaps: &mut gaps };
        let faults = match &mut column.data {
            Data::Flags(out) => run.fill(out, memory, None, |_, _| None),
            Data::Ratios(out) => run.fill(out, memory, None, |_, _| None),
            Data::Codes(out) => match &self.plan.fields[self.field].quick {
                Quick::Text => run.fill(out, memory, column.texts.as_mut(), |hand, raw| {
                    // Blanks around it may make it one of the texts that mean missing.
                    let plain = raw[raw.len() - 1].is_ascii_graphic();
                    let text = std::str::from_utf8(raw).ok().filter(|_| plain)?;
                    hand.texts.as_mut().map(|texts| texts.code(text))
                }),
                _ => run.fill(out, memory, column.texts.as_mut(), |_, _| None),
            },
            Data::Ints(out) => run.ints(out, memory),
        };
        column.mark(from, &gaps);
        faults
    }

    /// The value of one row.
    pub fn slot<'r, W: Row>(&'r self, of: &'r W, row: usize, zone: Option<&mut Zone>) -> Result<Slot<'r>, Fault> {
        if !self.kept(row) {
            return Ok(Slot::Missing);
        }
        let slot = self.plan.value(self.field, of, self.around, zone)?;
        self.plan.needed(self.field, self.fates.takes_back(self.first + row), slot)
    }

    fn kept(&self, row: usize) -> bool {
        self.fates.kept(self.first + row)
    }

    /// A row's number in the batch.
    pub fn index(&self, row: usize) -> u32 {
        index(self.first + row)
    }
}

/// One pass over the cells of one column.
struct Run<'r> {
    task: &'r Task<'r>,
    source: usize,
    rows: &'r TextRows<'r>,
    gaps: &'r mut Vec<u32>,
}

impl Run<'_> {
    fn ints(self, out: &mut Vec<i64>, memory: &mut Memory) -> Faults {
        let field = &self.task.plan.fields[self.task.field];
        let (low, high) = field.kind.ints();
        let fits = |value: &i64| low <= *value && *value <= high;
        match &field.quick {
            Quick::Whole => self.fill(out, memory, None, |_, raw| quick::whole(raw).filter(fits)),
            Quick::Steps(steps) => self.fill(out, memory, None, |_, raw| {
                let (digits, places) = quick::places(raw)?;
                digits.checked_mul(*steps.get(places)?).filter(fits)
            }),
            Quick::Instant => {
                self.fill(out, memory, None, |hand, raw| hand.days.instant(raw, hand.zone.as_deref_mut()).filter(fits))
            }
            Quick::Text | Quick::No => self.fill(out, memory, None, |_, _| None),
        }
    }

    /// Value by value: known from before, read quickly, or read in full.
    fn fill<T: Lane>(
        self,
        out: &mut Vec<T>,
        memory: &mut Memory,
        texts: Option<&mut Texts>,
        quick: impl Fn(&mut Hand<'_>, &[u8]) -> Option<T>,
    ) -> Faults {
        let Run { task, source, rows, gaps } = self;
        let field = &task.plan.fields[task.field];
        let mut faults = Faults::new();
        let mut hand = Hand { zone: memory.zone.as_mut(), days: &mut memory.days, texts };
        let memo = T::memo(&mut memory.memos);
        let remembers = matches!(field.quick, Quick::Text | Quick::No);
        let empty_is_missing = field.optional && !matches!(field.quick, Quick::No);
        let place = rows.places[source];
        for row in 0..rows.len() {
            let span = place.map_or(Span::ABSENT, |place| rows.cells[row * rows.width + place]);
            let mut spot = None;
            if !span.coded() {
                let raw = span.of(rows.bytes);
                if raw.is_empty() && empty_is_missing {
                    gaps.push(index(row));
                    out.push(T::NONE);
                    continue;
                }
                if remembers && span != Span::ABSENT {
                    spot = memo.spot(raw);
                    match spot.and_then(|spot| memo.get(spot)) {
                        Some(Some(value)) => {
                            out.push(value);
                            continue;
                        }
                        Some(None) => {
                            gaps.push(index(row));
                            out.push(T::NONE);
                            continue;
                        }
                        None => {}
                    }
                }
                if let [first, ..] = raw
                    && !task.plan.doubtful[*first as usize]
                    && let Some(value) = quick(&mut hand, raw)
                {
                    if let Some(spot) = spot {
                        memo.remember(spot, Some(value));
                    }
                    out.push(value);
                    continue;
                }
            }
            let row_of = RowOf { rows, row };
            match task.slot(&row_of, row, hand.zone.as_deref_mut()) {
                Ok(slot) => {
                    let value = T::of(&slot, hand.texts.as_deref_mut());
                    // Whether a value may be missing depends on the row where the field must have one.
                    if let Some(spot) = spot.filter(|_| value.is_some() || (field.optional && task.kept(row))) {
                        memo.remember(spot, value);
                    }
                    if value.is_none() {
                        gaps.push(index(row));
                    }
                    out.push(value.unwrap_or(T::NONE));
                }
                Err(fault) => {
                    faults.push((task.index(row), fault));
                    out.push(T::NONE);
                }
            }
        }
        faults
    }
}

/// The number of a row of a batch.
pub(crate) fn index(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}
