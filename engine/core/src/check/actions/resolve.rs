//! From what is written to conditions: each step, each pair, and what they come to together.

use super::found::{self, Found};
use super::written::{MOST, WHOLE, actions, pairs, stages};
use super::{Made, lower, order};
use crate::check::context::{Context, State};
use crate::check::criteria::judged;
use crate::check::messages;
use crate::check::single::single;
use crate::check::typing::Place;
use crate::check::typing::others::{is_a_term, until};
use crate::standard::{self, Expr, Extra, Ordered, Type, UnitId, UnitKind, Words};
use etalon_grammar::ast::{self, BinaryOp, ClauseKind, Head, Item, Name, Often, Span};

/// Resolves the steps of a declaration, if nobody has asked yet. Who asks while that is done asks in a circle.
pub(crate) fn resolve(ctx: &mut Context, index: usize) {
    let items = ctx.items();
    let item = &items[index].item;
    let Some(slot) = ctx.outline.steps.get(&item.name.text).cloned() else { return };
    if slot.item != index || !matches!(ctx.outline.defines.get(slot.defines.start).map(|d| &d.state), Some(State::Todo))
    {
        return;
    }
    ctx.outline.defines[slot.defines.clone()].iter_mut().for_each(|define| define.state = State::Doing);
    ctx.stack.push((format!("`{}`", item.name.text), item.name.span));
    let made = slot.unit.and_then(|unit| steps(ctx, unit, item));
    ctx.stack.pop();
    let (made, values) = made.unzip();
    let mut values = values.into_iter().flatten();
    for define in &mut ctx.outline.defines[slot.defines] {
        define.state = State::Done(values.next());
    }
    if let Some(slot) = ctx.outline.steps.get_mut(&item.name.text) {
        slot.made = made.map(Box::new);
    }
}

/// One step with what is known of it; all over the unit.
struct Step {
    /// When it does not apply.
    na: Option<Expr>,
    /// Whether it was done, in time or not.
    done: Expr,
    at: Expr,
    /// What the order goes by.
    place: Expr,
    times: Expr,
    due: Option<Expr>,
    /// Done in time; with a term of its own or that of the whole, unknown until then.
    kept: Expr,
    /// How often it may be done; none = as often as need be.
    most: Option<Expr>,
    /// Whether it must be done where it applies.
    required: bool,
}

