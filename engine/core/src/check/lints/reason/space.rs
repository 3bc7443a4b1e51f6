//! The things that conditions look at, each with all that it may be.

use super::domain::{Domain, Values};
use super::key::{count, key, number};
use super::limits::Limit;
use super::numbers::Numbers;
use super::plain::Plain;
use super::point;
use super::situations::{Conflict, Situations};
use crate::standard::{
    Aggregate, DefineId, Expr, ExprKind, Fact, Field, FieldId, Function, Leaf, Others, Scope, Type, UnitId,
};
use crate::value::{Ratio, Value};
use crate::{SourceFile, Standard};
use etalon_grammar::ast::{BinaryOp, Span};
use std::collections::HashMap;
use std::rc::Rc;

/// One thing that conditions look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Var(u32);

/// What kind of thing.
#[derive(Debug, Clone)]
pub(crate) enum Thing {
    /// A field.
    Field {
        /// Whose.
        scope: Scope,
        /// The references followed.
        path: Vec<FieldId>,
        /// The field.
        leaf: Leaf,
    },
    /// A value that is computed.
    Term,
    /// How many others there are.
    Count,
    /// The one minus the other: two things compared with each other.
    Difference(String, String),
    /// A question answered with yes or no.
    Question,
}

/// What is known of a thing.
#[derive(Debug)]
pub(crate) struct Known {
    /// All that it may be.
    pub full: Domain,
    /// Its type.
    pub ty: Type,
    /// Which kind of thing.
    pub thing: Thing,
    /// As people read it.
    pub text: String,
    /// One of all the values, if that is easily found.
    pub any: Option<point::Value>,
}

/// All things of one standard.
pub(crate) struct Space<'a> {
    /// The standard.
    pub standard: &'a Standard,
    /// Its text.
    pub files: &'a [SourceFile],
    /// Whether params count as their value, or as numbers that may be anything.
    pub open_params: bool,
    /// Demands that excluded each other since this was last emptied.
    pub conflicts: Vec<Conflict>,
    /// Whether the last answer was not found because tables stand in tables too deep.
    pub too_deep: bool,
    /// What was not decided, and why.
    pub undecided: Vec<(Span, Limit)>,
    /// Whether nobody asks which demands excluded each other.
    pub quiet: bool,
    /// What plain comparisons with constants say: most rules are made of a few that come again and again.
    pub plain: HashMap<Plain, Situations>,
    known: Vec<Known>,
    index: HashMap<String, Var>,
    held: HashMap<(usize, bool, bool), Option<Rc<Situations>>>,
    both_held: HashMap<(usize, usize, bool, bool), Option<Rc<Situations>>>,
    /// What defines say of their own unit.
    pub defined: HashMap<(DefineId, UnitId, bool, bool), Option<Situations>>,
}

/// Kinds of number that can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Plain numbers and shares.
    Plain,
    /// Elapsed time.
    Duration,
    /// Points in time.
    Instant,
    /// Days.
    Date,
}

/// Which kind of number a type is.
pub(crate) const fn class(ty: &Type) -> Option<Class> {
    match ty {
        Type::Whole | Type::Decimal | Type::Exact | Type::Share => Some(Class::Plain),
        Type::Duration => Some(Class::Duration),
        Type::Instant => Some(Class::Instant),
        Type::Date => Some(Class::Date),
        Type::YesNo | Type::Text | Type::OneOf(_) | Type::Ref(_) => None,
    }
}

impl<'a> Space<'a> {
    /// Nothing is known yet.
    pub fn new(standard: &'a Standard, files: &'a [SourceFile]) -> Self {
        Self {
            standard,
            files,
            open_params: false,
            conflicts: Vec::new(),
            too_deep: false,
            undecided: Vec::new(),
            quiet: false,
            plain: HashMap::new(),
            known: Vec::new(),
            index: HashMap::new(),
            held: HashMap::new(),
            both_held: HashMap::new(),
            defined: HashMap::new(),
        }
    }

