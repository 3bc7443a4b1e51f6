//! Expressions, as they are meant.

use super::{Rule, Writer};
use crate::plugin::Signature;
use crate::standard::{
    Ask, Blame, CriterionId, Expr, ExprKind, FieldId, Function, Leaf, Mitigation, Others, Party, PluginCall, Range,
    Type, UnitId,
};
use crate::value::Value;
use etalon_grammar::ast::BinaryOp;

impl Writer<'_> {
    /// An expression over one unit.
    pub(super) fn over(&mut self, unit: UnitId, word: &str, expr: &Expr) {
        let before = std::mem::replace(&mut self.scopes, vec![unit]);
        self.node(word, |w| w.expr(expr));
        self.scopes = before;
    }

    /// The same, if there is one.
    pub(super) fn over_optional(&mut self, unit: UnitId, word: &str, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.over(unit, word, expr);
        }
    }

    pub(super) fn value(&mut self, ty: &Type, value: &Value) {
        match value {
            Value::Missing => self.word("missing"),
            Value::YesNo(yes) => self.word(if *yes { "yes" } else { "no" }),
            Value::Whole(n) => self.node("whole", |w| w.number(*n)),
            Value::Decimal(n) => self.node("decimal", |w| w.number(*n)),
            Value::Duration(n) => self.node("duration", |w| w.number(*n)),
            Value::Instant(n) => self.node("instant", |w| w.number(*n)),
            Value::Date(n) => self.node("date", |w| w.number(*n)),
            Value::Ratio(r) => self.node("ratio", |w| {
                w.number(r.num());
                w.number(r.den());
            }),
            Value::Text(text) => self.quoted(text),
            Value::OneOf(index) => match ty {
                Type::OneOf(list) if list.get(*index as usize).is_some() => self.quoted(&list[*index as usize]),
                _ => self.number(i64::from(*index)),
            },
        }
    }

    fn exprs(&mut self, word: &str, list: &[Expr]) {
        self.node(word, |w| list.iter().for_each(|x| w.expr(x)));
    }

    pub(super) fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Const(value) => self.value(&expr.ty, value),
            ExprKind::Param(id) => {
                let param = &self.standard.params[id.index()];
                self.value(&param.ty, &param.value);
            }
            ExprKind::Field { scope, path, leaf } => self.field(*scope, path, *leaf),
            ExprKind::Define(_, inner) => self.expr(inner),
            ExprKind::And(list) => self.exprs("and", list),
            ExprKind::Or(list) => self.exprs("or", list),
            ExprKind::Not(inner) => self.node("not", |w| w.expr(inner)),
            ExprKind::Compare(op, a, b) | ExprKind::Arithmetic(op, a, b) => self.node(sign(*op), |w| {
                w.expr(a);
                w.expr(b);
            }),
            ExprKind::Join(list) => self.exprs("join", list),
            ExprKind::IsPresent(inner, present) => {
                self.node(if *present { "present" } else { "missing" }, |w| w.expr(inner));
            }
            ExprKind::In(inner, values, not) => {
                self.node(if *not { "not-in" } else { "in" }, |w| w.expr(inner));
                self.sorted("list", values, |w, v| w.node("v", |w| w.value(&inner.ty, v)));
            }
            ExprKind::Matches(inner, pattern) => self.node("matches", |w| {
                w.expr(inner);
                w.quoted(pattern);
            }),
            ExprKind::Met(id, scope) => self.node("met", |w| {
                w.elsewhere(*scope);
                w.lean_on(Rule::Criterion(*id));
            }),
            ExprKind::Faults(list, scope, by) => self.node("faults", |w| {
                w.elsewhere(*scope);
                match by {
                    Blame::Of(Party::Employee) => {}
                    Blame::Of(party) => w.word(super::rules::party(*party)),
                    Blame::Anyone => w.word("anyone"),
                }
                w.sorted("of", list, |w, id| w.fault(*id));
            }),
            ExprKind::Call(function, list) => {
                if let Function::KeepsTarget { fairly, .. } = function {
                    self.flag("fairly", *fairly);
                }
                // The rest of it is for telling people why nothing can be said.
                let told = if matches!(function, Function::KeepsTarget { .. }) { 3 } else { list.len() };
                self.exprs(function.word(), &list[..told.min(list.len())]);
                if let Function::Until(term) = function {
                    self.term("term", *term);
                } else if let Some(calendar) = function.calendar() {
                    self.calendar(calendar);
                }
            }
            ExprKind::Plugin(call) => self.plugin("plugin", call, call.metric(&self.standard.plugins)),
            ExprKind::By(on, arms, otherwise) => self.node("by", |w| {
                w.expr(on);
                for (values, result) in arms {
                    w.sorted("for", values, |w, v| w.node("v", |w| w.value(&on.ty, v)));
                    w.expr(result);
                }
                if let Some(otherwise) = otherwise {
                    w.node("otherwise", |w| w.expr(otherwise));
                }
            }),
            ExprKind::If(a, b, c) if let Some(later) = self.known.at.and_then(|at| by_version(expr, a, at)) => {
                self.expr(if later { b } else { c });
            }
            ExprKind::If(a, b, c) => self.node("if", |w| {
                w.expr(a);
                w.expr(b);
                w.expr(c);
            }),
            ExprKind::Others(others) => self.others(others),
        }
    }

    /// What a plugin says: it is the same as long as the plugin is.
    pub(super) fn plugin(&mut self, word: &str, call: &PluginCall, signature: Option<&Signature>) {
        let Some(signature) = signature else { return };
        let used = &self.standard.plugins[call.plugin.index()];
        self.node(word, |w| {
            w.quoted(&used.plugin.version);
            w.quoted(&used.plugin.hash);
            w.quoted(&signature.name);
            let constants = signature.parameters.iter().filter(|p| p.constant).zip(&call.constants);
            constants.for_each(|(parameter, value)| w.value(&Type::from(&parameter.term), value));
            call.arguments.iter().for_each(|argument| w.expr(argument));
        });
    }

    /// Of which unit, if it is not the one that is judged.
    fn elsewhere(&mut self, scope: u8) {
        if scope > 0 {
            self.number(i64::from(scope));
        }
    }

    /// A breach and everything that may move its cause.
    fn fault(&mut self, id: CriterionId) {
        self.lean_on(Rule::Criterion(id));
        let standard = self.standard;
        let moving: Vec<&Mitigation> = standard.mitigations.iter().filter(|m| m.covers.contains(&id)).collect();
        self.sorted("moved", &moving, |w, m| w.node("by", |w| w.mitigation(m)));
    }

    fn field(&mut self, scope: u8, path: &[FieldId], leaf: Leaf) {
        self.text.push_str("(field");
        self.number(i64::from(if self.kept { scope.min(2) } else { scope }));
        let mut unit = self.scopes.get(usize::from(scope)).copied();
        for step in path {
            unit = unit.and_then(|u| self.step(u, *step));
        }
        match (leaf, unit) {
            (Leaf::Field(field), Some(unit)) => {
                self.step(unit, field);
            }
            (Leaf::Field(field), None) => self.number(i64::from(field.0)),
            (Leaf::Key, Some(unit)) => {
                self.word("key");
                self.keys(unit);
            }
            (Leaf::Key, None) => self.word("key"),
            (Leaf::Position, _) => self.word("position"),
            (Leaf::Score(form), _) => self.node("score", |w| w.lean_on(Rule::Form(form))),
            (Leaf::Verdict(form), _) => self.node("verdict", |w| w.lean_on(Rule::Form(form))),
            (Leaf::Band(form), _) => self.node("band", |w| w.lean_on(Rule::Form(form))),
        }
        self.text.push(')');
    }

    /// Writes one step of a path and says where it leads.
    pub(super) fn step(&mut self, unit: UnitId, field: FieldId) -> Option<UnitId> {
        let standard = self.standard;
        let found = standard.units[unit.index()].fields.get(field.index())?;
        self.quoted(&found.name);
        self.read.insert((unit, field));
        if let Type::Ref(next) = found.ty { Some(next) } else { None }
    }

    /// The fields that make a key, in their order.
    pub(super) fn keys(&mut self, unit: UnitId) {
        for key in self.standard.units[unit.index()].keys.clone() {
            self.step(unit, key);
        }
    }

    fn others(&mut self, others: &Others) {
        let before = self.scopes.clone();
        self.text.push_str("(others");
        self.uses(others.unit);
        if let Range::Within { duration, .. } = &others.range {
            self.node("within", |w| w.expr(duration));
        }
        if let Range::Within { of: Some(of), .. }
        | Range::Over { of: Some(of), .. }
        | Range::OverDays { of: Some(of), .. } = &others.range
        {
            self.node("of", |w| w.expr(of));
        }
        self.scopes.truncate(usize::from(others.scope));
        self.scopes.push(others.unit);
        match &others.ask {
            Ask::Some => self.word("some"),
            Ask::None => self.word("none"),
            Ask::Count => self.word("count"),
            Ask::Aggregate(how, value) => self.node(how.word(), |w| w.expr(value)),
            Ask::Window(call) => self.plugin("window", call, call.window(&self.standard.plugins)),
        }
        if let Some(filter) = &others.filter {
            self.node("where", |w| w.expr(filter));
        }
        self.scopes = before;
        match &others.range {
            Range::Ever => self.word("ever"),
            Range::Within { .. } => {}
            Range::Over { micros, including_this, .. } => self.range("over", *micros, *including_this),
            Range::OverDays { days, including_this, .. } => self.range("over-days", *days, *including_this),
            Range::AmongLast { count, including_this } => self.range("among-last", *count, *including_this),
            Range::Before => self.word("before"),
            Range::After => self.word("after"),
        }
        self.text.push(')');
    }

    fn range(&mut self, word: &str, amount: i64, including_this: bool) {
        self.node(word, |w| {
            w.number(amount);
            w.flag("to-this", including_this);
        });
    }

    /// That units of this kind are looked at: their key and instant belong to the meaning.
    pub(super) fn uses(&mut self, unit: UnitId) {
        let found = &self.standard.units[unit.index()];
        self.quoted(&found.label.name);
        self.read.extend(found.keys.iter().chain(&found.at).map(|field| (unit, *field)));
    }
}

/// Whether a choice that the checker made between versions goes to the later one at an instant; none if it is no such choice. What a
/// standard itself says about an instant has a place of its own in the text, what the checker made has that of the whole.
fn by_version(choice: &Expr, condition: &Expr, at: i64) -> Option<bool> {
    let ExprKind::Compare(BinaryOp::GreaterEqual, _, edge) = &condition.kind else { return None };
    match edge.kind {
        ExprKind::Const(Value::Instant(start)) if condition.span == choice.span && edge.span == choice.span => {
            Some(at >= start)
        }
        _ => None,
    }
}

pub(super) fn sign(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Or => "or",
        BinaryOp::And => "and",
        BinaryOp::Equal => "=",
        BinaryOp::NotEqual => "!=",
        BinaryOp::Less => "<",
        BinaryOp::LessEqual => "<=",
        BinaryOp::Greater => ">",
        BinaryOp::GreaterEqual => ">=",
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
        BinaryOp::Join => "&",
    }
}
