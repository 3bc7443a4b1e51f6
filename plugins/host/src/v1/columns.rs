//! Columns in the words of track 1.

use super::bindings::etalon::plugin::types::{ColumnParam, ColumnResult, DataParam, DataResult, Fault, TextDataParam};
use crate::failure::{Failure, shown};
use crate::outgoing::{Sent, SentData};
use crate::track::{Answer, AnswerData};

/// As the plugin takes them.
pub(super) fn taken<'a>(sent: &'a Sent<'_>) -> Vec<ColumnParam<'a>> {
    let one = |data: &'a SentData<'_>| match data {
        SentData::Flags(v) => DataParam::Booleans(v),
        SentData::Ints(v) => DataParam::Ints(v),
        SentData::Numbers(v) => DataParam::Numbers(v),
        SentData::Texts { codes, dict } => DataParam::Texts(TextDataParam { codes, dict }),
    };
    sent.columns.iter().map(|column| ColumnParam { data: one(&column.data), valid: column.valid.as_deref() }).collect()
}

/// As the plugin gave it.
pub(super) fn given(column: ColumnResult) -> Answer {
    let data = match column.data {
        DataResult::Booleans(v) => AnswerData::Flags(v),
        DataResult::Ints(v) => AnswerData::Ints(v),
        DataResult::Numbers(v) => AnswerData::Numbers(v),
        DataResult::Texts(texts) => AnswerData::Texts { codes: texts.codes, dict: texts.dict },
    };
    Answer { data, valid: column.valid }
}

/// It says itself why not.
pub(super) fn refused(fault: &Fault) -> Failure {
    let (text, code) = (shown(&fault.text), shown(&fault.code));
    let words = match (text.as_str(), code.as_str()) {
        ("", "") => "gave no answer and no reason".to_owned(),
        ("", code) => format!("gave no answer: {code}"),
        (text, "") => format!("gave no answer: {text}"),
        (text, code) => format!("gave no answer: {text} ({code})"),
    };
    Failure::Refused(words, fault.row)
}
