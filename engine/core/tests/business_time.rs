//! Business time beside an independent implementation: PyPI `businesstimedelta`, asked by `tests/business-time/make.py`.
use etalon_core::time::{Calendar, DAY, Hours, OpenTime, date_from_civil};
use etalon_core::value::SECOND;
use std::collections::BTreeMap;

const CASES: &str = include_str!("../../../tests/business-time/cases.csv");
const HOLIDAYS: &str = include_str!("../../../tests/business-time/holidays.csv");

/// By country, the closed days.
fn holidays() -> BTreeMap<&'static str, Vec<i64>> {
    let mut closed: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for line in HOLIDAYS.lines().skip(1) {
        let (country, date) = line.split_once(',').expect("country, date");
        let parts: Vec<i64> = date.split('-').map(|part| part.parse().expect("a number")).collect();
        closed.entry(country).or_default().push(date_from_civil(parts[0], parts[1], parts[2]));
    }
    closed
}

fn calendar(cells: &[&str], closed: &BTreeMap<&str, Vec<i64>>) -> Calendar {
    let minute = |text: &str| text.parse::<i64>().expect("minutes") * 60 * SECOND;
    let (from, to) = (minute(cells[3]), minute(cells[4]));
    let hours = Hours { from, to: if to < from { to + DAY } else { to } };
    let open = |day: usize| cells[2].contains(&(day + 1).to_string());
    let week = std::array::from_fn(|day| if open(day) { vec![hours] } else { Vec::new() });
    let days = closed.get(cells[1]).into_iter().flatten().map(|date| (*date, Vec::new())).collect();
    Calendar { zone: jiff::tz::TimeZone::get(cells[0]).expect("a zone"), week, days }
}

/// Why the other implementation may say something else; each is checked to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Difference {
    /// It forgets the rest of a night shift that has begun before `a`.
    NightBegun,
    /// It takes 24 hours off for a closed day of 23, and so an hour of the day after.
    ShortClosedDay,
}

#[test]
fn it_says_what_an_independent_implementation_says() {
    let closed = holidays();
    let mut lines: BTreeMap<Vec<&str>, OpenTime> = BTreeMap::new();
    let mut explained: BTreeMap<Difference, usize> = BTreeMap::new();
    let (mut asked, mut differing) = (0, Vec::new());
    for row in CASES.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let number = |i: usize| cells[i].parse::<i64>().expect("a whole number") * SECOND;
        let line = lines.entry(cells[..5].to_vec()).or_insert_with(|| {
            let day = |year| date_from_civil(year, 1, 1) * DAY;
            OpenTime::new(&calendar(&cells, &closed), day(2024), day(2027))
        });
        let (a, b, length) = (number(5), number(6), number(8));
        let (theirs, ours) = ((number(7), number(9)), (line.elapsed(a, b), line.add(a, length)));
        asked += 1;
        if ours == (Some(theirs.0), Some(theirs.1)) {
            continue;
        }
        // The first instant at which it is closed again.
        let closes =
            (a..).step_by(60_000_000).map(|t| t - t.rem_euclid(60 * SECOND)).find(|t| *t > a && !line.is_open(*t));
        let closes = closes.expect("it closes");
        let night = number(4) < number(3) && line.is_open(a) && line.elapsed(closes, b.max(closes)) == Some(theirs.0);
        let hour = 3600 * SECOND;
        let zone = etalon_core::time::LocalTime::new(&line.calendar().zone, 0, 0);
        let short = |date: &i64| {
            zone.start(date + 1).zip(zone.start(*date)).is_some_and(|(next, start)| next - start == 23 * hour)
        };
        let mut days = closed.get(cells[1]).into_iter().flatten();
        let short = days.any(|date| short(date) && a < date * DAY && date * DAY < b) && ours.0 == Some(theirs.0 + hour);
        match (night, short) {
            (true, _) if ours.1 == Some(theirs.1) || line.add(closes, length) == Some(theirs.1) => {
                *explained.entry(Difference::NightBegun).or_default() += 1;
            }
            (_, true) => *explained.entry(Difference::ShortClosedDay).or_default() += 1,
            _ => differing.push(format!("{row}: ours {ours:?}")),
        }
    }
    assert!(asked >= 5_000, "only {asked} cases");
    assert!(differing.is_empty(), "{} of {asked} differ:\n{}", differing.len(), differing.join("\n"));
    assert_eq!(explained, BTreeMap::from([(Difference::NightBegun, 144), (Difference::ShortClosedDay, 2)]));
}
