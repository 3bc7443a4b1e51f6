//! Tables over a column: `by outcome { "ANS": answered  otherwise: menu }`.

use super::Reader;
use crate::check::messages;
use crate::standard::{ColumnExpr, Type};
use etalon_grammar::ast::{Expr, ExprKind as E, Span};

impl Reader<'_> {
    pub(super) fn table(
        &mut self,
        on: &Expr,
        arms: &[(Vec<Expr>, Expr)],
        otherwise: Option<&Expr>,
    ) -> Option<ColumnExpr> {
        let ty = self.ty.take();
        let on = self.value(on);
        self.ty = ty;
        let mut sound = on.is_some();
        let mut seen: Vec<(String, Span)> = Vec::new();
        let mut rows = Vec::new();
        for (values, result) in arms {
            let mut texts = Vec::new();
            for v in values {
                let Some(text) = literal(v) else {
                    self.ctx.report(messages::not_a_constant(v.span));
                    sound = false;
                    continue;
                };
                if let Some((_, first)) = seen.iter().find(|(t, _)| *t == text) {
                    let d = messages::same_case_twice(v.span, &self.ctx.spoken(v), *first);
                    self.ctx.report(d);
                    sound = false;
                }
                seen.push((text.clone(), v.span));
                texts.push(text);
            }
            match self.result(result) {
                Some(result) => rows.push((texts, result)),
                None => sound = false,
            }
        }
        let last = match otherwise {
            Some(e) => match self.result(e) {
                Some(e) => Some(Box::new(e)),
                None => return None,
            },
            None => None,
        };
        let on = on?;
        sound.then(|| ColumnExpr::By(Box::new(on), rows, last))
    }

    /// What a row of a table gives: a word that the field's list does not have is misspelt rather than a column.
    fn result(&mut self, e: &Expr) -> Option<ColumnExpr> {
        if let Some(Type::OneOf(values)) = &self.ty
            && let E::Path(names) = &*e.kind
            && let [name] = names.as_slice()
            && e.span == name.span
            && name.text != "missing"
            && !values.contains(&name.text)
        {
            let d = messages::unknown_value(&name.text, e.span, None, values);
            self.ctx.report(d);
            return None;
        }
        self.value(e)
    }
}

/// A value of a table as the text that a column holds.
fn literal(e: &Expr) -> Option<String> {
    match &*e.kind {
        E::Text(text) | E::Number(text) | E::Date(text) | E::Instant(text) => Some(text.clone()),
        E::YesNo(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        E::Minus(inner) => literal(inner).map(|text| format!("-{text}")),
        E::Path(names) => match names.as_slice() {
            [name] if e.span == name.span => Some(name.text.clone()),
            _ => None,
        },
        _ => None,
    }
}
