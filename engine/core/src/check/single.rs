//! Clauses that stand once in a declaration.

use super::context::Context;
use super::messages;
use etalon_grammar::ast::{ClauseKind, Item, Span};

/// The only clause that `pick` takes; a second one is reported as `clause-twice`.
pub(crate) fn single<'a, T>(
    ctx: &mut Context,
    item: &'a Item,
    word: &str,
    pick: impl Fn(&'a ClauseKind) -> Option<T>,
) -> Option<(T, Span)> {
    let mut found: Option<(T, Span)> = None;
    for clause in &item.clauses {
        let Some(value) = pick(&clause.kind) else { continue };
        match &found {
            None => found = Some((value, clause.span)),
            Some((_, first)) => ctx.report(messages::clause_twice(word, clause.span, *first)),
        }
    }
    found
}

/// The same for a clause that must be there: `missing-clause` says why and how. Silent where the declaration could only
/// be read in part.
pub(crate) fn needed<'a, T>(
    ctx: &mut Context,
    item: &'a Item,
    word: &str,
    why_and_example: (&str, &str),
    pick: impl Fn(&'a ClauseKind) -> Option<T>,
) -> Option<(T, Span)> {
    let found = single(ctx, item, word, pick);
    if found.is_none() && !ctx.partly_read(item.span) {
        ctx.report(messages::missing_clause(item, word, why_and_example.0, why_and_example.1));
    }
    found
}
