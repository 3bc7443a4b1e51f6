//! Each action is sent once, whatever happens in between.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up shall fail")]

mod support;

use etalon_connect::{
    Action, Deliver, DeliverOptions, Delivered, Failure, FailureKind, Journal, Outcome, Outlet, State, Told, deliver,
    read_decisions,
};
use std::collections::VecDeque;
use std::fs;
use std::path::Path;
use std::time::Duration;
use support::Jump;

#[derive(Default)]
struct Scripted {
    came: VecDeque<Result<Vec<Outcome>, Failure>>,
    sent: Vec<(String, u32)>,
}

impl Outlet for Scripted {
    fn preview(&mut self, action: &Action) -> Result<String, Failure> {
        Ok(format!("would send {}", action.key))
    }

    fn deliver(&mut self, actions: &[Action]) -> Result<Vec<Outcome>, Failure> {
        self.sent.extend(actions.iter().map(|a| (a.key.clone(), a.attempt)));
        self.came.pop_front().unwrap_or_else(|| Ok(vec![Outcome::Done("ok".into()); actions.len()]))
    }
}

fn action(key: &str) -> Action {
    Action { key: key.into(), kind: "message".into(), subject: "anna".into(), at: 0, body: "{}".into(), attempt: 1 }
}

fn failed(kind: FailureKind, after: Option<u64>) -> Failure {
    Failure { kind, after: after.map(Duration::from_secs), code: "x".into(), text: "a fault of the test".into() }
}

fn run(outlet: &mut Scripted, keys: &[&str], out: &Path, options: &DeliverOptions) -> (Delivered, Vec<Told>, Vec<u64>) {
    let mut journal = Journal::open(out, "chat").unwrap();
    let actions: Vec<Action> = keys.iter().map(|k| action(k)).collect();
    let wait = Jump::new(99);
    let mut told = Vec::new();
    let mut say = |t: &Told| told.push(t.clone());
    let done =
        deliver(outlet, &actions, Deliver { journal: &mut journal, options, wait: &wait, say: &mut say }).unwrap();
    (done, told, wait.waited())
}

#[test]
fn the_same_key_is_sent_once_in_a_run_and_in_all_runs() {
    let out = tempfile::tempdir().unwrap();
    let usual = DeliverOptions::default();
    let mut first = Scripted {
        came: [Ok(vec![Outcome::Done("7".into())]), Ok(vec![Outcome::Duplicate("8".into())])].into(),
        ..Scripted::default()
    };
    let done = run(&mut first, &["a", "b", "a"], out.path(), &usual).0;
    assert_eq!(done, Delivered { done: 1, duplicate: 1, known: 1, ..Delivered::default() });
    let mut second = Scripted::default();
    let done = run(&mut second, &["a", "b", "c"], out.path(), &usual).0;
    assert_eq!(
        (done, second.sent),
        (Delivered { done: 1, known: 2, ..Delivered::default() }, vec![("c".to_owned(), 1)])
    );
}

#[test]
fn what_may_have_been_sent_before_a_crash_is_held_back_until_somebody_decides() {
    let out = tempfile::tempdir().unwrap();
    let usual = DeliverOptions::default();
    let mut crashing = Scripted { came: [Err(Failure::broken("trap", "it trapped"))].into(), ..Scripted::default() };
    let done = run(&mut crashing, &["a", "b"], out.path(), &usual).0;
    assert!(done.stopped.is_some_and(|f| f.kind == FailureKind::Broken));
    assert_eq!(crashing.sent, [("a".to_owned(), 1)], "nothing more is sent after the plugin fell over");
    let journal = Journal::open(out.path(), "chat").unwrap();
    assert_eq!((journal.of("a"), journal.uncertain()), (Some((State::Sending, 1)), vec!["a"]));
    drop(journal);

    let mut next = Scripted::default();
    let (done, told, _) = run(&mut next, &["a", "b"], out.path(), &usual);
    assert_eq!((done.uncertain, done.done), (1, 1));
    assert_eq!(next.sent, [("b".to_owned(), 1)]);
    assert!(told.contains(&Told::Uncertain("a".into())));

    let mut wanted = Scripted::default();
    run(&mut wanted, &["a", "b"], out.path(), &DeliverOptions { uncertain: true, ..usual });
    assert_eq!(wanted.sent, [("a".to_owned(), 2)]);
}

