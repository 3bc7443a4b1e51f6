//! Declarations: heads, and which file reads which clause.

use super::{Builder, Pair, child, children};
use crate::ast::{CaseMember, Clause, Head, Item, Kind, Name};
use crate::language::Rule;

/// The declaration that a rule reads.
pub(crate) fn kind_of(rule: Rule) -> Option<Kind> {
    Some(match rule {
        Rule::use_ => Kind::Use,
        Rule::standard => Kind::Standard,
        Rule::param => Kind::Param,
        Rule::calendar => Kind::Calendar,
        Rule::event => Kind::Event,
        Rule::entity => Kind::Entity,
        Rule::source => Kind::Source,
        Rule::case => Kind::Case,
        Rule::define => Kind::Define,
        Rule::principle => Kind::Principle,
        Rule::criterion => Kind::Criterion,
        Rule::form => Kind::Form,
        Rule::steps => Kind::Steps,
        Rule::mitigation => Kind::Mitigation,
        Rule::duty => Kind::Duty,
        Rule::metric => Kind::Metric,
        Rule::notice => Kind::Notice,
        Rule::ladder => Kind::Ladder,
        Rule::recognition => Kind::Recognition,
        Rule::test => Kind::Test,
        _ => return None,
    })
}

impl Builder<'_> {
    /// Reads a `declaration`.
    pub(crate) fn declaration(&mut self, pair: &Pair<'_>) -> Option<Item> {
        let span = self.span(pair);
        let overrides = child(pair, Rule::overrides).map(|word| self.span(&word));
        if let Some(drop) = child(pair, Rule::drop_) {
            return self.dropped(&drop);
        }
        let (kind, item) =
            pair.clone().into_inner().find_map(|inner| kind_of(inner.as_rule()).map(|kind| (kind, inner)))?;
        let name = match kind {
            Kind::Use | Kind::Test if child(&item, Rule::PLUGIN).is_none() => {
                let text = self.only_text(&item);
                Name { text: text.text, span: text.span }
            }
            _ => self.first_name(&item),
        };
        let title = self.title(&item);
        let head = self.head(&item, kind);
        let block = item.into_inner().find(|inner| is_block(inner.as_rule()));
        let clauses = block.map_or_else(Vec::new, |block| self.block(&block));
        Some(Item { kind, overrides, drops: None, name, title, head, clauses, span, broken: false })
    }

    fn dropped(&mut self, pair: &Pair<'_>) -> Option<Item> {
        let word = child(pair, Rule::kind)?;
        let kind = crate::words::declaration(word.as_str())?;
        let drops = child(pair, Rule::DROP_).map(|word| self.span(&word));
        let name = match child(pair, Rule::text).map(|text| self.text(&text)) {
            Some(text) => Name { text: text.text, span: text.span },
            None => self.first_name(pair),
        };
        let (head, span) = (Head::None, self.span(pair));
        Some(Item { kind, overrides: None, drops, name, title: vec![], head, clauses: vec![], span, broken: false })
    }

    fn head(&mut self, item: &Pair<'_>, kind: Kind) -> Head {
        let for_what = child(item, Rule::for_what).map(|unit| self.first_name(&unit));
        match kind {
            Kind::Use if child(item, Rule::PLUGIN).is_some() => {
                Head::Plugin(child(item, Rule::text).map(|text| self.text(&text)))
            }
            Kind::Param => {
                let Some(value) = child(item, Rule::sum).map(|value| self.expr(&value)) else {
                    return Head::None;
                };
                let bounds = child(item, Rule::bounds).and_then(|bounds| {
                    let mut ends =
                        children(&bounds, Rule::sum).map(|end| self.expr(&end)).collect::<Vec<_>>().into_iter();
                    ends.next().zip(ends.next())
                });
                Head::Param { value, bounds }
            }
            Kind::Define => {
                let Some(value) = child(item, Rule::expr).map(|value| self.expr(&value)) else {
                    return Head::None;
                };
                Head::Define { unit: for_what, value }
            }
            Kind::Case => {
                child(item, Rule::of_members).map_or(Head::None, |members| Head::Case(self.members(&members)))
            }
            Kind::Steps => child(item, Rule::for_units)
                .map_or(Head::None, |units| Head::Steps { unit: self.first_name(&units), filter: self.filter(&units) }),
            Kind::Entity => child(item, Rule::person).map_or(Head::None, |person| Head::Person(self.span(&person))),
            _ => for_what.map_or(Head::None, Head::For),
        }
    }

    fn members(&mut self, pair: &Pair<'_>) -> Vec<CaseMember> {
        let mut members = Vec::new();
        for member in children(pair, Rule::member) {
            if let Some(by) = child(&member, Rule::sum) {
                members.push(CaseMember { event: self.first_name(&member), by: self.expr(&by) });
            }
        }
        members
    }

    /// Reads the clauses of a block; what cannot be read is put aside for the errors.
    pub(crate) fn block(&mut self, block: &Pair<'_>) -> Vec<Clause> {
        let mut clauses = Vec::new();
        for pair in block.clone().into_inner() {
            if is_broken(pair.as_rule()) {
                self.take_broken(&pair);
            } else {
                clauses.extend(self.one_clause(&pair));
            }
        }
        clauses
    }

    /// Reads one clause.
    pub(crate) fn one_clause(&mut self, pair: &Pair<'_>) -> Option<Clause> {
        let kind = self.any_clause(pair)?;
        Some(self.clause(pair, kind))
    }
}

