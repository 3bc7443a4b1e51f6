//! Built-in functions: what they take and give.

use super::Place;
use super::choices::common;
use crate::check::context::Context;
use crate::check::messages;
use crate::standard::{CalendarId, Expr, ExprKind, Function, Type};
use etalon_grammar::ast::{self, Name, Span};

/// Every function: name, how many things it takes (least, greatest), and how it is written.
const FUNCTIONS: [(&str, Function, usize, usize, &str); 25] = [
    ("lower", Function::Lower, 1, 1, "lower(topic)"),
    ("upper", Function::Upper, 1, 1, "upper(topic)"),
    ("trim", Function::Trim, 1, 1, "trim(topic)"),
    ("length", Function::Length, 1, 1, "length(comment)"),
    ("lot", Function::Lot, 1, 1, "lot(\"spring 2026 \" & id)"),
    ("position", Function::Position, 2, 2, "position(path, \"V\")"),
    ("contains", Function::Contains, 2, 2, "contains(comment, \"thank\")"),
    ("starts_with", Function::StartsWith, 2, 2, "starts_with(queue, \"gold\")"),
    ("ends_with", Function::EndsWith, 2, 2, "ends_with(queue, \"_night\")"),
    ("before", Function::Before, 2, 2, "before(queue, \"_\")"),
    ("after", Function::After, 2, 2, "after(queue, \"_\")"),
    ("date", Function::Date, 1, 1, "date(at)"),
    ("hour", Function::Hour, 1, 1, "hour(at)"),
    ("minute_of_day", Function::MinuteOfDay, 1, 1, "minute_of_day(at)"),
    ("weekday", Function::Weekday, 1, 1, "weekday(at)"),
    ("month", Function::Month, 1, 1, "month(at)"),
    ("year", Function::Year, 1, 1, "year(at)"),
    ("min", Function::Min, 2, 64, "min(first, second)"),
    ("max", Function::Max, 2, 64, "max(first, second)"),
    ("abs", Function::Abs, 1, 1, "abs(difference)"),
    // `first_of(a, b, c)` is `first_of(a, first_of(b, c))`.
    ("first_of", Function::FirstOf, 2, 64, "first_of(resolved, closed)"),
    // Which calendar is meant stands last in the brackets.
    ("business_time", Function::BusinessTime(CalendarId(0)), 3, 3, "business_time(opened, solved, office)"),
    ("add_business_time", Function::AddBusinessTime(CalendarId(0)), 3, 3, "add_business_time(opened, 8 h, office)"),
    ("is_open", Function::IsOpen(CalendarId(0)), 2, 2, "is_open(at, office)"),
    ("working_days", Function::WorkingDays(CalendarId(0)), 3, 3, "working_days(opened, solved, office)"),
];

impl Context {
    /// `lower(x)`, `first_of(talked, 0 s)` …
    pub(super) fn call(
        &mut self,
        place: &Place,
        name: &Name,
        arguments: &[ast::Expr],
        span: Span,
        expect: Option<&Type>,
    ) -> Option<Expr> {
        let Some((_, function, least, most, example)) = FUNCTIONS.iter().find(|(n, ..)| *n == name.text) else {
            let names: Vec<&str> =
                FUNCTIONS.iter().map(|(n, ..)| *n).chain(["count", "sum", "first", "last"]).collect();
            self.report(messages::unknown_function(name, &names));
            return None;
        };
        if !(*least..=*most).contains(&arguments.len()) {
            self.report(messages::wrong_count(name, *least, arguments.len(), example, span));
            return None;
        }
        match function {
            Function::Min | Function::Max => self.extreme(place, *function, arguments, span, expect),
            Function::FirstOf => self.otherwise(place, arguments, span, expect),
            Function::Abs => self.abs(place, &arguments[0], span),
            Function::BusinessTime(_)
            | Function::AddBusinessTime(_)
            | Function::IsOpen(_)
            | Function::WorkingDays(_) => self.business(place, *function, arguments, span, (name, example)),
            Function::Date
            | Function::Hour
            | Function::MinuteOfDay
            | Function::Weekday
            | Function::Month
            | Function::Year => self.part_of_time(place, *function, &arguments[0], span, name),
            _ => self.of_texts(place, *function, arguments, span, name),
        }
    }

