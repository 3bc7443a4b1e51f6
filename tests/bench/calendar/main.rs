//! How fast business time is: `add 4 business hours`, and the open time between two instants, one by one.
#![expect(clippy::print_stdout, reason = "a program that tells what it measured")]

#[path = "../rules/chance.rs"]
#[allow(dead_code, reason = "each program uses its part")]
mod chance;
#[path = "../rules/clock.rs"]
mod clock;

use chance::Chance;
use etalon_core::time::{Calendar, DAY, Hours, OpenTime, date_from_civil};
use etalon_core::value::SECOND;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

const HOUR: i64 = 3600 * SECOND;
/// So many questions.
const MANY: u32 = 2_000_000;
/// Over so many days, from the first of January 2024 on.
const DAYS: u32 = 730;

fn main() {
    let office = vec![Hours { from: 8 * HOUR, to: 12 * HOUR }, Hours { from: 13 * HOUR, to: 17 * HOUR }];
    let week = std::array::from_fn(|day| if day < 5 { office.clone() } else { Vec::new() });
    let holidays = (0..24).map(|month| (date_from_civil(2024 + month / 12, month % 12 + 1, 6), Vec::new()));
    let days: BTreeMap<i64, Vec<Hours>> = holidays.collect();
    let Ok(zone) = TimeZone::get("Europe/Tallinn") else { return };
    let start = date_from_civil(2024, 1, 1) * DAY;
    let calendar = Calendar { zone, week, days };

    let began = clock::seconds();
    let line = OpenTime::new(&calendar, start, start + i64::from(DAYS + 92) * DAY);
    println!("laid out: {:.4} s of processor time for {DAYS} days", clock::seconds() - began);

    let mut chance = Chance::new(1);
    let mut instant = || start + i64::from(chance.below(DAYS * 86_400)) * SECOND;
    let pairs: Vec<(i64, i64)> = (0..MANY).map(|_| (instant(), instant())).collect();
    measured("add 4 business hours", &pairs, |(a, _)| line.add(a, 4 * HOUR));
    measured("add 45 business hours", &pairs, |(a, _)| line.add(a, 45 * HOUR));
    measured("open time between two", &pairs, |(a, b)| line.elapsed(a, b));
}

/// Asks each pair; the least of five rounds, and a sum so that no question is left out.
fn measured(what: &str, pairs: &[(i64, i64)], ask: impl Fn((i64, i64)) -> Option<i64>) {
    let mut least = f64::INFINITY;
    let mut sum = 0_i64;
    for _ in 0..5 {
        let began = clock::seconds();
        sum = pairs.iter().filter_map(|pair| ask(*pair)).fold(0, i64::wrapping_add);
        least = least.min(clock::seconds() - began);
    }
    println!("{what}: {:.1} M a second and core (sum {sum})", f64::from(MANY) / least / 1e6);
}
