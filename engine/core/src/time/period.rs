//! Calendar periods: half open, [first date, first date of the next), in the zone of the standard. Half-hours and hours begin with an
//! instant instead of a date.

use super::{LocalTime, civil_from_date, date_from_civil, weekday};
use crate::standard::Period;

/// The first date of the day, week, month, quarter or year that holds a date; none for the other periods.
#[must_use]
pub fn start_of(period: &Period, date: i64) -> Option<i64> {
    let (year, month, _) = civil_from_date(date);
    match period {
        Period::Day => Some(date),
        Period::Week => Some(date - (weekday(date) - 1)),
        Period::Month => Some(date_from_civil(year, month, 1)),
        Period::Quarter => Some(date_from_civil(year, (month - 1) / 3 * 3 + 1, 1)),
        Period::Year => Some(date_from_civil(year, 1, 1)),
        Period::HalfHour | Period::Hour => None,
        Period::All | Period::RollingDays(_) | Period::Rolling(_) | Period::LastN(_) => None,
    }
}

/// Where the period begins that holds an instant: a date, or the instant at which a half-hour or hour begins. None for periods that are not
/// of the calendar, and far outside it.
#[must_use]
pub fn start_at(local: &LocalTime, period: &Period, at: i64) -> Option<i64> {
    let Some(length) = period.length() else { return start_of(period, local.date(at)?) };
    let (_, shown) = local.wall(at)?;
    Some(at - shown.rem_euclid(length))
}

/// The instant at which a period begins.
#[must_use]
pub fn instant_of(local: &LocalTime, period: &Period, start: i64) -> Option<i64> {
    if period.length().is_some() { Some(start) } else { local.start(start) }
}

/// The first date of the period that follows the one starting at `start`.
#[must_use]
pub fn next_start(period: &Period, start: i64) -> Option<i64> {
    if let Some(length) = period.length() {
        return start.checked_add(length);
    }
    let (year, month, _) = civil_from_date(start);
    match period {
        Period::HalfHour | Period::Hour => None,
        Period::Day => Some(start + 1),
        Period::Week => Some(start + 7),
        Period::Month => Some(date_from_civil(year, month + 1, 1)),
        Period::Quarter => Some(date_from_civil(year, month + 3, 1)),
        Period::Year => Some(date_from_civil(year + 1, 1, 1)),
        Period::All | Period::RollingDays(_) | Period::Rolling(_) | Period::LastN(_) => None,
    }
}

/// The date after the last one of the period that holds a date.
#[must_use]
pub fn end_of(period: &Period, date: i64) -> Option<i64> {
    next_start(period, start_of(period, date)?)
}

/// What a period is called; of half-hours and hours `2026-03-02T09:30`, with the offset where the wall shows it twice.
#[must_use]
pub fn named(local: &LocalTime, period: &Period, start: i64) -> String {
    if period.length().is_none() {
        return name_of(period, start);
    }
    let Some((date, shown)) = local.wall(start) else { return String::new() };
    let minutes = shown / (60 * crate::value::SECOND);
    let mut name = format!("{}T{:02}:{:02}", name_of(&Period::Day, date), minutes / 60, minutes % 60);
    if local.is_shown_twice(date, shown)
        && let Some(offset) = local.offset(start)
    {
        let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.abs() / 60);
        name.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
    }
    name
}

/// What a period is called: `2026-03-02`, `2026-W09` (ISO week), `2026-03`, `2026-Q1`, `2026`, `all`, `last 30 days`,
/// `last 12 h`, `last 50`. `start` is its first date; the last four do not use it.
#[must_use]
pub fn name_of(period: &Period, start: i64) -> String {
    let (year, month, day) = civil_from_date(start);
    match period {
        Period::Day => format!("{year:04}-{month:02}-{day:02}"),
        Period::Week => {
            // An ISO week belongs to the year of its Thursday.
            let thursday = start - (weekday(start) - 1) + 3;
            let (year, _, _) = civil_from_date(thursday);
            let week = (thursday - date_from_civil(year, 1, 1)) / 7 + 1;
            format!("{year:04}-W{week:02}")
        }
        Period::Month => format!("{year:04}-{month:02}"),
        Period::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
        Period::Year => format!("{year:04}"),
        // Their start is no date: `named` knows.
        Period::HalfHour | Period::Hour => String::new(),
        Period::All => "all".to_owned(),
        Period::RollingDays(days) => format!("last {days} days"),
        Period::Rolling(micros) => format!("last {}", crate::show::duration(*micros)),
        Period::LastN(count) => format!("last {count}"),
    }
}

