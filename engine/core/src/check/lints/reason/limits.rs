//! What the reasoner did not decide: where it gave up, and what it only takes as it stands.

use super::places::Place;
use super::space::Space;
use super::walk::walk;
use crate::standard::{Ask, Expr, ExprKind, Function};
use etalon_grammar::ast::Span;
use std::ops::ControlFlow;

/// Why something was not decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// A condition that may come true in too many different ways.
    ManyWays,
    /// Tables and choices in one another, too deep.
    Deep,
    /// Rules that share their things out in too many pieces.
    ManyCases,
    /// Rules that look alike, too many to hold each against each.
    ManyRules,
    /// A pattern: which texts fit it is not worked out.
    Pattern,
    /// Others that are looked at: how many there can be is not known.
    Look,
    /// A value that is calculated: it is only known to be equal to itself.
    Calculated,
}

impl Limit {
    /// Whether the reasoner gave up; else a part was taken as it stands, and all around it was decided.
    #[must_use]
    pub const fn gave_up(self) -> bool {
        matches!(self, Self::ManyWays | Self::Deep | Self::ManyCases | Self::ManyRules)
    }

    /// What it means for who relies on the check.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::ManyWays => {
                "may come true in more than 64 different ways: whether it can ever hold, always holds, or is covered by another rule, was not decided"
            }
            Self::Deep => {
                "has tables or choices in one another, more than 12 deep: whether it can ever hold, or always holds, was not decided"
            }
            Self::ManyCases => {
                "and the rules it shares its cases with leave more than 64 pieces: whether they cover all cases was not decided"
            }
            Self::ManyRules => {
                "and those after it look so much alike that not each was held against each: some may be covered unseen"
            }
            Self::Pattern => "is a pattern: which texts fit it is not worked out",
            Self::Look => "looks at others: how many there can be is not worked out",
            Self::Calculated => "is calculated: what can come out is not worked out",
        }
    }
}

impl Space<'_> {
    /// Notes that something was not decided. What params might be is another question: nobody asked it.
    pub fn give_up(&mut self, span: Span, limit: Limit) {
        if !self.open_params && !self.undecided.contains(&(span, limit)) {
            self.undecided.push((span, limit));
        }
    }

    /// Notes the parts of the rules that are taken as they stand.
    pub fn note_what_is_taken_whole(&mut self, places: &[Place<'_>]) {
        let mut found = Vec::new();
        for place in places {
            walk(place.expr, &place.scopes, &mut |e, _| {
                found.extend(taken_whole(e).map(|limit| (e.span, limit)));
                ControlFlow::Continue(())
            });
        }
        found.sort_unstable_by_key(|(span, limit)| (span.file, span.start, span.end, *limit));
        found.dedup();
        self.undecided.append(&mut found);
    }
}

fn taken_whole(expr: &Expr) -> Option<Limit> {
    match &expr.kind {
        ExprKind::Matches(..) => Some(Limit::Pattern),
        ExprKind::Others(others) if !matches!(others.ask, Ask::Aggregate(..) | Ask::Window(_)) => Some(Limit::Look),
        ExprKind::Others(_) | ExprKind::Join(_) | ExprKind::Plugin(_) => Some(Limit::Calculated),
        ExprKind::Call(function, _) if *function != Function::FirstOf => Some(Limit::Calculated),
        ExprKind::Arithmetic(..) if super::any(expr, |e| matches!(e.kind, ExprKind::Field { .. })) => {
            Some(Limit::Calculated)
        }
        _ => None,
    }
}
