//! Conditions with the values they saw, as a tree.

use super::{Branch, Explain, Mark};
use etalon_core::BinaryOp;
use etalon_core::explain::{FactProof, LookProof, Reason, Saw, Seen, What};
use etalon_core::standard::Type;
use etalon_core::value::Value;

/// So many things that were looked at are shown, unless all are asked for.
const SHOWN: usize = 3;
/// Of more conditions that decide than these, only the one that came nearest is named in the answer.
const BECAUSE: usize = 2;

impl Explain<'_> {
    /// A condition, what it saw, and its parts.
    pub(super) fn reason(&self, reason: &Reason) -> Branch {
        let mark = mark(&reason.saw);
        let branch = match &reason.what {
            What::And => Branch::new("all_of", mark, self.say("all_of", &[])).under(self.reasons(&reason.parts)),
            What::Or => Branch::new("one_of", mark, self.say("one_of", &[])).under(self.reasons(&reason.parts)),
            What::Not => Branch::new("none_of", mark, self.say("none_of", &[])).under(self.reasons(&reason.parts)),
            What::Define(name, meaning) => {
                let meaning = meaning.get(self.language).filter(|m| !m.is_empty()).map(str::to_owned);
                let meaning = meaning.unwrap_or_else(|| one_line(&reason.quote.text));
                let text = self.say("defined", &[("name", name), ("meaning", &meaning)]);
                Branch::new("define", mark, text).under(self.reasons(&reason.parts))
            }
            What::Met(name, verdict) => {
                let text = format!("{} – {}", self.rule(name), self.words().get(super::finding::word(*verdict)));
                Branch::new("met", mark, text).under(self.reasons(&reason.parts))
            }
            _ => self.leaf(reason, mark),
        };
        self.places(branch, reason)
    }

    pub(super) fn reasons(&self, reasons: &[Reason]) -> Vec<Branch> {
        reasons.iter().map(|r| self.reason(r)).collect()
    }

    fn places(&self, branch: Branch, reason: &Reason) -> Branch {
        let quote = &reason.quote;
        branch
            .with("text", one_line(&quote.text))
            .with("line", quote.line)
            .with("value", self.json_value(&reason.saw.value, &reason.saw.ty))
            .with("decides", reason.decides)
            .with("nearest", reason.nearest)
    }

    /// A condition without conditions under it: its words, then the values it saw; below it what needs more room.
    fn leaf(&self, reason: &Reason, mark: Mark) -> Branch {
        let mut values: Vec<String> = Vec::new();
        let mut below = Vec::new();
        self.gather(reason, &mut values, &mut below);
        let words = one_line(&reason.quote.text);
        let text = if values.is_empty() { words } else { format!("{words}  –  {}", values.join(", ")) };
        Branch::new("condition", mark, text).under(below)
    }

    /// The values under a condition, each once, and the looks, facts and tables that need lines of their own.
    fn gather(&self, reason: &Reason, values: &mut Vec<String>, below: &mut Vec<Branch>) {
        let mut add = |text: String| {
            if !values.contains(&text) {
                values.push(text);
            }
        };
        match &reason.what {
            What::Constant => {}
            What::Param(name) => add(format!("{name} = {}", self.saw(&reason.saw))),
            What::Field { name, lost, fact, .. } => {
                match lost {
                    Some((field, Some(key))) => {
                        add(self.say("leads_nowhere", &[("name", field), ("key", key)]));
                    }
                    _ => add(format!("{name} = {}", self.saw(&reason.saw))),
                }
                if let Some(fact) = fact {
                    below.extend(self.fact(name, fact));
                }
            }
            What::Plugin { name, version, constants, model, fault } => {
                reason.parts.iter().for_each(|part| self.gather(part, values, below));
                let said = match fault {
                    Some(why) => self.words().say("plugin_gave_none", &[("why", why)]),
                    None => self.saw(&reason.saw),
                };
                let told: Vec<String> =
                    constants.iter().map(|(name, value, ty)| format!("{name}: {}", self.value(value, ty))).collect();
                let told = if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) };
                let rests = match model {
                    Some(model) => {
                        let gaps = [("function", name.as_str()), ("version", version), ("model", model)];
                        self.words().say("rests_on_model", &gaps)
                    }
                    None => self.words().say("rests_on", &[("function", name), ("version", version)]),
                };
                let text = format!("{name}{told} = {said}");
                below.push(
                    Branch::plain("plugin", text)
                        .with("function", name.clone())
                        .with("version", version.clone())
                        .with("value", self.json_value(&reason.saw.value, &reason.saw.ty))
                        .with("fault", fault.clone())
                        .under(vec![Branch::plain("note", rests)]),
                );
            }
            What::Look(look) => below.push(self.look(look)),
            What::Table { row } => {
                let parts = reason.parts.iter();
                parts.for_each(|part| self.gather(part, values, below));
                let text = match row {
                    Some(row) if row.is_empty() => Some(self.say("table_otherwise", &[])),
                    Some(row) => {
                        let ty = reason.parts.first().map_or(&Type::Text, |p| &p.saw.ty);
                        let shown: Vec<String> = row.iter().map(|v| self.value(v, ty)).collect();
                        Some(self.say("table_row", &[("value", &shown.join(", "))]))
                    }
                    None => None,
                };
                below.extend(text.map(|text| Branch::plain("note", text)));
            }
            What::Call(function) if function.calendar().is_some() || function.keeps_target() => {
                reason.parts.iter().for_each(|part| self.gather(part, values, below));
                let text = format!("{} = {}", one_line(&reason.quote.text), self.saw(&reason.saw));
                if !values.contains(&text) {
                    values.push(text);
                }
            }
            What::Define(..) | What::And | What::Or | What::Not | What::Met(..) => below.push(self.reason(reason)),
            _ => reason.parts.iter().for_each(|part| self.gather(part, values, below)),
        }
    }

    pub(super) fn saw(&self, saw: &Saw) -> String {
        match &saw.value {
            Value::Missing if saw.waits => self.say("not_known_yet", &[]),
            value => self.value(value, &saw.ty),
        }
    }

    fn look(&self, look: &LookProof) -> Branch {
        let at = |at: i64| super::say::instant(self.standard, at);
        let span = match (look.from, look.to) {
            (Some(from), Some(to)) => self.say("span_both", &[("from", &at(from)), ("to", &at(to))]),
            (Some(from), None) => self.say("span_from", &[("from", &at(from))]),
            (None, Some(to)) => self.say("span_to", &[("to", &at(to))]),
            (None, None) => String::new(),
        };
        let gaps = [
            ("n", &*look.considered.to_string()),
            ("kind", &crate::view::plain(&look.kind)),
            ("span", &span),
            ("m", &look.matched.to_string()),
        ];
        let mut parts = self.seen(&look.matches, "fits", Mark::Plain);
        if look.matches.is_empty() {
            parts.extend(self.seen(&look.others, "fits_not", Mark::Plain));
        }
        Branch::plain("look", self.say("looked", &gaps))
            .with("kind", look.kind.clone())
            .with("considered", look.considered)
            .with("matched", look.matched)
            .with("from", self.json_at(look.from))
            .with("to", self.json_at(look.to))
            .under(parts)
    }

    fn seen(&self, seen: &[Seen], key: &'static str, mark: Mark) -> Vec<Branch> {
        let most = if self.all { usize::MAX } else { SHOWN };
        let line = |seen: &Seen| {
            let mut text = self.say(key, &[("thing", &self.thing(&seen.thing))]);
            if let Some(value) = &seen.value {
                text = format!("{text}: {}", self.saw(&value.saw));
            }
            Branch::new("seen", mark, text).with("thing", self.json_thing(&seen.thing))
        };
        let mut lines: Vec<Branch> = seen.iter().take(most).map(line).collect();
        if seen.len() > most {
            let n = (seen.len() - most).to_string();
            lines.push(Branch::plain("note", format!("… +{n} {}", self.say("shown_all", &[]))));
        }
        lines
    }

    fn fact(&self, name: &str, fact: &FactProof) -> Option<Branch> {
        if let Some(from) = &fact.from {
            let text = format!("{name}: {}", one_line(&fact.quote.text));
            return Some(Branch::plain("fact", text).under(vec![self.reason(from)]));
        }
        // What a clock gives is told by its course, not by a list of events.
        fact.how?;
        let gaps = [("n", &*fact.matched.to_string()), ("kind", &crate::view::plain(&fact.kind))];
        let text = format!("{name} = {}: {}", one_line(&fact.quote.text), self.say("from_events", &gaps));
        Some(Branch::plain("fact", text).under(self.seen(&fact.matches, "fits", Mark::Plain)))
    }

    /// What decides, in one sentence: `waited is 24 s and has to be at most 20 s`.
    pub(super) fn because(&self, reason: &Reason) -> Option<String> {
        let mut decisive = Vec::new();
        gather_decisive(reason, &mut decisive);
        if decisive.is_empty() || decisive.len() > BECAUSE {
            decisive = decisive.into_iter().filter(|r| r.nearest).take(1).collect();
        }
        let said = decisive.into_iter().filter_map(|r| self.because_of(r));
        said.reduce(|a, b| self.say("joined_and", &[("a", &a), ("b", &b)]))
    }

    fn because_of(&self, reason: &Reason) -> Option<String> {
        match (&reason.what, reason.parts.as_slice()) {
            (What::Compare(op), [left, right]) if !constant(left) => {
                let name = one_line(&left.quote.text);
                let bound = self.bound_words(*op, &self.saw(&right.saw), &right.saw.ty);
                Some(self.say("why_compare", &[("name", &name), ("value", &self.saw(&left.saw)), ("bound", &bound)]))
            }
            (What::Look(look), _) if look.ask.is_none() => Some(match look.matches.first() {
                None => self.say("why_look_none", &[("kind", &crate::view::plain(&look.kind))]),
                Some(first) => self.say("why_look_some", &[("events", &self.thing(&first.thing))]),
            }),
            _ => {
                let key = if reason.saw.value == Value::YesNo(true) { "why_condition_met" } else { "why_condition" };
                Some(self.say(key, &[("text", &one_line(&reason.quote.text))]))
            }
        }
    }

    fn bound_words(&self, op: BinaryOp, value: &str, ty: &Type) -> String {
        let time = matches!(ty, Type::Instant | Type::Date);
        let key = match (op, time) {
            (BinaryOp::LessEqual, false) => "bound_at_most",
            (BinaryOp::GreaterEqual, false) => "bound_at_least",
            (BinaryOp::Less, false) => "bound_less",
            (BinaryOp::Greater, false) => "bound_more",
            (BinaryOp::LessEqual, true) => "bound_not_after",
            (BinaryOp::GreaterEqual, true) => "bound_not_before",
            (BinaryOp::Less, true) => "bound_before",
            (BinaryOp::Greater, true) => "bound_after",
            (BinaryOp::NotEqual, _) => "bound_not",
            _ => return value.to_owned(),
        };
        self.say(key, &[("value", value)])
    }
}

/// The conditions on which the whole rests, as deep as they lie.
fn gather_decisive<'r>(reason: &'r Reason, found: &mut Vec<&'r Reason>) {
    match &reason.what {
        What::And | What::Or => {
            reason.parts.iter().filter(|p| p.decides).for_each(|part| gather_decisive(part, found));
        }
        What::Define(..) => reason.parts.iter().for_each(|part| gather_decisive(part, found)),
        _ => found.push(reason),
    }
}

fn constant(reason: &Reason) -> bool {
    matches!(reason.what, What::Constant | What::Param(_))
}

fn mark(saw: &Saw) -> Mark {
    match (&saw.value, &saw.ty) {
        (Value::YesNo(true), _) => Mark::Yes,
        (Value::YesNo(false), _) => Mark::No,
        (Value::Missing, Type::YesNo) => Mark::Unknown,
        _ => Mark::Plain,
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
