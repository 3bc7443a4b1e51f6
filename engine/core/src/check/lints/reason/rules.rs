//! What each criterion and mitigation says, as situations; made once, used by several lints.

use super::places::{Place, places};
use super::point::Point;
use super::situations::Situations;
use super::space::Space;
use crate::standard::{Criterion, Expr, ExprKind, Mitigation, Requirement, UnitId};
use std::ops::ControlFlow;
use std::rc::Rc;

/// One criterion with a condition of its own (not one made for a form).
#[derive(Debug)]
pub(crate) struct Rule<'a> {
    /// Which.
    pub criterion: &'a Criterion,
    /// Its index.
    pub index: usize,
    /// What it requires.
    pub require: &'a Expr,
    /// When it judges; none = not decided.
    pub judges: Option<Rc<Situations>>,
    /// When it is met.
    pub met: Option<Rc<Situations>>,
    /// When it is breached.
    pub breached: Option<Rc<Situations>>,
    /// A point of each situation in which it is breached.
    pub points: Vec<Point>,
}

/// All of them.
#[derive(Debug)]
pub(crate) struct Rules<'a> {
    /// The criteria.
    pub criteria: Vec<Rule<'a>>,
    /// The mitigations, each with when it applies; none = not decided.
    pub mitigations: Vec<(&'a Mitigation, Option<Rc<Situations>>)>,
    /// Every expression that a rule stands on.
    pub places: Vec<Place<'a>>,
}

impl<'a> Rules<'a> {
    /// What the rules of a standard say.
    pub fn of(space: &mut Space<'a>) -> Self {
        let standard = space.standard;
        let mut criteria = Vec::new();
        for (index, criterion) in standard.criteria.iter().enumerate() {
            let of_steps = standard.steps.iter().any(|steps| steps.criterion.index() == index);
            if let Requirement::Condition(require) = &criterion.require
                && !of_steps
            {
                let unit = criterion.unit;
                let judges = filter(space, criterion.filter.as_ref(), unit);
                let met = within(space, criterion.filter.as_ref(), require, true, unit);
                let breached = within(space, criterion.filter.as_ref(), require, false, unit);
                let points = breached.iter().flat_map(|b| &b.0).filter_map(Point::of).collect();
                criteria.push(Rule { criterion, index, require, judges, met, breached, points });
            }
        }
        let mitigations = standard.mitigations.iter().map(|m| (m, filter(space, m.when.as_ref(), m.unit))).collect();
        space.conflicts.clear();
        Self { criteria, mitigations, places: places(standard) }
    }
}

impl Rule<'_> {
    /// Whether no simple point shows that this is breached where the other is not.
    pub fn may_lie_in(&self, other: &Self, space: &Space<'_>) -> bool {
        other.breached.as_ref().is_none_or(|wider| self.points.iter().all(|p| p.lies_in(wider, space)))
    }
}

fn filter<'a>(space: &mut Space<'a>, filter: Option<&'a Expr>, unit: UnitId) -> Option<Rc<Situations>> {
    filter.map_or_else(|| Some(Rc::new(Situations::always())), |f| space.hold_once(f, true, unit))
}

fn within<'a>(
    space: &mut Space<'a>,
    filter: Option<&'a Expr>,
    require: &'a Expr,
    yes: bool,
    unit: UnitId,
) -> Option<Rc<Situations>> {
    match filter {
        Some(filter) => space.hold_given(filter, require, yes, unit),
        None => space.hold_once(require, yes, unit),
    }
}

impl<'a> Space<'a> {
    /// Whether a condition is never answered so, given that another one holds; `conflicts` says why.
    pub fn never(&mut self, expr: &'a Expr, yes: bool, given: Option<&'a Expr>, scopes: &[UnitId]) -> bool {
        self.conflicts.clear();
        if let [unit] = scopes {
            // Worked out once for all who ask; only where the answer is "never" one asks why.
            let now_and_then = match given {
                Some(given) => self.hold_given(given, expr, yes, *unit),
                None => self.hold_once(expr, yes, *unit),
            };
            let alone = self.hold_once(expr, yes, *unit);
            if ![now_and_then, alone].into_iter().flatten().any(|holds| holds.is_never()) {
                return false;
            }
        }
        let Some(holds) = self.hold(expr, yes, scopes) else {
            return false;
        };
        if holds.is_never() {
            return true;
        }
        let given = match (given, scopes) {
            (Some(given), [unit]) => self.hold_once(given, true, *unit),
            (Some(given), _) => self.hold(given, true, scopes).map(Rc::new),
            (None, _) => return false,
        };
        given.and_then(|given| self.both(&given, &holds)).is_some_and(|both| both.is_never())
    }
}

impl Space<'_> {
    /// The params that a condition uses, by name.
    pub fn params(&self, exprs: &[&Expr]) -> Vec<String> {
        let mut names = Vec::new();
        for expr in exprs {
            super::walk(expr, &[], &mut |e, _| {
                if let ExprKind::Param(id) = &e.kind
                    && let Some(param) = self.standard.params.get(id.index())
                {
                    let at = super::key::number(&param.value).map(|n| self.number(&param.ty, n));
                    names.extend(at.map(|at| format!("`{}` = {at}", param.label.name)));
                }
                ControlFlow::Continue(())
            });
        }
        names.sort();
        names.dedup();
        names
    }
}

impl Space<'_> {
    /// The text of a rule in one canonical form.
    pub fn rule_key(&self, rule: &Rule<'_>) -> String {
        let filter = rule.criterion.filter.as_ref().map_or_else(String::new, super::key::key);
        format!("{filter} : {}", super::key::key(rule.require))
    }

    /// Whose a criterion's findings are, in one canonical form.
    pub fn subjects_key(&self, criterion: &Criterion) -> String {
        let subjects = criterion.subjects.iter();
        let mut keys: Vec<String> = subjects.map(|(unit, e)| format!("{}:{}", unit.0, super::key::key(e))).collect();
        keys.sort();
        keys.join(",")
    }
}
