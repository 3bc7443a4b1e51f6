//! One metric's columns: which of its unit's rows it counts, and with what value.

use super::cell::{Cell, Kept};
use super::cut::Dated;
use super::subjects::{Seen, seen};
use crate::evaluate::Use;
use crate::evaluate::scene::Scene;
use crate::outcome::{CriterionFindings, FormFindings, Verdict};
use crate::standard::{CriterionId, Expr, ExprKind, FormId, Formula, Leaf, Metric, MetricId, plain};
use crate::table::{Column, Data};
use crate::value::Ratio;
use std::ops::Range;

/// A row is none of the metric's units.
pub(super) const OUT: u8 = 0;
/// One of its units, but something is missing or pending.
pub(super) const UNJUDGED: u8 = 1;
/// One that counts; of a share: that is not met.
pub(super) const IN: u8 = 2;
/// One that counts and is met.
pub(super) const HIT: u8 = 3;

/// Everything about one metric that its rows are put to.
pub(crate) struct Sheet<'a> {
    pub id: MetricId,
    pub metric: &'a Metric,
    filter: Option<&'a Column>,
    value: Option<&'a Column>,
    /// Of a ratio: what the value is held against.
    base: Option<&'a Column>,
    /// Of a plugin's window: what it is given of each row, and whether it must have a value.
    given: Vec<(&'a Column, bool)>,
    /// The findings that a share is of, and of each of their causes the part that somebody has to answer for: those of one
    /// criterion, in all versions of the standard. At most one of them applies to a row.
    pub of: Vec<(&'a CriterionFindings, Vec<Ratio>)>,
    /// The form whose mean score it is, if mitigations cover parts of that form.
    scored: Option<&'a FormFindings>,
}

impl<'a> Sheet<'a> {
    pub fn new(scene: &Scene<'a>, id: MetricId) -> Self {
        let metric = &scene.standard.metrics[id.index()];
        let mut of = met_of(metric);
        let name = |id: &CriterionId| plain(&scene.standard.criteria[id.index()].label.name);
        if of.windows(2).any(|pair| name(&pair[0]) != name(&pair[1])) {
            of.clear();
        }
        let of = of.into_iter().filter_map(|criterion| scene.findings(criterion));
        Self {
            id,
            metric,
            filter: scene.column(Use::MetricFilter(id)),
            value: scene.column(Use::MetricValue(id)),
            base: scene.column(Use::MetricBase(id)),
            given: super::window::given(scene, id),
            scored: scored(metric).and_then(|form| mitigated(scene, form)),
            of: of.map(|f| (f, f.breaches.causes().iter().map(|cause| cause.answerable()).collect())).collect(),
        }
    }

    /// Whether the figure after mitigation can be told: of a share over a criterion, and of a mean score.
    pub fn is_mitigated(&self) -> bool {
        !self.of.is_empty() || self.scored.is_some()
    }

    /// Of a mean score: what a row that was added to a cell comes to after mitigation.
    pub fn mitigate(&self, cell: &mut Cell, row: usize) {
        let fair = self.scored.and_then(|form| form.fair_of(u32::try_from(row).ok()?));
        if let (Some(fair), Seen::Ratio(value)) = (fair, self.value(row)) {
            cell.mitigate(value, fair.score);
        }
    }

    /// What each of these rows is to the metric. Without an instant a unit belongs to no period: it is counted as not judged.
    pub fn classes(&self, rows: Range<usize>, undated: Option<&[bool]>, classes: &mut Vec<u8>) {
        classes.clear();
        self.values(&rows, classes);
        if let Some(valid) = self.base.and_then(|column| column.valid.as_ref()) {
            for (class, valid) in classes.iter_mut().zip(&valid[rows.clone()]) {
                *class = if *valid { *class } else { UNJUDGED };
            }
        }
        if let [(findings, _)] = self.of.as_slice() {
            // Not one of the criterion's units: it leaves numerator and denominator.
            let verdicts = findings.verdicts.get(rows.clone()).unwrap_or_default();
            for (class, verdict) in classes.iter_mut().zip(verdicts) {
                *class = put_to(*class, *verdict);
            }
        } else if !self.of.is_empty() {
            for (class, row) in classes.iter_mut().zip(rows.clone()) {
                let mut verdicts = self.of.iter().filter_map(|(findings, _)| findings.verdicts.get(row));
                let applied = verdicts.find(|verdict| **verdict != Verdict::NotApplicable);
                *class = put_to(*class, applied.copied().unwrap_or(Verdict::NotApplicable));
            }
        }
        if let Some(filter) = self.filter {
            let holds = |class: u8, holds: bool| if holds { class } else { OUT };
            match flags(filter, &rows) {
                Some((flags, None)) => classes.iter_mut().zip(flags).for_each(|(c, flag)| *c = holds(*c, *flag)),
                Some((flags, Some(valid))) => {
                    for ((class, flag), valid) in classes.iter_mut().zip(flags).zip(valid) {
                        *class = if *valid { holds(*class, *flag) } else { UNJUDGED };
                    }
                }
                None => classes.fill(UNJUDGED),
            }
        }
        if let Some(undated) = undated {
            for (class, undated) in classes.iter_mut().zip(&undated[rows]) {
                *class = if *undated { (*class).min(UNJUDGED) } else { *class };
            }
        }
    }

    fn values(&self, rows: &Range<usize>, classes: &mut Vec<u8>) {
        let Some(column) = self.value else {
            if let Formula::Window(..) = self.metric.formula {
                let lacks = |row: usize| self.given.iter().any(|(column, must)| *must && !column.has(row));
                return classes.extend(rows.clone().map(|row| if lacks(row) { UNJUDGED } else { IN }));
            }
            let class = if matches!(self.metric.formula, Formula::Count) { IN } else { UNJUDGED };
            return classes.resize(rows.len(), class);
        };
        match flags(column, rows) {
            Some((flags, None)) => classes.extend(flags.iter().map(|flag| IN + u8::from(*flag))),
            Some((flags, Some(valid))) => {
                let class = |(flag, valid): (&bool, &bool)| if *valid { IN + u8::from(*flag) } else { UNJUDGED };
                classes.extend(flags.iter().zip(valid).map(class));
            }
            None => match &column.valid {
                None => classes.resize(rows.len(), IN),
                Some(valid) => classes.extend(valid[rows.clone()].iter().map(|valid| UNJUDGED + u8::from(*valid))),
            },
        }
    }

    /// All values.
    pub fn value_data(&self) -> Option<&'a Data> {
        self.value.map(|column| &column.data)
    }

    /// The value of a row that counts; of a plugin's window, the row itself.
    pub fn value(&self, row: usize) -> Seen {
        match self.metric.formula {
            // A window is given its rows in their order, once all are known.
            Formula::Window(..) => i64::try_from(row).map_or(Seen::Nothing, Seen::Int),
            _ => self.value.map_or(Seen::Nothing, |column| seen(column, row)),
        }
    }

    /// Of a ratio: what the value of a row that counts is held against.
    pub fn against(&self, row: usize) -> Seen {
        self.base.map_or(Seen::Nothing, |column| seen(column, row))
    }

    /// Adds a row that counts to a cell.
    pub fn add(&self, cell: &mut Cell, row: usize, is_hit: bool) {
        cell.add(self.value(row), self.against(row));
        self.mitigate(cell, row);
        if let Kept::Share { yes, answerable } = &mut cell.kept {
            let breach = self.of.iter().find_map(|(findings, parts)| Some(parts[findings.breaches.find(row)?.code]));
            match is_hit {
                true => *yes += 1,
                false => answerable.add(breach.unwrap_or(Ratio::ONE)),
            }
        }
    }

    /// The instants that decide the periods.
    pub fn dated(scene: &Scene<'a>, id: MetricId) -> Dated<'a> {
        let unit = scene.standard.metrics[id.index()].unit;
        Dated::new(scene, scene.column(Use::MetricDated(id)), scene.rows(unit))
    }
}

/// The form of `mean qa.score of …`, of the unit itself.
fn scored(metric: &Metric) -> Option<FormId> {
    fn find(expr: &Expr) -> Option<FormId> {
        match &expr.kind {
            ExprKind::Field { scope: 0, path, leaf: Leaf::Score(form) } if path.is_empty() => Some(*form),
            ExprKind::Define(_, inner) => find(inner),
            _ => None,
        }
    }
    match &metric.formula {
        Formula::Mean(expr) => find(expr),
        _ => None,
    }
}

/// The findings of a form, if mitigations cover parts of it.
fn mitigated<'a>(scene: &Scene<'a>, form: FormId) -> Option<&'a FormFindings> {
    let criterion = scene.standard.forms[form.index()].criterion;
    let covered = scene.standard.mitigations.iter().any(|mitigation| mitigation.part(criterion).is_some());
    scene.forms().get(form.index()).filter(|_| covered)
}

