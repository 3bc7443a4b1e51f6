//! Instants and dates: ISO 8601, or in the patterns that the source names.

use super::iso::{NO_DAY, Stamp, day_number, no_such, stamp};
use super::{Fault, Zone};
use etalon_core::time::{DAY, date_from_civil};
use etalon_core::value::SECOND;
use jiff::fmt::strtime::BrokenDownTime;

/// No zone can be asked about years after this.
pub(super) const END: i64 = date_from_civil(9998, 1, 1);

/// Microseconds since 1970-01-01T00:00Z.
pub(crate) fn instant(text: &str, patterns: &[String], zone: Option<&mut Zone>) -> Result<i64, Fault> {
    let Some(stamp) = read(text, patterns, true) else {
        return Err(unfit("not-an-instant", text, patterns, || {
            due("a date with a time", "2026-03-02T09:00:00", patterns)
        }));
    };
    let Some(micros) = stamp.micros else {
        return Err(Fault::new(
            "not-an-instant",
            "the time of the day is missing; if the start of the day is meant, say `time \"%Y-%m-%d\"` in the source",
            text,
        ));
    };
    if stamp.too_fine {
        return Err(Fault::new(
            "too-many-places",
            "times are kept exactly, to a millionth of a second, and this one is finer; round it where it is exported",
            text,
        ));
    }
    if stamp.day >= END {
        return Err(Fault::new(
            "out-of-range",
            "the year lies beyond 9997; if such a date means that there is none, name it after `missing` in the source",
            text,
        ));
    }
    if let Some(offset) = stamp.offset {
        return Ok(stamp.day * DAY + micros - offset * SECOND);
    }
    let Some(zone) = zone else {
        return Err(Fault::new(
            "no-zone",
            "the time does not say its zone; say `zone \"Europe/Tallinn\"` (or the right one) in the source",
            text,
        ));
    };
    // A leap second at the end of a day is the first of the next.
    zone.instant(stamp.day + micros / DAY, micros % DAY)
        .ok_or_else(|| Fault::new("not-an-instant", "the date lies outside the years that can be kept", text))
}

/// Days since 1970-01-01.
pub(crate) fn date(text: &str, patterns: &[String]) -> Result<i64, Fault> {
    let Some(stamp) = read(text, patterns, false) else {
        return Err(unfit("not-a-date", text, patterns, || due("a date", "2026-03-02", patterns)));
    };
    // A midnight is how many programs export a plain date; any other time would be lost.
    if stamp.offset.is_some() || stamp.micros.is_some_and(|m| m != 0) || stamp.too_fine {
        return Err(Fault::new(
            "not-a-date",
            "a date is due and this one has a time of the day; cut it off in the source (`before(…, \"T\")`) or declare the field as `instant`",
            text,
        ));
    }
    Ok(stamp.day)
}

/// What is written as it should be but stands for nothing is told apart from what is written otherwise.
fn unfit(slug: &'static str, text: &str, patterns: &[String], due: impl FnOnce() -> String) -> Fault {
    let no_day = |pattern: &String| {
        BrokenDownTime::parse(pattern, text.trim()).is_ok_and(|parts| {
            let whole = parts.year().is_some() && parts.month().is_some() && parts.day().is_some();
            whole && parts.to_date().is_err()
        })
    };
    match no_such(text).or_else(|| patterns.iter().any(no_day).then_some(NO_DAY)) {
        Some(why) => Fault::new("not-in-the-calendar", why, text),
        None => Fault::new(slug, due(), text),
    }
}

fn due(what: &str, example: &str, patterns: &[String]) -> String {
    if patterns.is_empty() {
        format!(
            "{what} is due, such as {example}; for another way of writing say `time \"%d.%m.%Y %H:%M\"` (or as it is) in the source"
        )
    } else {
        let list = patterns.iter().map(|p| format!("`{p}`")).collect::<Vec<_>>().join(", ");
        format!("{what} is due, written as {list} or as {example}")
    }
}

/// The first pattern that fits; else ISO 8601, which cannot be mistaken for anything else.
fn read(text: &str, patterns: &[String], start_of_day: bool) -> Option<Stamp> {
    patterns.iter().find_map(|p| by_pattern(text.trim(), p, start_of_day)).or_else(|| stamp(text))
}

fn by_pattern(text: &str, pattern: &str, start_of_day: bool) -> Option<Stamp> {
    let parts = BrokenDownTime::parse(pattern, text).ok()?;
    if let Some(timestamp) = parts.timestamp() {
        let nanos = timestamp.as_nanosecond();
        let micros = i64::try_from(nanos.div_euclid(1000)).ok()?;
        return Some(Stamp {
            day: micros.div_euclid(DAY),
            micros: Some(micros.rem_euclid(DAY)),
            offset: Some(0),
            too_fine: nanos.rem_euclid(1000) != 0,
        });
    }
    let date = parts.to_date().ok()?;
    let day = day_number(date.year().into(), date.month().into(), date.day().into())?;
    let offset = parts.offset().map(|o| i64::from(o.seconds()));
    if parts.hour().is_none() {
        let micros = start_of_day.then_some(0);
        return Some(Stamp { day, micros, offset, too_fine: false });
    }
    let time = parts.to_time().ok()?;
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    let nanos = i64::from(time.subsec_nanosecond());
    Some(Stamp { day, micros: Some(seconds * SECOND + nanos / 1000), offset, too_fine: nanos % 1000 != 0 })
}
