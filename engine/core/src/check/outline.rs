//! What is declared, before anything is looked at closely: so that rules may stand in any order.

use super::context::{Context, State};
use super::layers::LayeredItem;
use super::messages;
use crate::standard::{CriterionId, DefineId, Expr, FieldId, FormId, UnitId};
use etalon_grammar::ast::{ClauseKind, FormItem, Head, Item, Kind, Name};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is declared.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Defines, in the order of the text.
    pub defines: Vec<DefineSlot>,
    by_name: BTreeMap<String, DefineId>,
    /// Criteria: their place in the standard and what they judge (none = that could not be resolved).
    pub criteria: BTreeMap<String, (CriterionId, Option<UnitId>)>,
    /// Forms.
    pub forms: BTreeMap<String, FormSlot>,
    /// Steps.
    pub steps: BTreeMap<String, StepsSlot>,
    /// What the words of clocks stand for in cases of several kinds of event, by course.
    pub courses: BTreeMap<UnitId, super::units::CourseNames>,
    /// Facts of cases, in the order of the text.
    pub facts: BTreeMap<UnitId, Vec<FactSlot>>,
    /// Units of which a part could not be read: their unknown fields are no news.
    pub partial: std::collections::BTreeSet<UnitId>,
    /// Fields that are declared with a mistake in their type: their users are not told a second time.
    pub lost_fields: std::collections::BTreeSet<(UnitId, String)>,
    /// Rules that do not say which person is meant, by unit and kind of person.
    pub ambiguous: BTreeMap<(UnitId, UnitId), Vec<etalon_grammar::ast::Span>>,
}

/// A define.
#[derive(Debug)]
pub(crate) struct DefineSlot {
    /// Its name.
    pub name: String,
    /// Index of its declaration.
    pub item: usize,
    /// What it speaks of.
    pub unit: Option<UnitId>,
    /// It names a unit that is not there: nothing can be said of it.
    pub unit_fails: bool,
    /// How far its resolution is.
    pub state: State<Option<Expr>>,
}

/// A form.
#[derive(Debug, Clone)]
pub(crate) struct FormSlot {
    /// Its place in the standard.
    pub id: FormId,
    /// What it evaluates; none = that could not be resolved.
    pub unit: Option<UnitId>,
    /// The names of its bands.
    pub bands: Arc<[String]>,
    /// The criterion for the whole; those of its yes/no items follow.
    pub criterion: CriterionId,
}

/// The steps of a unit.
#[derive(Debug, Clone)]
pub(crate) struct StepsSlot {
    /// Index of their declaration.
    pub item: usize,
    /// Whose steps they are; none = that could not be resolved.
    pub unit: Option<UnitId>,
    /// The criterion for the whole.
    pub criterion: CriterionId,
    /// The defines that say what they come to: the first, and how many.
    pub defines: std::ops::Range<usize>,
    /// What they are, once resolved.
    pub made: Option<Box<super::actions::Made>>,
}

/// A fact of a case.
#[derive(Debug)]
pub(crate) struct FactSlot {
    /// Its name.
    pub name: String,
    /// Index of the case's declaration.
    pub item: usize,
    /// Index of the clause.
    pub clause: usize,
    /// It is a clock.
    pub clock: bool,
    /// How far its resolution is.
    pub state: State<Option<FieldId>>,
}

impl Outline {
    /// Whether what is asked for may stand where the unit could not be read.
    pub fn may_have(&self, unit: UnitId, field: &str) -> bool {
        self.partial.contains(&unit) || self.lost_fields.contains(&(unit, field.to_owned()))
    }

    /// The define of that name.
    pub fn define(&self, name: &str) -> Option<DefineId> {
        self.by_name.get(name).copied()
    }
}

/// The items of a form, section by section.
pub(crate) fn form_items(item: &Item) -> Vec<&FormItem> {
    let loose = item.clauses.iter().filter_map(|c| match &c.kind {
        ClauseKind::Item(i) => Some(i),
        _ => None,
    });
    let sections = item.clauses.iter().filter_map(|c| match &c.kind {
        ClauseKind::Section(s) => Some(&s.items),
        _ => None,
    });
    loose.chain(sections.flatten()).collect()
}

