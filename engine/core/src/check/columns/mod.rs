//! Expressions over the raw columns of a file. Which columns a file has is only known when it is opened.

mod condition;
mod fits;
mod table;

pub(crate) use fits::field_type_fits;

use super::context::Context;
use super::messages;
use super::typing::{chain, decimal};
use crate::standard::{ColumnExpr, Type};
use etalon_grammar::ast::{BinaryOp, DurationUnit, Expr, ExprKind as E, Name};

/// The functions over columns: name and how they are written.
const FUNCTIONS: [&str; 15] = [
    "trim",
    "lower",
    "upper",
    "before",
    "after",
    "seconds",
    "minutes",
    "hours",
    "days",
    "milliseconds",
    "clock",
    "percent",
    "number",
    "first_of",
    "otherwise",
];

/// Reads expressions of a source.
pub(crate) struct Reader<'a> {
    ctx: &'a mut Context,
    /// The field's type: words that are values of its list are values, not columns.
    ty: Option<Type>,
}

impl<'a> Reader<'a> {
    /// For conditions over rows.
    pub fn plain(ctx: &'a mut Context) -> Self {
        Self { ctx, ty: None }
    }

    /// For what goes into a field.
    pub fn into_field(ctx: &'a mut Context, ty: Type) -> Self {
        Self { ctx, ty: Some(ty) }
    }

    /// A value over a row.
    pub fn value(&mut self, e: &Expr) -> Option<ColumnExpr> {
        match &*e.kind {
            E::Path(names) => self.word(names, e),
            E::Text(text) => self.text(text, e),
            E::YesNo(yes) => Some(ColumnExpr::Text(if *yes { "yes" } else { "no" }.to_owned())),
            E::Number(text) | E::Date(text) | E::Instant(text) => Some(ColumnExpr::Text(text.clone())),
            E::Minus(inner) => match &*inner.kind {
                E::Number(text) => Some(ColumnExpr::Text(format!("-{text}"))),
                _ => self.refuse(e),
            },
            E::Percent(text) => Some(ColumnExpr::Percent(Box::new(ColumnExpr::Text(text.clone())))),
            E::Duration { number, unit } => self.duration(number, *unit, e),
            E::Binary { op: BinaryOp::Join, .. } => {
                let mut parts = Vec::new();
                chain(e, BinaryOp::Join, &mut parts);
                let ty = self.ty.take();
                let parts: Vec<Option<ColumnExpr>> = parts.into_iter().map(|p| self.value(p)).collect();
                self.ty = ty;
                Some(ColumnExpr::Join(parts.into_iter().collect::<Option<_>>()?))
            }
            E::Call(name, arguments) => self.call(name, arguments, e),
            E::By { on, arms, otherwise } => self.table(on, arms, otherwise.as_ref()),
            E::If(condition, yes, no) => {
                let (c, a, b) = (self.condition(condition), self.value(yes), self.value(no));
                Some(ColumnExpr::If(Box::new(c?), Box::new(a?), Box::new(b?)))
            }
            _ => {
                // A condition may fill a yes/no field.
                if self.ty.as_ref().is_none_or(|ty| *ty == Type::YesNo) && condition::is_condition(e) {
                    return self.condition(e);
                }
                self.refuse(e)
            }
        }
    }

    fn refuse(&mut self, e: &Expr) -> Option<ColumnExpr> {
        let d = messages::not_about_columns(e.span, &self.ctx.spoken(e), false);
        self.ctx.report(d);
        None
    }

    /// A bare word is a column, unless it is a value of the field's list.
    fn word(&mut self, names: &[Name], e: &Expr) -> Option<ColumnExpr> {
        let [name] = names else {
            let written: Vec<&str> = names.iter().map(|n| n.text.as_str()).collect();
            self.ctx.report(messages::dotted_column(e.span, &written.join(".")));
            return None;
        };
        // `column "row"` is a column whatever it is called: its place begins before the name's.
        if e.span != name.span {
            return Some(ColumnExpr::Column(name.text.clone(), name.span));
        }
        if let Some(Type::OneOf(values)) = &self.ty
            && values.contains(&name.text)
        {
            return Some(ColumnExpr::Text(name.text.clone()));
        }
        Some(match name.text.as_str() {
            "row" => ColumnExpr::Row,
            "file" => ColumnExpr::File,
            "missing" => ColumnExpr::Missing,
            _ => ColumnExpr::Column(name.text.clone(), name.span),
        })
    }

