//! A clause that cannot be read: which one it was meant to be, and what is wrong with it.

use std::ops::Range;

use pest::Parser;

use super::place::{Place, Stop};
use super::{habits, misplaced_clause, missing_value, reason, unknown_clause};
use crate::ast::Kind;
use crate::build::{Broken, Builder, Pair};
use crate::cut::Leaf;
use crate::language::{Language, Rule};
use crate::lex::TokenKind;
use crate::words::{clauses_of, word_of};

/// What came out of a broken piece.
#[derive(Default)]
pub(crate) struct Sorted {
    /// Clauses in it that are whole: only what followed them was wrong.
    pub(crate) whole: Vec<Range<usize>>,
    /// Clauses that cannot be read.
    pub(crate) broken: Vec<Range<usize>>,
}

/// Explains a broken piece of a block: one error at least for each broken clause in it.
pub(crate) fn explain(builder: &mut Builder<'_>, kind: Kind, broken: &Broken) -> Sorted {
    let (block, rule) = block_of(kind, broken.rule);
    let (mut errors, mut inner, mut sorted) = (Vec::new(), Vec::new(), Sorted::default());
    for range in split(builder.leaves_in(&broken.range)) {
        let leaves = builder.leaves_in(&range);
        // A text without its closing quote is told already, and nothing after it can be trusted.
        if leaves.iter().any(|leaf| leaf.token.kind == TokenKind::OpenText) {
            sorted.broken.push(range);
            continue;
        }
        let Some(first) = leaves.first() else { continue };
        let fields = matches!(block, "event" | "entity");
        // `ewma.level(…) of call`: what a plugin offers, as a formula.
        let window = block == "metric" && leaves.get(1).is_some_and(|leaf| leaf.is("."));
        let word = (clauses_of(block).contains(&first.text) || fields || window).then_some(first.text);
        let known = if window { Some("plugin") } else { word };
        let example = known.and_then(|word| super::examples::clause(block, word));
        let place = Place { builder, block, word, example, leaves, range: range.clone() };
        let mut found = habits(&place);
        if found.is_empty() && word.is_none() {
            found.push(misplaced_clause::explain(&place).unwrap_or_else(|| unknown_clause::explain(&place)));
        } else if found.is_empty()
            && let Some(stop) = place.stop(rule)
        {
            found.push(missing_value::of_window(&place).unwrap_or_else(|| reason(&place, &stop)));
            inner.extend(inside(&place, &stop));
        }
        if found.is_empty() {
            sorted.whole.push(range);
        } else {
            sorted.broken.push(range);
        }
        errors.extend(found);
    }
    builder.errors.extend(errors);
    for broken in inner {
        explain(builder, kind, &broken);
    }
    sorted
}

/// A section, a step or a clock whose head is broken: what is broken in its block.
fn inside(place: &Place<'_>, stop: &Stop) -> Vec<Broken> {
    let rule = match place.word {
        Some("section") => Rule::section_block,
        Some("stage") => Rule::stage_block,
        Some("step") if place.block == "ladder" => Rule::step_block,
        Some("appeal") => Rule::appeal_block,
        Some("clock") => Rule::clock_block,
        _ => return Vec::new(),
    };
    let opening = place.leaves.iter().find(|leaf| leaf.is("{") && leaf.token.start >= stop.at);
    let Some(start) = opening.map(|brace| brace.token.start) else {
        return Vec::new();
    };
    let Ok(mut pairs) = Language::parse(rule, &place.builder.text[start..place.range.end]) else {
        return Vec::new();
    };
    let inner = pairs.next().into_iter().flat_map(Pair::into_inner);
    let broken = inner.filter(|pair| {
        use Rule::{broken_appeal, broken_clock, broken_section, broken_stage, broken_step};
        matches!(pair.as_rule(), broken_section | broken_stage | broken_step | broken_appeal | broken_clock)
    });
    broken
        .map(|pair| {
            let span = pair.as_span();
            Broken { rule: pair.as_rule(), range: place.builder.trim(start + span.start()..start + span.end()) }
        })
        .collect()
}

/// The rule that reads one clause of a block, and the block's word.
pub(crate) fn block_of(kind: Kind, broken: Rule) -> (&'static str, Rule) {
    match broken {
        Rule::broken_section => ("section", Rule::only_section),
        Rule::broken_stage => ("stage", Rule::only_stage),
        Rule::broken_step => ("step", Rule::only_step),
        Rule::broken_clock => ("clock", Rule::only_clock),
        Rule::broken_standard => ("standard", Rule::only_standard),
        Rule::broken_calendar => ("calendar", Rule::only_calendar),
        Rule::broken_field => (word_of(kind), Rule::only_field),
        Rule::broken_source => ("source", Rule::only_source),
        Rule::broken_case => ("case", Rule::only_case),
        Rule::broken_principle => ("principle", Rule::only_principle),
        Rule::broken_form => ("form", Rule::only_form),
        Rule::broken_steps => ("steps", Rule::only_steps),
        Rule::broken_mitigation => ("mitigation", Rule::only_mitigation),
        Rule::broken_duty => ("duty", Rule::only_duty),
        Rule::broken_notice => ("notice", Rule::only_notice),
        Rule::broken_appeal => ("appeal", Rule::only_appeal),
        Rule::broken_metric => ("metric", Rule::only_metric),
        Rule::broken_ladder => ("ladder", Rule::only_ladder),
        Rule::broken_recognition => ("recognition", Rule::only_recognition),
        Rule::broken_test => ("test", Rule::only_test),
        _ => ("criterion", Rule::only_criterion),
    }
}

/// A broken piece may hold several clauses, when their words are unknown: lines that start where its first line starts.
fn split(leaves: &[Leaf<'_>]) -> Vec<Range<usize>> {
    let Some(first) = leaves.first() else { return Vec::new() };
    let column = if first.first_on_line { first.column } else { first.indent };
    let mut pieces = Vec::new();
    let (mut start, mut end, mut depth) = (first.token.start, first.token.end, 0_usize);
    for leaf in leaves {
        let fresh = leaf.first_on_line && leaf.column <= column && leaf.token.kind == TokenKind::Word;
        if fresh && depth == 0 && leaf.token.start > start {
            pieces.push(start..end);
            start = leaf.token.start;
        }
        if leaf.is("{") {
            depth += 1;
        } else if leaf.is("}") {
            depth = depth.saturating_sub(1);
        }
        end = leaf.token.end;
    }
    pieces.push(start..end);
    pieces
}