fn steps(ctx: &mut Context, unit: UnitId, item: &Item) -> Option<(Made, Vec<Expr>)> {
    let before = ctx.diagnostics.len();
    let Head::Steps { unit: name, filter } = &item.head else { return None };
    let span = item.name.span;
    let judged = judged(ctx, name, filter.as_ref());
    let written = actions(item);
    if written.is_empty() && !ctx.partly_read(item.span) {
        let why = "Without a step there is nothing to be done.";
        ctx.report(messages::missing_clause(item, "step", why, "step greeting \"Greets\" at greeted"));
    }
    names(ctx, item);
    let is_case = matches!(ctx.standard.units[unit.index()].kind, UnitKind::Case(_));
    let allowed = extras(ctx, item, unit, is_case);
    let complete = single(ctx, item, "complete", |c| if let ClauseKind::Complete(e) = c { Some(e) } else { None });
    let complete = complete.map(|(e, _)| ctx.condition(unit, e));
    let steps: Vec<&str> = written.iter().map(|(action, _)| action.name.text.as_str()).collect();
    let pairs = order::order(ctx, item, &steps);
    let instants = if is_case { in_case(ctx, unit, item, &written) } else { in_event(ctx, unit, &written) };
    let judges_late = complete.as_ref().is_some_and(Option::is_none);
    let (instants, found) = instants?;
    let complete = complete.flatten();
    let mut known = Vec::new();
    for (index, (action, _)) in written.iter().enumerate() {
        known.push(step(ctx, unit, action, index, (&steps, &instants), (found.as_ref(), complete.as_ref())));
    }
    let known: Vec<Step> = known.into_iter().collect::<Option<_>>()?;
    let (_, filter) = judged?;
    let filter = ctx.and_in_force(ast::Kind::Steps, item, unit, filter);
    let sound = ctx.diagnostics[before..].iter().all(|d| d.severity != crate::Severity::Error);
    if !sound || judges_late || steps.is_empty() {
        return None;
    }
    let pairs: Vec<(usize, usize, Span)> = pairs.into_iter().collect::<Option<_>>()?;
    let clear = found.as_ref().and_then(|found| found.clear.clone());
    let whole = Whole { steps: &known, pairs: &pairs, found: found.as_ref(), complete: complete.as_ref(), span };
    let guard = match (&filter, &clear) {
        (Some(filter), Some(clear)) => Some(lower::all(vec![filter.clone(), clear.clone()], span)),
        (filter, clear) => filter.clone().or_else(|| clear.clone()),
    };
    let mut values = Vec::new();
    for (step, (action, _)) in known.iter().zip(&written) {
        values.push(lower::unless(step.na.as_ref(), step.kept.clone()));
        values.push(lower::unless(step.na.as_ref(), late(step).unwrap_or_else(|| lower::no(action.span))));
        values.push(step.at.clone());
        values.push(step.times.clone());
    }
    for (a, b, span) in &pairs {
        let both = lower::all(vec![counts(&known[*a]), counts(&known[*b])], *span);
        let kept = lower::compare(BinaryOp::LessEqual, &known[*a].place, &known[*b].place, *span);
        values.push(lower::only_if(Some(&both), kept));
    }
    values.extend(whole.results());
    let values = values.into_iter().map(|value| lower::only_if(guard.as_ref(), value)).collect();
    let met = lower::only_if(clear.as_ref(), whole.met(allowed.unwrap_or(true)));
    let (pairs, surplus) = (whole.pairs(), whole.surplus());
    let made = Made {
        filter,
        met,
        stages: stages(item)
            .map(|stage| standard::Stage {
                name: stage.name.text.clone(),
                title: titled(ctx, &stage.title, &stage.name),
            })
            .collect(),
        steps: known
            .iter()
            .zip(surplus)
            .enumerate()
            .map(|(index, (step, surplus))| {
                let (action, stage) = written[index];
                standard::Action {
                    name: action.name.text.clone(),
                    title: titled(ctx, &action.title, &action.name),
                    guidance: ctx.words(&action.guidance),
                    stage,
                    optional: !step.required,
                    at: step.at.clone(),
                    due: step.due.clone(),
                    na: step.na.clone(),
                    missing: step.required.then(|| not_done(step)),
                    late: late(step).filter(|_| step.required).map(|e| applies(step, e)),
                    surplus,
                    span: action.span,
                }
            })
            .collect(),
        pairs,
        extra: found.as_ref().map(|found| Extra { count: found.extra.clone(), allowed: allowed.unwrap_or(true) }),
        complete,
        found: found.as_ref().map_or(0..0, |found| found.fields.clone()),
    };
    Some((made, values))
}

fn titled(ctx: &mut Context, title: &[ast::LocalText], name: &Name) -> Words {
    let mut title = ctx.words(title);
    if title.0.is_empty() {
        title.0.push((String::new(), name.text.clone()));
    }
    title
}

/// Names that could not be told apart.
fn names(ctx: &mut Context, item: &Item) {
    let written = actions(item);
    for (index, (action, _)) in written.iter().enumerate() {
        let name = &action.name;
        if let Some((first, _)) = written[..index].iter().find(|(a, _)| a.name.text == name.text) {
            let d = messages::same_field("steps", name, first.name.span, &item.name.text);
            ctx.report(d);
        } else if WHOLE.contains(&name.text.as_str()) {
            ctx.report(messages::step_named_as_a_whole(name, &WHOLE));
        } else if pairs(item).iter().any(|(a, b, _)| format!("{}_before_{}", a.text, b.text) == name.text) {
            ctx.report(messages::step_named_as_a_pair(name));
        }
    }
    let all: Vec<&ast::Stage> = stages(item).collect();
    for (index, stage) in all.iter().enumerate() {
        if let Some(first) = all[..index].iter().find(|s| s.name.text == stage.name.text) {
            ctx.report(messages::same_field("stages", &stage.name, first.name.span, &item.name.text));
        }
    }
    if written.len() > MOST {
        ctx.report(messages::too_many_steps(written[MOST].0.span, MOST));
    }
}

/// `extras allowed`, `no extras`; none = not said.
fn extras(ctx: &mut Context, item: &Item, unit: UnitId, is_case: bool) -> Option<bool> {
    let (allowed, span) = single(ctx, item, "extras", |c| if let ClauseKind::Extras(a) = c { Some(*a) } else { None })?;
    if !is_case {
        let d = messages::once_in_an_event(span, "there is nothing besides the steps", &ctx.unit_name(unit));
        ctx.report(d);
    }
    Some(allowed)
}

type Written<'a> = [(&'a ast::Action, Option<usize>)];

