//! Duties, notices, and the clauses of a ladder that are about time and fairness: whom it spares, and appeals.

use super::item::is_broken;
use super::{Builder, Pair, child};
use crate::ast::{Appeal, ClauseKind, Due, Shown, Span};
use crate::language::Rule;

impl Builder<'_> {
    pub(super) fn duty_clause(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::duty_after => ClauseKind::After { unit: self.first_name(pair), filter: self.filter(pair) },
            Rule::duty_once => {
                let by = child(pair, Rule::path).map(|path| self.expr(&path))?;
                let open = child(pair, Rule::while_open).map(|words| self.span(&words));
                let within = if child(pair, Rule::in_due).is_some() { Some(self.due(pair)?) } else { None };
                ClauseKind::OncePer { by, open, within }
            }
            Rule::owed => ClauseKind::Owed(self.owed(pair)?),
            Rule::done_by => ClauseKind::Done(self.shown(pair)),
            Rule::barred => ClauseKind::Barred(self.only_expr(pair)?),
            _ => ClauseKind::Warn(self.only_expr(pair)?),
        })
    }

    pub(super) fn notice_clause(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::notice_given => ClauseKind::GivenBy(self.shown(pair)),
            Rule::acknowledged => ClauseKind::Acknowledged(self.shown(pair)),
            Rule::binds => ClauseKind::Binds(self.length(&child(pair, Rule::after_term)?)?),
            _ => {
                let date = child(pair, Rule::date)?;
                ClauseKind::From(self.expr(&date))
            }
        })
    }

    pub(super) fn spares(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        let term = self.length(&child(pair, Rule::spared_for)?)?;
        let since = child(pair, Rule::path)?;
        Some(ClauseKind::Spares { term, since: self.expr(&since) })
    }

    pub(super) fn appeal(&mut self, pair: &Pair<'_>) -> Appeal {
        let mut appeal = Appeal {
            opened: self.shown(pair),
            within: None,
            decided: None,
            granted: None,
            barred: None,
            rounds: None,
            guidance: Vec::new(),
            span: self.span(pair),
        };
        for inner in child(pair, Rule::appeal_block).into_iter().flat_map(Pair::into_inner) {
            match inner.as_rule() {
                Rule::appeal_within => appeal.within = self.due(&inner).or(appeal.within),
                Rule::decided => appeal.decided = Some(self.shown(&inner)),
                Rule::granted => appeal.granted = self.only_expr(&inner).or(appeal.granted),
                Rule::barred => appeal.barred = self.only_expr(&inner).or(appeal.barred),
                Rule::rounds => appeal.rounds = self.only_expr(&inner).or(appeal.rounds),
                Rule::guidance => appeal.guidance.extend(self.local_texts(&inner)),
                rule if is_broken(rule) => self.take_broken(&inner),
                _ => {}
            }
        }
        appeal
    }

    /// `by coaching_talk where call = this.call by held_by`
    pub(super) fn shown(&mut self, pair: &Pair<'_>) -> Shown {
        let by = child(pair, Rule::by_whom).and_then(|by| child(&by, Rule::path));
        Shown { unit: self.first_name(pair), filter: self.filter(pair), by: by.map(|path| self.expr(&path)) }
    }

    /// `10 working days rolling on office`
    fn length(&mut self, pair: &Pair<'_>) -> Option<Due> {
        let term = self.only_expr(pair)?;
        let rolling = child(pair, Rule::rolling).map(|word| self.span(&word));
        let on = child(pair, Rule::on_calendar).map(|on| self.first_name(&on));
        let span = Span { start: term.span.start, ..self.span(pair) };
        Some(Due { term, rolling, on, span })
    }
}
