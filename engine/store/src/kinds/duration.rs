//! Durations: `90 s`, `2 min 5 s`, `1:23:45`, `PT1H30M`; a bare number only with its unit named in the source.

use super::Fault;
use super::number::{Number, NumberFault, too_large};
use etalon_core::value::SECOND;

const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A duration that says its own unit, in microseconds.
pub(crate) fn duration(text: &str, field: &str) -> Result<i64, Fault> {
    let trimmed = text.trim();
    let (negative, rest) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
    };
    if Number::parse(trimmed) != Err(NumberFault::NotANumber) {
        return Err(Fault::new(
            "no-unit",
            format!(
                "a duration is due and the number does not say its unit; say it in the source: `field {field} = seconds(…)` \
                 (or minutes, hours, days, milliseconds)"
            ),
            text,
        ));
    }
    let read = if rest.starts_with(['P', 'p']) {
        iso(rest)
    } else if rest.contains(':') {
        let mut parts = rest.split(':');
        if let (Some(_), Some(_), None) = (parts.next(), parts.next(), parts.next()) {
            return Err(Fault::new(
                "no-unit",
                format!(
                    "`12:34` may be hours and minutes or minutes and seconds; for minutes and seconds say \
                     `field {field} = clock(…)` in the source"
                ),
                text,
            ));
        }
        colons(rest)
    } else {
        words(rest)
    };
    finish(read, negative, text)
}

/// `mm:ss` or `h:mm:ss`, in microseconds.
pub(crate) fn clock(text: &str) -> Result<i64, Fault> {
    let trimmed = text.trim();
    let (negative, rest) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed),
    };
    finish(colons(rest), negative, text)
}

/// A bare number of units of so many microseconds.
pub(crate) fn in_units(text: &str, micros: i64) -> Result<i64, Fault> {
    Number::parse(text).and_then(|n| n.times(micros)).map_err(|fault| match fault {
        NumberFault::NotANumber => {
            let comma = text.contains(',') && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b' ' | b'-'));
            let why = if comma {
                "a plain number is due, as the source names its unit; its decimals stand after a point: `12.5`, not `12,5`"
            } else {
                "a plain number is due, as the source names its unit"
            };
            Fault::new("not-a-number", why, text)
        }
        NumberFault::TooLarge => too_large(text),
        NumberFault::TooManyPlaces => finer(text),
    })
}

fn finer(text: &str) -> Fault {
    Fault::new(
        "too-many-places",
        "times are kept exactly, to a millionth of a second, and this one is finer; round it where it is exported",
        text,
    )
}

fn finish(read: Result<i64, NumberFault>, negative: bool, text: &str) -> Result<i64, Fault> {
    match read {
        Ok(micros) => Ok(if negative { -micros } else { micros }),
        Err(NumberFault::TooLarge) => Err(too_large(text)),
        Err(NumberFault::TooManyPlaces) => Err(finer(text)),
        Err(NumberFault::NotANumber) => Err(Fault::new(
            "not-a-duration",
            "a duration is due, such as `90 s`, `2 min 5 s`, `1:23:45` or `PT1H30M`",
            text,
        )),
    }
}

/// `m:ss`, `h:mm:ss`, seconds perhaps with places.
fn colons(text: &str) -> Result<i64, NumberFault> {
    let parts: Vec<&str> = text.split(':').collect();
    let (hours, minutes, seconds) = match parts[..] {
        [m, s] => ("0", m, s),
        [h, m, s] => (h, m, s),
        _ => return Err(NumberFault::NotANumber),
    };
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let second_digits = seconds.split(['.', ',']).next().unwrap_or_default();
    if !digits(hours) || !digits(minutes) || second_digits.len() != 2 || !digits(second_digits) {
        return Err(NumberFault::NotANumber);
    }
    let seconds = Number::parse(&seconds.replace(',', "."))?.times(SECOND)?;
    let minutes = Number::parse(minutes)?.times(MINUTE)?;
    let hours_given = parts.len() == 3;
    if seconds >= MINUTE || (hours_given && minutes >= HOUR) {
        return Err(NumberFault::NotANumber);
    }
    let hours = Number::parse(hours)?.times(HOUR)?;
    hours.checked_add(minutes).and_then(|t| t.checked_add(seconds)).ok_or(NumberFault::TooLarge)
}

/// `90 s`, `2 min 5 s`, `1.5h`.
fn words(text: &str) -> Result<i64, NumberFault> {
    let mut rest = text.trim();
    let mut sum: i64 = 0;
    if rest.is_empty() {
        return Err(NumberFault::NotANumber);
    }
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let number = Number::parse(&rest[..end])?;
        rest = rest[end..].trim_start();
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let unit = match &rest[..end] {
            "ms" | "millisecond" | "milliseconds" => 1000,
            "s" | "sec" | "secs" | "second" | "seconds" => SECOND,
            "min" | "mins" | "minute" | "minutes" => MINUTE,
            "h" | "hr" | "hrs" | "hour" | "hours" => HOUR,
            "d" | "day" | "days" => DAY,
            "week" | "weeks" => 7 * DAY,
            _ => return Err(NumberFault::NotANumber),
        };
        rest = rest[end..].trim_start();
        sum = sum.checked_add(number.times(unit)?).ok_or(NumberFault::TooLarge)?;
    }
    Ok(sum)
}

/// `PT1H30M`, `P2DT4H`, `P1W`. Months and years have no fixed length and are refused.
fn iso(text: &str) -> Result<i64, NumberFault> {
    let mut rest = &text[1..];
    let mut in_time = false;
    let mut sum: i64 = 0;
    let mut last = 0;
    let mut any = false;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(['T', 't']) {
            if in_time {
                return Err(NumberFault::NotANumber);
            }
            in_time = true;
            rest = after;
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or(NumberFault::NotANumber)?;
        let number = Number::parse(&rest[..end])?;
        let (order, unit) = match (in_time, rest.as_bytes()[end].to_ascii_uppercase()) {
            (false, b'W') => (1, 7 * DAY),
            (false, b'D') => (2, DAY),
            (true, b'H') => (3, HOUR),
            (true, b'M') => (4, MINUTE),
            (true, b'S') => (5, SECOND),
            _ => return Err(NumberFault::NotANumber),
        };
        if order <= last {
            return Err(NumberFault::NotANumber);
        }
        last = order;
        any = true;
        rest = &rest[end + 1..];
        sum = sum.checked_add(number.times(unit)?).ok_or(NumberFault::TooLarge)?;
    }
    if any { Ok(sum) } else { Err(NumberFault::NotANumber) }
}
