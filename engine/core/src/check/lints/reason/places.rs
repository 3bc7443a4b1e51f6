//! Every expression that a rule of a standard stands on, and what it does there.

use crate::Standard;
use crate::standard::{Celebrate, Counted, Expr, Fact, Formula, Requirement, SubjectKind, UnitId, UnitKind};

/// What an expression does where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Chooses what a criterion judges.
    Judges,
    /// Is what a criterion requires.
    Requires,
    /// Says when a mitigation applies.
    Mitigates,
    /// Chooses what a metric counts.
    Counts,
    /// Is the upper part of a share.
    Share,
    /// Is a define.
    Means,
    /// Chooses the events a ladder counts.
    Faults,
    /// Chooses the events that show that a step was held.
    Holds,
    /// Chooses what is celebrated.
    Celebrates,
    /// Chooses the rows of a fact.
    Finds,
    /// Says when an item does not apply.
    NotApplicable,
    /// Says when a form is a fault.
    Fault,
    /// Says what an event does to a clock.
    Clock(ClockWord),
    /// Is the target of a clock: it may lack on purpose, where a case has none.
    Target,
    /// Says what a clock counts on.
    CountsOn,
    /// A value, or whose something is.
    Value,
}

/// What an event does to a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClockWord {
    /// Starts it.
    Starts,
    /// Pauses it.
    Pauses,
    /// Justifies a pause.
    Justifies,
    /// Ends its pauses.
    Resumes,
    /// Stops it.
    Stops,
    /// Takes a stop back.
    Reopens,
    /// Begins a new round.
    Restarts,
    /// Says whether somebody is told.
    Warns,
}

/// An expression and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Place<'a> {
    /// The expression.
    pub expr: &'a Expr,
    /// The units it speaks of: the first is `this`.
    pub scopes: Vec<UnitId>,
    /// What must hold before it is looked at: the filter of the rule.
    pub given: Option<&'a Expr>,
    /// The word and the name of the rule: "criterion `quick_answer`".
    pub rule: String,
    /// What it does there.
    pub part: Part,
}

struct Places<'a>(Vec<Place<'a>>);

impl<'a> Places<'a> {
    fn add(&mut self, part: Part, rule: &str, scopes: &[UnitId], given: Option<&'a Expr>, expr: &'a Expr) {
        self.0.push(Place { expr, scopes: scopes.to_vec(), given, rule: rule.to_owned(), part });
    }
}

/// Every expression that a rule of the standard stands on.
pub(crate) fn places(standard: &Standard) -> Vec<Place<'_>> {
    let mut all = Places(Vec::new());
    facts(standard, &mut all);
    clocks(standard, &mut all);
    // What the steps of a unit come to nobody wrote: their parts are looked at below.
    for define in standard.defines.iter().filter(|define| !define.label.name.contains('.')) {
        // One without a unit stands on numbers and params only.
        let scopes: Vec<UnitId> = define.unit.into_iter().collect();
        all.add(Part::Means, &format!("define `{}`", define.label.name), &scopes, None, &define.value);
    }
    for (index, criterion) in standard.criteria.iter().enumerate() {
        let of_steps = standard.steps.iter().any(|steps| steps.criterion.index() == index);
        let rule = format!("criterion `{}`", criterion.label.name);
        let scopes = [criterion.unit];
        if let Some(filter) = &criterion.filter {
            all.add(Part::Judges, &rule, &scopes, None, filter);
        }
        if let Requirement::Condition(require) = &criterion.require
            && !of_steps
        {
            all.add(Part::Requires, &rule, &scopes, criterion.filter.as_ref(), require);
        }
        for (_, subject) in &criterion.subjects {
            all.add(Part::Value, &rule, &scopes, None, subject);
        }
    }
    steps(standard, &mut all);
    forms(standard, &mut all);
    for mitigation in &standard.mitigations {
        if let Some(when) = &mitigation.when {
            let rule = format!("mitigation `{}`", mitigation.label.name);
            all.add(Part::Mitigates, &rule, &[mitigation.unit], None, when);
        }
    }
    metrics(standard, &mut all);
    people(standard, &mut all);
    all.0
}

fn facts<'a>(standard: &'a Standard, all: &mut Places<'a>) {
    for (i, unit) in standard.units.iter().enumerate() {
        let UnitKind::Case(members) = &unit.kind else { continue };
        let this = UnitId(u16::try_from(i).unwrap_or(u16::MAX));
        for (index, field) in unit.fields.iter().enumerate() {
            let mut rule = format!("fact `{}` of {}", field.name, unit.label.name);
            if standard.is_found_by_steps(this, index) {
                // Each step is found by several facts, which say the same of it.
                let Some((_, step)) = field.name.strip_suffix(".place").and_then(|name| name.split_once('.')) else {
                    continue;
                };
                rule = format!("step `{step}`");
            }
            match &field.fact {
                Some(Fact::Aggregate { member, value, filter, .. }) => {
                    let Some(member) = members.get(*member) else { continue };
                    let scopes = standard.fact_scopes(this, member.event);
                    if let Some(filter) = filter {
                        all.add(Part::Finds, &rule, &scopes, None, filter);
                    }
                    if let Some(value) = value {
                        all.add(Part::Value, &rule, &scopes, filter.as_ref(), value);
                    }
                }
                Some(Fact::Plain(expr)) => all.add(Part::Value, &rule, &[this], None, expr),
                Some(Fact::Clock(..)) | None => {}
            }
        }
        for member in members {
            all.add(Part::Value, &format!("case `{}`", unit.label.name), &[member.event], None, &member.by);
        }
    }
}

