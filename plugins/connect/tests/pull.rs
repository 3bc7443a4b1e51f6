//! A page is stored before the cursor that follows it: whatever happens in between, nothing is lost and nothing is there twice.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up shall fail")]

mod support;

use etalon_connect::{
    Batch, Column, Data, Ended, Failure, FailureKind, Feed, Kept, Next, Page, Pull, PullOptions, Pulled, Said, pull,
    start_over,
};
use etalon_contract::Stream;
use std::collections::VecDeque;
use std::fs;
use std::path::Path;
use std::time::Duration;
use support::Jump;

fn stream() -> Stream {
    serde_json::from_str(
        r#"{ "name": "tickets", "time": "at", "key": ["id"], "fields": [
            { "name": "id", "type": "text" }, { "name": "at", "type": "instant" }, { "name": "waited", "type": "duration", "nullable": true },
            { "name": "open", "type": "yes/no" }, { "name": "score", "type": "number", "range": [0, 5], "nullable": true },
            { "name": "day", "type": "date" }, { "name": "count", "type": "whole" },
            { "name": "kind", "type": "text", "choices": ["call", "chat"] } ] }"#,
    )
    .unwrap()
}

/// Rows `from` to `to` of an endless stream.
fn rows(from: u32, to: u32) -> Batch {
    let n: Vec<i64> = (from..to).map(i64::from).collect();
    let all = |data| Column { data, valid: None };
    let texts = |words: Vec<String>, codes: Vec<u32>| Data::Texts { codes, words };
    let third: Vec<u8> =
        n.chunks(8).map(|c| c.iter().enumerate().fold(0, |b, (i, n)| b | u8::from(n % 3 != 0) << i)).collect();
    Batch {
        rows: to - from,
        columns: vec![
            all(texts(n.iter().map(|n| format!("T{n}")).collect(), (0..to - from).collect())),
            all(Data::Ints(n.iter().map(|n| 1_772_442_000_000_000 + n * 1_500_000).collect())),
            Column { data: Data::Ints(n.iter().map(|n| n * 250_000).collect()), valid: Some(third.clone()) },
            all(Data::Booleans(n.iter().map(|n| (n % 2) as u8).collect())),
            Column { data: Data::Numbers(n.iter().map(|n| (n % 10) as f64 / 2.0).collect()), valid: Some(third) },
            all(Data::Ints(n.iter().map(|n| 20_000 + n).collect())),
            all(Data::Ints(n.clone())),
            all(texts(vec!["call".into(), "chat".into()], n.iter().map(|n| (n % 2) as u32).collect())),
        ],
    }
}

/// A source of so many rows; the cursor is the number of the next one.
struct Counting {
    most: u32,
    at: Option<u32>,
    /// What to do instead, in order; none = nothing is wrong this time.
    faults: VecDeque<Option<Failure>>,
    opened: Vec<Option<u32>>,
}

impl Counting {
    fn new(most: u32, faults: impl IntoIterator<Item = Option<Failure>>) -> Self {
        Self { most, at: None, faults: faults.into_iter().collect(), opened: Vec::new() }
    }
}

impl Feed for Counting {
    fn open(&mut self, _: &str, cursor: Option<&[u8]>) -> Result<(), Failure> {
        let at = cursor.map(|c| std::str::from_utf8(c).unwrap().parse().unwrap());
        self.opened.push(at);
        self.at = Some(at.unwrap_or(0));
        Ok(())
    }

    fn poll(&mut self, most: u32) -> Result<Page, Failure> {
        if let Some(Some(failure)) = self.faults.pop_front() {
            self.at = None;
            return Err(failure);
        }
        let from = self.at.expect("a stream is opened anew after a failure");
        let to = self.most.min(from + most);
        self.at = Some(to);
        let next = if to == self.most { Next::After(Duration::from_secs(60)) } else { Next::Now };
        let watermark = Some(1_772_442_000_000_000 + i64::from(to));
        Ok(Page { batch: rows(from, to), cursor: to.to_string().into_bytes(), next, watermark })
    }
}

fn fault(kind: FailureKind, after: Option<u64>) -> Option<Failure> {
    Some(Failure { kind, after: after.map(Duration::from_secs), code: "x".into(), text: "a fault of the test".into() })
}

