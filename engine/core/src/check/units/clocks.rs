//! Clocks of a case.

use super::cases::push;
use super::course;
use super::keeps::member;
use crate::check::amounts::ratio;
use crate::check::context::Context;
use crate::check::messages;
use crate::check::standard::zone_of;
use crate::check::typing::Place;
use crate::check::typing::{either, kept_scopes, others::both, yes_no};
use crate::standard::{
    CalendarId, Clock, ClockPart, Expr, Fact, FieldId, Named, Pause, ReopenWay, Reopening, Type, UnitId, Warning,
};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{self, BinaryOp, ClockClause, ClockClauseKind, ExprKind, Item, Kind, Name, Span};
use std::collections::BTreeSet;

/// What a clock of a case sees: its only kind of event, or the course of its events. None where a kind could not be resolved.
pub(super) fn seen(ctx: &Context, case: UnitId, item: &Item) -> Option<UnitId> {
    let several = if let ast::Head::Case(written) = &item.head { written.len() > 1 } else { false };
    let whole = &ctx.standard.units[case.index()];
    if several { whole.course } else { ctx.standard.seen_by_clocks(case) }
}

/// Resolves a clock: gives the first of the fields it makes.
pub(super) fn clock(ctx: &mut Context, case: UnitId, item: &Item, written: &ast::Clock) -> Option<FieldId> {
    let event = seen(ctx, case, item)?;
    if ctx.outline.criteria.contains_key(&written.name.text) || ctx.outline.forms.contains_key(&written.name.text) {
        ctx.report(messages::clock_named_as_rule(&written.name));
    }
    let made = Reader { ctx, case, event, written, with: Vec::new() }.clock(item)?;
    let unit = &mut ctx.standard.units[case.index()];
    let number = crate::check::outline::small(unit.clocks.len());
    let holder = made.holder.as_ref().map(|holder| holder.ty.clone());
    let names: Vec<(ClockPart, String)> = ClockPart::ALL
        .iter()
        .filter(|(part, _)| part.is_of(&made))
        .map(|(part, _)| (*part, made.field(*part)))
        .collect();
    unit.clocks.push(made);
    let mut first = None;
    for (part, name) in names {
        let ty = part.ty(holder.as_ref());
        let id = push(ctx, case, name, ty, part.optional(), Fact::Clock(number, part), written.span);
        first.get_or_insert(id);
    }
    first
}

/// Reads one clock.
struct Reader<'c> {
    ctx: &'c mut Context,
    case: UnitId,
    event: UnitId,
    written: &'c ast::Clock,
    /// What its `with`s name.
    with: Vec<(Span, Vec<Named>)>,
}

