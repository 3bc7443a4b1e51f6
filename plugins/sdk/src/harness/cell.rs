//! One value in a test.

use super::moment;
use crate::describe::Term;
use toml::Value;

/// A value, or none.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    None,
    Flag(bool),
    /// Whole, or in microseconds or days.
    Int(i64),
    Number(f64),
    Text(String),
}

impl Cell {
    /// What a file says, for a value of that kind.
    pub(super) fn read(value: &Value, kind: &str) -> Result<Self, String> {
        let wrong = || format!("`{value}` is no {kind}");
        Ok(match (kind, value) {
            (_, Value::Table(table)) if kind == "text" => match (table.get("text"), table.len()) {
                (Some(Value::String(text)), 1) => Self::Text(text.clone()),
                _ => return Err(wrong()),
            },
            ("yes/no", Value::Boolean(flag)) => Self::Flag(*flag),
            ("whole", Value::Integer(n)) => Self::Int(*n),
            ("number", Value::Integer(n)) => Self::Number(n.to_string().parse().map_err(|_| wrong())?),
            ("number", Value::Float(n)) if n.is_finite() => Self::Number(*n),
            ("duration", value) => Self::Int(moment::duration(value).ok_or_else(wrong)?),
            ("instant", Value::Datetime(at)) => Self::Int(moment::instant(at).ok_or_else(wrong)?),
            ("date", Value::Datetime(at)) => Self::Int(moment::date(at).ok_or_else(wrong)?),
            ("text", Value::String(text)) => Self::Text(text.clone()),
            _ => return Err(wrong()),
        })
    }

    /// What a file expects: `"none"` is no value.
    pub(super) fn expected(value: &Value, term: &Term, scale: u8) -> Result<Self, String> {
        if value.as_str() == Some("none") {
            return Ok(Self::None);
        }
        let cell = Self::read(value, term.kind)?;
        match &cell {
            Self::Number(n) if rounded(*n, scale).parse() != Ok(*n) => {
                Err(format!("`{value}` has more digits than the answer, which is rounded to {scale}"))
            }
            _ => Ok(cell),
        }
    }

    /// For people, and to compare: numbers rounded.
    pub(super) fn shown(&self, scale: u8) -> String {
        match self {
            Self::None => "no value".into(),
            Self::Flag(flag) => flag.to_string(),
            Self::Int(n) => n.to_string(),
            Self::Number(n) if n.is_finite() => rounded(*n, scale),
            Self::Number(_) => "no value".into(),
            Self::Text(text) => format!("{text:?}"),
        }
    }
}

/// Half to even, on the exact value. No minus before zero.
fn rounded(number: f64, scale: u8) -> String {
    let text = format!("{number:.*}", usize::from(scale));
    let zero = text.strip_prefix('-').filter(|rest| rest.chars().all(|c| c == '0' || c == '.'));
    zero.map_or_else(|| text.clone(), ToOwned::to_owned)
}
