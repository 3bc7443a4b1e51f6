//! Literals, texts and paths.

use super::{Builder, Pair, child, children};
use crate::ast::{DurationUnit, ExprKind, LocalText, Name, Text};
use crate::language::Rule;

impl Builder<'_> {
    /// An operand without parts that are operands themselves.
    pub(super) fn leaf(&mut self, pair: &Pair<'_>) -> ExprKind {
        let written = pair.as_str();
        match pair.as_rule() {
            Rule::number => ExprKind::Number(number(written)),
            Rule::percent => ExprKind::Percent(inner_number(pair)),
            Rule::duration => {
                let unit = child(pair, Rule::unit).map_or(DurationUnit::Second, |unit| unit_of(unit.as_str()));
                ExprKind::Duration { number: inner_number(pair), unit }
            }
            Rule::text => ExprKind::Text(self.text(pair).text),
            Rule::date => ExprKind::Date(written.to_owned()),
            Rule::instant => ExprKind::Instant(written.to_owned()),
            Rule::yes_no => ExprKind::YesNo(written == "yes"),
            _ => ExprKind::Path(self.dotted(pair)),
        }
    }

    /// `qa.identified`, `this.agent.manager`
    pub(super) fn dotted(&self, pair: &Pair<'_>) -> Vec<Name> {
        let words = pair.clone().into_inner();
        let mut names: Vec<Name> = words
            .filter(|word| matches!(word.as_rule(), Rule::name | Rule::word | Rule::this))
            .map(|word| self.name(&word))
            .collect();
        if names.is_empty() {
            names.push(self.name(pair));
        }
        names
    }

    pub(super) fn text(&self, pair: &Pair<'_>) -> Text {
        let inner = child(pair, Rule::inner).or_else(|| {
            // `field_meaning` and `choice` hold a text as their only part.
            child(pair, Rule::text).and_then(|text| child(&text, Rule::inner))
        });
        Text { text: inner.map_or_else(String::new, |inner| unescape(inner.as_str())), span: self.span(pair) }
    }

    /// The texts straight under a pair: one for every language, or one for each.
    pub(super) fn local_texts(&self, pair: &Pair<'_>) -> Vec<LocalText> {
        let mut texts = Vec::new();
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::text => {
                    let Text { text, span } = self.text(&part);
                    texts.push(LocalText { language: None, text, span });
                }
                Rule::tagged => {
                    let language = child(&part, Rule::language).map(|language| self.name(&language));
                    if let Some(text) = child(&part, Rule::text).map(|text| self.text(&text)) {
                        texts.push(LocalText { language, text: text.text, span: text.span });
                    }
                }
                Rule::texts => texts.extend(self.local_texts(&part)),
                _ => {}
            }
        }
        texts
    }

    /// The titles among a pair's children (a title may stand before or after `for …`).
    pub(super) fn title(&self, pair: &Pair<'_>) -> Vec<LocalText> {
        children(pair, Rule::title).flat_map(|title| self.local_texts(&title)).collect()
    }

    /// The texts of all `text` children.
    pub(super) fn text_list(&self, pair: &Pair<'_>) -> Vec<Text> {
        children(pair, Rule::text).map(|text| self.text(&text)).collect()
    }

    /// The only text of a clause.
    pub(super) fn only_text(&self, pair: &Pair<'_>) -> Text {
        let text = child(pair, Rule::text).map(|text| self.text(&text));
        text.unwrap_or(Text { text: String::new(), span: self.span(pair) })
    }

    /// The first name of a clause.
    pub(super) fn first_name(&self, pair: &Pair<'_>) -> Name {
        let name = child(pair, Rule::name).map(|name| self.name(&name));
        name.unwrap_or(Name { text: String::new(), span: self.span(pair) })
    }
}

fn inner_number(pair: &Pair<'_>) -> String {
    child(pair, Rule::number).map_or_else(String::new, |inner| number(inner.as_str()))
}

fn number(written: &str) -> String {
    written.replace('_', "")
}

fn unit_of(word: &str) -> DurationUnit {
    match word {
        "ms" => DurationUnit::Millisecond,
        "s" => DurationUnit::Second,
        "min" => DurationUnit::Minute,
        "h" => DurationUnit::Hour,
        "day" | "days" => DurationUnit::Day,
        "week" | "weeks" => DurationUnit::Week,
        "month" | "months" => DurationUnit::Month,
        "quarter" | "quarters" => DurationUnit::Quarter,
        "year" | "years" => DurationUnit::Year,
        word if word.starts_with("business") && word.contains("hour") => DurationUnit::BusinessHour,
        word if word.starts_with("business") => DurationUnit::BusinessMinute,
        _ => DurationUnit::WorkingDay,
    }
}

/// `\"`, `\\`, `\n` and `\t`; any other backslash stands for itself, so that patterns such as `\d+` need no doubling.
fn unescape(written: &str) -> String {
    let mut result = String::with_capacity(written.len());
    let mut chars = written.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            result.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => result.push('\n'),
            Some('t') => result.push('\t'),
            Some(escaped @ ('"' | '\\')) => result.push(escaped),
            Some(other) => result.extend(['\\', other]),
            None => result.push('\\'),
        }
    }
    result
}