#[test]
fn a_line_that_was_cut_off_in_writing_was_never_acted_on() {
    let out = tempfile::tempdir().unwrap();
    run(&mut Scripted::default(), &["a"], out.path(), &DeliverOptions::default());
    let path = out.path().join("chat.journal");
    let mut text = fs::read(&path).unwrap();
    let whole = text.len();
    text.extend_from_slice(br#"{"key":"b","state":"send"#);
    fs::write(&path, &text).unwrap();
    let mut next = Scripted::default();
    assert_eq!(run(&mut next, &["a", "b"], out.path(), &DeliverOptions::default()).0.done, 1);
    assert_eq!(next.sent, [("b".to_owned(), 1)]);

    text.truncate(whole);
    text[3] = b'?';
    fs::write(&path, &text).unwrap();
    let trouble = Journal::open(out.path(), "chat").unwrap_err().to_string();
    assert!(trouble.contains("line 1") && trouble.contains("twice"), "{trouble}");
}

#[test]
fn passing_faults_are_tried_again_and_then_left_to_the_next_run() {
    let out = tempfile::tempdir().unwrap();
    let usual = DeliverOptions { tries: 3, ..DeliverOptions::default() };
    let again = |after| Ok(vec![Outcome::Failed(failed(FailureKind::Again, after))]);
    let mut outlet =
        Scripted { came: [again(None), again(Some(30)), again(None), again(Some(7200))].into(), ..Scripted::default() };
    let (done, _, waited) = run(&mut outlet, &["a", "b", "c"], out.path(), &usual);
    assert_eq!(done, Delivered { done: 1, later: 2, ..Delivered::default() });
    assert_eq!(waited, [1, 30]);
    let mut next = Scripted::default();
    assert_eq!(run(&mut next, &["a", "b", "c"], out.path(), &usual).0.done, 2);
    assert_eq!(next.sent, [("a".to_owned(), 4), ("b".to_owned(), 2)]);
}

#[test]
fn what_will_never_work_is_put_aside_and_refused_credentials_end_the_run() {
    let out = tempfile::tempdir().unwrap();
    let usual = DeliverOptions::default();
    let outcome = |kind| Ok(vec![Outcome::Failed(failed(kind, None))]);
    let mut outlet =
        Scripted { came: [outcome(FailureKind::Never), outcome(FailureKind::Denied)].into(), ..Scripted::default() };
    let done = run(&mut outlet, &["a", "b", "c"], out.path(), &usual).0;
    assert_eq!((done.refused, done.later, done.done), (1, 1, 0));
    assert_eq!(done.stopped.unwrap().kind, FailureKind::Denied);
    let mut next = Scripted::default();
    run(&mut next, &["a", "b", "c"], out.path(), &usual);
    assert_eq!(next.sent, [("b".to_owned(), 2), ("c".to_owned(), 1)]);
}

#[test]
fn a_sink_that_tells_of_more_or_fewer_than_it_was_given_is_at_fault() {
    for came in [vec![], vec![Outcome::Done("1".into()), Outcome::Done("2".into())]] {
        let out = tempfile::tempdir().unwrap();
        let mut outlet = Scripted { came: [Ok(came)].into(), ..Scripted::default() };
        let done = run(&mut outlet, &["a"], out.path(), &DeliverOptions::default()).0;
        assert_eq!((done.uncertain, done.stopped.unwrap().code.as_str()), (1, "outcomes"));
    }
}

#[test]
fn a_dry_run_sends_nothing_and_leaves_no_trace() {
    let out = tempfile::tempdir().unwrap();
    let mut outlet = Scripted::default();
    let (_, told, _) =
        run(&mut outlet, &["a"], out.path(), &DeliverOptions { dry_run: true, ..DeliverOptions::default() });
    assert_eq!(told, [Told::Preview("a".into(), Ok("would send a".into()))]);
    assert!(outlet.sent.is_empty());
    assert_eq!(fs::read(out.path().join("chat.journal")).unwrap(), b"");
}

const DECISIONS: &str = concat!(
    r#"{"id":"00a1","kind":"step","rule":"talks","step":"talk","place":null,"subject_kind":"agent","subject":"anna","#,
    r#""at":"2026-03-02T09:00:00+02:00","episode":"c1","owed_by":"bert","due":"2026-03-04T00:00:00+02:00","held":null,"evidence":[],"#,
    r#""line":"3","sentence":"Two in 30 days.","otherwise":"One fewer."}"#,
    "\n",
    r#"{"id":"00a2","kind":"step","rule":"talks","step":"talk","subject":"cees","at":"2026-03-02T09:00:00Z","held":"2026-03-03T09:00:00Z"}"#,
    "\n"
);

#[test]
fn decisions_become_actions_with_their_own_keys() {
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("decisions.jsonl");
    fs::write(&path, DECISIONS).unwrap();
    let kind = |fields: &str| serde_json::from_str(&format!(r#"{{"name":"message","fields":[{fields}]}}"#)).unwrap();
    let read = read_decisions(
        &path,
        &kind(r#"{"name":"sentence","type":"text"},{"name":"owed_by","type":"text","nullable":true}"#),
    )
    .unwrap();
    assert_eq!(read.held, 1, "a talk that was held needs no message");
    let [action] = &read.actions[..] else { panic!("{read:?}") };
    assert_eq!((action.key.as_str(), action.subject.as_str(), action.at), ("00a1", "anna", 1_772_434_800_000_000));
    assert_eq!(action.body, r#"{"sentence":"Two in 30 days.","owed_by":"bert"}"#);

    let mut told = String::new();
    let mut tell = |text: &str, fields: &str| {
        fs::write(&path, text).unwrap();
        let trouble = read_decisions(&path, &kind(fields)).unwrap_err().to_string();
        told.push_str(&format!("{trouble}\n").replace(&out.path().display().to_string(), "OUT"));
    };
    tell(DECISIONS, r#"{"name":"wish","type":"text"}"#);
    tell("{}", "");
    tell("[]", "");
    tell(&DECISIONS.replace("2026-03-02T09:00:00+02:00", "yesterday"), "");
    insta::assert_snapshot!(told);
}
