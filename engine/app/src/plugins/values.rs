//! Values of plugins as people write them - in the tests of a plugin, on the command line, in a table - and as they cross the border.

use etalon_core::plugin::{Column, Data, Kind, Parameter};
use etalon_core::value::{DECIMAL, SECOND, Value};
use std::borrow::Cow;
use std::collections::HashMap;

/// A value as it stands in TOML.
pub fn of_toml(value: &toml::Value, kind: Kind) -> Result<Value, String> {
    use toml::Value as Toml;
    match (kind, value) {
        (Kind::YesNo, Toml::Boolean(yes)) => Ok(Value::YesNo(*yes)),
        (Kind::Whole, Toml::Integer(number)) => Ok(Value::Whole(*number)),
        (Kind::Number, Toml::Integer(number)) => {
            number.checked_mul(DECIMAL).map(Value::Decimal).ok_or_else(|| "is too large".to_owned())
        }
        (Kind::Number, Toml::Float(number)) => steps(*number, DECIMAL).map(Value::Decimal),
        (Kind::Duration, Toml::Integer(number)) => {
            number.checked_mul(SECOND).map(Value::Duration).ok_or_else(|| "is too large".to_owned())
        }
        (Kind::Duration, Toml::Float(number)) => steps(*number, SECOND).map(Value::Duration),
        (Kind::Duration, Toml::String(text)) => of_text(text, kind),
        (Kind::Instant | Kind::Date, Toml::Datetime(at)) => of_text(&at.to_string(), kind),
        (Kind::Text, Toml::String(text)) => Ok(Value::Text(text.clone())),
        // The text that would else say that there is none.
        (Kind::Text, Toml::Table(table)) if table.len() == 1 => match table.get("text") {
            Some(Toml::String(text)) => Ok(Value::Text(text.clone())),
            _ => Err(should(kind)),
        },
        _ => Err(should(kind)),
    }
}

/// A value as it is written in a table or on the command line.
pub fn of_text(text: &str, kind: Kind) -> Result<Value, String> {
    let wrong = || format!("`{text}` {}", should(kind));
    match kind {
        Kind::YesNo => match text.to_ascii_lowercase().as_str() {
            "yes" | "true" | "1" => Ok(Value::YesNo(true)),
            "no" | "false" | "0" => Ok(Value::YesNo(false)),
            _ => Err(wrong()),
        },
        Kind::Whole => text.parse().map(Value::Whole).map_err(|_| wrong()),
        Kind::Number => text.parse().map_err(|_| wrong()).and_then(|n| steps(n, DECIMAL)).map(Value::Decimal),
        Kind::Duration => duration(text).ok_or_else(wrong).map(Value::Duration),
        Kind::Instant => instant(text).ok_or_else(wrong).map(Value::Instant),
        Kind::Date => {
            let epoch = jiff::civil::date(1970, 1, 1);
            let date: jiff::civil::Date = text.parse().map_err(|_| wrong())?;
            Ok(Value::Date((date - epoch).get_days().into()))
        }
        Kind::Text => Ok(Value::Text(text.to_owned())),
    }
}

fn should(kind: Kind) -> String {
    let what = match kind {
        Kind::YesNo => "true or false",
        Kind::Whole => "a whole number",
        Kind::Number => "a number",
        Kind::Duration => "a duration: seconds, or a text as \"2 min\"",
        Kind::Instant => "an instant, as 2026-03-01T10:00:00Z",
        Kind::Date => "a date, as 2026-03-01",
        Kind::Text => "a text",
    };
    format!("should be {what}")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "held against the limits just before")]
fn steps(number: f64, measure: i64) -> Result<i64, String> {
    let steps = (number * measure as f64).round_ties_even();
    if steps.is_finite() && steps.abs() < 9.2e18 { Ok(steps as i64) } else { Err("is too large".to_owned()) }
}

