//! What is written, before anything is resolved: steps, pairs, and the names of the results.

use etalon_grammar::ast::{Action, ClauseKind, Item, Name, Span, Stage};

/// Results of the whole, in this order after those of steps and pairs.
pub(super) const WHOLE: [&str; 7] = ["exact", "in_order", "missing", "late", "out_of_order", "extra", "repeated"];

/// Results of each step besides whether it was done.
pub(super) const OF_A_STEP: [&str; 3] = ["late", "at", "times"];

/// More are refused: the steps of one event are kept as the bits of one number.
pub(super) const MOST: usize = 60;

/// The steps with the index of their stage, in the order of the text.
pub(super) fn actions(item: &Item) -> Vec<(&Action, Option<usize>)> {
    let mut all = Vec::new();
    let mut stage = 0;
    for clause in &item.clauses {
        match &clause.kind {
            ClauseKind::Action(action) => all.push((action, None)),
            ClauseKind::Stage(found) => {
                all.extend(found.steps.iter().map(|action| (action, Some(stage))));
                stage += 1;
            }
            _ => {}
        }
    }
    all
}

/// The stages, in the order of the text.
pub(super) fn stages(item: &Item) -> impl Iterator<Item = &Stage> {
    item.clauses.iter().filter_map(|c| if let ClauseKind::Stage(stage) = &c.kind { Some(stage) } else { None })
}

/// What must come before what: the two names, and where that stands.
pub(super) fn pairs(item: &Item) -> Vec<(&Name, &Name, Span)> {
    let mut all = Vec::new();
    for clause in &item.clauses {
        let both = |a: &Name, b: &Name| Span { end: b.span.end, ..a.span };
        match &clause.kind {
            ClauseKind::Order(pairs) => all.extend(pairs.iter().map(|(a, b)| (a, b, both(a, b)))),
            ClauseKind::Sequence(row) => {
                all.extend(row.windows(2).map(|two| (&two[0], &two[1], both(&two[0], &two[1]))))
            }
            _ => {}
        }
    }
    all
}

/// The names of all results, in the order in which they are made.
pub(crate) fn results(item: &Item) -> Vec<String> {
    let whole = &item.name.text;
    let mut names = Vec::new();
    for (action, _) in actions(item) {
        names.push(format!("{whole}.{}", action.name.text));
        names.extend(OF_A_STEP.iter().map(|what| format!("{whole}.{}.{what}", action.name.text)));
    }
    names.extend(pairs(item).iter().map(|(a, b, _)| format!("{whole}.{}_before_{}", a.text, b.text)));
    names.extend(WHOLE.iter().map(|what| format!("{whole}.{what}")));
    names
}