/// Notes every define, criterion and form: names, places in the standard, units. Units are declared already.
pub(crate) fn outline(ctx: &mut Context, items: &[LayeredItem]) {
    for (index, LayeredItem { item, .. }) in items.iter().enumerate() {
        if item.kind == Kind::Define {
            define(ctx, index, item);
        }
    }
    let mut criteria = 0;
    for LayeredItem { item, .. } in items {
        if item.kind == Kind::Criterion {
            let unit = for_clause(item).and_then(|name| unit_of(ctx, name));
            let id = CriterionId(small(criteria));
            ctx.outline.criteria.insert(item.name.text.clone(), (id, unit));
            criteria += 1;
        }
    }
    let mut forms = 0;
    for LayeredItem { item, .. } in items {
        if item.kind == Kind::Form {
            let unit = if let Head::For(name) = &item.head { ctx.unit(name) } else { None };
            let bands = item.clauses.iter().find_map(|c| match &c.kind {
                ClauseKind::Bands(bands) => Some(bands.iter().map(|b| b.name.text.clone()).collect::<Arc<[String]>>()),
                _ => None,
            });
            let criterion = CriterionId(small(criteria));
            criteria += 1 + form_items(item).iter().filter(|i| i.scale.is_none()).count();
            let slot = FormSlot { id: FormId(small(forms)), unit, bands: bands.unwrap_or_default(), criterion };
            ctx.outline.forms.insert(item.name.text.clone(), slot);
            forms += 1;
        }
    }
    // Whether a duty was kept is a criterion of its own, after those of the forms.
    for LayeredItem { item, .. } in items {
        if item.kind == Kind::Duty {
            let after = item.clauses.iter().find_map(|c| match &c.kind {
                ClauseKind::After { unit, .. } => Some(unit),
                _ => None,
            });
            let unit = after.and_then(|name| unit_of(ctx, name));
            ctx.outline.criteria.insert(item.name.text.clone(), (CriterionId(small(criteria)), unit));
            criteria += 1;
        }
    }
    for (index, LayeredItem { item, .. }) in items.iter().enumerate() {
        if let Head::Steps { unit: name, .. } = &item.head {
            let unit = unit_of(ctx, name);
            let criterion = CriterionId(small(criteria));
            let first = ctx.outline.defines.len();
            for name in super::actions::results(item) {
                let define = DefineId(small(ctx.outline.defines.len()));
                ctx.outline.by_name.insert(name.clone(), define);
                let (unit_fails, state) = (unit.is_none(), State::Todo);
                ctx.outline.defines.push(DefineSlot { name, item: index, unit, unit_fails, state });
            }
            let defines = first..ctx.outline.defines.len();
            let slot = StepsSlot { item: index, unit, criterion, defines, made: None };
            ctx.outline.steps.insert(item.name.text.clone(), slot);
            criteria += 1;
        }
    }
}

/// What `for X` names.
pub(crate) fn for_clause(item: &Item) -> Option<&Name> {
    item.clauses.iter().find_map(|c| match &c.kind {
        ClauseKind::For { unit, .. } => Some(unit),
        _ => None,
    })
}

/// The unit that a name stands for, a define's name too; nothing is reported here, the rule itself will.
fn unit_of(ctx: &Context, name: &Name) -> Option<UnitId> {
    let unit = [Kind::Event, Kind::Entity, Kind::Case].into_iter().find_map(|k| ctx.peek(k, &name.text));
    let define = || ctx.outline.define(&name.text).and_then(|d| ctx.outline.defines[d.index()].unit);
    unit.map(UnitId).or_else(define)
}

fn define(ctx: &mut Context, index: usize, item: &Item) {
    let named = if let Head::Define { unit, .. } = &item.head { unit.as_ref() } else { None };
    let unit = named.and_then(|name| {
        if ctx.outline.define(&name.text).is_some() || ctx.is_declared(Kind::Define, &name.text) {
            let d = messages::define_for_define(name);
            ctx.report(d);
            return None;
        }
        ctx.unit(name)
    });
    let id = DefineId(small(ctx.outline.defines.len()));
    let unit_fails = named.is_some() && unit.is_none();
    let name = item.name.text.clone();
    ctx.outline.by_name.insert(name.clone(), id);
    ctx.outline.defines.push(DefineSlot { name, item: index, unit, unit_fails, state: State::Todo });
}

/// An index as an id; the number of declarations is limited when they are read.
pub(crate) fn small(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