type Flags<'c> = (&'c [bool], Option<&'c [bool]>);

/// Some rows of a column of conditions: the answers, and which of them are known.
fn flags<'c>(column: &'c Column, rows: &Range<usize>) -> Option<Flags<'c>> {
    match &column.data {
        Data::Flags(flags) => Some((&flags[rows.clone()], column.valid.as_ref().map(|valid| &valid[rows.clone()]))),
        _ => None,
    }
}

const fn put_to(class: u8, verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotApplicable => OUT,
        Verdict::NotJudged => UNJUDGED,
        _ => class,
    }
}

/// The criterion of `share of … that met X`; where versions of the standard change it, it stands once for each.
fn met_of(metric: &Metric) -> Vec<CriterionId> {
    fn find(expr: &Expr, found: &mut Vec<CriterionId>) -> bool {
        match &expr.kind {
            ExprKind::Met(criterion, _) => {
                found.push(*criterion);
                true
            }
            ExprKind::Define(_, inner) => find(inner, found),
            ExprKind::If(_, yes, no) => find(yes, found) && find(no, found),
            _ => false,
        }
    }
    let mut found = Vec::new();
    let Formula::Share(expr) = &metric.formula else { return found };
    let whole = find(expr, &mut found);
    let one = matches!(found.as_slice(), [_]) || whole;
    if one { found } else { Vec::new() }
}
