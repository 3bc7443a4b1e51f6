//! Local days, periods, terms, and how values are written.
use etalon_core::show;
use etalon_core::standard::{Period, Term};
use etalon_core::time::{LocalTime, civil_from_date, date_from_civil, end_of, name_of, start_of, weekday};
use etalon_core::value::{Ratio, SECOND};
use jiff::tz::TimeZone;

fn at(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().expect("an instant").as_microsecond()
}

fn zone(name: &str) -> LocalTime {
    LocalTime::new(&TimeZone::get(name).expect("a zone"), at("2025-01-01T00:00Z"), at("2027-01-01T00:00Z"))
}

#[test]
fn civil_dates_go_there_and_back() {
    for date in (-800_000..800_000).step_by(37) {
        let (y, m, d) = civil_from_date(date);
        assert_eq!(date_from_civil(y, m, d), date);
    }
    assert_eq!(civil_from_date(0), (1970, 1, 1));
    assert_eq!(weekday(0), 4);
    assert_eq!(date_from_civil(2025, 13, 1), date_from_civil(2026, 1, 1));
}

#[test]
fn days_are_cut_at_local_midnight_on_both_daylight_saving_nights() {
    let local = zone("Europe/Tallinn");
    let day = |y, m, d| date_from_civil(y, m, d);
    assert_eq!(local.date(at("2026-03-01T21:59:59.999999Z")), Some(day(2026, 3, 1)));
    assert_eq!(local.date(at("2026-03-01T22:00:00Z")), Some(day(2026, 3, 2)));
    let length = |d: i64| local.start(d + 1).unwrap() - local.start(d).unwrap();
    assert_eq!(length(day(2025, 3, 30)), 23 * 3600 * SECOND);
    assert_eq!(length(day(2025, 10, 26)), 25 * 3600 * SECOND);
    // Outside the days kept ready the answer is the same.
    let bare = LocalTime::new(local.zone(), 0, 0);
    for hour in 0..24 * 400 {
        let t = at("2025-01-01T00:00Z") + hour * 3600 * SECOND;
        assert_eq!(local.date(t), bare.date(t));
    }
}

#[test]
fn a_wall_time_that_does_not_exist_moves_forward_and_a_repeated_one_is_the_first() {
    let local = zone("Europe/Tallinn");
    let hour = 3600 * SECOND;
    assert_eq!(local.instant(date_from_civil(2025, 3, 30), 3 * hour + hour / 2), Some(at("2025-03-30T01:30:00Z")));
    assert_eq!(local.instant(date_from_civil(2025, 10, 26), 3 * hour + hour / 2), Some(at("2025-10-26T00:30:00Z")));
}

#[test]
fn a_midnight_that_does_not_exist_begins_the_day_at_its_first_instant() {
    // Santiago jumped from 24:00 to 01:00.
    let local = zone("America/Santiago");
    let day = date_from_civil(2025, 9, 7);
    assert_eq!(local.start(day), Some(at("2025-09-07T04:00:00Z")));
    assert_eq!(local.date(at("2025-09-07T03:59:59Z")), Some(day - 1));
    assert_eq!(local.date(at("2025-09-07T04:00:00Z")), Some(day));
}

#[test]
fn periods_have_names_and_ends() {
    let day = date_from_civil(2026, 3, 2);
    let named = |p: &Period| name_of(p, start_of(p, day).unwrap());
    assert_eq!(named(&Period::Day), "2026-03-02");
    assert_eq!(named(&Period::Week), "2026-W10");
    assert_eq!(named(&Period::Month), "2026-03");
    assert_eq!(named(&Period::Quarter), "2026-Q1");
    assert_eq!(named(&Period::Year), "2026");
    assert_eq!(end_of(&Period::Quarter, day), Some(date_from_civil(2026, 4, 1)));
    // ISO weeks belong to the year of their Thursday.
    let week = |y, m, d| name_of(&Period::Week, start_of(&Period::Week, date_from_civil(y, m, d)).unwrap());
    assert_eq!(week(2027, 1, 1), "2026-W53");
    assert_eq!(week(2024, 12, 30), "2025-W01");
    assert_eq!(week(2025, 12, 29), "2026-W01");
}

#[test]
fn terms_end_at_24_hours_of_their_last_day() {
    let local = zone("Europe/Tallinn");
    let from = at("2026-03-02T07:00:00Z"); // a Monday
    let due = |t| show::due(&local, local.due(from, t).unwrap());
    assert_eq!(due(Term::Days(0)), "2026-03-02");
    assert_eq!(due(Term::Days(10)), "2026-03-12");
    assert_eq!(due(Term::WorkingDays(2)), "2026-03-04");
    assert_eq!(due(Term::WorkingDays(5)), "2026-03-09");
    assert_eq!(due(Term::WorkingDays(10)), "2026-03-16");
    assert_eq!(due(Term::Months(1)), "2026-04-02");
    assert_eq!(due(Term::Elapsed(3600 * SECOND)), "2026-03-02 10:00");
    let from = |text: &str| at(text);
    let end = |t, term| show::due(&local, local.due(t, term).unwrap());
    assert_eq!(end(from("2026-01-31T10:00:00Z"), Term::Months(1)), "2026-02-28");
    assert_eq!(end(from("2025-12-31T10:00:00Z"), Term::Months(2)), "2026-02-28");
    // From Friday, Saturday and Sunday alike.
    for day in ["2026-03-06", "2026-03-07", "2026-03-08"] {
        assert_eq!(end(from(&format!("{day}T10:00:00Z")), Term::WorkingDays(2)), "2026-03-10", "{day}");
        assert_eq!(end(from(&format!("{day}T10:00:00Z")), Term::WorkingDays(5)), "2026-03-13", "{day}");
    }
    assert_eq!(local.due(i64::MAX, Term::Days(3)), None);
    assert_eq!(local.due(0, Term::WorkingDays(i64::MAX)), None);
}

#[test]
fn values_are_shown_half_up_from_exact_numbers() {
    let ratio = |n, d| Ratio::new(n, d).unwrap();
    assert_eq!(show::share(ratio(860, 1050)), "81.9%");
    assert_eq!(show::decimal(ratio(8996, 100), 1), "90.0");
    assert_eq!(show::decimal(ratio(8995, 100), 1), "90.0");
    assert_eq!(show::decimal(ratio(89_949_999, 1_000_000), 1), "89.9");
    assert_eq!(show::decimal(ratio(-1, 2), 0), "-1");
    assert_eq!(show::share(ratio(1, 1)), "100.0%");
    assert_eq!(show::duration(125 * SECOND), "2 min 5 s");
    assert_eq!(show::duration(20 * SECOND), "20 s");
    assert_eq!(show::duration(5_500_000), "5.5 s");
    assert_eq!(show::duration(59_960_000), "1 min");
    assert_eq!(show::duration(86_399_600_000), "1 day");
    assert_eq!(show::duration(-3 * 3600 * SECOND), "-3 h");
    assert_eq!(show::duration(100 * 86_400 * SECOND + 61 * SECOND), "100 days 1 min");
    assert_eq!(show::instant(&zone("Europe/Tallinn"), at("2026-03-02T07:00:00Z")), "2026-03-02 09:00");
}
