//! What the company or a manager owes after something happened.
//!
//! A duty is checked as a criterion over its cause: that there is an event that shows it, by whoever owes it, within its term
//! (a look, so that *pending*, *not judged* and the instant of a breach are those of every look). Beside it stand the
//! looks that find when it was done, and by whom.

use super::context::Context;
use super::criteria::nothing;
use super::layers::{LayeredItem, of};
use super::owes::{self, Opened};
use super::rules::{Serves, along, serves};
use super::single::{needed, single};
use super::typing::duty::Course;
use super::{messages, subjects};
use crate::standard::{
    Criterion, CriterionId, Done, Duty, Expr, ExprKind, Function, Others, Ower, Range, Requirement, Term, Type, UnitId,
    UnitKind,
};
use crate::value::Value;
use etalon_grammar::ast::{self, BinaryOp, ClauseKind, ExprKind as E, Item, Kind, Name, Shown, Span};

/// What is owed. A duty that has an error keeps the place of its criterion, so that the others keep theirs.
/// Gives back which of them arise with mitigations: those are checked later, and say then when that is.
pub(crate) fn duties(ctx: &mut Context, items: &[LayeredItem]) -> Vec<Opened> {
    let mut opened = Vec::new();
    for item in of(items, Kind::Duty) {
        let index = ctx.standard.criteria.len();
        let id = CriterionId(super::outline::small(index));
        let found = duty(ctx, items, item, id);
        let sound = found.is_some();
        let (criterion, duty) = match found {
            None => (nothing(ctx, item), None),
            Some((criterion, duty, by)) => {
                let duty_at = ctx.standard.duties.len();
                let once = owes::once(ctx, item, &criterion, &duty);
                opened.extend((!by.is_empty() || once.is_some()).then_some(Opened { duty: duty_at, by, once }));
                (criterion, Some(duty))
            }
        };
        ctx.standard.criteria.push(criterion);
        ctx.standard.duties.extend(duty);
        if sound {
            ctx.declare(Kind::Criterion, &item.name.text, index);
            ctx.declare(Kind::Duty, &item.name.text, ctx.standard.duties.len() - 1);
        }
    }
    opened
}

fn duty(
    ctx: &mut Context,
    items: &[LayeredItem],
    item: &Item,
    id: CriterionId,
) -> Option<(Criterion, Duty, Vec<String>)> {
    let arises = owes::arises(ctx, items, item);
    let why = ("A duty that nobody owes is a wish.", "owed by agent.manager within 2 working days");
    let owed = needed(ctx, item, "owed", why, |c| if let ClauseKind::Owed(owed) = c { Some(owed) } else { None });
    let why = ("Nobody could see whether it was done.", "done by coaching_talk where call = this.call by held_by");
    let done = needed(ctx, item, "done", why, |c| if let ClauseKind::Done(shown) = c { Some(shown) } else { None });
    let Serves { principle, weight, critical, guidance } = serves(ctx, item);
    let warnings = warnings(ctx, item);
    let within = owed.and_then(|(owed, _)| match &owed.within {
        Some(due) => ctx.due(due),
        None => {
            ctx.report(messages::duty_without_term(owed.span));
            None
        }
    });
    let barred = single(ctx, item, "barred", |c| if let ClauseKind::Barred(e) = c { Some(e) } else { None });
    let owes::Arises { unit, filter, by } = arises?;
    let filter = ctx.and_in_force(Kind::Duty, item, unit, filter);
    let ower = owed.and_then(|(owed, _)| ower(ctx, unit, &owed.by));
    let ((shown, done_span), (owed, _)) = (done?, owed?);
    let barred = barred.map(|(e, _)| e);
    let mut looks = Looks { unit, shown, owed: &owed.by, barred, named: false, span: done_span };
    looks.named = barred.is_some() && matches!(ower, Some(Ower::Role(_))) && looks.by_a_person(ctx);
    let (ower, within) = (ower?, within?);
    let require = looks.in_time(ctx, &ower, within)?;
    let right = looks.when(ctx, true)?;
    let anybody = match &shown.by {
        Some(by) => Some((looks.when(ctx, false)?, looks.who(ctx, by)?)),
        None => None,
    };
    let subjects = match &ower {
        Ower::Entity(entity, path) => along(ctx, *entity, path),
        Ower::Role(_) => Vec::new(),
    };
    let done = Done { unit: looks.event(ctx)?, right, anybody };
    let criterion = Criterion {
        label: ctx.label(item),
        principle,
        unit,
        filter,
        require: Requirement::Condition(require),
        weight,
        critical,
        // Whoever owes something by name can see to it.
        employee_controls: matches!(ower, Ower::Entity(..)),
        subjects,
        guidance: guidance.clone(),
        require_span: done_span,
    };
    let duty = Duty {
        label: ctx.label(item),
        criterion: id,
        unit,
        owed_by: ower,
        within,
        done,
        warnings: warnings?,
        opened_by: Vec::new(),
        guidance,
    };
    Some((criterion, duty, by))
}

