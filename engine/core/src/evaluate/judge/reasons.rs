//! Why a unit was not judged: the first value that is missing, in the order of the text and in its words.

use crate::evaluate::Use;
use crate::evaluate::columns::plugin::{Faults, needed};
use crate::evaluate::columns::{Answer, Bench, NO, Rows, UNKNOWN, YES};

use crate::evaluate::world::NOWHERE;
use crate::plan::{NodeId, Op, PluginAsk};
use crate::standard::{CriterionId, FieldId, FormId, Function, Leaf, Requirement, Type, UnitId};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// No more letters of a condition are told.
const LONGEST: usize = 80;

/// Finds reasons and keeps each text once.
pub(super) struct Reasons<'b, 'a> {
    bench: &'b Bench<'a>,
    known: HashMap<String, Arc<str>>,
}

impl<'b, 'a> Reasons<'b, 'a> {
    pub(super) fn new(bench: &'b Bench<'a>) -> Self {
        Self { bench, known: HashMap::new() }
    }

    /// Why it cannot be said whose a breach is: a mitigation that might move it asks a plugin that failed. None if it can.
    pub(super) fn unsure(&mut self, id: CriterionId, i: usize) -> Option<Arc<str>> {
        let engine = self.bench.engine;
        if engine.shared.tainted.is_empty() {
            return None;
        }
        let row = u32::try_from(self.bench.row(0, i)).ok()?;
        let text = engine.plan.mitigations[id.index()].iter().find_map(|mitigation| {
            let (_, node) = engine.plan.roots.get(&Use::MitigationWhen(*mitigation))?;
            let why = engine.shared.tainted.get(node)?.get(&row)?;
            let name = &engine.standard.mitigations[mitigation.index()].label.name;
            Some(format!("{name} (the plugin failed: {why})"))
        })?;
        let known = self.known.entry(text).or_insert_with_key(|text| Arc::from(text.as_str()));
        Some(Arc::clone(known))
    }

    /// Why the criterion could not judge this row.
    pub(super) fn of(&mut self, id: CriterionId, i: usize) -> Arc<str> {
        let text = self.criterion(id, i).unwrap_or_else(|| "a value is missing".to_owned());
        let known = self.known.entry(text).or_insert_with_key(|text| Arc::from(text.as_str()));
        Arc::clone(known)
    }

    fn criterion(&self, id: CriterionId, i: usize) -> Option<String> {
        let plan = &self.bench.engine.plan.criteria[id.index()];
        if let Some(filter) = plan.filter
            && self.bench.get(filter).flag(i) != YES
        {
            return self.missing(filter, i);
        }
        if let Some(require) = plan.require {
            return self.missing(require, i);
        }
        match self.bench.engine.standard.criteria[id.index()].require {
            Requirement::Form(form) => {
                let fault = self.bench.engine.plan.forms[form.index()].fault;
                self.form(form, i).or_else(|| self.missing(fault?, i))
            }
            Requirement::Item(form, item) => self.item(form, item, i),
            Requirement::Condition(_) => None,
        }
    }

    fn form(&self, form: FormId, i: usize) -> Option<String> {
        let rows = self.bench.form(form);
        let item = rows.of(i).iter().position(|a| *a == Answer::Missing)?;
        self.item(form, item, i)
    }

    fn item(&self, form: FormId, item: usize, i: usize) -> Option<String> {
        let (answer, _) = self.bench.engine.plan.forms[form.index()].items[item];
        let name = &self.bench.engine.standard.forms[form.index()].items[item].name;
        self.missing(answer, i).or_else(|| Some(format!("{name} (the answer is not on the scale)")))
    }

