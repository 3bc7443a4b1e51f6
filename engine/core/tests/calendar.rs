//! Business time: the worked answers of the IT help desk, both daylight-saving nights, and the laws as properties.
use etalon_core::time::{Calendar, DAY, Hours, OpenTime, date_from_civil};
use etalon_core::value::SECOND;
use jiff::tz::TimeZone;
use proptest::prelude::*;

const HOUR: i64 = 3600 * SECOND;

fn at(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().expect("an instant").as_microsecond()
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone")
}

fn hours(from: i64, to: i64) -> Hours {
    Hours { from: from * HOUR, to: to * HOUR }
}

fn weekdays(name: &str, from: i64, to: i64) -> Calendar {
    let week = std::array::from_fn(|day| if day < 5 { vec![hours(from, to)] } else { Vec::new() });
    Calendar { zone: zone(name), week, days: std::collections::BTreeMap::new() }
}

/// The help desk's own: Tallinn, 08:00-17:00, the days of the worked answers that are closed or short.
fn help_desk() -> Calendar {
    let mut calendar = weekdays("Europe/Tallinn", 8, 17);
    let date = date_from_civil;
    for closed in [date(2025, 6, 23), date(2025, 6, 24), date(2025, 12, 24), date(2025, 12, 25), date(2025, 12, 26)] {
        calendar.days.insert(closed, Vec::new());
    }
    for short in [date(2025, 12, 23), date(2025, 12, 31)] {
        calendar.days.insert(short, vec![hours(8, 14)]);
    }
    calendar
}

fn line(calendar: &Calendar) -> OpenTime {
    OpenTime::new(calendar, at("2025-01-01T00:00Z"), at("2026-02-01T00:00Z"))
}

#[track_caller]
fn due(line: &OpenTime, from: &str, minutes: i64, expected: &str) {
    let due = line.add(at(from), minutes * 60 * SECOND).expect("it comes");
    assert_eq!(due, at(expected), "{from} + {minutes} min");
}

#[test]
fn a_p2_of_friday_afternoon_is_due_on_monday_in_summer_time() {
    let line = line(&help_desk());
    let created = "2025-03-28T16:30+02:00";
    due(&line, created, 4 * 60, "2025-03-31T11:30+03:00");
    due(&line, created, 6 * 60, "2025-03-31T13:30+03:00");
    due(&line, created, 8 * 60, "2025-03-31T15:30+03:00");
}

#[test]
fn a_p1_counts_every_hour_of_both_daylight_saving_nights() {
    let line = line(&Calendar::always(zone("Europe/Tallinn")));
    due(&line, "2025-03-30T01:30+02:00", 4 * 60, "2025-03-30T06:30+03:00");
    due(&line, "2025-10-26T00:30Z", 4 * 60, "2025-10-26T06:30+02:00");
}

#[test]
fn short_and_closed_days_before_the_new_year_move_a_p3() {
    due(&line(&help_desk()), "2025-12-23T10:00+02:00", 27 * 60, "2025-12-31T13:00+02:00");
}

#[test]
fn a_contract_in_stockholm_runs_on_stockholms_calendar() {
    let mut stockholm = weekdays("Europe/Stockholm", 8, 17);
    stockholm.days.insert(date_from_civil(2025, 6, 20), Vec::new());
    due(&line(&stockholm), "2025-06-19T16:30+02:00", 8 * 60, "2025-06-23T16:30+03:00");
}

#[test]
fn an_hour_before_closing_ends_at_closing_and_one_at_closing_in_the_morning() {
    let line = line(&help_desk());
    due(&line, "2025-09-05T16:00+03:00", 60, "2025-09-05T17:00+03:00");
    due(&line, "2025-09-05T17:00+03:00", 60, "2025-09-08T09:00+03:00");
    assert!(!line.is_open(at("2025-09-05T17:00+03:00")));
    assert!(line.is_open(at("2025-09-05T08:00+03:00")));
    assert_eq!(line.opens(at("2025-09-05T17:00+03:00")), Some(at("2025-09-08T08:00+03:00")));
}

#[test]
fn a_night_shift_belongs_to_the_day_on_which_it_begins() {
    let mut nights = weekdays("Europe/Tallinn", 22, 30);
    let friday = date_from_civil(2025, 9, 5);
    let all = line(&nights);
    assert!(all.is_open(at("2025-09-06T05:59+03:00")), "the night of Friday");
    assert!(!all.is_open(at("2025-09-08T05:59+03:00")), "no night of Sunday");
    nights.days.insert(friday, Vec::new());
    assert!(!line(&nights).is_open(at("2025-09-06T05:59+03:00")), "Friday is closed, its night as well");
}

