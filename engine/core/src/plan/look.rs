//! Looks at other units: what must be equal is looked up, what concerns the others alone is computed once, and only the
//! rest is computed for each pair.

use super::build::Builder;
use super::lower::{Place, Term};
use super::{Level, Look, NodeId, Op, Reach};
use crate::standard::{Aggregate, Ask, Expr, ExprKind, Others, Range, Scope, Type, UnitId};
use etalon_grammar::ast::{BinaryOp, Span};

impl Builder<'_> {
    pub(super) fn others(&mut self, others: &Others, place: &Place, ty: Type, span: Span) -> Term {
        let asking = others.scope.saturating_sub(1);
        let mut units: Vec<UnitId> = place.scopes.iter().map(|s| s.0).take(usize::from(others.scope)).collect();
        let outside = self.outside(others, &mut units);
        let by = units[usize::from(asking)];
        // If only the asking row matters, the look is a row node of the asking unit, alike wherever it stands.
        let alone = outside == 1 << asking;
        let inner = if alone {
            let mut scopes: Vec<_> = units.iter().map(|u| (*u, None)).collect();
            scopes[usize::from(asking)].1 = Some(0);
            scopes.push((others.unit, Some(1)));
            Place { scopes, frame: vec![by, others.unit] }
        } else {
            let mut inner = place.clone();
            inner.scopes.truncate(usize::from(others.scope));
            inner.scopes.push((others.unit, u8::try_from(place.frame.len()).ok()));
            inner.frame.push(others.unit);
            inner
        };
        let own = inner.framed(others.scope);
        let mut look = Look {
            ask: None,
            unit: others.unit,
            by,
            asking: inner.framed(asking),
            equal: Vec::new(),
            only: None,
            rest: None,
            value: None,
            window: None,
            reach: self.reach(&others.range, &inner, alone),
        };
        if let Some(filter) = &others.filter {
            self.split(filter, &mut look, &inner, own, alone);
        }
        let mut none = false;
        match &others.ask {
            Ask::Some => {}
            Ask::None => none = true,
            Ask::Count => look.ask = Some(Aggregate::Count),
            Ask::Window(call) => {
                // In the order of the rows, and no short way.
                look.ask = Some(Aggregate::Path);
                look.window = Some(self.window(call, &inner));
            }
            Ask::Aggregate(how, value) => {
                look.ask = Some(*how);
                let term = self.taken(value, *how, &ty, &inner);
                look.value = Some(if term.on == 1 << own { term.id } else { self.paired(term) });
            }
        }
        let (level, on) = if alone {
            (Level::Row(by), 1 << place.framed(asking))
        } else {
            let bits = (0..others.scope).filter(|s| outside & (1 << s) != 0);
            (Level::Pair, bits.fold(0, |on, s| on | 1 << place.framed(s)))
        };
        let id = self.push(Op::Look(Box::new(look)), level, ty, span);
        if !none {
            return Term { id, on };
        }
        self.combine(&[Term { id, on }], place, Type::YesNo, span, |p| Op::Not(p[0]))
    }

    /// What an aggregate takes, as the type of its result where it is one of the values.
    pub(super) fn taken(&mut self, value: &Expr, how: Aggregate, ty: &Type, place: &Place) -> Term {
        match how {
            Aggregate::Path => self.lower_as(value, &Type::Text, place),
            Aggregate::Any | Aggregate::Every | Aggregate::Count | Aggregate::Distinct => self.lower(value, place),
            Aggregate::First | Aggregate::Last | Aggregate::Sum | Aggregate::Min | Aggregate::Max => {
                self.lower_as(value, ty, place)
            }
        }
    }

    /// A node of the asking side.
    fn side(&mut self, expr: &Expr, inner: &Place, alone: bool) -> NodeId {
        let term = self.lower(expr, inner);
        if alone { term.id } else { self.paired(term) }
    }

    fn reach(&mut self, range: &Range, inner: &Place, alone: bool) -> Reach {
        match range {
            Range::Ever => Reach::Ever,
            Range::Before => Reach::Before,
            Range::After => Reach::After,
            Range::AmongLast { count, including_this } => {
                Reach::AmongLast { count: *count, including: *including_this }
            }
            Range::Within { duration, of } => Reach::Within {
                duration: self.side(duration, inner, alone),
                of: of.as_ref().map(|of| self.side(of, inner, alone)),
            },
            Range::Over { micros, of, including_this } => Reach::Over {
                micros: *micros,
                of: of.as_ref().map(|of| self.side(of, inner, alone)),
                including: *including_this,
            },
            Range::OverDays { days, of, including_this } => Reach::OverDays {
                days: *days,
                of: of.as_ref().map(|of| self.side(of, inner, alone)),
                including: *including_this,
            },
        }
    }

    fn split(&mut self, filter: &Expr, look: &mut Look, inner: &Place, own: Scope, alone: bool) {
        let mut conditions = Vec::new();
        flatten(filter, false, &mut conditions);
        let (mut only, mut rest) = (Vec::new(), Vec::new());
        for (condition, not) in conditions {
            if let (ExprKind::Compare(BinaryOp::Equal, a, b), false) = (&condition.kind, not) {
                let (a, b) = (self.lower(a, inner), self.lower(b, inner));
                let (other, asking) = if a.on == 1 << own { (a, b) } else { (b, a) };
                let free = asking.on & (1 << own) == 0 && asking.on != 0;
                if other.on == 1 << own && free && self.alike(other.id, asking.id) {
                    let asking = if alone { asking.id } else { self.paired(asking) };
                    look.equal.push((other.id, asking));
                    continue;
                }
            }
            let term = self.truth(condition, not, inner);
            if term.on & !(1 << own) == 0 { only.push(term) } else { rest.push(term) }
        }
        let span = filter.span;
        look.only = (!only.is_empty()).then(|| self.joined(&only, true, inner, span).id);
        if !rest.is_empty() {
            let term = self.joined(&rest, true, inner, span);
            look.rest = Some(self.paired(term));
        }
    }

    /// Whether equal values of both look alike in their columns, so that they can be looked up.
    fn alike(&self, a: NodeId, b: NodeId) -> bool {
        let ty = |id: NodeId| &self.plan.nodes[id.index()].ty;
        match (ty(a), ty(b)) {
            (Type::Text | Type::Ref(_), Type::Text | Type::Ref(_)) => true,
            (Type::Exact | Type::Share, _) => false,
            (a, b) => a == b,
        }
    }

    /// The scopes outside that a look depends on, as bits of the expression's own scopes; the asking one always.
    fn outside(&self, others: &Others, units: &mut Vec<UnitId>) -> u32 {
        let mut on = 1 << others.scope.saturating_sub(1);
        units.truncate(usize::from(others.scope));
        units.push(others.unit);
        let (a, b) = match &others.range {
            Range::Within { duration, of } => (Some(duration), of.as_ref()),
            Range::Over { of, .. } | Range::OverDays { of, .. } => (of.as_ref(), None),
            _ => (None, None),
        };
        for expr in others.filter.iter().chain(others.ask.values()).chain(a).chain(b) {
            on |= self.scopes(expr, units);
        }
        units.truncate(usize::from(others.scope));
        on & ((1 << others.scope) - 1)
    }

    fn scopes(&self, expr: &Expr, units: &mut Vec<UnitId>) -> u32 {
        let mut all = |list: &mut dyn Iterator<Item = &Expr>| list.fold(0, |on, e| on | self.scopes(e, units));
        match &expr.kind {
            ExprKind::Const(_) | ExprKind::Param(_) => 0,
            ExprKind::Field { scope, .. } => 1 << scope,
            ExprKind::Met(_, scope) | ExprKind::Faults(_, scope, _) => 1 << scope,
            ExprKind::Define(_, a) | ExprKind::Not(a) => all(&mut std::iter::once(&**a)),
            ExprKind::IsPresent(a, _) | ExprKind::In(a, ..) | ExprKind::Matches(a, _) => {
                all(&mut std::iter::once(&**a))
            }
            ExprKind::And(list) | ExprKind::Or(list) | ExprKind::Join(list) | ExprKind::Call(_, list) => {
                all(&mut list.iter())
            }
            ExprKind::Plugin(call) => all(&mut call.arguments.iter()),
            ExprKind::Compare(_, a, b) | ExprKind::Arithmetic(_, a, b) => all(&mut [&**a, &**b].into_iter()),
            ExprKind::By(a, rows, otherwise) => {
                all(&mut std::iter::once(&**a).chain(rows.iter().map(|r| &r.1)).chain(otherwise.as_deref()))
            }
            ExprKind::If(a, b, c) => all(&mut [&**a, &**b, &**c].into_iter()),
            ExprKind::Others(inner) => {
                let mut units = units.clone();
                self.outside(inner, &mut units)
            }
        }
    }
}

/// The conditions that must all hold.
fn flatten<'e>(expr: &'e Expr, not: bool, into: &mut Vec<(&'e Expr, bool)>) {
    match &expr.kind {
        ExprKind::Define(_, inner) => flatten(inner, not, into),
        ExprKind::Not(inner) => flatten(inner, !not, into),
        ExprKind::And(list) if !not => list.iter().for_each(|e| flatten(e, not, into)),
        ExprKind::Or(list) if not => list.iter().for_each(|e| flatten(e, not, into)),
        _ => into.push((expr, not)),
    }
}
