//! The kinds of values that there are.

use super::{Date, Duration, Instant};
use crate::bindings::etalon::plugin::types::{Data, TextData};
use std::collections::BTreeMap;

/// A value that can stand in a column of answers.
pub trait Plain: Sized {
    /// Its name in a description.
    const KIND: &'static str;
    /// The column while it is filled.
    type Store;

    /// Room for so many rows.
    fn room(rows: usize) -> Self::Store;

    /// Puts the value into its row. Rows come in order.
    fn set(self, store: &mut Self::Store, row: usize);

    /// The column, full.
    fn done(store: Self::Store) -> Data;
}

macro_rules! plain {
    ($type:ty, $kind:literal, $cell:ty, $data:ident, $value:ident => $to:expr) => {
        impl Plain for $type {
            const KIND: &'static str = $kind;
            type Store = Vec<$cell>;

            #[inline(always)]
            fn room(rows: usize) -> Vec<$cell> {
                vec![<$cell>::default(); rows]
            }

            #[inline(always)]
            fn set(self, store: &mut Vec<$cell>, row: usize) {
                let $value = self;
                store[row] = $to;
            }

            fn done(store: Vec<$cell>) -> Data {
                Data::$data(store)
            }
        }
    };
}

plain!(bool, "yes/no", u8, Booleans, v => u8::from(v));
plain!(i64, "whole", i64, Ints, v => v);
plain!(f64, "number", f64, Numbers, v => v);
plain!(Duration, "duration", i64, Ints, v => v.micros());
plain!(Instant, "instant", i64, Ints, v => v.micros());
plain!(Date, "date", i64, Ints, v => v.days());

/// Texts, each different one once.
pub struct Text {
    codes: Vec<u32>,
    known: BTreeMap<String, u32>,
}

impl Text {
    fn room(rows: usize) -> Self {
        Self { codes: vec![0; rows], known: BTreeMap::new() }
    }

    fn set(&mut self, row: usize, text: &str) {
        let next = self.known.len() as u32;
        self.codes[row] = match self.known.get(text) {
            Some(code) => *code,
            None => {
                self.known.insert(text.into(), next);
                next
            }
        };
    }

    fn done(self) -> Data {
        let mut dict = vec![String::new(); self.known.len()];
        for (text, code) in self.known {
            dict[code as usize] = text;
        }
        Data::Texts(TextData { codes: self.codes, dict })
    }
}

macro_rules! text {
    ($type:ty) => {
        impl Plain for $type {
            const KIND: &'static str = "text";
            type Store = Text;

            fn room(rows: usize) -> Text {
                Text::room(rows)
            }

            fn set(self, store: &mut Text, row: usize) {
                store.set(row, &self);
            }

            fn done(store: Text) -> Data {
                store.done()
            }
        }
    };
}

text!(String);
text!(&'static str);
