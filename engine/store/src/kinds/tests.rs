//! Tables of texts and what is made of them.

use super::*;
use etalon_core::standard::{Field, Type};
use etalon_core::value::{Ratio, Value};
use etalon_grammar::ast::Span;
use std::borrow::Cow;
use std::fmt::Write as _;

fn field(ty: Type, bounds: Option<(Value, Value)>) -> Kind {
    let span = Span { file: 0, start: 0, end: 0 };
    Kind::new(&Field { name: "waited".into(), ty, optional: false, bounds, meaning: None, fact: None, span })
}

fn table(kind: &Kind, patterns: &[&str], zone: Option<&str>, texts: &[&str]) -> String {
    let patterns: Vec<String> = patterns.iter().map(|p| (*p).to_owned()).collect();
    let zone = zone.map(|z| jiff::tz::TimeZone::get(z).expect("a zone"));
    let mut zone = zone.as_ref().map(Zone::new);
    let mut out = String::new();
    for text in texts {
        let made = match kind.read(Cow::Borrowed(text), &patterns, zone.as_mut()) {
            Ok(Slot::Int(v)) if kind.ty == Type::Instant => {
                jiff::Timestamp::from_microsecond(v).expect("in range").to_string()
            }
            Ok(Slot::Int(v)) if kind.ty == Type::Date => day_text(v),
            Ok(Slot::Int(v)) => v.to_string(),
            Ok(slot) => format!("{slot:?}"),
            Err(fault) => format!("! {}: {}", fault.slug, fault.reason),
        };
        writeln!(out, "{text:?} -> {made}").expect("memory");
    }
    out
}

#[test]
fn whole_numbers() {
    let kind = field(Type::Whole, None);
    let texts = [
        "0",
        "7",
        "+7",
        "-7",
        " 12 ",
        "12.0",
        "12.00",
        "1e3",
        "12.5",
        "1,5",
        "1 000",
        "1'000",
        "abc",
        "NaN",
        "null",
        "-",
        "",
        "999999999999999999",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "1e400",
        "1e-400",
        "0x10",
        "1e",
        "--1",
        "٣",
    ];
    insta::assert_snapshot!(table(&kind, &[], None, &texts));
}

#[test]
fn bounded_numbers() {
    let one_to_five = field(Type::Whole, Some((Value::Whole(1), Value::Whole(5))));
    let price = field(Type::Decimal, Some((Value::Whole(0), Value::Decimal(1_500_000))));
    let text = table(&one_to_five, &[], None, &["0", "1", "5", "6"])
        + &table(&price, &[], None, &["-0.01", "0", "1.5", "1.500001"]);
    insta::assert_snapshot!(text);
}

#[test]
fn decimals() {
    let kind = field(Type::Decimal, None);
    let texts = [
        "0.1",
        "-0.000001",
        ".5",
        "5.",
        "1.2345678",
        "1.2300000000000000",
        "0.30000000000000004",
        "1.5e-3",
        "1.5E+3",
        "9223372036854.775807",
        "9223372036854.775808",
        "0.0000000000000000000000000000000000000000000000",
        "1,5",
        "1.234,50",
        "",
    ];
    insta::assert_snapshot!(table(&kind, &[], None, &texts));
}

#[test]
fn durations() {
    let kind = field(Type::Duration, None);
    let texts = [
        "90",
        "90 s",
        "90s",
        "1.5 h",
        "2 min 5 s",
        "-5 s",
        "250 ms",
        "1 week",
        "2 days",
        "1:23:45",
        "0:00:01.5",
        "100:00:00",
        "1:60:00",
        "12:34",
        "1:2:3",
        "PT1H30M",
        "P1DT2H",
        "PT0.5S",
        "P1W",
        "P1M",
        "P1Y",
        "PT",
        "P",
        "PT1M1H",
        "-PT5M",
        "5 sek",
        "s",
        "",
        "0.0000001 s",
        "1 s 1",
        "99999999999999 h",
        "Pö",
        "P1é",
    ];
    insta::assert_snapshot!(table(&kind, &[], None, &texts));
}

