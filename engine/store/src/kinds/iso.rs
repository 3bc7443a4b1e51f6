//! Dates and instants in ISO 8601.

use etalon_core::time::{civil_from_date, date_from_civil};

/// A moment as it is written: a day, a time of the day, and the offset if it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// Days since 1970-01-01.
    pub day: i64,
    /// Microseconds since midnight; none = only a date.
    pub micros: Option<i64>,
    /// Seconds east of Greenwich.
    pub offset: Option<i64>,
    /// It has places finer than a microsecond.
    pub too_fine: bool,
}

/// `2026-03-02`, `2026-03-02T09:00`, `2026-03-02 09:00:00.5+02:00`, `…Z`, `… UTC`.
pub(crate) fn stamp(text: &str) -> Option<Stamp> {
    let b = text.trim_ascii().as_bytes();
    if b.len() < 10 || b[4] != b'-' || b[7] != b'-' {
        return None;
    }
    let year = digits(&b[0..4])?;
    let (month, date) = (digits(&b[5..7])?, digits(&b[8..10])?);
    let day = day_number(year, month, date)?;
    if b.len() == 10 {
        return Some(Stamp { day, micros: None, offset: None, too_fine: false });
    }
    if !matches!(b[10], b'T' | b't' | b' ') || b.len() < 16 || b[13] != b':' {
        return None;
    }
    let (hour, minute) = (digits(&b[11..13])?, digits(&b[14..16])?);
    let mut rest = &b[16..];
    let mut second = 0;
    let mut fraction = 0;
    let mut too_fine = false;
    if rest.len() >= 3 && rest[0] == b':' {
        second = digits(&rest[1..3])?;
        rest = &rest[3..];
        if let Some(b'.' | b',') = rest.first() {
            let places = rest[1..].iter().take_while(|c| c.is_ascii_digit()).count();
            if places == 0 {
                return None;
            }
            for n in 0..6 {
                let digit = if n < places { i64::from(rest[1 + n] - b'0') } else { 0 };
                fraction = fraction * 10 + digit;
            }
            too_fine = rest[1..=places].iter().skip(6).any(|c| *c != b'0');
            rest = &rest[1 + places..];
        }
    }
    // A leap second is the first second of the next minute: the clocks of the files know none.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let micros = (hour * 3600 + minute * 60 + second) * 1_000_000 + fraction;
    Some(Stamp { day, micros: Some(micros), offset: offset(rest)?, too_fine })
}

/// Nothing, `Z`, `+02:00`, `+0200`, `+02`, ` UTC`, `+02:00:30`; the outer none = something else.
fn offset(rest: &[u8]) -> Option<Option<i64>> {
    let rest = rest.trim_ascii_start();
    match rest {
        [] => return Some(None),
        [b'Z' | b'z'] | b"UTC" | b"GMT" => return Some(Some(0)),
        _ => {}
    }
    let sign = match rest[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes, seconds) = match rest[1..] {
        [_, _] => (&rest[1..3], &b"00"[..], &b"00"[..]),
        [_, _, _, _] => (&rest[1..3], &rest[3..5], &b"00"[..]),
        [_, _, b':', _, _] => (&rest[1..3], &rest[4..6], &b"00"[..]),
        [_, _, b':', _, _, b':', _, _] => (&rest[1..3], &rest[4..6], &rest[7..9]),
        _ => return None,
    };
    let (hours, minutes, seconds) = (digits(hours)?, digits(minutes)?, digits(seconds)?);
    if hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    Some(Some(sign * (hours * 3600 + minutes * 60 + seconds)))
}

/// Why what is written like a moment is none: a day, a time of the day or an offset that does not exist.
pub(crate) fn no_such(text: &str) -> Option<&'static str> {
    let b = text.trim_ascii().as_bytes();
    let date = b.get(..10).filter(|b| b[4] == b'-' && b[7] == b'-')?;
    let (year, month, day) = (digits(&date[..4])?, digits(&date[5..7])?, digits(&date[8..])?);
    if day_number(year, month, day).is_none() {
        return Some(NO_DAY);
    }
    let time = b.get(11..16).filter(|t| matches!(b[10], b'T' | b't' | b' ') && t[2] == b':')?;
    let (hour, minute) = (digits(&time[..2])?, digits(&time[3..])?);
    let rest = &b[16..];
    let (second, rest) = match rest {
        [b':', tens, ones, rest @ ..] => (digits(&[*tens, *ones])?, rest),
        _ => (0, rest),
    };
    if hour > 23 || minute > 59 || second > 60 {
        return Some(
            "there is no such time of the day: it goes from 00:00 to 23:59, and midnight is 00:00 of the day that begins",
        );
    }
    // What is left are places of the second, which are never wrong, and an offset.
    let sign = rest.iter().position(|c| matches!(c, b'+' | b'-'))?;
    let hours = rest.get(sign + 1..sign + 3).and_then(digits)?;
    (hours > 23).then_some("no place on Earth is so many hours from UTC; look where the offset is made")
}

/// What is said of a day that does not exist.
pub(crate) const NO_DAY: &str = "there is no such day in the calendar; look where the date is made";

fn digits(bytes: &[u8]) -> Option<i64> {
    bytes.iter().try_fold(0, |sum, b| b.is_ascii_digit().then(|| sum * 10 + i64::from(b - b'0')))
}

/// Days since 1970-01-01 of a day of the Gregorian calendar, if there is such a day.
pub(crate) fn day_number(year: i64, month: i64, day: i64) -> Option<i64> {
    if year < 1 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let number = date_from_civil(year, month, day);
    // Every month has 28 days; beyond, the day must be the one that its number stands for.
    (day <= 28 || civil_from_date(number) == (year, month, day)).then_some(number)
}

/// A day since 1970-01-01 as `2026-03-02`.
pub(crate) fn day_text(day: i64) -> String {
    let (year, month, day) = civil_from_date(day);
    format!("{year:04}-{month:02}-{day:02}")
}
