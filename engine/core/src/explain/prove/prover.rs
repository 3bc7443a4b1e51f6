//! From a sketch and a row to the reason.

use super::{More, RuleSketch, Sketch, end};
use crate::evaluate::{Frames, Lens};
use crate::explain::stage::Known;
use crate::explain::{Ask, Reason, Saw, Thing, What};
use crate::outcome::Verdict;
use crate::plan::number;
use crate::standard::{CriterionId, ExprKind, FieldId, FormId, Leaf, PluginCall, Scope, Type, UnitId};
use crate::value::Value;

/// Sees what a rule saw in one world.
pub(in crate::explain) struct Prover<'p> {
    pub(in crate::explain) ask: &'p Ask<'p>,
    pub(in crate::explain) lens: &'p Lens<'p>,
    pub(in crate::explain) known: &'p Known<'p>,
}

/// The rows of the scopes, and the place of the last in its case.
#[derive(Clone, Copy)]
pub(in crate::explain) struct Frame<'f> {
    pub(in crate::explain) rows: &'f [u32],
    pub(in crate::explain) position: Option<i64>,
}

impl<'f> Frame<'f> {
    pub(in crate::explain) const fn of(rows: &'f [u32]) -> Self {
        Self { rows, position: None }
    }
}

impl Prover<'_> {
    /// What came of a part of a rule.
    pub(in crate::explain) fn reason(&self, sketch: &Sketch<'_>, frame: Frame<'_>) -> Reason {
        let saw = self.saw(sketch, frame);
        let (what, parts) = self.what(sketch, frame, &saw);
        let mut reason =
            Reason { quote: self.ask.quote(sketch.expr.span), what, saw, parts, decides: true, nearest: false };
        mark(&mut reason);
        reason
    }

    pub(super) fn saw(&self, sketch: &Sketch<'_>, frame: Frame<'_>) -> Saw {
        let ty = sketch.expr.ty.clone();
        let Some((last, outer)) = frame.rows.split_last() else {
            return Saw { value: Value::Missing, ty, waits: false };
        };
        let positions = frame.position.map(|p| [p]);
        let frames =
            Frames { outer, rows: std::slice::from_ref(last), positions: positions.as_ref().map(<[i64; 1]>::as_slice) };
        let (value, waits) = self.lens.values(sketch.asked, frames).pop().unwrap_or((Value::Missing, false));
        Saw { value, ty, waits }
    }

    fn what(&self, sketch: &Sketch<'_>, frame: Frame<'_>, saw: &Saw) -> (What, Vec<Reason>) {
        let all = || sketch.parts.iter().map(|part| self.reason(part, frame)).collect::<Vec<_>>();
        match &sketch.expr.kind {
            ExprKind::Const(_) => (What::Constant, Vec::new()),
            ExprKind::Param(param) => {
                (What::Param(self.ask.standard.params[param.index()].label.name.clone()), Vec::new())
            }
            ExprKind::Field { scope, path, leaf } => (self.field(sketch, frame, *scope, path, *leaf, saw), Vec::new()),
            ExprKind::Define(define, _) => {
                let label = &self.ask.standard.defines[define.index()].label;
                (What::Define(label.name.clone(), label.title.clone()), all())
            }
            ExprKind::And(_) => (What::And, all()),
            ExprKind::Or(_) => (What::Or, all()),
            ExprKind::Not(_) => (What::Not, all()),
            ExprKind::Compare(op, ..) => (What::Compare(*op), all()),
            ExprKind::Arithmetic(op, ..) => (What::Arithmetic(*op), all()),
            ExprKind::Join(_) => (What::Join, all()),
            ExprKind::IsPresent(_, present) => (What::Present(*present), all()),
            ExprKind::In(_, values, not) => (What::In(values.clone(), *not), all()),
            ExprKind::Matches(_, pattern) => (What::Matches(pattern.clone()), all()),
            ExprKind::Call(function, _) => (What::Call(*function), all()),
            ExprKind::Plugin(call) => (self.plugin(sketch, call, frame), all()),
            ExprKind::By(_, rows, otherwise) => {
                let subject = self.reason(&sketch.parts[0], frame);
                let is = |value: &Value| same(&subject.saw, value);
                let place = rows.iter().position(|(values, _)| values.iter().any(is));
                let place = place
                    .or_else(|| (otherwise.is_some() && subject.saw.value != Value::Missing).then_some(rows.len()));
                let row = place.map(|p| rows.get(p).map(|r| r.0.clone()).unwrap_or_default());
                let value = place.map(|p| self.reason(&sketch.parts[p + 1], frame));
                (What::Table { row }, std::iter::once(subject).chain(value).collect())
            }
            ExprKind::If(..) => {
                let condition = self.reason(&sketch.parts[0], frame);
                let chosen = match condition.saw.value {
                    Value::YesNo(true) => Some(&sketch.parts[1]),
                    Value::YesNo(false) => Some(&sketch.parts[2]),
                    _ => None,
                };
                let chosen = chosen.map(|c| self.reason(c, frame));
                (What::If, std::iter::once(condition).chain(chosen).collect())
            }
            ExprKind::Met(criterion, scope) => match &sketch.more {
                More::Met(rule) => {
                    let met = self.met(rule, frame.rows[usize::from(*scope)], sketch);
                    (met.what, met.parts)
                }
                _ => {
                    let label = &self.ask.standard.criteria[criterion.index()].label;
                    let verdict = self.lens.verdict(*criterion, frame.rows[usize::from(*scope)]);
                    (What::Met(label.name.clone(), verdict), Vec::new())
                }
            },
            ExprKind::Faults(list, scope, _) => {
                let name = |id: &CriterionId| self.ask.standard.criteria[id.index()].label.name.clone();
                let parts = match &sketch.more {
                    More::Faults(rules) => {
                        let row = frame.rows[usize::from(*scope)];
                        rules.iter().map(|rule| self.met(rule, row, sketch)).collect()
                    }
                    _ => Vec::new(),
                };
                (What::Faults(list.iter().map(name).collect()), parts)
            }
            ExprKind::Others(_) => match &sketch.more {
                More::Look(look) => {
                    let parts = all();
                    // `this.began` inside another look asks on behalf of what is judged, and knows nothing of the rows between.
                    let rows = &frame.rows[..usize::from(look.others.scope).min(frame.rows.len())];
                    (What::Look(Box::new(self.look(sketch, look, rows, &parts, saw))), parts)
                }
                _ => (What::Constant, Vec::new()),
            },
        }
    }

    /// What a plugin said, and why not.
    fn plugin(&self, sketch: &Sketch<'_>, call: &PluginCall, frame: Frame<'_>) -> What {
        let used = &self.ask.standard.plugins[call.plugin.index()];
        let signature = call.metric(&self.ask.standard.plugins);
        let constants = signature.into_iter().flat_map(|s| s.parameters.iter().filter(|p| p.constant));
        let constants = constants.zip(&call.constants);
        What::Plugin {
            name: format!("{}.{}", used.label.name, signature.map_or("?", |s| s.name.as_str())),
            version: used.plugin.version.clone(),
            constants: constants.map(|(p, v)| (p.name.clone(), v.clone(), Type::from(&p.term))).collect(),
            model: signature.and_then(|s| s.model.as_ref()).map(|model| model.0.clone()),
            fault: self.lens.fault(sketch.asked, frame.rows),
        }
    }

    /// Whether a row meets a criterion.
    fn met(&self, rule: &RuleSketch<'_>, row: u32, sketch: &Sketch<'_>) -> Reason {
        let verdict = self.lens.verdict(rule.criterion, row);
        let rows = [row];
        let filter = rule.filter.as_ref().map(|f| self.reason(f, Frame::of(&rows)));
        // What a criterion requires of things that it is not for says nothing.
        let wanted = rule.require.as_ref().filter(|_| verdict != Verdict::NotApplicable);
        let value = match verdict {
            Verdict::Met => Value::YesNo(true),
            Verdict::Breached => Value::YesNo(false),
            _ => Value::Missing,
        };
        let name = self.ask.standard.criteria[rule.criterion.index()].label.name.clone();
        Reason {
            quote: self.ask.quote(sketch.expr.span),
            what: What::Met(name, verdict),
            saw: Saw { value, ty: Type::YesNo, waits: verdict == Verdict::Pending },
            parts: filter.into_iter().chain(wanted.map(|r| self.reason(r, Frame::of(&rows)))).collect(),
            decides: true,
            nearest: false,
        }
    }

    fn field(
        &self,
        sketch: &Sketch<'_>,
        frame: Frame<'_>,
        scope: Scope,
        path: &[FieldId],
        leaf: Leaf,
        saw: &Saw,
    ) -> What {
        let standard = self.ask.standard;
        let (unit, row) = (sketch.units[usize::from(scope)], frame.rows[usize::from(scope)]);
        let last = end(standard, unit, path);
        let led = self.lens.led(unit, row, path);
        let form = |word: &str, form: FormId| format!("{}.{word}", standard.forms[form.index()].label.name);
        let field = match leaf {
            Leaf::Field(field) => standard.units[last.index()].fields[field.index()].name.clone(),
            Leaf::Key => "key".to_owned(),
            Leaf::Position => "position".to_owned(),
            Leaf::Score(id) => form("score", id),
            Leaf::Verdict(id) => form("verdict", id),
            Leaf::Band(id) => form("band", id),
        };
        let names = self.names(unit, path);
        let fact = match &sketch.more {
            More::Fact(fact) => led.map(|row| Box::new(self.fact(fact, row, saw))),
            _ => None,
        };
        let lost = if saw.value == Value::Missing { self.lost(unit, row, path) } else { None };
        let this = if scope == 0 && self.ask.quote(sketch.expr.span).text.starts_with("this.") { "this." } else { "" };
        let dot = if names.is_empty() { "" } else { "." };
        What::Field {
            name: format!("{this}{names}{dot}{field}"),
            of: led.and_then(|row| self.thing(last, row)),
            field,
            fact,
            lost,
        }
    }

    fn names(&self, unit: UnitId, path: &[FieldId]) -> String {
        let units = &self.ask.standard.units;
        let name = |n: usize| {
            let unit = end(self.ask.standard, unit, &path[..n]);
            units[unit.index()].fields[path[n].index()].name.as_str()
        };
        (0..path.len()).map(name).collect::<Vec<_>>().join(".")
    }

    /// The first step of a path that leads nowhere, and the key that nobody knows.
    fn lost(&self, unit: UnitId, row: u32, path: &[FieldId]) -> Option<(String, Option<String>)> {
        let n = (1..=path.len()).find(|n| self.lens.led(unit, row, &path[..*n]).is_none())?;
        let holder = end(self.ask.standard, unit, &path[..n - 1]);
        let holding = self.lens.led(unit, row, &path[..n - 1])?;
        let key = crate::explain::stage::cell(self.lens.world(), holder, holding, path[n - 1], &Type::Text);
        let key = if let Value::Text(key) = key { Some(key) } else { None };
        Some((self.names(unit, &path[..n]), key))
    }

    /// A row of the lens's world as a thing of the run.
    pub(in crate::explain) fn thing(&self, unit: UnitId, row: u32) -> Option<Thing> {
        Some(self.ask.thing(unit, self.known.row(self.lens.world(), unit, row)?))
    }
}

/// Which parts the value rests on.
fn mark(reason: &mut Reason) {
    let value = reason.saw.value.clone();
    let decides = |part: &Reason| match (&reason.what, &value) {
        (What::And | What::Or, Value::Missing) => part.saw.value == Value::Missing,
        (What::And, Value::YesNo(false)) | (What::Or, Value::YesNo(true)) => part.saw.value == value,
        _ => true,
    };
    let marks: Vec<bool> = reason.parts.iter().map(decides).collect();
    for (part, mark) in reason.parts.iter_mut().zip(marks) {
        part.decides = mark;
    }
}

/// Whether what was seen is this value of the text.
pub(in crate::explain) fn same(saw: &Saw, value: &Value) -> bool {
    match (&saw.value, value, &saw.ty) {
        (Value::Missing, ..) => false,
        (a, b, _) if a == b => true,
        (Value::OneOf(index), Value::Text(text), Type::OneOf(names)) => {
            names.get(*index as usize).is_some_and(|n| n == text)
        }
        (a, b, _) => number(a).is_some_and(|a| number(b) == Some(a)),
    }
}
