//! Whether a length of time is opening time: of a clock that counts on a calendar, or `business_time(…)`. Eight hours of it are a day's
//! work and no third of a day, so it is told in hours, never in days.

use super::{
    Clock, ClockPart, Expr, ExprKind, Fact, FieldId, Formula, Function, Leaf, Metric, Standard, Type, UnitId, UnitKind,
};
use crate::check::parts;

impl Standard {
    /// Whether the figures of a metric are lengths of opening time: any of what they are made of is.
    #[must_use]
    pub fn is_opening_time(&self, metric: &Metric) -> bool {
        if metric.formula.value_type() != Type::Duration {
            return false;
        }
        match &metric.formula {
            // The metric whose figures it is made of stands before it.
            Formula::Figures(of) => {
                self.metrics.get(of.metric.index()).is_some_and(|other| self.is_opening_time(other))
            }
            formula => formula.values().iter().any(|e| self.is_opening(e, &[metric.unit])),
        }
    }

    /// The same of one value over a unit.
    #[must_use]
    pub fn is_opening_value(&self, unit: UnitId, value: &Expr) -> bool {
        self.is_opening(value, &[unit])
    }

    fn is_opening(&self, e: &Expr, units: &[UnitId]) -> bool {
        if e.ty != Type::Duration {
            return false;
        }
        match &e.kind {
            ExprKind::Call(Function::BusinessTime(_), _) => true,
            ExprKind::Field { scope, path, leaf: Leaf::Field(field) } => {
                let Some(unit) = units.get(usize::from(*scope)) else { return false };
                let end =
                    path.iter().fold(*unit, |unit, field| match self.units[unit.index()].fields[field.index()].ty {
                        Type::Ref(next) => next,
                        _ => unit,
                    });
                self.is_opening_fact(end, *field)
            }
            ExprKind::Others(others) => {
                let mut deeper: Vec<UnitId> = units.iter().copied().take(usize::from(others.scope)).collect();
                deeper.push(others.unit);
                others.ask.values().iter().any(|value| self.is_opening(value, &deeper))
            }
            _ => parts(e).into_iter().any(|part| self.is_opening(part, units)),
        }
    }

    /// Facts use earlier facts only, so this comes to an end.
    fn is_opening_fact(&self, unit: UnitId, field: FieldId) -> bool {
        let declared = &self.units[unit.index()];
        let Some(fact) = declared.fields.get(field.index()).and_then(|field| field.fact.as_ref()) else { return false };
        match (fact, &declared.kind) {
            (Fact::Clock(clock, ClockPart::Elapsed | ClockPart::Target), _) => {
                self.clock(unit, *clock).is_some_and(Clock::is_on_a_calendar)
            }
            (Fact::Plain(e), _) => self.is_opening(e, &[unit]),
            (Fact::Aggregate { member, value: Some(value), .. }, UnitKind::Case(members)) => {
                self.is_opening(value, &self.fact_scopes(unit, members[*member].event))
            }
            _ => false,
        }
    }
}

impl Clock {
    /// Whether it counts only while a calendar is open.
    #[must_use]
    pub const fn is_on_a_calendar(&self) -> bool {
        self.on.is_some()
    }
}
