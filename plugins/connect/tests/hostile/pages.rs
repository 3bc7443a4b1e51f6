//! Pages that are not what was declared: nothing of them is stored.

use super::{Case, all, case, tricks};

#[test]
fn pages_that_are_not_what_was_declared() {
    insta::assert_snapshot!(tricks(&[
        "fewer-columns",
        "more-columns",
        "other-type",
        "short-column",
        "more-rows",
        "rows-that-are-not-there",
        "no-boolean",
        "no-number",
        "no-such-word",
        "no-value",
        "short-bits",
        "year-300000",
        "long-text",
        "no-utf8",
        "long-cursor",
        "end-of-time",
    ]));
}

#[test]
fn pages_that_are_too_large_for_the_border() {
    let cases: Vec<(&'static str, Case)> = vec![
        ("100 MiB of words in 32 MiB of memory", case("giant-page")),
        (
            "the same where it has the memory: 64 MiB may cross",
            Case { memory: "512 MiB", work: 10_000_000_000, ..case("giant-page") },
        ),
    ];
    insta::assert_snapshot!(all(cases));
}

#[test]
fn cursors_that_do_not_move_and_waits_without_end() {
    // The first page counts: it is a step from nowhere. The second says rows of the same place.
    let folder = tempfile::tempdir().unwrap();
    let (pulled, rows, _) = case("same-place").pull(&folder);
    assert_eq!(rows.lines().count(), 2, "the same rows are not stored twice");
    let etalon_connect::Ended::Failed(failure) = pulled.ended else { panic!("{:?}", pulled.ended) };
    assert_eq!(failure.code, "same-page");
    // No rows and no step, "there is more": three times, then it counts as all for now.
    // A wait of 292,000 years, and one back in time: the run does not follow, so it ends.
    insta::assert_snapshot!(tricks(&["no-step", "waits-for-ever", "waits-backwards", "steers-the-screen"]));
}
