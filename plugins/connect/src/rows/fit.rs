//! Does a batch have the form that the source declared? One row that does not refuses the whole page: nothing of it is stored.

use super::{Batch, Column, Data};
use etalon_contract::{Field, Stream};
use std::fmt;

/// The longest text of a field, bytes.
const TEXT: usize = 1 << 20;
/// Instants between the years 0 and 9999, microseconds.
pub(crate) const INSTANTS: std::ops::RangeInclusive<i64> = -62_167_219_200_000_000..=253_402_300_799_999_999;
/// The same in days.
const DAYS: std::ops::RangeInclusive<i64> = -719_528..=2_932_896;

/// Where a batch does not have the declared form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// The row in the page, from 1; none = the page as a whole.
    pub row: Option<u32>,
    /// The field; empty = the page as a whole.
    pub field: String,
    /// What is wrong, in words.
    pub what: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.row, self.field.as_str()) {
            (Some(row), field) => write!(f, "row {row} of the page, field `{field}`: {}", self.what),
            (None, "") => write!(f, "{}", self.what),
            (None, field) => write!(f, "field `{field}`: {}", self.what),
        }
    }
}

/// Checks a batch against the stream.
///
/// # Errors
/// Says the first place that does not fit, by fields, then rows.
pub fn fit(stream: &Stream, batch: &Batch, most: u32) -> Result<(), Misfit> {
    let whole = |what: String| Misfit { row: None, field: String::new(), what };
    if batch.rows > most {
        return Err(whole(format!("{} rows were given where at most {most} were asked for", batch.rows)));
    }
    if batch.columns.len() != stream.fields.len() {
        return Err(whole(format!(
            "{} columns were given; the stream `{}` has {} fields",
            batch.columns.len(),
            stream.name,
            stream.fields.len()
        )));
    }
    for (field, column) in stream.fields.iter().zip(&batch.columns) {
        let misfit = |(row, what): (Option<u32>, String)| Misfit { row, field: field.name.clone(), what };
        form(field, column, batch.rows as usize).map_err(|what| misfit((None, what)))?;
        values(field, column).map_err(|(row, what)| misfit((Some(row as u32 + 1), what)))?;
    }
    Ok(())
}

fn form(field: &Field, column: &Column, rows: usize) -> Result<(), String> {
    let kind = field.term.kind.as_str();
    let fits = match &column.data {
        Data::Booleans(_) => kind == "yes/no",
        Data::Ints(_) => matches!(kind, "whole" | "duration" | "instant" | "date"),
        Data::Numbers(_) => kind == "number",
        Data::Texts { .. } => kind == "text",
    };
    if !fits {
        let given = match &column.data {
            Data::Booleans(_) => "yes and no",
            Data::Ints(_) => "whole numbers",
            Data::Numbers(_) => "numbers",
            Data::Texts { .. } => "texts",
        };
        return Err(format!("{given} were given; it is declared as `{kind}`"));
    }
    if column.data.len() != rows {
        return Err(format!("{} values were given for {rows} rows", column.data.len()));
    }
    if let Some(bits) = &column.valid {
        let due = rows.div_ceil(8);
        if bits.len() != due {
            return Err(format!("the bits that say which rows have a value are {} bytes; {due} are due", bits.len()));
        }
    }
    Ok(())
}

fn values(field: &Field, column: &Column) -> Result<(), (usize, String)> {
    for row in 0..column.data.len() {
        if column.has(row) {
            value(field, &column.data, row).map_err(|what| (row, what))?;
        } else if !field.nullable {
            return Err((row, "it has no value, and the field is declared to have one always".to_owned()));
        }
    }
    Ok(())
}

fn value(field: &Field, data: &Data, row: usize) -> Result<(), String> {
    let between = |value: f64| match field.term.range {
        Some((least, most)) if value < least || value > most => {
            Err(format!("{value} does not lie between {least} and {most}"))
        }
        _ => Ok(()),
    };
    match data {
        Data::Booleans(v) if v[row] > 1 => Err(format!("{} is neither 0 nor 1", v[row])),
        Data::Booleans(_) => Ok(()),
        Data::Ints(v) => match field.term.kind.as_str() {
            "instant" if !INSTANTS.contains(&v[row]) => {
                Err(format!("{} µs is no instant between the years 0 and 9999", v[row]))
            }
            "date" if !DAYS.contains(&v[row]) => {
                Err(format!("{} days is no date between the years 0 and 9999", v[row]))
            }
            "whole" => between(v[row] as f64),
            "duration" => between(v[row] as f64 / 1e6),
            _ => Ok(()),
        },
        Data::Numbers(v) if !v[row].is_finite() => Err("it is not a number".to_owned()),
        Data::Numbers(v) => between(v[row]),
        Data::Texts { codes, words } => {
            let Some(word) = words.get(codes[row] as usize) else {
                return Err(format!("its text has the code {}, and there are only {} texts", codes[row], words.len()));
            };
            if word.len() > TEXT {
                return Err(format!("its text is {} bytes long; at most {TEXT} are allowed", word.len()));
            }
            if field.term.choices.is_empty() || field.term.choices.contains(word) {
                return Ok(());
            }
            Err(format!("`{}` is none of {}", short(word), field.term.choices.join(", ")))
        }
    }
}

fn short(word: &str) -> String {
    if word.chars().count() <= 40 { word.to_owned() } else { word.chars().take(39).chain(['…']).collect() }
}