impl<'c> Reader<'c> {
    fn clock(&mut self, item: &Item) -> Option<Clock> {
        let written = self.written;
        let on = self.one("on", |c| match c {
            ClockClauseKind::On { calendar, zone } => Some((calendar, zone.as_ref())),
            _ => None,
        });
        let (on, zone) = match on {
            Some((e, zone)) => (Some(self.calendars(e)?), self.optional(zone, Self::zone)?),
            None => (None, None),
        };
        let why = "Nobody could say from when on its time counts.";
        let starts = self.needed("starts", why, "starts when kind = created", |c| {
            if let ClockClauseKind::Starts(e) = c { Some(e) } else { None }
        });
        let why = "Its time would never end.";
        let stops = self.needed("stops", why, "stops when status = resolved", |c| {
            if let ClockClauseKind::Stops(e) = c { Some(e) } else { None }
        });
        let why = "Without a target nothing is in time and nothing is late.";
        let target = self
            .needed("target", why, "target 8 h", |c| if let ClockClauseKind::Target(e) = c { Some(e) } else { None });
        let (starts, stops, target) =
            (starts.map(|m| self.moment(item, m)), stops.map(|m| self.moment(item, m)), target.map(|e| self.amount(e)));
        let pauses = self.pauses(item);
        let resumes = self.one("resumes", |c| if let ClockClauseKind::Resumes(e) = c { Some(e) } else { None });
        let resumes = self.optional(resumes, |this, m| this.moment(item, m));
        let restarts = self.one("restarts", |c| if let ClockClauseKind::Restarts(e) = c { Some(e) } else { None });
        let restarts = self.optional(restarts, |this, m| this.moment(item, m));
        let reopens = self.reopens(item);
        let fair = self.one("fair", |c| if let ClockClauseKind::Fair(e) = c { Some(e) } else { None });
        let fair = self.optional(fair, |this, e| this.share(e));
        let holder = self.one("holder", |c| if let ClockClauseKind::Holder(e) = c { Some(e) } else { None });
        let holder = self.optional(holder, Self::person);
        let warnings = self.warnings();
        let (meaning, title) = (self.meaning(), self.title());
        let (on, calendars) = on.map_or((None, Vec::new()), |(on, calendars)| (Some(on), calendars));
        Some(Clock {
            name: written.name.text.clone(),
            title,
            meaning,
            span: written.span,
            on,
            calendars,
            zone,
            starts: starts??,
            pauses: pauses?,
            resumes: resumes?,
            stops: stops??,
            reopens: reopens?,
            restarts: restarts?,
            target: target??,
            fair: fair?,
            holder: holder?,
            warnings: warnings?,
            with: std::mem::take(&mut self.with),
        })
    }

    fn title(&mut self) -> crate::standard::Words {
        let mut title = self.ctx.words(&self.written.title);
        if title.0.is_empty() {
            title.0.push((String::new(), self.written.name.text.clone()));
        }
        title
    }

    fn meaning(&mut self) -> crate::standard::Words {
        let meaning = self.one("meaning", |c| if let ClockClauseKind::Meaning(t) = c { Some(t) } else { None });
        meaning.map(|texts| self.ctx.words(texts)).unwrap_or_default()
    }

