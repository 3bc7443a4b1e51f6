//! A look at other units: which, from when to when.

use super::{Place, shift, yes_no};
use crate::check::context::Context;
use crate::check::messages;
use crate::standard::{Aggregate, Ask, Expr, ExprKind, Function, Others, Range, Term, Type, UnitId, UnitKind};
use etalon_grammar::ast::{self, DurationUnit, Name, Span};

/// How deep one look may stand in another.
const DEEPEST: u8 = 3;

impl Context {
    /// `no call where …`, `count(x where … over 60 min before this)`
    pub(super) fn others(&mut self, place: &Place, others: &ast::Others, span: Span) -> Option<Expr> {
        let Some(asking) = place.innermost() else {
            self.report(messages::this_is_nothing(span));
            return None;
        };
        if place.fact {
            self.report(messages::not_in_a_fact(span, "a look at others"));
            return None;
        }
        if place.depth() >= DEEPEST {
            self.report(messages::too_deep(span));
            return None;
        }
        let (unit, condition) = self.unit_or_define(&others.unit)?;
        if matches!(self.standard.units[unit.index()].kind, UnitKind::Entity) {
            let d = messages::not_an_event(&others.unit, "looks at what happened");
            self.report(d);
            return None;
        }
        let inside = place.inside(unit);
        let condition = condition.map(|c| shift::shifted(c, inside.depth()));
        let filter = others.filter.as_ref().map(|f| self.yes_no(&inside, f));
        let asked = self.ask(&inside, &others.ask);
        let range = self.range(place, asking, others.range.as_ref());
        let (ask, ty, may_lack) = asked?;
        let filter = match (condition, filter) {
            (_, Some(None)) => return None,
            (Some(c), Some(Some(f))) => Some(both(c, f)),
            (c, f) => c.or(f.flatten()),
        };
        let range = range?;
        // Deadlines make a verdict wait: it is unknown until then.
        let waits = matches!(range, Range::Within { .. });
        let kind = ExprKind::Others(Box::new(Others { ask, unit, scope: inside.depth(), filter, range }));
        let optional = may_lack || waits;
        Some(if ty == Type::YesNo { yes_no(kind, optional, span) } else { Expr { kind, ty, optional, span } })
    }

    fn ask(&mut self, inside: &Place, ask: &ast::Ask) -> Option<(Ask, Type, bool)> {
        let (word, value) = match ask {
            ast::Ask::Some => return Some((Ask::Some, Type::YesNo, false)),
            ast::Ask::None => return Some((Ask::None, Type::YesNo, false)),
            ast::Ask::Count => return Some((Ask::Count, Type::Whole, false)),
            ast::Ask::Aggregate(word, value) => (word, value),
            ast::Ask::Window(call) => return self.window_looked_at(inside, call),
        };
        let Some(how) = aggregate(&word.text) else {
            self.report(messages::unknown_function(word, &["count", "sum", "min", "max", "first", "last", "distinct"]));
            return None;
        };
        let e = self.typed(inside, value, None)?;
        let ty = self.aggregated(how, &e, value, word)?;
        let may_lack = !matches!(how, Aggregate::Sum | Aggregate::Distinct);
        Some((Ask::Aggregate(how, e), ty, may_lack))
    }

    /// What comes of many values of one kind.
    pub(crate) fn aggregated(&mut self, how: Aggregate, e: &Expr, text: &ast::Expr, word: &Name) -> Option<Type> {
        match how {
            Aggregate::Sum if !e.ty.is_number() && !matches!(e.ty, Type::Duration | Type::Share) => {
                let d = messages::not_a_number(
                    text.span,
                    &self.spoken(text),
                    &self.type_words(&e.ty),
                    &format!("`{}`", word.text),
                );
                self.report(d);
                None
            }
            Aggregate::Sum if e.ty == Type::Share => Some(Type::Exact),
            Aggregate::Min | Aggregate::Max if !self.has_order(e, text) => None,
            Aggregate::Count | Aggregate::Distinct => Some(Type::Whole),
            Aggregate::Any | Aggregate::Every => Some(Type::YesNo),
            Aggregate::Path => Some(Type::Text),
            _ => Some(e.ty.clone()),
        }
    }

