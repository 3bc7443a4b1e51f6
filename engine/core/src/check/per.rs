//! For whom a figure is made.

use super::context::Context;
use super::single::single;
use super::{messages, subjects};
use crate::standard::{Expr, Per, SubjectKind, Type, UnitId};
use etalon_grammar::ast::{self, ClauseKind, Item, Kind};

/// `per organization, team, agent = resolved_by`; the organization if nothing is said. With it, whether all of it is sound.
pub(crate) fn per(ctx: &mut Context, unit: UnitId, item: &Item) -> (Vec<Per>, bool) {
    let Some((written, _)) = single(ctx, item, "per", |c| match c {
        ClauseKind::Per(list) => Some(list),
        _ => None,
    }) else {
        return (vec![Per { name: "organization".into(), subject: SubjectKind::Organization }], true);
    };
    let mut list: Vec<Per> = Vec::new();
    let mut sound = true;
    for one in written {
        if list.iter().any(|per| per.name == one.name.text) {
            ctx.report(messages::listed_twice(&one.name, "kind of subject"));
            continue;
        }
        match subject(ctx, unit, one) {
            Some(subject) => list.push(Per { name: one.name.text.clone(), subject }),
            None => sound = false,
        }
    }
    (list, sound)
}

fn subject(ctx: &mut Context, unit: UnitId, one: &ast::PerItem) -> Option<SubjectKind> {
    let name = &one.name;
    let entity = ctx.peek(Kind::Entity, &name.text).map(UnitId);
    if let Some(path) = &one.path {
        let value = ctx.value(Some(unit), path, None)?;
        return match entity {
            Some(entity) if value.ty == Type::Ref(entity) => Some(SubjectKind::Entity(entity, value)),
            Some(_) => {
                let problem = messages::wrong_way(path.span, &name.text, &ctx.type_words(&value.ty));
                ctx.report(problem);
                None
            }
            None => group(ctx, name, value),
        };
    }
    let field = ctx.standard.units[unit.index()].fields.iter().any(|f| f.name == name.text);
    if let Some(entity) = entity {
        let what = format!("whose figure it is, {} by {}", name.text, name.text);
        return subjects::way_to(ctx, unit, entity, name.span, &what).map(|path| SubjectKind::Entity(entity, path));
    }
    if field {
        let path = ast::Expr { kind: Box::new(ast::ExprKind::Path(vec![name.clone()])), span: name.span };
        let value = ctx.value(Some(unit), &path, None)?;
        return group(ctx, name, value);
    }
    if name.text == "organization" {
        return Some(SubjectKind::Organization);
    }
    if !ctx.is_declared(Kind::Entity, &name.text) {
        let known = ctx.names_of(&[Kind::Entity]);
        let fields = ctx.standard.units[unit.index()].fields.iter().filter(|f| groups(&f.ty)).map(|f| f.name.as_str());
        let mut words: Vec<&str> = Vec::new();
        for word in std::iter::once("organization").chain(known).chain(fields) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let problem = messages::unknown_subject(name, subjects::name(ctx, unit), &words);
        ctx.report(problem);
    }
    None
}

/// Values that make groups: not instants or amounts, of which hardly two are alike.
fn group(ctx: &mut Context, name: &ast::Name, value: Expr) -> Option<SubjectKind> {
    if !groups(&value.ty) {
        let problem = messages::unfit_group(name, &ctx.type_words(&value.ty), value.ty == Type::Instant);
        ctx.report(problem);
        return None;
    }
    Some(SubjectKind::Value(value))
}

const fn groups(ty: &Type) -> bool {
    !matches!(ty, Type::Instant | Type::Duration | Type::Decimal | Type::Exact | Type::Share)
}