/// Microseconds: seconds, or a text with a unit.
fn duration(text: &str) -> Option<i64> {
    const UNITS: [(&str, f64); 7] =
        [("ms", 1e-3), ("s", 1.0), ("min", 60.0), ("h", 3600.0), ("days", 86400.0), ("day", 86400.0), ("", 1.0)];
    let text = text.trim();
    let unit_at = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    let (_, seconds) = UNITS.iter().find(|(name, _)| *name == unit)?;
    steps(number.trim().parse::<f64>().ok()? * seconds, SECOND).ok()
}

fn instant(text: &str) -> Option<i64> {
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        return Some(instant.as_microsecond());
    }
    let local: jiff::civil::DateTime = text.parse().ok()?;
    Some(local.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_microsecond())
}

/// Rows as columns; one value for each of the parameters in each row.
pub fn columns(parameters: &[&Parameter], rows: &[Vec<Value>]) -> Vec<Column<'static>> {
    let column = |at: usize, kind: Kind| {
        let cells = rows.iter().map(|row| row.get(at).unwrap_or(&Value::Missing));
        let valid: Vec<bool> = cells.clone().map(|cell| *cell != Value::Missing).collect();
        let valid = valid.contains(&false).then_some(Cow::Owned(valid));
        Column { data: data(kind, cells), valid }
    };
    parameters.iter().enumerate().map(|(at, parameter)| column(at, parameter.term.kind)).collect()
}

fn data<'v>(kind: Kind, cells: impl Iterator<Item = &'v Value>) -> Data<'static> {
    match kind {
        Kind::YesNo => Data::Flags(cells.map(|cell| u8::from(*cell == Value::YesNo(true))).collect()),
        Kind::Text => {
            let (mut words, mut known) = (Vec::new(), HashMap::new());
            let codes = cells.map(|cell| {
                let text = if let Value::Text(text) = cell { text.as_str() } else { "" };
                *known.entry(text).or_insert_with(|| {
                    words.push(text.to_owned());
                    u32::try_from(words.len() - 1).unwrap_or(u32::MAX)
                })
            });
            let codes = codes.collect();
            Data::Texts { codes, words: Cow::Owned(words) }
        }
        Kind::Whole | Kind::Number | Kind::Duration | Kind::Instant | Kind::Date => {
            Data::Ints(cells.map(number).collect())
        }
    }
}

const fn number(cell: &Value) -> i64 {
    match cell {
        Value::Whole(n) | Value::Decimal(n) | Value::Duration(n) | Value::Instant(n) | Value::Date(n) => *n,
        _ => 0,
    }
}

/// A column as values, one for each row.
pub fn values(column: &Column<'_>, kind: Kind) -> Vec<Value> {
    let one = |row: usize| match (&column.data, kind) {
        (Data::Flags(flags), _) => Value::YesNo(flags[row] != 0),
        (Data::Ints(ints), Kind::Whole) => Value::Whole(ints[row]),
        (Data::Ints(ints), Kind::Duration) => Value::Duration(ints[row]),
        (Data::Ints(ints), Kind::Instant) => Value::Instant(ints[row]),
        (Data::Ints(ints), Kind::Date) => Value::Date(ints[row]),
        (Data::Ints(ints), _) => Value::Decimal(ints[row]),
        (Data::Texts { codes, words }, _) => Value::Text(words.get(codes[row] as usize).cloned().unwrap_or_default()),
    };
    let has = |row: usize| column.valid.as_ref().is_none_or(|valid| valid.get(row) == Some(&true));
    (0..column.data.len()).map(|row| if has(row) { one(row) } else { Value::Missing }).collect()
}

/// A number rounded half to even to so many digits after the point.
pub fn rounded(value: Value, scale: u8) -> Value {
    let Value::Decimal(millionths) = value else { return value };
    let step = 10_i64.pow(6 - u32::from(scale.min(6)));
    let (whole, rest) = (millionths.div_euclid(step), millionths.rem_euclid(step));
    let up = rest * 2 > step || rest * 2 == step && whole % 2 != 0;
    Value::Decimal((whole + i64::from(up)).saturating_mul(step))
}

