//! How values are written for people: exact in, rounded half up only here.

use crate::standard::Type;
use crate::time::{LocalTime, civil_from_date};
use crate::value::{DECIMAL, Ratio, SECOND, Value};

/// A number with so many decimals, rounded half up (away from zero), exactly: 89.96 with one is `90.0`.
#[must_use]
pub fn decimal(value: Ratio, places: u32) -> String {
    let scale = 10_i128.pow(places.min(12));
    let scaled = rounded(i128::from(value.num()) * scale, i128::from(value.den()));
    let (sign, whole) = (if scaled < 0 { "-" } else { "" }, scaled.abs());
    if places == 0 {
        return format!("{sign}{whole}");
    }
    let width = places.min(12) as usize;
    format!("{sign}{}.{:0width$}", whole / scale, whole % scale)
}

/// A share as per cent with one decimal: `81.9%`.
#[must_use]
pub fn share(value: Ratio) -> String {
    match value.times(Ratio::whole(100)) {
        Some(percent) => format!("{}%", decimal(percent, 1)),
        None => format!("{value}"),
    }
}

/// A plain number: whole as it is, else with one decimal.
#[must_use]
pub fn number(value: Ratio) -> String {
    if value.den() == 1 { value.num().to_string() } else { decimal(value, 1) }
}

/// A length of time: `5.5 s`, `2 min 5 s`, `3 h 20 min`, `4 days 2 h`. Tenths of a second below a minute, whole seconds
/// below a day, whole minutes above.
#[must_use]
pub fn duration(micros: i64) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let size = i128::from(micros).abs();
    let second = i128::from(SECOND);
    let tenths = rounded(size * 10, second);
    if tenths < 600 {
        let tail = if size % second == 0 { String::new() } else { format!(".{}", tenths % 10) };
        return format!("{sign}{}{tail} s", tenths / 10);
    }
    let mut seconds = rounded(size, second);
    if seconds >= 86_400 {
        seconds = rounded(seconds, 60) * 60;
    }
    let days = seconds / 86_400;
    let parts = [
        (days, if days == 1 { "day" } else { "days" }),
        (seconds / 3600 % 24, "h"),
        (seconds / 60 % 60, "min"),
        (seconds % 60, "s"),
    ];
    let shown: Vec<String> = parts.iter().filter(|(n, _)| *n != 0).map(|(n, unit)| format!("{n} {unit}")).collect();
    format!("{sign}{}", shown.join(" "))
}

/// A date: `2026-03-02`.
#[must_use]
pub fn date(date: i64) -> String {
    let (year, month, day) = civil_from_date(date);
    format!("{year:04}-{month:02}-{day:02}")
}

/// An instant as the clock on the wall shows it: `2026-03-02 09:00`, with seconds where there are any.
#[must_use]
pub fn instant(local: &LocalTime, at: i64) -> String {
    let Some((day, micros)) = local.wall(at) else {
        return format!("{at} µs");
    };
    let seconds = micros / SECOND;
    let (hour, minute, second, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60, micros % SECOND);
    let tail = match (second, rest) {
        (0, 0) => String::new(),
        (_, 0) => format!(":{second:02}"),
        _ => format!(":{second:02}.{}", format!("{rest:06}").trim_end_matches('0')),
    };
    format!("{} {hour:02}:{minute:02}{tail}", date(day))
}

/// The same in another zone, with its name: `2025-06-23 15:30 Europe/Stockholm`. None where there is no such zone.
#[must_use]
pub fn instant_in(zone: &str, at: i64) -> Option<String> {
    let found = jiff::tz::TimeZone::get(zone).ok()?;
    Some(format!("{} {zone}", instant(&LocalTime::new(&found, at, at), at)))
}

/// The end of a term: 24:00 of a day is written as that day, not as the first instant of the next.
#[must_use]
pub fn due(local: &LocalTime, at: i64) -> String {
    match local.date(at) {
        Some(day) if local.start(day) == Some(at) => date(day - 1),
        _ => instant(local, at),
    }
}

/// Any value, by its type; `names` are the keys of one-ofs. Missing is an en dash.
#[must_use]
pub fn value(local: &LocalTime, value: &Value, ty: &Type) -> String {
    match (value, ty) {
        (Value::Missing, _) => "–".to_owned(),
        (Value::YesNo(yes), _) => if *yes { "yes" } else { "no" }.to_owned(),
        (Value::Ratio(r), Type::Share) => share(*r),
        (Value::Ratio(r), _) => decimal(*r, 1),
        (Value::Whole(n), Type::Share) => share(Ratio::whole(*n)),
        (Value::Whole(n), _) => n.to_string(),
        (Value::Decimal(n), _) => Ratio::new(i128::from(*n), i128::from(DECIMAL)).map_or_else(|| n.to_string(), number),
        (Value::Duration(n), _) => duration(*n),
        (Value::Instant(at), _) => instant(local, *at),
        (Value::Date(day), _) => date(*day),
        (Value::Text(text), _) => text.clone(),
        (Value::OneOf(index), Type::OneOf(names)) => {
            names.get(*index as usize).cloned().unwrap_or_else(|| index.to_string())
        }
        (Value::OneOf(index), _) => index.to_string(),
    }
}

/// Half up, away from zero.
fn rounded(num: i128, den: i128) -> i128 {
    let half = num.unsigned_abs() % den.unsigned_abs() * 2 >= den.unsigned_abs();
    let whole = (num.abs() / den) + i128::from(half);
    if num < 0 { -whole } else { whole }
}
