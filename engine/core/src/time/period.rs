//! Calendar periods: half open, [first date, first date of the next), in the zone of the standard.

use super::{civil_from_date, date_from_civil, weekday};
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
        Period::All | Period::RollingDays(_) | Period::Rolling(_) | Period::LastN(_) => None,
    }
}

/// The first date of the period that follows the one starting at `start`.
#[must_use]
pub fn next_start(period: &Period, start: i64) -> Option<i64> {
    let (year, month, _) = civil_from_date(start);
    match period {
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
    use super::{name_of, start_named, start_of};
    use crate::standard::Period;

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