/// For people; "none" for no value.
pub fn show(value: &Value) -> String {
    match value {
        Value::Missing => "none".to_owned(),
        Value::YesNo(yes) => yes.to_string(),
        Value::Whole(number) => number.to_string(),
        Value::Decimal(number) => millionths(*number),
        Value::Duration(number) => format!("{} s", millionths(*number)),
        Value::Instant(at) => {
            jiff::Timestamp::from_microsecond(*at).map_or_else(|_| at.to_string(), |at| at.to_string())
        }
        Value::Date(days) => jiff::civil::date(1970, 1, 1)
            .checked_add(jiff::Span::new().try_days(*days).unwrap_or_default())
            .map_or_else(|_| days.to_string(), |date| date.to_string()),
        Value::Text(text) => text.clone(),
        Value::Ratio(_) | Value::OneOf(_) => format!("{value:?}"),
    }
}

fn millionths(number: i64) -> String {
    let (whole, rest) = (number.unsigned_abs() / 1_000_000, number.unsigned_abs() % 1_000_000);
    let sign = if number < 0 { "-" } else { "" };
    let rest = format!("{rest:06}");
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

#[cfg(test)]
mod tests {
    use super::{of_text, of_toml, rounded, show, values};
    use etalon_core::plugin::Kind;
    use etalon_core::value::Value;

    #[test]
    fn what_is_written_is_shown_again() {
        for (kind, text, shown) in [
            (Kind::YesNo, "yes", "true"),
            (Kind::Whole, "-12", "-12"),
            (Kind::Number, "12.50", "12.5"),
            (Kind::Number, "-0.000001", "-0.000001"),
            (Kind::Duration, "2 min", "120 s"),
            (Kind::Duration, "0.5", "0.5 s"),
            (Kind::Duration, "3 days", "259200 s"),
            (Kind::Instant, "2026-03-01T10:00:00+02:00", "2026-03-01T08:00:00Z"),
            (Kind::Date, "1969-12-31", "1969-12-31"),
            (Kind::Text, "Labdien!", "Labdien!"),
        ] {
            assert_eq!(of_text(text, kind).map(|value| show(&value)).as_deref(), Ok(shown));
        }
        for (kind, text) in
            [(Kind::YesNo, "maybe"), (Kind::Whole, "1.5"), (Kind::Number, "1e300"), (Kind::Duration, "2 weeks")]
        {
            assert!(of_text(text, kind).is_err(), "{text}");
        }
    }

    #[test]
    fn toml_is_read_by_the_kind() {
        let table: toml::Table =
            "n = 3\nf = 0.5\nt = 'x'\nn2 = { text = 'none' }\nd = 2026-03-01\nb = true".parse().expect("TOML");
        let read = |key: &str, kind| of_toml(&table[key], kind).map(|value| show(&value));
        assert_eq!(read("n", Kind::Number).as_deref(), Ok("3"));
        assert_eq!(read("f", Kind::Duration).as_deref(), Ok("0.5 s"));
        assert_eq!(read("n2", Kind::Text).as_deref(), Ok("none"));
        assert_eq!(read("d", Kind::Date).as_deref(), Ok("2026-03-01"));
        assert!(read("f", Kind::Whole).is_err() && read("t", Kind::YesNo).is_err() && read("b", Kind::Text).is_err());
    }

    #[test]
    fn halves_go_to_the_even_side() {
        for (from, scale, to) in [
            (2_500_000, 0, 2_000_000),
            (3_500_000, 0, 4_000_000),
            (-2_500_000, 0, -2_000_000),
            (1_250_000, 1, 1_200_000),
        ] {
            assert_eq!(rounded(Value::Decimal(from), scale), Value::Decimal(to));
        }
    }

    #[test]
    fn a_row_keeps_its_gaps() {
        let parameter = etalon_core::plugin::Parameter {
            name: "x".to_owned(),
            doc: String::new(),
            term: etalon_core::plugin::Term { kind: Kind::Text, unit: None, range: None, choices: Vec::new() },
            default: None,
            constant: false,
            nullable: true,
        };
        let rows = [vec![Value::Text("a".to_owned())], vec![Value::Missing], vec![Value::Text("a".to_owned())]];
        let columns = super::columns(&[&parameter], &rows);
        assert_eq!(values(&columns[0], Kind::Text), rows.concat());
    }
}
