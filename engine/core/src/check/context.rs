//! What the checker knows so far: the growing standard, what is wrong, and every name.

use super::layers::LayeredItem;
use super::messages;
use super::outline::Outline;
use super::read::Read;
use crate::Diagnostic;
use crate::standard::{CriterionId, Label, MetricId, ParamId, PrincipleId, Standard, UnitId, Words};
use etalon_grammar::ast::{Item, Kind, LocalText, Name, Span};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// How many names are looked at in all to find the likely ones: nobody reads the thousandth of such messages, and each takes a
/// look at every name.
const LOOKS: usize = 300_000;

/// What the checker knows so far. Rules are pushed to `standard` as they are checked; each is then made known with
/// [`Context::declare`], so that others can name it.
pub(crate) struct Context {
    /// The growing standard.
    pub standard: Standard,
    /// What is wrong so far, in no order.
    pub diagnostics: Vec<Diagnostic>,
    /// What is declared, looked at closely or not.
    pub outline: Outline,
    /// Params whose value is written in days: how many (a window over days is cut at midnight).
    pub days: BTreeMap<ParamId, i64>,
    /// The texts of the files, for messages that repeat a piece.
    pub texts: Vec<String>,
    /// The plugins that the standard uses, and what is known of them.
    pub plugins: super::plugins::Known,
    /// The files of days that calendars name, and which calendars are counted on.
    pub calendars: super::calendars::Known,
    /// The versions of the standard, and what changes between them.
    pub versions: super::versions::Versions,
    /// What is being resolved right now, from the outside in: to find circles.
    pub stack: Vec<(String, Span)>,
    items: Rc<[LayeredItem]>,
    /// Every declared name by kind, broken ones too.
    declared: BTreeMap<Kind, BTreeMap<String, Span>>,
    /// What has been checked and can be used.
    ids: BTreeMap<(Kind, String), u16>,
    /// Places of syntax errors.
    broken: Vec<Span>,
    /// Names of declarations that could not be read at all.
    lost: BTreeSet<String>,
    /// How many names may still be looked at.
    looks: Cell<usize>,
}

/// How far something is that is resolved when first asked for.
#[derive(Debug, Clone)]
pub(crate) enum State<T> {
    /// Nobody has asked yet.
    Todo,
    /// It is being resolved: who asks now asks in a circle.
    Doing,
    /// The answer.
    Done(T),
}

impl Context {
    /// Starts with what was read.
    pub fn new(read: Read) -> Self {
        let mut declared: BTreeMap<Kind, BTreeMap<String, Span>> = BTreeMap::new();
        for item in &read.items {
            let mut put = |kind| {
                declared.entry(kind).or_default().insert(item.item.name.text.clone(), item.item.name.span);
            };
            put(item.item.kind);
            // Whether a duty was kept is a criterion.
            if item.item.kind == Kind::Duty {
                put(Kind::Criterion);
            }
        }
        Self {
            standard: empty(),
            diagnostics: read.diagnostics,
            outline: Outline::default(),
            days: BTreeMap::new(),
            texts: read.texts,
            plugins: super::plugins::Known::default(),
            calendars: super::calendars::Known::default(),
            versions: read.versions,
            stack: Vec::new(),
            items: read.items.into(),
            declared,
            ids: BTreeMap::new(),
            broken: read.broken,
            lost: read.lost.into_iter().collect(),
            looks: Cell::new(LOOKS),
        }
    }

    /// Everything that is declared, used standards first.
    pub fn items(&self) -> Rc<[LayeredItem]> {
        Rc::clone(&self.items)
    }

    /// The standard and what is wrong with it.
    pub fn finish(self) -> (Standard, Vec<Diagnostic>) {
        (self.standard, self.diagnostics)
    }

    /// Notes a problem: `ctx.report(Diagnostic::error(slug, span, what).here(..).label(..).reason(..).help(..))`.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Makes a checked rule known: its index in the standard's list of that kind.
    pub fn declare(&mut self, kind: Kind, name: &str, index: usize) {
        let index = super::outline::small(index);
        self.ids.insert((kind, name.to_owned()), index);
    }

    /// The index of a rule of that kind, without a word if there is none.
    pub fn peek(&self, kind: Kind, name: &str) -> Option<u16> {
        self.ids.get(&(kind, name.to_owned())).copied()
    }

    /// Whether something of that kind and name stands in the text, sound or not.
    pub fn is_declared(&self, kind: Kind, name: &str) -> bool {
        self.lost.contains(name) || self.declared.get(&kind).is_some_and(|names| names.contains_key(name))
    }

    /// Whether a name stands for an event, an entity, a case or a define.
    pub fn is_a_unit(&self, name: &str) -> bool {
        [Kind::Event, Kind::Entity, Kind::Case, Kind::Define].iter().any(|kind| self.is_declared(*kind, name))
    }

    /// Where something of that kind and name is declared.
    pub fn declared_at(&self, kind: Kind, name: &str) -> Option<Span> {
        self.declared.get(&kind)?.get(name).copied()
    }

    /// Every declared name of these kinds.
    pub fn names_of(&self, kinds: &[Kind]) -> Vec<&str> {
        let names =
            kinds.iter().filter_map(|k| self.declared.get(k)).flat_map(|names| names.keys().map(String::as_str));
        // The name of a rule in a later version is nobody's to write.
        names.filter(|name| !name.contains('@')).collect()
    }

    /// The names that a misspelt one is held against; none once more than enough of them were looked at.
    pub fn looked_at<T>(&self, names: impl FnOnce() -> Vec<T>) -> Option<Vec<T>> {
        let left = self.looks.get();
        let names = (left > 0).then(names)?;
        self.looks.set(left.saturating_sub(names.len()));
        Some(names)
    }