#[test]
fn clocks_and_units() {
    let mut out = String::new();
    for text in ["12:34", "75:30", "1:02:03", "0:05.25", "1:75", "1:2", "x", "-1:00", ":", "1:00:60"] {
        writeln!(out, "clock {text:?} -> {:?}", clock(text).map_err(|f| f.slug)).expect("memory");
    }
    for text in ["20", "20.000001", "20.0000001", "1e3", "5,5", "", "-3", "99999999999999999999"] {
        writeln!(out, "seconds {text:?} -> {:?}", in_units(text, 1_000_000).map_err(|f| f.slug)).expect("memory");
    }
    for text in ["1.5", "0.0001", "0.25"] {
        writeln!(out, "milliseconds {text:?} -> {:?}", in_units(text, 1000).map_err(|f| f.slug)).expect("memory");
    }
    for text in
        ["1,5", "1 234,5", "1\u{a0}234", "1.234.567,89", "1,234,567.89", "1,234,567", "1'234.5", "1.2.3", "x", "-1,5"]
    {
        writeln!(out, "number {text:?} -> {:?}", plain(text).map_err(|f| f.slug)).expect("memory");
    }
    for text in ["85", "85%", "85.5 %", "x", "0.000001"] {
        writeln!(out, "percent {text:?} -> {:?}", percent(text).map_err(|f| f.slug)).expect("memory");
    }
    insta::assert_snapshot!(out);
}

#[test]
fn instants() {
    let kind = field(Type::Instant, None);
    let texts = [
        "2026-03-02T09:00:00Z",
        "2026-03-02 09:00",
        "2026-03-02T09:00:00.25+02:00",
        "2026-03-02T09:00:00+0200",
        "2026-03-02T09:00-05",
        "2026-03-02 09:00:00 UTC",
        "2026-03-02T09:00:00.123456",
        "2026-03-02T09:00:00.123456789",
        "2026-03-02T09:00:00.123456000",
        // Clocks jump over this hour, and show that one twice.
        "2026-03-29T03:30:00",
        "2026-10-25T03:30:00",
        "2026-10-25T03:30:00+02:00",
        "2026-02-30T09:00:00",
        "2026-03-02",
        "2026-03-02T24:00:00",
        "2026-12-31T23:59:60Z",
        "2026-06-30T23:59:60",
        "02.03.2026 09:00",
        "1767225600",
        "",
        "0000-01-01T00:00",
        "9999-12-31T23:59:59Z",
        "2026-03-02T09:00:00+25:00",
        "2026-03-02T09:00:00.",
        "2026-03-0é",
    ];
    insta::assert_snapshot!(table(&kind, &[], Some("Europe/Tallinn"), &texts));
}

#[test]
fn instants_without_a_zone() {
    let kind = field(Type::Instant, None);
    insta::assert_snapshot!(table(&kind, &[], None, &["2026-03-02T09:00:00", "2026-03-02T09:00:00Z"]));
}

#[test]
fn instants_by_pattern() {
    let kind = field(Type::Instant, None);
    let patterns = ["%d.%m.%Y %H:%M:%S", "%d.%m.%Y", "%s", "%Y-%m-%d %I:%M %p"];
    let texts = [
        "02.03.2026 09:00:00",
        "2.3.2026 9:00:00",
        "02.03.2026",
        "1767225600",
        "2026-03-02 09:15 PM",
        "2026-03-02T09:00:00Z",
        "31.02.2026",
        "soon",
    ];
    insta::assert_snapshot!(table(&kind, &patterns, Some("Europe/Tallinn"), &texts));
}

#[test]
fn dates() {
    let kind = field(Type::Date, None);
    let texts = [
        "2026-03-02",
        "2026-03-02T00:00:00",
        "2026-03-02 09:00",
        "2026-03-02T00:00:00Z",
        "2024-02-29",
        "2026-02-29",
        "02.03.2026",
        "2026-3-2",
        "",
    ];
    let by_pattern = ["02.03.2026", "2026-03-02", "02.03.2026 10:00"];
    let text = table(&kind, &[], None, &texts) + &table(&kind, &["%d.%m.%Y", "%d.%m.%Y %H:%M"], None, &by_pattern);
    insta::assert_snapshot!(text);
}

