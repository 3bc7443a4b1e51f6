//! `expect resolution breached for "t1" at 2025-09-02T09:00 due …`, `expect resolution.elapsed = 6 h for "t1"`

use super::proposed::{Span, is_in};
use super::{Seen, expected};
use crate::outcome::{Decision, DecisionKind, Verdict};
use crate::show;
use crate::standard::{ClockPart, FieldId, Type, UnitId};
use crate::table::{Column, Data};
use crate::value::{Ratio, Value};

impl Seen<'_> {
    /// A fact of a case, or what a clock of it gives: is it that value (none: is there any)?
    pub(super) fn value_of(
        &self,
        not: bool,
        (unit, field): (UnitId, FieldId),
        key: &str,
        wanted: Option<&Value>,
    ) -> Option<String> {
        let row = match self.row(unit, key) {
            Ok(row) => row,
            Err(message) => return Some(message),
        };
        let declared = &self.standard.units[unit.index()].fields[field.index()];
        let came = self.cell(unit, field, row);
        let is_so = match wanted {
            None => came != Value::Missing,
            Some(wanted) => same(wanted, &came),
        };
        if is_so != not {
            return None;
        }
        let shown = |value: &Value| match value {
            Value::Missing => "missing".to_owned(),
            value => show::value(&self.local, value, &declared.ty),
        };
        let what = wanted.map_or_else(|| "present".to_owned(), shown);
        let unit = &self.standard.units[unit.index()].label.name;
        Some(format!("{} {} {what} for {unit} \"{key}\", but it is {}", declared.name, expected(not), shown(&came)))
    }

    /// What a clock says of its target.
    pub(super) fn clock(
        &self,
        not: bool,
        (unit, clock): (UnitId, u16),
        key: &str,
        outcome: Option<Verdict>,
        (at, due): (Span, Span),
    ) -> Option<String> {
        let row = match self.row(unit, key) {
            Ok(row) => row,
            Err(message) => return Some(message),
        };
        let declared = self.standard.clock(unit, clock)?;
        let int = |part: ClockPart| {
            let name = declared.field(part);
            let field = self.standard.units[unit.index()].fields.iter().position(|field| field.name == name)?;
            let column = self.run.world.table(unit).columns.get(field)?;
            match &column.data {
                Data::Ints(values) if column.has(row) => values.get(row).copied(),
                _ => None,
            }
        };
        let came = match int(ClockPart::Strict) {
            Some(1) => Verdict::Met,
            Some(2) => Verdict::Breached,
            Some(3) => Verdict::Pending,
            _ => Verdict::NotJudged,
        };
        let (decided, reached) = (int(ClockPart::StrictAt), int(ClockPart::Due));
        let is_so = outcome.is_none_or(|outcome| outcome == came) && is_in(at, decided) && is_in(due, reached);
        if is_so != not {
            return None;
        }
        let word = super::finding::word;
        let instant = |at: i64| show::instant(&self.local, at);
        let mut wanted: Vec<String> = outcome.map(|outcome| word(outcome).to_owned()).into_iter().collect();
        wanted.extend(at.map(|(at, _)| format!("at {}", instant(at))));
        wanted.extend(due.map(|(due, _)| format!("due {}", instant(due))));
        let mut found = word(came).to_owned();
        if matches!(came, Verdict::Met | Verdict::Breached) {
            found += &decided.map(|at| format!(" at {}", instant(at))).unwrap_or_default();
        }
        found += &reached.map_or_else(|| ", without a due".to_owned(), |due| format!(", due {}", instant(due)));
        let unit = &self.standard.units[unit.index()].label.name;
        let name = &declared.name;
        Some(format!("{name} {} {} for {unit} \"{key}\", but it is {found}", expected(not), wanted.join(", ")))
    }

    /// Somebody was told that so much of a target has passed.
    pub(super) fn warned(
        &self,
        not: bool,
        (unit, clock): (UnitId, u16),
        key: &str,
        who: Option<&str>,
        (at, due): (Span, Span),
    ) -> Option<String> {
        if let Err(message) = self.row(unit, key) {
            return Some(message);
        }
        let case = &self.standard.units[unit.index()].label.name;
        let episode = format!("{case} {key}");
        let of = |d: &&Decision| {
            matches!(d.kind, DecisionKind::ClockWarning(u, c, _) if (u, c) == (unit, clock)) && d.episode == episode
        };
        let all: Vec<&Decision> = self.run.outcome.decisions.iter().filter(of).collect();
        let whose = |d: &Decision| who.is_none_or(|who| d.owed_by.as_deref() == Some(who));
        let is_so = all.iter().any(|d| whose(d) && is_in(at, Some(d.at)) && is_in(due, d.due));
        if is_so != not {
            return None;
        }
        let name = &self.standard.clock(unit, clock)?.name;
        let one = |d: &&Decision| {
            let who = d.owed_by.as_deref().unwrap_or("nobody");
            let due = d.due.map(|due| format!(", due {}", show::instant(&self.local, due))).unwrap_or_default();
            format!("to \"{who}\" at {}{due}", show::instant(&self.local, d.at))
        };
        let told: Vec<String> = all.iter().map(one).collect();
        let told = if told.is_empty() { "nobody was told".to_owned() } else { format!("told: {}", told.join("; ")) };
        let whom = who.map(|who| format!(" to \"{who}\"")).unwrap_or_default();
        let times = self.wanted(at, due);
        Some(format!("{name} {} warned of{whom}{times} for {case} \"{key}\", but {told}", expected(not)))
    }

    /// The value of a field.
    fn cell(&self, unit: UnitId, field: FieldId, row: usize) -> Value {
        let ty = &self.standard.units[unit.index()].fields[field.index()].ty;
        let world = &self.run.world;
        let Some(column) = world.table(unit).columns.get(field.index()) else { return Value::Missing };
        read(column, row, ty, |code| world.texts.get(code).to_owned())
    }
}

/// One value of a column.
fn read(column: &Column, row: usize, ty: &Type, text: impl Fn(u32) -> String) -> Value {
    if !column.has(row) {
        return Value::Missing;
    }
    match (&column.data, ty) {
        (Data::Flags(values), _) => Value::YesNo(values[row]),
        (Data::Ints(values), Type::Decimal) => Value::Decimal(values[row]),
        (Data::Ints(values), Type::Duration) => Value::Duration(values[row]),
        (Data::Ints(values), Type::Instant) => Value::Instant(values[row]),
        (Data::Ints(values), Type::Date) => Value::Date(values[row]),
        (Data::Ints(values), _) => Value::Whole(values[row]),
        (Data::Ratios(values), _) => Value::Ratio(values[row]),
        (Data::Codes(values), Type::OneOf(_)) => Value::OneOf(values[row]),
        (Data::Codes(values), _) => Value::Text(text(values[row])),
    }
}

/// Numbers are compared as numbers, whatever form they are kept in.
fn same(wanted: &Value, came: &Value) -> bool {
    let ratio = |value: &Value| match value {
        Value::Ratio(ratio) => Some(*ratio),
        Value::Whole(number) => Some(Ratio::whole(*number)),
        _ => None,
    };
    match (ratio(wanted), ratio(came)) {
        (Some(a), Some(b)) => a == b,
        _ => wanted == came,
    }
}