/// The instants of the steps of one event: its fields.
fn in_event(ctx: &mut Context, unit: UnitId, written: &Written<'_>) -> Option<(Vec<Expr>, Option<Found>)> {
    let mut instants = Vec::new();
    for (action, _) in written {
        if let Some(events) = &action.events {
            let d = messages::step_of_another_kind(events.span, &action.name, true, &ctx.unit_name(unit));
            ctx.report(d);
        }
        if let Some(Often::Repeats(span) | Often::AtMost(_, span)) = &action.often {
            let d = messages::once_in_an_event(*span, "no step is done several times", &ctx.unit_name(unit));
            ctx.report(d);
        }
        let at = match &action.at {
            Some(at) => ctx.instant_over(&Place::of(unit), at),
            None => {
                if action.events.is_none() && !ctx.partly_read(action.span) {
                    let d = messages::step_without_instant(&action.name, &ctx.unit_name(unit));
                    ctx.report(d);
                }
                None
            }
        };
        instants.push(at);
    }
    Some((instants.into_iter().collect::<Option<_>>()?, None))
}

/// The instants of the steps of a case: those of the first event that is each of them.
fn in_case(ctx: &mut Context, unit: UnitId, item: &Item, written: &Written<'_>) -> Option<(Vec<Expr>, Option<Found>)> {
    let mut events = Vec::new();
    for (action, _) in written {
        if let Some(at) = &action.at {
            let d = messages::step_of_another_kind(at.span, &action.name, false, &ctx.unit_name(unit));
            ctx.report(d);
        } else {
            events.push(found::events(ctx, unit, action).map(|events| (*action, events)));
            continue;
        }
        events.push(None);
    }
    let events: Vec<_> = events.into_iter().collect::<Option<_>>()?;
    let found = found::found(ctx, unit, item, &events)?;
    Some((found.at.clone(), Some(found)))
}

fn step(
    ctx: &mut Context,
    unit: UnitId,
    action: &ast::Action,
    index: usize,
    (names, instants): (&[&str], &[Expr]),
    (found, complete): (Option<&Found>, Option<&Expr>),
) -> Option<Step> {
    let span = action.span;
    let na = action.na.as_ref().map(|e| ctx.condition(unit, e));
    let due = action.within.as_ref().map(|term| due(ctx, unit, term, (names, instants)));
    let most = match &action.often {
        None => Some(Some(lower::whole(1, span))),
        Some(Often::Repeats(_)) => Some(None),
        Some(Often::AtMost(e, _)) => ctx.value(None, e, Some(&Type::Whole)).map(Some),
    };
    let (na, due, most) = (said(na)?, said(due)?, most?);
    let at = instants.get(index)?.clone();
    let done = lower::present(&at, true, span);
    let in_time =
        due.as_ref().map_or_else(|| lower::yes(span), |due| lower::compare(BinaryOp::LessEqual, &at, due, span));
    // Until its term is over, and until the whole is at its end, it may still come.
    let over: Vec<Expr> = due.iter().chain(complete).map(|e| lower::settled(e, span)).collect();
    let absent = if over.is_empty() { lower::no(span) } else { lower::not(lower::one_of(over, span)) };
    let kept =
        if due.is_none() && complete.is_none() { done.clone() } else { lower::choose(&done, in_time, absent, span) };
    let (place, times) = match found {
        Some(found) => (found.place[index].clone(), found.times[index].clone()),
        None => (at.clone(), lower::choose(&done, lower::whole(1, span), lower::whole(0, span), span)),
    };
    let most = if found.is_some() { most } else { None };
    Some(Step { na, done, at, place, times, due, kept, most, required: action.optional.is_none() })
}

/// What is not said is not wrong.
#[expect(clippy::option_option, reason = "not said and wrong are two things")]
fn said(e: Option<Option<Expr>>) -> Option<Option<Expr>> {
    match e {
        None => Some(None),
        Some(e) => e.map(Some),
    }
}

/// `within 30 s of entered`, `within 1 h of submit` (another step)
fn due(ctx: &mut Context, unit: UnitId, term: &ast::ActionTerm, (names, instants): (&[&str], &[Expr])) -> Option<Expr> {
    let from = match &term.of {
        Some(of) => {
            let step = match &*of.kind {
                ast::ExprKind::Path(path) if path.len() == 1 && ctx.field_named(unit, &path[0].text).is_none() => {
                    names.iter().position(|name| *name == path[0].text)
                }
                _ => None,
            };
            match step {
                Some(step) => instants.get(step).cloned(),
                None => ctx.instant_over(&Place::of(unit), of),
            }
        }
        None => {
            let at = ctx.standard.units[unit.index()].at?;
            let optional = ctx.standard.units[unit.index()].fields[at.index()].optional;
            Some(lower::field(0, at, Type::Instant, optional, term.span))
        }
    };
    let length = if is_a_term(&term.length) {
        let term_of = ctx.due(&term.length);
        term_of.zip(from.clone()).map(|(length, from)| until(length, from, term.span))
    } else {
        ctx.value(Some(unit), &term.length.term, Some(&Type::Duration))
    };
    Some(lower::arithmetic(BinaryOp::Add, from?, length?, Type::Instant, term.span))
}

