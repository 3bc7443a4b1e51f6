//! What an `expect` says, part by part.

use crate::check::context::Context;
use crate::check::messages;
use etalon_grammar::ast::{Expect, ExpectPart, Expr, Name, Period, Span, Text};

/// The parts of an `expect`.
#[derive(Default)]
pub(super) struct Said<'a> {
    pub outcomes: Vec<&'a Name>,
    pub for_whom: Option<&'a Expr>,
    pub of: Option<(&'a Name, Option<&'a Expr>)>,
    pub period: Option<&'a Name>,
    pub each: Option<&'a Period>,
    pub is: Option<&'a Expr>,
    pub shown: Option<&'a Text>,
    pub n: Option<&'a Expr>,
    pub causes: Vec<(&'a Name, &'a Expr)>,
    pub by: Vec<&'a Name>,
    pub at: Option<&'a Expr>,
    pub due: Option<&'a Expr>,
    pub score: Option<&'a Expr>,
    pub band: Option<&'a Name>,
    pub verdict: Option<&'a Name>,
    pub grade: Option<&'a Expr>,
    /// Every part's keyword and place, in the order of the text.
    pub words: Vec<(&'static str, Span)>,
}

/// Takes an `expect` apart; what is said twice is reported.
pub(super) fn said<'a>(ctx: &mut Context, expect: &'a Expect) -> Said<'a> {
    let mut said = Said::default();
    for part in &expect.parts {
        let (word, span) = place(part);
        let first = said.words.iter().find(|(other, _)| *other == word).map(|(_, first)| *first);
        if let Some(first) = first
            && !matches!(word, "outcome" | "cause" | "by")
        {
            ctx.report(messages::clause_twice(word, span, first));
        }
        said.words.push((word, span));
        match part {
            ExpectPart::Outcome(name) => said.outcomes.push(name),
            ExpectPart::For(e) => said.for_whom = Some(e),
            ExpectPart::Of(name, e) => said.of = Some((name, e.as_ref())),
            ExpectPart::In(name) => said.period = Some(name),
            ExpectPart::Each(period) => said.each = Some(period),
            ExpectPart::Is(e) => said.is = Some(e),
            ExpectPart::Shown(text) => said.shown = Some(text),
            ExpectPart::Count(e) => said.n = Some(e),
            ExpectPart::Cause { party, share } => said.causes.push((party, share)),
            ExpectPart::By(name) => said.by.push(name),
            ExpectPart::At(e) => said.at = Some(e),
            ExpectPart::Due(e) => said.due = Some(e),
            ExpectPart::Score(e) => said.score = Some(e),
            ExpectPart::Band(name) => said.band = Some(name),
            ExpectPart::Verdict(name) => said.verdict = Some(name),
            ExpectPart::Grade(e) => said.grade = Some(e),
        }
    }
    said
}

fn place(part: &ExpectPart) -> (&'static str, Span) {
    match part {
        ExpectPart::Outcome(name) => ("outcome", name.span),
        ExpectPart::For(e) => ("for", e.span),
        ExpectPart::Of(name, _) => ("of", name.span),
        ExpectPart::In(name) => ("in", name.span),
        ExpectPart::Each(period) => ("each", period.span),
        ExpectPart::Is(e) => ("=", e.span),
        ExpectPart::Shown(text) => ("shown", text.span),
        ExpectPart::Count(e) => ("n", e.span),
        ExpectPart::Cause { party, .. } => ("cause", party.span),
        ExpectPart::By(name) => ("by", name.span),
        ExpectPart::At(e) => ("at", e.span),
        ExpectPart::Due(e) => ("due", e.span),
        ExpectPart::Score(e) => ("score", e.span),
        ExpectPart::Band(name) => ("band", name.span),
        ExpectPart::Verdict(name) => ("verdict", name.span),
        ExpectPart::Grade(e) => ("grade", e.span),
    }
}
