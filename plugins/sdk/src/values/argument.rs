//! From a column to what an author's function takes.

use super::{Date, Duration, Instant};
use crate::bindings::etalon::plugin::types::{Column, Data, Fault};
use crate::refuse::fault;

/// What a metric or a window may take.
#[diagnostic::on_unimplemented(
    message = "a plugin cannot take `{Self}`",
    label = "no kind of value that a standard knows",
    note = "take bool, i64, f64, Duration, Instant, Date, &str or String; Option<_> of one to be handed rows without a value too"
)]
pub trait Argument<'a>: Sized {
    /// Its name in a description.
    const KIND: &'static str;
    /// Rows without a value are handed over.
    const NULLABLE: bool;
    /// The column, ready to be read.
    type Reader;

    /// The column, if it is of the kind and long enough.
    ///
    /// # Errors
    /// It is not.
    fn reader(column: &'a Column, rows: usize) -> Result<Self::Reader, Fault>;

    /// The same column, as long as there are rows: said just before a loop over them, so that it need not ask at each row.
    fn upto(reader: Self::Reader, rows: usize) -> Self::Reader;

    /// The value of a row.
    fn get(reader: &Self::Reader, row: usize) -> Self;
}

/// That each row has a value.
#[inline(always)]
fn whole(column: &Column, rows: usize) -> Result<(), Fault> {
    column.valid.as_ref().map_or(Ok(()), |valid| all(valid, rows))
}

fn all(valid: &[u8], rows: usize) -> Result<(), Fault> {
    match (0..rows).find(|row| !has(valid, *row)) {
        None => Ok(()),
        Some(row) => Err(fault("SDK-MISSING", format!("row {row} has no value, though the parameter needs one"))),
    }
}

#[inline]
fn has(valid: &[u8], row: usize) -> bool {
    valid.get(row / 8).is_some_and(|byte| byte >> (row % 8) & 1 == 1)
}

#[cold]
fn other(kind: &str) -> Fault {
    fault("SDK-FORM", format!("the column is not of the kind {kind}, or too short"))
}

macro_rules! argument {
    ($type:ty, $kind:literal, $cell:ty, $data:ident, $value:ident => $to:expr) => {
        impl<'a> Argument<'a> for $type {
            const KIND: &'static str = $kind;
            const NULLABLE: bool = false;
            type Reader = &'a [$cell];

            #[inline(always)]
            fn reader(column: &'a Column, rows: usize) -> Result<&'a [$cell], Fault> {
                whole(column, rows)?;
                <Self as Cells<'a>>::cells(column, rows)
            }

            #[inline(always)]
            fn upto(reader: &'a [$cell], rows: usize) -> &'a [$cell] {
                &reader[..rows]
            }

            #[inline(always)]
            fn get(reader: &&'a [$cell], row: usize) -> Self {
                let $value = reader[row];
                $to
            }
        }

        impl<'a> Cells<'a> for $type {
            fn cells(column: &'a Column, rows: usize) -> Result<&'a [$cell], Fault> {
                match &column.data {
                    Data::$data(cells) if cells.len() >= rows => Ok(&cells[..rows]),
                    _ => Err(other($kind)),
                }
            }
        }
    };
}

/// The column without asking whether each row has a value.
pub trait Cells<'a>: Argument<'a> {
    /// As [`Argument::reader`].
    ///
    /// # Errors
    /// Another kind, or too short.
    fn cells(column: &'a Column, rows: usize) -> Result<Self::Reader, Fault>;
}

argument!(bool, "yes/no", u8, Booleans, v => v != 0);
argument!(i64, "whole", i64, Ints, v => v);
argument!(f64, "number", f64, Numbers, v => v);
argument!(Duration, "duration", i64, Ints, v => Duration::from_micros(v));
argument!(Instant, "instant", i64, Ints, v => Instant::from_micros(v));
argument!(Date, "date", i64, Ints, v => Date::from_days(v));

/// Texts: a code a row, each different text once.
pub struct Words<'a> {
    codes: &'a [u32],
    dict: &'a [String],
}

impl<'a> Argument<'a> for &'a str {
    const KIND: &'static str = "text";
    const NULLABLE: bool = false;
    type Reader = Words<'a>;

    fn reader(column: &'a Column, rows: usize) -> Result<Words<'a>, Fault> {
        whole(column, rows)?;
        Self::cells(column, rows)
    }

    #[inline(always)]
    fn upto(reader: Words<'a>, rows: usize) -> Words<'a> {
        Words { codes: &reader.codes[..rows], dict: reader.dict }
    }

    #[inline]
    fn get(reader: &Words<'a>, row: usize) -> &'a str {
        reader.dict.get(reader.codes[row] as usize).map_or("", String::as_str)
    }
}

impl<'a> Cells<'a> for &'a str {
    fn cells(column: &'a Column, rows: usize) -> Result<Words<'a>, Fault> {
        match &column.data {
            Data::Texts(texts) if texts.codes.len() >= rows => {
                Ok(Words { codes: &texts.codes[..rows], dict: &texts.dict })
            }
            _ => Err(other("text")),
        }
    }
}

impl<'a> Argument<'a> for String {
    const KIND: &'static str = "text";
    const NULLABLE: bool = false;
    type Reader = Words<'a>;

    fn reader(column: &'a Column, rows: usize) -> Result<Words<'a>, Fault> {
        <&str>::reader(column, rows)
    }

    fn upto(reader: Words<'a>, rows: usize) -> Words<'a> {
        <&str>::upto(reader, rows)
    }

    fn get(reader: &Words<'a>, row: usize) -> Self {
        <&str>::get(reader, row).into()
    }
}

impl<'a> Cells<'a> for String {
    fn cells(column: &'a Column, rows: usize) -> Result<Words<'a>, Fault> {
        <&str>::cells(column, rows)
    }
}

impl<'a, T: Cells<'a>> Argument<'a> for Option<T> {
    const KIND: &'static str = T::KIND;
    const NULLABLE: bool = true;
    type Reader = (T::Reader, Option<&'a [u8]>);

    #[inline(always)]
    fn reader(column: &'a Column, rows: usize) -> Result<Self::Reader, Fault> {
        Ok((T::cells(column, rows)?, column.valid.as_deref()))
    }

    #[inline(always)]
    fn upto((reader, valid): Self::Reader, rows: usize) -> Self::Reader {
        (T::upto(reader, rows), valid)
    }

    #[inline]
    fn get((reader, valid): &Self::Reader, row: usize) -> Self {
        valid.is_none_or(|valid| has(valid, row)).then(|| T::get(reader, row))
    }
}
