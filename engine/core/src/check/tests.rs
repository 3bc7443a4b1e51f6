//! The consultant's own tests: example events and what must follow.

mod expect;
mod figure;
mod given;
mod moment;
mod period;
mod said;
mod subject;

use super::context::Context;
use super::layers::{self, LayeredItem};
use super::messages;
use super::single::single;
use super::typing::bounds::order;
use crate::standard::{ParamId, Test};
use crate::value::Value;
use etalon_grammar::ast::{self, ClauseKind, Item, Kind, Name};
use std::cmp::Ordering;

/// The consultant's own tests.
pub(crate) fn tests(ctx: &mut Context, items: &[LayeredItem]) {
    for item in layers::of(items, Kind::Test) {
        let test = test(ctx, items, item);
        ctx.standard.tests.push(test);
    }
}

fn test(ctx: &mut Context, items: &[LayeredItem], item: &Item) -> Test {
    let as_of = single(ctx, item, "as of", |c| match c {
        ClauseKind::AsOf(e) => Some(e),
        _ => None,
    });
    let mut test = Test {
        name: item.name.text.clone(),
        span: item.span,
        sets: Vec::new(),
        set_spans: Vec::new(),
        given: Vec::new(),
        as_of: as_of.and_then(|(e, _)| moment::as_of(ctx, e)),
        expects: Vec::new(),
    };
    for clause in &item.clauses {
        match &clause.kind {
            ClauseKind::Set { param, value: written } => {
                if let Some((id, value)) = set(ctx, param, written) {
                    if test.sets.iter().any(|(other, _)| *other == id) {
                        ctx.report(messages::listed_twice(param, "param"));
                    }
                    test.sets.push((id, value));
                    test.set_spans.push(written.span);
                }
            }
            ClauseKind::Given(written) => test.given.extend(given::given(ctx, written, clause.span)),
            ClauseKind::Expect(written) => test.expects.extend(expect::expect(ctx, items, written, clause.span)),
            _ => {}
        }
    }
    let expects = item.clauses.iter().any(|c| matches!(c.kind, ClauseKind::Expect(_)));
    if !expects && !ctx.partly_read(item.span) {
        let why = "A test that expects nothing can never fail, so it shows nothing.";
        ctx.report(messages::missing_clause(item, "expect", why, "expect quick_answer met for \"c1\""));
    }
    test
}

fn set(ctx: &mut Context, name: &Name, e: &ast::Expr) -> Option<(ParamId, Value)> {
    let id = ctx.param(name)?;
    let param = ctx.standard.params[id.index()].clone();
    let value = ctx.constant(e, &param.ty)?;
    if let Some((least, greatest)) = &param.bounds
        && (order(&value, least) == Some(Ordering::Less) || order(&value, greatest) == Some(Ordering::Greater))
    {
        ctx.report(messages::set_outside(e.span, name, least, greatest));
        return None;
    }
    Some((id, value))
}