    /// The only clause of its kind.
    fn one<T>(&mut self, word: &str, pick: impl Fn(&'c ClockClauseKind) -> Option<T>) -> Option<T> {
        let mut found: Option<(T, Span)> = None;
        for ClockClause { kind, span } in &self.written.clauses {
            let Some(value) = pick(kind) else { continue };
            match &found {
                None => found = Some((value, *span)),
                Some((_, first)) => self.ctx.report(messages::clause_twice(word, *span, *first)),
            }
        }
        found.map(|(value, _)| value)
    }

    fn needed<T>(
        &mut self,
        word: &str,
        why: &str,
        example: &str,
        pick: impl Fn(&'c ClockClauseKind) -> Option<T>,
    ) -> Option<T> {
        let found = self.one(word, pick);
        if found.is_none() && !self.written.broken && !self.ctx.partly_read(self.written.span) {
            self.ctx.report(messages::missing_in_clock(&self.written.name, word, why, example));
        }
        found
    }

    /// What may be left out. The outer none = it was wrong.
    #[expect(clippy::option_option, reason = "left out and wrong are two things")]
    fn optional<E, T>(&mut self, e: Option<&'c E>, read: impl Fn(&mut Self, &'c E) -> Option<T>) -> Option<Option<T>> {
        match e {
            None => Some(None),
            Some(e) => read(self, e).map(Some),
        }
    }

    fn place(&self) -> Place {
        Place { frames: vec![self.case, self.event], fact: true }
    }

    /// Fields that the case keeps are read where they are kept from.
    fn kept(&self, e: Expr) -> Expr {
        kept_scopes(e, &self.ctx.standard.units[self.case.index()].kept)
    }

    /// What must be known at every event: its fields are those of all kinds of event, or kept.
    fn everywhere(&mut self, e: Expr) -> Option<Expr> {
        let e = self.in_all(e, None)?;
        Some(self.kept(e))
    }

    /// The same for some kinds of event; none = all of them.
    fn in_all(&mut self, e: Expr, kinds: Option<&BTreeSet<usize>>) -> Option<Expr> {
        let Some(members) = self.ctx.outline.courses.get(&self.event).map(|names| names.members.clone()) else {
            return Some(e);
        };
        let kept = self.ctx.standard.units[self.case.index()].kept.clone();
        let needs = course::needs(self.ctx, self.event, 1, &kept, &e);
        for (what, have) in needs {
            let lacks = |place: &usize| !have.contains(place) && kinds.is_none_or(|kinds| kinds.contains(place));
            let lack: Vec<String> =
                (0..members.len()).filter(lacks).map(|place| self.ctx.unit_name(members[place])).collect();
            if !lack.is_empty() {
                self.ctx.report(messages::not_in_every_kind(e.span, &what, &lack, kinds.is_none()));
                return None;
            }
        }
        Some(e)
    }

    /// A condition about whatever event came last.
    fn condition(&mut self, e: &ast::Expr) -> Option<Expr> {
        let place = self.place();
        let e = self.ctx.condition_over(&place, e)?;
        self.everywhere(e)
    }

    /// Which events are meant.
    fn moment(&mut self, item: &Item, moment: &ast::Moment) -> Option<Expr> {
        self.of_kinds(item, moment).map(|(e, _)| e)
    }

    /// The same, with the kinds of event that they may be.
    fn of_kinds(&mut self, item: &Item, moment: &ast::Moment) -> Option<(Expr, BTreeSet<usize>)> {
        let place = self.place();
        let kept = self.ctx.standard.units[self.case.index()].kept.clone();
        let (e, kinds) = match moment {
            ast::Moment::When(e) => {
                let e = self.ctx.condition_over(&place, e)?;
                if self.ctx.outline.courses.contains_key(&self.event) {
                    course::guarded(self.ctx, self.event, 1, &kept, e)?
                } else {
                    (e, BTreeSet::from([0]))
                }
            }
            ast::Moment::With(events) => {
                let each: Vec<_> = events.iter().map(|event| self.with_event(item, event)).collect();
                let each: Vec<(Expr, usize, Named)> = each.into_iter().collect::<Option<_>>()?;
                let kinds = each.iter().map(|(_, place, _)| *place).collect();
                let span = |e: Option<&ast::WithEvent>| e.map_or(item.span, |event| event.span);
                let span = Span { end: span(events.last()).end, ..span(events.first()) };
                self.with.push((span, each.iter().map(|(.., named)| named.clone()).collect()));
                let e = each.into_iter().map(|(e, ..)| e).reduce(either)?;
                (Expr { span, ..e }, kinds)
            }
        };
        Some((self.kept(e), kinds))
    }

    /// `message where by_staff`: of what is kept nothing is read where it is kept from yet.
    fn with_event(&mut self, item: &Item, written: &ast::WithEvent) -> Option<(Expr, usize, Named)> {
        let (event, define) = self.ctx.unit_or_define(&written.event)?;
        let place = member(self.ctx, self.case, item, event, &written.event)?;
        let course = self.ctx.outline.courses.get_mut(&self.event).map(|names| names.about = Some(place));
        let is_define = define.is_some();
        let define = match (define, self.ctx.outline.define(&written.event.text)) {
            (Some(e), Some(id)) => {
                let e = self.ctx.one_further_in(e);
                self.ctx.of_course(id, e, self.event, 1, written.event.span).map(Some)
            }
            _ => Some(None),
        };
        let filter = match &written.filter {
            None => Some(None),
            Some(filter) => self.ctx.condition_over(&self.place(), filter).map(Some),
        };
        if let Some(names) = self.ctx.outline.courses.get_mut(&self.event) {
            names.about = None;
        }
        let e = match (define?, filter?) {
            (Some(a), Some(b)) => both(a, b),
            (Some(e), None) | (None, Some(e)) => e,
            (None, None) => yes_no(crate::standard::ExprKind::Const(Value::YesNo(true)), false, written.span),
        };
        let e = Expr { span: written.span, ..e };
        let e = if course.is_some() { course::only(self.ctx, self.event, 1, &BTreeSet::from([place]), e) } else { e };
        let filter = written.filter.as_ref().map(|filter| filter.span);
        let define = self.ctx.outline.define(&written.event.text).filter(|_| is_define);
        Some((e, place, Named { event, define, filter }))
    }

    fn amount(&mut self, e: &ast::Expr) -> Option<Expr> {
        let place = self.place();
        let e = self.ctx.value_over(&place, e, &Type::Duration)?;
        self.everywhere(e)
    }

    fn person(&mut self, e: &ast::Expr) -> Option<Expr> {
        let place = self.place();
        let e = self.ctx.text_over(&place, e, "a person is known by a key, a role by a text")?;
        self.everywhere(e)
    }

    fn share(&mut self, e: &ast::Expr) -> Option<Ratio> {
        let ty = if matches!(&*e.kind, ExprKind::Percent(_)) { Type::Share } else { Type::Exact };
        let share = ratio(&self.ctx.constant(e, &ty)?)?;
        if share > Ratio::ZERO && share <= Ratio::whole(10) {
            return Some(share);
        }
        self.ctx.report(messages::share_of_target(e.span));
        None
    }

    fn pauses(&mut self, item: &Item) -> Option<Vec<Pause>> {
        let mut pauses = Vec::new();
        let mut sound = true;
        for ClockClause { kind, span } in &self.written.clauses {
            let ClockClauseKind::Pauses { when, justified, until } = kind else { continue };
            if pauses.len() == Clock::PAUSES {
                self.ctx.report(messages::too_many_parts(*span, "`pauses` of one clock", Clock::PAUSES));
                return None;
            }
            let when = self.of_kinds(item, when);
            let justified = self.optional(justified.as_ref(), |this, m| this.moment(item, m));
            let kinds = when.as_ref().map(|(_, kinds)| kinds.clone());
            let until = self.optional(until.as_ref(), |this, e| this.until(e, kinds.as_ref()));
            match (when, justified, until) {
                (Some((when, _)), Some(justified), Some(until)) => pauses.push(Pause { when, justified, until }),
                _ => sound = false,
            }
        }
        sound.then_some(pauses)
    }

    /// The end of a pause, which the events say that begin it.
    fn until(&mut self, e: &ast::Expr, kinds: Option<&BTreeSet<usize>>) -> Option<Expr> {
        let only = kinds.filter(|kinds| kinds.len() == 1).and_then(|kinds| kinds.first().copied());
        let about = |this: &mut Self, about: Option<usize>| {
            this.ctx.outline.courses.get_mut(&this.event).into_iter().for_each(|names| names.about = about);
        };
        about(self, only);
        let e = self.ctx.instant_over(&self.place(), e);
        about(self, None);
        let e = self.in_all(e?, kinds)?;
        Some(self.kept(e))
    }

    #[expect(clippy::option_option, reason = "left out and wrong are two things")]
    fn reopens(&mut self, item: &Item) -> Option<Option<Reopening>> {
        let written = self.one("reopens", |c| {
            if let ClockClauseKind::Reopens { when, within, way } = c { Some((when, within, way)) } else { None }
        });
        let Some((when, within, way)) = written else { return Some(None) };
        let when = self.moment(item, when);
        let within = match within {
            None => None,
            Some(due) => Some(self.ctx.due(due)?),
        };
        let way = match way.as_ref().map(|way| way.text.as_str()) {
            Some("restart") => ReopenWay::Restart,
            Some("ignore") => ReopenWay::Ignore,
            _ => ReopenWay::Resume,
        };
        Some(Some(Reopening { when: when?, within, way }))
    }

    fn warnings(&mut self) -> Option<Vec<Warning>> {
        let mut warnings = Vec::new();
        let mut sound = true;
        for ClockClause { kind, span } in &self.written.clauses {
            let ClockClauseKind::Warn { whom, at, opening, when } = kind else { continue };
            if warnings.len() == Clock::WARNINGS {
                self.ctx.report(messages::too_many_parts(*span, "`warn` of one clock", Clock::WARNINGS));
                return None;
            }
            let whom = self.person(whom);
            let (share, more) = match &*at.kind {
                ExprKind::Binary { op: BinaryOp::Add, left, right, .. } => {
                    let more = match self.ctx.constant(right, &Type::Duration) {
                        Some(Value::Duration(more)) => Some(more),
                        _ => None,
                    };
                    (self.share(left), more)
                }
                _ => (self.share(at), Some(0)),
            };
            let when = self.optional(when.as_ref(), Self::condition);
            match (whom, share, more, when) {
                (Some(whom), Some(share), Some(more), Some(when)) => {
                    warnings.push(Warning { whom, share, more, opening: *opening, when, span: *span });
                }
                _ => sound = false,
            }
        }
        sound.then_some(warnings)
    }

    /// What it counts on: which of some calendars.
    fn calendars(&mut self, e: &ast::Expr) -> Option<(Expr, Vec<CalendarId>)> {
        let mut names: Vec<(Name, CalendarId)> = Vec::new();
        let named = self.named(e, &mut names)?;
        let values: Vec<String> = names.iter().map(|(name, _)| name.text.clone()).collect();
        let place = self.place();
        let ty = Type::OneOf(values.into());
        let typed = self.ctx.value_over(&place, &named, &ty)?;
        Some((self.everywhere(typed)?, names.into_iter().map(|(_, id)| id).collect()))
    }

    /// The zone in which the calendar is laid: a text of the event. Names that are written here are looked up here.
    fn zone(&mut self, e: &ast::Expr) -> Option<Expr> {
        let known = self.zones_known(e);
        let place = self.place();
        let typed = self.ctx.value_over(&place, e, &Type::Text);
        typed.filter(|_| known).and_then(|e| self.everywhere(e))
    }

    /// Whether all names of zones that an expression may come to are zones, as far as they are written here. Each that is none is told.
    fn zones_known(&mut self, e: &ast::Expr) -> bool {
        match &*e.kind {
            ExprKind::Text(text) => zone_of(self.ctx, &ast::Text { text: text.clone(), span: e.span }).is_some(),
            ExprKind::By { arms, otherwise, .. } => {
                let results = arms.iter().map(|(_, result)| result).chain(otherwise);
                results.filter(|e| !self.zones_known(e)).count() == 0
            }
            ExprKind::If(_, a, b) => [a, b].into_iter().filter(|e| !self.zones_known(e)).count() == 0,
            _ => true,
        }
    }

    /// The same expression with the calendars' names as texts.
    fn named(&mut self, e: &ast::Expr, names: &mut Vec<(Name, CalendarId)>) -> Option<ast::Expr> {
        let kind = match &*e.kind {
            ExprKind::Path(path) if path.len() == 1 && self.ctx.is_declared(Kind::Calendar, &path[0].text) => {
                let id = self.ctx.calendar(&path[0])?;
                if !names.iter().any(|(name, _)| name.text == path[0].text) {
                    names.push((path[0].clone(), id));
                }
                ExprKind::Text(path[0].text.clone())
            }
            ExprKind::By { on, arms, otherwise } => {
                let mut read = Vec::with_capacity(arms.len());
                for (values, result) in arms {
                    read.push((values.clone(), self.named(result, names)?));
                }
                let otherwise = match otherwise {
                    None => None,
                    Some(e) => Some(self.named(e, names)?),
                };
                ExprKind::By { on: on.clone(), arms: read, otherwise }
            }
            ExprKind::If(condition, a, b) => {
                ExprKind::If(condition.clone(), self.named(a, names)?, self.named(b, names)?)
            }
            _ => {
                let written = self.ctx.spoken(e);
                let near = self.ctx.names_of(&[Kind::Calendar]).into_iter().map(str::to_owned).collect::<Vec<_>>();
                self.ctx.report(messages::clock_on_no_calendar(e.span, &written, &near));
                return None;
            }
        };
        Some(ast::Expr { kind: Box::new(kind), span: e.span })
    }
}