    /// [`Space::hold`] for a condition of the standard itself, seen from its own unit: worked out once. No conflicts are kept.
    pub fn hold_once(&mut self, expr: &'a Expr, yes: bool, unit: UnitId) -> Option<Rc<Situations>> {
        let key = (std::ptr::from_ref(expr).addr(), yes, self.open_params);
        if let Some(held) = self.held.get(&key) {
            return held.clone();
        }
        let held = self.quietly(|space| space.hold(expr, yes, &[unit])).map(Rc::new);
        self.held.insert(key, held.clone());
        held
    }

    /// The same where something else holds too: the filter of a rule.
    pub fn hold_given(&mut self, given: &'a Expr, expr: &'a Expr, yes: bool, unit: UnitId) -> Option<Rc<Situations>> {
        let place = |expr: &'a Expr| std::ptr::from_ref(expr).addr();
        let key = (place(given), place(expr), yes, self.open_params);
        if let Some(held) = self.both_held.get(&key) {
            return held.clone();
        }
        let parts = self.hold_once(given, true, unit).zip(self.hold_once(expr, yes, unit));
        let held = parts.and_then(|(given, holds)| {
            let both = self.quietly(|space| space.both(&given, &holds)).map(Rc::new);
            if both.is_none() {
                self.give_up(expr.span, Limit::ManyWays);
            }
            both
        });
        self.both_held.insert(key, held.clone());
        held
    }

