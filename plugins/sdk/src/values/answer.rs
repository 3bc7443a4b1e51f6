//! From what an author's function gives to a column.

use super::plain::Plain;
use crate::Refuse;
use crate::bindings::etalon::plugin::types::{Column, Data};

/// What a metric or a window may give.
#[diagnostic::on_unimplemented(
    message = "a plugin cannot give `{Self}`",
    label = "no kind of value that a standard knows",
    note = "give bool, i64, f64, Duration, Instant, Date, String or &'static str; Option<_> of one where there may be no value; Result<_, Refuse> where a row may be refused"
)]
pub trait Answer {
    /// Its name in a description.
    const KIND: &'static str;
    /// There may be no value.
    const NULLABLE: bool;
    /// The column while it is filled.
    type Store;

    /// Room for so many rows.
    fn room(rows: usize) -> Self::Store;

    /// Puts the answer into its row. Rows come in order.
    ///
    /// # Errors
    /// The row was refused.
    fn put(self, store: &mut Self::Store, row: usize) -> Result<(), Refuse>;

    /// The column, full.
    fn column(store: Self::Store) -> Column;
}

macro_rules! answers {
    ($($type:ty),+) => {$(
        impl Answer for $type {
            const KIND: &'static str = <Self as Plain>::KIND;
            const NULLABLE: bool = false;
            type Store = <Self as Plain>::Store;

            #[inline(always)]
            fn room(rows: usize) -> Self::Store {
                <Self as Plain>::room(rows)
            }

            #[inline(always)]
            fn put(self, store: &mut Self::Store, row: usize) -> Result<(), Refuse> {
                Plain::set(self, store, row);
                Ok(())
            }

            fn column(store: Self::Store) -> Column {
                Column { data: <Self as Plain>::done(store), valid: None }
            }
        }
    )+};
}

answers!(bool, i64, f64, super::Duration, super::Instant, super::Date, String, &'static str);

/// A column in which some rows have no value.
pub struct Holes<S> {
    store: S,
    valid: Vec<u8>,
    any: bool,
}

impl<T: Plain> Answer for Option<T> {
    const KIND: &'static str = T::KIND;
    const NULLABLE: bool = true;
    type Store = Holes<T::Store>;

    #[inline(always)]
    fn room(rows: usize) -> Self::Store {
        Holes { store: T::room(rows), valid: vec![0; rows.div_ceil(8)], any: false }
    }

    #[inline(always)]
    fn put(self, store: &mut Self::Store, row: usize) -> Result<(), Refuse> {
        match self {
            Some(value) => {
                value.set(&mut store.store, row);
                store.valid[row / 8] |= 1 << (row % 8);
            }
            None => store.any = true,
        }
        Ok(())
    }

    fn column(store: Self::Store) -> Column {
        let mut data = T::done(store.store);
        // Codes of rows without a value must still point at a word.
        if let Data::Texts(texts) = &mut data
            && texts.dict.is_empty()
            && !texts.codes.is_empty()
        {
            texts.dict.push(String::new());
        }
        Column { data, valid: store.any.then_some(store.valid) }
    }
}

impl<A: Answer> Answer for Result<A, Refuse> {
    const KIND: &'static str = A::KIND;
    const NULLABLE: bool = A::NULLABLE;
    type Store = A::Store;

    fn room(rows: usize) -> Self::Store {
        A::room(rows)
    }

    #[inline(always)]
    fn put(self, store: &mut Self::Store, row: usize) -> Result<(), Refuse> {
        self?.put(store, row)
    }

    fn column(store: Self::Store) -> Column {
        A::column(store)
    }
}
