//! `unchecked-optional`: a rule needs a value that may be missing, and does not say what then.

use super::reason::{Domain, Rules, Situation, Situations, Space, Var, inner, one};
use crate::Diagnostic;
use crate::standard::{Ask, Expr, ExprKind, Fact, FieldId, Leaf, UnitId};
use etalon_grammar::ast::Span;
use std::rc::Rc;

const SLUG: &str = "unchecked-optional";

pub(super) fn find<'a>(space: &mut Space<'a>, rules: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    for rule in &rules.criteria {
        let c = rule.criterion;
        let mut told: Vec<String> = Vec::new();
        for (expr, given) in c.filter.iter().map(|f| (f, None)).chain([(rule.require, c.filter.as_ref())]) {
            let chooses = given.is_none() && c.filter.is_some();
            for need in unchecked(space, expr, given, c.unit, chooses) {
                if !told.contains(&need.field) {
                    let in_require = given.is_some() || c.filter.is_none();
                    out.push(word(space, &need, c.unit, &c.label.name, in_require));
                    told.push(need.field);
                }
            }
        }
    }
    for (mitigation, _) in &rules.mitigations {
        let Some(when) = &mitigation.when else { continue };
        let name = &mitigation.label.name;
        for need in unchecked(space, when, None, mitigation.unit, false).iter().filter(|need| need.asked.is_none()) {
            let (a, many) = (space.word(mitigation.unit), space.words(mitigation.unit));
            let field = &need.field;
            let message = format!("mitigation `{name}` needs `{field}`, which not every {a} has");
            let reason = format!("For {many} without `{field}` it never applies: their breaches stay where they are.");
            let found = Diagnostic::warning(SLUG, need.at, message).here("may be missing").reason(reason);
            out.push(need.in_define(found).help(format!("if that is meant, say so: `{field} is present and …`")));
        }
    }
}

/// A field that a condition needs though it may be missing.
struct Need {
    field: String,
    /// Where the rule asks for it.
    at: Span,
    /// Where the define asks for it that the rule uses.
    define: Option<Span>,
    /// Others are compared with it: what is asked of them, and their word.
    asked: Option<(bool, String)>,
}

impl Need {
    fn in_define(&self, found: Diagnostic) -> Diagnostic {
        match self.define {
            Some(at) => found.label(at, "needed here"),
            None => found,
        }
    }
}

fn word(space: &Space<'_>, need: &Need, unit: UnitId, rule: &str, in_require: bool) -> Diagnostic {
    let field = &need.field;
    let (a, many) = (space.word(unit), space.words(unit));
    let unit = &space.standard.units[unit.index()].label.name;
    let duty = space.standard.duties.iter().any(|duty| duty.label.name == rule);
    let what = if duty { "duty" } else { "criterion" };
    let message = format!("{what} `{rule}` needs `{field}`, which not every {a} has");
    let found = need.in_define(Diagnostic::warning(SLUG, need.at, message).here("may be missing"));
    if let Some((none, other)) = &need.asked {
        let result = if *none { "so it always passes" } else { "so it counts none" };
        return found
            .reason(format!(
                "Nothing is equal to what is missing: {} without `{field}` finds no {other}, {result}.",
                one(&a)
            ))
            .help(format!("write `for {unit} where {field} is present` if the others do not count"));
    }
    let help = if duty {
        format!(
            "write `after {unit} where {field} is present` (with `and …` what stands there) if the others do not count"
        )
    } else if in_require {
        format!(
            "write `for {unit} where {field} is present` if the others do not count, or `require {field} is present and …` if a missing value is a breach"
        )
    } else {
        format!("write `{field} is present and …` if the others do not count")
    };
    found
        .reason(format!(
            "The {many} without `{field}` are left \"not judged\": neither met nor breached, and in no share."
        ))
        .help(help)
}

/// The optional fields without which a condition has no answer, though they are not checked before. `chooses`: it says what is
/// judged, so that nobody minds what it would say of others.
fn unchecked<'a>(
    space: &mut Space<'a>,
    expr: &'a Expr,
    given: Option<&'a Expr>,
    unit: UnitId,
    chooses: bool,
) -> Vec<Need> {
    let scopes = &[unit];
    let mut fields = Fields { scopes, found: Vec::new(), there: Vec::new() };
    fields.visit(space, expr, scopes, None, None);
    if fields.found.is_empty() {
        return Vec::new();
    }
    let answer = |space: &mut Space<'a>| {
        let given = match given {
            Some(given) => space.hold_once(given, true, unit)?,
            None => Rc::new(Situations::always()),
        };
        Some((given, space.hold_once(expr, true, unit)?, space.hold_once(expr, false, unit)?))
    };
    let Some((given, yes, no)) = answer(space) else {
        return Vec::new();
    };
    let mut needs: Vec<Need> = Vec::new();
    for (var, need) in fields.found {
        let gone = missing(space, var, &[&given, &yes, &no]);
        let Some(asked) = given.and(&gone, |_| ()) else {
            continue;
        };
        let left = match &need.asked {
            // Others that are compared with a missing value are not found: there is an answer, but nobody can mean it.
            Some(_) if chooses => yes.and(&asked, |_| ()).filter(|all| all.0.iter().any(|s| needs_look(space, s))),
            Some(_) => yes.and(&asked, |_| ()).zip(no.and(&asked, |_| ())).and_then(|(yes, no)| {
                Some(Situations([yes.0, no.0].concat())).filter(|all| all.0.iter().any(|s| needs_look(space, s)))
            }),
            None => asked.minus(&yes, space).and_then(|left| left.minus(&no, space)),
        };
        if left.is_some_and(|left| !left.is_never()) && needs.iter().all(|n| n.field != need.field) {
            needs.push(need);
        }
    }
    needs
}