/// When a duty was done, by whom, and by when it is due: for who asks what came of it. What is wrong with it is told where it is checked.
pub(crate) fn course(ctx: &mut Context, item: &Item, unit: UnitId) -> Option<Course> {
    let owed =
        item.clauses.iter().find_map(|c| if let ClauseKind::Owed(owed) = &c.kind { Some(owed) } else { None })?;
    let done = |c: &ast::Clause| if let ClauseKind::Done(_) = &c.kind { Some(c.span) } else { None };
    let span = item.clauses.iter().find_map(done)?;
    let shown = item.clauses.iter().find_map(|c| if let ClauseKind::Done(s) = &c.kind { Some(s) } else { None })?;
    let barred = item.clauses.iter().find_map(|c| if let ClauseKind::Barred(e) = &c.kind { Some(e) } else { None });
    let within = ctx.due(owed.within.as_ref()?)?;
    let mut looks = Looks { unit, shown, owed: &owed.by, barred, named: false, span };
    let by_role = matches!(owed.by.kind.as_ref(), E::Text(_));
    looks.named = barred.is_some() && by_role && looks.by_a_person(ctx);
    let since = ctx.instant_of(0, unit, span)?;
    let right = looks.when(ctx, true)?;
    let anybody = match &shown.by {
        Some(_) => Some(looks.when(ctx, false)?),
        None => None,
    };
    Some(Course { right, anybody, since, within })
}

/// `warn 1 working day before due`: zero or more.
fn warnings(ctx: &mut Context, item: &Item) -> Option<Vec<Term>> {
    let mut terms = Vec::new();
    let mut sound = true;
    for clause in &item.clauses {
        let ClauseKind::Warn(e) = &clause.kind else { continue };
        match ctx.term(e) {
            Some(Term::Months(_) | Term::On(_)) => {
                let text = ctx.spoken(e);
                ctx.report(messages::unfit_warning(e.span, &text));
                sound = false;
            }
            Some(term) if terms.contains(&term) => {
                let name = Name { text: ctx.spoken(e), span: clause.span };
                ctx.report(messages::listed_twice(&name, "warning"));
                sound = false;
            }
            Some(term) => terms.push(term),
            None => sound = false,
        }
    }
    sound.then_some(terms)
}

fn ower(ctx: &mut Context, unit: UnitId, by: &ast::Expr) -> Option<Ower> {
    match by.kind.as_ref() {
        E::Text(role) => return Some(Ower::Role(role.clone())),
        E::Path(_) => {}
        _ => {
            ctx.report(messages::owed_by_nobody(by.span));
            return None;
        }
    }
    let path = ctx.value(Some(unit), by, None)?;
    match path.ty {
        Type::Ref(entity) if matches!(path.kind, ExprKind::Field { .. }) => {
            if matches!(ctx.standard.units[entity.index()].kind, UnitKind::Entity) {
                return Some(Ower::Entity(entity, path));
            }
            let found = subjects::name(ctx, entity).to_owned();
            ctx.report(messages::owner_not_an_entity(by.span, &found));
        }
        _ => {
            let ty = ctx.type_words(&path.ty);
            let text = ctx.spoken(by);
            ctx.report(messages::owner_not_a_reference(&Name { text, span: by.span }, &ty));
        }
    }
    None
}

/// What is looked for to see whether and when a duty was done.
struct Looks<'a> {
    unit: UnitId,
    shown: &'a Shown,
    owed: &'a ast::Expr,
    /// Who may not do it: over the event, `this` is the cause.
    barred: Option<&'a ast::Expr>,
    /// A role owes it and a person does it: `by` says no more than who did it.
    named: bool,
    span: Span,
}

