//! The names of periods: `2026-03-02T09:30`, `2026`, `2026-Q1`, `2026-03`, `2026-W09`, `2026-03-02`.

use crate::standard::Period;

/// Which kind of period a name is; none if there is no such period.
pub(super) fn kind(name: &str) -> Option<Period> {
    if let Some((date, time)) = name.split_once('T') {
        let clock = time.get(..5).filter(|_| kind(date) == Some(Period::Day))?;
        let rest = &time[5..];
        let offset = rest.is_empty() || format!("{date}T{clock}:00{rest}").parse::<jiff::Timestamp>().is_ok();
        let (hour, minute) = clock.split_once(':')?;
        return (offset && two(hour)? < 24 && ["00", "30"].contains(&minute)).then_some(Period::HalfHour);
    }
    let (year, rest) = match name.split_once('-') {
        None => (name, None),
        Some((year, rest)) => (year, Some(rest)),
    };
    if year.len() != 4 || !digits(year) {
        return None;
    }
    let Some(rest) = rest else { return Some(Period::Year) };
    if let Some(quarter) = rest.strip_prefix('Q') {
        return ["1", "2", "3", "4"].contains(&quarter).then_some(Period::Quarter);
    }
    if let Some(week) = rest.strip_prefix('W') {
        let number = two(week)?;
        let year: i16 = year.parse().ok()?;
        let last = if jiff::civil::ISOWeekDate::new(year, 53, jiff::civil::Weekday::Monday).is_ok() { 53 } else { 52 };
        return (1..=last).contains(&number).then_some(Period::Week);
    }
    if rest.len() == 2 {
        return (1..=12).contains(&two(rest)?).then_some(Period::Month);
    }
    let day = rest.len() == 5 && name.parse::<jiff::civil::Date>().is_ok();
    day.then_some(Period::Day)
}

fn digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

fn two(text: &str) -> Option<u8> {
    (text.len() == 2 && digits(text)).then(|| text.parse().ok())?
}
