//! Clauses of a calendar, and terms.

use super::{Builder, Pair, child, children};
use crate::ast::{ClauseKind, Dates, Due, DurationUnit, Expr, ExprKind, Name, OpenHours, Span, WeekDays};
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
        self.within_term(&due).map(|(due, _)| due)
    }

    /// `within 2 working days on office of opened`: the term, and what it counts from if that is said.
    pub(super) fn within_term(&mut self, pair: &Pair<'_>) -> Option<(Due, Option<Expr>)> {
        let same_day = child(pair, Rule::same_day).map(|words| {
            let kind = ExprKind::Duration { number: "0".to_owned(), unit: DurationUnit::SameDay };
            Expr { kind: Box::new(kind), span: self.span(&words) }
        });
        let mut sums = children(pair, Rule::sum).map(|sum| self.expr(&sum)).collect::<Vec<_>>().into_iter();
        let term = match same_day {
            Some(same_day) => same_day,
            None => sums.next()?,
        };
        let of = sums.next();
        let rolling = child(pair, Rule::rolling).map(|word| self.span(&word));
        let on = child(pair, Rule::on_calendar).map(|on| self.first_name(&on));
        let last = on.as_ref().map(|on| on.span).or(rolling).unwrap_or(term.span);
        let span = Span { end: last.end, ..term.span };
        Some((Due { term, rolling, on, span }, of))
    }
}
