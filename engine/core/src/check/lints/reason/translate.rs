//! A condition as the situations in which it is yes, or no. In all others it is unknown.

use super::domain::{Domain, Values};
use super::key::{key, negated, turned};
use super::limits::Limit;
use super::numbers::Numbers;
use super::plain::Plain;
use super::situations::{Situation, Situations};
use super::space::{Space, Var, class};
use crate::standard::{Ask, Expr, ExprKind, Function, Leaf, Requirement, Type, UnitId};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::BinaryOp;

/// A table in a table in a table …: deeper than this nothing is decided.
const DEEPEST: u8 = 12;

impl Space<'_> {
    /// The situations in which a condition is yes (or no); none if that cannot be told in few.
    pub fn hold(&mut self, expr: &Expr, yes: bool, scopes: &[UnitId]) -> Option<Situations> {
        let held = self.holds(expr, yes, scopes, 0);
        if held.is_none() {
            let limit = if std::mem::take(&mut self.too_deep) { Limit::Deep } else { Limit::ManyWays };
            self.give_up(expr.span, limit);
        }
        held
    }

    /// Both at once; what excludes each other is kept in `conflicts`.
    pub fn both(&mut self, a: &Situations, b: &Situations) -> Option<Situations> {
        let conflicts = &mut self.conflicts;
        a.and(b, |conflict| {
            if conflicts.len() < 8 && !conflicts.contains(&conflict) {
                conflicts.push(conflict);
            }
        })
    }

    fn holds(&mut self, expr: &Expr, yes: bool, scopes: &[UnitId], depth: u8) -> Option<Situations> {
        if depth > DEEPEST {
            self.too_deep = true;
            return None;
        }
        // Who asks why something never holds must meet its conflicts anew.
        let plain = if self.quiet { Plain::of(expr, yes, scopes) } else { None };
        let Some(plain) = plain else {
            return self.find_out(expr, yes, scopes, depth);
        };
        if let Some(known) = self.plain.get(&plain) {
            return Some(known.clone());
        }
        let held = self.find_out(expr, yes, scopes, depth)?;
        self.plain.insert(plain, held.clone());
        Some(held)
    }

    fn find_out(&mut self, expr: &Expr, yes: bool, scopes: &[UnitId], depth: u8) -> Option<Situations> {
        match &expr.kind {
            ExprKind::Const(_) | ExprKind::Param(_) if self.constant(expr).is_some() => {
                let is = self.constant(expr) == Some(Value::YesNo(yes));
                Some(if is { Situations::always() } else { Situations::never() })
            }
            ExprKind::Define(id, inner) => match scopes {
                // Taken in by many rules, and the same in all that speak of the unit itself.
                [unit] => {
                    let known = (*id, *unit, yes, self.open_params);
                    if let Some(held) = self.defined.get(&known) {
                        return held.clone();
                    }
                    let held = self.holds(inner, yes, scopes, depth);
                    self.defined.insert(known, held.clone());
                    held
                }
                _ => self.holds(inner, yes, scopes, depth),
            },
            ExprKind::Not(inner) => self.holds(inner, !yes, scopes, depth),
            ExprKind::And(list) | ExprKind::Or(list) => {
                if matches!(expr.kind, ExprKind::And(_)) == yes {
                    list.iter().try_fold(Situations::always(), |all, x| {
                        let next = self.holds(x, yes, scopes, depth)?;
                        self.both(&all, &next)
                    })
                } else {
                    list.iter().try_fold(Situations::never(), |any, x| any.or(self.holds(x, yes, scopes, depth)?))
                }
            }
            ExprKind::Compare(op, a, b) => {
                let op = if yes { *op } else { negated(*op) };
                self.compare(op, a, b, scopes, depth)
            }
            ExprKind::IsPresent(inner, present) => {
                if *present == yes {
                    Some(self.present(inner, scopes))
                } else {
                    Some(self.absent(inner, scopes))
                }
            }
            ExprKind::In(inner, values, not) => self.among(inner, values, *not != yes, scopes, depth),
            ExprKind::Met(id, 0) => self.met(*id, yes, scopes, depth + 1),
            ExprKind::Others(others) if matches!(others.ask, Ask::Some | Ask::None) => {
                let var = self.count(others, expr, scopes);
                let none = matches!(others.ask, Ask::None) == yes;
                let op = if none { BinaryOp::Equal } else { BinaryOp::Greater };
                let values = Values::Numbers(Numbers::compare(true, op, Ratio::ZERO));
                Some(self.only(var, values))
            }
            ExprKind::Call(Function::FirstOf, _) | ExprKind::By(..) | ExprKind::If(..) => {
                let mut all = Situations::never();
                for (guard, result) in self.alternatives(expr, scopes, depth + 1)? {
                    let result = if std::ptr::eq(result, expr) {
                        self.question(expr, yes, scopes)
                    } else {
                        self.holds(result, yes, scopes, depth + 1)?
                    };
                    all = all.or(self.both(&guard, &result)?)?;
                }
                Some(all)
            }
            _ => Some(self.question(expr, yes, scopes)),
        }
    }

    /// Something that is answered with yes or no and of which no more is known.
    fn question(&mut self, expr: &Expr, yes: bool, scopes: &[UnitId]) -> Situations {
        let var = self.var(expr, scopes);
        let wanted = self.only(var, Values::Listed { of: 2, has: [u32::from(yes)].into() });
        let needed = self.needed(expr, scopes);
        wanted.and(&needed, |_| ()).unwrap_or_default()
    }

    fn only(&self, var: Var, values: Values) -> Situations {
        Situations::only(var, self.full(var).and(&Domain::of(values)))
    }

    /// `x op y`, tables and choices on both sides taken apart.
    fn compare(&mut self, op: BinaryOp, a: &Expr, b: &Expr, scopes: &[UnitId], depth: u8) -> Option<Situations> {
        let (lefts, rights) = (self.alternatives(a, scopes, depth)?, self.alternatives(b, scopes, depth)?);
        let mut all = Situations::never();
        for (guard_a, left) in &lefts {
            for (guard_b, right) in &rights {
                let guard = self.both(guard_a, guard_b)?;
                if guard.is_never() {
                    continue;
                }
                let holds = self.compare_one(op, left, right, scopes, depth)?;
                all = all.or(self.both(&guard, &holds)?)?;
            }
        }
        Some(all)
    }

    fn compare_one(&mut self, op: BinaryOp, a: &Expr, b: &Expr, scopes: &[UnitId], depth: u8) -> Option<Situations> {
        let says = |holds: bool| {
            if holds { Situations::always() } else { Situations::never() }
        };
        if let (Some(x), Some(y)) = (self.fold(a), self.fold(b))
            && class(&a.ty) == class(&b.ty)
        {
            return Some(says(match op {
                BinaryOp::Less => x < y,
                BinaryOp::LessEqual => x <= y,
                BinaryOp::Greater => x > y,
                BinaryOp::GreaterEqual => x >= y,
                BinaryOp::NotEqual => x != y,
                _ => x == y,
            }));
        }
        if let Some(value) = self.constant(b).filter(|v| super::key::number(v).is_none()) {
            return self.equals(a, &value, op == BinaryOp::Equal, scopes, depth);
        }
        if let Some(value) = self.constant(a).filter(|v| super::key::number(v).is_none()) {
            return self.equals(b, &value, op == BinaryOp::Equal, scopes, depth);
        }
        if class(&a.ty).is_some() && class(&a.ty) == class(&b.ty) {
            if let Some(at) = self.fold(b) {
                return self.against(op, a, at, scopes);
            }
            if let Some(at) = self.fold(a) {
                return self.against(turned(op), b, at, scopes);
            }
        }
        let needed = self.needed(a, scopes).and(&self.needed(b, scopes), |_| ())?;
        if key(a) == key(b) {
            let same = matches!(op, BinaryOp::Equal | BinaryOp::LessEqual | BinaryOp::GreaterEqual);
            return Some(if same { needed } else { Situations::never() });
        }
        let (var, turn) = self.difference(a, b, scopes);
        let values = match self.full(var).values {
            Values::Numbers(_) => {
                let op = if turn { turned(op) } else { op };
                Values::Numbers(Numbers::compare(false, op, Ratio::ZERO))
            }
            _ => Values::Listed { of: 2, has: [u32::from(op == BinaryOp::Equal)].into() },
        };
        let wanted = self.only(var, values);
        self.both(&wanted, &needed)
    }

    /// A number against a constant.
    fn against(&mut self, op: BinaryOp, expr: &Expr, at: Ratio, scopes: &[UnitId]) -> Option<Situations> {
        let var = match &expr.kind {
            ExprKind::Others(others) if matches!(others.ask, Ask::Count) => self.count(others, expr, scopes),
            _ => self.var(expr, scopes),
        };
        let Values::Numbers(full) = &self.full(var).values else {
            return None;
        };
        let wanted = Values::Numbers(Numbers::compare(full.is_whole(), op, at));
        self.demand(var, wanted, expr, scopes)
    }

    /// Demands these values; what cannot be is told as a conflict with all that the thing may be.
    fn demand(&mut self, var: Var, wanted: Values, expr: &Expr, scopes: &[UnitId]) -> Option<Situations> {
        let full = Situations(vec![Situation::only(var, self.full(var).clone())]);
        let wanted = Situations::only(var, Domain::of(wanted));
        let wanted = self.both(&full, &wanted)?;
        let needed = self.needed(expr, scopes);
        self.both(&wanted, &needed)
    }

    /// `x = value` or `x != value` for values without order.
    fn equals(&mut self, expr: &Expr, value: &Value, same: bool, scopes: &[UnitId], depth: u8) -> Option<Situations> {
        self.one_among(expr, std::slice::from_ref(value), same, scopes, depth)
    }

    fn among(
        &mut self,
        expr: &Expr,
        values: &[Value],
        inside: bool,
        scopes: &[UnitId],
        depth: u8,
    ) -> Option<Situations> {
        let mut all = Situations::never();
        for (guard, result) in self.alternatives(expr, scopes, depth)? {
            let holds = self.one_among(result, values, inside, scopes, depth)?;
            all = all.or(self.both(&guard, &holds)?)?;
        }
        Some(all)
    }

    fn one_among(
        &mut self,
        expr: &Expr,
        values: &[Value],
        inside: bool,
        scopes: &[UnitId],
        depth: u8,
    ) -> Option<Situations> {
        if let Some(have) = self.constant(expr) {
            let is = have != Value::Missing && values.contains(&have) == inside;
            return Some(if is { Situations::always() } else { Situations::never() });
        }
        if let (Type::YesNo, [Value::YesNo(yes)]) = (&expr.ty, values)
            && depth < DEEPEST
        {
            return self.holds(expr, *yes == inside, scopes, depth + 1);
        }
        let var = self.var(expr, scopes);
        let wanted = set(&self.full(var).values, values)?;
        let wanted = match &expr.kind {
            // A text in small letters never equals one with capitals.
            ExprKind::Call(Function::Lower, _) => only_texts(wanted, |t| t.to_lowercase() == t),
            ExprKind::Call(Function::Upper, _) => only_texts(wanted, |t| t.to_uppercase() == t),
            _ => wanted,
        };
        self.demand(var, if inside { wanted } else { wanted.not() }, expr, scopes)
    }

    /// A criterion is met (or breached) by the same unit.
    fn met(&mut self, id: crate::standard::CriterionId, yes: bool, scopes: &[UnitId], depth: u8) -> Option<Situations> {
        let standard = self.standard;
        let criterion = standard.criteria.get(id.index())?;
        let Requirement::Condition(require) = &criterion.require else {
            let span = criterion.require_span;
            let kind = ExprKind::Met(id, 0);
            return Some(self.question(&Expr { kind, ty: Type::YesNo, optional: true, span }, yes, scopes));
        };
        let holds = self.holds(require, yes, &scopes[..1], depth)?;
        match &criterion.filter {
            Some(filter) => {
                let filter = self.holds(filter, true, &scopes[..1], depth)?;
                self.both(&filter, &holds)
            }
            None => Some(holds),
        }
    }

    /// The situation in which an expression has a value.
    pub fn present(&mut self, expr: &Expr, scopes: &[UnitId]) -> Situations {
        let var = self.var(expr, scopes);
        let wanted = Situations::only(var, Domain::of(self.full(var).values.clone()));
        wanted.and(&self.needed(expr, scopes), |_| ()).unwrap_or_default()
    }

    /// The situation in which it has none.
    fn absent(&mut self, expr: &Expr, scopes: &[UnitId]) -> Situations {
        let var = self.var(expr, scopes);
        let full = self.full(var).clone();
        let gone = Domain { missing: true, values: full.values.and(&full.values.not()) };
        let full = Situations(vec![Situation::only(var, full)]);
        self.both(&full, &Situations::only(var, gone)).unwrap_or_default()
    }

    /// What must be present for an expression to have a value at all: the optional fields it is computed from, and the
    /// references on the way to a field.
    pub fn needed(&mut self, expr: &Expr, scopes: &[UnitId]) -> Situations {
        let mut situation = Situation::default();
        self.need(expr, scopes, true, &mut situation);
        Situations(vec![situation])
    }

    fn need(&mut self, expr: &Expr, scopes: &[UnitId], top: bool, out: &mut Situation) {
        match &expr.kind {
            ExprKind::Field { scope, path, .. } => {
                for (i, step) in path.iter().enumerate() {
                    let leaf = Leaf::Field(*step);
                    let Some(field) = self.field(scopes, *scope, &path[..i], leaf) else {
                        return;
                    };
                    let kind = ExprKind::Field { scope: *scope, path: path[..i].to_vec(), leaf };
                    let step = Expr { kind, ty: field.ty.clone(), optional: field.optional || i > 0, span: expr.span };
                    self.need_one(&step, scopes, out);
                }
                if !top {
                    self.need_one(expr, scopes, out);
                }
            }
            ExprKind::Define(_, inner)
            | ExprKind::Not(inner)
            | ExprKind::Matches(inner, _)
            | ExprKind::In(inner, ..) => {
                self.need(inner, scopes, false, out);
            }
            ExprKind::Compare(_, a, b) | ExprKind::Arithmetic(_, a, b) => {
                self.need(a, scopes, false, out);
                self.need(b, scopes, false, out);
            }
            ExprKind::Join(list) => list.iter().for_each(|x| self.need(x, scopes, false, out)),
            ExprKind::Plugin(call) => call.needed(self.standard).for_each(|x| self.need(x, scopes, false, out)),
            ExprKind::Call(function, list) if *function != Function::FirstOf => {
                list.iter().for_each(|x| self.need(x, scopes, false, out));
            }
            _ => {}
        }
    }

    fn need_one(&mut self, expr: &Expr, scopes: &[UnitId], out: &mut Situation) {
        let var = self.var(expr, scopes);
        if self.full(var).missing {
            let domain = Domain::of(self.full(var).values.clone());
            *out = out.with(var, domain);
        }
    }

    /// What an expression is in which situations: the rows of a table, the two sides of a choice.
    fn alternatives<'e>(
        &mut self,
        expr: &'e Expr,
        scopes: &[UnitId],
        depth: u8,
    ) -> Option<Vec<(Situations, &'e Expr)>> {
        if depth > DEEPEST {
            self.too_deep = true;
            return None;
        }
        let mut all = Vec::new();
        match &expr.kind {
            ExprKind::By(on, rows, otherwise) => {
                let mut before: Vec<Value> = Vec::new();
                for (values, result) in rows {
                    let new: Vec<Value> = values.iter().filter(|v| !before.contains(v)).cloned().collect();
                    let guard = self.among(on, &new, true, scopes, depth + 1)?;
                    before.extend(new);
                    self.deeper(guard, result, scopes, depth, &mut all)?;
                }
                if let Some(result) = otherwise {
                    let guard = self.among(on, &before, false, scopes, depth + 1)?;
                    self.deeper(guard, result, scopes, depth, &mut all)?;
                }
            }
            ExprKind::If(condition, a, b) => {
                let (yes, no) =
                    (self.holds(condition, true, scopes, depth + 1)?, self.holds(condition, false, scopes, depth + 1)?);
                self.deeper(yes, a, scopes, depth, &mut all)?;
                self.deeper(no, b, scopes, depth, &mut all)?;
            }
            ExprKind::Call(Function::FirstOf, list)
                if list.len() == 2 && matches!(list[0].kind, ExprKind::Field { .. }) =>
            {
                let there = self.present(&list[0], scopes);
                all.push((there, &list[0]));
                let gone = self.absent(&list[0], scopes);
                self.deeper(gone, &list[1], scopes, depth, &mut all)?;
            }
            _ => all.push((Situations::always(), expr)),
        }
        Some(all)
    }

    fn deeper<'e>(
        &mut self,
        guard: Situations,
        result: &'e Expr,
        scopes: &[UnitId],
        depth: u8,
        all: &mut Vec<(Situations, &'e Expr)>,
    ) -> Option<()> {
        for (inner, result) in self.alternatives(result, scopes, depth + 1)? {
            let both = self.both(&guard, &inner)?;
            if !both.is_never() {
                all.push((both, result));
            }
        }
        Some(())
    }
}

