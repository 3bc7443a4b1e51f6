//! Functions that count on a calendar: `business_time(opened, solved, office)`.

use super::Place;
use crate::check::context::Context;
use crate::check::messages;
use crate::check::versions::Binds;
use crate::standard::{CalendarId, Expr, ExprKind, Function, Type};
use etalon_grammar::ast::{self, Name, Span};

impl Context {
    /// The calendar stands last; a table or an `if` there chooses between calendars, and so between what is counted on each.
    pub(super) fn business(
        &mut self,
        place: &Place,
        function: Function,
        arguments: &[ast::Expr],
        span: Span,
        (name, example): (&Name, &str),
    ) -> Option<Expr> {
        let (last, values) = arguments.split_last()?;
        if let Some(choice) = chosen(last, name, values) {
            return self.typed(place, &choice, None);
        }
        let calendar = match &*last.kind {
            ast::ExprKind::Path(names) if names.len() == 1 => self.named_calendar(&names[0], place, name, example),
            _ => {
                let d = messages::not_a_calendar(last.span, &self.spoken(last), &name.text, example);
                self.report(d);
                None
            }
        };
        let typed: Vec<Option<Expr>> =
            values.iter().enumerate().map(|(at, value)| self.counted(place, function, at, value)).collect();
        let typed: Vec<Expr> = typed.into_iter().collect::<Option<_>>()?;
        let (function, ty) = match function {
            Function::BusinessTime(_) => (Function::BusinessTime(calendar?), Type::Duration),
            Function::AddBusinessTime(_) => (Function::AddBusinessTime(calendar?), Type::Instant),
            Function::IsOpen(_) => (Function::IsOpen(calendar?), Type::YesNo),
            _ => (Function::WorkingDays(calendar?), Type::Whole),
        };
        let optional = typed.iter().any(|value| value.optional);
        let call = |function| Expr { kind: ExprKind::Call(function, typed.clone()), ty: ty.clone(), optional, span };
        match self.calendar_forms(calendar?) {
            None => Some(call(function)),
            Some(forms) => {
                let forms = forms.into_iter().map(|(binds, form)| (binds, call(function.on(form)))).collect();
                self.counted_in_force(place, last, forms, span)
            }
        }
    }

    /// What is counted on a calendar that versions say anew: on the one that was in force when the unit began.
    fn counted_in_force(
        &mut self,
        place: &Place,
        calendar: &ast::Expr,
        forms: Vec<(Binds, Expr)>,
        span: Span,
    ) -> Option<Expr> {
        let Some(at) = self.began(place, 0, span) else {
            let name = Name { text: self.spoken(calendar), span: calendar.span };
            self.changes_in_case(ast::Kind::Calendar, &name);
            return None;
        };
        self.by_version(&at, forms, span)
    }

    fn named_calendar(&mut self, word: &Name, place: &Place, name: &Name, example: &str) -> Option<CalendarId> {
        use etalon_grammar::ast::Kind;
        let here = place.innermost().is_some_and(|unit| self.has_field(unit, &word.text));
        let known = self.is_declared(Kind::Calendar, &word.text);
        if !known && (here || self.is_declared(Kind::Param, &word.text)) {
            self.report(messages::not_a_calendar(word.span, &word.text, &name.text, example));
            return None;
        }
        self.calendar(word)
    }

    /// An instant; for working days a date will do; the second of what is added is a duration.
    fn counted(&mut self, place: &Place, function: Function, at: usize, value: &ast::Expr) -> Option<Expr> {
        if matches!(function, Function::AddBusinessTime(_)) && at == 1 {
            let typed = self.typed(place, value, Some(&Type::Duration))?;
            return self.fit(typed, &Type::Duration, value);
        }
        if matches!(function, Function::WorkingDays(_)) {
            let typed = self.typed(place, value, None)?;
            if typed.ty == Type::Date {
                return Some(typed);
            }
            return self.fit(typed, &Type::Instant, value);
        }
        let typed = self.typed(place, value, Some(&Type::Instant))?;
        self.fit(typed, &Type::Instant, value)
    }
}

/// `f(a, b, by region { "north": x  otherwise: y })` is `by region { "north": f(a, b, x)  otherwise: f(a, b, y) }`.
fn chosen(last: &ast::Expr, name: &Name, values: &[ast::Expr]) -> Option<ast::Expr> {
    let call = |calendar: &ast::Expr| {
        let mut arguments = values.to_vec();
        arguments.push(calendar.clone());
        let kind = Box::new(ast::ExprKind::Call(name.clone(), arguments));
        ast::Expr { kind, span: calendar.span }
    };
    let kind = match &*last.kind {
        ast::ExprKind::By { on, arms, otherwise } => ast::ExprKind::By {
            on: on.clone(),
            arms: arms.iter().map(|(values, result)| (values.clone(), call(result))).collect(),
            otherwise: otherwise.as_ref().map(call),
        },
        ast::ExprKind::If(condition, a, b) => ast::ExprKind::If(condition.clone(), call(a), call(b)),
        _ => return None,
    };
    Some(ast::Expr { kind: Box::new(kind), span: last.span })
}
