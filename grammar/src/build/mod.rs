//! From the pairs of the parser to the meaning-bearing view: one file for each kind of declaration.

mod calendar;
mod case;
mod clause;
mod clock;
mod duty;
mod expr;
mod field;
mod form;
mod item;
mod ladder;
mod look;
mod metric;
mod order;
mod plugin;
mod recognition;
mod small;
mod source;
mod steps;
mod test;

use std::sync::LazyLock;

use crate::ast::{Clause, ClauseKind, Name, Span};
use crate::cut::Leaf;
use crate::errors::SyntaxError;
use crate::language::Rule;

pub(crate) use item::{block_rule, is_block};

/// What the parser found at one place.
pub(crate) type Pair<'i> = pest::iterators::Pair<'i, Rule>;

/// Turns what the parser found into the meaning-bearing view.
pub(crate) struct Builder<'a> {
    /// The number of the file.
    pub(crate) file: u32,
    /// The whole text.
    pub(crate) text: &'a str,
    /// Its leaves without white space and comments.
    pub(crate) leaves: &'a [Leaf<'a>],
    /// Which of them belong to the declaration that is read now: nearly every place is looked for among these.
    pub(crate) near: std::ops::Range<usize>,
    /// Where in the text the part starts that was given to the parser.
    pub(crate) base: usize,
    /// What is wrong.
    pub(crate) errors: Vec<SyntaxError>,
    /// Pieces that could not be read: for the errors module.
    pub(crate) broken: Vec<Broken>,
}

/// A piece that could not be read.
#[derive(Debug, Clone)]
pub(crate) struct Broken {
    /// Which catch-all took it.
    pub(crate) rule: Rule,
    /// Where it stands.
    pub(crate) range: std::ops::Range<usize>,
}

impl Builder<'_> {
    /// Where a pair stands in the text, without white space and comments at its end.
    pub(crate) fn range(&self, pair: &Pair<'_>) -> std::ops::Range<usize> {
        let span = pair.as_span();
        self.trim(self.base + span.start()..self.base + span.end())
    }

    /// A range without white space and comments at its end.
    pub(crate) fn trim(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let around = self.surely_around(&range);
        let before = around.partition_point(|leaf| leaf.token.start < range.end);
        let last = before.checked_sub(1).map(|last| around[last].token);
        let end = last.map_or(range.end, |token| token.end.min(range.end)).max(range.start);
        range.start..end
    }

    /// The leaves among which a range surely begins and ends.
    fn surely_around(&self, range: &std::ops::Range<usize>) -> &[Leaf<'_>] {
        let near = self.leaves.get(self.near.clone()).unwrap_or_default();
        let begins = near.first().is_some_and(|leaf| leaf.token.start <= range.start);
        let ends = self.leaves.get(self.near.end).is_none_or(|leaf| range.end <= leaf.token.start);
        if begins && ends { near } else { self.leaves }
    }

    pub(crate) fn span(&self, pair: &Pair<'_>) -> Span {
        self.span_of(self.range(pair))
    }

    pub(crate) fn span_of(&self, range: std::ops::Range<usize>) -> Span {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { file: self.file, start: place(range.start), end: place(range.end) }
    }

    pub(crate) fn name(&self, pair: &Pair<'_>) -> Name {
        Name { text: pair.as_str().to_owned(), span: self.span(pair) }
    }

    pub(crate) fn clause(&self, pair: &Pair<'_>, kind: ClauseKind) -> Clause {
        Clause { kind, span: self.span(pair) }
    }

    /// The leaves in a range, without white space and comments.
    pub(crate) fn leaves_in(&self, range: &std::ops::Range<usize>) -> &[Leaf<'_>] {
        &self.leaves[self.places_in(range)]
    }

    /// Which leaves these are.
    pub(crate) fn places_in(&self, range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        let from = self.leaves.partition_point(|leaf| leaf.token.start < range.start);
        let to = self.leaves.partition_point(|leaf| leaf.token.start < range.end);
        from..to.max(from)
    }

    pub(crate) fn take_broken(&mut self, pair: &Pair<'_>) {
        let range = self.range(pair);
        self.broken.push(Broken { rule: pair.as_rule(), range });
    }
}

