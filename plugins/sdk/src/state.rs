//! States as bytes.

use std::collections::{BTreeMap, VecDeque};

/// A state that can be written down, to go on from later or elsewhere. `#[derive(State)]` writes a struct field by field, in order:
/// a field that is added later makes states of before unreadable, and they are then rebuilt from the events.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written down as the state of a window",
    note = "write #[derive(State)] over the struct; fields may be bool, numbers, String, Duration, Instant, Date, Option, Vec, VecDeque, BTreeMap, tuples and arrays of those"
)]
pub trait State: Sized {
    /// Writes itself behind what is there.
    fn save(&self, out: &mut Vec<u8>);

    /// Reads itself and moves on behind it; nothing if the bytes are no such state.
    fn load(from: &mut &[u8]) -> Option<Self>;
}

macro_rules! fixed {
    ($($type:ty),+) => {$(
        impl State for $type {
            fn save(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn load(from: &mut &[u8]) -> Option<Self> {
                let (bytes, rest) = from.split_first_chunk()?;
                *from = rest;
                Some(Self::from_le_bytes(*bytes))
            }
        }
    )+};
}

fixed!(u8, u16, u32, u64, i8, i16, i32, i64, i128, u128, f32, f64);

macro_rules! moment {
    ($($type:ty, $from:ident, $to:ident);+) => {$(
        impl State for $type {
            fn save(&self, out: &mut Vec<u8>) {
                self.$to().save(out);
            }

            fn load(from: &mut &[u8]) -> Option<Self> {
                i64::load(from).map(<$type>::$from)
            }
        }
    )+};
}

moment!(crate::Duration, from_micros, micros; crate::Instant, from_micros, micros; crate::Date, from_days, days);

impl State for bool {
    fn save(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn load(from: &mut &[u8]) -> Option<Self> {
        match u8::load(from)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl State for usize {
    fn save(&self, out: &mut Vec<u8>) {
        (*self as u64).save(out);
    }

    fn load(from: &mut &[u8]) -> Option<Self> {
        Self::try_from(u64::load(from)?).ok()
    }
}

impl State for String {
    fn save(&self, out: &mut Vec<u8>) {
        self.len().save(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn load(from: &mut &[u8]) -> Option<Self> {
        let length = usize::load(from)?;
        let (text, rest) = from.split_at_checked(length)?;
        *from = rest;
        Self::from_utf8(text.to_vec()).ok()
    }
}

impl<T: State> State for Option<T> {
    fn save(&self, out: &mut Vec<u8>) {
        self.is_some().save(out);
        if let Some(value) = self {
            value.save(out);
        }
    }

    fn load(from: &mut &[u8]) -> Option<Self> {
        if bool::load(from)? { T::load(from).map(Some) } else { Some(None) }
    }
}

macro_rules! many {
    ($($type:ident),+) => {$(
        impl<T: State> State for $type<T> {
            fn save(&self, out: &mut Vec<u8>) {
                self.len().save(out);
                for item in self {
                    item.save(out);
                }
            }

            fn load(from: &mut &[u8]) -> Option<Self> {
                // The length may lie: nothing is set aside for it.
                (0..usize::load(from)?).map(|_| T::load(from)).collect()
            }
        }
    )+};
}

many!(Vec, VecDeque);

impl<K: State + Ord, V: State> State for BTreeMap<K, V> {
    fn save(&self, out: &mut Vec<u8>) {
        self.len().save(out);
        for (key, value) in self {
            key.save(out);
            value.save(out);
        }
    }

    fn load(from: &mut &[u8]) -> Option<Self> {
        (0..usize::load(from)?).map(|_| Some((K::load(from)?, V::load(from)?))).collect()
    }
}

impl<T: State, const N: usize> State for [T; N] {
    fn save(&self, out: &mut Vec<u8>) {
        for item in self {
            item.save(out);
        }
    }

    fn load(from: &mut &[u8]) -> Option<Self> {
        (0..N).map(|_| T::load(from)).collect::<Option<Vec<T>>>()?.try_into().ok()
    }
}

macro_rules! tuple {
    ($($name:ident $at:tt),+) => {
        impl<$($name: State),+> State for ($($name,)+) {
            fn save(&self, out: &mut Vec<u8>) {
                $(self.$at.save(out);)+
            }

            fn load(from: &mut &[u8]) -> Option<Self> {
                Some(($($name::load(from)?,)+))
            }
        }
    };
}

tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
