//! The rows of one piece of one file, typed, in columns; pieces are joined in order.

use super::cell::Row;
use super::expr::Around;
use super::rejects::Rejects;
use super::source_plan::SourcePlan;
use crate::kinds::{Fault, Slot, Zone};
use etalon_core::standard::Type;
use etalon_core::table::{Column, Data, Incoming, Place, Places};
use etalon_core::value::{Ratio, Texts};

/// A column that grows.
#[derive(Debug)]
pub(crate) struct Growing {
    data: Data,
    /// None until the first row without a value.
    valid: Option<Vec<bool>>,
}

impl Growing {
    fn new(ty: &Type) -> Self {
        let data = match ty {
            Type::YesNo => Data::Flags(Vec::new()),
            Type::Whole | Type::Decimal | Type::Duration | Type::Instant | Type::Date => Data::Ints(Vec::new()),
            Type::Share | Type::Exact => Data::Ratios(Vec::new()),
            Type::Text | Type::OneOf(_) | Type::Ref(_) => Data::Codes(Vec::new()),
        };
        Self { data, valid: None }
    }

    fn push(&mut self, slot: &Slot<'_>, texts: &mut Texts) {
        let rows = self.data.len();
        let there = !matches!(slot, Slot::Missing);
        match (&mut self.data, slot) {
            (Data::Flags(v), Slot::Flag(flag)) => v.push(*flag),
            (Data::Ints(v), Slot::Int(int)) => v.push(*int),
            (Data::Codes(v), Slot::Index(index)) => v.push(*index),
            (Data::Codes(v), Slot::Text(text)) => {
                // Neighbouring rows are often alike.
                let code = match v.last() {
                    Some(last) if self.valid.as_ref().is_none_or(|v| v[rows - 1]) && texts.get(*last) == text => *last,
                    _ => texts.code(text),
                };
                v.push(code);
            }
            (Data::Ratios(v), Slot::Ratio(ratio)) => v.push(*ratio),
            (Data::Flags(v), _) => v.push(false),
            (Data::Ints(v), _) => v.push(0),
            (Data::Codes(v), _) => v.push(0),
            (Data::Ratios(v), _) => v.push(Ratio::ZERO),
        }
        match &mut self.valid {
            Some(valid) => valid.push(there),
            None if there => {}
            None => {
                let mut valid = vec![true; rows];
                valid.push(false);
                self.valid = Some(valid);
            }
        }
    }

    /// Joins a later piece; `codes` says what its texts are called here (none = not texts).
    fn append(&mut self, later: Self, codes: Option<&[u32]>) {
        let (rows, more) = (self.data.len(), later.data.len());
        if self.valid.is_some() || later.valid.is_some() {
            let valid = self.valid.get_or_insert_with(|| vec![true; rows]);
            match later.valid {
                Some(later) => valid.extend(later),
                None => valid.resize(rows + more, true),
            }
        }
        let from = rows;
        match (&mut self.data, later.data) {
            (Data::Flags(a), Data::Flags(b)) => a.extend(b),
            (Data::Ints(a), Data::Ints(b)) => a.extend(b),
            (Data::Ratios(a), Data::Ratios(b)) => a.extend(b),
            (Data::Codes(a), Data::Codes(b)) => {
                match codes {
                    Some(codes) => {
                        let valid = self.valid.as_ref();
                        a.extend(b.iter().enumerate().map(|(i, code)| {
                            if valid.is_none_or(|v| v[from + i]) { codes[*code as usize] } else { 0 }
                        }));
                    }
                    None => a.extend(b),
                }
            }
            // Pieces of one source have columns of the same kinds.
            _ => {}
        }
    }

    fn finish(self) -> Column {
        Column { data: self.data, valid: self.valid }
    }
}

/// The typed rows of one piece.
#[derive(Debug)]
pub(crate) struct Part {
    texts: Texts,
    columns: Vec<Growing>,
    rows: Vec<u64>,
    ties: Option<Growing>,
    retractions: Vec<bool>,
    pub read: u64,
    left_out: u64,
    pub rejects: Rejects,
    zone: Option<Zone>,
}

impl Part {
    pub fn new(plan: &SourcePlan<'_>) -> Self {
        Self {
            texts: Texts::default(),
            columns: plan.fields.iter().map(|f| Growing::new(&f.kind.ty)).collect(),
            rows: Vec::new(),
            ties: plan.ties.as_ref().map(|_| Growing::new(&Type::Text)),
            retractions: Vec::new(),
            read: 0,
            left_out: 0,
            rejects: Rejects::default(),
            zone: plan.zone(),
        }
    }

