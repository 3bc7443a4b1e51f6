//! Which rows are one event, and in which order events stand.

mod judge;

use judge::told;

const CALLS: &str = r#"
standard s { zone "Europe/Tallinn" }
event call { id text key  at instant  waited duration  revision whole? rev }
source new_calls for call { files "n.csv" }
source old_calls for call { files "o.csv" }
event tick { day date key  lane text key  at instant  n whole }
source ticks for tick { files "t.csv"  ties by order }
event beat { id text key  at instant }
source beats for beat { files "b.csv"  ties by row }
criterion quick { for call  require waited <= 20 s }
"#;

#[test]
fn one_event_is_counted_once_in_its_last_revision() {
    let rows = "
        new_calls id=same at=2026-03-02T09:00 waited=1
        new_calls id=same at=2026-03-02T09:00 waited=1
        old_calls id=same at=2026-03-02T09:00 waited=1
        new_calls id=corrected at=2026-03-02T09:01 waited=1 revision=1
        old_calls id=corrected at=2026-03-02T09:01 waited=30 revision=2
        new_calls id=conflict at=2026-03-02T09:02 waited=1 revision=1
        new_calls id=conflict at=2026-03-02T09:02 waited=2 revision=2
        old_calls id=conflict at=2026-03-02T09:02 waited=3 revision=2
        new_calls id=released at=2026-03-02T09:03 waited=2 revision=2
        new_calls id=released at=2026-03-02T09:03 waited=3 revision=2
        new_calls id=released at=2026-03-02T09:03 waited=4 revision=3
        new_calls id=gone at=2026-03-02T09:04 waited=4 revision=1
        old_calls id=gone at=2026-03-02T09:04 waited=4 revision=1 retract
        new_calls id=back at=2026-03-02T09:05 waited=4 revision=1
        new_calls id=back at=2026-03-02T09:05 waited=4 revision=2 retract
        new_calls id=back at=2026-03-02T09:05 waited=5 revision=3
        new_calls id=never at=2026-03-02T09:06 waited=5 revision=3
        old_calls id=never at=2026-03-02T09:06 waited=5 retract
        new_calls at=2026-03-02T09:07 waited=5
        new_calls id=timeless waited=5
        new_calls id=future at=2026-03-03T09:00 waited=5
    ";
    let run = told(CALLS, rows, Some("2026-03-03T08:59"));
    insta::assert_snapshot!("revisions", run.data() + &run.rows("call"));
    let mut lines: Vec<&str> = rows.lines().collect();
    lines.reverse();
    let back = told(CALLS, &lines.join("\n"), Some("2026-03-03T08:59"));
    assert_eq!(run.rows("call"), back.rows("call"));
    assert_eq!(run.findings(), back.findings());
    assert_eq!(told(CALLS, "", None).world.as_of, 0);
}

#[test]
fn ties_are_broken_as_the_source_says() {
    let rows = "
        ticks day=2026-03-02 lane=x at=2026-03-02T09:00 n=1 tie=10
        ticks day=2026-03-02 lane=y at=2026-03-02T09:00 n=2 tie=9
        ticks day=2026-03-02 lane=z at=2026-03-02T09:00 n=3 tie=b
        ticks day=2026-03-02 lane=w at=2026-03-02T08:00 n=4 tie=99
        ticks day=2026-03-02 lane=v at=2026-03-02T09:00 n=5 tie=a
        beats id=b at=2026-03-02T09:00
        beats id=a at=2026-03-02T09:00
        --
        beats id=0 at=2026-03-02T09:00
        beats id=9 at=2026-03-02T08:00
        beats id=b at=2026-03-02T09:00
    ";
    let run = told(CALLS, rows, None);
    insta::assert_snapshot!("ties", run.rows("tick") + &run.rows("beat"));
}