fn run(feed: &mut dyn Feed, out: &Path, options: &PullOptions, wait: &Jump) -> (Pulled, Vec<Said>) {
    let (mut kept, cut) = Kept::open(out, "desk", "tickets").unwrap();
    let mut said = Vec::new();
    if cut > 0 {
        said.push(Said::Cut(cut));
    }
    let stream = stream();
    let mut say = |s: &Said| said.push(s.clone());
    let pulled = pull(feed, Pull { stream: &stream, kept: Some(&mut kept), options, wait, say: &mut say }).unwrap();
    (pulled, said)
}

fn ten() -> PullOptions {
    PullOptions { page: 10, ..PullOptions::default() }
}

fn text(out: &Path) -> String {
    fs::read_to_string(out.join("tickets.jsonl")).unwrap()
}

#[test]
fn rows_are_written_as_a_standard_reads_them() {
    let out = tempfile::tempdir().unwrap();
    let (pulled, _) = run(&mut Counting::new(4, []), out.path(), &ten(), &Jump::new(9));
    assert_eq!((pulled.pages, pulled.rows, pulled.ended), (1, 4, Ended::Caught));
    insta::assert_snapshot!(text(out.path()), @r#"
    {"id":"T0","at":"2026-03-02T09:00:00Z","waited":null,"open":false,"score":null,"day":"2024-10-04","count":0,"kind":"call"}
    {"id":"T1","at":"2026-03-02T09:00:01.5Z","waited":"0.25 s","open":true,"score":0.5,"day":"2024-10-05","count":1,"kind":"chat"}
    {"id":"T2","at":"2026-03-02T09:00:03Z","waited":"0.5 s","open":false,"score":1.0,"day":"2024-10-06","count":2,"kind":"call"}
    {"id":"T3","at":"2026-03-02T09:00:04.5Z","waited":null,"open":true,"score":null,"day":"2024-10-07","count":3,"kind":"chat"}
    "#);
}

#[test]
fn it_goes_on_where_it_was_and_brings_what_is_new() {
    let out = tempfile::tempdir().unwrap();
    let first = run(&mut Counting::new(25, []), out.path(), &PullOptions { pages: Some(2), ..ten() }, &Jump::new(9)).0;
    assert_eq!((first.pages, first.rows, first.ended), (2, 20, Ended::Enough));
    let mut source = Counting::new(33, []);
    let second = run(&mut source, out.path(), &ten(), &Jump::new(9)).0;
    assert_eq!((second.pages, second.rows, second.ended), (2, 13, Ended::Caught));
    assert_eq!(source.opened, [Some(20)]);
    let whole = tempfile::tempdir().unwrap();
    run(&mut Counting::new(33, []), whole.path(), &ten(), &Jump::new(9));
    assert_eq!(text(out.path()), text(whole.path()));
}

#[test]
fn killed_between_page_and_cursor_nothing_is_lost_and_nothing_doubled() {
    let whole = tempfile::tempdir().unwrap();
    run(&mut Counting::new(30, []), whole.path(), &ten(), &Jump::new(9));
    let all = text(whole.path());
    let two = all.match_indices('\n').nth(19).unwrap().0 + 1;
    // The third page was written to any extent when the program died, its cursor was not.
    for written in (two..=all.len()).step_by(97).chain([all.len()]) {
        let out = tempfile::tempdir().unwrap();
        run(&mut Counting::new(30, []), out.path(), &PullOptions { pages: Some(2), ..ten() }, &Jump::new(9));
        fs::write(out.path().join("tickets.jsonl"), &all[..written]).unwrap();
        let (pulled, said) = run(&mut Counting::new(30, []), out.path(), &ten(), &Jump::new(9));
        assert_eq!(text(out.path()), all, "killed after {written} bytes");
        assert_eq!(pulled.rows, 10);
        assert_eq!(said.contains(&Said::Cut((written - two) as u64)), written > two);
    }
}

#[test]
fn killed_before_the_first_cursor_it_begins_anew() {
    let out = tempfile::tempdir().unwrap();
    drop(Kept::open(out.path(), "desk", "tickets").unwrap());
    fs::write(out.path().join("tickets.jsonl"), "{\"id\":\"T0\"").unwrap();
    let (pulled, said) = run(&mut Counting::new(5, []), out.path(), &ten(), &Jump::new(9));
    assert_eq!((pulled.rows, text(out.path()).lines().count()), (5, 5));
    assert_eq!(said[0], Said::Cut(10));
}

#[test]
fn passing_faults_are_tried_again_with_growing_pauses() {
    let out = tempfile::tempdir().unwrap();
    let again = || fault(FailureKind::Again, None);
    let faults = [again(), again(), again(), None, fault(FailureKind::Again, Some(77)), None];
    let wait = Jump::new(99);
    let mut source = Counting::new(20, faults);
    let pulled = run(&mut source, out.path(), &ten(), &wait).0;
    assert_eq!((pulled.rows, pulled.ended), (20, Ended::Caught));
    assert_eq!(wait.waited(), [1, 2, 4, 77]);
    assert_eq!(
        source.opened,
        [None, None, None, None, Some(10)],
        "opened anew after each failure, at the stored place"
    );
}

#[test]
fn a_run_gives_up_in_the_end_and_one_that_follows_does_not() {
    let out = tempfile::tempdir().unwrap();
    let always = || std::iter::repeat_n(fault(FailureKind::Again, None), 20);
    let wait = Jump::new(99);
    let ended = run(&mut Counting::new(5, always()), out.path(), &ten(), &wait).0.ended;
    assert!(matches!(ended, Ended::Failed(Failure { kind: FailureKind::Again, .. })), "{ended:?}");
    assert_eq!(wait.waited().len(), 7);
    let wait = Jump::new(23);
    let followed = run(&mut Counting::new(5, always()), out.path(), &PullOptions { follow: true, ..ten() }, &wait).0;
    assert_eq!((followed.rows, followed.ended), (5, Ended::Stopped));
    assert_eq!(wait.waited().len(), 23, "20 pauses, then it waits for what is new until it is stopped");

    let patient = fault(FailureKind::Again, Some(3600));
    let ended = run(&mut Counting::new(50, [patient]), out.path(), &ten(), &Jump::new(9)).0.ended;
    assert!(matches!(ended, Ended::Failed(_)), "an hour is longer than a run that does not follow waits");
}

#[test]
fn what_only_a_person_can_mend_ends_the_run_at_once() {
    for kind in [FailureKind::Denied, FailureKind::Settings, FailureKind::CursorLost, FailureKind::Never] {
        let out = tempfile::tempdir().unwrap();
        let wait = Jump::new(9);
        let follow = PullOptions { follow: true, ..ten() };
        let ended = run(&mut Counting::new(5, [fault(kind, Some(1))]), out.path(), &follow, &wait).0.ended;
        assert!(matches!(ended, Ended::Failed(failure) if failure.kind == kind));
        assert!(wait.waited().is_empty());
    }
}

#[test]
fn a_plugin_that_falls_over_is_not_started_for_ever() {
    let out = tempfile::tempdir().unwrap();
    let wait = Jump::new(99);
    let broken = std::iter::repeat_n(fault(FailureKind::Broken, None), 50);
    let ended = run(&mut Counting::new(5, broken), out.path(), &PullOptions { follow: true, ..ten() }, &wait).0.ended;
    assert!(matches!(ended, Ended::Failed(Failure { kind: FailureKind::Broken, .. })));
    assert_eq!(wait.waited(), [1, 2]);
}

/// Gives one page, as the test wants it.
struct Once(Option<Page>);

impl Feed for Once {
    fn open(&mut self, _: &str, _: Option<&[u8]>) -> Result<(), Failure> {
        Ok(())
    }

    fn poll(&mut self, _: u32) -> Result<Page, Failure> {
        self.0.clone().ok_or_else(|| Failure::broken("x", "no page"))
    }
}

#[test]
fn a_page_that_is_not_what_was_declared_is_refused_as_a_whole() {
    let good = rows(1, 3);
    let change = |column: usize, data: Data| {
        let mut batch = good.clone();
        batch.columns[column].data = data;
        batch
    };
    let words =
        |codes: Vec<u32>, words: &[&str]| Data::Texts { codes, words: words.iter().map(|w| (*w).to_owned()).collect() };
    let mut few = good.clone();
    few.columns.pop();
    let mut bits = good.clone();
    bits.columns[2].valid = Some(vec![3, 0]);
    let mut gap = good.clone();
    gap.columns[0].valid = Some(vec![1]);
    let wrong = [
        few,
        Batch { rows: 11, ..good.clone() },
        Batch { rows: 3, ..good.clone() },
        change(1, Data::Numbers(vec![1.0, 2.0])),
        change(0, words(vec![0, 2], &["a", "b"])),
        change(1, Data::Ints(vec![0, i64::MAX])),
        change(3, Data::Booleans(vec![0, 2])),
        change(4, Data::Numbers(vec![1.0, f64::NAN])),
        change(4, Data::Numbers(vec![5.5, 1.0])),
        change(5, Data::Ints(vec![0, i64::MIN])),
        change(7, words(vec![0, 1], &["call", "fax"])),
        bits,
        gap,
    ];
    let mut told = String::new();
    for batch in wrong {
        let out = tempfile::tempdir().unwrap();
        let page = Page { batch, cursor: b"1".to_vec(), next: Next::Now, watermark: None };
        let (pulled, _) = run(&mut Once(Some(page)), out.path(), &ten(), &Jump::new(99));
        let Ended::Failed(failure) = pulled.ended else { panic!("{:?}", pulled.ended) };
        assert_eq!(text(out.path()), "", "nothing of it is stored");
        told.push_str(&format!("{failure}\n"));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_source_that_turns_in_a_circle_is_stopped() {
    let out = tempfile::tempdir().unwrap();
    let page = Page { batch: rows(0, 2), cursor: b"same".to_vec(), next: Next::Now, watermark: None };
    let (pulled, _) = run(&mut Once(Some(page.clone())), out.path(), &ten(), &Jump::new(99));
    assert!(matches!(&pulled.ended, Ended::Failed(f) if f.code == "same-page"), "{:?}", pulled.ended);
    assert_eq!(text(out.path()).lines().count(), 2, "the page is there once");

    let empty = Page { batch: rows(0, 0), ..page };
    let other = tempfile::tempdir().unwrap();
    assert_eq!(run(&mut Once(Some(empty)), other.path(), &ten(), &Jump::new(99)).0.ended, Ended::Caught);
}

#[test]
fn files_that_do_not_fit_together_are_not_touched() {
    let out = tempfile::tempdir().unwrap();
    run(&mut Counting::new(5, []), out.path(), &ten(), &Jump::new(9));
    let (rows, mark) = (out.path().join("tickets.jsonl"), out.path().join("tickets.cursor"));
    let good = (fs::read(&rows).unwrap(), fs::read(&mark).unwrap());
    let mut told = String::new();
    let mut tell = |plugin: &str| {
        let trouble = Kept::open(out.path(), plugin, "tickets").unwrap_err();
        told.push_str(&format!("{trouble}\n").replace(&out.path().display().to_string(), "OUT"));
    };
    tell("other");
    fs::write(&rows, &good.0[..good.0.len() - 1]).unwrap();
    tell("desk");
    fs::write(&rows, &good.0).unwrap();
    fs::write(&mark, "{").unwrap();
    tell("desk");
    fs::write(&mark, String::from_utf8(good.1.clone()).unwrap().replace("cursor/1", "cursor/9")).unwrap();
    tell("desk");
    fs::remove_file(&mark).unwrap();
    tell("desk");
    assert_eq!(fs::read(&rows).unwrap(), good.0);
    fs::write(&mark, &good.1).unwrap();
    let held = Kept::open(out.path(), "desk", "tickets").unwrap();
    tell("desk");
    drop(held);
    told.push_str(&format!("{}\n", Kept::open(out.path(), "desk", "../evil").unwrap_err()));
    insta::assert_snapshot!(told);

    start_over(out.path(), "tickets").unwrap();
    assert!(out.path().join("tickets.jsonl.before").exists());
    let pulled = run(&mut Counting::new(5, []), out.path(), &ten(), &Jump::new(9)).0;
    assert_eq!(pulled.rows, 5);
}

#[test]
fn a_dry_run_stores_nothing_and_shows_the_rows() {
    let stream = stream();
    let options = PullOptions { pages: Some(1), ..ten() };
    let mut said = Vec::new();
    let mut say = |s: &Said| said.push(s.clone());
    let wait = Jump::new(9);
    let run = Pull { stream: &stream, kept: None, options: &options, wait: &wait, say: &mut say };
    let pulled = pull(&mut Counting::new(30, []), run).unwrap();
    assert_eq!((pulled.rows, pulled.ended), (10, Ended::Enough));
    assert!(matches!(&said[..], [Said::Rows(lines)] if lines.lines().count() == 10));
}
