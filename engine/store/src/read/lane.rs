//! The four physical forms of a column's values.

use super::memo::Memo;
use crate::kinds::Slot;
use etalon_core::value::{Ratio, Texts};

/// A value as its column keeps it.
pub(crate) trait Lane: Copy {
    /// What stands where there is no value.
    const NONE: Self;
    /// The value in a slot; texts get their code.
    fn of(slot: &Slot<'_>, texts: Option<&mut Texts>) -> Option<Self>;
    /// The memo of this form.
    fn memo(memos: &mut Memos) -> &mut Memo<Self>;
}

/// A memo of each form; a column uses one of them.
#[derive(Debug, Default)]
pub(crate) struct Memos {
    flags: Memo<bool>,
    ints: Memo<i64>,
    codes: Memo<u32>,
    ratios: Memo<Ratio>,
}

impl Lane for bool {
    const NONE: Self = false;

    fn of(slot: &Slot<'_>, _: Option<&mut Texts>) -> Option<Self> {
        if let Slot::Flag(flag) = slot { Some(*flag) } else { None }
    }

    fn memo(memos: &mut Memos) -> &mut Memo<Self> {
        &mut memos.flags
    }
}

impl Lane for i64 {
    const NONE: Self = 0;

    fn of(slot: &Slot<'_>, _: Option<&mut Texts>) -> Option<Self> {
        if let Slot::Int(int) = slot { Some(*int) } else { None }
    }

    fn memo(memos: &mut Memos) -> &mut Memo<Self> {
        &mut memos.ints
    }
}

impl Lane for u32 {
    const NONE: Self = 0;

    fn of(slot: &Slot<'_>, texts: Option<&mut Texts>) -> Option<Self> {
        match slot {
            Slot::Index(index) => Some(*index),
            Slot::Text(text) => texts.map(|t| t.code(text)),
            _ => None,
        }
    }

    fn memo(memos: &mut Memos) -> &mut Memo<Self> {
        &mut memos.codes
    }
}

impl Lane for Ratio {
    const NONE: Self = Self::ZERO;

    fn of(slot: &Slot<'_>, _: Option<&mut Texts>) -> Option<Self> {
        if let Slot::Ratio(ratio) = slot { Some(*ratio) } else { None }
    }

    fn memo(memos: &mut Memos) -> &mut Memo<Self> {
        &mut memos.ratios
    }
}
