//! Calendar dates as numbers of days, in the Gregorian calendar without end on both sides.

/// Year, month (1..12) and day (1..31) of a date.
#[must_use]
pub const fn civil_from_date(date: i64) -> (i64, i64, i64) {
    // Howard Hinnant's `civil_from_days`: eras of 400 years that begin in March, so that leap days come last.
    let shifted = date.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

/// The date of a year, month (1..12) and day. A month beyond the year is carried into the years.
#[must_use]
pub const fn date_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year + (month - 1).div_euclid(12);
    let month = (month - 1).rem_euclid(12) + 1;
    let year_from_march = if month <= 2 { year - 1 } else { year };
    let era = year_from_march.div_euclid(400);
    let year_of_era = year_from_march.rem_euclid(400);
    let month_from_march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// 1 = Monday … 7 = Sunday.
#[must_use]
pub const fn weekday(date: i64) -> i64 {
    (date + 3).rem_euclid(7) + 1
}

/// Monday to Friday.
#[must_use]
pub const fn is_working_day(date: i64) -> bool {
    weekday(date) <= 5
}

/// How many days the month of that year and month (carried as in [`date_from_civil`]) has.
pub(super) const fn days_in_month(year: i64, month: i64) -> i64 {
    date_from_civil(year, month + 1, 1) - date_from_civil(year, month, 1)
}
