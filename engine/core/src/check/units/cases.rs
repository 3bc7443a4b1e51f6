//! Cases: events that belong together, and the facts computed over them.

use crate::check::context::{Context, State};
use crate::check::layers::LayeredItem;
use crate::check::messages;
use crate::check::outline::{FactSlot, small};
use crate::check::single::single;
use crate::check::typing::others::{aggregate, both};
use crate::check::typing::{Place, kept_in_course, kept_scopes};
use crate::standard::{Aggregate, CaseMember, Expr, ExprKind, Fact, Field, FieldId, Leaf, Type, UnitId, UnitKind};
use etalon_grammar::ast::{self, ClauseKind, FactValue, Head, Item, Kind, Name};

/// All cases: members and keys first, then every fact.
pub(super) fn cases(ctx: &mut Context, items: &[LayeredItem]) {
    let mut found: Vec<(UnitId, usize)> = Vec::new();
    for (index, LayeredItem { item, .. }) in items.iter().enumerate() {
        if item.kind == Kind::Case
            && let Some(id) = ctx.peek(Kind::Case, &item.name.text)
        {
            found.push((UnitId(id), index));
            slots(ctx, UnitId(id), index, item);
        }
    }
    for (case, index) in &found {
        members(ctx, *case, &items[*index].item);
        super::course::course(ctx, *case, &items[*index].item);
        super::keeps::keeps(ctx, *case, &items[*index].item);
    }
    for (case, index) in &found {
        for slot in 0..ctx.outline.facts.get(case).map_or(0, Vec::len) {
            let at = items[*index].item.name.span;
            ctx.fact(*case, slot, at);
        }
        instant(ctx, *case, &items[*index].item);
    }
}

fn slots(ctx: &mut Context, case: UnitId, index: usize, item: &Item) {
    let mut slots: Vec<FactSlot> = Vec::new();
    let mut spans = Vec::new();
    for (clause, c) in item.clauses.iter().enumerate() {
        let (name, clock) = match &c.kind {
            ClauseKind::Fact { name, .. } => (name, false),
            ClauseKind::Clock(clock) => (&clock.name, true),
            _ => continue,
        };
        if let Some(first) = slots.iter().position(|s| s.name == name.text) {
            ctx.report(messages::same_field("facts", name, spans[first], &item.name.text));
            continue;
        }
        spans.push(name.span);
        slots.push(FactSlot { name: name.text.clone(), item: index, clause, clock, state: State::Todo });
    }
    ctx.outline.facts.insert(case, slots);
}

fn members(ctx: &mut Context, case: UnitId, item: &Item) {
    let Head::Case(written) = &item.head else { return };
    let mut members = Vec::new();
    let mut key_name = None;
    for member in written {
        let Some((kind, id)) = ctx.find(&[Kind::Event], &member.event) else {
            ctx.outline.partial.insert(case);
            continue;
        };
        debug_assert_eq!(kind, Kind::Event, "only events were looked for");
        let event = UnitId(id);
        if members.iter().any(|m: &CaseMember| m.event == event) {
            ctx.report(messages::member_twice(&member.event, &item.name.text));
            continue;
        }
        let place = Place { frames: vec![event], fact: true };
        if let Some(by) = ctx.text_over(&place, &member.by, "a case brings together what has the same text or key") {
            if key_name.is_none()
                && let ast::ExprKind::Path(names) = &*member.by.kind
                && let [name] = names.as_slice()
            {
                key_name = Some(name.text.clone());
            }
            members.push(CaseMember { event, by });
        } else {
            ctx.outline.partial.insert(case);
        }
    }
    // The key has the name of the field it comes from, unless a fact has that name.
    let taken = |name: &String| ctx.outline.facts.get(&case).is_some_and(|f| f.iter().any(|f| f.name == *name));
    let name = key_name.filter(|n| !taken(n)).unwrap_or_else(|| "key".to_owned());
    let key =
        Field { name, ty: Type::Text, optional: false, bounds: None, meaning: None, fact: None, span: item.name.span };
    let unit = &mut ctx.standard.units[case.index()];
    unit.kind = UnitKind::Case(members);
    unit.fields.push(key);
    unit.keys = vec![FieldId(0)];
}