/// The first date of the period of that name: the other way round than [`name_of`]. None if there is no such period.
#[must_use]
pub fn start_named(name: &str) -> Option<i64> {
    let (year, rest) = name.split_once('-').unwrap_or((name, ""));
    let year: i64 = year.parse().ok()?;
    if rest.is_empty() {
        return Some(date_from_civil(year, 1, 1));
    }
    if let Some(quarter) = rest.strip_prefix('Q') {
        return Some(date_from_civil(year, quarter.parse::<i64>().ok()?.checked_sub(1)? * 3 + 1, 1));
    }
    if let Some(week) = rest.strip_prefix('W') {
        // 4 January is always in the first week.
        let first = date_from_civil(year, 1, 4);
        return Some(first - (weekday(first) - 1) + (week.parse::<i64>().ok()? - 1) * 7);
    }
    let (month, day) = rest.split_once('-').unwrap_or((rest, "1"));
    Some(date_from_civil(year, month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{LocalTime, name_of, named, start_at, start_named, start_of};
    use crate::standard::Period;

    /// Tallinn sets its clocks back on 26 October 2025 at 04:00 summer time, which is 01:00Z: 03:00 to 04:00 is shown twice. On 30 March
    /// 03:00 to 04:00 is not shown at all. Kathmandu is 5:45 ahead: its half-hours begin at a quarter past and a quarter to the hours of UTC.
    #[test]
    fn half_hours_are_those_of_the_wall() {
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_microsecond();
        let zone = |name: &str| LocalTime::new(&jiff::tz::TimeZone::get(name).unwrap(), 0, 0);
        let name = |zone: &LocalTime, period: &Period, text: &str| {
            named(zone, period, start_at(zone, period, at(text)).unwrap())
        };
        let tallinn = zone("Europe/Tallinn");
        assert_eq!(name(&tallinn, &Period::HalfHour, "2025-10-26T00:29:59Z"), "2025-10-26T03:00+03:00");
        assert_eq!(name(&tallinn, &Period::HalfHour, "2025-10-26T00:30:00Z"), "2025-10-26T03:30+03:00");
        assert_eq!(name(&tallinn, &Period::HalfHour, "2025-10-26T01:00:00Z"), "2025-10-26T03:00+02:00");
        assert_eq!(name(&tallinn, &Period::Hour, "2025-10-26T01:59:59Z"), "2025-10-26T03:00+02:00");
        assert_eq!(name(&tallinn, &Period::HalfHour, "2025-10-26T02:00:00Z"), "2025-10-26T04:00");
        assert_eq!(name(&tallinn, &Period::HalfHour, "2025-03-30T00:59:59Z"), "2025-03-30T02:30");
        assert_eq!(name(&tallinn, &Period::Hour, "2025-03-30T01:00:00Z"), "2025-03-30T04:00");
        let kathmandu = zone("Asia/Kathmandu");
        assert_eq!(name(&kathmandu, &Period::HalfHour, "2025-03-03T04:14:59Z"), "2025-03-03T09:30");
        assert_eq!(name(&kathmandu, &Period::HalfHour, "2025-03-03T04:15:00Z"), "2025-03-03T10:00");
    }

    #[test]
    fn a_name_leads_back_to_its_period() {
        for date in (-800..40_000).step_by(3) {
            for period in [Period::Day, Period::Week, Period::Month, Period::Quarter, Period::Year] {
                let start = start_of(&period, date).unwrap();
                assert_eq!(start_named(&name_of(&period, start)), Some(start), "{}", name_of(&period, start));
            }
        }
        assert_eq!(start_named("all"), None);
    }
}
