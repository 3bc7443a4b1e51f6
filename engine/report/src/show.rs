//! Values as people read them: rounded half up at the last moment, from exact numbers.

use etalon_core::BinaryOp;
use etalon_core::evaluate::figure_type;
use etalon_core::outcome::Decision;
use etalon_core::show as core;
use etalon_core::standard::{Expr, Metric, Standard, Type};
use etalon_core::time::LocalTime;
use etalon_core::value::{DECIMAL, Ratio, Value};
use jiff::tz::TimeZone;

/// Microseconds.
const MINUTE: u64 = 60_000_000;

/// `n / d` rounded half up (away from zero) to so many decimal places, exactly.
#[must_use]
pub fn rounded(num: i128, den: i128, places: u32) -> String {
    if den == 0 {
        return "–".to_owned();
    }
    let scale = 10_i128.pow(places);
    let (sign, num) = if (num < 0) != (den < 0) && num != 0 { ("-", num.abs()) } else { ("", num.abs()) };
    let den = den.abs();
    let scaled = (num * scale * 2 + den) / (den * 2);
    let (whole, rest) = (scaled / scale, scaled % scale);
    let sign = if scaled == 0 { "" } else { sign };
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:0width$}", width = places as usize)
    }
}

/// A share that is written by a person, a target: `80%`, `92.5%`, without needless places.
#[must_use]
pub fn percent_plain(share: Ratio) -> String {
    let text = rounded(i128::from(share.num()) * 100, i128::from(share.den()), 6);
    format!("{}%", trim_places(&text))
}