    fn quietly<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let before = (std::mem::take(&mut self.conflicts), std::mem::replace(&mut self.quiet, true));
        let result = work(self);
        (self.conflicts, self.quiet) = before;
        result
    }

    /// What is known of a thing.
    pub fn known(&self, var: Var) -> &Known {
        &self.known[var.0 as usize]
    }

    /// All that a thing may be.
    pub fn full(&self, var: Var) -> &Domain {
        &self.known(var).full
    }

    /// The text at a place, on one line.
    pub fn text(&self, span: Span) -> String {
        let file = self.files.get(span.file as usize);
        let text = file.and_then(|f| f.text.get(span.start as usize..span.end as usize)).unwrap_or("");
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() > 90 { line.chars().take(88).collect::<String>() + " …" } else { line }
    }

    /// The line of a clause within a declaration, by its keyword.
    pub fn clause(&self, within: Span, keyword: &str) -> Option<Span> {
        let text = self.files.get(within.file as usize)?.text.get(within.start as usize..within.end as usize)?;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = line.find(keyword).filter(|i| line[..*i].trim().is_empty());
            if let Some(start) = start.filter(|i| line[i + keyword.len()..].starts_with(char::is_whitespace)) {
                let place = |i: usize| u32::try_from(i).ok().map(|i| within.start + i);
                return Some(Span {
                    file: within.file,
                    start: place(at + start)?,
                    end: place(at + line.trim_end().len())?,
                });
            }
            at += line.len();
        }
        None
    }

    /// Whether it is the number of others that are looked for.
    pub fn is_count(&self, var: Var) -> bool {
        matches!(self.known(var).thing, Thing::Count)
    }

    /// The thing that an expression is, seen from these units (the first is `this`).
    pub fn var(&mut self, expr: &Expr, scopes: &[UnitId]) -> Var {
        self.enter(&key(expr), scopes, |space| space.know(expr, scopes))
    }

    /// How many other units there are.
    pub fn count(&mut self, others: &Others, expr: &Expr, scopes: &[UnitId]) -> Var {
        self.enter(&count(others), scopes, |space| Known {
            // The window may not have ended yet: then there is no answer.
            full: Domain { missing: true, values: at_least(0) },
            ty: Type::Whole,
            thing: Thing::Count,
            text: space.text(expr.span),
            any: None,
        })
    }

    /// Two things compared with each other, and whether they stand the other way round.
    pub fn difference(&mut self, a: &Expr, b: &Expr, scopes: &[UnitId]) -> (Var, bool) {
        let (ka, kb) = (key(a), key(b));
        let turned = kb < ka;
        let ((first, ka), (second, kb)) = if turned { ((b, kb), (a, ka)) } else { ((a, ka), (b, kb)) };
        let ordered = class(&a.ty);
        let var = self.enter(&format!("({ka} ~ {kb})"), scopes, |space| {
            let values = match ordered {
                Some(_) => Values::Numbers(Numbers::all(false)),
                None => Values::list(2),
            };
            Known {
                full: Domain { missing: a.optional || b.optional, values },
                ty: a.ty.clone(),
                thing: Thing::Difference(space.text(first.span), space.text(second.span)),
                text: space.text(Span { end: a.span.end.max(b.span.end), ..a.span }),
                any: None,
            }
        });
        (var, turned)
    }

    fn enter(&mut self, key: &str, scopes: &[UnitId], know: impl FnOnce(&Self) -> Known) -> Var {
        use std::fmt::Write;
        let mut whole = String::with_capacity(key.len() + 8);
        for unit in scopes {
            let _ = write!(whole, "{},", unit.0);
        }
        whole += key;
        if let Some(var) = self.index.get(&whole) {
            return *var;
        }
        let mut known = know(self);
        known.any = point::any_of(&known.full);
        let var = Var(u32::try_from(self.known.len()).unwrap_or(u32::MAX));
        self.known.push(known);
        self.index.insert(whole, var);
        var
    }

    fn know(&self, expr: &Expr, scopes: &[UnitId]) -> Known {
        let mut full = Domain { missing: expr.optional, values: all(&expr.ty) };
        let ExprKind::Field { scope, path, leaf } = &expr.kind else {
            if let ExprKind::Call(function, _) = &expr.kind
                && let Some(values) = results(*function)
            {
                full.values = values;
            }
            if let ExprKind::Plugin(call) = &expr.kind
                && let Some((least, greatest)) = call.metric(&self.standard.plugins).and_then(|s| s.returns.term.range)
            {
                let per = Ratio::whole(if expr.ty == Type::Decimal { crate::value::DECIMAL } else { 1 });
                if let (Some(low), Some(high)) = (Ratio::whole(least).over(per), Ratio::whole(greatest).over(per)) {
                    full.values = between(expr.ty != Type::Decimal, low, high);
                }
            }
            let thing = if expr.ty == Type::YesNo { Thing::Question } else { Thing::Term };
            return Known { full, ty: expr.ty.clone(), thing, text: self.text(expr.span), any: None };
        };
        match leaf {
            Leaf::Position => full.values = at_least(1),
            Leaf::Score(_) => {
                full.values = between(false, Ratio::ZERO, Ratio::whole(100));
                full.missing = true;
            }
            Leaf::Verdict(_) | Leaf::Band(_) => full.missing = true,
            Leaf::Key | Leaf::Field(_) => {}
        }
        if let Some(field) = self.field(scopes, *scope, path, *leaf) {
            full.missing |= field.optional;
            let whole = field.ty != Type::Decimal && field.ty != Type::Share;
            if let Some((low, high)) = &field.bounds
                && let (Some(low), Some(high)) = (number(low), number(high))
            {
                full.values = between(whole, low, high);
            }
            if let Some(Fact::Aggregate { how: Aggregate::Count | Aggregate::Distinct, .. }) = &field.fact {
                full.values = at_least(0);
            }
        }
        full.missing |= !path.is_empty();
        let text = self.field_text(scopes, *scope, path, *leaf);
        Known {
            full,
            ty: expr.ty.clone(),
            thing: Thing::Field { scope: *scope, path: path.clone(), leaf: *leaf },
            text,
            any: None,
        }
    }

    /// The field at the end of a path.
    pub fn field(&self, scopes: &[UnitId], scope: Scope, path: &[FieldId], leaf: Leaf) -> Option<&'a Field> {
        let Leaf::Field(last) = leaf else { return None };
        let mut unit = *scopes.get(scope as usize)?;
        for step in path {
            match self.standard.units.get(unit.index())?.fields.get(step.index())?.ty {
                Type::Ref(next) => unit = next,
                _ => return None,
            }
        }
        self.standard.units.get(unit.index())?.fields.get(last.index())
    }

    fn field_text(&self, scopes: &[UnitId], scope: Scope, path: &[FieldId], leaf: Leaf) -> String {
        let mut parts = Vec::new();
        // Fields that a case keeps stand at scopes of their own beside that of the event.
        let events = scopes.get(1..).unwrap_or_default();
        let is_case = scopes.first().and_then(|unit| self.standard.units.get(unit.index()));
        let is_case = is_case.is_some_and(|unit| matches!(unit.kind, crate::standard::UnitKind::Case(_)));
        let kept = scope > 0 && is_case && events.iter().all(|unit| events.first() == Some(unit));
        if usize::from(scope) + 1 < scopes.len() && !kept {
            parts.push("this".to_owned());
        }
        for (i, step) in path.iter().enumerate() {
            if let Some(field) = self.field(scopes, scope, &path[..i], Leaf::Field(*step)) {
                parts.push(field.name.clone());
            }
        }
        let form = |id: crate::standard::FormId| {
            self.standard.forms.get(id.index()).map_or_else(String::new, |f| f.label.name.clone())
        };
        match leaf {
            Leaf::Field(_) => parts.extend(self.field(scopes, scope, path, leaf).map(|f| f.name.clone())),
            Leaf::Key if parts.is_empty() => parts.push("this".to_owned()),
            Leaf::Key => {}
            Leaf::Position => parts.push("position".to_owned()),
            Leaf::Score(id) => parts.extend([form(id), "score".to_owned()]),
            Leaf::Verdict(id) => parts.extend([form(id), "verdict".to_owned()]),
            Leaf::Band(id) => parts.extend([form(id), "band".to_owned()]),
        }
        parts.join(".")
    }
}

