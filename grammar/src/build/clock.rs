//! Clocks of a case.

use super::item::is_broken;
use super::{Builder, Pair, child, children};
use crate::ast::{Clock, ClockClause, ClockClauseKind, Expr, Moment, WithEvent};
use crate::language::Rule;

impl Builder<'_> {
    pub(super) fn case_clock(&mut self, pair: &Pair<'_>) -> Clock {
        let mut clock = Clock {
            name: self.first_name(pair),
            title: self.title(pair),
            clauses: Vec::new(),
            span: self.span(pair),
            broken: false,
        };
        for inner in child(pair, Rule::clock_block).into_iter().flat_map(Pair::into_inner) {
            if is_broken(inner.as_rule()) {
                clock.broken = true;
                self.take_broken(&inner);
            } else if let Some(kind) = self.clock_clause(&inner) {
                clock.clauses.push(ClockClause { kind, span: self.span(&inner) });
            }
        }
        clock
    }

    fn clock_clause(&mut self, pair: &Pair<'_>) -> Option<ClockClauseKind> {
        Some(match pair.as_rule() {
            Rule::clock_on => {
                ClockClauseKind::On { calendar: self.only_expr(pair)?, zone: self.inside(pair, Rule::in_zone) }
            }
            Rule::clock_starts => ClockClauseKind::Starts(self.which_events(pair)?),
            Rule::clock_pauses => ClockClauseKind::Pauses {
                when: self.which_events(pair)?,
                justified: child(pair, Rule::justified).and_then(|justified| self.which_events(&justified)),
                until: self.inside(pair, Rule::until),
            },
            Rule::clock_resumes => ClockClauseKind::Resumes(self.which_events(pair)?),
            Rule::clock_stops => ClockClauseKind::Stops(self.which_events(pair)?),
            Rule::clock_reopens => ClockClauseKind::Reopens {
                when: self.which_events(pair)?,
                within: self.due(pair),
                way: child(pair, Rule::reopen_way).map(|way| self.name(&way)),
            },
            Rule::clock_restarts => ClockClauseKind::Restarts(self.which_events(pair)?),
            Rule::clock_target => ClockClauseKind::Target(self.only_expr(pair)?),
            Rule::clock_fair => ClockClauseKind::Fair(self.only_expr(pair)?),
            Rule::clock_holder => ClockClauseKind::Holder(self.only_expr(pair)?),
            Rule::clock_warn => {
                let whom = pair.clone().into_inner().find(|part| matches!(part.as_rule(), Rule::text | Rule::path))?;
                let at = children(pair, Rule::sum).next()?;
                ClockClauseKind::Warn {
                    whom: self.expr(&whom),
                    at: self.expr(&at),
                    opening: child(pair, Rule::at_opening).is_some(),
                    when: child(pair, Rule::expr).map(|when| self.expr(&when)),
                }
            }
            Rule::meaning => ClockClauseKind::Meaning(self.local_texts(pair)),
            _ => return None,
        })
    }

    /// `when …`, or `with` some kinds of event.
    fn which_events(&mut self, pair: &Pair<'_>) -> Option<Moment> {
        let Some(with) = child(pair, Rule::with_events) else { return self.only_expr(pair).map(Moment::When) };
        let events = children(&with, Rule::with_event).map(|event| WithEvent {
            event: self.first_name(&event),
            filter: self.filter(&event),
            span: self.span(&event),
        });
        Some(Moment::With(events.collect()))
    }

    /// The expression of a part of a clause.
    fn inside(&mut self, pair: &Pair<'_>, part: Rule) -> Option<Expr> {
        let part = child(pair, part)?;
        self.only_expr(&part)
    }
}