    /// A row that cannot even be cut into cells.
    pub fn reject(&mut self, fault: Fault, file: &str, place: u64) {
        self.read += 1;
        self.rejects.add(None, fault, file, place);
    }

    /// A row: kept, left out or rejected, but always counted.
    pub fn row<R: Row>(&mut self, plan: &SourcePlan<'_>, row: &R, around: &Around<'_>, file: &str, place: u64) {
        self.read += 1;
        if let Err((field, fault)) = self.take(plan, row, around, place) {
            self.rejects.add(field, fault, file, place);
        }
    }

    fn take<R: Row>(
        &mut self,
        plan: &SourcePlan<'_>,
        row: &R,
        around: &Around<'_>,
        place: u64,
    ) -> Result<(), (Option<usize>, Fault)> {
        let whole = |fault: Fault| (None, fault);
        if let Some(rows) = &plan.rows
            && rows.of(row, around).map_err(whole)?.into_yes_no() != Some(true)
        {
            self.left_out += 1;
            return Ok(());
        }
        let retracts = match &plan.retract {
            Some(retract) => retract.of(row, around).map_err(whole)?.into_yes_no() == Some(true),
            None => false,
        };
        let mut slots = Vec::with_capacity(plan.fields.len());
        for (index, field) in plan.fields.iter().enumerate() {
            let slot = plan.value(index, row, around, self.zone.as_mut()).map_err(|fault| (Some(index), fault))?;
            if slot == Slot::Missing && !field.optional && (field.key || !retracts) {
                let fault = Fault::new(
                    "missing-value",
                    format!(
                        "the value is missing and every {} must have one; where it may be missing, declare it with `?`",
                        plan.unit
                    ),
                    "",
                );
                return Err((Some(index), fault));
            }
            slots.push(slot);
        }
        let tie = match &plan.ties {
            Some(ties) => ties.of(row, around).and_then(super::cell::Cell::into_text).map_err(whole)?,
            None => None,
        };
        for (column, slot) in self.columns.iter_mut().zip(&slots) {
            column.push(slot, &mut self.texts);
        }
        if let Some(ties) = &mut self.ties {
            ties.push(&tie.map_or(Slot::Missing, Slot::Text), &mut self.texts);
        }
        self.rows.push(place);
        self.retractions.push(retracts);
        Ok(())
    }
}

/// The rows of one source, growing file by file.
#[derive(Debug)]
pub(crate) struct Whole {
    columns: Vec<Growing>,
    ties: Option<Growing>,
    places: Places,
    retractions: Vec<bool>,
    read: u64,
    left_out: u64,
    rejects: Rejects,
}

impl Whole {
    pub fn new(plan: &SourcePlan<'_>) -> Self {
        let empty = Part::new(plan);
        Self {
            columns: empty.columns,
            ties: empty.ties,
            places: Places::default(),
            retractions: Vec::new(),
            read: 0,
            left_out: 0,
            rejects: Rejects::default(),
        }
    }

    /// Joins the next piece.
    pub fn append(&mut self, part: Part, file: u32, plan: &SourcePlan<'_>, texts: &mut Texts) {
        let codes: Vec<u32> =
            (0..part.texts.len()).map(|code| texts.code(part.texts.get(u32::try_from(code).unwrap_or(0)))).collect();
        for ((column, later), field) in self.columns.iter_mut().zip(part.columns).zip(&plan.fields) {
            let is_text = matches!(field.kind.ty, Type::Text | Type::Ref(_));
            column.append(later, is_text.then_some(&codes));
        }
        if let (Some(ties), Some(later)) = (&mut self.ties, part.ties) {
            ties.append(later, Some(&codes));
        }
        part.rows.into_iter().for_each(|row| self.places.push(Place { file, row }));
        self.retractions.extend(part.retractions);
        self.read += part.read;
        self.left_out += part.left_out;
        self.rejects.append(part.rejects);
    }

    pub fn finish(self, plan: &SourcePlan<'_>, files: Vec<String>) -> Incoming {
        Incoming {
            source: plan.id,
            unit: plan.source.unit,
            files,
            columns: self.columns.into_iter().map(Growing::finish).collect(),
            places: self.places,
            ties: self.ties.map(Growing::finish),
            retractions: self.retractions,
            read: self.read,
            left_out: self.left_out,
            rejected: self.rejects.finish(&plan.field_names()),
        }
    }
}