#[test]
fn what_never_opens_is_never_due_and_ends() {
    let never = Calendar {
        zone: zone("UTC"),
        week: std::array::from_fn(|_| Vec::new()),
        days: std::collections::BTreeMap::new(),
    };
    let line = line(&never);
    assert_eq!(line.add(at("2025-01-05T00:00Z"), 1), None);
    assert_eq!(line.opens(at("2025-01-05T00:00Z")), None);
    assert_eq!(line.elapsed(at("2025-01-05T00:00Z"), at("2025-06-05T00:00Z")), Some(0));
    assert_eq!(never.rolled(0), None);
}

#[test]
fn outside_what_is_kept_ready_the_answers_are_the_same() {
    let calendar = help_desk();
    let near = OpenTime::new(&calendar, at("2025-09-01T00:00Z"), at("2025-09-02T00:00Z"));
    let far = line(&calendar);
    for day in 0..360 {
        let (a, b) = (at("2025-01-02T03:00Z") + day * DAY, at("2025-03-01T12:34Z") + day * DAY / 2);
        assert_eq!(near.elapsed(a, b), far.elapsed(a, b));
        assert_eq!(near.add(a, 100 * HOUR), far.add(a, 100 * HOUR));
        assert_eq!(near.is_open(a), far.is_open(a));
        assert_eq!(near.opens(a), far.opens(a));
    }
}

#[test]
fn working_days_are_those_of_the_calendar() {
    let calendar = help_desk();
    let date = date_from_civil;
    assert_eq!(calendar.working_day(date(2025, 6, 20), 1), Some(date(2025, 6, 25)), "St John's days are closed");
    assert_eq!(calendar.working_day(date(2025, 6, 21), 0), Some(date(2025, 6, 21)));
    assert_eq!(calendar.rolled(date(2025, 6, 21)), Some(date(2025, 6, 25)));
}

/// Hours of a day in half hours: up to three stretches.
fn some_hours() -> impl Strategy<Value = Vec<Hours>> {
    prop::collection::btree_set(0_i64..=60, 0..6).prop_map(|edges| {
        let edges: Vec<i64> = edges.into_iter().collect();
        let half = HOUR / 2;
        let pairs = edges.chunks_exact(2).filter(|pair| pair[0] < 48);
        pairs.map(|pair| Hours { from: pair[0] * half, to: pair[1] * half }).collect()
    })
}

