//! What is said of a value: wider, narrower, or another thing.

use crate::TermText;

/// How a term differs from what it was.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Differs {
    /// It is another thing: kind or unit.
    pub other: Option<String>,
    /// It allows what it did not.
    pub wider: Option<String>,
    /// It no longer allows what it did.
    pub narrower: Option<String>,
}

pub(super) fn differs(before: &TermText, now: &TermText) -> Differs {
    let mut differs = Differs::default();
    if before.kind != now.kind {
        differs.other = Some(format!("is of the kind {} and was {}", now.kind, before.kind));
        return differs;
    }
    if before.unit != now.unit {
        let unit = |term: &TermText| term.unit.clone().unwrap_or_else(|| "nothing".to_owned());
        differs.other = Some(format!("is measured in {} and was in {}", unit(now), unit(before)));
    }
    if before.range != now.range {
        let (least, most) = before.range.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        let (now_least, now_most) = now.range.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        if now_least < least || now_most > most {
            differs.wider = Some(range(now));
        }
        if now_least > least || now_most < most {
            differs.narrower = Some(range(now));
        }
    }
    if before.choices != now.choices {
        let missing = |from: &[String], of: &[String]| -> Vec<String> {
            if of.is_empty() { Vec::new() } else { from.iter().filter(|one| !of.contains(one)).cloned().collect() }
        };
        let added = missing(&now.choices, &before.choices);
        let gone = missing(&before.choices, &now.choices);
        if !added.is_empty() || now.choices.is_empty() {
            let what = if added.is_empty() { "any text".to_owned() } else { added.join(", ") };
            differs.wider = Some(format!("may also be {what}"));
        }
        if !gone.is_empty() || before.choices.is_empty() {
            let what = if gone.is_empty() { "any text".to_owned() } else { gone.join(", ") };
            differs.narrower = Some(format!("can no longer be {what}"));
        }
    }
    differs
}

fn range(term: &TermText) -> String {
    term.range
        .map_or_else(|| "has no range any more".to_owned(), |(least, most)| format!("ranges from {least} to {most}"))
}
