//! Expressions to nodes.

use super::build::Builder;
use super::simplify::flipped;
use super::{Level, NodeId, Op};
use crate::standard::{Expr, ExprKind, FieldId, Function, Leaf, Scope, Type, UnitId};
use crate::value::Value;
use etalon_grammar::ast::Span;

/// Where an expression stands: for each of its scopes the unit, and the scope's number in the frame of rows in which the
/// nodes will be computed.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) scopes: Vec<(UnitId, Option<Scope>)>,
    pub(super) frame: Vec<UnitId>,
}

impl Place {
    pub(super) fn of(units: &[UnitId]) -> Self {
        let scopes = units.iter().zip(0..).map(|(u, s)| (*u, Some(s))).collect();
        Self { scopes, frame: units.to_vec() }
    }

    pub(super) fn framed(&self, scope: Scope) -> Scope {
        self.scopes.get(usize::from(scope)).and_then(|s| s.1).unwrap_or(0)
    }
}

/// A node and the scopes of the frame that it depends on, as bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term {
    pub(super) id: NodeId,
    pub(super) on: u32,
}

impl Builder<'_> {
    /// The row node of an expression over one unit.
    pub(super) fn row(&mut self, unit: UnitId, expr: &Expr) -> NodeId {
        self.lower(expr, &Place::of(&[unit])).id
    }

    /// The node for a term where several scopes are at hand.
    pub(super) fn paired(&mut self, term: Term) -> NodeId {
        if matches!(self.level(term.id), Level::Row(_)) {
            let (ty, span) = self.about(term.id);
            let scope = u8::try_from(term.on.trailing_zeros()).expect("scopes are few");
            return self.push(Op::At(scope, term.id), Level::Pair, ty, span);
        }
        term.id
    }

    fn about(&self, id: NodeId) -> (Type, Span) {
        let node = &self.plan.nodes[id.index()];
        (node.ty.clone(), node.span)
    }

    /// A node of these parts: a row node if one scope is enough.
    pub(super) fn combine(
        &mut self,
        parts: &[Term],
        place: &Place,
        ty: Type,
        span: Span,
        op: impl FnOnce(Vec<NodeId>) -> Op,
    ) -> Term {
        let on = parts.iter().fold(0, |on, t| on | t.on);
        let (ids, level) = match on.count_ones() {
            0 => (parts.iter().map(|t| t.id).collect(), Level::Constant),
            1 => {
                let unit = place.frame[on.trailing_zeros() as usize];
                (parts.iter().map(|t| t.id).collect(), Level::Row(unit))
            }
            _ => (parts.iter().map(|t| self.paired(*t)).collect(), Level::Pair),
        };
        let id = self.simplified(op(ids), level, ty, span);
        let on = if matches!(self.level(id), Level::Constant) { 0 } else { on };
        Term { id, on }
    }

    pub(super) fn lower(&mut self, expr: &Expr, place: &Place) -> Term {
        let (ty, span) = (expr.ty.clone(), expr.span);
        match &expr.kind {
            ExprKind::Const(value) => Term { id: self.constant(value.clone(), ty, span), on: 0 },
            ExprKind::Param(param) => {
                let value = self.standard.params[param.index()].value.clone();
                Term { id: self.constant(value, ty, span), on: 0 }
            }
            ExprKind::Field { scope, path, leaf } => self.field(*scope, path, *leaf, place, ty, span),
            ExprKind::Define(..)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Not(_)
            | ExprKind::Compare(..)
            | ExprKind::IsPresent(..)
            | ExprKind::In(..) => self.truth(expr, false, place),
            ExprKind::Arithmetic(op, a, b) => {
                let parts = [self.lower(a, place), self.lower(b, place)];
                self.combine(&parts, place, ty, span, |p| Op::Arithmetic(*op, p[0], p[1]))
            }
            ExprKind::Join(list) => {
                let parts: Vec<Term> = list.iter().map(|e| self.lower_as(e, &Type::Text, place)).collect();
                self.combine(&parts, place, ty, span, Op::Join)
            }
            ExprKind::Matches(a, pattern) => {
                let part = self.lower_as(a, &Type::Text, place);
                self.combine(&[part], place, ty, span, |p| Op::Matches(p[0], pattern.clone()))
            }
            ExprKind::Met(criterion, scope) => {
                let unit = self.standard.criteria[criterion.index()].unit;
                if !self.criterion(*criterion) {
                    return Term { id: self.constant(Value::Missing, ty, span), on: 0 };
                }
                let id = self.push(Op::Met(*criterion), Level::Row(unit), ty, span);
                Term { id, on: 1 << place.framed(*scope) }
            }
            ExprKind::Faults(list, scope, by) => {
                let Some(first) = list.first() else {
                    return Term { id: self.constant(Value::Whole(0), ty, span), on: 0 };
                };
                let unit = self.standard.criteria[first.index()].unit;
                let sum = self.faults(list, *by, &ty, span);
                let id = self.row(unit, &sum);
                let on = if matches!(self.level(id), Level::Constant) { 0 } else { 1 << place.framed(*scope) };
                Term { id, on }
            }
            ExprKind::Call(function, list) => self.call(*function, list, place, ty, span),
            ExprKind::By(subject, rows, otherwise) => {
                let mut parts = vec![self.lower(subject, place)];
                parts.extend(rows.iter().map(|(_, e)| self.lower_as(e, &ty, place)).collect::<Vec<_>>());
                parts.extend(otherwise.as_ref().map(|e| self.lower_as(e, &ty, place)));
                self.combine(&parts, place, ty, span, |p| {
                    let rows_at = rows.iter().zip(&p[1..]).map(|((values, _), n)| (values.clone(), *n)).collect();
                    Op::By(p[0], rows_at, p.get(rows.len() + 1).copied())
                })
            }
            ExprKind::If(condition, then, otherwise) => {
                let parts = [
                    self.lower(condition, place),
                    self.lower_as(then, &ty, place),
                    self.lower_as(otherwise, &ty, place),
                ];
                self.combine(&parts, place, ty, span, |p| Op::If(p[0], p[1], p[2]))
            }
            ExprKind::Plugin(call) => self.plugin(call, place, ty, span),
            ExprKind::Others(others) => self.others(others, place, ty, span),
        }
    }

    /// The same as a value of another type (numbers of another kind, one-ofs as text).
    pub(super) fn lower_as(&mut self, expr: &Expr, ty: &Type, place: &Place) -> Term {
        let term = self.lower(expr, place);
        self.converted(term, ty, place)
    }

    pub(super) fn converted(&mut self, term: Term, ty: &Type, place: &Place) -> Term {
        let (from, span) = self.about(term.id);
        if same_form(&from, ty) {
            return term;
        }
        self.combine(&[term], place, ty.clone(), span, |p| Op::Convert(p[0]))
    }

    fn field(&mut self, scope: Scope, path: &[FieldId], leaf: Leaf, place: &Place, ty: Type, span: Span) -> Term {
        let framed = place.framed(scope);
        let unit = place.frame[usize::from(framed)];
        let on = 1 << framed;
        if leaf == Leaf::Position {
            return Term { id: self.push(Op::Position, Level::Pair, ty, span), on: 0b11 };
        }
        let end = path.iter().try_fold(unit, |unit, field| match self.unit(unit).fields[field.index()].ty {
            Type::Ref(next) => Some(next),
            _ => None,
        });
        let Some(end) = end else {
            return Term { id: self.constant(Value::Missing, ty, span), on: 0 };
        };
        let form = match leaf {
            Leaf::Score(f) => Some((f, Op::Score(f))),
            Leaf::Verdict(f) => Some((f, Op::Verdict(f))),
            Leaf::Band(f) => Some((f, Op::Band(f))),
            _ => None,
        };
        if let Some((form, op)) = form {
            if !self.form(form) {
                return Term { id: self.constant(Value::Missing, ty, span), on: 0 };
            }
            let id = self.push(op, Level::Row(end), ty.clone(), span);
            if path.is_empty() {
                return Term { id, on };
            }
            return Term { id: self.push(Op::Follow(path.to_vec(), id), Level::Row(unit), ty, span), on };
        }
        let (path, leaf) = self.nearest(unit, end, path, leaf);
        Term { id: self.push(Op::Field(path, leaf), Level::Row(unit), ty, span), on }
    }

    /// The shortest way of saying the same: a key is a field, and the key of what no source delivers is the reference itself.
    fn nearest(&self, unit: UnitId, end: UnitId, path: &[FieldId], leaf: Leaf) -> (Vec<FieldId>, Leaf) {
        let target = self.unit(end);
        let textual = |u: UnitId, f: FieldId| matches!(self.unit(u).fields[f.index()].ty, Type::Text | Type::Ref(_));
        let key = match target.keys[..] {
            [key] if textual(end, key) => Some(key),
            _ => None,
        };
        let leaf = match (leaf, key) {
            (Leaf::Key, Some(key)) => Leaf::Field(key),
            (leaf, _) => leaf,
        };
        let is_key = leaf == Leaf::Key || key.is_some_and(|k| leaf == Leaf::Field(k));
        match path.split_last() {
            Some((last, before)) if is_key && !target.sourced && unit != end => (before.to_vec(), Leaf::Field(*last)),
            _ => (path.to_vec(), leaf),
        }
    }

    fn call(&mut self, function: Function, list: &[Expr], place: &Place, ty: Type, span: Span) -> Term {
        let same = matches!(function, Function::Min | Function::Max | Function::FirstOf | Function::Abs);
        let text = matches!(
            function,
            Function::Lower
                | Function::Upper
                | Function::Trim
                | Function::Length
                | Function::Lot
                | Function::Position
                | Function::Contains
                | Function::StartsWith
                | Function::EndsWith
                | Function::Before
                | Function::After
        );
        let mut parts = Vec::with_capacity(list.len());
        for expr in list {
            parts.push(match (same, text) {
                (true, _) => self.lower_as(expr, &ty, place),
                (_, true) => self.lower_as(expr, &Type::Text, place),
                _ => self.lower(expr, place),
            });
        }
        self.combine(&parts, place, ty, span, |p| Op::Call(function, p))
    }

    /// A condition, or its opposite.
    pub(super) fn truth(&mut self, expr: &Expr, not: bool, place: &Place) -> Term {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Define(_, inner) => self.truth(inner, not, place),
            ExprKind::Not(inner) => self.truth(inner, !not, place),
            ExprKind::And(list) | ExprKind::Or(list) => {
                let parts: Vec<Term> = list.iter().map(|e| self.truth(e, not, place)).collect();
                let all = matches!(expr.kind, ExprKind::And(_)) != not;
                self.joined(&parts, all, place, span)
            }
            ExprKind::Compare(op, a, b) => {
                let (mut a, mut b) = (self.lower(a, place), self.lower(b, place));
                let (left, right) = (self.about(a.id).0, self.about(b.id).0);
                match (&left, &right) {
                    (Type::OneOf(_), Type::Text) => a = self.converted(a, &Type::Text, place),
                    (Type::Text, Type::OneOf(_)) => b = self.converted(b, &Type::Text, place),
                    _ => {}
                }
                let (op, flip) = flipped(*op, not);
                let parts = if flip { [b, a] } else { [a, b] };
                self.combine(&parts, place, Type::YesNo, span, |p| Op::Compare(op, p[0], p[1]))
            }
            ExprKind::IsPresent(inner, present) => {
                let part = self.lower(inner, place);
                let term = self.combine(&[part], place, Type::YesNo, span, |p| Op::IsPresent(p[0]));
                self.negated(term, *present == not, place)
            }
            ExprKind::In(inner, values, negated) => {
                let part = self.lower(inner, place);
                let term = self.combine(&[part], place, Type::YesNo, span, |p| Op::In(p[0], values.clone()));
                self.negated(term, *negated != not, place)
            }
            _ => {
                let term = self.lower(expr, place);
                self.negated(term, not, place)
            }
        }
    }

    fn negated(&mut self, term: Term, not: bool, place: &Place) -> Term {
        if !not {
            return term;
        }
        let span = self.about(term.id).1;
        self.combine(&[term], place, Type::YesNo, span, |p| Op::Not(p[0]))
    }

    /// All (or one) of these: those that need the same single scope are one node.
    pub(super) fn joined(&mut self, parts: &[Term], all: bool, place: &Place, span: Span) -> Term {
        let mut groups: Vec<(u32, Vec<Term>)> = Vec::new();
        for part in parts {
            // Constants and pairs each stand for themselves in the first group of several scopes.
            let key = if part.on.count_ones() == 1 { part.on } else { 0 };
            match groups.iter_mut().find(|g| g.0 == key) {
                Some(group) => group.1.push(*part),
                None => groups.push((key, vec![*part])),
            }
        }
        let mut terms = Vec::new();
        for (key, group) in groups {
            if key == 0 || group.len() == 1 {
                terms.extend(group);
            } else {
                terms.push(self.combine(
                    &group,
                    place,
                    Type::YesNo,
                    span,
                    |p| {
                        if all { Op::And(p) } else { Op::Or(p) }
                    },
                ));
            }
        }
        self.combine(&terms, place, Type::YesNo, span, |p| if all { Op::And(p) } else { Op::Or(p) })
    }
}

/// Whether values of both types look alike in a column.
fn same_form(a: &Type, b: &Type) -> bool {
    use Type::{Decimal, Exact, Ref, Share, Text, Whole};
    match (a, b) {
        (Text | Ref(_), Text | Ref(_)) | (Exact | Share, Exact | Share) => true,
        (Whole | Decimal | Exact | Share, Whole | Decimal | Exact | Share) => a == b,
        (_, Text) => false,
        _ => true,
    }
}