fn clocks<'a>(standard: &'a Standard, all: &mut Places<'a>) {
    for (i, unit) in standard.units.iter().enumerate() {
        let this = UnitId(u16::try_from(i).unwrap_or(u16::MAX));
        let Some(seen) = standard.seen_by_clocks(this) else { continue };
        let scopes = standard.fact_scopes(this, seen);
        for unless in unit.given_up.iter().flatten() {
            all.add(Part::Value, &format!("case `{}`", unit.label.name), &[seen], None, unless);
        }
        for clock in &unit.clocks {
            let rule = format!("clock `{}` of {}", clock.name, unit.label.name);
            let mut add = |part: Part, expr: Option<&'a Expr>| {
                expr.into_iter().for_each(|expr| all.add(part, &rule, &scopes, None, expr));
            };
            let mut does = |word: ClockWord, expr: Option<&'a Expr>| add(Part::Clock(word), expr);
            does(ClockWord::Starts, Some(&clock.starts));
            for pause in &clock.pauses {
                does(ClockWord::Pauses, Some(&pause.when));
                does(ClockWord::Justifies, pause.justified.as_ref());
            }
            does(ClockWord::Resumes, clock.resumes.as_ref());
            does(ClockWord::Stops, Some(&clock.stops));
            does(ClockWord::Reopens, clock.reopens.as_ref().map(|reopens| &reopens.when));
            does(ClockWord::Restarts, clock.restarts.as_ref());
            clock.warnings.iter().for_each(|warning| does(ClockWord::Warns, warning.when.as_ref()));
            let until = clock.pauses.iter().filter_map(|pause| pause.until.as_ref());
            add(Part::CountsOn, clock.on.as_ref());
            add(Part::CountsOn, clock.zone.as_ref());
            add(Part::Target, Some(&clock.target));
            let whom = clock.warnings.iter().map(|warning| &warning.whom);
            clock.holder.iter().chain(until).chain(whom).for_each(|value| add(Part::Value, Some(value)));
        }
    }
}

fn steps<'a>(standard: &'a Standard, all: &mut Places<'a>) {
    for steps in &standard.steps {
        let filter = standard.criteria[steps.criterion.index()].filter.as_ref();
        for step in &steps.steps {
            let rule = format!("step `{}.{}`", steps.label.name, step.name);
            if let Some(na) = &step.na {
                all.add(Part::NotApplicable, &rule, &[steps.unit], filter, na);
            }
            for value in std::iter::once(&step.at).chain(&step.due) {
                all.add(Part::Value, &rule, &[steps.unit], filter, value);
            }
        }
        if let Some(complete) = &steps.complete {
            let rule = format!("steps `{}`", steps.label.name);
            all.add(Part::Value, &rule, &[steps.unit], filter, complete);
        }
    }
}

fn forms<'a>(standard: &'a Standard, all: &mut Places<'a>) {
    for form in &standard.forms {
        for item in &form.items {
            let rule = format!("item `{}.{}`", form.label.name, item.name);
            all.add(Part::Value, &rule, &[form.unit], None, &item.answer);
            if let Some(na) = &item.na {
                all.add(Part::NotApplicable, &rule, &[form.unit], None, na);
            }
        }
        if let Some(fault) = &form.fault {
            all.add(Part::Fault, &format!("form `{}`", form.label.name), &[form.unit], None, fault);
        }
    }
}

fn metrics<'a>(standard: &'a Standard, all: &mut Places<'a>) {
    for metric in &standard.metrics {
        let rule = format!("metric `{}`", metric.label.name);
        let (scopes, filter) = ([metric.unit], metric.filter.as_ref());
        if let Some(filter) = filter {
            all.add(Part::Counts, &rule, &scopes, None, filter);
        }
        match &metric.formula {
            Formula::Share(x) => all.add(Part::Share, &rule, &scopes, filter, x),
            Formula::Sum(x)
            | Formula::Mean(x)
            | Formula::Percentile(x, _)
            | Formula::Min(x)
            | Formula::Max(x)
            | Formula::Distinct(x) => all.add(Part::Value, &rule, &scopes, filter, x),
            Formula::Ratio(both) => both.iter().for_each(|x| all.add(Part::Value, &rule, &scopes, filter, x)),
            Formula::Window(call, _) => {
                call.arguments.iter().for_each(|x| all.add(Part::Value, &rule, &scopes, filter, x));
            }
            Formula::Count | Formula::Figures(_) | Formula::Standing(_) => {}
        }
        for per in &metric.per {
            if let SubjectKind::Value(x) | SubjectKind::Entity(_, x) = &per.subject {
                all.add(Part::Value, &rule, &scopes, filter, x);
            }
        }
        if !metric.formula.is_derived() {
            all.add(Part::Value, &rule, &scopes, filter, &metric.dated);
        }
    }
}

fn people<'a>(standard: &'a Standard, all: &mut Places<'a>) {
    for ladder in &standard.ladders {
        let rule = format!("ladder `{}`", ladder.label.name);
        for counted in &ladder.counts {
            if let Counted::Events { unit, filter: Some(filter), .. } = counted {
                all.add(Part::Faults, &rule, &[*unit], None, filter);
            }
        }
        for step in &ladder.steps {
            if let Some(held) = &step.held
                && let Some(filter) = &held.filter
            {
                all.add(Part::Holds, &format!("step `{}`", step.name), &[held.unit], None, filter);
            }
        }
    }
    for recognition in &standard.recognitions {
        if let Celebrate::Unit { unit, filter: Some(filter), .. } = &recognition.when {
            let rule = format!("recognition `{}`", recognition.label.name);
            all.add(Part::Celebrates, &rule, &[*unit], None, filter);
        }
    }
}
