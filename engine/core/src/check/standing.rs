//! In which rule a problem stands, and what the business loses until it is mended.

use super::layers::LayeredItem;
use super::messages::kind_word;
use super::versions::plain;
use super::{Limit, Undecided};
use crate::{Diagnostic, Severity};
use etalon_grammar::ast::{ClauseKind, Item, Kind, Span};

/// Names the rule of each problem; an error that does not say why it matters gets the consequence for its rule.
pub(super) fn stand(diagnostics: &mut [Diagnostic], items: &[LayeredItem]) {
    let items = in_order(items);
    for one in diagnostics {
        let Some(place) = one.labels.first().map(|label| label.span) else { continue };
        let Some(item) = holds(&items, place) else { continue };
        let Some(rule) = named(item) else { continue };
        one.rule_told = one.message.contains(&format!("`{}`", said(item)));
        one.rule = Some(rule);
        if one.reason.is_none() && one.severity == Severity::Error {
            one.reason = consequence(item);
        }
    }
}

/// Names the rule of each place that was not decided.
pub(super) fn undecided(places: Vec<(Span, Limit)>, items: &[LayeredItem]) -> Vec<Undecided> {
    let items = in_order(items);
    let one = |(span, limit)| Undecided { span, rule: holds(&items, span).and_then(named), limit };
    places.into_iter().map(one).collect()
}

/// By place.
fn in_order(items: &[LayeredItem]) -> Vec<&Item> {
    let mut items: Vec<&Item> = items.iter().map(|layered| &layered.item).collect();
    items.sort_by_key(|item| (item.span.file, item.span.start));
    items
}

/// The declaration that holds a place. They do not overlap: only the last that begins before it may.
fn holds<'i>(items: &[&'i Item], place: Span) -> Option<&'i Item> {
    let before = items.partition_point(|item| (item.span.file, item.span.start) <= (place.file, place.start));
    let last = items.get(before.checked_sub(1)?).copied()?;
    (last.span.file == place.file && place.start < last.span.end).then_some(last)
}

/// Its name as it is written: a version adds nothing to it there.
fn said(item: &Item) -> &str {
    if item.kind == Kind::Test { &item.name.text } else { plain(&item.name.text) }
}

/// Its word and name, where what it says is a rule.
fn named(item: &Item) -> Option<String> {
    let (word, name) = (kind_word(item.kind), said(item));
    match item.kind {
        Kind::Use | Kind::Standard => None,
        Kind::Test => Some(format!("{word} \"{name}\"")),
        _ => Some(format!("{word} `{name}`")),
    }
}

fn consequence(item: &Item) -> Option<String> {
    let name = said(item);
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
        Kind::Steps => format!("the steps `{name}` cannot be judged"),
        Kind::Mitigation => format!("`{name}` cannot move a cause away from anybody"),
        Kind::Duty => format!("nobody can owe `{name}`"),
        Kind::Notice => format!("`{name}` cannot bind anybody"),
        Kind::Metric => format!("the figure `{name}` cannot be made"),
        Kind::Ladder => format!("the ladder `{name}` cannot propose a step"),
        Kind::Recognition => format!("`{name}` cannot celebrate anybody"),
        Kind::Source => format!("nothing can be read from `{name}`"),
        Kind::Event | Kind::Entity | Kind::Case => format!("no rule can rely on `{name}`"),
        Kind::Calendar => format!("nothing can be counted on `{name}`"),
        Kind::Define | Kind::Param => format!("no rule can use `{name}`"),
        Kind::Test => "the test says nothing".to_owned(),
        Kind::Use | Kind::Standard | Kind::Principle => return None,
    };
    Some(format!("Until this is mended, {lost}."))
}