/// Everything that a type can hold.
fn all(ty: &Type) -> Values {
    match ty {
        Type::YesNo => Values::list(2),
        Type::OneOf(list) => Values::list(u32::try_from(list.len()).unwrap_or(u32::MAX)),
        Type::Text | Type::Ref(_) => Values::texts(),
        Type::Whole | Type::Duration | Type::Instant | Type::Date => Values::Numbers(Numbers::all(true)),
        Type::Decimal | Type::Exact | Type::Share => Values::Numbers(Numbers::all(false)),
    }
}

fn at_least(least: i64) -> Values {
    Values::Numbers(Numbers::compare(true, BinaryOp::GreaterEqual, Ratio::whole(least)))
}

fn between(whole: bool, low: Ratio, high: Ratio) -> Values {
    let low = Numbers::compare(whole, BinaryOp::GreaterEqual, low);
    Values::Numbers(low.and(&Numbers::compare(whole, BinaryOp::LessEqual, high)))
}

/// What a function can give, where that is less than its type.
fn results(function: Function) -> Option<Values> {
    let range = |low, high| Some(between(true, Ratio::whole(low), Ratio::whole(high)));
    match function {
        Function::Hour => range(0, 23),
        Function::MinuteOfDay => range(0, 1439),
        Function::Weekday => range(1, 7),
        Function::Month => range(1, 12),
        Function::Length => Some(at_least(0)),
        Function::Lot => range(0, i64::try_from(Function::LOTS).unwrap_or(i64::MAX) - 1),
        Function::Position => Some(at_least(1)),
        _ => None,
    }
}

impl Space<'_> {
    /// The number that an expression always is; params count as their value unless they are open.
    pub fn fold(&self, expr: &Expr) -> Option<Ratio> {
        match &expr.kind {
            ExprKind::Const(value) => number(value),
            ExprKind::Param(_) => number(&self.constant(expr)?),
            ExprKind::Arithmetic(op, a, b) => {
                let (a, b) = (self.fold(a)?, self.fold(b)?);
                let result = match op {
                    BinaryOp::Add => a.plus(b)?,
                    BinaryOp::Subtract => a.minus(b)?,
                    BinaryOp::Multiply => a.times(b)?,
                    BinaryOp::Divide => a.over(b)?,
                    _ => return None,
                };
                // A duration is rounded to a microsecond; better not decided than decided wrongly.
                (result.den() == 1 || class(&expr.ty) == Some(Class::Plain)).then_some(result)
            }
            _ => None,
        }
    }

    /// The value that an expression always is.
    pub fn constant(&self, expr: &Expr) -> Option<Value> {
        match &expr.kind {
            ExprKind::Const(value) => Some(value.clone()),
            ExprKind::Param(id) if !self.open_params => Some(self.standard.params.get(id.index())?.value.clone()),
            _ => None,
        }
    }
}