#[test]
fn shares() {
    let kind = field(Type::Share, None);
    let texts = [
        "0.85",
        "85%",
        "17/20",
        "1",
        "0",
        "100%",
        "1.01",
        "101%",
        "-0.1",
        "1/0",
        "a/b",
        "0.3333333333333333",
        "2/3",
        "85",
        "",
        "33.333333%",
    ];
    insta::assert_snapshot!(table(&kind, &[], None, &texts));
}

#[test]
fn yes_and_no() {
    let kind = field(Type::YesNo, None);
    insta::assert_snapshot!(table(
        &kind,
        &[],
        None,
        &["true", "YES", "y", "T", "1", "False", "no", "N", "f", "0", "ja", "", "2"]
    ));
}

#[test]
fn one_of_a_list() {
    let kind = field(Type::OneOf(["answered", "abandoned", "left a message"].map(str::to_owned).to_vec().into()), None);
    insta::assert_snapshot!(table(
        &kind,
        &[],
        None,
        &["answered", "left a message", " answered", "Answered", "anwsered", "ANS", ""]
    ));
}

#[test]
fn wall_times_agree_with_the_zone_on_every_quarter_of_an_hour_of_two_years() {
    for name in ["Europe/Tallinn", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu"] {
        let zone = jiff::tz::TimeZone::get(name).expect("a zone");
        let mut fast = Zone::new(&zone);
        let first = jiff::civil::date(2017, 1, 1);
        for quarter in 0..2 * 366 * 96 {
            let wall = first.at(0, 0, 0, 0) + jiff::SignedDuration::from_mins(quarter * 15);
            let day = i64::from((wall.date() - jiff::civil::date(1970, 1, 1)).get_days());
            let micros = i64::from(wall.hour()) * 3_600_000_000 + i64::from(wall.minute()) * 60_000_000;
            let right = zone.to_ambiguous_timestamp(wall).compatible().expect("in range").as_microsecond();
            assert_eq!(fast.instant(day, micros), Some(right), "{name} {wall}");
        }
    }
}

#[test]
fn ratio_is_exact() {
    assert_eq!(percent("33.333333").ok(), Ratio::new(33_333_333, 100_000_000));
}

mod short_ways {
    use super::super::{Days, Zone, date, in_units, number, quick};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn of_numbers(text in "[0-9]{0,9}\\.?[0-9]{0,6}|[0-9.+e: -]{0,10}") {
            let raw = text.as_bytes();
            if let Some(value) = quick::whole(raw) {
                prop_assert_eq!(number::whole(&text), Ok(value));
            }
            if let Some((digits, places)) = quick::places(raw) {
                let millionths = digits * 1_000_000 / quick::POWERS[places];
                if places <= 6 {
                    prop_assert_eq!(number::decimal(&text), Ok(millionths));
                    prop_assert_eq!(in_units(&text, 60_000_000), Ok(millionths * 60));
                }
            }
            let plain = !raw.is_empty() && raw.len() <= 8 && raw.iter().all(u8::is_ascii_digit);
            prop_assert_eq!(quick::whole(raw).is_some(), plain);
        }

        #[test]
        fn of_instants(
            texts in prop::collection::vec("20[0-9]{2}-(03|10|1[0-9])-(2[5-9]|3[0-2])[T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{1,7})?[Z+]?|[0-9TZ:. -]{15,27}", 1..6),
            place in prop::sample::select(vec!["UTC", "Europe/Tallinn", "America/Havana"]),
        ) {
            let zone = || Some(Zone::new(&jiff::tz::TimeZone::get(place).expect("a zone")));
            let (mut short, mut full, mut days) = (zone(), zone(), Days::default());
            for text in &texts {
                if let Some(value) = days.instant(text.as_bytes(), short.as_mut()) {
                    prop_assert_eq!(date::instant(text, &[], full.as_mut()), Ok(value), "{}", text);
                }
            }
        }
    }
}