/// `at opened`: which fact is the case's instant.
fn instant(ctx: &mut Context, case: UnitId, item: &Item) {
    let written = single(ctx, item, "at", |c| if let ClauseKind::At(e) = c { Some(e) } else { None });
    let Some((e, span)) = written else {
        let UnitKind::Case(members) = &ctx.standard.units[case.index()].kind else {
            return;
        };
        if let [member] = members.as_slice() {
            // Of one kind of event only: the case is where its first event is.
            let Some(at) = ctx.standard.units[member.event.index()].at else {
                return;
            };
            let kind = ExprKind::Field { scope: 1, path: Vec::new(), leaf: Leaf::Field(at) };
            let value = Expr { kind, ty: Type::Instant, optional: false, span: item.name.span };
            let fact = Fact::Aggregate { how: Aggregate::First, member: 0, value: Some(value), filter: None };
            let id = push(ctx, case, instant_name(ctx, case), Type::Instant, false, fact, item.name.span);
            ctx.standard.units[case.index()].at = Some(id);
        } else if !ctx.outline.partial.contains(&case) && !ctx.partly_read(item.span) {
            ctx.report(messages::missing_clause(
                item,
                "at",
                "Its events are of several kinds: which instant says to which day and month the case belongs?",
                "at opened",
            ));
            ctx.outline.lost_fields.insert((case, "at".to_owned()));
        }
        return;
    };
    let place = Place { frames: vec![case], fact: true };
    let Some(value) = ctx.instant_over(&place, e) else {
        ctx.outline.lost_fields.insert((case, "at".to_owned()));
        return;
    };
    let at = match &value.kind {
        ExprKind::Field { scope: 0, path, leaf: Leaf::Field(id) } if path.is_empty() => *id,
        _ => {
            let (optional, name) = (value.optional, instant_name(ctx, case));
            push(ctx, case, name, Type::Instant, optional, Fact::Plain(value), span)
        }
    };
    ctx.standard.units[case.index()].at = Some(at);
}

/// The instant of a case as its own facts and clocks read it: the fact that its `at` names. None: its `at` names none.
pub(crate) fn began(ctx: &mut Context, case: UnitId, span: ast::Span) -> Option<Expr> {
    let items = ctx.items();
    let slots = ctx.outline.facts.get(&case)?;
    let item = &items[slots.first()?.item].item;
    let named = item.clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::At(e) => match &*e.kind {
            ast::ExprKind::Path(names) => names.last().filter(|_| names.len() == 1),
            _ => None,
        },
        _ => None,
    })?;
    let slot = slots.iter().position(|slot| !slot.clock && slot.name == named.text)?;
    let field = ctx.fact(case, slot, span)?;
    let field_of = &ctx.standard.units[case.index()].fields[field.index()];
    let kind = ExprKind::Field { scope: 0, path: Vec::new(), leaf: Leaf::Field(field) };
    (field_of.ty == Type::Instant).then_some(Expr { kind, ty: Type::Instant, optional: field_of.optional, span })
}

/// A name for the instant that no fact has.
fn instant_name(ctx: &Context, case: UnitId) -> String {
    if ctx.field_named(case, "at").is_some() { "instant".to_owned() } else { "at".to_owned() }
}

pub(super) fn push(
    ctx: &mut Context,
    case: UnitId,
    name: String,
    ty: Type,
    optional: bool,
    fact: Fact,
    span: ast::Span,
) -> FieldId {
    let fields = &mut ctx.standard.units[case.index()].fields;
    let id = FieldId(small(fields.len()));
    fields.push(Field { name, ty, optional, bounds: None, meaning: None, fact: Some(fact), span });
    id
}