impl Looks<'_> {
    /// `a coaching_talk where call = this.call and held_by = this.call.agent.manager`, within the term. Whether it is kept cannot be said
    /// where it is not known who owes it.
    fn in_time(&self, ctx: &mut Context, ower: &Ower, within: Term) -> Option<Expr> {
        let mut look = self.look(ctx, ast::Ask::Some, self.conditions(true))?;
        let at = self.at(ctx, self.unit)?;
        let at = ctx.value(Some(self.unit), &at, Some(&Type::Instant))?;
        let ExprKind::Others(others) = &mut look.kind else { return None };
        let others: &mut Others = others;
        let duration = ExprKind::Call(Function::Until(within), vec![at]);
        let duration = Expr { kind: duration, ty: Type::Duration, optional: true, span: self.owed.span };
        others.range = Range::Within { duration, of: None };
        look.optional = true;
        let Ower::Entity(_, path) = ower else { return Some(look) };
        if !path.optional {
            return Some(look);
        }
        let span = path.span;
        let condition = |kind, optional| Expr { kind, ty: Type::YesNo, optional, span };
        let known = condition(ExprKind::IsPresent(Box::new(path.clone()), true), false);
        let nobody = Expr { kind: ExprKind::Const(Value::Text(String::new())), ty: Type::Text, optional: false, span };
        let unknown = ExprKind::Compare(BinaryOp::Equal, Box::new(path.clone()), Box::new(nobody));
        let unknown = condition(unknown, true);
        let span = look.span;
        let kind = ExprKind::If(Box::new(known), Box::new(look), Box::new(unknown));
        Some(Expr { kind, ty: Type::YesNo, optional: true, span })
    }

    /// When it was first done: by whoever owes it, or by anybody.
    fn when(&self, ctx: &mut Context, right: bool) -> Option<Expr> {
        let event = self.event(ctx)?;
        let at = self.at(ctx, event)?;
        let how = Name { text: "min".to_owned(), span: self.span };
        self.since(ctx, ast::Ask::Aggregate(how, at), right)
    }

    /// Who did it first.
    fn who(&self, ctx: &mut Context, by: &ast::Expr) -> Option<Expr> {
        let how = Name { text: "first".to_owned(), span: self.span };
        self.since(ctx, ast::Ask::Aggregate(how, by.clone()), false)
    }

    /// A look from the cause on.
    fn since(&self, ctx: &mut Context, ask: ast::Ask, right: bool) -> Option<Expr> {
        let event = self.event(ctx)?;
        let (own, cause) = (self.at(ctx, event)?, self.at(ctx, self.unit)?);
        let from = self.compare(own, BinaryOp::GreaterEqual, self.this(&cause));
        let conditions = self.conditions(right).into_iter().chain([from]).collect();
        self.look(ctx, ask, conditions)
    }

    fn look(&self, ctx: &mut Context, ask: ast::Ask, conditions: Vec<ast::Expr>) -> Option<Expr> {
        let and = |a, b| self.compare(a, BinaryOp::And, b);
        let filter = conditions.into_iter().reduce(and);
        let others = ast::Others { ask, unit: self.shown.unit.clone(), filter, range: None };
        let e = ast::Expr { kind: Box::new(E::Others(others)), span: self.span };
        ctx.value(Some(self.unit), &e, None)
    }

    /// Whether `by` leads to a person, or anything else that has a key.
    fn by_a_person(&self, ctx: &mut Context) -> bool {
        let Some((by, event)) = self.shown.by.as_ref().zip(self.event(ctx)) else { return false };
        ctx.value(Some(event), by, None).is_some_and(|by| matches!(by.ty, Type::Ref(_)))
    }

    /// What the event must be like; `right`: that it was done by whoever owes it, and may do it.
    fn conditions(&self, right: bool) -> Vec<ast::Expr> {
        let by = self.shown.by.as_ref().filter(|_| right && !self.named).map(|by| {
            let ower = if matches!(*self.owed.kind, E::Text(_)) { self.owed.clone() } else { self.this(self.owed) };
            self.compare(by.clone(), BinaryOp::Equal, ower)
        });
        let barred = self.barred.filter(|_| right).map(|barred| {
            let span = barred.span;
            ast::Expr { kind: Box::new(E::Not(barred.clone())), span }
        });
        self.shown.filter.clone().into_iter().chain(by).chain(barred).collect()
    }

    fn compare(&self, a: ast::Expr, op: BinaryOp, b: ast::Expr) -> ast::Expr {
        let span = Span { start: a.span.start.min(b.span.start), end: a.span.end.max(b.span.end), ..a.span };
        ast::Expr { kind: Box::new(E::Binary { op, op_span: self.span, left: a, right: b }), span }
    }

    /// `agent.manager` as the event sees it: `this.agent.manager`.
    fn this(&self, path: &ast::Expr) -> ast::Expr {
        let E::Path(names) = path.kind.as_ref() else { return path.clone() };
        let mut names = names.clone();
        if names.first().is_none_or(|first| first.text != "this") {
            names.insert(0, Name { text: "this".to_owned(), span: path.span });
        }
        ast::Expr { kind: Box::new(E::Path(names)), span: path.span }
    }

    /// The field that says when such a thing happens.
    fn at(&self, ctx: &mut Context, unit: UnitId) -> Option<ast::Expr> {
        let found = &ctx.standard.units[unit.index()];
        let Some(field) = found.at.and_then(|at| found.fields.get(at.index())) else {
            if !ctx.outline.may_have(unit, "at") {
                let name = found.label.name.clone();
                ctx.report(messages::no_instant_here(self.span, &name));
            }
            return None;
        };
        let name = Name { text: field.name.clone(), span: self.span };
        Some(ast::Expr { kind: Box::new(E::Path(vec![name])), span: self.span })
    }

    fn event(&self, ctx: &mut Context) -> Option<UnitId> {
        subjects::happening(ctx, &self.shown.unit, "asks what happened").map(|(unit, _)| unit)
    }
}
