//! Columns and failures from the contract's types to ours.

use super::bindings::shared::{connector_types as theirs, types};
use crate::{Batch, Column, Data, Failure, FailureKind};
use std::time::Duration;

/// The longest that anyone may ask us to wait.
const WEEK: Duration = Duration::from_secs(7 * 86_400);

pub(super) fn batch(batch: types::Batch) -> Batch {
    Batch { rows: batch.rows, columns: batch.columns.into_iter().map(column).collect() }
}

fn column(column: types::Column) -> Column {
    let data = match column.data {
        types::Data::Booleans(v) => Data::Booleans(v),
        types::Data::Ints(v) => Data::Ints(v),
        types::Data::Numbers(v) => Data::Numbers(v),
        types::Data::Texts(v) => Data::Texts { codes: v.codes, words: v.dict },
    };
    Column { data, valid: column.valid }
}

/// Microseconds; less than nothing is nothing.
pub(super) fn duration(micros: i64) -> Duration {
    Duration::from_micros(u64::try_from(micros).unwrap_or(0)).min(WEEK)
}

pub(super) fn failure(failure: theirs::Failure) -> Failure {
    let kind = match failure.kind {
        theirs::FailureKind::Again => FailureKind::Again,
        theirs::FailureKind::Denied => FailureKind::Denied,
        theirs::FailureKind::Settings => FailureKind::Settings,
        theirs::FailureKind::Never => FailureKind::Never,
        theirs::FailureKind::CursorLost => FailureKind::CursorLost,
    };
    Failure { kind, after: failure.after.map(duration), code: failure.code, text: failure.text }
}