/// Resolves one fact; the facts it needs come before it in the case.
pub(crate) fn fact(ctx: &mut Context, case: UnitId, item: usize, clause: usize) -> Option<FieldId> {
    let items = ctx.items();
    let item = &items[item].item;
    let clause = &item.clauses[clause];
    if let ClauseKind::Clock(clock) = &clause.kind {
        ctx.stack.push((format!("`{}`", clock.name.text), clock.name.span));
        let made = super::clocks::clock(ctx, case, item, clock);
        ctx.stack.pop();
        if made.is_none() {
            ctx.outline.lost_fields.insert((case, clock.name.text.clone()));
        }
        return made;
    }
    let ClauseKind::Fact { name, value } = &clause.kind else {
        return None;
    };
    ctx.stack.push((format!("`{}`", name.text), name.span));
    let made = match value {
        FactValue::Plain(e) => {
            let place = Place { frames: vec![case], fact: true };
            ctx.any_over(&place, e).map(|e| (e.ty.clone(), e.optional, Fact::Plain(e)))
        }
        FactValue::Aggregate { word, value, of, filter } => {
            aggregated(ctx, case, item, (word, value.as_ref(), of.as_ref(), filter.as_ref()))
        }
    };
    ctx.stack.pop();
    let Some((ty, optional, fact)) = made else {
        ctx.outline.lost_fields.insert((case, name.text.clone()));
        return None;
    };
    Some(push(ctx, case, name.text.clone(), ty, optional, fact, clause.span))
}

/// Fields that the case keeps, read where they are kept from.
fn kept(ctx: &Context, case: UnitId, member: usize, e: Expr) -> Expr {
    let whole = &ctx.standard.units[case.index()];
    match whole.course.and_then(|course| ctx.outline.courses.get(&course)) {
        Some(names) => kept_in_course(e, names.own(member), &whole.kept),
        None => kept_scopes(e, &whole.kept),
    }
}

type Parts<'a> = (&'a Name, Option<&'a ast::Expr>, Option<&'a Name>, Option<&'a ast::Expr>);

fn aggregated(
    ctx: &mut Context,
    case: UnitId,
    item: &Item,
    (word, value, of, filter): Parts<'_>,
) -> Option<(Type, bool, Fact)> {
    let UnitKind::Case(members) = ctx.standard.units[case.index()].kind.clone() else {
        return None;
    };
    let (member, condition) = match of {
        None if members.len() == 1 => (0, None),
        None => {
            if !ctx.outline.partial.contains(&case) {
                let names: Vec<String> = members.iter().map(|m| ctx.unit_name(m.event)).collect();
                ctx.report(messages::which_event(word, &item.name.text, &names));
            }
            return None;
        }
        Some(of) => {
            let (event, condition) = ctx.unit_or_define(of)?;
            let Some(member) = members.iter().position(|m| m.event == event) else {
                if !ctx.outline.partial.contains(&case) {
                    let names: Vec<String> = members.iter().map(|m| ctx.unit_name(m.event)).collect();
                    ctx.report(messages::not_in_the_case(of, &item.name.text, &names));
                }
                return None;
            };
            (member, condition.map(|c| ctx.one_further_in(c)))
        }
    };
    let place = Place { frames: vec![case, members[member].event], fact: true };
    let filter = match filter {
        Some(f) => Some(ctx.condition_over(&place, f)?),
        None => None,
    };
    let filter = match (condition, filter) {
        (Some(c), Some(f)) => Some(both(c, f)),
        (c, f) => c.or(f),
    };
    let filter = filter.map(|filter| kept(ctx, case, member, filter));
    let Some(how) = aggregate(&word.text) else {
        let words = ["first", "last", "count", "sum", "min", "max", "any", "every", "distinct", "path"];
        ctx.report(messages::unknown_function(word, &words));
        return None;
    };
    if how == Aggregate::Count {
        return Some((Type::Whole, false, Fact::Aggregate { how, member, value: None, filter }));
    }
    let Some(written) = value else {
        ctx.report(messages::fact_of_nothing(word));
        return None;
    };
    let value = if matches!(how, Aggregate::Any | Aggregate::Every) {
        ctx.condition_over(&place, written)?
    } else {
        ctx.any_over(&place, written)?
    };
    let value = kept(ctx, case, member, value);
    let ty = ctx.aggregated(how, &value, written, word)?;
    let optional = match how {
        Aggregate::First | Aggregate::Last => value.optional || filter.is_some() || members.len() > 1,
        Aggregate::Min | Aggregate::Max => value.optional || filter.is_some() || members.len() > 1,
        _ => false,
    };
    Some((ty, optional, Fact::Aggregate { how, member, value: Some(value), filter }))
}
