//! Expressions over the raw columns of a file. Which columns a file has is only known when it is opened.

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
                if self.ty.as_ref().is_none_or(|ty| *ty == Type::YesNo) && is_condition(e) {
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

    fn table(&mut self, on: &Expr, arms: &[(Vec<Expr>, Expr)], otherwise: Option<&Expr>) -> Option<ColumnExpr> {
        let ty = self.ty.take();
        let on = self.value(on);
        self.ty = ty;
        let mut sound = on.is_some();
        let mut seen: Vec<(String, etalon_grammar::ast::Span)> = Vec::new();
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

const fn comparison(op: BinaryOp) -> bool {
    use BinaryOp::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    matches!(op, Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual)
}

fn is_condition(e: &Expr) -> bool {
    match &*e.kind {
        E::Binary { op, .. } => comparison(*op) || matches!(op, BinaryOp::And | BinaryOp::Or),
        E::Not(_) | E::IsPresent(..) | E::In(..) | E::Between(..) | E::Matches(..) => true,
        _ => false,
    }
}

/// Whether what the columns make can fill a field of that type.
pub(crate) fn field_type_fits(ctx: &mut Context, field: &str, ty: &Type, e: &ColumnExpr, written: &Expr) -> bool {
    let (makes, fits) = match e {
        ColumnExpr::Units(..) | ColumnExpr::Clock(_) => ("a duration", *ty == Type::Duration),
        ColumnExpr::Percent(_) => ("a share", *ty == Type::Share),
        ColumnExpr::Number(_) => ("a number", ty.is_number()),
        ColumnExpr::Row => ("a row's number", matches!(ty, Type::Whole | Type::Decimal | Type::Text | Type::Ref(_))),
        ColumnExpr::File => ("a file's name", matches!(ty, Type::Text | Type::Ref(_) | Type::OneOf(_))),
        ColumnExpr::Compare(..)
        | ColumnExpr::And(_)
        | ColumnExpr::Or(_)
        | ColumnExpr::Not(_)
        | ColumnExpr::IsMissing(_)
        | ColumnExpr::Matches(..) => ("yes or no", *ty == Type::YesNo),
        _ => return true,
    };
    if !fits {
        let d = messages::unfit_column(written.span, field, &ctx.type_words(ty), makes, *ty == Type::Duration);
        ctx.report(d);
    }
    fits
}
