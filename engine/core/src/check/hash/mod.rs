//! Hashes of what rules mean. Comments, layout, order and files never matter; params as set do.
//!
//! A rule's hash speaks of what it does: not of its name, its place or its words for people. It takes in the rules it
//! leans on and the fields it reads. The standard's hash takes in every name, hash and word for people, sorted: so an
//! edit of words alone changes the standard's hash and no rule's.

mod calendars;
mod clocks;
mod expr;
mod fairness;
mod people;
mod rules;
mod units;
mod versions;
mod words;

use crate::Standard;
use crate::standard::{CriterionId, FieldId, FormId, MetricId, UnitId, UnitKind};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::rc::Rc;

/// A rule that others lean on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rule {
    Criterion(CriterionId),
    Form(FormId),
    Metric(MetricId),
}

/// What was found so far.
#[derive(Default)]
struct Known {
    /// The instant at which the meaning is asked for, where versions say params, defines or calendars anew; none = all versions at once.
    at: Option<i64>,
    /// Hashes; none = being found.
    rules: BTreeMap<Rule, Option<String>>,
    /// What fields of events and entities are: the same in every rule that reads them.
    fields: BTreeMap<(UnitId, FieldId), Rc<str>>,
}

/// Writes the meaning of one thing in a form of its own: words and texts between parentheses, in a fixed order.
struct Writer<'a> {
    standard: &'a Standard,
    known: &'a mut Known,
    text: String,
    /// The units of the scopes, from outside in.
    scopes: Vec<UnitId>,
    /// The scopes are those of a fact: all from the third on are events from which fields are kept, in no order that matters.
    kept: bool,
    /// The fields that were read: what they are belongs to the meaning too.
    read: BTreeSet<(UnitId, FieldId)>,
}

impl<'a> Writer<'a> {
    fn new(standard: &'a Standard, known: &'a mut Known) -> Self {
        Self {
            standard,
            known,
            text: String::with_capacity(1024),
            scopes: Vec::new(),
            kept: false,
            read: BTreeSet::new(),
        }
    }

    /// `(word …)`
    fn node(&mut self, word: &str, body: impl FnOnce(&mut Self)) {
        self.text.push('(');
        self.text.push_str(word);
        body(self);
        self.text.push(')');
    }

    fn word(&mut self, word: &str) {
        self.text.push(' ');
        self.text.push_str(word);
    }

    fn quoted(&mut self, text: &str) {
        let _ = write!(self.text, " {text:?}");
    }

    fn number(&mut self, number: i64) {
        let _ = write!(self.text, " {number}");
    }

    fn flag(&mut self, word: &str, set: bool) {
        if set {
            self.word(word);
        }
    }

    /// The parts in an order of their own, whatever the order of the text.
    fn sorted<T>(&mut self, word: &str, parts: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        let mut pieces = Vec::new();
        for part in parts {
            let before = std::mem::take(&mut self.text);
            write(self, part);
            pieces.push(std::mem::replace(&mut self.text, before));
        }
        pieces.sort();
        self.node(word, |w| pieces.iter().for_each(|piece| w.text.push_str(piece)));
    }

    /// Adds what the fields are that were read, and what their facts read in turn; then the hash.
    fn finish(mut self) -> String {
        let mut seen = BTreeSet::new();
        let mut pieces = BTreeSet::new();
        while let Some((unit, field)) = self.read.pop_first() {
            if !seen.insert((unit, field)) {
                continue;
            }
            pieces.insert(self.what_is(unit, field));
        }
        for piece in pieces {
            self.text.push_str(&piece);
        }
        digest(&self.text)
    }

    /// What a field is.
    fn what_is(&mut self, unit: UnitId, field: FieldId) -> Rc<str> {
        if let Some(known) = self.known.fields.get(&(unit, field)) {
            return known.clone();
        }
        let before = std::mem::take(&mut self.text);
        self.read_field(unit, field);
        let text: Rc<str> = std::mem::replace(&mut self.text, before).into();
        // What a field of a case is leads on to other fields, which each rule must take in.
        if matches!(self.standard.units[unit.index()].kind, UnitKind::Event | UnitKind::Entity) {
            self.known.fields.insert((unit, field), text.clone());
        }
        text
    }

    /// The hash of a rule that this one leans on.
    fn lean_on(&mut self, rule: Rule) {
        match self.known.rules.get(&rule) {
            Some(Some(hash)) => {
                let hash = hash.clone();
                self.word(&hash);
            }
            Some(None) => self.word("itself"),
            None => {
                let hash = hash_rule(self.standard, self.known, rule);
                self.word(&hash);
            }
        }
    }
}