    /// What is missing for a node that has no value in this row; none if it has one.
    fn missing(&self, id: NodeId, i: usize) -> Option<String> {
        let bench = self.bench;
        if bench.get(id).has(i) {
            return None;
        }
        let plan = bench.engine.plan;
        let first = |list: &[NodeId]| list.iter().find_map(|part| self.missing(*part, i));
        let itself = || Some(plan.text(bench.engine.standard, id));
        match &plan.node(id).op {
            Op::Field(path, leaf) => Some(self.field(path, *leaf, i)),
            Op::Follow(path, inner) => {
                let steps = self.steps(path, i);
                Some(
                    steps.unwrap_or_else(|| {
                        format!("{}.{}", self.names(path), plan.text(bench.engine.standard, *inner))
                    }),
                )
            }
            Op::Const(_) => Some("missing".to_owned()),
            Op::And(list) | Op::Or(list) => first(list),
            Op::Not(a) | Op::Convert(a) | Op::In(a, _) | Op::Matches(a, _) => self.missing(*a, i),
            Op::Compare(_, a, b) => self.in_text_order(*a, *b, i),
            Op::Arithmetic(_, a, b) => {
                let wrong =
                    || Some(format!("{} (divided by zero, or too large)", plan.text(bench.engine.standard, id)));
                self.in_text_order(*a, *b, i).or_else(wrong)
            }
            Op::Join(list) => first(list),
            Op::Call(Function::FirstOf, list) => list.last().and_then(|last| self.missing(*last, i)),
            Op::Call(Function::KeepsTarget { case, clock, .. }, list) => {
                let name = bench.engine.standard.clock(*case, *clock).map_or("the clock", |clock| clock.name.as_str());
                Some(match list.get(2).map_or(0, |why| bench.get(*why).int(i)) {
                    1 => format!("{name} (no event started it)"),
                    2 => format!("{name} (its target has no value)"),
                    5 => {
                        let failed = list.get(3).map(|failed| bench.get(*failed)).filter(|failed| failed.has(i));
                        let failed = failed.map(|failed| bench.engine.words.owned(failed.code(i)));
                        format!("{name}: {}", failed.as_deref().unwrap_or("a plugin failed"))
                    }
                    4 => format!("{name} (the zone that it counts in has no value, or is none: see what came in)"),
                    _ => format!("{name} (what it counts on has no value)"),
                })
            }
            Op::Call(_, list) => first(list).or_else(itself),
            // What there is only where a condition holds is missing because it does not.
            Op::If(condition, a, b) if self.is_none(*a) || self.is_none(*b) => match bench.get(*condition).flag(i) {
                f if f >= UNKNOWN => self.missing(*condition, i),
                YES if !self.is_none(*a) => self.missing(*a, i),
                NO if !self.is_none(*b) => self.missing(*b, i),
                flag => {
                    let text = plan.text(bench.engine.standard, *condition);
                    let short: String = text.chars().take(LONGEST).collect();
                    let more = if short.len() < text.len() { "…" } else { "" };
                    Some(format!("{short}{more} ({})", if flag == YES { "holds" } else { "does not hold" }))
                }
            },
            Op::If(condition, a, b) => match bench.get(*condition).flag(i) {
                YES => self.missing(*a, i),
                f if f >= UNKNOWN => self.missing(*condition, i),
                _ => self.missing(*b, i),
            },
            Op::By(subject, rows, otherwise) => {
                let none =
                    || format!("{} (no row of the table has its value)", plan.text(bench.engine.standard, *subject));
                let parts: Vec<NodeId> = rows.iter().map(|r| r.1).chain(*otherwise).collect();
                Some(self.missing(*subject, i).or_else(|| first(&parts)).unwrap_or_else(none))
            }
            Op::Met(criterion) => {
                let name = &bench.engine.standard.criteria[criterion.index()].label.name;
                Some(match bench.verdicts(*criterion)[i] {
                    crate::outcome::Verdict::NotApplicable => format!("{name} (not applicable)"),
                    _ => self.criterion(*criterion, i).unwrap_or_else(|| name.clone()),
                })
            }
            Op::Score(form) | Op::Band(form) => self.form(*form, i).or_else(|| {
                let name = &bench.engine.standard.forms[form.index()].label.name;
                Some(format!("{name} (nothing in it applies)"))
            }),
            Op::Look(look) => {
                let parts: Vec<NodeId> = look.reach.nodes().collect();
                let none = || Some(format!("{} (there is none)", plan.text(bench.engine.standard, id)));
                first(&parts).or_else(|| self.failed(id, i)).or_else(none)
            }
            Op::Plugin(ask) => Some(self.plugin(id, ask, i)),
            Op::IsPresent(_) | Op::Verdict(_) | Op::At(..) | Op::Position => itself(),
        }
    }

    /// Whether a node never has a value.
    fn is_none(&self, id: NodeId) -> bool {
        matches!(self.bench.engine.plan.node(id).op, Op::Const(crate::value::Value::Missing))
    }

