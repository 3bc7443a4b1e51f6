//! Calls that do not end, take too much, or fall over.

use super::{Case, all, case, tricks};
use std::time::Duration;

fn sleep() -> Case {
    Case { time: "1 s", change: |setup| setup.net.waits = Duration::from_millis(200), ..case("sleep") }
}

/// It has 100 ms, and the most work that can be granted: some 10^9 units a second are done, so that it would last for a quarter of an hour.
fn in_no_time(trick: &str) -> Case {
    Case { time: "100 ms", work: 1_000_000_000_000, ..case(trick) }
}

#[test]
fn calls_that_do_not_end_or_take_too_much() {
    let cases: Vec<(&'static str, Case)> = vec![
        ("an endless loop", case("loop")),
        ("a call of itself without end", case("recursion")),
        ("a panic", case("panic")),
        ("a panic where it is opened", case("open-panics")),
        ("more memory than is granted", case("memory")),
        ("sleep of an hour", sleep()),
        ("the clock asked for ever", Case { work: 3_000_000, ..case("ask-for-ever") }),
        ("the clock asked for ever, with work enough", in_no_time("ask-for-ever")),
        ("its store asked for ever, with work enough", in_no_time("store-for-ever")),
        ("a hundred thousand things held at once", case("hold-on")),
        ("a place that it refuses, with signs that clear the screen", case("open-refuses")),
    ];
    insta::assert_snapshot!(all(cases));
}

#[test]
fn the_hour_is_not_slept_and_the_next_call_begins_anew() {
    let began = std::time::Instant::now();
    let told = sleep().told();
    // Three tries of 1.2 s (1 s of its own and 200 ms for others), and an honest one after it.
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    assert!(told.contains("longer than 1.2 s"), "{told}");
}

#[test]
fn who_only_asks_the_host_has_no_more_time_than_who_works() {
    // It may wait 120 s for others, but it never does: the 100 ms that it has of its own end it, in each of three tries.
    let began = std::time::Instant::now();
    let told = in_no_time("ask-for-ever").told();
    assert!(told.contains("it worked longer than 0.1 s"), "{told}");
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[test]
fn what_it_keeps_has_an_end_and_goes_when_the_call_fails() {
    let folder = tempfile::tempdir().unwrap();
    // 64 KiB are granted; an entry is a key of 5 or 6 bytes and 1,000 bytes: 10 x 1,005 + 55 x 1,006 = 65,380 fit, one more does not.
    let (_, rows, _) = case("scratch-flood").pull(&folder);
    assert!(rows.contains("full after Some(65), long true, large true"), "{rows}");
    let kept = std::fs::metadata(folder.path().join("kept")).unwrap().len();
    // In base64, with the keys and the marks of JSON between them.
    assert!(kept < 100_000, "{kept}");

    let other = tempfile::tempdir().unwrap();
    case("scratch-then-panic").pull(&other);
    let (_, rows, _) = case("scratch-read").pull(&other);
    assert!(rows.contains("Some(false)"), "what a call wrote that fell over is not kept: {rows}");

    let none = Case { scratch: "0 KiB", ..case("scratch-flood") };
    assert!(none.told().contains("full after Some(0)"), "not granted: nothing is kept");
}

#[test]
fn its_log_has_an_end() {
    let folder = tempfile::tempdir().unwrap();
    let (pulled, _, logged) = Case { work: 1_000_000_000, ..case("log-flood") }.pull(&folder);
    assert_eq!(pulled.rows, 2, "the call itself is not hurt");
    let logged = logged.lock().unwrap();
    let bytes: usize = logged.iter().map(|line| line.text.len()).sum();
    let most = etalon_contract::Limits::default().log as usize;
    assert!(bytes < most + 200, "{bytes} bytes of {most}");
    let last = &logged.last().unwrap().text;
    assert_eq!(*last, format!("it wrote more than {most} bytes of log in one call; the rest is left out"));
}

#[test]
fn check_shows_little_and_steers_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (setup, _) = case("many-problems").setup(&folder, &super::SOURCE);
    let problems = super::SOURCE.source(setup).unwrap().check().unwrap();
    assert_eq!(problems.len(), 20);
    assert!(problems.iter().all(|p| p.text.len() == 500 && !p.setting.contains('\x1b')), "{:?}", problems[0]);
    assert_eq!(tricks(&["honest"]), "honest\n    Complete, 2 rows: second\n");
}
