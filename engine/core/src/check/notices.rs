//! Who is bound by a standard, and from when.

use super::amounts::filter;
use super::context::Context;
use super::layers::{LayeredItem, of};
use super::single::{needed, single};
use super::versions::plain;
use super::{messages, subjects};
use crate::standard::{Notice, Shown, Type, UnitId};
use crate::value::Value;
use etalon_grammar::ast::{self, ClauseKind, Head, Item, Kind};

/// Who is bound, and from when.
pub(crate) fn notices(ctx: &mut Context, items: &[LayeredItem]) {
    for item in of(items, Kind::Notice) {
        if let Some(notice) = notice(ctx, item) {
            ctx.standard.notices.push(notice);
            ctx.declare(Kind::Notice, &item.name.text, ctx.standard.notices.len() - 1);
        }
    }
}

fn notice(ctx: &mut Context, item: &Item) -> Option<Notice> {
    let label = ctx.label(item);
    let why = ("Nobody could say since when somebody knows.", "given by letter");
    let given =
        needed(ctx, item, "given", why, |c| if let ClauseKind::GivenBy(shown) = c { Some(shown) } else { None });
    let acknowledged = single(ctx, item, "acknowledged", |c| match c {
        ClauseKind::Acknowledged(shown) => Some(shown),
        _ => None,
    });
    let why = ("Who never acknowledges would never be bound.", "binds after 10 working days");
    let after = needed(ctx, item, "binds", why, |c| if let ClauseKind::Binds(due) = c { Some(due) } else { None });
    let from = single(ctx, item, "from", |c| if let ClauseKind::From(date) = c { Some(date) } else { None });
    let from = match from {
        None => None,
        Some((date, _)) => match ctx.constant(date, &Type::Date)? {
            Value::Date(day) => Some(day),
            _ => None,
        },
    };
    let covers = single(ctx, item, "covers", |c| if let ClauseKind::Covers(names) = c { Some(names) } else { None });
    let covers = match covers {
        None => None,
        Some((names, _)) => {
            let found: Vec<_> = names.iter().map(|path| ctx.judged_by(path)).collect();
            Some(found.into_iter().collect::<Option<Vec<_>>>()?.concat())
        }
    };
    let after = after.and_then(|(due, _)| ctx.due(due));
    let Head::For(name) = &item.head else { return None };
    let Some(subject) = subjects::of_rule(ctx, "notice", name)? else {
        ctx.report(messages::notice_of_organization(name.span));
        return None;
    };
    let (name, number) = item.name.text.split_once('@').unwrap_or((&item.name.text, ""));
    let before = ctx.standard.notices.iter().rfind(|n| plain(&n.label.name) == name && !number.is_empty());
    if let Some(place) = before.filter(|before| before.subject != subject).map(|before| before.label.name_span) {
        let d = messages::same_in_all_versions(item.name.span, &format!("whom the notice `{name}` is for"), number);
        ctx.report(d.label(place, "said here"));
    }
    let given = given.and_then(|(shown, _)| of_somebody(ctx, shown, subject));
    let acknowledged = match acknowledged {
        None => None,
        Some((shown, _)) => Some(of_somebody(ctx, shown, subject)?),
    };
    Some(Notice { label, subject, given: given?, acknowledged, after: after?, from, covers })
}

/// An event that is about somebody.
fn of_somebody(ctx: &mut Context, shown: &ast::Shown, subject: UnitId) -> Option<Shown> {
    let (unit, condition) = subjects::happening(ctx, &shown.unit, "asks what happened")?;
    let filter = filter(ctx, unit, condition, shown.filter.as_ref())?;
    let about = subjects::way_to(ctx, unit, subject, shown.unit.span, "who was told")?;
    Some(Shown { unit, filter, about })
}