    /// That a plugin failed for a look.
    fn failed(&self, id: NodeId, i: usize) -> Option<String> {
        let engine = self.bench.engine;
        let row = u32::try_from(self.bench.row(0, i)).ok()?;
        let noted = |all: &BTreeMap<NodeId, Faults>| all.get(&id)?.get(&row).cloned();
        let why = noted(&engine.shared.faults).or_else(|| noted(&engine.shared.tainted))?;
        Some(format!("{} (the plugin failed: {why})", engine.plan.text(engine.standard, id)))
    }

    /// What a plugin was not given, or why it did not answer.
    fn plugin(&self, id: NodeId, ask: &PluginAsk, i: usize) -> String {
        let engine = self.bench.engine;
        let used = &engine.standard.plugins[ask.plugin.index()];
        let signature = used.plugin.metrics.get(usize::from(ask.function));
        if let Some(part) = needed(signature, ask).find_map(|part| self.missing(part, i)) {
            return part;
        }
        let name = format!("{}.{}", used.label.name, signature.map_or("?", |s| s.name.as_str()));
        let row = u32::try_from(self.bench.row(0, i)).unwrap_or(u32::MAX);
        match engine.shared.faults.get(&id).and_then(|faults| faults.get(&row)) {
            Some(why) => format!("{name} (the plugin failed: {why})"),
            None => format!("{name} (the plugin gave no value)"),
        }
    }

    /// Comparisons may have changed sides on the way into the plan: the text's order is that of the places.
    fn in_text_order(&self, a: NodeId, b: NodeId, i: usize) -> Option<String> {
        let place = |id: NodeId| {
            let span = self.bench.engine.plan.node(id).span;
            (span.file, span.start)
        };
        let (a, b) = if place(b) < place(a) { (b, a) } else { (a, b) };
        self.missing(a, i).or_else(|| self.missing(b, i))
    }

    fn field(&self, path: &[FieldId], leaf: Leaf, i: usize) -> String {
        self.steps(path, i).unwrap_or_else(|| {
            let before = self.names(path);
            let dot = if path.is_empty() { "" } else { "." };
            let unit = self.end(path);
            let name = match leaf {
                Leaf::Field(f) => self.bench.engine.standard.units[unit.index()].fields[f.index()].name.as_str(),
                _ => "key",
            };
            format!("{before}{dot}{name}")
        })
    }

    /// The first step of a path that leads nowhere.
    fn steps(&self, path: &[FieldId], i: usize) -> Option<String> {
        let (bench, standard) = (self.bench, self.bench.engine.standard);
        let Rows::Of(unit, _) = bench.rows else { return None };
        for n in 1..=path.len() {
            let (places, _) = bench.places(unit, &path[..n]);
            if places[i] != NOWHERE {
                continue;
            }
            let name = self.names(&path[..n]);
            let holder = self.end(&path[..n - 1]);
            let row = if n == 1 { bench.row(0, i) } else { bench.places(unit, &path[..n - 1]).0[i] as usize };
            let column = bench.engine.world.table(holder).columns.get(path[n - 1].index());
            let code = column.filter(|c| c.has(row)).and_then(|c| match &c.data {
                crate::table::Data::Codes(codes) => Some(codes[row]),
                _ => None,
            });
            let target = &standard.units[self.end(&path[..n]).index()].label.name;
            return Some(match code {
                Some(code) => bench.engine.words.with(code, |key| format!("{name} (no {target} \"{key}\" is known)")),
                None => name,
            });
        }
        None
    }

    fn names(&self, path: &[FieldId]) -> String {
        let names: Vec<&str> = (0..path.len())
            .map(|n| {
                let unit = &self.bench.engine.standard.units[self.end(&path[..n]).index()];
                unit.fields[path[n].index()].name.as_str()
            })
            .collect();
        names.join(".")
    }

    fn end(&self, path: &[FieldId]) -> UnitId {
        let Rows::Of(unit, _) = self.bench.rows else {
            return UnitId(0);
        };
        let units = &self.bench.engine.standard.units;
        path.iter().fold(unit, |unit, f| match units[unit.index()].fields[f.index()].ty {
            Type::Ref(next) => next,
            _ => unit,
        })
    }
}