fn calendars() -> impl Strategy<Value = Calendar> {
    let zones =
        ["Europe/Tallinn", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago", "UTC"];
    let days = prop::collection::btree_map(20_089_i64..20_454, some_hours(), 0..30);
    (prop::sample::select(zones.to_vec()), prop::array::uniform7(some_hours()), days)
        .prop_map(|(name, week, days)| Calendar { zone: zone(name), week, days })
}

/// Instants of 2025, to the second.
fn instants() -> impl Strategy<Value = i64> {
    (0_i64..365 * 86_400).prop_map(|s| at("2025-01-01T00:00Z") + s * SECOND)
}

/// Open seconds, one after the other, from the calendar's own words.
fn counted(calendar: &Calendar, a: i64, b: i64) -> i64 {
    let local = etalon_core::time::LocalTime::new(&calendar.zone, 0, 0);
    let spans: Vec<(i64, i64)> = (20_080..20_460)
        .flat_map(|date| calendar.hours(date).iter().map(move |h| (date, *h)))
        .filter_map(|(date, h)| {
            let edge = |m: i64| local.instant(date + m.div_euclid(DAY), m.rem_euclid(DAY));
            Some((edge(h.from)?, edge(h.to)?))
        })
        .collect();
    let step = 15 * 60 * SECOND;
    // Edges lie on quarters of an hour in all these zones.
    let inside = |t: i64| spans.iter().any(|(from, to)| *from <= t && t < *to);
    let (mut t, mut open) = (a, 0);
    while t < b {
        let next = ((t.div_euclid(step) + 1) * step).min(b);
        if inside(t) {
            open += next - t;
        }
        t = next;
    }
    open
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn it_is_additive_and_monotone(calendar in calendars(), mut t in prop::array::uniform3(instants())) {
        let line = line(&calendar);
        t.sort_unstable();
        let [a, b, c] = t;
        let of = |x, y| line.elapsed(x, y).expect("within the year");
        prop_assert_eq!(of(a, b) + of(b, c), of(a, c));
        prop_assert!(of(a, b) >= 0 && of(a, b) <= b - a);
        prop_assert_eq!(of(b, a), -of(a, b));
    }

    #[test]
    fn closed_time_counts_for_nothing(calendar in calendars(), a in instants()) {
        let line = line(&calendar);
        if !line.is_open(a) && let Some(opens) = line.opens(a) {
            prop_assert_eq!(line.elapsed(a, opens), Some(0));
            prop_assert!(line.is_open(opens));
        }
    }

    #[test]
    fn adding_what_has_passed_reaches_the_working_instant(calendar in calendars(), a in instants(), b in instants()) {
        let line = line(&calendar);
        let (a, b) = (a.min(b), a.max(b));
        let passed = line.elapsed(a, b).expect("within the year");
        let reached = line.add(a, passed).expect("it has passed");
        prop_assert!(reached <= b);
        prop_assert_eq!(line.elapsed(a, reached), Some(passed));
        prop_assert_eq!(line.elapsed(reached, b), Some(0));
        if passed > 0 {
            prop_assert_eq!(line.elapsed(a, reached - 1), Some(passed - 1), "it is the first such instant");
        }
    }

    #[test]
    fn it_is_what_counting_says(calendar in calendars(), a in instants(), length in 0_i64..20 * 86_400) {
        let b = a + length * SECOND;
        if b < at("2025-12-31T00:00Z") {
            prop_assert_eq!(line(&calendar).elapsed(a, b), Some(counted(&calendar, a, b)));
        }
    }

    #[test]
    fn shifting_by_whole_weeks_shifts_the_answer(a in instants(), work in 1_i64..200 * 3600) {
        // In a zone without daylight saving and without special days (I22).
        let calendar = weekdays("UTC", 8, 17);
        let line = line(&calendar);
        let (near, far) = (line.add(a, work * SECOND), line.add(a - 7 * DAY, work * SECOND));
        prop_assert_eq!(near.map(|t| t - 7 * DAY), far);
    }
}

#[test]
fn terms_end_where_the_calendar_says() {
    use etalon_core::standard::CalendarTerm::{Business, Days, Months, WorkingDays};
    let line = line(&help_desk());
    let end = |from: &str, term| line.due(at(from), term);
    // Thursday; Monday and Tuesday are St John's days.
    let thursday = "2025-06-19T16:30+03:00";
    assert_eq!(end(thursday, WorkingDays(2)), Some(at("2025-06-26T00:00+03:00")));
    assert_eq!(end(thursday, Days { days: 2, rolling: false }), Some(at("2025-06-22T00:00+03:00")));
    assert_eq!(end(thursday, Days { days: 2, rolling: true }), Some(at("2025-06-26T00:00+03:00")));
    assert_eq!(
        end(thursday, Days { days: 1, rolling: true }),
        Some(at("2025-06-21T00:00+03:00")),
        "a working day stays"
    );
    assert_eq!(end(thursday, Business(9 * HOUR)), Some(at("2025-06-20T16:30+03:00")));
    assert_eq!(end("2025-01-31T10:00+02:00", Months { months: 1, rolling: false }), Some(at("2025-03-01T00:00+02:00")));
    assert_eq!(end("2025-05-23T10:00+03:00", Months { months: 1, rolling: true }), Some(at("2025-06-26T00:00+03:00")));
    assert_eq!(end(thursday, WorkingDays(i64::MAX)), None);
    assert_eq!(end(thursday, Days { days: i64::MAX, rolling: true }), None);
    assert_eq!(end(thursday, Months { months: i64::MAX, rolling: false }), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn working_days_add_up_and_lead_back(
        calendar in calendars(), days in prop::array::uniform3(20_000_i64..20_700), n in 0_i64..40,
    ) {
        let line = OpenTime::new(&calendar, at("2025-03-01T00:00Z"), at("2025-06-01T00:00Z"));
        let [a, b, c] = days;
        let between = |a, b| line.working_days(a, b).expect("near enough");
        prop_assert_eq!(between(a, b) + between(b, c), between(a, c));
        prop_assert_eq!(between(a, b), -between(b, a));
        let counted = (a.min(b) + 1..=a.max(b)).filter(|day| calendar.is_working_day(*day)).count();
        prop_assert_eq!(between(a.min(b), a.max(b)), i64::try_from(counted).expect("few"));
        if let Some(end) = calendar.working_day(a, n) {
            prop_assert_eq!(between(a, end), n);
        }
    }
}
