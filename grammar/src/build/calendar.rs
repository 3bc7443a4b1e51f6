//! Clauses of a calendar, and terms.

use super::{Builder, Pair, child, children};
use crate::ast::{ClauseKind, Dates, Due, Name, OpenHours, Span, WeekDays};
use crate::language::Rule;

impl Builder<'_> {
    pub(super) fn calendar_clause(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::open_hours => ClauseKind::Opens { days: self.day_spans(pair), hours: self.hours(pair) },
            Rule::closed_days => ClauseKind::Closed(self.dates(pair)),
            Rule::short_days => ClauseKind::Short { dates: self.dates(pair), hours: self.hours(pair) },
            _ => return None,
        })
    }

    fn day_spans(&self, pair: &Pair<'_>) -> Vec<WeekDays> {
        let spans = children(pair, Rule::day_span).filter_map(|span| {
            let (first, last) = self.ends(&span, Rule::weekday)?;
            Some(WeekDays { first, last, span: self.span(&span) })
        });
        spans.collect()
    }

    fn hours(&self, pair: &Pair<'_>) -> Vec<OpenHours> {
        let spans = children(pair, Rule::hours_span).filter_map(|span| {
            let (from, to) = self.ends(&span, Rule::clock)?;
            Some(OpenHours { from, to: to?, span: self.span(&span) })
        });
        spans.collect()
    }

    pub(super) fn dates(&self, pair: &Pair<'_>) -> Vec<Dates> {
        let dates = pair.clone().into_inner().filter_map(|part| match part.as_rule() {
            Rule::date_span => {
                let (first, last) = self.ends(&part, Rule::date)?;
                Some(Dates::Days { first, last, span: self.span(&part) })
            }
            Rule::dates_file => Some(Dates::File(self.only_text(&part))),
            _ => None,
        });
        dates.collect()
    }

    /// The one or two parts of a span.
    fn ends(&self, pair: &Pair<'_>, rule: Rule) -> Option<(Name, Option<Name>)> {
        let mut ends = children(pair, rule).map(|end| self.name(&end));
        let first = ends.next()?;
        Some((first, ends.next()))
    }

    /// `within 2 working days on office`
    pub(super) fn due(&mut self, pair: &Pair<'_>) -> Option<Due> {
        let due = child(pair, Rule::in_due)?;
        let term = self.only_expr(&due)?;
        let rolling = child(&due, Rule::rolling).map(|word| self.span(&word));
        let on = child(&due, Rule::on_calendar).map(|on| self.first_name(&on));
        let span = Span { start: term.span.start, ..self.span(&due) };
        Some(Due { term, rolling, on, span })
    }
}