    /// A text that goes into a list must be one of its values.
    fn text(&mut self, text: &str, e: &Expr) -> Option<ColumnExpr> {
        if let Some(Type::OneOf(values)) = &self.ty
            && !values.iter().any(|v| v == text)
        {
            let d = messages::unknown_value(text, e.span, None, values);
            self.ctx.report(d);
            return None;
        }
        Some(ColumnExpr::Text(text.to_owned()))
    }

    fn duration(&mut self, number: &str, unit: DurationUnit, e: &Expr) -> Option<ColumnExpr> {
        let micros = match unit {
            DurationUnit::Millisecond => 1_000,
            DurationUnit::Second => 1_000_000,
            DurationUnit::Minute => 60_000_000,
            DurationUnit::Hour => 3_600_000_000,
            DurationUnit::Day => 86_400_000_000,
            DurationUnit::Week => 7 * 86_400_000_000,
            _ => {
                self.ctx.report(messages::no_fixed_length(number, unit, e.span));
                return None;
            }
        };
        if decimal(number).is_err() {
            self.ctx.report(messages::unfit_number(number, e.span, true));
            return None;
        }
        Some(ColumnExpr::Units(Box::new(ColumnExpr::Text(number.to_owned())), micros))
    }

    fn call(&mut self, name: &Name, arguments: &[Expr], e: &Expr) -> Option<ColumnExpr> {
        let (least, example) = match name.text.as_str() {
            "before" | "after" => (2, "before(Queue, \"_\")"),
            "first_of" | "otherwise" => (2, "first_of(closed_at, resolved_at)"),
            "trim" | "lower" | "upper" | "seconds" | "minutes" | "hours" | "days" | "milliseconds" | "clock"
            | "percent" | "number" => (1, "seconds(wait_s)"),
            _ => {
                self.ctx.report(messages::unknown_function(name, &FUNCTIONS));
                return None;
            }
        };
        let open = matches!(name.text.as_str(), "first_of" | "otherwise");
        if arguments.len() < least || !open && arguments.len() > least {
            self.ctx.report(messages::wrong_count(name, least, arguments.len(), example, e.span));
            return None;
        }
        if open {
            let parts: Vec<Option<ColumnExpr>> = arguments.iter().map(|a| self.value(a)).collect();
            return Some(ColumnExpr::FirstOf(parts.into_iter().collect::<Option<_>>()?));
        }
        let ty = self.ty.take();
        let inner = self.value(&arguments[0]);
        self.ty = ty;
        let inner = Box::new(inner?);
        Some(match name.text.as_str() {
            "trim" => ColumnExpr::Trim(inner),
            "lower" => ColumnExpr::Lower(inner),
            "upper" => ColumnExpr::Upper(inner),
            "seconds" => ColumnExpr::Units(inner, 1_000_000),
            "minutes" => ColumnExpr::Units(inner, 60_000_000),
            "hours" => ColumnExpr::Units(inner, 3_600_000_000),
            "days" => ColumnExpr::Units(inner, 86_400_000_000),
            "milliseconds" => ColumnExpr::Units(inner, 1_000),
            "clock" => ColumnExpr::Clock(inner),
            "percent" => ColumnExpr::Percent(inner),
            "number" => ColumnExpr::Number(inner),
            word => {
                let E::Text(mark) = &*arguments[1].kind else {
                    self.ctx.report(messages::not_a_constant(arguments[1].span));
                    return None;
                };
                if word == "before" {
                    ColumnExpr::Before(inner, mark.clone())
                } else {
                    ColumnExpr::After(inner, mark.clone())
                }
            }
        })
    }
}
