//! The course of a case of several kinds of event: all its events in one row, which is what its clocks see. It is a unit of its own
//! that nobody can name. Of fields that several kinds have in the same way it has one; what they have in different ways stays apart.

use crate::check::context::Context;
use crate::check::messages;
use crate::check::typing::parts;
use crate::standard::{Course, DefineId, Expr, ExprKind, Field, FieldId, Leaf, Standard, Type, Unit, UnitId, UnitKind};
use crate::value::Value;
use etalon_grammar::ast::{ClauseKind, Item, Kind, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What the words of a clock's conditions stand for.
#[derive(Debug, Clone, Default)]
pub(crate) struct CourseNames {
    /// The kinds of event.
    pub members: Vec<UnitId>,
    /// For each of them: what its fields are in the course.
    own: Vec<Vec<FieldId>>,
    /// Fields that the case keeps, by name.
    pub kept: BTreeMap<String, FieldId>,
    /// The kind of event that a condition speaks of, by place; none = any.
    pub about: Option<usize>,
}

impl CourseNames {
    /// The place of a kind of event.
    pub fn place(&self, event: UnitId) -> Option<usize> {
        self.members.iter().position(|member| *member == event)
    }

    /// What the fields of a kind of event are in the course.
    pub fn own(&self, member: usize) -> &[FieldId] {
        self.own.get(member).map_or(&[], Vec::as_slice)
    }

    /// A field of one kind of event.
    pub fn of_member(&self, standard: &Standard, member: usize, name: &str) -> Option<FieldId> {
        let fields = &standard.units[self.members.get(member)?.index()].fields;
        self.own(member).get(fields.iter().position(|field| field.name == name)?).copied()
    }

    /// Each field of that name, with the kinds of event that have it.
    fn all(&self, standard: &Standard, name: &str) -> BTreeMap<FieldId, Vec<UnitId>> {
        let mut found: BTreeMap<FieldId, Vec<UnitId>> = BTreeMap::new();
        for (place, member) in self.members.iter().enumerate() {
            if let Some(field) = self.of_member(standard, place, name) {
                found.entry(field).or_default().push(*member);
            }
        }
        found
    }

    /// The kinds of event that have a field of that name, if it is not one and the same in all of them.
    pub fn torn(&self, standard: &Standard, name: &str) -> Option<Vec<UnitId>> {
        let all = self.all(standard, name);
        let torn = self.about.is_none() && !self.kept.contains_key(name) && all.len() > 1;
        torn.then(|| self.members.iter().copied().filter(|m| all.values().flatten().any(|of| of == m)).collect())
    }

    /// What a name stands for: of one kind of event its own field; else what the case keeps; else the only field of that name.
    pub fn field(&self, standard: &Standard, name: &str) -> Option<FieldId> {
        let own = self.about.and_then(|member| self.of_member(standard, member, name));
        let found = own.or_else(|| self.kept.get(name).copied());
        if found.is_some() || self.about.is_some() {
            return found;
        }
        let all = self.all(standard, name);
        let mut all = all.into_keys();
        all.next().filter(|_| all.next().is_none())
    }

    /// Every name.
    pub fn names(&self, standard: &Standard) -> Vec<String> {
        let members =
            self.members.iter().enumerate().filter(|(place, _)| self.about.is_none_or(|about| about == *place));
        let fields = members.flat_map(|(_, member)| &standard.units[member.index()].fields);
        let all: BTreeSet<&String> = fields.map(|field| &field.name).chain(self.kept.keys()).collect();
        all.into_iter().cloned().collect()
    }
}

/// Makes the course of a case, if it has several kinds of event and something that goes through all of them.
pub(super) fn course(ctx: &mut Context, case: UnitId, item: &Item) {
    let UnitKind::Case(members) = &ctx.standard.units[case.index()].kind else { return };
    let members: Vec<UnitId> = members.iter().map(|member| member.event).collect();
    let needed = item.clauses.iter().any(|c| matches!(c.kind, ClauseKind::Keeps { .. } | ClauseKind::Clock(_)));
    if members.len() < 2 || !needed || ctx.outline.partial.contains(&case) {
        return;
    }
    let id = UnitId(crate::check::outline::small(ctx.standard.units.len()));
    let (fields, takes, own) = fields(ctx, &members, &kept_of_one(ctx, item), item.name.span);
    let mut label = ctx.standard.units[case.index()].label.clone();
    label.name = format!("events of {}", label.name);
    label.was = None;
    ctx.standard.units.push(Unit {
        label,
        kind: UnitKind::Course(Course { case, takes }),
        fields,
        keys: vec![Course::KIND],
        at: Some(Course::AT),
        rev: None,
        recorded: None,
        valid: (None, None),
        person: false,
        sourced: false,
        kept: Vec::new(),
        given_up: Vec::new(),
        clocks: Vec::new(),
        course: None,
    });
    ctx.standard.units[case.index()].course = Some(id);
    for member in &members {
        if ctx.outline.partial.contains(member) {
            ctx.outline.partial.insert(id);
        }
        let lost: Vec<String> =
            ctx.outline.lost_fields.iter().filter(|(unit, _)| unit == member).map(|(_, name)| name.clone()).collect();
        ctx.outline.lost_fields.extend(lost.into_iter().map(|name| (id, name)));
    }
    ctx.outline.courses.insert(id, CourseNames { members, own, ..CourseNames::default() });
}

/// What is kept of one kind of event only.
fn kept_of_one(ctx: &Context, item: &Item) -> BTreeSet<(UnitId, String)> {
    let mut found = BTreeSet::new();
    for clause in &item.clauses {
        let ClauseKind::Keeps { names, of: Some(of), .. } = &clause.kind else { continue };
        if let Some(event) = ctx.peek(Kind::Event, &of.text) {
            found.extend(names.iter().map(|name| (UnitId(event), name.text.clone())));
        }
    }
    found
}

/// The fields, for each from which fields of the members it is taken, and for each member what its fields are.
#[expect(clippy::type_complexity, reason = "three lists that belong together")]
fn fields(
    ctx: &Context,
    members: &[UnitId],
    alone: &BTreeSet<(UnitId, String)>,
    span: Span,
) -> (Vec<Field>, Vec<Vec<Option<FieldId>>>, Vec<Vec<FieldId>>) {
    let kinds: Vec<String> = members.iter().map(|member| ctx.unit_name(*member)).collect();
    let plain = |name: &str, ty: Type| Field {
        name: name.to_owned(),
        ty,
        optional: false,
        bounds: None,
        meaning: None,
        fact: None,
        span,
    };
    let mut fields = vec![plain("(kind)", Type::OneOf(kinds.clone().into())), plain("(at)", Type::Instant)];
    let mut takes: Vec<Vec<Option<FieldId>>> = vec![vec![None; members.len()]; 2];
    let mut only: Vec<Option<UnitId>> = vec![None; 2];
    let mut own = Vec::new();
    for (place, member) in members.iter().enumerate() {
        let unit = &ctx.standard.units[member.index()];
        takes[1][place] = unit.at;
        let mut ids = Vec::new();
        for (number, field) in unit.fields.iter().enumerate() {
            let of = alone.contains(&(*member, field.name.clone())).then_some(*member);
            let same = |f: &usize| fields[*f].name == field.name && fields[*f].ty == field.ty && only[*f] == of;
            let at = (2..fields.len()).find(same).unwrap_or_else(|| {
                fields.push(Field { meaning: None, ..field.clone() });
                takes.push(vec![None; members.len()]);
                only.push(of);
                fields.len() - 1
            });
            takes[at][place] = Some(FieldId(crate::check::outline::small(number)));
            if fields[at].bounds != field.bounds {
                fields[at].bounds = None;
            }
            fields[at].optional |= field.optional;
            ids.push(FieldId(crate::check::outline::small(at)));
        }
        own.push(ids);
    }
    let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
    for (at, field) in fields.iter_mut().enumerate().skip(2) {
        field.optional |= takes[at].contains(&None);
        if names.iter().filter(|name| **name == names[at]).count() > 1 {
            let of: Vec<&str> = kinds
                .iter()
                .zip(&takes[at])
                .filter(|(_, take)| take.is_some())
                .map(|(kind, _)| kind.as_str())
                .collect();
            field.name = format!("{} of {}", field.name, of.join(", "));
        }
    }
    (fields, takes, own)
}

/// What an expression needs of an event at a scope: in words, and the kinds of event that have it. What the case keeps is there always.
pub(super) fn needs(
    ctx: &Context,
    course: UnitId,
    scope: u8,
    kept: &[FieldId],
    e: &Expr,
) -> Vec<(String, BTreeSet<usize>)> {
    let mut found = Vec::new();
    let Some(names) = ctx.outline.courses.get(&course) else { return found };
    let UnitKind::Course(of) = &ctx.standard.units[course.index()].kind else { return found };
    let mut add = |what: String, kinds: BTreeSet<usize>| {
        if kinds.len() < names.members.len() && !found.iter().any(|(known, _)| *known == what) {
            found.push((what, kinds));
        }
    };
    let mut open = vec![e];
    while let Some(e) = open.pop() {
        match &e.kind {
            ExprKind::Field { scope: own, path, leaf } if *own == scope => {
                let first = path.first().copied().or(if let Leaf::Field(field) = leaf { Some(*field) } else { None });
                if let Some(field) = first.filter(|field| !kept.contains(field))
                    && let Some(takes) = of.takes.get(field.index()).filter(|_| field != Course::KIND)
                {
                    let kinds = takes.iter().enumerate().filter(|(_, take)| take.is_some()).map(|(place, _)| place);
                    add(ctx.standard.units[course.index()].fields[field.index()].name.clone(), kinds.collect());
                }
            }
            ExprKind::Define(DefineId(id), _) => {
                let slot = &ctx.outline.defines[usize::from(*id)];
                if let Some(place) = slot.unit.and_then(|unit| names.place(unit)) {
                    add(slot.name.clone(), BTreeSet::from([place]));
                }
            }
            _ => {}
        }
        open.extend(parts(e).into_iter().rev());
    }
    found
}

/// Which kinds of event have all of it.
pub(super) fn all_of(members: usize, needs: &[(String, BTreeSet<usize>)]) -> BTreeSet<usize> {
    (0..members).filter(|place| needs.iter().all(|(_, kinds)| kinds.contains(place))).collect()
}

/// A condition that holds for these kinds of event only.
pub(super) fn only(ctx: &Context, course: UnitId, scope: u8, kinds: &BTreeSet<usize>, e: Expr) -> Expr {
    let unit = &ctx.standard.units[course.index()];
    let members = ctx.outline.courses.get(&course).map_or(0, |names| names.members.len());
    if kinds.len() == members {
        return e;
    }
    let (span, optional) = (e.span, e.optional);
    let yes_no = |kind: ExprKind, optional: bool| Expr { kind, ty: Type::YesNo, optional, span };
    let kind = ExprKind::Field { scope, path: Vec::new(), leaf: Leaf::Field(Course::KIND) };
    let kind = Expr { kind, ty: unit.fields[Course::KIND.index()].ty.clone(), optional: false, span };
    let values = kinds.iter().filter_map(|place| u32::try_from(*place).ok()).map(Value::OneOf).collect();
    let of_kind = yes_no(ExprKind::In(Box::new(kind), values, false), false);
    if matches!(e.kind, ExprKind::Const(Value::YesNo(true))) {
        return of_kind;
    }
    yes_no(ExprKind::And(vec![of_kind, e]), optional)
}

/// A condition about whatever event comes: each part of an `or` is about the kinds of event that have all it needs. Gives these kinds
/// too. None: no kind has it all, which is told.
pub(super) fn guarded(
    ctx: &mut Context,
    course: UnitId,
    scope: u8,
    kept: &[FieldId],
    e: Expr,
) -> Option<(Expr, BTreeSet<usize>)> {
    let members = ctx.outline.courses.get(&course).map_or(0, |names| names.members.len());
    if let ExprKind::Or(list) = e.kind {
        let parts: Vec<_> = list.into_iter().map(|part| guarded(ctx, course, scope, kept, part)).collect();
        let (list, kinds): (Vec<Expr>, Vec<BTreeSet<usize>>) =
            parts.into_iter().collect::<Option<Vec<_>>>()?.into_iter().unzip();
        return Some((Expr { kind: ExprKind::Or(list), ..e }, kinds.into_iter().flatten().collect()));
    }
    let needs = needs(ctx, course, scope, kept, &e);
    let kinds = all_of(members, &needs);
    if kinds.is_empty() {
        let names: Vec<UnitId> =
            ctx.outline.courses.get(&course).map(|names| names.members.clone()).unwrap_or_default();
        let said =
            needs.into_iter().map(|(what, kinds)| (what, kinds.iter().map(|k| ctx.unit_name(names[*k])).collect()));
        let said: Vec<(String, Vec<String>)> = said.collect();
        ctx.report(messages::kinds_apart(e.span, &said));
        return None;
    }
    Some((only(ctx, course, scope, &kinds, e), kinds))
}