/// A statistic for showing only.
#[must_use]
pub fn percent_of_float(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

fn trim_places(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// Thousands apart by a thin blank: `18 012`.
#[must_use]
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    if digits.len() <= 4 {
        return digits;
    }
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// `2 min 5 s`, from an exact number of microseconds `num / den`.
#[must_use]
pub fn duration(num: i128, den: i128) -> String {
    let whole = rounded(num, den, 0);
    whole.parse().map_or_else(|_| format!("{whole} µs"), core::duration)
}

/// A length of opening time, in hours however long it is: `27 h`, `377 112 h 35 min`. Whole minutes from a day on.
#[must_use]
pub fn opening_time(micros: i64) -> String {
    let size = micros.unsigned_abs();
    let minutes = (size + MINUTE / 2) / MINUTE;
    if size < 24 * 60 * MINUTE {
        return core::duration(micros);
    }
    let sign = if micros < 0 { "-" } else { "" };
    let rest = if minutes.is_multiple_of(60) { String::new() } else { format!(" {} min", minutes % 60) };
    format!("{sign}{} h{rest}", count(minutes / 60))
}

/// A figure as people read it: of opening time in hours.
#[must_use]
pub fn figure(standard: &Standard, metric: &Metric, value: &Value) -> String {
    of_metric(standard, metric, value).unwrap_or_else(|| self::value(standard, value, &figure_type(metric)))
}

/// A bound that a person wrote for such a figure.
#[must_use]
pub fn figure_bound(standard: &Standard, metric: &Metric, value: &Value) -> String {
    of_metric(standard, metric, value).unwrap_or_else(|| bound(standard, value, &figure_type(metric)))
}

/// A statistic of such figures, for showing only.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "lengths of time lie far within")]
pub fn figure_of_float(standard: &Standard, metric: &Metric, number: f64) -> String {
    match figure_type(metric) {
        Type::Share => percent_of_float(number),
        Type::Duration if standard.is_opening_time(metric) => opening_time(number as i64),
        Type::Duration => core::duration(number as i64),
        _ => format!("{number:.1}"),
    }
}

/// What a figure is made of, a sum of that value of its units: of opening time in hours.
#[must_use]
pub fn part(standard: &Standard, metric: &Metric, of: &Expr, value: &Value) -> String {
    let hours = micros(value, &of.ty).filter(|_| standard.is_opening_value(metric.unit, of));
    hours.map_or_else(|| self::value(standard, value, &of.ty), opening_time)
}

fn of_metric(standard: &Standard, metric: &Metric, value: &Value) -> Option<String> {
    micros(value, &figure_type(metric)).filter(|_| standard.is_opening_time(metric)).map(opening_time)
}

/// A length of time; none of anything else.
fn micros(value: &Value, ty: &Type) -> Option<i64> {
    match (value, ty) {
        (Value::Duration(n) | Value::Whole(n), Type::Duration) => Some(*n),
        (Value::Ratio(r), Type::Duration) => rounded(i128::from(r.num()), i128::from(r.den()), 0).parse().ok(),
        _ => None,
    }
}

/// A value of a type, as people read it.
#[must_use]
pub fn value(standard: &Standard, value: &Value, ty: &Type) -> String {
    match (value, ty) {
        (Value::Missing, _) => "–".to_owned(),
        (Value::YesNo(yes), _) => if *yes { "yes" } else { "no" }.to_owned(),
        (Value::Ratio(r), Type::Duration) => duration(i128::from(r.num()), i128::from(r.den())),
        (Value::Ratio(r), Type::Share) => core::share(*r),
        (Value::Ratio(r), _) => core::number(*r),
        (Value::Whole(n), Type::Duration) | (Value::Duration(n), _) => core::duration(*n),
        (Value::Whole(n), Type::Share) => core::share(Ratio::whole(*n)),
        (Value::Whole(n), _) => u64::try_from(*n).map_or_else(|_| n.to_string(), count),
        (Value::Decimal(n), _) => {
            Ratio::new(i128::from(*n), i128::from(DECIMAL)).map_or_else(|| n.to_string(), core::number)
        }
        (Value::Instant(at), _) => instant(standard, *at),
        (Value::Date(day), _) => core::date(*day),
        (Value::Text(text), _) => text.clone(),
        (Value::OneOf(index), Type::OneOf(list)) => list.get(*index as usize).cloned().unwrap_or_default(),
        (Value::OneOf(index), _) => index.to_string(),
    }
}

/// A value that a person wrote, a bound: nothing is rounded away.
#[must_use]
pub fn bound(standard: &Standard, value: &Value, ty: &Type) -> String {
    match (value, ty) {
        (Value::Ratio(r), Type::Share) => percent_plain(*r),
        (Value::Whole(n), Type::Share) => percent_plain(Ratio::whole(*n)),
        (Value::Decimal(n), _) => trim_places(&rounded(i128::from(*n), i128::from(DECIMAL), 6)).to_owned(),
        (v, ty) => self::value(standard, v, ty),
    }
}

/// `>=` as people write it in a table.
#[must_use]
pub const fn sign(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::GreaterEqual => ">=",
        BinaryOp::Greater => ">",
        BinaryOp::LessEqual => "<=",
        BinaryOp::Less => "<",
        BinaryOp::NotEqual => "!=",
        _ => "=",
    }
}

/// `2026-03-02 09:00`, local.
#[must_use]
pub fn instant(standard: &Standard, micros: i64) -> String {
    zoned(standard, micros).map_or_else(String::new, |z| z.strftime("%Y-%m-%d %H:%M").to_string())
}

/// When what a decision asks for is due: in the standard's zone, and beside it in the zone of the calendar that it is counted on, where
/// the clocks there show another time: `2025-09-08 09:30 (2025-09-08 08:30 Europe/Stockholm)`. The end of a day is written as that
/// day; `exact`: as the instant.
#[must_use]
pub fn due_of(standard: &Standard, decision: &Decision, exact: bool) -> Option<String> {
    let at = decision.due?;
    let here = if exact { instant(standard, at) } else { due(standard, at) };
    let there = decision.due_in.as_ref().and_then(|zone| {
        let local = LocalTime::new(zone, at, at);
        let there = if exact { core::instant(&local, at) } else { core::due(&local, at) };
        Some((there, zone.iana_name()?)).filter(|(there, _)| *there != here)
    });
    Some(there.map_or_else(|| here.clone(), |(there, zone)| format!("{here} ({there} {zone})")))
}

/// The local date of an instant: `2026-03-02`.
#[must_use]
pub fn date_of(standard: &Standard, micros: i64) -> String {
    zoned(standard, micros).map_or_else(String::new, |z| z.date().to_string())
}

/// `2026-03-02T09:00:00+02:00`
#[must_use]
pub fn rfc3339(standard: &Standard, micros: i64) -> String {
    rfc3339_in(&standard.zone, micros)
}

/// The same with the offset of another zone.
#[must_use]
pub fn rfc3339_in(zone: &TimeZone, micros: i64) -> String {
    jiff::Timestamp::from_microsecond(micros)
        .ok()
        .map(|t| t.to_zoned(zone.clone()))
        .map(|z| {
            if micros % 1_000_000 == 0 {
                z.strftime("%Y-%m-%dT%H:%M:%S%:z")
            } else {
                z.strftime("%Y-%m-%dT%H:%M:%S%.6f%:z")
            }
            .to_string()
        })
        .unwrap_or_default()
}

fn zoned(standard: &Standard, micros: i64) -> Option<jiff::Zoned> {
    jiff::Timestamp::from_microsecond(micros).ok().map(|t| t.to_zoned(standard.zone.clone()))
}

/// The end of a term: 24:00 of a day is written as that day.
#[must_use]
pub fn due(standard: &Standard, micros: i64) -> String {
    let Some(zoned) = zoned(standard, micros) else {
        return String::new();
    };
    match zoned.start_of_day() {
        Ok(start) if start == zoned => zoned.yesterday().map_or_else(|_| String::new(), |d| d.date().to_string()),
        _ => instant(standard, micros),
    }
}

#[cfg(test)]
mod tests {
    use super::{count, opening_time, percent_plain, rounded};
    use etalon_core::value::Ratio;

    #[test]
    fn what_a_person_wrote_is_shown_as_written() {
        assert_eq!(percent_plain(Ratio::new(4, 5).expect("a fraction")), "80%");
        assert_eq!(percent_plain(Ratio::new(37, 40).expect("a fraction")), "92.5%");
    }

    #[test]
    fn rounding_is_half_up_and_exact() {
        assert_eq!(rounded(8996, 100, 1), "90.0");
        assert_eq!(rounded(-5, 100, 1), "-0.1");
        assert_eq!(rounded(-1, 100, 1), "0.0");
    }

    #[test]
    fn opening_time_is_told_in_hours_however_long() {
        // 45 s, 23 h 59 min 59 s, then 24 h and no day; 1571 days 7 h 12 min 31 s are 37 711 h and, rounded, 13 min.
        assert_eq!(opening_time(45_000_000), "45 s");
        assert_eq!(opening_time(86_399_000_000), "23 h 59 min 59 s");
        assert_eq!(opening_time(86_400_000_000), "24 h");
        assert_eq!(opening_time(-97_200_000_000), "-27 h");
        let long = (1571 * 86_400 + 7 * 3600 + 12 * 60 + 31) * 1_000_000;
        assert_eq!(opening_time(long).replace('\u{202f}', " "), "37 711 h 13 min");
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(count(1234), "1234");
        assert_eq!(count(18_012).replace('\u{202f}', " "), "18 012");
    }
}
