//! Yes or no over the columns of a row.

use super::Reader;
use crate::check::messages;
use crate::check::typing::chain;
use crate::standard::ColumnExpr;
use etalon_grammar::ast::{BinaryOp, Expr, ExprKind as E};

impl Reader<'_> {
    /// A yes or no over a row.
    pub fn condition(&mut self, e: &Expr) -> Option<ColumnExpr> {
        let ty = self.ty.take();
        let read = self.yes_no(e);
        self.ty = ty;
        read
    }

    fn yes_no(&mut self, e: &Expr) -> Option<ColumnExpr> {
        match &*e.kind {
            E::Binary { op: op @ (BinaryOp::And | BinaryOp::Or), .. } => {
                let mut parts = Vec::new();
                chain(e, *op, &mut parts);
                let parts: Vec<Option<ColumnExpr>> = parts.into_iter().map(|p| self.condition(p)).collect();
                let parts: Vec<ColumnExpr> = parts.into_iter().collect::<Option<_>>()?;
                Some(if *op == BinaryOp::And { ColumnExpr::And(parts) } else { ColumnExpr::Or(parts) })
            }
            E::Not(inner) => Some(ColumnExpr::Not(Box::new(self.condition(inner)?))),
            E::Binary { op, left, right, .. } if comparison(*op) => {
                let (a, b) = (self.side(left, right), self.side(right, left));
                Some(ColumnExpr::Compare(*op, Box::new(a?), Box::new(b?)))
            }
            E::IsPresent(inner, present) => {
                let is_missing = ColumnExpr::IsMissing(Box::new(self.value(inner)?));
                Some(if *present { ColumnExpr::Not(Box::new(is_missing)) } else { is_missing })
            }
            E::In(inner, values, not) => {
                let x = self.value(inner)?;
                let values: Vec<Option<ColumnExpr>> = values.iter().map(|v| self.side(v, inner)).collect();
                let any = values
                    .into_iter()
                    .map(|v| v.map(|v| ColumnExpr::Compare(BinaryOp::Equal, Box::new(x.clone()), Box::new(v))))
                    .collect::<Option<Vec<_>>>()?;
                let any = ColumnExpr::Or(any);
                Some(if *not { ColumnExpr::Not(Box::new(any)) } else { any })
            }
            E::Between(x, low, high) => {
                let (x, low, high) = (self.value(x)?, self.value(low)?, self.value(high)?);
                Some(ColumnExpr::And(vec![
                    ColumnExpr::Compare(BinaryOp::GreaterEqual, Box::new(x.clone()), Box::new(low)),
                    ColumnExpr::Compare(BinaryOp::LessEqual, Box::new(x), Box::new(high)),
                ]))
            }
            E::Matches(inner, pattern) => {
                let x = self.value(inner);
                let sound = self.ctx.pattern(pattern);
                let x = x?;
                sound.then(|| ColumnExpr::Matches(Box::new(x), pattern.text.clone()))
            }
            _ => {
                let d = messages::not_about_columns(e.span, &self.ctx.spoken(e), true);
                self.ctx.report(d);
                None
            }
        }
    }

    /// One side of a comparison.
    fn side(&mut self, e: &Expr, other: &Expr) -> Option<ColumnExpr> {
        if let E::Path(names) = &*e.kind
            && let [name] = names.as_slice()
            && e.span == name.span
            && messages::means_missing(&name.text)
        {
            let d = messages::missing_word(e.span, &self.ctx.spoken(other));
            self.ctx.report(d);
            return None;
        }
        self.value(e)
    }
}

const fn comparison(op: BinaryOp) -> bool {
    use BinaryOp::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    matches!(op, Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual)
}

pub(super) fn is_condition(e: &Expr) -> bool {
    match &*e.kind {
        E::Binary { op, .. } => comparison(*op) || matches!(op, BinaryOp::And | BinaryOp::Or),
        E::Not(_) | E::IsPresent(..) | E::In(..) | E::Between(..) | E::Matches(..) => true,
        _ => false,
    }
}
