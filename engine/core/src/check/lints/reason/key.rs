//! The canonical form of an expression: equal keys mean the same thing.

use crate::standard::{Ask, Expr, ExprKind, Leaf, Others, PluginCall, Range};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::BinaryOp;
use std::fmt::Write;

/// The key of an expression: without places, with the sides of `and`, `or`, `=` and `<` in one order.
pub(crate) fn key(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Const(value) => constant(value),
        ExprKind::Param(id) => format!("p{}", id.0),
        ExprKind::Field { scope, path, leaf } => {
            let mut out = format!("{scope}");
            for step in path {
                let _ = write!(out, ".{}", step.0);
            }
            let _ = match leaf {
                Leaf::Field(id) => write!(out, ".{}", id.0),
                other => write!(out, ".{other:?}"),
            };
            out
        }
        ExprKind::Define(_, inner) => key(inner),
        ExprKind::And(list) => format!("and({})", sorted(list)),
        ExprKind::Or(list) => format!("or({})", sorted(list)),
        ExprKind::Not(inner) => format!("not({})", key(inner)),
        ExprKind::Compare(op, a, b) => compare(*op, key(a), key(b)),
        ExprKind::Arithmetic(op, a, b) => {
            let (mut a, mut b) = (key(a), key(b));
            if matches!(op, BinaryOp::Add | BinaryOp::Multiply) && b < a {
                std::mem::swap(&mut a, &mut b);
            }
            format!("({a} {op:?} {b})")
        }
        ExprKind::Join(list) => format!("join({})", in_order(list)),
        ExprKind::IsPresent(inner, yes) => format!("present({},{yes})", key(inner)),
        ExprKind::In(inner, values, negated) => {
            let mut values: Vec<String> = values.iter().map(constant).collect();
            values.sort();
            values.dedup();
            format!("in({},{},{negated})", key(inner), values.join(","))
        }
        ExprKind::Matches(inner, pattern) => format!("matches({},{pattern:?})", key(inner)),
        ExprKind::Met(id, scope) => format!("met{}@{scope}", id.0),
        ExprKind::Faults(list, scope, by) => {
            format!("faults{by:?}{}@{scope}", list.iter().map(|id| format!(".{}", id.0)).collect::<String>())
        }
        ExprKind::Call(function, list) => format!("{function:?}({})", in_order(list)),
        ExprKind::Plugin(call) => plugin(call),
        ExprKind::By(on, rows, otherwise) => {
            let mut out = format!("by({}", key(on));
            for (values, result) in rows {
                let values: Vec<String> = values.iter().map(constant).collect();
                let _ = write!(out, ";{}:{}", values.join(","), key(result));
            }
            if let Some(result) = otherwise {
                let _ = write!(out, ";*:{}", key(result));
            }
            out + ")"
        }
        ExprKind::If(condition, a, b) => format!("if({},{},{})", key(condition), key(a), key(b)),
        ExprKind::Others(others) => match &others.ask {
            Ask::Some => format!("not({}=n0)", count(others)),
            Ask::None => format!("({}=n0)", count(others)),
            Ask::Count => count(others),
            Ask::Aggregate(how, of) => format!("{how:?}({}){}", key(of), count(others)),
            Ask::Window(call) => format!("window {}{}", plugin(call), count(others)),
        },
    }
}

/// The same plugin says the same of the same.
fn plugin(call: &PluginCall) -> String {
    let constants: Vec<String> = call.constants.iter().map(constant).collect();
    format!("plugin{}.{}[{}]({})", call.plugin.0, call.function, constants.join(","), in_order(&call.arguments))
}

/// The key of the number of other units looked at.
pub(crate) fn count(others: &Others) -> String {
    let mut out = format!("count{}@{}(", others.unit.0, others.scope);
    if let Some(filter) = &others.filter {
        out += &key(filter);
    }
    out += ")";
    let instant = |of: &Option<Expr>| of.as_ref().map_or_else(String::new, key);
    let _ = match &others.range {
        Range::Ever => write!(out, "ever"),
        Range::Within { duration, of } => write!(out, "within {} of {}", key(duration), instant(of)),
        Range::Over { micros, of, including_this } => {
            write!(out, "over {micros} {} {including_this}", instant(of))
        }
        Range::OverDays { days, of, including_this } => {
            write!(out, "days {days} {} {including_this}", instant(of))
        }
        Range::AmongLast { count, including_this } => write!(out, "last {count} {including_this}"),
        Range::Before => write!(out, "before"),
        Range::After => write!(out, "after"),
    };
    out
}

/// A comparison of two keys in one order: the lesser key left, `>` and `>=` turned where that is needed.
fn compare(op: BinaryOp, a: String, b: String) -> String {
    let (op, a, b) = if b < a { (turned(op), b, a) } else { (op, a, b) };
    match op {
        BinaryOp::NotEqual => format!("not({a}={b})"),
        BinaryOp::Equal => format!("({a}={b})"),
        op => format!("({a} {op:?} {b})"),
    }
}

/// The operator with its sides exchanged.
pub(crate) const fn turned(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Less => BinaryOp::Greater,
        BinaryOp::LessEqual => BinaryOp::GreaterEqual,
        BinaryOp::Greater => BinaryOp::Less,
        BinaryOp::GreaterEqual => BinaryOp::LessEqual,
        other => other,
    }
}

/// The operator that holds where this one does not.
pub(crate) const fn negated(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Less => BinaryOp::GreaterEqual,
        BinaryOp::LessEqual => BinaryOp::Greater,
        BinaryOp::Greater => BinaryOp::LessEqual,
        BinaryOp::GreaterEqual => BinaryOp::Less,
        BinaryOp::Equal => BinaryOp::NotEqual,
        BinaryOp::NotEqual => BinaryOp::Equal,
        other => other,
    }
}

/// A value as a number of its class: days, microseconds, plain.
pub(crate) fn number(value: &Value) -> Option<Ratio> {
    match value {
        Value::Whole(n) | Value::Duration(n) | Value::Instant(n) | Value::Date(n) => Some(Ratio::whole(*n)),
        Value::Decimal(n) => Ratio::new(i128::from(*n), i128::from(crate::value::DECIMAL)),
        Value::Ratio(ratio) => Some(*ratio),
        Value::Missing | Value::YesNo(_) | Value::Text(_) | Value::OneOf(_) => None,
    }
}

fn constant(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{text:?}"),
        Value::OneOf(code) => format!("#{code}"),
        Value::YesNo(yes) => format!("{yes}"),
        Value::Missing => "missing".to_owned(),
        other => number(other).map_or_else(String::new, |n| format!("n{n}")),
    }
}

fn in_order(list: &[Expr]) -> String {
    list.iter().map(key).collect::<Vec<_>>().join(",")
}

fn sorted(list: &[Expr]) -> String {
    let mut keys: Vec<String> = list.iter().map(key).collect();
    keys.sort();
    keys.dedup();
    keys.join(",")
}
