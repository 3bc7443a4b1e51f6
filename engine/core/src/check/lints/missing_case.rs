//! `missing-case`: a `by` table that says nothing for some of the values it may be asked for.

use super::reason::{Domain, Part, Place, Rules, Situations, Space, Values, inner, list};
use crate::Diagnostic;
use crate::standard::{Expr, ExprKind, UnitId};
use etalon_grammar::ast::Span;

const SLUG: &str = "missing-case";

pub(super) fn find<'a>(space: &mut Space<'a>, rules: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let mut told = Vec::new();
    for place in &rules.places {
        // A define is looked at where it is used: there it is known what can come to it.
        if !matches!(place.part, Part::Means | Part::Target) {
            let mut tables = Tables { space, place, told: &mut told, out };
            let mut guards: Vec<&Expr> = place.given.into_iter().collect();
            tables.visit(place.expr, &place.scopes, &mut guards);
        }
    }
}

struct Tables<'t, 'a, 's> {
    space: &'t mut Space<'s>,
    place: &'t Place<'a>,
    told: &'t mut Vec<Span>,
    out: &'t mut Vec<Diagnostic>,
}

impl<'a> Tables<'_, 'a, '_> {
    /// Looks for tables; `guards` are what must hold where one is asked at all.
    fn visit(&mut self, expr: &'a Expr, scopes: &[UnitId], guards: &mut Vec<&'a Expr>) {
        let depth = guards.len();
        match &expr.kind {
            ExprKind::And(list) => {
                for (i, x) in list.iter().enumerate() {
                    guards.extend(list.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, y)| y));
                    self.visit(x, scopes, guards);
                    guards.truncate(depth);
                }
            }
            ExprKind::If(condition, a, b) => {
                self.visit(condition, scopes, guards);
                guards.push(condition);
                self.visit(a, scopes, guards);
                guards.truncate(depth);
                self.visit(b, scopes, guards);
            }
            _ => {
                if let ExprKind::By(on, rows, None) = &expr.kind
                    && !self.told.contains(&expr.span)
                    && let Some(left) = self.left(on, rows, scopes, guards)
                {
                    self.told.push(expr.span);
                    let found = self.word(expr, on, &left, scopes);
                    self.out.push(found);
                }
                inner(expr, scopes, |x, deeper| {
                    if deeper.len() == scopes.len() {
                        self.visit(x, deeper, guards);
                    } else {
                        self.visit(x, deeper, &mut Vec::new());
                    }
                });
            }
        }
    }

    /// The values that can come and have no row.
    fn left(
        &mut self,
        on: &Expr,
        rows: &[(Vec<crate::value::Value>, Expr)],
        scopes: &[UnitId],
        guards: &[&Expr],
    ) -> Option<Values> {
        let space = &mut *self.space;
        let var = space.var(on, scopes);
        let mut can = Situations::always();
        for guard in guards {
            // What cannot be told about a guard only makes more values possible.
            if let Some(holds) = space.hold(guard, true, scopes)
                && let Some(both) = space.both(&can, &holds)
            {
                can = both;
            }
        }
        let mut left: Option<Domain> = None;
        for situation in &can.0 {
            let domain = situation.get(var).unwrap_or(space.full(var)).clone();
            left = Some(left.map_or(domain.clone(), |have| have.or(&domain)));
        }
        let mut left = left?.values;
        for (values, _) in rows {
            let is = Expr {
                kind: ExprKind::In(Box::new(on.clone()), values.clone(), false),
                ty: crate::standard::Type::YesNo,
                optional: on.optional,
                span: on.span,
            };
            for situation in &space.hold(&is, true, scopes)?.0 {
                left = left.and(&situation.get(var)?.values.not());
            }
        }
        (!left.is_empty()).then_some(left)
    }

    fn word(&mut self, expr: &Expr, on: &Expr, left: &Values, scopes: &[UnitId]) -> Diagnostic {
        let space = &mut *self.space;
        let var = space.var(on, scopes);
        let name = space.known(var).text.clone();
        let unit = scopes.last().map_or_else(String::new, |u| space.words(*u));
        let rule = &self.place.rule;
        let reason = |which: &str| match self.place.part {
            Part::Requires | Part::Judges => {
                format!("{which} have no limit here: the rule leaves them \"not judged\", neither met nor breached.")
            }
            Part::CountsOn => format!("{which} count on nothing here: the clock is not judged."),
            _ => format!("{which} have no value here and are left out."),
        };
        if let Values::Texts { all_but: true, .. } = left {
            return Diagnostic::warning(
                SLUG,
                expr.span,
                format!("the table by `{name}` in {rule} says nothing for any other `{name}`"),
            )
            .here("no row for all others")
            .reason(reason(&format!("The {unit} with another `{name}`")))
            .help("add a last row `otherwise: …`");
        }
        let cases = space.cases(var, left);
        let shown = shown(&cases);
        let first = cases.first().cloned().unwrap_or_default();
        // A case that ends up there may be one that nobody judges.
        let word = if self.place.part == Part::CountsOn { Diagnostic::warning } else { Diagnostic::error };
        word(SLUG, expr.span, format!("the table by `{name}` in {rule} says nothing for {shown}"))
            .here("rows are missing here")
            .reason(reason(&format!("The {unit} whose `{name}` is {}", list(&cases, "or"))))
            .help(if first.contains(' ') {
                "add a last row `otherwise: …` for all that has no row of its own".to_owned()
            } else {
                format!("add a row `{first}: …`, or a last row `otherwise: …` for all that has no row of its own")
            })
    }
}

fn shown(cases: &[String]) -> String {
    if cases.len() > 8 {
        return format!("{} and {} more", cases[..8].join(", "), cases.len() - 8);
    }
    list(cases, "and")
}
