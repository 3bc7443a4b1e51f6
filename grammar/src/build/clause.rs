//! Clauses that several declarations have, and the table of who reads which.

use super::{Builder, Pair, child, children};
use crate::ast::{ClauseKind, Closing, Expr, Name};
use crate::language::Rule;

impl Builder<'_> {
    /// Reads any clause; a pair that is none gives nothing.
    pub(super) fn any_clause(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::version => self.version(pair)?,
            Rule::zone => ClauseKind::Zone(self.only_text(pair)),
            Rule::languages => {
                ClauseKind::Languages(children(pair, Rule::language).map(|language| self.name(&language)).collect())
            }
            Rule::closes => ClauseKind::Closes(self.closing(pair)?),
            Rule::owner => ClauseKind::Owner(self.only_text(pair)),
            Rule::meaning => ClauseKind::Meaning(self.local_texts(pair)),
            Rule::guidance => ClauseKind::Guidance(self.local_texts(pair)),
            Rule::weight => ClauseKind::Weight(self.only_expr(pair)?),
            Rule::serves => ClauseKind::Principle(self.first_name(pair)),
            Rule::for_several if children(pair, Rule::name).nth(1).is_some() => ClauseKind::ForSeveral {
                units: children(pair, Rule::name).map(|name| self.name(&name)).collect(),
                filter: self.filter(pair),
            },
            Rule::for_units | Rule::for_several => {
                ClauseKind::For { unit: self.first_name(pair), filter: self.filter(pair) }
            }
            Rule::require => ClauseKind::Require(self.only_expr(pair)?),
            Rule::when_clause => ClauseKind::When(self.only_expr(pair)?),
            Rule::critical => ClauseKind::Critical(self.first_name(pair)),
            Rule::controls => ClauseKind::EmployeeControls,
            Rule::credit => ClauseKind::Credit(self.only_expr(pair)?),
            Rule::was => ClauseKind::Was(self.first_name(pair)),
            Rule::covers => ClauseKind::Covers(children(pair, Rule::dotted).map(|path| self.dotted(&path)).collect()),
            Rule::owes => ClauseKind::Owes(children(pair, Rule::name).map(|name| self.name(&name)).collect()),
            Rule::cause => ClauseKind::Cause { party: self.first_name(pair), share: self.only_expr(pair) },
            Rule::open_hours | Rule::closed_days | Rule::short_days => return self.calendar_clause(pair),
            Rule::field => return self.field(pair),
            Rule::fact | Rule::case_at | Rule::keeps | Rule::case_clock => return self.case_clause(pair),
            Rule::scored_by | Rule::section | Rule::form_item | Rule::bands | Rule::fault_when => {
                return self.form_clause(pair);
            }
            Rule::stage | Rule::action | Rule::orders | Rule::sequence | Rule::extras | Rule::complete => {
                return self.steps_clause(pair);
            }
            Rule::formula
            | Rule::per
            | Rule::each
            | Rule::dated
            | Rule::target
            | Rule::purpose
            | Rule::grade
            | Rule::every
            | Rule::provisional
            | Rule::chart
            | Rule::hide
            | Rule::expected => {
                return self.metric_clause(pair);
            }
            Rule::duty_after | Rule::duty_once | Rule::owed | Rule::done_by | Rule::barred | Rule::warned => {
                return self.duty_clause(pair);
            }
            Rule::notice_given | Rule::acknowledged | Rule::binds | Rule::binds_from => {
                return self.notice_clause(pair);
            }
            Rule::counts
            | Rule::once
            | Rule::step
            | Rule::forgive
            | Rule::spares
            | Rule::appeal
            | Rule::overturned
            | Rule::handover => {
                return self.ladder_clause(pair);
            }
            Rule::celebrate | Rule::share | Rule::order_by => return self.recognition_clause(pair),
            Rule::set | Rule::given | Rule::as_of | Rule::expect => return self.test_clause(pair),
            _ => return self.source_clause(pair),
        })
    }

    fn version(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        let number = child(pair, Rule::version_number).map(|number| self.name(&number))?;
        let from = child(pair, Rule::date).map(|date| self.expr(&date));
        Some(ClauseKind::Version { number, from })
    }

    /// `closes month at 12:00 on working day 5 on office`
    fn closing(&mut self, pair: &Pair<'_>) -> Option<Closing> {
        let day = child(pair, Rule::closing_day)?;
        let number = child(&day, Rule::number)?;
        Some(Closing {
            period: child(pair, Rule::period).and_then(|period| self.period(&period))?,
            clock: child(pair, Rule::clock).map(|clock| self.name(&clock))?,
            working: child(&day, Rule::WORKING).is_some(),
            day: self.expr(&number),
            on: child(pair, Rule::on_calendar).map(|on| self.first_name(&on)),
        })
    }

    /// The only expression of a clause.
    pub(super) fn only_expr(&mut self, pair: &Pair<'_>) -> Option<Expr> {
        let expr = pair.clone().into_inner().find(|inner| matches!(inner.as_rule(), Rule::expr | Rule::sum))?;
        Some(self.expr(&expr))
    }

    /// The name after the first one.
    pub(super) fn second_name(&self, pair: &Pair<'_>) -> Option<Name> {
        children(pair, Rule::name).nth(1).map(|name| self.name(&name))
    }
}
