//! `unlike-things`: two things are compared or added that have nothing in common.

use crate::Diagnostic;
use crate::standard::Type;
use etalon_grammar::ast::{BinaryOp, Span};

/// One side.
pub(crate) struct Side {
    /// As written.
    pub text: String,
    /// What it is, in words.
    pub words: String,
    /// Its type.
    pub ty: Type,
    /// Where.
    pub span: Span,
    /// Whether it is a constant.
    pub literal: bool,
}

/// A comparison.
pub(crate) fn unlike_things(a: &Side, b: &Side) -> Diagnostic {
    let what = format!("`{}` is {}, `{}` is {}: they cannot be compared", a.text, a.words, b.text, b.words);
    Diagnostic::error("unlike-things", b.span, what)
        .here(format!("this is {}", b.words))
        .label(a.span, format!("this is {}", a.words))
        .reason("One is never equal to the other, nor greater or less: the rule could not judge anything.")
        .maybe_help(mend(a, b).or_else(|| mend(b, a)))
}

/// What to write for the first side, seeing the second.
fn mend(a: &Side, b: &Side) -> Option<String> {
    match (&a.ty, &b.ty) {
        (n, Type::Text) if n.is_number() && a.literal => {
            Some(format!("if `{}` holds such texts, put quotes around it: `\"{}\"`", b.text, a.text))
        }
        (Type::Text, n) if n.is_number() && a.literal && a.text.trim_matches('"').parse::<f64>().is_ok() => {
            Some(format!("write the number without quotes: `{}`", a.text.trim_matches('"')))
        }
        (n, Type::Text) if n.is_number() && b.literal => {
            Some(format!("compare `{}` with a number, such as `3`", a.text))
        }
        (Type::Text, Type::Duration | Type::Instant | Type::Date | Type::Share | Type::YesNo) if a.literal => {
            Some(format!("write it without quotes: `{}`", a.text.trim_matches('"')))
        }
        (Type::Duration, n) if n.is_number() => Some(format!(
            "if `{0}` is a time, declare it as a `duration`; if it only counts, compare it with a number",
            b.text
        )),
        (n, Type::Text | Type::Ref(_)) if n.is_number() => {
            Some(format!("declare `{}` as a number where its event is declared, if it is one", b.text))
        }
        (Type::Date, Type::Instant) => Some(format!("compare days with days: `date({})`", b.text)),
        (Type::YesNo, _) if a.literal => {
            Some("`yes` and `no` are answers to a yes/no field; a text stands in quotes".to_owned())
        }
        (Type::Duration, Type::Instant) => {
            Some(format!("compare a duration with a duration: a difference such as `closed - {}`", b.text))
        }
        (Type::OneOf(_), Type::OneOf(_)) => {
            Some("two lists can only be compared if they are the same list of values".to_owned())
        }
        (Type::OneOf(_), Type::Text) => {
            Some(format!("declare both as texts, or `{}` as the same list of values", b.text))
        }
        (Type::Ref(_), Type::Ref(_)) => {
            Some("they are keys of different things; compare the fields that mean the same".to_owned())
        }
        _ => None,
    }
}

/// Two results of one choice.
pub(crate) fn unlike_results(spans: (Span, Span), words: (&str, &str)) -> Diagnostic {
    Diagnostic::error("unlike-things", spans.1, format!("one result is {}, another is {}", words.0, words.1))
        .here(format!("this is {}", words.1))
        .label(spans.0, format!("this is {}", words.0))
        .reason("What comes of a choice must be of one kind, whatever is chosen.")
        .help("let all results be of the same kind and unit")
}

/// A sum or product.
pub(crate) fn cannot_calculate(op: BinaryOp, at: Span, a: (&str, &str, &Type), b: (&str, &str, &Type)) -> Diagnostic {
    let doing = match op {
        BinaryOp::Add => "added",
        BinaryOp::Subtract => "subtracted from each other",
        BinaryOp::Multiply => "multiplied",
        _ => "divided by each other",
    };
    let what = format!("`{}` is {}, `{}` is {}: they cannot be {doing}", a.0, a.1, b.0, b.1);
    let d = Diagnostic::error("unlike-things", at, what);
    let numbers = |n: &Type, d: &Type| n.is_number() && matches!(d, Type::Duration | Type::Instant);
    if numbers(a.2, b.2) || numbers(b.2, a.2) {
        return d.help("write the unit after the number: `20 s`, `5 min`, `2 h`, `3 days`");
    }
    if op == BinaryOp::Add && [a.2, b.2].iter().any(|t| matches!(t, Type::Text | Type::Ref(_))) {
        return d.help("texts are joined with `&`: `first & \" \" & last`");
    }
    d.help("numbers go with numbers, durations with durations; an instant and a duration make an instant, two instants a duration")
}