    /// Whether a part of this stretch of text could not be read: then what it lacks is no news.
    pub fn partly_read(&self, span: Span) -> bool {
        self.broken.iter().any(|b| b.file == span.file && b.start <= span.end && span.start <= b.end)
    }

    /// The kind and index that a name stands for among these kinds (the first kind that has it). Unknown names are
    /// reported with the nearest; names of broken rules are not.
    pub fn find(&mut self, kinds: &[Kind], name: &Name) -> Option<(Kind, u16)> {
        for kind in kinds {
            if let Some(id) = self.peek(*kind, &name.text) {
                return Some((*kind, id));
            }
        }
        if !kinds.iter().any(|k| self.is_declared(*k, &name.text)) {
            let names = self.looked_at(|| self.names_of(kinds));
            let d = messages::unknown_name(kinds, name, names.as_deref());
            self.report(d);
        }
        None
    }

    /// The event, entity or case of that name.
    pub fn unit(&mut self, name: &Name) -> Option<UnitId> {
        self.find(&[Kind::Event, Kind::Entity, Kind::Case], name).map(|(_, id)| UnitId(id))
    }

    /// The param of that name.
    pub fn param(&mut self, name: &Name) -> Option<ParamId> {
        self.find(&[Kind::Param], name).map(|(_, id)| ParamId(id))
    }

    /// The principle of that name.
    pub fn principle(&mut self, name: &Name) -> Option<PrincipleId> {
        self.find(&[Kind::Principle], name).map(|(_, id)| PrincipleId(id))
    }

    /// The criterion of that name; a form's name stands for the form's own criterion.
    pub fn criterion(&mut self, name: &Name) -> Option<CriterionId> {
        match self.find(&[Kind::Criterion, Kind::Form, Kind::Steps], name)? {
            (Kind::Steps, id) => self.standard.steps.get(usize::from(id)).map(|s| s.criterion),
            (Kind::Form, id) => self.standard.forms.get(usize::from(id)).map(|f| f.criterion),
            (_, id) => Some(CriterionId(id)),
        }
    }

    /// The metric of that name, which must be the same in all versions.
    pub fn metric(&mut self, name: &Name) -> Option<MetricId> {
        if self.changes(Kind::Metric, name, "What is made of figures must be made of one and the same throughout.") {
            return None;
        }
        self.metric_in_force(name)
    }

    /// The metric of that name; of one that versions say anew the first form, which stands for all.
    pub fn metric_in_force(&mut self, name: &Name) -> Option<MetricId> {
        self.find(&[Kind::Metric], name).map(|(_, id)| MetricId(id))
    }

    /// Reports that what is being resolved needs itself.
    pub fn report_cycle(&mut self, name: &str, at: Span) {
        let from = self.stack.iter().position(|(n, _)| n == name).unwrap_or(0);
        let chain: Vec<(String, Span)> = self.stack[from..].to_vec();
        self.report(messages::cycle(&chain, at));
    }

    /// Texts for people. A language that the standard does not list is a warning.
    pub fn words(&mut self, texts: &[LocalText]) -> Words {
        for language in texts.iter().filter_map(|t| t.language.as_ref()) {
            let known = &self.standard.languages;
            if !known.is_empty() && !known.contains(&language.text) {
                let d = messages::unknown_language(language, known);
                self.report(d);
            }
        }
        Words(
            texts
                .iter()
                .map(|t| (t.language.as_ref().map_or(String::new(), |l| l.text.clone()), t.text.clone()))
                .collect(),
        )
    }

    /// What every rule has; the hash comes last of all.
    pub fn label(&mut self, item: &Item) -> Label {
        let mut title = self.words(&item.title);
        if title.0.is_empty() {
            title.0.push((String::new(), item.name.text.clone()));
        }
        if let Some((name, number)) = item.name.text.split_once('@') {
            // Beside the earlier one people must see which of the two it is.
            for (_, text) in &mut title.0 {
                let said = if *text == item.name.text { name } else { text.as_str() };
                *text = format!("{said} (v{number})");
            }
        }
        let was = item.clauses.iter().find_map(|c| match &c.kind {
            etalon_grammar::ast::ClauseKind::Was(name) => Some(name.text.clone()),
            _ => None,
        });
        Label {
            name: item.name.text.clone(),
            title,
            was,
            span: item.span,
            name_span: item.name.span,
            hash: String::new(),
            binds: self.binding(item.kind, &item.name.text),
        }
    }
}

fn empty() -> Standard {
    Standard {
        name: String::new(),
        title: Words::default(),
        version: String::new(),
        from: None,
        versions: Vec::new(),
        changed: crate::standard::Changed::default(),
        zone: jiff::tz::TimeZone::UTC,
        zone_name: "UTC".to_owned(),
        languages: Vec::new(),
        closings: Vec::new(),
        owner: None,
        hash: String::new(),
        plugins: Vec::new(),
        params: Vec::new(),
        calendars: Vec::new(),
        day_files: crate::DayFiles::new(),
        units: Vec::new(),
        sources: Vec::new(),
        defines: Vec::new(),
        principles: Vec::new(),
        criteria: Vec::new(),
        forms: Vec::new(),
        steps: Vec::new(),
        mitigations: Vec::new(),
        duties: Vec::new(),
        metrics: Vec::new(),
        notices: Vec::new(),
        ladders: Vec::new(),
        recognitions: Vec::new(),
        tests: Vec::new(),
    }
}