/// Whether a situation makes a demand on what is looked for elsewhere.
fn needs_look(space: &Space<'_>, situation: &Situation) -> bool {
    situation.demands().iter().any(|(var, domain)| space.is_count(*var) && *domain != *space.full(*var))
}

/// This is missing and all else is there: what is unknown then, is unknown because of it.
fn missing(space: &Space<'_>, var: Var, all: &[&Situations]) -> Situations {
    let mut only = Situation::default();
    for (other, _) in all.iter().flat_map(|s| &s.0).flat_map(|s| s.demands()) {
        only = only.with(*other, Domain::of(space.full(*other).values.clone()));
    }
    let none = space.full(var).values.and(&space.full(var).values.not());
    Situations(vec![only.with(var, Domain { missing: true, values: none })])
}

/// The fields of the unit itself, and of what its references lead to, that are declared as optional.
struct Fields<'s> {
    scopes: &'s [UnitId],
    found: Vec<(Var, Need)>,
    /// What is known to be there, in a condition about others: `evaluation is present and decider = this.evaluation.grader`.
    there: Vec<(Vec<FieldId>, Leaf)>,
}

impl Fields<'_> {
    fn visit(
        &mut self,
        space: &mut Space<'_>,
        expr: &Expr,
        here: &[UnitId],
        used: Option<Span>,
        asked: Option<(bool, String)>,
    ) {
        match &expr.kind {
            ExprKind::IsPresent(..) => {}
            // What the steps of a unit come to says itself what a missing instant means.
            ExprKind::Define(id, _) if space.standard.defines[id.index()].label.name.contains('.') => {}
            ExprKind::Define(_, meaning) => self.visit(space, meaning, here, used.or(Some(expr.span)), asked),
            ExprKind::Others(others) => {
                let Some(filter) = &others.filter else { return };
                let mut deeper = here.to_vec();
                deeper.truncate(usize::from(others.scope));
                deeper.push(others.unit);
                let none = matches!(others.ask, Ask::None);
                let asked = asked.unwrap_or_else(|| (none, space.word(others.unit)));
                self.visit(space, filter, &deeper, used, Some(asked));
            }
            ExprKind::And(parts) if asked.is_some() => {
                let before = self.there.len();
                for part in parts {
                    if let ExprKind::IsPresent(what, true) = &part.kind
                        && let ExprKind::Field { scope: 0, path, leaf } = &what.kind
                    {
                        // Who is there has a way that leads there.
                        let way = (0..path.len()).map(|i| (path[..i].to_vec(), Leaf::Field(path[i])));
                        self.there.extend(way.chain([(path.clone(), *leaf)]));
                    }
                }
                parts.iter().for_each(|part| self.visit(space, part, here, used, asked.clone()));
                self.there.truncate(before);
            }
            // What a plugin takes with or without a value needs none.
            ExprKind::Plugin(call) => {
                call.needed(space.standard).for_each(|x| self.visit(space, x, here, used, asked.clone()));
            }
            ExprKind::Field { scope: 0, path, leaf } => self.field(space, (path, *leaf), expr.span, used, asked),
            _ => {
                inner(expr, here, |x, deeper| self.visit(space, x, deeper, used, asked.clone()));
            }
        }
    }

    fn field(
        &mut self,
        space: &mut Space<'_>,
        (path, leaf): (&[FieldId], Leaf),
        span: Span,
        used: Option<Span>,
        asked: Option<(bool, String)>,
    ) {
        let all = path.iter().map(|step| Leaf::Field(*step)).chain([leaf]);
        for (i, leaf) in all.enumerate() {
            let Some(field) = space.field(self.scopes, 0, &path[..i], leaf) else {
                return;
            };
            // A clock that never started is told as not judged, and that is what is meant.
            if matches!(&field.fact, Some(Fact::Clock(_, part)) if part.is_unnamed()) {
                return;
            }
            let is_there = |known: &(Vec<FieldId>, Leaf)| known.0 == path[..i] && known.1 == leaf;
            if field.optional && !self.there.iter().any(is_there) {
                let kind = ExprKind::Field { scope: 0, path: path[..i].to_vec(), leaf };
                let var = space.var(&Expr { kind, ty: field.ty.clone(), optional: true, span }, self.scopes);
                let need = Need {
                    field: space.known(var).text.clone(),
                    at: used.unwrap_or(span),
                    define: used.map(|_| span),
                    asked,
                };
                if self.found.iter().all(|(v, n)| *v != var || n.asked != need.asked) {
                    self.found.push((var, need));
                }
                return;
            }
        }
    }
}