/// These values as a set of the same type.
fn set(like: &Values, values: &[Value]) -> Option<Values> {
    match like {
        Values::Numbers(full) => {
            let none = Numbers::all(full.is_whole()).not();
            let add = |set: Numbers, v: &Value| {
                Some(set.or(&Numbers::compare(full.is_whole(), BinaryOp::Equal, super::key::number(v)?)))
            };
            Some(Values::Numbers(values.iter().try_fold(none, add)?))
        }
        Values::Listed { of, .. } => {
            let code = |v: &Value| match v {
                Value::OneOf(code) => Some(*code),
                Value::YesNo(yes) => Some(u32::from(*yes)),
                _ => None,
            };
            Some(Values::Listed { of: *of, has: values.iter().map(code).collect::<Option<_>>()? })
        }
        Values::Texts { .. } => {
            let text = |v: &Value| {
                if let Value::Text(text) = v { Some(text.clone()) } else { None }
            };
            Some(Values::Texts { all_but: false, listed: values.iter().map(text).collect::<Option<_>>()? })
        }
    }
}

fn only_texts(values: Values, pass: impl Fn(&str) -> bool) -> Values {
    match values {
        Values::Texts { all_but: false, listed } => {
            Values::Texts { all_but: false, listed: listed.into_iter().filter(|t| pass(t)).collect() }
        }
        other => other,
    }
}