    fn range(&mut self, place: &Place, asking: UnitId, range: Option<&ast::Range>) -> Option<Range> {
        let Some(range) = range else { return Some(Range::Ever) };
        let from = match &range.kind {
            ast::RangeKind::Within { of, .. } | ast::RangeKind::Over { of, .. } => of.as_ref(),
            _ => None,
        };
        if from.is_none() && self.standard.units[asking.index()].at.is_none() && !self.outline.may_have(asking, "at") {
            let d = messages::no_instant_here(range.span, &self.unit_name(asking));
            self.report(d);
            return None;
        }
        let of = match from {
            Some(of) => {
                let e = self.typed(place, of, Some(&Type::Instant))?;
                Some(self.fit(e, &Type::Instant, of)?)
            }
            None => None,
        };
        match &range.kind {
            ast::RangeKind::Within { within, .. } => {
                if is_a_term(within) {
                    let term = self.due(within)?;
                    let from = match &of {
                        Some(of) => of.clone(),
                        None => self.instant_of(place.depth(), asking, within.span)?,
                    };
                    let duration = until(term, from, within.span);
                    return Some(Range::Within { duration, of });
                }
                let e = self.typed(place, &within.term, Some(&Type::Duration))?;
                let e = self.fit(e, &Type::Duration, &within.term)?;
                Some(Range::Within { duration: e, of })
            }
            ast::RangeKind::Over { duration, including_this, .. } => {
                if self.refuse_calendar_unit(duration) {
                    return None;
                }
                let including_this = *including_this;
                Some(match self.days_of(duration) {
                    Some(days) => Range::OverDays { days, of, including_this },
                    None => Range::Over { micros: self.positive(duration)?, of, including_this },
                })
            }
            ast::RangeKind::AmongLast { count, including_this } => {
                let count = self.count(count)?;
                Some(Range::AmongLast { count, including_this: *including_this })
            }
            ast::RangeKind::Before => Some(Range::Before),
            ast::RangeKind::After => Some(Range::After),
        }
    }
}

/// Whether a length is no stretch of time that passes but a term: it ends with a day, or is counted on a calendar.
pub(crate) fn is_a_term(due: &ast::Due) -> bool {
    let by_days = matches!(&*due.term.kind, ast::ExprKind::Duration { unit, .. }
        if matches!(unit, DurationUnit::SameDay | DurationUnit::WorkingDay));
    by_days || due.on.is_some() || due.rolling.is_some()
}

/// How long it is from an instant to the end of a term that begins with it.
pub(crate) fn until(term: Term, from: Expr, span: Span) -> Expr {
    Expr { kind: ExprKind::Call(Function::Until(term), vec![from]), ty: Type::Duration, optional: true, span }
}

/// The way to make one value of many that a word names.
pub(crate) fn aggregate(word: &str) -> Option<Aggregate> {
    Some(match word {
        "first" => Aggregate::First,
        "last" => Aggregate::Last,
        "count" => Aggregate::Count,
        "sum" => Aggregate::Sum,
        "min" => Aggregate::Min,
        "max" => Aggregate::Max,
        "any" => Aggregate::Any,
        "every" => Aggregate::Every,
        "distinct" => Aggregate::Distinct,
        "path" => Aggregate::Path,
        _ => return None,
    })
}

/// Both conditions.
pub(crate) fn both(a: Expr, b: Expr) -> Expr {
    let (span, optional) = (b.span, a.optional || b.optional);
    let mut parts = Vec::new();
    for e in [a, b] {
        match e.kind {
            ExprKind::And(list) => parts.extend(list),
            _ => parts.push(e),
        }
    }
    yes_no(ExprKind::And(parts), optional, span)
}
