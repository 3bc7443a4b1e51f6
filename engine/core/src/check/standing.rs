//! In which rule a problem stands, and what the business loses until it is mended.

use super::layers::LayeredItem;
use super::messages::kind_word;
use crate::{Diagnostic, Severity};
use etalon_grammar::ast::{ClauseKind, Item, Kind};

/// Names the rule of each problem; an error that does not say why it matters gets the consequence for its rule.
pub(super) fn stand(diagnostics: &mut [Diagnostic], items: &[LayeredItem]) {
    // Declarations do not overlap: the last that begins before a place is the only one that may hold it.
    let mut items: Vec<&Item> = items.iter().map(|layered| &layered.item).collect();
    items.sort_by_key(|item| (item.span.file, item.span.start));
    for one in diagnostics {
        let Some(place) = one.labels.first().map(|label| label.span) else { continue };
        let before = items.partition_point(|item| (item.span.file, item.span.start) <= (place.file, place.start));
        let holds = |item: &&&Item| item.span.file == place.file && place.start < item.span.end;
        let Some(item) = before.checked_sub(1).and_then(|last| items.get(last)).filter(holds) else { continue };
        if matches!(item.kind, Kind::Use | Kind::Standard) {
            continue;
        }
        let word = kind_word(item.kind);
        let name = &item.name.text;
        let told = one.message.contains(&format!("`{name}`"));
        one.rule =
            Some(if item.kind == Kind::Test { format!("{word} \"{name}\"") } else { format!("{word} `{name}`") });
        one.rule_told = told;
        if one.reason.is_none() && one.severity == Severity::Error {
            one.reason = consequence(item);
        }
    }
}

fn consequence(item: &Item) -> Option<String> {
    let name = &item.name.text;
    let judged = item.clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::For { unit, .. } => Some(unit.text.as_str()),
        _ => None,
    });
    let lost = match item.kind {
        Kind::Criterion => match judged {
            Some(unit) => format!("`{name}` cannot judge a single {unit}"),
            None => format!("`{name}` cannot judge anything"),
        },
        Kind::Form => format!("`{name}` cannot score an evaluation"),
        Kind::Mitigation => format!("`{name}` cannot move a cause away from anybody"),
        Kind::Metric => format!("the figure `{name}` cannot be made"),
        Kind::Ladder => format!("the ladder `{name}` cannot propose a step"),
        Kind::Recognition => format!("`{name}` cannot celebrate anybody"),
        Kind::Source => format!("nothing can be read from `{name}`"),
        Kind::Event | Kind::Entity | Kind::Case => format!("no rule can rely on `{name}`"),
        Kind::Define | Kind::Param => format!("no rule can use `{name}`"),
        Kind::Test => "the test says nothing".to_owned(),
        Kind::Use | Kind::Standard | Kind::Principle => return None,
    };
    Some(format!("Until this is mended, {lost}."))
}