fn digest(text: &str) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    Sha256::digest(text.as_bytes()).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn hash_rule(standard: &Standard, known: &mut Known, rule: Rule) -> String {
    if let Some(Some(hash)) = known.rules.get(&rule) {
        return hash.clone();
    }
    known.rules.insert(rule, None);
    let hash = one(standard, known, |w| match rule {
        Rule::Criterion(id) => w.criterion(&standard.criteria[id.index()]),
        Rule::Form(id) => w.form(&standard.forms[id.index()]),
        Rule::Metric(id) => w.metric(&standard.metrics[id.index()]),
    });
    known.rules.insert(rule, Some(hash.clone()));
    hash
}

fn one(standard: &Standard, known: &mut Known, write: impl FnOnce(&mut Writer<'_>)) -> String {
    let mut writer = Writer::new(standard, known);
    write(&mut writer);
    writer.finish()
}

fn ids<T>(list: &[T]) -> impl Iterator<Item = u16> + use<T> {
    (0..list.len()).map_while(|index| u16::try_from(index).ok())
}

/// Stamps every rule and the standard with their hashes.
pub(crate) fn stamp(standard: &mut Standard) {
    let known = &mut Known::default();
    let s = &*standard;
    let each = |known: &mut Known, count: usize, write: &dyn Fn(&mut Writer<'_>, usize)| -> Vec<String> {
        (0..count).map(|index| one(s, known, |w| write(w, index))).collect()
    };
    let criteria: Vec<_> = ids(&s.criteria).map(|i| hash_rule(s, known, Rule::Criterion(CriterionId(i)))).collect();
    let forms: Vec<_> = ids(&s.forms).map(|i| hash_rule(s, known, Rule::Form(FormId(i)))).collect();
    let metrics: Vec<_> = ids(&s.metrics).map(|i| hash_rule(s, known, Rule::Metric(MetricId(i)))).collect();
    let params = each(known, s.params.len(), &|w, i| w.param(&s.params[i]));
    let calendars = each(known, s.calendars.len(), &|w, i| w.hours(&s.calendars[i]));
    let units = each(known, s.units.len(), &|w, i| w.unit(UnitId(u16::try_from(i).unwrap_or(u16::MAX))));
    let sources = each(known, s.sources.len(), &|w, i| w.source(&s.sources[i]));
    let defines = each(known, s.defines.len(), &|w, i| w.define(&s.defines[i]));
    let principles = each(known, s.principles.len(), &|w, i| w.principle(&s.principles[i]));
    let mitigations = each(known, s.mitigations.len(), &|w, i| w.mitigation(&s.mitigations[i]));
    let duties = each(known, s.duties.len(), &|w, i| w.duty(&s.duties[i]));
    let notices = each(known, s.notices.len(), &|w, i| w.notice(&s.notices[i]));
    let ladders = each(known, s.ladders.len(), &|w, i| w.ladder(&s.ladders[i]));
    let recognitions = each(known, s.recognitions.len(), &|w, i| w.recognition(&s.recognitions[i]));
    standard.params.iter_mut().zip(params).for_each(|(x, hash)| x.label.hash = hash);
    standard.calendars.iter_mut().zip(calendars).for_each(|(x, hash)| x.label.hash = hash);
    standard.units.iter_mut().zip(units).for_each(|(x, hash)| x.label.hash = hash);
    standard.sources.iter_mut().zip(sources).for_each(|(x, hash)| x.label.hash = hash);
    standard.defines.iter_mut().zip(defines).for_each(|(x, hash)| x.label.hash = hash);
    standard.principles.iter_mut().zip(principles).for_each(|(x, hash)| x.label.hash = hash);
    standard.criteria.iter_mut().zip(criteria).for_each(|(x, hash)| x.label.hash = hash);
    standard.forms.iter_mut().zip(forms).for_each(|(x, hash)| x.label.hash = hash);
    standard.mitigations.iter_mut().zip(mitigations).for_each(|(x, hash)| x.label.hash = hash);
    standard.duties.iter_mut().zip(duties).for_each(|(x, hash)| x.label.hash = hash);
    standard.notices.iter_mut().zip(notices).for_each(|(x, hash)| x.label.hash = hash);
    standard.metrics.iter_mut().zip(metrics).for_each(|(x, hash)| x.label.hash = hash);
    standard.ladders.iter_mut().zip(ladders).for_each(|(x, hash)| x.label.hash = hash);
    standard.recognitions.iter_mut().zip(recognitions).for_each(|(x, hash)| x.label.hash = hash);
    standard.hash = words::whole(standard);
    standard.changed = versions::changed(standard);
}