/// Whether a rule is the body of a declaration.
pub(crate) fn is_block(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::standard_block
            | Rule::calendar_block
            | Rule::field_block
            | Rule::source_block
            | Rule::case_block
            | Rule::principle_block
            | Rule::criterion_block
            | Rule::form_block
            | Rule::steps_block
            | Rule::mitigation_block
            | Rule::duty_block
            | Rule::notice_block
            | Rule::metric_block
            | Rule::ladder_block
            | Rule::recognition_block
            | Rule::test_block
    )
}

/// Whether a rule is a catch-all.
pub(crate) fn is_broken(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::broken_standard
            | Rule::broken_calendar
            | Rule::broken_field
            | Rule::broken_source
            | Rule::broken_case
            | Rule::broken_clock
            | Rule::broken_principle
            | Rule::broken_criterion
            | Rule::broken_form
            | Rule::broken_section
            | Rule::broken_steps
            | Rule::broken_stage
            | Rule::broken_mitigation
            | Rule::broken_duty
            | Rule::broken_notice
            | Rule::broken_appeal
            | Rule::broken_metric
            | Rule::broken_ladder
            | Rule::broken_step
            | Rule::broken_recognition
            | Rule::broken_test
    )
}

/// The rule that reads the body of a declaration.
pub(crate) fn block_rule(kind: Kind) -> Option<Rule> {
    Some(match kind {
        Kind::Standard => Rule::standard_block,
        Kind::Calendar => Rule::calendar_block,
        Kind::Event | Kind::Entity => Rule::field_block,
        Kind::Source => Rule::source_block,
        Kind::Case => Rule::case_block,
        Kind::Principle => Rule::principle_block,
        Kind::Criterion => Rule::criterion_block,
        Kind::Form => Rule::form_block,
        Kind::Steps => Rule::steps_block,
        Kind::Mitigation => Rule::mitigation_block,
        Kind::Duty => Rule::duty_block,
        Kind::Notice => Rule::notice_block,
        Kind::Metric => Rule::metric_block,
        Kind::Ladder => Rule::ladder_block,
        Kind::Recognition => Rule::recognition_block,
        Kind::Test => Rule::test_block,
        Kind::Use | Kind::Param | Kind::Define => return None,
    })
}