/// Done too late, whether it applies or not; none where it has no term.
fn late(step: &Step) -> Option<Expr> {
    let due = step.due.as_ref()?;
    let span = step.done.span;
    let over = lower::compare(BinaryOp::Greater, &step.at, due, span);
    Some(lower::choose(&step.done, over, lower::no(span), span))
}

/// That, where the step applies; no where it does not.
fn applies(step: &Step, e: Expr) -> Expr {
    match &step.na {
        Some(na) => {
            let span = e.span;
            lower::choose(na, lower::no(span), e, span)
        }
        None => e,
    }
}

/// Not done at all, though it applies; unknown as long as it may come.
fn not_done(step: &Step) -> Expr {
    let span = step.done.span;
    let absent = lower::not(lower::choose(&step.done, lower::yes(span), step.kept.clone(), span));
    applies(step, absent)
}

/// Whether it counts in the order: done in time, and it applies.
fn counts(step: &Step) -> Expr {
    applies(step, step.kept.clone())
}

/// What all steps come to.
struct Whole<'a> {
    steps: &'a [Step],
    pairs: &'a [(usize, usize, Span)],
    found: Option<&'a Found>,
    complete: Option<&'a Expr>,
    span: Span,
}

impl Whole<'_> {
    /// What each pair that is turned round comes to.
    fn pairs(&self) -> Vec<Ordered> {
        let broken = |a: usize, b: usize, span: Span| {
            let (first, second) = (&self.steps[a], &self.steps[b]);
            let turned = lower::compare(BinaryOp::Greater, &first.place, &second.place, span);
            lower::all(vec![counts(first), counts(second), turned], span)
        };
        self.pairs
            .iter()
            .map(|(a, b, span)| Ordered { first: *a, second: *b, broken: broken(*a, *b, *span), span: *span })
            .collect()
    }

    /// By step how many times it was done more than it may; none where there is no limit.
    fn surplus(&self) -> Vec<Option<Expr>> {
        let more = |step: &Step| step.most.as_ref().map(|most| lower::above(&step.times, most, self.span));
        self.steps.iter().map(more).collect()
    }

    /// What must hold whatever else is done: every required step in time, and the order.
    fn asked(&self) -> Vec<Expr> {
        let done = self.steps.iter().filter(|step| step.required).map(|step| match &step.na {
            Some(na) => lower::choose(na, lower::yes(na.span), step.kept.clone(), na.span),
            None => step.kept.clone(),
        });
        let turned = self.pairs().into_iter().map(|pair| lower::not(pair.broken));
        // More may still come until the whole is at its end.
        let end = self.complete.map(|end| lower::settled(end, self.span));
        done.chain(turned).chain(end).collect()
    }

    fn none(&self, number: &Expr) -> Expr {
        lower::compare(BinaryOp::Equal, number, &lower::whole(0, self.span), self.span)
    }

    fn not_repeated(&self) -> Vec<Expr> {
        self.surplus().into_iter().flatten().map(|more| self.none(&more)).collect()
    }

    /// Nothing besides the steps.
    fn nothing_else(&self) -> Option<Expr> {
        self.found.map(|found| self.none(&found.extra))
    }

    /// Whether all is as it must be.
    fn met(&self, extras_allowed: bool) -> Expr {
        let mut parts = self.asked();
        parts.extend(self.not_repeated());
        parts.extend(self.nothing_else().filter(|_| !extras_allowed));
        lower::all(parts, self.span)
    }

    /// In the order of [`WHOLE`].
    fn results(&self) -> Vec<Expr> {
        let span = self.span;
        let required = || self.steps.iter().filter(|step| step.required);
        let missing = required().map(|step| applies(step, lower::not(step.kept.clone()))).collect();
        let late = required().filter_map(|step| late(step).map(|e| applies(step, e))).collect();
        let turned = self.pairs().into_iter().map(|pair| pair.broken).collect();
        let in_order = lower::all(self.asked(), span);
        let mut exact = self.asked();
        exact.extend(self.not_repeated());
        exact.extend(self.nothing_else());
        vec![
            lower::all(exact, span),
            in_order,
            lower::how_many(missing, span),
            lower::how_many(late, span),
            lower::how_many(turned, span),
            self.found.map_or_else(|| lower::whole(0, span), |found| found.extra.clone()),
            lower::sum(self.surplus().into_iter().flatten().collect(), span),
        ]
    }
}
