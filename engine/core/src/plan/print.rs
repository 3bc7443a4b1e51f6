//! Nodes in the words of the language.

use super::{Look, NodeId, Op, Plan, PluginAsk, Reach};
use crate::Standard;
use crate::plugin::Signature;
use crate::standard::{Aggregate, FieldId, Function, Leaf, Scope, Type, UnitId};
use crate::value::{DECIMAL, Ratio, SECOND, Value};
use etalon_grammar::ast::BinaryOp;

/// How tightly a text holds together: what is looser than its surroundings needs parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    Or,
    And,
    Compare,
    Sum,
    Product,
    Atom,
}

/// Prints parts of a plan.
pub(super) struct Printer<'a> {
    pub(super) plan: &'a Plan,
    pub(super) standard: &'a Standard,
    /// Parts with a number of their own are named by it, unless they are what is printed.
    pub(super) numbers: Option<&'a [Option<usize>]>,
}

impl Plan {
    /// A node in the words of the language, whole.
    #[must_use]
    pub fn text(&self, standard: &Standard, id: NodeId) -> String {
        Printer { plan: self, standard, numbers: None }.whole(id)
    }
}

impl Printer<'_> {
    pub(super) fn whole(&self, id: NodeId) -> String {
        self.open(id, None).0
    }

    fn unit_name(&self, unit: UnitId) -> &str {
        &self.standard.units[unit.index()].label.name
    }

    fn part(&self, id: NodeId, own: Option<Scope>, least: Hold) -> String {
        if let Some(number) = self.numbers.and_then(|n| n[id.index()]) {
            return format!("#{number}");
        }
        let (text, hold) = self.open(id, own);
        if hold < least { format!("({text})") } else { text }
    }

    fn open(&self, id: NodeId, own: Option<Scope>) -> (String, Hold) {
        let node = self.plan.node(id);
        let part = |id: NodeId, least| self.part(id, own, least);
        let list = |ids: &[NodeId], between: &str, least| {
            ids.iter().map(|i| part(*i, least)).collect::<Vec<_>>().join(between)
        };
        match &node.op {
            Op::Const(value) => (self.value(value, &node.ty), Hold::Atom),
            Op::Field(path, leaf) => (self.field(node.level, path, *leaf), Hold::Atom),
            Op::Follow(path, inner) => {
                let start = self.field(node.level, path, Leaf::Key);
                (format!("{}.{}", start.trim_end_matches(".key"), self.whole(*inner)), Hold::Atom)
            }
            Op::At(scope, inner) if own.is_some_and(|own| own != *scope) => match &self.plan.node(*inner).op {
                Op::Field(..) => (format!("this.{}", self.open(*inner, None).0), Hold::Atom),
                _ => (format!("this({})", self.part(*inner, None, Hold::Or)), Hold::Atom),
            },
            Op::At(_, inner) => match self.numbers.and_then(|n| n[inner.index()]) {
                Some(number) => (format!("#{number}"), Hold::Atom),
                None => self.open(*inner, None),
            },
            Op::Position => ("position".to_owned(), Hold::Atom),
            Op::And(ids) => (list(ids, " and ", Hold::Compare), Hold::And),
            Op::Or(ids) => (list(ids, " or ", Hold::And), Hold::Or),
            Op::Not(inner) => self.not(*inner, own),
            Op::Compare(op, a, b) => (self.compare(*op, *a, *b, own), Hold::Compare),
            Op::Arithmetic(op, a, b) => {
                let (word, left, right) = match op {
                    BinaryOp::Add => ("+", Hold::Sum, Hold::Product),
                    BinaryOp::Subtract => ("-", Hold::Sum, Hold::Product),
                    BinaryOp::Multiply => ("*", Hold::Product, Hold::Atom),
                    _ => ("/", Hold::Product, Hold::Atom),
                };
                let hold = if matches!(op, BinaryOp::Add | BinaryOp::Subtract) { Hold::Sum } else { Hold::Product };
                (format!("{} {word} {}", part(*a, left), part(*b, right)), hold)
            }
            Op::Convert(inner) => match self.numbers.and_then(|n| n[inner.index()]) {
                Some(number) => (format!("#{number}"), Hold::Atom),
                None => self.open(*inner, own),
            },
            Op::Join(ids) => (list(ids, " & ", Hold::Product), Hold::Sum),
            Op::IsPresent(inner) => (format!("{} is present", part(*inner, Hold::Sum)), Hold::Compare),
            Op::In(inner, values) => {
                (format!("{} in ({})", part(*inner, Hold::Sum), self.values(*inner, values)), Hold::Compare)
            }
            Op::Matches(inner, pattern) => {
                (format!("{} matches \"{pattern}\"", part(*inner, Hold::Sum)), Hold::Compare)
            }
            Op::Met(criterion) => {
                (format!("met {}", self.standard.criteria[criterion.index()].label.name), Hold::Compare)
            }
            Op::Call(Function::KeepsTarget { case, clock, fairly }, _) => {
                let name = self.standard.clock(*case, *clock).map_or("", |clock| clock.name.as_str());
                (format!("met {name}{}", if *fairly { " fairly" } else { "" }), Hold::Compare)
            }
            Op::Call(function, ids) => {
                let calendar = function.calendar().and_then(|id| self.standard.calendars.get(id.index()));
                let calendar = calendar.map_or_else(String::new, |calendar| format!(", {}", calendar.label.name));
                (format!("{}({}{calendar})", function.word(), list(ids, ", ", Hold::Or)), Hold::Atom)
            }
            Op::By(subject, rows, otherwise) => {
                let rows =
                    rows.iter().map(|(values, n)| format!("{}: {}", self.values(*subject, values), part(*n, Hold::Or)));
                let otherwise = otherwise.map(|n| format!("otherwise: {}", part(n, Hold::Or)));
                let rows: Vec<String> = rows.chain(otherwise).collect();
                (format!("by {} {{ {} }}", part(*subject, Hold::Atom), rows.join("  ")), Hold::Atom)
            }
            Op::If(c, a, b) => {
                (format!("if {} then {} else {}", part(*c, Hold::Or), part(*a, Hold::Or), part(*b, Hold::Or)), Hold::Or)
            }
            Op::Score(form) => (format!("{}.score", self.standard.forms[form.index()].label.name), Hold::Atom),
            Op::Verdict(form) => (format!("{}.verdict", self.standard.forms[form.index()].label.name), Hold::Atom),
            Op::Band(form) => (format!("{}.band", self.standard.forms[form.index()].label.name), Hold::Atom),
            Op::Plugin(ask) => {
                let plugins = &self.standard.plugins;
                let metrics = plugins.get(ask.plugin.index()).map_or(&[][..], |used| &used.plugin.metrics);
                (self.plugin(ask, metrics.get(usize::from(ask.function)), own), Hold::Atom)
            }
            Op::Look(look) => (self.look(look, false), if look.ask.is_some() { Hold::Atom } else { Hold::Compare }),
        }
    }

    fn not(&self, inner: NodeId, own: Option<Scope>) -> (String, Hold) {
        match &self.plan.node(inner).op {
            Op::Look(look) if look.ask.is_none() => (self.look(look, true), Hold::Compare),
            Op::IsPresent(of) => (format!("{} is missing", self.part(*of, own, Hold::Sum)), Hold::Compare),
            Op::In(of, values) => {
                (format!("{} not in ({})", self.part(*of, own, Hold::Sum), self.values(*of, values)), Hold::Compare)
            }
            _ => (format!("not {}", self.part(inner, own, Hold::Atom)), Hold::Compare),
        }
    }

    /// The constant stands right, as people write it.
    fn compare(&self, op: BinaryOp, a: NodeId, b: NodeId, own: Option<Scope>) -> String {
        let constant = |id: NodeId| matches!(self.plan.node(id).op, Op::Const(_));
        let (word, a, b) = match op {
            BinaryOp::Less if constant(a) => (">", b, a),
            BinaryOp::LessEqual if constant(a) => (">=", b, a),
            BinaryOp::Less => ("<", a, b),
            BinaryOp::LessEqual => ("<=", a, b),
            BinaryOp::NotEqual => ("!=", a, b),
            _ => ("=", a, b),
        };
        format!("{} {word} {}", self.part(a, own, Hold::Sum), self.part(b, own, Hold::Sum))
    }

    fn look(&self, look: &Look, none: bool) -> String {
        let own = Some(look.asking + 1);
        let unit = self.unit_name(look.unit);
        let mut conditions = Vec::new();
        if let Some(only) = look.only {
            conditions.push(self.part(only, None, Hold::And));
        }
        for (other, asking) in &look.equal {
            let asked = match &self.plan.node(*asking).op {
                Op::At(_, inner) => *inner,
                _ => *asking,
            };
            conditions.push(format!(
                "{} = this.{}",
                self.part(*other, None, Hold::Sum),
                self.part(asked, None, Hold::Atom)
            ));
        }
        if let Some(rest) = look.rest {
            conditions.push(self.part(rest, own, Hold::And));
        }
        let filter = if conditions.is_empty() { String::new() } else { format!(" where {}", conditions.join(" and ")) };
        let range = self.reach(&look.reach);
        if let Some(window) = &look.window {
            let plugins = &self.standard.plugins;
            let windows = plugins.get(window.plugin.index()).map_or(&[][..], |used| &used.plugin.windows);
            let text = self.plugin(window, windows.get(usize::from(window.function)), own);
            return format!("{} of {unit}{filter}{range})", text.trim_end_matches(')'));
        }
        match look.ask {
            None => format!("{} {unit}{filter}{range}", if none { "no" } else { "a" }),
            Some(Aggregate::Count) => format!("count({unit}{filter}{range})"),
            Some(how) => {
                let value = look.value.map_or_else(String::new, |v| self.part(v, own, Hold::Or));
                format!("{}({value} of {unit}{filter}{range})", how.word())
            }
        }
    }

    /// `tone.politeness(message, language: "lv")`
    fn plugin(&self, ask: &PluginAsk, signature: Option<&Signature>, own: Option<Scope>) -> String {
        let used = self.standard.plugins.get(ask.plugin.index()).map_or("", |used| used.label.name.as_str());
        let Some(signature) = signature else { return format!("{used}.?()") };
        let given = ask.arguments.iter().map(|part| self.part(*part, own, Hold::Or));
        let constants = signature.parameters.iter().filter(|p| p.constant).zip(&ask.constants);
        let constants = constants.map(|(p, value)| format!("{}: {}", p.name, self.value(value, &Type::from(&p.term))));
        let all: Vec<String> = given.chain(constants).collect();
        format!("{used}.{}({})", signature.name, all.join(", "))
    }

    fn reach(&self, reach: &Reach) -> String {
        let side = |including: bool| if including { "to" } else { "before" };
        let from = |of: &Option<NodeId>| of.map_or_else(|| "this".to_owned(), |of| self.part(of, None, Hold::Atom));
        match reach {
            Reach::Ever => String::new(),
            Reach::Before => " before this".to_owned(),
            Reach::After => " after this".to_owned(),
            Reach::AmongLast { count, including } => format!(" among last {count} {} this", side(*including)),
            Reach::Over { micros, of, including } => {
                format!(" over {} {} {}", duration(*micros), side(*including), from(of))
            }
            Reach::OverDays { days, of, including } => format!(" over {days} days {} {}", side(*including), from(of)),
            Reach::Within { duration, of } => {
                let of = of.map_or_else(String::new, |of| format!(" of {}", self.part(of, None, Hold::Atom)));
                format!(" within {}{of}", self.part(*duration, None, Hold::Atom))
            }
        }
    }

    fn field(&self, level: super::Level, path: &[FieldId], leaf: Leaf) -> String {
        let super::Level::Row(mut unit) = level else {
            return "?".to_owned();
        };
        let mut text = String::new();
        for step in path {
            let field = &self.standard.units[unit.index()].fields[step.index()];
            text.push_str(&field.name);
            text.push('.');
            if let Type::Ref(next) = field.ty {
                unit = next;
            }
        }
        match leaf {
            Leaf::Field(f) => text.push_str(&self.standard.units[unit.index()].fields[f.index()].name),
            _ => text.push_str("key"),
        }
        text
    }

    fn values(&self, of: NodeId, values: &[Value]) -> String {
        let ty = &self.plan.node(of).ty;
        values.iter().map(|v| self.value(v, ty)).collect::<Vec<_>>().join(", ")
    }

    fn value(&self, value: &Value, ty: &Type) -> String {
        match (value, ty) {
            (Value::Missing, _) => "missing".to_owned(),
            (Value::YesNo(b), _) => (if *b { "yes" } else { "no" }).to_owned(),
            (Value::Whole(n), _) => n.to_string(),
            (Value::Decimal(n), _) => crate::evaluate::decimal_text(*n),
            (Value::Duration(n), _) => duration(*n),
            (Value::Ratio(r), Type::Share) => match r.times(Ratio::whole(100)) {
                Some(percent) if percent.den() == 1 => format!("{percent}%"),
                _ => r.to_string(),
            },
            (Value::Ratio(r), _) => r.to_string(),
            (Value::Text(text), _) => format!("\"{text}\""),
            (Value::OneOf(n), Type::OneOf(list)) => list.get(*n as usize).cloned().unwrap_or_default(),
            (Value::OneOf(n), _) => n.to_string(),
            (Value::Instant(n), _) => jiff::Timestamp::from_microsecond(*n).map_or_else(
                |_| n.to_string(),
                |t| t.to_zoned(self.standard.zone.clone()).strftime("%Y-%m-%dT%H:%M:%S").to_string(),
            ),
            (Value::Date(n), _) => crate::evaluate::date_text(*n),
        }
    }
}

/// A duration in the largest unit that it is whole in.
fn duration(micros: i64) -> String {
    debug_assert_eq!(DECIMAL, SECOND);
    let units = [(86_400, "days"), (3_600, "h"), (60, "min")];
    let whole = units.iter().find(|(seconds, _)| micros != 0 && micros % (seconds * SECOND) == 0);
    match whole {
        Some((86_400, _)) if micros == 86_400 * SECOND => "1 day".to_owned(),
        Some((seconds, word)) => format!("{} {word}", micros / (seconds * SECOND)),
        None => format!("{} s", crate::evaluate::decimal_text(micros)),
    }
}