/// The first pair of a rule among the children.
pub(crate) fn child<'i>(pair: &Pair<'i>, rule: Rule) -> Option<Pair<'i>> {
    pair.clone().into_inner().find(|inner| inner.as_rule() == rule)
}

/// All pairs of a rule among the children.
pub(crate) fn children<'i>(pair: &Pair<'i>, rule: Rule) -> impl Iterator<Item = Pair<'i>> {
    pair.clone().into_inner().filter(move |inner| inner.as_rule() == rule)
}

/// The children that are not keywords.
pub(crate) fn parts<'i>(pair: &Pair<'i>) -> impl Iterator<Item = Pair<'i>> {
    pair.clone().into_inner().filter(|inner| !is_keyword(inner.as_rule()))
}

/// Whether a rule stands for one keyword.
pub(crate) fn is_keyword(rule: Rule) -> bool {
    static KEYWORDS: LazyLock<Vec<bool>> = LazyLock::new(|| {
        let mut keywords = Vec::new();
        for rule in Rule::all_rules() {
            let at = *rule as usize;
            keywords.resize(keywords.len().max(at + 1), false);
            keywords[at] = in_capitals(rule);
        }
        keywords
    });
    KEYWORDS.get(rule as usize).copied().unwrap_or_default()
}

/// Keyword rules are the ones in capitals.
fn in_capitals(rule: &Rule) -> bool {
    let name = format!("{rule:?}");
    *rule != Rule::EOI && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
}

/// Whether a rule is a clause of a block.
pub(crate) fn is_clause(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::version
            | Rule::zone
            | Rule::languages
            | Rule::closes
            | Rule::owner
            | Rule::meaning
            | Rule::guidance
            | Rule::open_hours
            | Rule::closed_days
            | Rule::short_days
            | Rule::field
            | Rule::files
            | Rule::format
            | Rule::delimiter
            | Rule::encoding
            | Rule::time
            | Rule::missing
            | Rule::rows
            | Rule::ties
            | Rule::late
            | Rule::take
            | Rule::retract
            | Rule::fact
            | Rule::case_at
            | Rule::keeps
            | Rule::case_clock
            | Rule::clock_on
            | Rule::clock_starts
            | Rule::clock_pauses
            | Rule::clock_resumes
            | Rule::clock_stops
            | Rule::clock_reopens
            | Rule::clock_restarts
            | Rule::clock_target
            | Rule::clock_fair
            | Rule::clock_holder
            | Rule::clock_warn
            | Rule::weight
            | Rule::was
            | Rule::serves
            | Rule::for_units
            | Rule::for_several
            | Rule::require
            | Rule::critical
            | Rule::controls
            | Rule::credit
            | Rule::scored_by
            | Rule::section
            | Rule::form_item
            | Rule::bands
            | Rule::fault_when
            | Rule::stage
            | Rule::action
            | Rule::orders
            | Rule::sequence
            | Rule::extras
            | Rule::complete
            | Rule::when_clause
            | Rule::covers
            | Rule::cause
            | Rule::owes
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
            | Rule::expected
            | Rule::formula
            | Rule::duty_after
            | Rule::duty_once
            | Rule::done_by
            | Rule::warned
            | Rule::notice_given
            | Rule::acknowledged
            | Rule::binds
            | Rule::binds_from
            | Rule::spares
            | Rule::appeal
            | Rule::overturned
            | Rule::handover
            | Rule::appeal_within
            | Rule::decided
            | Rule::granted
            | Rule::barred
            | Rule::rounds
            | Rule::counts
            | Rule::once
            | Rule::step
            | Rule::forgive
            | Rule::step_when
            | Rule::owed
            | Rule::held_by
            | Rule::celebrate
            | Rule::share
            | Rule::order_by
            | Rule::set
            | Rule::given
            | Rule::as_of
            | Rule::expect
    )
}