    fn of_texts(
        &mut self,
        place: &Place,
        function: Function,
        arguments: &[ast::Expr],
        span: Span,
        name: &Name,
    ) -> Option<Expr> {
        let why = format!("`{}` works on texts", name.text);
        let typed: Vec<Option<Expr>> = arguments.iter().map(|a| self.text(place, a, &why)).collect();
        let arguments: Vec<Expr> = typed.into_iter().collect::<Option<_>>()?;
        let ty = match function {
            Function::Length | Function::Lot | Function::Position => Type::Whole,
            Function::Contains | Function::StartsWith | Function::EndsWith => Type::YesNo,
            _ => Type::Text,
        };
        let partial = matches!(function, Function::Position | Function::After);
        let optional = partial || arguments.iter().any(|a| a.optional);
        Some(Expr { kind: ExprKind::Call(function, arguments), ty, optional, span })
    }

    fn part_of_time(
        &mut self,
        place: &Place,
        function: Function,
        argument: &ast::Expr,
        span: Span,
        name: &Name,
    ) -> Option<Expr> {
        let hint = if matches!(&*argument.kind, ast::ExprKind::Instant(_)) { Some(&Type::Instant) } else { None };
        let x = self.typed(place, argument, hint)?;
        let dates = matches!(function, Function::Month | Function::Year | Function::Weekday);
        let fits = x.ty == Type::Instant || dates && x.ty == Type::Date;
        if !fits {
            let d = messages::not_a_time(argument.span, &self.spoken(argument), &self.type_words(&x.ty), &name.text);
            self.report(d);
            return None;
        }
        let ty = if function == Function::Date { Type::Date } else { Type::Whole };
        let optional = x.optional;
        Some(Expr { kind: ExprKind::Call(function, vec![x]), ty, optional, span })
    }

    fn abs(&mut self, place: &Place, argument: &ast::Expr, span: Span) -> Option<Expr> {
        let x = self.typed(place, argument, None)?;
        if !x.ty.is_number() && x.ty != Type::Duration {
            let d = messages::not_a_number(argument.span, &self.spoken(argument), &self.type_words(&x.ty), "`abs`");
            self.report(d);
            return None;
        }
        let (ty, optional) = (x.ty.clone(), x.optional);
        Some(Expr { kind: ExprKind::Call(Function::Abs, vec![x]), ty, optional, span })
    }

    fn extreme(
        &mut self,
        place: &Place,
        function: Function,
        arguments: &[ast::Expr],
        span: Span,
        expect: Option<&Type>,
    ) -> Option<Expr> {
        let typed: Vec<Option<Expr>> = arguments.iter().map(|a| self.typed(place, a, expect)).collect();
        let typed: Vec<Expr> = typed.into_iter().collect::<Option<_>>()?;
        let (list, ty) = self.one_type(typed.into_iter().zip(arguments).collect())?;
        if !self.has_order(&list[0], &arguments[0]) {
            return None;
        }
        let optional = list.iter().any(|e| e.optional);
        Some(Expr { kind: ExprKind::Call(function, list), ty, optional, span })
    }

    fn otherwise(&mut self, place: &Place, arguments: &[ast::Expr], span: Span, expect: Option<&Type>) -> Option<Expr> {
        let x = self.typed(place, &arguments[0], expect)?;
        let default = match arguments {
            [_, default] => self.beside(place, default, &x, &arguments[0])?,
            [_, rest @ ..] => self.otherwise(place, rest, span, Some(&x.ty))?,
            [] => return None,
        };
        let (x, default) = self.agree((x, &arguments[0]), (default, &arguments[1]))?;
        let ty = common(&x.ty, &default.ty);
        let default = match (&default.kind, Self::kept_as_constant(&default, &ty)) {
            (ExprKind::Const(_), Some(kept)) => kept,
            _ => default,
        };
        let optional = default.optional;
        Some(Expr { kind: ExprKind::Call(Function::FirstOf, vec![x, default]), ty, optional, span })
    }

    fn kept_as_constant(e: &Expr, ty: &Type) -> Option<Expr> {
        let ExprKind::Const(value) = &e.kind else { return None };
        Some(super::constant(Self::kept_as(value, &e.ty, ty)?, ty.clone(), e.span))
    }
}
